"""What one stored WhatsApp event means."""

from datetime import datetime
from typing import Any

from bots import raw
from bots.inbound import (
    PEOPLE_A_DAY,
    PREFERENCE,
    AccountNotice,
    Arrival,
    DeliveryStatus,
    IdentityChange,
    Ignored,
    Message,
    Sender,
)
from bots.whatsapp import tier
from bots.whatsapp.content import read_content
from bots.whatsapp.split import sender_key

CHANNEL = "whatsapp"
NOTICES = frozenset(
    {
        "message_template_status_update",
        "message_template_quality_update",
        "message_template_components_update",
        "template_category_update",
        "account_update",
        "account_alerts",
        "account_review_update",
        "business_capability_update",
        "phone_number_quality_update",
        "phone_number_name_update",
        "payment_configuration_update",
        "security",
    }
)


def parse(body: str, received: datetime, phone_id: str, waba_id: str = "") -> tuple[Arrival, ...]:
    """The arrivals in one event; raises ValueError when it cannot be understood."""
    event = raw.obj(raw.read(body))
    ours = raw.text(raw.obj(event.get("meta")).get("phone_number_id"))
    if ours and phone_id and ours != phone_id:
        return (Ignored("other number"),)
    match event.get("kind"):
        case "message":
            return _message(event, received)
        case "status":
            return (_status(raw.obj(event.get("status")), received),)
        case "errors":
            return (AccountNotice(CHANNEL, "errors", _error(event.get("errors")), received),)
        case "account":
            return (Ignored("other account"),) if _is_of_others(event, waba_id) else _account(event, received)
        case "empty":
            return (Ignored("empty body"),)
    raise ValueError("an event of no known kind")


def _is_of_others(event: dict[str, Any], ours: str) -> bool:
    """Whether it is about templates of another account, which may well have the names of ours."""
    given = raw.text(event.get("waba"))
    return "template" in raw.text(event.get("field")) and bool(ours and given) and given != ours


def _message(event: dict[str, Any], received: datetime) -> tuple[Arrival, ...]:
    given, contact = event.get("message"), raw.obj(event.get("contact"))
    if not isinstance(given, dict):
        raise ValueError("a message that is no object")
    at = raw.believable(raw.moment(given.get("timestamp")), received)
    if given.get("type") == "system":
        return (_system(given, contact, at),)
    sender = _sender(given, contact)
    if why := _not_for_us(given, event, sender):
        return (Ignored(why),)
    context = raw.obj(given.get("context"))
    content, album = read_content(given)
    return (
        Message(
            vendor_key=raw.text(given.get("id")) or raw.digest(raw.dump(event)),
            sender=sender,
            at=at,
            content=content,
            reply_to=raw.text(context.get("id")) or None,
            forwarded=bool(context.get("forwarded") or context.get("frequently_forwarded")),
            album=album,
        ),
    )


def _not_for_us(given: dict[str, Any], event: dict[str, Any], sender: Sender) -> str:
    own = raw.phone(raw.obj(event.get("meta")).get("display_phone_number"))
    if given.get("group_id"):
        return "group"
    if own and raw.phone(given.get("from")) == own:
        return "our own echo"
    return "" if sender.key else "nobody"


def _sender(given: dict[str, Any], contact: dict[str, Any]) -> Sender:
    user = sender_key(given, contact)
    profile = raw.obj(contact.get("profile"))
    return Sender(
        channel=CHANNEL,
        external_id=None if user.startswith("+") else user or None,
        phone=raw.phone(given.get("from")) or raw.phone(contact.get("wa_id")),
        username=raw.text(profile.get("username")).lstrip("@")[:80] or None,
        display_name=raw.text(profile.get("name"))[:160],
    )


