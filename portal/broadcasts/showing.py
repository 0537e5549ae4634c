"""One broadcast as its page shows it: the message itself, who did what, how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from tortoise.functions import Count

import settings
from bots import broadcasts as looks
from bots.templates.choice import is_usable
from models.broadcasts import Broadcast, BroadcastState
from models.messages import Outbound, OutboundState
from models.officers import Officer
from tickets import addressing

TO_COME = frozenset({BroadcastState.DRAFT, BroadcastState.WAITING})
GROUPS: dict[str, tuple[OutboundState, ...]] = {
    "queued": (OutboundState.QUEUED, OutboundState.SENDING),
    "sent": (OutboundState.SENT,),
    "delivered": (OutboundState.DELIVERED,),
    "read": (OutboundState.READ,),
    "maybe": (OutboundState.UNKNOWN,),
    "failed": (OutboundState.FAILED, OutboundState.UNREACHABLE),
    "cancelled": (OutboundState.CANCELLED,),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The message in one language: in a chat, its button, and as WhatsApp shows it to who was silent.

    `own` where it has words in that language, and is not the Hindi ones in its frame.
    """

    language: str
    own: bool
    text: str
    button: str
    outside: str


def previews(row: Broadcast) -> list[Preview]:
    """What readers of each language get."""
    found = []
    for language in addressing.LANGUAGES:
        say, own = looks.say(row, language), bool(getattr(row, f"words_{language}"))
        found.append(Preview(language, own, say.text, say.options[0].label, looks.outside(row, language)))
    return found


async def lacks_template(row: Broadcast) -> bool:
    """Whether WhatsApp would let nobody be written to who has not written for a day."""
    if row.state not in TO_COME or not settings.current().whatsapp.on:
        return False
    return not await is_usable(looks.PURPOSE)


async def progress(broadcast_id: int) -> dict[str, int]:
    """How many messages stand where, in one statement however many they are."""
    rows = Outbound.filter(broadcast_id=broadcast_id).annotate(n=Count("id")).group_by("state")
    counts = {state: int(n) for state, n in await rows.values_list("state", "n")}
    return {name: sum(counts.get(state, 0) for state in states) for name, states in GROUPS.items()}


async def names(rows: Iterable[Broadcast]) -> dict[int, Officer]:
    """Everybody who did something with them."""
    ids = {
        key
        for row in rows
        for key in (row.made_by, row.made_for, row.approved_by, row.approved_for, row.ended_by, row.ended_for)
        if key
    }
    return {officer.id: officer for officer in await Officer.filter(id__in=list(ids) or [0])}
