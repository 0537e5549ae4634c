"""What officers say about themselves in the chat: days off, when alerts come, a digest now."""

from datetime import timedelta

import clock
import settings
from bots import errands
from bots.dialog.effects import Json
from bots.errands import Errand
from models.officers import Leave, Officer
from models.people import Identity
from tickets import signin
from tickets.actor import Actor
from tickets.errors import Invalid, NotAllowed

LONGEST_LEAVE = 60
ALERTS = {"once": "at_once", "at_once": "at_once", "bundle": "bundle"}


async def account(actor: Actor | None) -> Officer:
    """The account behind the chat; raises NotAllowed for a citizen."""
    officer = await Officer.get_or_none(id=actor.id, active=True) if actor is not None else None
    if officer is None:
        raise NotAllowed
    return officer


async def leave(actor: Actor | None, days: Json) -> dict[str, Json]:
    """Off from today for so many days; 0 is back again. Whoever stood in last stands in now, if anybody."""
    officer, today = await account(actor), clock.today_local()
    if not isinstance(days, int) or not 0 <= days <= LONGEST_LEAVE:
        raise Invalid("no-such-date", field="days")
    last = (
        await Leave.filter(officer_id=officer.id)
        .order_by("-ends", "-id")
        .select_related("substitute")
        .first()
    )
    stand_in = last.substitute if last and last.substitute and last.substitute.active else None
    await Leave.filter(officer_id=officer.id, starts=today, ends__gte=today).delete()
    running = Leave.filter(officer_id=officer.id, starts__lt=today, ends__gte=today)
    await running.update(ends=today - timedelta(days=1))
    if days:
        await Leave.create(
            officer_id=officer.id,
            substitute=stand_in,
            starts=today,
            ends=today + timedelta(days=days - 1),
        )
    state = "back" if not days else "covered" if stand_in else "alone"
    return {"state": state, "substitute": stand_in.name(officer.language) if stand_in else ""}


async def alerts(actor: Actor | None, mode: Json) -> None:
    """Each alert at once, or gathered twice a day."""
    officer = await account(actor)
    if mode not in ALERTS:
        raise Invalid("unusable-value", field="mode")
    officer.alerts = ALERTS[str(mode)]
    await officer.save(update_fields=["alerts"])


async def digest(actor: Actor | None, identity: Identity) -> None:
    """Last week's figures, made by a worker and sent here."""
    officer = await account(actor)
    key = f"{officer.id}:{clock.now():%Y%m%d%H%M}"
    await errands.plan(Errand.DIGEST, key, {"officer": officer.username}, identity_id=identity.id)


async def portal_link(actor: Actor | None) -> dict[str, Json]:
    """A link that signs this officer in to the portal once, within a quarter of an hour."""
    officer = await account(actor)
    token = await signin.make(officer.id)
    url = f"{settings.current().web.public_url}/portal/sign-in/link/{token}"
    return {"url": url, "minutes": int(signin.LIFETIME.total_seconds() // 60)}
