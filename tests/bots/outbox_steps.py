"""Steps that the outbox's tests share: somebody we know, something queued, time that has passed."""

from datetime import timedelta
from typing import Any

import clock
from bots.channel import Rates
from bots.outbound import Say
from bots.queue import queue
from models.messages import Lane, Outbound, OutboundState
from models.people import Identity
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen

NOON = "2026-11-23T07:00:00+00:00"


async def citizen_of(rig: Rig, who: WhatsAppCitizen | TelegramCitizen) -> Identity:
    """Someone who has written once, so that we know them; rates are not what these tests are about."""
    for made in rig.service.channels.values():
        made.rates = Rates(1000, person_every_s=0, person_burst=1)
    if isinstance(who, WhatsAppCitizen):
        await rig.whatsapp(who.says("hi"))
        channel = "whatsapp"
    else:
        await rig.telegram(who.says("hi"))
        channel = "telegram"
    await rig.idle()
    return await Identity.filter(channel=channel).order_by("-id").first().prefetch_related("person")  # type: ignore[return-value]


async def notice(person_id: int, text: str = "news", key: str = "n1", **more: Any) -> int:
    say = Say(text, template=more.pop("template", None))
    options = {"lane": Lane.NOTICE, "purpose": "started"} | more
    row = await queue(say, person_id=person_id, key=key, **options)
    assert row is not None
    return row


async def state(row: int) -> tuple[OutboundState, str]:
    found = await Outbound.get(id=row)
    return found.state, found.error_code


async def due(*ids: int) -> None:
    """Let the waiting time of these rows be over."""
    await Outbound.filter(id__in=ids).update(next_attempt_at=clock.now() - timedelta(seconds=1))
