"""`samvad route` and `samvad train`: the reader of messages on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

import click

import settings
from routing.areas_file import areas_from_file
from routing.lessons import Lesson
from routing.lexicon import Term
from routing.places import AreaName
from routing.reading import OTHER, Reading
from routing.router import MODEL, Router

DEMO_AREAS = settings.ROOT / "data" / "demo" / "areas.toml"
LEARNED = "router.npz"


def learned_model(folder: Path) -> Path | None:
    """The model that this deployment trained itself, when there is one; else the shipped one serves."""
    path = folder / LEARNED
    return path if path.is_file() else None


@click.command()
@click.option(
    "--areas", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Area tree as TOML."
)
@click.option(
    "--model", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another model file."
)
@click.option("--json", "as_json", is_flag=True, help="Always so: one JSON line out for each line in.")
def route(areas: Path | None, model: Path | None, as_json: bool) -> None:
    """Read JSON lines {"id", "text"} and answer each at once with one JSON line."""
    chosen = settings.current()
    names = areas_from_file(areas) if areas else _areas(chosen.database.url)
    router = Router.load(
        areas=names, model=model or learned_model(chosen.data.dir), terms=_terms(chosen.database.url)
    )
    _answer_lines(router, sys.stdin.buffer)


def _areas(url: str) -> tuple[AreaName, ...]:
    """The database's areas, or the demo district's where there is no database yet."""
    from routing.labelled_rows import areas_from_database

    return areas_from_database(url) or areas_from_file(DEMO_AREAS)


def _terms(url: str) -> tuple[Term, ...]:
    from routing.labelled_rows import terms_from_database

    return terms_from_database(url)


def _answer_lines(router: Router, lines: BinaryIO) -> None:
    for line in iter(lines.readline, b""):
        if line.strip():
            sys.stdout.write(json.dumps(answer(router, line), ensure_ascii=False) + "\n")
            sys.stdout.flush()


def answer(router: Router, line: bytes) -> dict[str, Any]:
    """The answer to one line; a line that cannot be read is answered with an error, never with a crash."""
    try:
        asked = json.loads(line.decode("utf-8", errors="replace"))
    except ValueError as error:
        return {"id": None, "error": f"not a JSON line: {error}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        found = asked.get("id") if isinstance(asked, dict) else None
        return {"id": found, "error": 'a line needs {"id": …, "text": "…"}'}
    block, kind = asked.get("block"), asked.get("kind")
    reading = router.read(
        asked["text"],
        block=block if isinstance(block, str) else None,
        kind=kind if isinstance(kind, str) else None,
    )
    return {"id": asked.get("id"), **as_contract(reading)}


def as_contract(reading: Reading) -> dict[str, Any]:
    """A reading in the words of the command's contract; `alternatives` leaves out the department itself."""
    place = reading.place
    return {
        "department": reading.department,
        "confidence": reading.confidence,
        "alternatives": [] if reading.nature else _others(reading),
        "decision": reading.decision.value,
        "kind": reading.kind.value,
        "urgent": reading.urgent,
        "lang": reading.lang.value,
        "place": None if place is None else {"village": place.village, "block": place.block},
        "nature": reading.nature.value if reading.nature else None,
        "because": reading.because,
        "category": reading.category,
        "question": reading.question,
        "emergency": reading.emergency,
        "deflection": reading.deflection,
        "confidential": reading.confidential,
        "issues": list(reading.issues),
    }


def _others(reading: Reading) -> list[list[str | float]]:
    """All but the first, with `other` before those that are less likely than it."""
    ranked = list(reading.alternatives)
    none = (OTHER, reading.none_of_them)
    ranked.insert(next((at for at, pair in enumerate(ranked) if pair[1] < none[1]), len(ranked)), none)
    return [[code, share] for code, share in ranked if code != reading.department]


@click.command()
@click.option(
    "--labelled",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Decisions as JSON lines {"text", "department", "kind", "urgent"}; by default the database\'s.',
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the model goes.")
@click.option(
    "--shipped", is_flag=True, help="Build the model that is part of the program, from the corpus alone."
)
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def train(labelled: Path | None, out: Path | None, shipped: bool, as_json: bool) -> None:
    """Learn from the corpus and all corrections; keep the old model when the new one is worse."""
    from routing.training_run import run_training

    folder = settings.current().data.dir
    target = MODEL if shipped else out or folder / LEARNED
    rows = () if shipped else _labelled_rows(labelled)
    old = None if shipped else target if target.is_file() else MODEL
    outcome = run_training(rows, old=old, target=target)
    if outcome.kept and target == folder / LEARNED:
        _tell_processes()
    if as_json:
        click.echo(
            json.dumps(outcome.figures | {"kept": outcome.kept, "model": str(target)}, ensure_ascii=False)
        )
    else:
        click.echo(outcome.told)
    if not outcome.kept:
        sys.exit(1)


def _tell_processes() -> None:
    from routing.labelled_rows import tell_processes

    tell_processes(settings.current().database.url)


def _labelled_rows(path: Path | None) -> tuple[Lesson, ...]:
    if path is None:
        from routing.labelled_rows import rows_from_database

        return rows_from_database(settings.current().database.url)
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(
        Lesson(row["text"], row.get("department", ""), row.get("kind", ""), row.get("urgent")) for row in rows
    )
