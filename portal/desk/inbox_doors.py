"""The inbox page."""

from aiohttp import web

from models.officers import Role
from models.states import Kind
from portal.desk import choices, filters, inbox
from portal.desk.boxes import TABS, Box
from portal.desk.cards import card
from portal.desk.filters import DAYS, BadAddress, Filters
from portal.desk.saved import views_of
from portal.desk.verb_forms import bulk_verbs
from portal.gate import SIGNED_IN, STAFF, get
from portal.pages import page, see
from portal.visitor import visitor_of
from portal.words import short_day
from tickets.errors import Invalid

HOMES = {
    Role.OFFICER: "/portal/tickets",
    Role.DEPARTMENT_HEAD: "/portal/board",
    Role.OPERATOR: "/portal/screening",
    Role.SUPERVISOR: "/portal/board",
    Role.ADMINISTRATOR: "/portal/admin",
}


async def home(request: web.Request) -> web.StreamResponse:
    """Everybody begins where their work is."""
    raise see(HOMES[visitor_of(request).role])


def asked(request: web.Request) -> Filters:
    """The filters of the address; an address we did not make is refused."""
    try:
        return filters.read(request.query, visitor_of(request).role)
    except BadAddress:
        raise web.HTTPBadRequest from None


async def inbox_page(request: web.Request) -> web.StreamResponse:
    """A list of tickets, its tabs with counts, its filters."""
    visitor = visitor_of(request)
    wanted, problem = asked(request), None
    listing = inbox.Listing((), None)
    try:
        listing = await inbox.listing(wanted, visitor.actor, phones=visitor.sees_phones)
    except Invalid as refusal:
        problem = refusal
    tabs = TABS[visitor.role]
    values = {
        "filters": wanted,
        "cards": [card(ticket, visitor.language) for ticket in listing.tickets],
        "further": f"{wanted.address()}&after={listing.further}" if listing.further else "",
        "tabs": tabs if wanted.box in tabs else (*tabs, wanted.box),
        "counts": await inbox.counts(tabs, visitor.actor),
        "cap": inbox.CAP,
        "choices": await choices.current(),
        "kinds": tuple(Kind),
        "days": DAYS,
        "sorts": filters.sorts(wanted.box, wanted.query),
        "views": await views_of(visitor.officer.id),
        "problem": problem,
        "week_words": short_day(visitor.language, wanted.week) if wanted.week else "",
        "bulk_verbs": [verb.value for verb in bulk_verbs(visitor.actor)],
        "Box": Box,
    }
    return await page(request, "inbox.html", values)


DOORS = (
    get("/portal", home, SIGNED_IN),
    get("/portal/tickets", inbox_page, STAFF),
)
