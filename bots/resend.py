"""Asking a person to send a file again that could not be fetched."""

import texts
from bots.outbound import Say
from bots.queue import queue
from models.messages import Lane
from models.people import Person
from models.tickets import Attachment


async def ask(attachment: Attachment) -> None:
    """Once per file, in the person's language, with the reason where it helps."""
    if attachment.person_id is None or attachment.by_officer:
        return
    person = await Person.get(id=attachment.person_id)
    reason = {"too big": "media-too-big", "type not allowed": "media-wrong-type"}.get(
        attachment.error, "media-lost"
    )
    await queue(
        Say(texts.say(person.language, reason)),
        person_id=person.id,
        lane=Lane.NOTICE,
        purpose="resend",
        key=f"media:{attachment.id}",
        ticket_id=attachment.ticket_id,
        answers=True,
    )
