"""A person's own data at the desk: handed over or erased for those who ask in person or on paper."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

import clock
from bots import personal
from models.officers import Role
from models.people import Person
from models.tickets import Ticket
from portal import trail
from portal.finding import person_named
from portal.forms import Form, form_of
from portal.gate import get, post
from portal.pages import page, see, tell
from portal.visitor import Visitor, visitor_of
from tickets import dossier
from tickets.access import visible
from tickets.errors import Invalid, NotFound, TicketError
from tickets.masking import mask
from tickets.people import survivor
from tickets.transaction import transaction

KEEPERS = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
READERS = frozenset({Role.OPERATOR})
"""An administrator may erase, but reads nobody's words; an operator does both, within their area."""
SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody we know, as far as it takes to be sure that it is them."""

    person: Person
    tickets: int
    numbers: tuple[str, ...]


async def blank(request: web.Request) -> web.StreamResponse:
    """Asks whose data it is about."""
    return await _show(request, "", None)


async def look(request: web.Request) -> web.StreamResponse:
    """Shows who was found, before anything happens; the number typed is in no address and in no log."""
    who = (await form_of(request)).text("who", 40)
    try:
        return await _show(request, who, await _find(who, visitor_of(request)))
    except TicketError as refusal:
        return await _show(request, who, None, refusal)


async def _show(
    request: web.Request, who: str, found: Found | None, refusal: TicketError | None = None
) -> web.StreamResponse:
    may_read = visitor_of(request).role in READERS
    values = {"who": who, "found": found, "refusal": refusal, "may_read": may_read}
    return await page(request, "person.html", values, status=400 if refusal else 200)


async def _find(who: str, visitor: Visitor) -> Found:
    """The person; operators only find those all of whose tickets are theirs to see."""
    key = await person_named(who) if who else None
    person = await Person.get_or_none(id=await survivor(key)) if key else None
    if person is None or person.erased_at is not None:
        raise Invalid("nobody-known", field="who")
    numbers = await Ticket.filter(citizen_id=person.id).order_by("-id").values_list("number", flat=True)
    if visitor.role is not Role.ADMINISTRATOR:
        seen = await Ticket.filter(visible(visitor.actor), citizen_id=person.id).count()
        # Whether they have a confidential ticket must not be learnt here either.
        if not seen or seen < len(numbers):
            raise Invalid("nobody-known", field="who")
    return Found(person, len(numbers), tuple(str(number) for number in numbers[:5]))


async def hand_over(request: web.Request) -> web.StreamResponse:
    """Everything we keep about them, as a file to print or to take along."""
    visitor, form = visitor_of(request), await form_of(request)
    found = await _confirmed(form, visitor)
    if isinstance(found, TicketError):
        return await _again(request, form, found)
    data: dict[str, Any] = {
        "at": clock.now().isoformat(timespec="seconds"),
        **await dossier.of(found.person.id),
    }
    await trail.note(request, "person-exported", f"person:{found.person.id}", mask(form.text("reason", 250)))
    response = web.json_response(data, dumps=lambda value: json.dumps(value, ensure_ascii=False, indent=1))
    response.headers["Content-Disposition"] = f'attachment; filename="person-{found.person.id}.json"'
    return response


async def erase(request: web.Request) -> web.StreamResponse:
    """Erase them for good; the facts of their tickets stay, without words and names."""
    visitor, form = visitor_of(request), await form_of(request)
    found = await _confirmed(form, visitor)
    if isinstance(found, TicketError):
        return await _again(request, form, found)
    try:
        async with transaction():
            await personal.erase(found.person.id)
            await trail.note(
                request, "person-erased", f"person:{found.person.id}", mask(form.text("reason", 250))
            )
    except NotFound as gone:
        return await _again(request, form, gone)
    await tell(request, "person-erased", n=found.tickets)
    raise see("/portal/person")


async def _confirmed(form: Form, visitor: Visitor) -> Found | TicketError:
    """The person, once the officer says why, and that they made sure of who is asking."""
    try:
        found = await _find(form.text("who", 40), visitor)
        if len(form.text("reason", 250)) < SHORTEST_REASON:
            raise Invalid("reason-needed", field="reason")
        if not form.ticked("sure"):
            raise Invalid("not-sure", field="sure")
    except TicketError as refusal:
        return refusal
    return found


async def _again(request: web.Request, form: Form, refusal: TicketError) -> web.StreamResponse:
    who = form.text("who", 40)
    try:
        found = await _find(who, visitor_of(request))
    except TicketError:
        found = None
    return await _show(request, who, found, refusal)


DOORS = (
    get("/portal/person", blank, KEEPERS),
    post("/portal/person", look, KEEPERS),
    post("/portal/person/export", hand_over, READERS),
    post("/portal/person/erase", erase, KEEPERS),
)
