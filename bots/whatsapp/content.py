"""The content of one WhatsApp message, kind by kind.

What cannot be used becomes Unsupported, never an error.
"""

import re
from collections.abc import Callable
from typing import Any

from bots import raw
from bots.inbound import (
    LOST,
    Choice,
    Contact,
    Content,
    Deleted,
    Edited,
    FormAnswer,
    Media,
    MediaKind,
    Pin,
    Reaction,
    Text,
    Unsupported,
)

MAX_TEXT = 100_000
_MEDIA_ID = re.compile(r"[A-Za-z0-9_-]{1,200}\Z")
_MEDIA = {
    "image": MediaKind.PHOTO,
    "audio": MediaKind.AUDIO,
    "video": MediaKind.VIDEO,
    "document": MediaKind.DOCUMENT,
}
# WhatsApp names no album: photos sent together only share their sender and second, so the inbox joins these.
TOGETHER = "together"


def read_content(message: dict[str, Any]) -> tuple[Content, str | None]:
    """What the message says, and the album its part belongs to."""
    kind = raw.text(message.get("type"))
    inner = raw.obj(message.get(kind))
    if message.get("errors") and kind not in ("text", "unsupported"):
        code = raw.text(raw.obj(next(iter(raw.items(message["errors"])), None)).get("code"))
        return Unsupported(LOST if kind in _MEDIA or code == "131052" else kind or "unsupported"), None
    if kind in _MEDIA:
        content = _media(kind, inner)
        together = isinstance(content, Media) and content.kind in (MediaKind.PHOTO, MediaKind.VIDEO)
        return content, TOGETHER if together else None
    if kind == "contacts":
        return _contact(message), None
    reader = _READERS.get(kind)
    return (reader(inner) if reader else Unsupported(kind[:40] or "unknown")), None


def _text(inner: dict[str, Any]) -> Content:
    words = raw.text(inner.get("body"))[:MAX_TEXT]
    return Text(words) if words.strip() else Unsupported("empty")


def _media(kind: str, inner: dict[str, Any]) -> Content:
    ref = raw.text(inner.get("id"))
    if not _MEDIA_ID.match(ref):
        return Unsupported(LOST)
    mime = raw.text(inner.get("mime_type"))[:100]
    sort = MediaKind.VOICE if kind == "audio" and inner.get("voice") is True else _MEDIA[kind]
    return Media(
        kind=MediaKind.PHOTO if sort is MediaKind.DOCUMENT and mime.startswith("image/") else sort,
        ref=ref,
        mime=mime,
        caption=raw.text(inner.get("caption"))[:MAX_TEXT],
        name=raw.text(inner.get("filename"))[:200],
        size=raw.whole(inner.get("file_size")),
    )


def _location(inner: dict[str, Any]) -> Content:
    lat, lon = raw.degrees(inner.get("latitude"), 90), raw.degrees(inner.get("longitude"), 180)
    if lat is None or lon is None:
        return Unsupported("location")
    return Pin(lat, lon, raw.text(inner.get("name"))[:200], raw.text(inner.get("address"))[:400])


def _contact(message: dict[str, Any]) -> Content:
    first = raw.obj(next(iter(raw.items(message.get("contacts"))), None))
    number = raw.obj(next(iter(raw.items(first.get("phones"))), None))
    phone = raw.phone(number.get("wa_id") or number.get("phone"))
    if phone is None:
        return Unsupported("contact")
    # Only a contact given through Meta's own request proves whose number it is; one shared by hand does not.
    origin = raw.text(message.get("origin") or first.get("origin"))
    return Contact(
        phone, raw.text(raw.obj(first.get("name")).get("formatted_name"))[:160], origin == "contact_request"
    )


def _interactive(inner: dict[str, Any]) -> Content:
    kind = raw.text(inner.get("type"))
    reply = raw.obj(inner.get(kind))
    if kind in ("button_reply", "list_reply") and raw.text(reply.get("id")):
        return Choice(raw.text(reply["id"])[:256], raw.text(reply.get("title"))[:256])
    return _form(reply) if kind == "nfm_reply" else Unsupported(kind[:40] or "interactive")


def _form(reply: dict[str, Any]) -> Content:
    try:
        values = raw.obj(raw.read(raw.text(reply.get("response_json"))))
    except raw.Unreadable:
        return Unsupported("form")
    return FormAnswer(
        {raw.text(key)[:80]: raw.text(value)[:MAX_TEXT] for key, value in list(values.items())[:60]}
    )


def _button(inner: dict[str, Any]) -> Content:
    chosen = raw.text(inner.get("payload")) or raw.text(inner.get("text"))
    return Choice(chosen[:256], raw.text(inner.get("text"))[:256]) if chosen else Unsupported("button")


def _reaction(inner: dict[str, Any]) -> Content:
    return Reaction(raw.text(inner.get("message_id"))[:200], raw.text(inner.get("emoji"))[:40])


def _edit(inner: dict[str, Any]) -> Content:
    message = raw.obj(inner.get("message"))
    body = raw.obj(message.get(raw.text(message.get("type"))))
    words = raw.text(body.get("body")) or raw.text(body.get("caption"))
    return Edited(raw.text(inner.get("original_message_id"))[:200], words[:MAX_TEXT])


def _revoke(inner: dict[str, Any]) -> Content:
    return Deleted(raw.text(inner.get("original_message_id"))[:200])


def _unsupported(inner: dict[str, Any]) -> Content:
    return Unsupported(raw.text(inner.get("type"))[:40] or "unsupported")


_READERS: dict[str, Callable[[dict[str, Any]], Content]] = {
    "text": _text,
    "location": _location,
    "interactive": _interactive,
    "button": _button,
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
    "unsupported": _unsupported,
}
