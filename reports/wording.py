"""A digest as at most eight lines of text, the first of which says what needs attention (pure)."""

from collections.abc import Iterable, Iterator

from babel.dates import format_interval

import texts
from reports.digest import Case, Digest, Line
from reports.weeks import Week

LOCALES = {"hi": "hi_IN", "hne": "hi_IN", "en": "en_IN"}
MOST_LINES = 8
NAMED = 3
DAYS_FROM_H = 48


def text_of(digest: Digest) -> str:
    """The whole text; `*bold*` is its only markup."""
    return "\n".join(list(lines_of(digest))[:MOST_LINES])


def lines_of(digest: Digest) -> Iterator[str]:
    """The lines there is something to say for."""
    yield _attention(digest)
    if more := _more(digest):
        yield label(digest, "more", parts=" · ".join(more))
    yield _flow(digest)
    yield _outcomes(digest)
    if worst := list(_worst(digest)):
        yield " · ".join(worst)
    if good := list(_good(digest)):
        yield label(digest, "good", parts=" · ".join(good))
    if trouble := list(_trouble(digest)):
        yield " · ".join(trouble)
    yield _pace(digest)


def label(digest: Digest, text_id: str, **values: str | int) -> str:
    """A text of the digest's catalogue in its reader's language."""
    return texts.say(digest.language, f"digest-{text_id}", **values)


def dates(week: Week, language: str) -> str:
    """As people write it: 16–22 नव॰."""
    return str(format_interval(week.monday, week.sunday, "MMMd", locale=LOCALES[language]))


def count(digest: Digest, value: int) -> str:
    """A number as its reader groups it."""
    return texts.number(digest.language, value)


def span(language: str, hours: int | None) -> str:
    """A median in words."""
    if hours is None:
        return texts.say(language, "digest-unmeasured")
    if hours < DAYS_FROM_H:
        return texts.say(language, "digest-hours", n=hours)
    return texts.say(language, "digest-days", n=round(hours / 24))


def why(language: str, case: Case) -> str:
    """The reason why a ticket is still open, in words."""
    return texts.say(language, f"digest-why-{case.why}", n=case.n)


def _attention(digest: Digest) -> str:
    when = dates(digest.week, digest.language)
    known = {"scope": digest.scope, "dates": when, "open": count(digest, digest.now["open"])}
    if not digest.now["overdue"]:
        return label(digest, "calm", **known)
    first = label(
        digest,
        "attention",
        overdue=count(digest, digest.now["overdue"]),
        before=count(digest, digest.before["overdue"]),
        **known,
    )
    late = next((case for case in digest.oldest if case.overdue_days), None)
    return f"{first} {_oldest(digest, late)}" if late else first


def _oldest(digest: Digest, case: Case) -> str:
    return label(
        digest,
        "attention-oldest",
        number=case.number,
        department=case.department or label(digest, "no-department"),
        place=case.place or label(digest, "no-place"),
        days=case.open_days,
        why=why(digest.language, case),
    )


def _more(digest: Digest) -> list[str]:
    parts = [
        label(digest, name, n=count(digest, n))
        for name, n in (
            ("unseen", digest.now["unseen"]),
            ("unassigned", digest.now["unassigned"]),
            ("orders-open", digest.orders_open),
        )
        if n
    ]
    if digest.silent:
        parts.append(label(digest, "silent", names=_names(digest.silent)))
    return parts


def _names(lines: Iterable[Line]) -> str:
    every = [line.name for line in lines]
    rest = f" +{len(every) - NAMED}" if len(every) > NAMED else ""
    return ", ".join(every[:NAMED]) + rest


def _flow(digest: Digest) -> str:
    values = {name: count(digest, digest.now[name]) for name in ("received", "open")}
    values |= {f"{name}-before": count(digest, digest.before[name]) for name in ("received", "open")}
    return label(digest, "flow", **values)


def _outcomes(digest: Digest) -> str:
    names = {"resolved": "resolved", "late": "resolved_late"}
    names |= {name: name for name in ("confirmed", "disputed", "unanswered")}
    return label(
        digest, "outcomes", **{place: count(digest, digest.now[name]) for place, name in names.items()}
    )


def _worst(digest: Digest) -> Iterator[str]:
    if digest.whole and digest.worst:
        yield label(digest, "worst", names=_shares(digest, digest.worst))
        if digest.worst_places:
            yield label(digest, "worst-place", names=_shares(digest, digest.worst_places[:2]))
    elif digest.worst_places:
        yield label(digest, "worst", names=_shares(digest, digest.worst_places))


def _shares(digest: Digest, lines: Iterable[Line]) -> str:
    return ", ".join(_share(digest, line) for line in lines)


def _share(digest: Digest, line: Line) -> str:
    return label(digest, "share", name=line.name, overdue=line.now["overdue"], open=line.now["open"])


def _good(digest: Digest) -> Iterator[str]:
    if digest.whole and digest.best:
        named = [label(digest, "best-one", name=line.name, n=line.now["confirmed"]) for line in digest.best]
        yield label(digest, "best", names=", ".join(named))
    if digest.thanks:
        yield label(
            digest, "thanks", names=", ".join(f"{one.name} ({one.confirmed})" for one in digest.thanks)
        )


def _trouble(digest: Digest) -> Iterator[str]:
    if digest.clusters:
        named = [
            label(digest, "cluster-one", place=one.place, category=one.category, n=one.tickets)
            for one in digest.clusters[:NAMED]
        ]
        yield label(digest, "clusters", names=", ".join(named))
    if digest.unreachable:
        yield label(digest, "unreachable", n=digest.unreachable, before=digest.unreachable_before)


def _pace(digest: Digest) -> str:
    return label(
        digest,
        "medians",
        view=span(digest.language, digest.now.first_view_h),
        resolution=span(digest.language, digest.now.resolution_h),
        trend=" → ".join(count(digest, week["received"]) for week in digest.trend),
    )
