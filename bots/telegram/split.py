"""One Telegram update as one storable event."""

from typing import Any

from bots import raw
from bots.channel import EventLane, RawEvent
from bots.masked import masked

FROM_PEOPLE = ("message", "edited_message", "callback_query", "my_chat_member")


def split(body: bytes) -> list[RawEvent]:
    """The update, keyed by its number; what is no JSON object comes back as unreadable."""
    try:
        update = masked(raw.read(body))
        stored = raw.dump(update)
    except raw.Unreadable:
        return [RawEvent(EventLane.UNREADABLE, raw.digest(body), raw.shown(body))]
    return [event(raw.obj(update), stored)]


def event(update: dict[str, Any], stored: str) -> RawEvent:
    """The event of one update that is already parsed (long polling comes in here)."""
    number = raw.whole(update.get("update_id"))
    kind = kind_of(update)
    inner = raw.obj(update.get(kind))
    sender = raw.whole(raw.obj(inner.get("from")).get("id"))
    private = is_private(inner)
    return RawEvent(
        lane=EventLane.MESSAGE if kind in FROM_PEOPLE and private and sender else EventLane.ACCOUNT,
        vendor_key=str(number) if number is not None else raw.digest(stored),
        body=stored,
        sender=str(sender or "") if private else "",
        at=raw.moment(inner.get("edit_date") or inner.get("date")),
        order=number or 0,
    )


def kind_of(update: dict[str, Any]) -> str:
    """The name of the one field that says what the update is."""
    for name in FROM_PEOPLE:
        if isinstance(update.get(name), dict):
            return name
    return next((name for name in update if name != "update_id"), "")


def is_private(inner: dict[str, Any]) -> bool:
    """Whether it happened in a private chat with the bot; a chat that is not told counts as one."""
    chat = raw.obj(inner.get("chat") or raw.obj(inner.get("message")).get("chat"))
    kind = chat.get("type")
    return kind == "private" if kind else (raw.whole(chat.get("id")) or 1) > 0
