"""The ticket list as XLSX: no citizen's name, words or number, and nothing that a program would calculate."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import xlsxwriter  # type: ignore[import-untyped]
from tortoise.expressions import Q
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

import settings
from models.tickets import Ticket
from reports.cases import RELATED, short
from reports.counting import OPEN, overdue_by
from reports.digest import Digest
from reports.paper import definitions, made_at, summary
from reports.reasons import standing_of, why
from reports.wording import label
from tickets import access
from tickets.actor import Actor

Cell = str | int | date
COLUMNS = (
    ("col-number", 18),
    ("sheet-department", 22),
    ("sheet-category", 24),
    ("sheet-kind", 11),
    ("sheet-village", 20),
    ("sheet-state", 24),
    ("sheet-officer", 24),
    ("sheet-filed", 12),
    ("sheet-due", 12),
    ("col-age", 10),
    ("sheet-late-days", 10),
    ("sheet-reopened", 9),
    ("sheet-transfers", 9),
    ("col-why", 34),
)
READ = (
    "id",
    "number",
    "kind",
    "status",
    "confidential",
    "submitted_at",
    "assigned_at",
    "first_viewed_at",
    "due_at",
    "paused_at",
    "updated_at",
    "reopen_count",
    "hop_count",
    "extension_count",
    "department_id",
    "category_id",
    "area_id",
    "officer_id",
)
"""What a line needs; a ticket's words and stored JSON would take most of the time."""
MOST_ROWS = 10_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Looks:
    """The few formats of the workbook; `quoted` marks a text that a program might take for a formula."""

    plain: Format
    quoted: Format
    day: Format
    head: Format


async def listed(actor: Actor, digest: Digest) -> list[Ticket]:
    """What is open, and what was resolved or ended in the week; the oldest first."""
    start, end = digest.week.bounds(settings.current().office.zone)
    ended = Q(resolved_at__gte=start, resolved_at__lt=end) | Q(closed_at__gte=start, closed_at__lt=end)
    wanted = Ticket.filter(access.visible(actor), submitted_at__lt=end).filter(
        Q(status__in=sorted(OPEN)) | ended
    )
    found = wanted.order_by("submitted_at", "id").limit(MOST_ROWS).only(*READ)
    return await found.prefetch_related(*RELATED)


def workbook(digest: Digest, tickets: Iterable[Ticket]) -> bytes:
    """The bytes of the workbook."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    looks = Looks(
        plain=book.add_format({"valign": "top"}),
        quoted=book.add_format({"valign": "top", "quote_prefix": True}),
        day=book.add_format({"num_format": "dd-mm-yyyy", "align": "left"}),
        head=book.add_format({"bold": True, "bg_color": "#E8EEF2", "text_wrap": True}),
    )
    zone = settings.current().office.zone
    heads = [label(digest, name) for name, _ in COLUMNS]
    page = book.add_worksheet(label(digest, "sheet-tickets"))
    _fill(
        page,
        looks,
        heads,
        (_row(digest, ticket, zone) for ticket in tickets),
        [width for _, width in COLUMNS],
    )
    names = ("name", "this-week", "last-week", "trend")
    figures = book.add_worksheet(label(digest, "sheet-figures"))
    _fill(figures, looks, [label(digest, f"col-{name}") for name in names], summary(digest), [40, 14, 14, 30])
    meaning = book.add_worksheet(label(digest, "sheet-definitions"))
    words = [[line] for line in (*definitions(digest), made_at(digest))]
    _fill(meaning, looks, [label(digest, "part-definitions")], words, [140])
    book.close()
    return out.getvalue()


def _fill(
    page: Worksheet,
    looks: Looks,
    heads: Sequence[str],
    lines: Iterable[Sequence[Cell]],
    widths: Sequence[int],
) -> None:
    for column, (text, width) in enumerate(zip(heads, widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, text, looks.head)
    last = 0
    for last, line in enumerate(lines, 1):
        for column, value in enumerate(line):
            _write(page, looks, last, column, value)
    page.freeze_panes(1, 1)
    if last:
        page.autofilter(0, 0, last, len(heads) - 1)


def _write(page: Worksheet, looks: Looks, row: int, column: int, value: Cell) -> None:
    match value:
        case str():
            page.write_string(row, column, value, looks.quoted if value.startswith(FORMULA) else looks.plain)
        case int():
            page.write_number(row, column, value, looks.plain)
        case _:
            page.write_datetime(row, column, value, looks.day)


def _row(digest: Digest, ticket: Ticket, zone: ZoneInfo) -> list[Cell]:
    language = digest.language
    standing = standing_of(ticket)
    is_open = ticket.status.value in OPEN
    late = overdue_by(standing, digest.made_at) if is_open else None
    code, n = why(standing, digest.made_at)
    return [
        ticket.number,
        short(ticket.department, language),
        ticket.category.name(language) if ticket.category else "",
        label(digest, f"kind-{ticket.kind.value}"),
        ticket.area.name(language) if ticket.area else "",
        label(digest, f"state-{ticket.status.value}"),
        ticket.officer.name(language) if ticket.officer else "",
        ticket.submitted_at.astimezone(zone).date(),
        _day(ticket.due_at, zone),
        (digest.made_at - ticket.submitted_at).days,
        late.days if late is not None else 0,
        ticket.reopen_count,
        ticket.hop_count,
        label(digest, f"why-{code}", n=n) if is_open else "",
    ]


def _day(at: datetime | None, zone: ZoneInfo) -> Cell:
    return at.astimezone(zone).date() if at is not None else ""
