"""One verb on many tickets, each by itself, with a result for each."""

from dataclasses import dataclass

from aiohttp import web

from models.tickets import Ticket
from portal.desk.verb_forms import BULK, BULK_FIELD
from portal.forms import form_of, many
from portal.gate import STAFF, local, post
from portal.pages import page
from portal.visitor import visitor_of
from tickets import verbs
from tickets.access import visible
from tickets.errors import NotFound, TicketError
from tickets.lifecycle import Verb

MOST = 50


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one ticket; `refusal` is empty when it was done."""

    number: str
    ticket_id: int
    refusal: TicketError | None


async def perform(request: web.Request) -> web.StreamResponse:
    """Do it to each picked ticket; one refusal stops none of the others."""
    visitor = visitor_of(request)
    form = await form_of(request)
    verb = form.text("verb", 30)
    if verb not in tuple(BULK):
        raise web.HTTPBadRequest
    picked = [
        int(value) for value in await many(request, "ticket", MOST) if value.isascii() and value.isdigit()
    ]
    seen = {
        ticket.id: ticket.number
        for ticket in await Ticket.filter(visible(visitor.actor), id__in=picked or [0])
    }
    words = {BULK_FIELD[Verb(verb)]: form.text("words", 1000)} if Verb(verb) in BULK_FIELD else {}
    results = []
    for ticket_id in picked:
        refusal: TicketError | None = None
        try:
            if ticket_id not in seen:
                raise NotFound
            await verbs.perform(verb, ticket_id, visitor.actor, words)
        except TicketError as error:
            refusal = error
        results.append(Result(seen.get(ticket_id, "—"), ticket_id, refusal))
    back = local(form.text("next", 600), "/portal/tickets")
    return await page(request, "bulk.html", {"verb": verb, "results": results, "back": back})


DOORS = (post("/portal/bulk", perform, STAFF),)
