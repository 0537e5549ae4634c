"""The minutes of a meeting as PDF."""

import texts
from reports.documents import typeset
from reports.proceedings import Item, Order, Proceedings, local_day


def minutes_pdf(held: Proceedings) -> bytes:
    """The minutes in the language in which they were taken."""
    return typeset("minutes.typ", _data(held))


def _say(held: Proceedings, text_id: str, **values: str | int) -> str:
    return texts.say(held.language, f"minutes-{text_id}", **values)


def _data(held: Proceedings) -> dict[str, object]:
    meeting = held.meeting
    return {
        "language": "en" if held.language == "en" else "hi",
        "title": _say(held, "title"),
        "when": f"{texts.day(held.language, meeting.held_on)} {meeting.held_on.year}",
        "scope": held.scope,
        "chair": _say(held, "chair", name=held.chair),
        "sum": _say(held, "sum", points=len(held.items), orders=held.given),
        "attendance": [
            [_say(held, "present", n=len(held.present)), "; ".join(held.present)],
            [_say(held, "absent", n=len(held.absent)), "; ".join(held.absent)],
        ],
        "columns": [_say(held, f"col-{name}") for name in ("position", "ticket", "why", "order")],
        "items": [_row(held, item) for item in held.items],
        "signature": _say(held, "signature"),
        "page": texts.say(held.language, "digest-page", page="{1}", pages="{2}"),
    }


def _row(held: Proceedings, item: Item) -> list[str]:
    ticket = "\n".join(
        filter(
            None,
            (
                item.number,
                ", ".join(filter(None, (item.department, item.category))),
                item.place,
                item.officer,
            ),
        )
    )
    reason = texts.say(held.language, f"agenda-{item.reason.replace('_', '-')}")
    why = _say(held, "why", reason=reason, days=item.open_days, why=item.why)
    orders = "\n".join(_order(held, order) for order in item.orders) or _say(held, "no-order")
    return [str(item.position), ticket, why, orders]


def _order(held: Proceedings, order: Order) -> str:
    due = _say(held, "until", day=local_day(order.due_at, held.language)) if order.due_at else ""
    return " – ".join(filter(None, (order.text, order.officer, due)))
