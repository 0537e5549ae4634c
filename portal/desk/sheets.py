"""Rows for spreadsheets: what a list exports, with cells that no spreadsheet takes for a formula."""

import csv
import io
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime

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
BATCH = 500
MOST = 100_000
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell as text: a leading sign that starts a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(DANGEROUS) else cell


def row(ticket: Ticket, language: str, *, phones: bool) -> dict[str, str]:
    """One ticket as text cells."""
    citizen = ticket.citizen
    return {
        "number": ticket.number,
        "kind": texts.say(language, f"portal-kind-{ticket.kind.value}"),
        "status": texts.say(language, f"portal-status-{ticket.status.value}"),
        "urgent": texts.say(language, "portal-yes") if ticket.urgent else "",
        "department": ticket.department.name(language) if ticket.department else "",
        "category": ticket.category.name(language) if ticket.category else "",
        "place": ticket.area.name(language) if ticket.area else ticket.address,
        "officer": ticket.officer.name(language) if ticket.officer else "",
        "citizen": citizen.name,
        "phone": (citizen.phone or "") if phones else words.phone_masked(citizen.phone),
        "description": ticket.description,
        "received": _at(ticket.submitted_at),
        "due": _at(ticket.due_at),
        "resolved": _at(ticket.resolved_at),
        "closed": _at(ticket.closed_at),
        "rating": str(ticket.rating or ""),
        "reopened": str(ticket.reopen_count),
        "source": ticket.source,
    }


def _at(when: object) -> str:
    return when.astimezone(words.zone()).strftime("%Y-%m-%d %H:%M") if isinstance(when, datetime) else ""


async def batches(wanted: Q, *, most: int = MOST) -> AsyncIterator[Sequence[Ticket]]:
    """The list in pieces by key, so that a long one neither fills the memory nor holds a lock."""
    last, given = 0, 0
    while given < most:
        found = (
            await Ticket.filter(wanted & Q(id__gt=last))
            .order_by("id")
            .limit(min(BATCH, most - given))
            .select_related("department", "category", "area", "officer", "citizen")
        )
        if not found:
            return
        yield found
        last, given = found[-1].id, given + len(found)


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
