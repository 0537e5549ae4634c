"""The page of one ticket, and its verbs."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aiohttp import web

import clock
from models.states import Kind
from models.tickets import Ticket
from portal import trail
from portal.desk import casefile, choices, verb_forms
from portal.desk.preview import NOTICES, Preview, preview
from portal.desk.saved import replies_of
from portal.desk.verb_forms import FORMS, Ask
from portal.forms import Form, form_of
from portal.gate import STAFF, get, post
from portal.pages import page, see, tell
from portal.uploads import taken
from portal.visitor import Visitor, visitor_of
from portal.words import local_day
from tickets import capacity, numbers, verbs
from tickets.access import visible
from tickets.actions.deciding import Rejection
from tickets.errors import Changed, Invalid, NotFound, TicketError
from tickets.lifecycle import Verb

NUMBER = r"{id:\d{1,15}}"


async def ticket_page(request: web.Request) -> web.StreamResponse:
    """The ticket; the first look of whoever is in charge of it counts as seen."""
    visitor = visitor_of(request)
    ticket = await casefile.ticket_of(visitor.actor, int(request.match_info["id"]))
    await trail.note(request, "ticket-opened", ticket.number)
    desks = {one.desk for one in (visitor.actor, *visitor.actor.stands_in_for)}
    if ticket.first_viewed_at is None and ticket.officer_id in desks:
        await _seen(ticket, visitor)
        ticket = await casefile.ticket_of(visitor.actor, ticket.id)
    return await _show(request, ticket)


async def _seen(ticket: Ticket, visitor: Visitor) -> None:
    if Verb.VIEW in capacity.offered(visitor.actor, ticket):
        await verbs.perform(Verb.VIEW, ticket.id, visitor.actor, {})


async def _show(
    request: web.Request,
    ticket: Ticket,
    *,
    refusal: TicketError | None = None,
    typed: Mapping[str, str] | None = None,
    opened: str = "",
    shown: Preview | None = None,
    status: int = 200,
) -> web.StreamResponse:
    visitor = visitor_of(request)
    case = await casefile.open_file(visitor.actor, ticket)
    first, further = verb_forms.offers(ticket, visitor.actor)
    values: dict[str, Any] = {
        "case": case,
        "ticket": ticket,
        "first": first,
        "further": further,
        "refusal": refusal,
        "typed": typed or {},
        "opened": opened,
        "preview": shown,
        "choices": await choices.current(),
        "replies": await replies_of(visitor.officer.id),
        "kinds": tuple(Kind),
        "rejections": tuple(Rejection),
        "tomorrow": local_day(clock.now() + timedelta(days=1)).isoformat(),
        "previewed": NOTICES,
        "for_citizen": verb_forms.SAID_FOR_CITIZEN,
        "Ask": Ask,
    }
    return await page(request, "ticket.html", values, status=status)


async def do(request: web.Request) -> web.StreamResponse:
    """Perform a verb with the values of its form; a refusal shows the page again, its words kept."""
    visitor = visitor_of(request)
    ticket_id, verb = int(request.match_info["id"]), request.match_info["verb"]
    ticket = await casefile.ticket_of(visitor.actor, ticket_id)
    if verb not in tuple(Verb) or Verb(verb) not in FORMS:
        raise NotFound
    form = await form_of(request)
    if form.ticked("preview"):
        return await _preview(request, ticket, Verb(verb), form)
    try:
        values = await _values(request, Verb(verb), form, visitor)
        await verbs.perform(verb, ticket_id, visitor.actor, values)
    except NotFound:
        raise
    except TicketError as refusal:
        fresh = await casefile.ticket_of(visitor.actor, ticket_id)
        status = 409 if isinstance(refusal, Changed) else 400
        return await _show(request, fresh, refusal=refusal, typed=form.fields, opened=verb, status=status)
    await tell(request, f"did-{verb}")
    raise see(await _where_next(visitor, ticket_id))


async def _where_next(visitor: Visitor, ticket_id: int) -> str:
    """Back to the ticket, or to the list when the verb took it out of sight."""
    here = await Ticket.filter(visible(visitor.actor), id=ticket_id).exists()
    return f"/portal/tickets/{ticket_id}" if here else "/portal/tickets"


async def _preview(request: web.Request, ticket: Ticket, verb: Verb, form: Form) -> web.StreamResponse:
    if verb not in NOTICES:
        raise web.HTTPBadRequest
    shown = await preview(ticket, verb, form.fields)
    return await _show(request, ticket, typed=form.fields, opened=verb.value, shown=shown)


async def _values(request: web.Request, verb: Verb, form: Form, visitor: Visitor) -> dict[str, object]:
    """What the form says, field by field of this verb; nothing else a browser sends gets through."""
    values: dict[str, object] = {"version": form.text("version", 12)}
    for field in FORMS[verb]:
        match field.ask:
            case Ask.FILES:
                values[field.name] = await taken(request, visitor.officer) or ""
            case Ask.TICKET:
                values[field.name] = await _numbered(form.text(field.name, 40), visitor)
            case _:
                values[field.name] = form.text(field.name)
    return {name: value for name, value in values.items() if value != ""}


async def _numbered(text: str, visitor: Visitor) -> int:
    match numbers.read(text):
        case numbers.Number(value):
            found = await Ticket.filter(visible(visitor.actor), number=value).first()
        case _:
            found = None
    if found is None:
        raise Invalid("no-such-parent", field="parent_id")
    return int(found.id)


async def print_page(request: web.Request) -> web.StreamResponse:
    """The ticket on paper."""
    visitor = visitor_of(request)
    ticket = await casefile.ticket_of(visitor.actor, int(request.match_info["id"]))
    await trail.note(request, "ticket-printed", ticket.number)
    case = await casefile.open_file(visitor.actor, ticket)
    return await page(request, "print.html", {"case": case, "ticket": ticket, "printed": clock.now()})


DOORS = (
    get(f"/portal/tickets/{NUMBER}", ticket_page, STAFF),
    get(f"/portal/tickets/{NUMBER}/print", print_page, STAFF),
    post(f"/portal/tickets/{NUMBER}/do/{{verb:[a-z_]{{1,30}}}}", do, STAFF, upload=True),
)
