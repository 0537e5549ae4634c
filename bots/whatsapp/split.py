"""One webhook body of WhatsApp into single events: several entries × changes × messages × statuses."""

from collections.abc import Iterator
from typing import Any

from bots import raw
from bots.channel import EventLane, RawEvent
from bots.masked import masked


def split(body: bytes) -> list[RawEvent]:
    """All events of the body, in the vendor's order; one that cannot be read never harms the others."""
    try:
        envelope = raw.obj(raw.read(body))
    except raw.Unreadable:
        return [RawEvent(EventLane.UNREADABLE, raw.digest(body), raw.shown(body))]
    events = list(_events(envelope))
    if not events:
        return [RawEvent(EventLane.ACCOUNT, raw.digest(body), raw.dump({"kind": "empty", "body": envelope}))]
    return events


def _events(envelope: dict[str, Any]) -> Iterator[RawEvent]:
    for entry in map(raw.obj, raw.items(envelope.get("entry"))):
        for change in map(raw.obj, raw.items(entry.get("changes"))):
            yield from _change(entry, change)


def _change(entry: dict[str, Any], change: dict[str, Any]) -> Iterator[RawEvent]:
    value = raw.obj(change.get("value"))
    field = raw.text(change.get("field"))
    if field not in ("", "messages"):
        yield _made(
            EventLane.ACCOUNT,
            "",
            {
                "kind": "account",
                "field": field,
                "value": value,
                "time": entry.get("time"),
                "waba": entry.get("id"),
            },
        )
        return
    meta = raw.obj(value.get("metadata"))
    contacts = [raw.obj(contact) for contact in raw.items(value.get("contacts"))]
    for message in raw.items(value.get("messages")):
        yield _message(meta, contacts, message)
    for status in raw.items(value.get("statuses")):
        yield _status(meta, status)
    if value.get("errors"):
        yield _made(EventLane.ACCOUNT, "", {"kind": "errors", "meta": meta, "errors": value["errors"]})
    if not any(raw.items(value.get(name)) for name in ("messages", "statuses", "errors")):
        yield _made(
            EventLane.ACCOUNT,
            "",
            {"kind": "account", "field": field, "value": value, "time": entry.get("time")},
        )


def _made(lane: EventLane, key: str, body: Any, **more: Any) -> RawEvent:
    try:
        stored = raw.dump(body)
    except raw.Unreadable:
        shown = repr(type(body))
        return RawEvent(EventLane.UNREADABLE, key or raw.digest(shown), shown)
    return RawEvent(lane, key[:240] or raw.digest(stored), stored, **more)


def _message(meta: dict[str, Any], contacts: list[dict[str, Any]], message: Any) -> RawEvent:
    given = raw.obj(message)
    contact = _contact_of(given, contacts)
    return _made(
        EventLane.MESSAGE,
        raw.text(given.get("id")),
        {"kind": "message", "meta": meta, "contact": contact, "message": masked(message)},
        sender=sender_key(given, contact),
        at=raw.moment(given.get("timestamp")),
    )


def _contact_of(message: dict[str, Any], contacts: list[dict[str, Any]]) -> dict[str, Any]:
    """The contact a message belongs to: by user id, by number, or the only one there is."""
    user, number = message.get("from_user_id"), message.get("from")
    for contact in contacts:
        if (user and contact.get("user_id") == user) or (number and contact.get("wa_id") == number):
            return contact
    return contacts[0] if len(contacts) == 1 else {}


def sender_key(message: dict[str, Any], contact: dict[str, Any]) -> str:
    """What orders one person's messages: the user id, else the number."""
    user = raw.text(message.get("from_user_id")) or raw.text(contact.get("user_id"))
    return (user or raw.phone(message.get("from")) or raw.phone(contact.get("wa_id")) or "")[:160]


def _status(meta: dict[str, Any], status: Any) -> RawEvent:
    given = raw.obj(status)
    vendor_id = raw.text(given.get("id"))
    key = f"{vendor_id}:{raw.text(given.get('status'))}" if vendor_id else ""
    return _made(
        EventLane.STATUS,
        key,
        {"kind": "status", "meta": meta, "status": status},
        sender=(raw.text(given.get("recipient_user_id")) or raw.phone(given.get("recipient_id")) or "")[:160],
        at=raw.moment(given.get("timestamp")),
    )
