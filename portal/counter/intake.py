"""Takes down what people say on the telephone or bring on paper, and prints their token."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import segno
from aiohttp import web
from markupsafe import Markup

import clock
from bots import district_facts
from models.areas import Area
from models.officers import Role
from models.people import Person
from models.states import Kind
from models.tickets import Ticket
from portal.desk import casefile, choices
from portal.finding import typed_phone
from portal.forms import Form, form_of
from portal.gate import get, post
from portal.keys import SETTINGS
from portal.pages import page, see
from portal.uploads import taken
from portal.visitor import Visitor, visitor_of
from portal.words import local_day
from routing.folding import fold
from tickets import filing, verbs
from tickets.errors import Invalid, TicketError
from tickets.filing import Filing
from tickets.lifecycle import Verb
from tickets.masking import mask

OPERATORS = frozenset({Role.OPERATOR})
SOURCES = ("phone", "paper")
LANGUAGES = ("hi", "hne", "en")
CLOSE = 0.85


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is: an area as near as could be found, and the rest as words."""

    area_id: int | None
    address: str


async def blank(request: web.Request) -> web.StreamResponse:
    """The empty form."""
    return await _form(request, {}, None)


async def _form(
    request: web.Request, typed: Mapping[str, str], refusal: TicketError | None
) -> web.StreamResponse:
    values = {
        "typed": typed,
        "refusal": refusal,
        "key": typed.get("key") or secrets.token_hex(12),
        "choices": await choices.current(),
        "kinds": tuple(Kind),
        "sources": SOURCES,
        "languages": LANGUAGES,
    }
    return await page(request, "intake.html", values, status=400 if refusal else 200)


async def take(request: web.Request) -> web.StreamResponse:
    """File it; pressing twice files once."""
    visitor, form = visitor_of(request), await form_of(request)
    try:
        ticket = await _file(request, visitor, form)
    except TicketError as refusal:
        return await _form(request, form.fields, refusal)
    raise see(f"/portal/intake/{ticket.id}/token")


async def _file(request: web.Request, visitor: Visitor, form: Form) -> Ticket:
    key = f"desk:{visitor.officer.id}:{form.text('key', 40)}"
    if there := await Ticket.get_or_none(filing_key=key):
        return there
    if not form.text("description"):
        raise Invalid("description-missing", field="description")
    if form.text("kind") not in tuple(Kind):
        raise Invalid("no-such-kind", field="kind")
    place = await _place(form)
    person = await _person(form, place)
    language = form.text("language") if form.text("language") in LANGUAGES else "hi"
    words, other = form.text("description", 8000), form.text("on_behalf_of", 160) or _other_name(form, person)
    ticket = await filing.file(
        Filing(
            key=key,
            citizen_id=person.id,
            kind=Kind(form.text("kind")),
            description=words,
            search_text=fold(mask(f"{words} {person.name} {other}")),
            language=language,
            area_id=place.area_id,
            address=place.address,
            department=form.text("department", 40) or None,
            on_behalf_of=other,
            urgent=form.ticked("urgent"),
            confidential=form.ticked("confidential"),
            source=form.text("source") if form.text("source") in SOURCES else "phone",
        ),
        visitor.actor,
    )
    if files := await taken(request, visitor.officer):
        await verbs.perform(Verb.ATTACH, ticket.id, visitor.actor, {"attachments": files})
    return ticket


async def _place(form: Form) -> Place:
    """The village by its typed name in any spelling, within the block; else the block and the words."""
    known = await choices.current()
    block = known.areas.get(form.number("block") or 0)
    village = form.text("village", 160)
    if village:
        district = await district_facts.current()
        for match in district.places.find(village, block.name_en if block else None):
            area = known.areas.get(int(match.area_id))
            if area is not None and match.score >= CLOSE and _is_inside(area, block):
                return Place(area.id, form.text("address", 300))
    words = ", ".join(part for part in (village, form.text("address", 300)) if part)
    return Place(block.id if block else None, words)


def _is_inside(area: Area, block: Area | None) -> bool:
    return block is None or area.path.startswith(block.path)


async def _person(form: Form, place: Place) -> Person:
    """Whoever has this telephone number; a new person otherwise."""
    phone = typed_phone(form.text("phone", 20))
    name = form.text("name", 160)
    if phone and (there := await Person.filter(phone=phone, erased_at=None, merged_into_id=None).first()):
        return there
    return await Person.create(
        name=name,
        language=form.text("language", 8) or "hi",
        phone=phone,
        area_id=place.area_id,
        address=place.address,
        created_at=clock.now(),
    )


def _other_name(form: Form, person: Person) -> str:
    """Families share telephones: another name on a known number is another person's matter."""
    name = form.text("name", 160)
    return name if person.name and name.casefold() != person.name.casefold() else ""


async def token(request: web.Request) -> web.StreamResponse:
    """The slip the person takes home: number, date, and a code that leads to their ticket."""
    visitor = visitor_of(request)
    ticket = await casefile.ticket_of(visitor.actor, int(request.match_info["id"]))
    web_settings = request.config_dict[SETTINGS]
    number = web_settings.whatsapp.display_number
    link = (
        f"https://wa.me/{number}?text={ticket.number}"
        if number
        else f"{web_settings.web.public_url}/public?number={ticket.number}"
    )
    code = segno.make(link, error="m").svg_inline(scale=1, omitsize=True, border=2)
    values = {
        "ticket": ticket,
        "code": Markup(code),  # noqa: S704  segno's own SVG
        "due": local_day(ticket.due_at) if ticket.due_at else None,
    }
    return await page(request, "token.html", values)


DOORS = (
    get("/portal/intake", blank, OPERATORS),
    post("/portal/intake", take, OPERATORS, upload=True),
    get(r"/portal/intake/{id:\d{1,15}}/token", token, OPERATORS),
)
