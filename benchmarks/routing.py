"""Figures of the router: cross-validated on the written corpus, or on a labelled file."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from routing.areas_file import areas_from_file
from routing.commands import as_contract
from routing.corpus import EVERYTHING, Example, load_corpus, load_drills
from routing.learning import cross_validate, encode, learn_facts, prepare
from routing.lexicon import Lexicon, load_terms
from routing.linear import load_model
from routing.places import PlaceIndex
from routing.reading import OTHER, Decision, Reading
from routing.router import MODEL, Router

AREAS = Path(__file__).parents[1] / "data" / "demo" / "areas.toml"
Pair = tuple[Example, Reading]


def read_folds() -> list[Pair]:
    """Every sentence of the corpus, read with margins of a model that never saw it or its twins."""
    prepared, hits = prepare((*load_corpus(), *load_drills()), Lexicon(load_terms()))
    folded = cross_validate(prepared, encode(prepared))
    facts = learn_facts(prepared, hits, folded)
    shipped = load_model(MODEL)
    judge = Router(replace(shipped, facts=facts), Lexicon(load_terms()), PlaceIndex(areas_from_file(AREAS)))
    return [
        (
            example,
            judge.understand(
                judge.see(example.text), {name: folded.scores[name][row] for name in folded.scores}
            ),
        )
        for row, example in enumerate(prepared.examples)
        if example.teaches == EVERYTHING
    ]


def read_file(path: Path) -> list[Pair]:
    """The lines of a labelled file, read with the shipped model."""
    router = Router.load(areas=areas_from_file(AREAS))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(_example(row), router.read(row["text"])) for row in rows]


def _example(row: dict[str, object]) -> Example:
    also = row.get("also")
    return Example(
        text=str(row["text"]),
        department=str(row["department"]),
        lang=str(row["lang"]),
        kind=str(row["kind"]),
        urgent=bool(row["urgent"]),
        also=tuple(also) if isinstance(also, list) else (),
        difficulty=str(row["difficulty"]),
        nature=str(row["nature"] or ""),
        place=_village(row.get("place")),
    )


def _village(place: object) -> str:
    return str(place["village"]) if isinstance(place, dict) else ""


def is_strict(pair: Pair) -> bool:
    return pair[0].department == pair[1].department


def is_lenient(pair: Pair) -> bool:
    return is_strict(pair) or (pair[0].department != OTHER and pair[1].department in pair[0].also)


def is_in_three(pair: Pair) -> bool:
    """Among the first three of what the command answers, `other` being one of the answers."""
    told = as_contract(pair[1])
    return pair[0].department in [told["department"], *(code for code, _ in told["alternatives"])][:3]


def share(pairs: Iterable[Pair], claim: Callable[[Pair], bool]) -> float:
    found = [claim(pair) for pair in pairs]
    return float(np.mean(found)) if found else float("nan")


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean over departments of the balance between finding and not mistaking."""
    scores = []
    for code in sorted({pair[0].department for pair in pairs}):
        hit = sum(pair[0].department == code == pair[1].department for pair in pairs)
        wanted = sum(pair[0].department == code for pair in pairs)
        given = sum(pair[1].department == code for pair in pairs)
        scores.append(2 * hit / (wanted + given))
    return float(np.mean(scores))


def figures(pairs: Sequence[Pair]) -> dict[str, float]:
    """All figures of the issue over one set of messages."""
    grievances = [pair for pair in pairs if not pair[0].nature]
    routable = [pair for pair in grievances if pair[0].department != OTHER]
    assigned = [pair for pair in pairs if pair[1].decision is Decision.ASSIGN]
    urgent = [pair for pair in pairs if pair[0].urgent]
    placed = [pair for pair in pairs if pair[0].place]
    unplaced = [pair for pair in pairs if not pair[0].place]
    return {
        "messages": len(pairs),
        "strict": share(pairs, is_strict),
        "strict, grievances": share(grievances, is_strict),
        "strict, routable": share(routable, is_strict),
        "lenient": share(pairs, is_lenient),
        "top 3": share(pairs, is_in_three),
        "top 3, routable": share(routable, is_in_three),
        "macro F1": macro_f1(pairs),
        "assigned of routable": share(
            routable, lambda pair: pair[1].decision in (Decision.ASSIGN, Decision.EMERGENCY)
        ),
        "emergencies aside": share(routable, lambda pair: pair[1].decision is Decision.ASSIGN),
        "precision of assigned": share(assigned, is_lenient),
        "kind": share(pairs, lambda pair: pair[0].kind == pair[1].kind),
        "urgent recall": share(urgent, lambda pair: pair[1].urgent),
        "urgent precision": share([p for p in pairs if p[1].urgent], lambda pair: pair[0].urgent),
        "language": share(pairs, lambda pair: pair[0].lang == pair[1].lang),
        "place found": share(
            placed, lambda pair: pair[1].place is not None and pair[1].place.village == pair[0].place
        ),
        "place invented": share(unplaced, lambda pair: pair[1].place is not None),
        "nature": share([p for p in pairs if p[0].nature], lambda pair: pair[0].nature == pair[1].nature),
        "no grievance assigned": share(
            [p for p in pairs if p[0].nature],
            lambda pair: pair[1].decision in (Decision.ASSIGN, Decision.EMERGENCY),
        ),
        "several matters offered": share(
            [p for p in pairs if p[0].difficulty == "multi-issue"], lambda pair: len(pair[1].issues) > 1
        ),
        "one matter cut up": share(
            [p for p in pairs if p[0].difficulty in ("plain", "indirect")],
            lambda pair: len(pair[1].issues) > 1,
        ),
        "grievance dismissed": share(grievances, lambda pair: pair[1].nature is not None),
    }


SHOWN = ("messages", "strict", "top 3", "assigned of routable", "precision of assigned", "kind")


def by(pairs: Sequence[Pair], key: Callable[[Pair], str]) -> dict[str, dict[str, float]]:
    """The main figures for each value of a key."""
    parts: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        parts[key(pair)].append(pair)
    return {name: figures(part) for name, part in sorted(parts.items())}


def _print(pairs: Sequence[Pair]) -> None:
    for name, value in figures(pairs).items():
        print(f"{name:24} {value:.3f}")
    for key in ("lang", "difficulty", "department"):
        print(f"\n{key:20}" + "".join(f"{name[:16]:>18}" for name in SHOWN))
        for name, told in by(pairs, lambda pair, key=key: str(getattr(pair[0], key))).items():  # type: ignore[misc]
            print(f"  {name or '–':18}" + "".join(f"{told[each]:18.3f}" for each in SHOWN))


def _print_wrong(pairs: Sequence[Pair]) -> None:
    for example, reading in pairs:
        slips = [
            f"{name}: {wanted} ← {given}"
            for name, wanted, given in (
                ("department", example.department, reading.department),
                ("kind", example.kind, reading.kind.value),
                ("urgent", example.urgent, reading.urgent),
                ("nature", example.nature or None, reading.nature and reading.nature.value),
            )
            if wanted != given
        ]
        if slips:
            print(f"{reading.decision.value:16} {'; '.join(slips)} | {example.text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "file", nargs="?", type=Path, help="labelled JSON lines; without it: cross-validation"
    )
    parser.add_argument("--wrong", action="store_true", help="list the messages that went wrong")
    chosen = parser.parse_args()
    pairs = read_file(chosen.file) if chosen.file else read_folds()
    _print(pairs)
    if chosen.wrong:
        _print_wrong(pairs)


if __name__ == "__main__":
    main()
