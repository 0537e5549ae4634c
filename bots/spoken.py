"""Those who speak to us hear the state of their ticket too, where a speech service is configured."""

from datetime import timedelta

import regex

import clock
import settings
from bots import errands
from bots.errands import Errand
from bots.outbound import Say
from models.people import Identity
from models.tickets import Attachment

SPOKE_WITHIN = timedelta(days=30)
LONGEST = 1500
# Marks and pictures are for the eye.
_UNSPEAKABLE = regex.compile(r"[*_`~|•]|\p{Emoji_Presentation}|\p{Extended_Pictographic}|\uFE0F|\u200D")


def speakable(text: str) -> str:
    """The words of a message, without what nobody says aloud."""
    lines = (" ".join(_UNSPEAKABLE.sub(" ", line).split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST]


async def plan(identity: Identity, text: str, *, key: str) -> bool:
    """Have it spoken into this chat; False where there is nothing to say or nobody who could."""
    words = speakable(text)
    if not words or not settings.current().speech.on:
        return False
    data = {"text": words, "language": identity.person.language or "hi"}
    return await errands.plan(Errand.LISTEN, key, data, identity_id=identity.id)


async def follow(identity: Identity, said: list[Say], *, key: str) -> None:
    """After a status: the same as a voice note, for a person who has sent us one lately."""
    if not said or not settings.current().speech.on:
        return
    since = clock.now() - SPOKE_WITHIN
    spoke = Attachment.filter(person_id=identity.person_id, kind="voice", created_at__gt=since)
    if await spoke.exists():
        await plan(identity, said[0].text, key=key)
