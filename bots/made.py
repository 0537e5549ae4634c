"""A file made for one person: stored under a key that erasure and retention know, and queued as a message."""

import hashlib

from bots.outbound import File, Say, TemplateCall
from bots.queue import queue
from bots.storage import Storage
from models.messages import Lane
from models.people import Identity
from models.tickets import Timer
from tickets.erasure import MADE


def key_for(errand: Timer, ending: str) -> str:
    """The same key for the same errand, so that a second try overwrites the first one's file."""
    name = hashlib.sha256(f"{errand.id}:{errand.key}".encode()).hexdigest()[:32]
    return f"{MADE}{errand.due_at:%Y/%m/%d}/{name}{ending}"


async def store(storage: Storage, errand: Timer, data: bytes, *, kind: str, name: str, mime: str) -> File:
    """Keep the bytes where the sending process finds them."""
    _, dot, ending = name.rpartition(".")
    key = key_for(errand, f"{dot}{ending}" if dot else "")
    await storage.put(key, data)
    return File(kind, key, name=name, mime=mime)


async def send(errand: Timer, identity: Identity, text: str, *files: File, purpose: str) -> int | None:
    """Queue the answer to the chat that asked; once for each errand, at any hour."""
    return await queue(
        # Should the window have closed meanwhile, the words bring the person back, and with them the file.
        Say(text, files=files, template=TemplateCall(purpose, "hi", {"text": text})),
        person_id=identity.person_id,
        identity_id=identity.id,
        lane=Lane.REPLY,
        purpose=purpose,
        key=f"errand:{errand.id}",
        answers=True,
    )
