"""What was said in one web chat, both ways, as the page draws it."""

import json
from typing import Any

from bots.outbound import Say
from bots.webchat import NAME
from models.messages import Inbound, Outbound, OutboundState
from models.people import Identity

SHOWN = 60
VISIBLE = (OutboundState.SENT, OutboundState.DELIVERED, OutboundState.READ)

Bubble = dict[str, Any]


async def since(address: str, after: int) -> list[Bubble]:
    """Our messages to this address with a row id above `after`, oldest first; marks them delivered."""
    identity = await Identity.get_or_none(channel=NAME, external_id=address)
    if identity is None:
        return []
    rows = (
        await Outbound.filter(identity_id=identity.id, id__gt=after, state__in=VISIBLE)
        .order_by("id")
        .limit(SHOWN)
    )
    fresh = [row.id for row in rows if row.state == OutboundState.SENT]
    if fresh:
        await Outbound.filter(id__in=fresh, state=OutboundState.SENT).update(state=OutboundState.DELIVERED)
    return [_ours(row) for row in rows]


async def recent(address: str) -> list[Bubble]:
    """The last messages of both sides in the order they were said."""
    identity = await Identity.get_or_none(channel=NAME, external_id=address)
    if identity is None:
        return []
    rows = await Outbound.filter(identity_id=identity.id, state__in=VISIBLE).order_by("-id").limit(SHOWN)
    heard = await Inbound.filter(channel=NAME, sender=address).order_by("-id").limit(SHOWN)
    bubbles = [(row.created_at, 1, _ours(row)) for row in rows] + [
        (row.received_at, 0, _theirs(row)) for row in heard
    ]
    return [bubble for _, _, bubble in sorted(bubbles, key=lambda entry: entry[:2])][-SHOWN:]


def _ours(row: Outbound) -> Bubble:
    say = Say.from_json(row.body)
    return {
        "id": row.id,
        "from": "us",
        "at": row.created_at.isoformat(),
        "text": say.text,
        "footer": say.footer,
        "options": [{"id": option.id, "label": option.label, "hint": option.hint} for option in say.options],
        "list": say.list_label,
        "ask": say.ask,
        "link": say.link,
        "card": say.card,
        "files": [
            {"url": f"/chat/file/{row.id}/{position}", "kind": file.kind, "name": file.name}
            for position, file in enumerate(say.files)
        ],
    }


def _theirs(row: Inbound) -> Bubble:
    event = json.loads(row.body)
    return {
        "id": 0,
        "from": "you",
        "at": row.received_at.isoformat(),
        "text": event.get("text", ""),
        "media": event.get("media", ""),
        "pin": [event["lat"], event["lon"]] if event.get("kind") == "pin" else None,
    }
