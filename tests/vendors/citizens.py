"""Citizens' side: vendor-shaped webhook bodies, signed as the vendors sign them."""

import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
PHONE_ID = "106540352242922"
_numbers = itertools.count(1)


def signature(secret: str, body: bytes) -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def whatsapp(*messages: Json, contacts: list[Json] | None = None, statuses: list[Json] | None = None) -> Json:
    """One webhook body."""
    value: Json = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": PHONE_ID},
    }
    if messages:
        value["contacts"] = contacts or []
        value["messages"] = list(messages)
    if statuses:
        value["statuses"] = statuses
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


@dataclass(slots=True)
class WhatsAppCitizen:
    """Someone on WhatsApp, with a number and, since 2026, a user id."""

    number: str = "919876543210"
    user_id: str = "IN.2081978709342942"
    name: str = "कल्पना साहू"

    def contact(self) -> Json:
        made: Json = {"profile": {"name": self.name}, "user_id": self.user_id}
        if self.number:
            made["wa_id"] = self.number
        return made

    def message(self, kind: str, content: Any, at: int | None = None, **more: Any) -> Json:
        number = next(_numbers)
        made: Json = {
            "id": f"wamid.in{number}.{self.user_id}",
            "timestamp": str(at or int(time.time())),
            "type": kind,
        }
        made["from_user_id"] = self.user_id
        if self.number:
            made["from"] = self.number
        return made | {kind: content} | more

    def says(self, text: str, at: int | None = None, **more: Any) -> Json:
        return whatsapp(self.message("text", {"body": text}, at, **more), contacts=[self.contact()])

    def sends(self, kind: str, content: Any, **more: Any) -> Json:
        return whatsapp(self.message(kind, content, **more), contacts=[self.contact()])

    def taps(self, ident: str, title: str = "", kind: str = "button_reply") -> Json:
        return self.sends("interactive", {"type": kind, kind: {"id": ident, "title": title}})


@dataclass(slots=True)
class TelegramCitizen:
    """Someone on Telegram."""

    id: int = 6543210987
    name: str = "कल्पना"
    _count: Any = field(default_factory=lambda: itertools.count(100))

    def who(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "hi"}

    def chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.name}

    def update(self, kind: str, inner: Json, update_id: int | None = None) -> Json:
        return {"update_id": update_id or 700_000_000 + next(_numbers), kind: inner}

    def sends(self, update_id: int | None = None, **content: Any) -> Json:
        message = {
            "message_id": next(self._count),
            "from": self.who(),
            "chat": self.chat(),
            "date": int(time.time()),
        }
        return self.update("message", message | content, update_id)

    def says(self, text: str, update_id: int | None = None) -> Json:
        return self.sends(update_id, text=text)

    def taps(self, data: str, message_id: int = 1) -> Json:
        message = {"message_id": message_id, "chat": self.chat(), "date": int(time.time()), "text": "?"}
        query = {
            "id": str(next(_numbers)),
            "from": self.who(),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return self.update("callback_query", query)

    def blocks(self, status: str = "kicked") -> Json:
        member = {"user": {"id": 123456, "is_bot": True, "first_name": "bot"}, "status": status}
        return self.update(
            "my_chat_member",
            {"chat": self.chat(), "from": self.who(), "date": int(time.time()), "new_chat_member": member},
        )


def as_bytes(body: Json) -> bytes:
    """As Meta writes it: everything beyond ASCII escaped."""
    return json.dumps(body).encode()
