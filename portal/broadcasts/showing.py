"""One broadcast as its page shows it: the message itself, who did what, how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from tortoise.functions import Count

from bots import broadcasts as looks
from models.broadcasts import Broadcast
from models.messages import Outbound, OutboundState
from models.officers import Officer

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
    """The message in one language: in a chat, its button, and as WhatsApp shows it to who was silent."""

    language: str
    text: str
    button: str
    outside: str


def previews(row: Broadcast) -> list[Preview]:
    """One for each language that has words of its own."""
    languages = ["hi", *(code for code in ("hne", "en") if row.words(code) != row.words_hi)]
    found = []
    for language in languages:
        say = looks.say(row, language)
        found.append(Preview(language, say.text, say.options[0].label, looks.outside(row, language)))
    return found


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
