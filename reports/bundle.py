"""Everything that goes with a digest: the chart card, the PDF for the meeting file, the sheet of tickets."""

import asyncio
from dataclasses import dataclass

from models.officers import Officer
from reports.card import card, charts_of
from reports.digest import Digest
from reports.paper import paper
from reports.sheet import listed, workbook
from tickets.access import actor_for

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it leaves; `kind` is photo or document."""

    kind: str
    name: str
    mime: str
    ending: str
    body: bytes


async def bundle(digest: Digest, officer: Officer) -> list[Document]:
    """The files in the order in which they are sent; drawn aside, so that the loop goes on meanwhile."""
    tickets = await listed(await actor_for(officer), digest)
    stem = f"samvad-{digest.week}"
    charts = await asyncio.to_thread(charts_of, digest)
    picture = await asyncio.to_thread(card, digest, charts)
    pages = await asyncio.to_thread(paper, digest, charts)
    table = await asyncio.to_thread(workbook, digest, tickets)
    return [
        Document("photo", f"{stem}.png", "image/png", ".png", picture),
        Document("document", f"{stem}.pdf", "application/pdf", ".pdf", pages),
        Document("document", f"{stem}.xlsx", SHEET, ".xlsx", table),
    ]
