"""The chart card: one picture that can be read on a phone."""

from collections.abc import Mapping

from reports.charts import Bar, Weeks, bars, trend
from reports.digest import Digest, Line
from reports.documents import picture
from reports.wording import count, dates, label, span

BARS = 7


def card(digest: Digest, charts: Mapping[str, bytes] | None = None) -> bytes:
    """The PNG, 1080 × 1350."""
    return picture("card.typ", _data(digest), charts or charts_of(digest), ppi=144)


def charts_of(digest: Digest) -> dict[str, bytes]:
    """The two charts, by the names under which templates include them."""
    rows = [line for line in lines_of(digest) if line.now["open"]][:BARS]
    given = [Bar(line.name, line.now["open"] - line.now["overdue"], line.now["overdue"]) for line in rows]
    weeks = Weeks(
        [dates(digest.week.earlier(back), digest.language) for back in reversed(range(len(digest.trend)))],
        [week["received"] for week in digest.trend],
        [week["overdue"] for week in digest.trend],
    )
    return {
        "bars.png": bars(given, (label(digest, "late"), label(digest, "on-time"))),
        "trend.png": trend(weeks, label(digest, "received"), label(digest, "overdue")),
    }


def lines_of(digest: Digest) -> tuple[Line, ...]:
    """What the first chart compares: departments, or the places of one department."""
    return digest.departments if digest.whole else digest.places


def _figure(digest: Digest, name: str) -> dict[str, str]:
    return {
        "label": label(digest, name),
        "value": count(digest, digest.now[name]),
        "before": label(digest, "last-week", n=count(digest, digest.before[name])),
    }


def head(digest: Digest) -> dict[str, str]:
    """Title, jurisdiction and week, as card and PDF begin with them."""
    when = label(
        digest, "week-of", dates=dates(digest.week, digest.language), week=str(digest.week).partition("-W")[2]
    )
    return {
        "language": "en" if digest.language == "en" else "hi",
        "title": label(digest, "title"),
        "scope": digest.scope,
        "week": when,
    }


def _data(digest: Digest) -> dict[str, object]:
    return {
        **head(digest),
        "stock": [_figure(digest, name) for name in ("overdue", "open", "received")],
        "outcomes": [_figure(digest, name) for name in ("resolved", "confirmed", "disputed", "unanswered")],
        "separate": label(digest, "separate"),
        "bars": label(digest, "chart-departments" if digest.whole else "part-places"),
        "any": any(line.now["open"] for line in lines_of(digest)),
        "none": label(digest, "none"),
        "trend": label(digest, "chart-trend"),
        "pace": [
            f"{label(digest, 'first-view')}: {span(digest.language, digest.now.first_view_h)}",
            f"{label(digest, 'resolution')}: {span(digest.language, digest.now.resolution_h)}",
        ],
    }
