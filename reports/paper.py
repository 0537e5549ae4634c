"""The PDF for the meeting file: at most four pages, the definitions on the last."""

from collections.abc import Iterable, Mapping

from babel.dates import format_datetime

import settings
import texts
from reports.card import charts_of, head
from reports.digest import Case, Digest, Line
from reports.documents import typeset
from reports.figures import Figures
from reports.wording import LOCALES, count, label, span, why

ROWS = ("received", "resolved", "confirmed", "disputed", "unanswered", "open", "overdue")
"""The summary's first rows; the four outcomes stand one below the other and under no sum."""
COUNTS = (
    "overdue_to_3",
    "overdue_to_7",
    "overdue_to_30",
    "overdue_more",
    "unseen",
    "unassigned",
    "waiting",
    "awaiting",
    "breached",
    "reopened",
    "appealed",
    "extended",
    "withdrawn",
    "rejected",
    "merged",
    "nudged",
    "orders",
)
COLUMNS = ("received", "open", "overdue", "resolved", "confirmed", "disputed", "silent", "transfers")
CASES = ("number", "where", "who", "age", "why")
DEFINITIONS = (
    "week",
    "received",
    "resolved",
    "confirmed",
    "disputed",
    "unanswered",
    "never-added",
    "open",
    "overdue",
    "transfers",
    "unseen",
    "first-view",
    "median",
    "ranking",
    "silent",
    "confidential",
)
MOST_DEPARTMENTS, MOST_PLACES = 22, 9
"""So many fit on the page; those left out have the fewest overdue and are in the sheet."""


def paper(digest: Digest, charts: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF."""
    return typeset("digest.typ", _data(digest), charts or charts_of(digest))


def made_at(digest: Digest) -> str:
    """The note on when and from what it was made."""
    here = digest.made_at.astimezone(settings.current().office.zone)
    when = str(format_datetime(here, "d MMMM y, HH:mm", locale=LOCALES[digest.language]))
    return label(digest, "made-at", when=when)


def seal(digest: Digest) -> str:
    """The seal of the audit trail, which paper keeps better than a database; nothing before the first one."""
    if digest.sealed_on is None:
        return ""
    return label(digest, "seal", when=texts.day(digest.language, digest.sealed_on), seal=digest.seal)


def definitions(digest: Digest) -> list[str]:
    """What the figures mean, in the reader's language."""
    return [label(digest, f"def-{name}") for name in DEFINITIONS]


def _data(digest: Digest) -> dict[str, object]:
    parts = ("summary", "departments", "places", "oldest", "clusters", "silent", "thanks", "definitions")
    return {
        **head(digest),
        "parts": {name: label(digest, f"part-{name}") for name in parts},
        "none": label(digest, "none"),
        "chart": label(digest, "chart-departments" if digest.whole else "part-places"),
        "any": any(line.now["open"] for line in (digest.departments if digest.whole else digest.places)),
        "separate": label(digest, "separate-named"),
        "brackets": label(digest, "brackets"),
        "summary_head": [
            label(digest, f"col-{name}") for name in ("name", "this-week", "last-week", "trend")
        ],
        "summary": summary(digest),
        "columns": [label(digest, "col-name"), *(label(digest, f"col-{name}") for name in COLUMNS)],
        "departments": _table(digest, digest.departments[:MOST_DEPARTMENTS]) if digest.whole else [],
        "places": _table(digest, digest.places[: MOST_PLACES if digest.whole else MOST_DEPARTMENTS]),
        "case_columns": [label(digest, f"col-{name}") for name in CASES],
        "oldest": [_case(digest, case) for case in digest.oldest],
        "clusters": [
            label(digest, "cluster-one", place=one.place, category=one.category, n=one.tickets)
            for one in digest.clusters
        ],
        "silent": [line.name for line in digest.silent],
        "thanks": [f"{one.name}, {one.department} ({one.confirmed})" for one in digest.thanks],
        "definitions": definitions(digest),
        "made_at": made_at(digest),
        "seal": seal(digest),
        # Two marks that Typst replaces by the numbers it alone knows.
        "page": label(digest, "page", page="{1}", pages="{2}"),
    }


def summary(digest: Digest) -> list[list[str]]:
    """Every count of the week beside last week's and its four weeks."""
    rows = [_summary_row(digest, label(digest, name), name) for name in ROWS]
    rows += [
        _summary_row(digest, label(digest, f"count-{name.replace('_', '-')}"), name)
        for name in COUNTS
        if any(week[name] for week in digest.trend)
    ]
    unreachable = (digest.unreachable, digest.unreachable_before)
    rows.append([label(digest, "count-unreachable"), *(count(digest, n) for n in unreachable), ""])
    for name, attribute in (("first-view", "first_view_h"), ("resolution", "resolution_h")):
        values = [span(digest.language, getattr(week, attribute)) for week in digest.trend]
        rows.append([label(digest, name), values[-1], values[-2], " · ".join(values)])
    return rows


def _summary_row(digest: Digest, name: str, key: str) -> list[str]:
    values = [count(digest, week[key]) for week in digest.trend]
    return [name, values[-1], values[-2], " → ".join(values)]


def _table(digest: Digest, lines: Iterable[Line]) -> list[list[str]]:
    return [[line.name, *cells(line.now, line.before)] for line in lines]


def cells(now: Figures, before: Figures) -> list[str]:
    """One line's figures, open and overdue with last week's in brackets."""
    known: Mapping[str, str] = {
        "received": str(now["received"]),
        "open": f"{now['open']} ({before['open']})",
        "overdue": f"{now['overdue']} ({before['overdue']})",
        "resolved": str(now["resolved"]),
        "confirmed": str(now["confirmed"]),
        "disputed": str(now["disputed"]),
        "silent": str(now["unanswered"]),
        "transfers": f"{now['transferred_in']} / {now['transferred_out']}",
    }
    return [known[name] for name in COLUMNS]


def _case(digest: Digest, case: Case) -> list[str]:
    late = f" ({label(digest, 'late')})" if case.overdue_days else ""
    return [
        case.number,
        ", ".join(filter(None, (case.place, case.department, case.category))),
        case.officer or label(digest, "nobody"),
        f"{case.open_days}",
        why(digest.language, case) + late,
    ]
