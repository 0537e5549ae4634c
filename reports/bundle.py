"""Everything that goes with a digest: the chart card, the PDF for the meeting file, the sheet of tickets."""

from dataclasses import dataclass

from models.officers import Officer
from reports.digest import Digest


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it leaves; `kind` is photo or document."""

    kind: str
    name: str
    mime: str
    ending: str
    body: bytes


async def bundle(digest: Digest, officer: Officer) -> list[Document]:
    """The files in the order in which they are sent."""
    return []
