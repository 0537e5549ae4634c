"""The content of one Telegram message; what cannot be used becomes Unsupported, never an error."""

from typing import Any

from bots import raw
from bots.inbound import LOST, Contact, Content, Media, MediaKind, Pin, Text, Unsupported

MAX_TEXT = 100_000
FILES = {
    "animation": MediaKind.VIDEO,
    "voice": MediaKind.VOICE,
    "audio": MediaKind.AUDIO,
    "video": MediaKind.VIDEO,
    "video_note": MediaKind.VIDEO,
    "document": MediaKind.DOCUMENT,
}
BY_MIME = {"image": MediaKind.PHOTO, "video": MediaKind.VIDEO, "audio": MediaKind.AUDIO}
# What belongs to every message and says nothing about its content.
ENVELOPE = frozenset(
    [
        "message_id",
        "message_thread_id",
        "from",
        "sender_chat",
        "sender_boost_count",
        "sender_business_bot",
        "date",
        "business_connection_id",
        "chat",
        "forward_origin",
        "forward_from",
        "forward_from_chat",
        "forward_date",
        "forward_sender_name",
        "is_topic_message",
        "is_automatic_forward",
        "reply_to_message",
        "external_reply",
        "quote",
        "reply_to_story",
        "via_bot",
        "edit_date",
        "has_protected_content",
        "is_from_offline",
        "media_group_id",
        "author_signature",
        "entities",
        "caption",
        "caption_entities",
        "link_preview_options",
        "effect_id",
        "reply_markup",
        "has_media_spoiler",
        "show_caption_above_media",
        "paid_star_count",
        "direct_messages_topic",
    ]
)
SERVICE = frozenset(
    [
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "message_auto_delete_timer_changed",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "connected_website",
        "write_access_allowed",
        "proximity_alert_triggered",
        "boost_added",
        "chat_background_set",
        "chat_shared",
        "users_shared",
        "passport_data",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_scheduled",
        "checklist_tasks_done",
        "checklist_tasks_added",
        "direct_message_price_changed",
        "giveaway_created",
        "giveaway_completed",
    ]
)


def read_content(message: dict[str, Any], sender: int) -> Content | None:
    """What the message says; None for a service message that nobody wrote."""
    words = raw.text(message.get("text"))
    if words.strip():
        return Text(words[:MAX_TEXT])
    if "text" in message:
        return Unsupported("empty")
    if media := _media(message):
        return media
    if pin := _pin(message):
        return pin
    if contact := raw.obj(message.get("contact")):
        return _contact(contact, sender)
    if caption := raw.text(message.get("caption")):
        return Text(caption[:MAX_TEXT])
    names = [name for name in message if name not in ENVELOPE]
    if any(name in SERVICE for name in names):
        return None
    return Unsupported(names[0][:40] if names else "empty")


def _media(message: dict[str, Any]) -> Content | None:
    caption = raw.text(message.get("caption"))[:MAX_TEXT]
    sizes = [
        raw.obj(size) for size in raw.items(message.get("photo")) if raw.text(raw.obj(size).get("file_id"))
    ]
    if sizes:
        largest = max(sizes, key=lambda size: raw.whole(size.get("width")) or 0)
        ref = raw.text(largest["file_id"])
        return Media(MediaKind.PHOTO, ref, "image/jpeg", caption, size=raw.whole(largest.get("file_size")))
    for name, kind in FILES.items():
        file = raw.obj(message.get(name))
        if not file:
            continue
        mime = raw.text(file.get("mime_type"))[:100]
        return Media(
            kind=BY_MIME.get(mime.split("/")[0], kind) if kind is MediaKind.DOCUMENT else kind,
            ref=raw.text(file.get("file_id")),
            mime=mime,
            caption=caption,
            name=raw.text(file.get("file_name"))[:200],
            size=raw.whole(file.get("file_size")),
            duration_s=raw.whole(file.get("duration")),
        ) if raw.text(file.get("file_id")) else Unsupported(LOST)  # fmt: skip
    return None


def _pin(message: dict[str, Any]) -> Content | None:
    venue = raw.obj(message.get("venue"))
    place = raw.obj(message.get("location")) or raw.obj(venue.get("location"))
    if not place:
        return None
    lat, lon = raw.degrees(place.get("latitude"), 90), raw.degrees(place.get("longitude"), 180)
    if lat is None or lon is None:
        return Unsupported("location")
    return Pin(lat, lon, raw.text(venue.get("title"))[:200], raw.text(venue.get("address"))[:400])


def _contact(contact: dict[str, Any], sender: int) -> Content:
    phone = raw.phone(contact.get("phone_number"))
    if phone is None:
        return Unsupported("contact")
    name = " ".join(filter(None, (raw.text(contact.get("first_name")), raw.text(contact.get("last_name")))))
    # Telegram fills user_id only from the account itself: equal ids prove whose number it is.
    return Contact(phone, name[:160], own=raw.whole(contact.get("user_id")) == sender)