def _system(given: dict[str, Any], contact: dict[str, Any], at: datetime) -> Arrival:
    facts = raw.obj(given.get("system"))
    old = Sender(
        CHANNEL,
        raw.text(facts.get("previous_user_id")) or raw.text(given.get("from_user_id")) or None,
        raw.phone(given.get("from")),
    )
    new = Sender(
        CHANNEL,
        raw.text(facts.get("user_id")) or None,
        raw.phone(facts.get("wa_id") or facts.get("new_wa_id")),
    )
    if raw.text(facts.get("type")) in ("user_changed_number", "user_changed_user_id") and old.key and new.key:
        return IdentityChange(CHANNEL, old, new, at)
    return Ignored(f"system {raw.text(facts.get('type'))[:40]}")


def _status(given: dict[str, Any], received: datetime) -> Arrival:
    vendor_id, status = raw.text(given.get("id")), raw.text(given.get("status"))
    if not vendor_id or not status:
        raise ValueError("a status without id or state")
    error = _error(given.get("errors"))
    pricing = raw.obj(given.get("pricing"))
    return DeliveryStatus(
        channel=CHANNEL,
        vendor_id=vendor_id,
        status="read" if status == "played" else status,
        at=raw.believable(raw.moment(given.get("timestamp")), received),
        recipient=raw.text(given.get("recipient_user_id")) or raw.text(given.get("recipient_id")),
        our_key=raw.text(given.get("biz_opaque_callback_data")) or None,
        error_code=error.get("code", ""),
        error=error.get("detail", ""),
        pricing=":".join(filter(None, (raw.text(pricing.get("type")), raw.text(pricing.get("category"))))),
    )


def _error(errors: Any) -> dict[str, str]:
    first = raw.obj(next(iter(raw.items(errors)), None))
    if not first:
        return {}
    detail = raw.text(raw.obj(first.get("error_data")).get("details")) or raw.text(first.get("title"))
    return {"code": raw.text(first.get("code")), "detail": detail[:300]}


def _account(event: dict[str, Any], received: datetime) -> tuple[Arrival, ...]:
    field, value = raw.text(event.get("field")), raw.obj(event.get("value"))
    if field == "user_id_update":
        return tuple(_user_ids(value, received)) or (Ignored("field user_id_update"),)
    if field == "user_preferences":
        return tuple(_preferences(value, received)) or (Ignored("field user_preferences"),)
    if field in NOTICES:
        limit = tier.told(value)
        more = {} if limit is None else {PEOPLE_A_DAY: str(limit)}
        return (AccountNotice(CHANNEL, field, _flat(value) | more, received),)
    return (Ignored(f"field {field[:40] or 'none'}"),)


def _user_ids(value: dict[str, Any], received: datetime) -> list[Arrival]:
    found: list[Arrival] = []
    for change in map(raw.obj, raw.items(value.get("user_id_update"))):
        ids = raw.obj(change.get("user_id"))
        number = raw.phone(change.get("wa_id"))
        old = Sender(CHANNEL, raw.text(ids.get("previous") or change.get("previous_user_id")) or None, number)
        new = Sender(CHANNEL, raw.text(ids.get("current") or change.get("current_user_id")) or None, number)
        if old.external_id and new.external_id:
            found.append(
                IdentityChange(
                    CHANNEL, old, new, raw.believable(raw.moment(change.get("timestamp")), received)
                )
            )
    return found


def _preferences(value: dict[str, Any], received: datetime) -> list[Arrival]:
    return [
        AccountNotice(
            CHANNEL, PREFERENCE, _flat(choice) | {"phone": raw.phone(choice.get("wa_id")) or ""}, received
        )
        for choice in map(raw.obj, raw.items(value.get("user_preferences")))
        if choice
    ]


def _flat(value: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested facts as dotted names, cut to what a log or a page may show."""
    flat: dict[str, str] = {}
    for name, inner in list(value.items())[:40]:
        if isinstance(inner, dict) and prefix.count(".") < 3:
            flat |= _flat(inner, f"{prefix}{name}.")
        elif shown := raw.text(inner):
            flat[f"{prefix}{name}"] = shown[:300]
    return flat
