"""What one stored Telegram update means."""

from datetime import datetime
from typing import Any

from bots import raw
from bots.inbound import Arrival, Choice, Content, Edited, Ignored, Membership, Message, Sender, Unsupported
from bots.telegram.content import read_content
from bots.telegram.split import is_private, kind_of

CHANNEL = "telegram"


def parse(body: str, received: datetime) -> tuple[Arrival, ...]:
    """The arrival in one update; raises ValueError when it cannot be understood."""
    update = raw.read(body)
    if not isinstance(update, dict):
        raise ValueError("an update that is no object")
    kind = kind_of(update)
    inner = raw.obj(update.get(kind))
    reader = {
        "message": _message,
        "edited_message": _edited,
        "callback_query": _tap,
        "my_chat_member": _membership,
    }.get(kind)
    if reader is None:
        return (Ignored(f"update {kind[:40] or 'empty'}"),)
    if not is_private(inner):
        return (Ignored("group"),)
    who = raw.obj(inner.get("from"))
    if who.get("is_bot") is True:
        return (Ignored("bot"),)
    if raw.whole(who.get("id")) is None:
        return (Ignored("nobody"),)
    return (reader(inner, _sender(who), raw.whole(update.get("update_id")) or 0, received),)


def _sender(who: dict[str, Any]) -> Sender:
    name = " ".join(filter(None, (raw.text(who.get("first_name")), raw.text(who.get("last_name")))))
    return Sender(
        channel=CHANNEL,
        external_id=str(raw.whole(who.get("id"))),
        username=raw.text(who.get("username"))[:80] or None,
        display_name=name[:160],
        language_code=raw.text(who.get("language_code"))[:16],
    )


def message_key(sender: Sender, message: dict[str, Any]) -> str:
    """How a message is named: message numbers are unique in their chat only."""
    return f"{sender.external_id}:{raw.text(message.get('message_id'))}"


def _made(message: dict[str, Any], sender: Sender, order: int, at: datetime, content: Content) -> Message:
    replied = raw.obj(message.get("reply_to_message"))
    return Message(
        vendor_key=message_key(sender, message),
        sender=sender,
        at=at,
        content=content,
        order=order,
        reply_to=message_key(sender, replied) if replied.get("message_id") else None,
        forwarded=any(name in message for name in ("forward_origin", "forward_from", "forward_date")),
        album=raw.text(message.get("media_group_id"))[:80] or None,
    )


def _message(message: dict[str, Any], sender: Sender, order: int, received: datetime) -> Arrival:
    content = read_content(message, int(sender.external_id or 0))
    if content is None:
        return Ignored("service message")
    at = raw.believable(raw.moment(message.get("date")), received)
    return _made(message, sender, order, at, content)


def _edited(message: dict[str, Any], sender: Sender, order: int, received: datetime) -> Arrival:
    if "location" in message:
        return Ignored("live location")
    words = raw.text(message.get("text")) or raw.text(message.get("caption"))
    at = raw.believable(raw.moment(message.get("edit_date")), received)
    return _made(message, sender, order, at, Edited(message_key(sender, message), words[:100_000]))


def _tap(query: dict[str, Any], sender: Sender, order: int, received: datetime) -> Arrival:
    message = raw.obj(query.get("message"))
    if not message:
        return Ignored("inline tap")
    data = raw.text(query.get("data"))
    content: Content = Choice(data[:256], _title(message, data)) if data else Unsupported("game")
    # The message's own date is when we asked, not when the person tapped.
    return Message(
        vendor_key=f"{sender.external_id}:tap:{raw.text(query.get('id'))[:60]}",
        sender=sender,
        at=received,
        content=content,
        order=order,
        reply_to=message_key(sender, message),
    )


def _title(message: dict[str, Any], data: str) -> str:
    for row in raw.items(raw.obj(message.get("reply_markup")).get("inline_keyboard")):
        for button in map(raw.obj, raw.items(row)):
            if button.get("callback_data") == data:
                return raw.text(button.get("text"))[:256]
    return ""


def _membership(change: dict[str, Any], sender: Sender, order: int, received: datetime) -> Arrival:
    status = raw.text(raw.obj(change.get("new_chat_member")).get("status"))
    at = raw.believable(raw.moment(change.get("date")), received)
    return Membership(sender, reachable=status not in ("kicked", "left"), at=at)
