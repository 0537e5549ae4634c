"""Asking a person to send again what could not be fetched, or not be handled."""

from tortoise.expressions import Q

import texts
from bots.outbound import Say
from bots.queue import queue
from models.messages import Inbound, Lane
from models.people import Identity, Person
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


async def apologise(inbound_id: int) -> None:
    """Their message was set aside: silence would leave them waiting. Nobody hears it whom we do not know."""
    row = await Inbound.get(id=inbound_id)
    named = Q(external_id=row.sender) | Q(phone=row.sender)
    identity = await Identity.filter(named, channel=row.channel).prefetch_related("person").first()
    if identity is None:
        return
    await queue(
        Say(texts.say(identity.person.language or "hi", "message-set-aside")),
        person_id=identity.person_id,
        identity_id=identity.id,
        lane=Lane.REPLY,
        purpose="resend",
        key=f"parked:{inbound_id}",
        answers=True,
    )
