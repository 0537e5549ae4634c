"""The written training sentences, and labelled examples from daily work, as one kind of row."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from routing.folding import skeleton
from routing.reading import OTHER

FOLDER = Path(__file__).parent / "data" / "corpus"
DRILLS = Path(__file__).parent / "data" / "drills"
_NOT_A_GRIEVANCE = "not_a_grievance"
_SAME_WORDS = 78


EVERYTHING = frozenset({"department", "kind", "urgent", "nature", "lang"})
"""The questions of the model; a written sentence answers all."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message; of people's corrections only the questions in `teaches` were answered."""

    text: str
    department: str
    lang: str = ""
    kind: str = ""
    urgent: bool = False
    also: tuple[str, ...] = ()
    difficulty: str = ""
    nature: str = ""
    place: str = ""
    teaches: frozenset[str] = EVERYTHING


def load_corpus(folder: Path = FOLDER) -> tuple[Example, ...]:
    """All sentences of the corpus folder, in a fixed order."""
    examples: list[Example] = []
    for path in sorted(folder.glob("*.tsv")):
        department = OTHER if path.stem == _NOT_A_GRIEVANCE else path.stem
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            examples.extend(_example(row, department) for row in rows if row["text"])
    return tuple(examples)


def load_drills(folder: Path = DRILLS) -> tuple[Example, ...]:
    """Sentences written for one difficulty each (danger and near danger, a word or two, small talk)."""
    examples: list[Example] = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            examples.extend(_example({"lang": ""} | row, row["department"]) for row in rows)
    return tuple(replace(example, teaches=EVERYTHING - {"lang"}) for example in examples)


def _example(row: dict[str, str], department: str) -> Example:
    return Example(
        text=row["text"],
        department=department,
        lang=row["lang"],
        kind=row["kind"],
        urgent=row["urgent"] == "1",
        also=tuple(code.strip() for code in (row["also"] or "").split(",") if code.strip()),
        difficulty=row["difficulty"] or "",
        nature=row["nature"] or "",
    )


def groups(examples: tuple[Example, ...]) -> list[int]:
    """A group number for each example; nearly the same words share one, so that no fold sees its twin."""
    bones = [skeleton(example.text) for example in examples]
    group = list(range(len(bones)))
    for first, second in _twins(bones):
        group[second] = group[first]
    return group


def _twins(bones: list[str]) -> list[tuple[int, int]]:
    pairs = []
    step = 1000
    for start in range(0, len(bones), step):
        scores = process.cdist(
            bones[start : start + step], bones, scorer=fuzz.token_sort_ratio, score_cutoff=_SAME_WORDS
        )
        for row, column in zip(*scores.nonzero(), strict=True):
            if start + int(row) < int(column):
                pairs.append((start + int(row), int(column)))
    return pairs
