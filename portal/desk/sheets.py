"""Rows for spreadsheets: what a list exports, with cells that no spreadsheet takes for a formula."""

import csv
import io
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tortoise.expressions import Q

import texts
from models.tickets import Ticket
from portal import words

COLUMNS = (
    "number",
    "kind",
    "status",
    "urgent",
    "department",
    "category",
    "place",
    "officer",
    "citizen",
    "phone",
    "description",
    "received",
    "due",
    "resolved",
    "closed",
    "rating",
    "reopened",
    "source",
)
FIELDS = (
    *(
        "id",
        "number",
        "kind",
        "status",
        "urgent",
        "address",
        "description",
        "rating",
        "reopen_count",
        "source",
    ),
    *("submitted_at", "due_at", "resolved_at", "closed_at", "citizen__name", "citizen__phone"),
    *(
        f"{row}__{name}"
        for row in ("department", "category", "area", "officer")
        for name in ("name_hi", "name_en")
    ),
)
Found = Mapping[str, Any]
BATCH = 200
EVERYTHING = 10**12
MOST_IN_A_SHEET = 50_000
"""A sheet is built whole before its first byte leaves, and must not outlast a proxy's patience."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell as text: a leading sign that starts a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(DANGEROUS) else cell


def row(found: Found, language: str, *, phones: bool) -> dict[str, str]:
    """One ticket as text cells."""
    names = "name_en" if language == "en" else "name_hi"
    phone = str(found["citizen__phone"] or "")
    return {
        "number": str(found["number"]),
        "kind": texts.say(language, f"portal-kind-{found['kind']}"),
        "status": texts.say(language, f"portal-status-{found['status']}"),
        "urgent": texts.say(language, "portal-yes") if found["urgent"] else "",
        "department": str(found[f"department__{names}"] or ""),
        "category": str(found[f"category__{names}"] or ""),
        "place": str(found[f"area__{names}"] or found["address"]),
        "officer": str(found[f"officer__{names}"] or ""),
        "citizen": str(found["citizen__name"]),
        "phone": phone if phones else words.phone_masked(phone),
        "description": str(found["description"]),
        "received": _at(found["submitted_at"]),
        "due": _at(found["due_at"]),
        "resolved": _at(found["resolved_at"]),
        "closed": _at(found["closed_at"]),
        "rating": str(found["rating"] or ""),
        "reopened": str(found["reopen_count"]),
        "source": str(found["source"]),
    }


def _at(when: object) -> str:
    return when.astimezone(words.zone()).strftime("%Y-%m-%d %H:%M") if isinstance(when, datetime) else ""


async def batches(wanted: Q, *, most: int = EVERYTHING) -> AsyncIterator[Sequence[Found]]:
    """The list in pieces by key, so that a long one neither fills the memory nor holds a lock.

    Small pieces of plain values: whoever opens a page meanwhile waits for one of them at most.
    """
    last, given = 0, 0
    while given < most:
        rows = Ticket.filter(wanted & Q(id__gt=last)).order_by("id").limit(min(BATCH, most - given))
        found = await rows.values(*FIELDS)
        if not found:
            return
        yield found
        last, given = int(found[-1]["id"]), given + len(found)


def csv_lines(rows: Sequence[Mapping[str, str]], *, head: Sequence[str] | None = None) -> str:
    """The rows as CSV text, every cell harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    if head:
        writer.writerow(head)
    for one in rows:
        writer.writerow([harmless(one[name]) for name in COLUMNS])
    return out.getvalue()


def json_pieces(rows: Sequence[Mapping[str, str]], *, first: bool) -> Iterator[str]:
    """The rows as elements of a JSON array."""
    for position, one in enumerate(rows):
        yield ("" if first and position == 0 else ",\n") + json.dumps(one, ensure_ascii=False)
