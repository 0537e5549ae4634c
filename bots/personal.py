"""What people may do with their own data from the chat: have it, erase it, join a channel, get a paper."""

import clock
import settings
from bots import contacts, duty, errands, spoken
from bots.dialog.effects import Json, Personal
from bots.dialog.events import Done, Event
from bots.errands import Errand
from bots.standing import Standing
from models.officers import AccessLog
from models.people import Identity, Person
from models.tickets import Ticket
from tickets import access, erasure, files, linking
from tickets.errors import Invalid, NotFound, NotPossible

MINUTES = int(linking.LASTS.total_seconds() // 60)


async def do(effect: Personal, identity: Identity, who: Standing) -> Event:
    """Carry it out or plan it, inside the turn's transaction; raises TicketError when it cannot be.

    | what | values | Done.values |
    |---|---|---|
    | export | – | – (a file follows) |
    | erase | – | – (`identity.person` is a new, empty person afterwards) |
    | link_code | – | code, minutes |
    | pdf | ticket_id | number (the acknowledgement follows) |
    | files | ticket_id | – (what the other side sent follows) |
    | listen | text | – (a voice note follows; "speech-off" where no service is configured) |
    | link_phone | phone | joined (whether another channel was; the number must be proven) |
    | leave | days | state: back, covered, alone; substitute (officers) |
    | alerts | mode: once, bundle | – (officers) |
    | digest | – | – (officers; it follows) |
    | portal | – | url, minutes (officers; a one-time sign-in link) |
    """
    values: dict[str, Json] = {}
    match effect.what:
        case "export":
            await errands.plan(Errand.EXPORT, _once(identity), {}, identity_id=identity.id)
        case "erase":
            identity.person = await erase(identity.person_id)
        case "link_code":
            code = await linking.make_channel_code(identity.person_id)
            values = {"code": code, "minutes": MINUTES}
        case "pdf":
            values = {"number": await _paper(effect, identity, who)}
        case "files":
            await _files(effect, identity, who)
        case "listen":
            await _listen(effect, identity)
        case "link_phone":
            values = {"joined": await contacts.is_joined(identity, str(effect.values.get("phone", "")))}
        case "portal":
            values = await duty.portal_link(who.officer)
        case "leave":
            values = await duty.leave(who.officer, effect.values.get("days"))
        case _:
            await _duty(effect, identity, who)
    return Done(effect.what, None, values)


def _once(identity: Identity) -> str:
    """A second tap within the minute is the same wish."""
    return f"{identity.id}:{clock.now():%Y%m%d%H%M}"


async def erase(person_id: int) -> Person:
    """Erase a person, for whichever door asks; returns the empty one who has the chats from now on."""
    erased = await erasure.erase(person_id)
    now = clock.now()
    data = {
        "person": erased.person_id,
        "fresh": erased.fresh.id,
        "identities": list(erased.identities),
        "files": list(erased.files),
        "at": now.isoformat(),
    }
    await errands.plan(Errand.ERASE, f"{person_id}:{now:%Y%m%d%H%M%S}", data)
    await AccessLog.create(action="erase", subject=f"person:{person_id}", at=now)
    return erased.fresh


async def _paper(effect: Personal, identity: Identity, who: Standing) -> str:
    wanted = effect.values.get("ticket_id")
    ticket = await Ticket.get_or_none(id=wanted) if isinstance(wanted, int) else None
    if ticket is None or not await access.may_see(who.citizen, ticket):
        raise NotFound
    data = {"ticket": ticket.id, "language": who.citizen.language}
    key = f"{ticket.id}:{ticket.version}:{_once(identity)}"
    await errands.plan(Errand.PDF, key, data, identity_id=identity.id)
    return ticket.number


async def _files(effect: Personal, identity: Identity, who: Standing) -> None:
    """Photos and voices of a ticket, to an officer or citizen who may see them."""
    wanted = effect.values.get("ticket_id")
    ticket = await Ticket.get_or_none(id=wanted) if isinstance(wanted, int) else None
    for actor in (who.officer, who.citizen):
        if ticket is None or actor is None or not await access.may_see(actor, ticket):
            continue
        if shown := await files.shown_to(actor, ticket):
            data = {"ticket": ticket.id, "files": list(shown), "language": actor.language}
            key = f"{ticket.id}:{_once(identity)}"
            await errands.plan(Errand.FILES, key, data, identity_id=identity.id)
            return
    raise NotFound


async def _listen(effect: Personal, identity: Identity) -> None:
    if not settings.current().speech.on:
        raise NotPossible("speech-off")
    await spoken.plan(identity, str(effect.values.get("text", "")), key=_once(identity))


async def _duty(effect: Personal, identity: Identity, who: Standing) -> None:
    match effect.what:
        case "alerts":
            await duty.alerts(who.officer, effect.values.get("mode"))
        case "digest":
            await duty.digest(who.officer, identity)
        case _:
            raise Invalid("unknown-deed", what=effect.what[:20])
