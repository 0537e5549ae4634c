"""One message seen in every way the deciders need: as written, folded, and as concepts."""

from __future__ import annotations

from dataclasses import dataclass

from routing.folding import concepts, fold, words


@dataclass(frozen=True, slots=True)
class View:
    """The words of a message: raw (cleaned, in their script), folded, and concepts."""

    text: str
    raw: tuple[str, ...]
    folded: tuple[str, ...]
    concepts: tuple[str, ...]


def view(text: str) -> View:
    """Read a text once for all deciders."""
    folded = fold(text)
    return View(text, tuple(words(text)), tuple(folded.split()), tuple(concepts(folded).split()))
