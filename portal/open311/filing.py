"""Files a wish as everybody's grievances are filed: once, for its person, with the key in the event."""

import hashlib
from datetime import timedelta

from aiohttp import web
from tortoise.exceptions import IntegrityError

import clock
import texts
from bots import district_facts
from models.api_keys import ApiFiler, ApiKey, ApiRequest
from models.people import Person
from models.tickets import Ticket
from portal.desk import choices
from portal.open311 import entrance, wishes
from portal.open311.answers import Refused, answer
from portal.open311.services import in_jurisdiction, services_of
from portal.open311.wishes import NOBODY, Wish
from portal.words import local_day
from routing.folding import fold
from routing.reading import Reading
from tickets import filing
from tickets.actor import Actor, ActorKind
from tickets.api_keys import SOURCE
from tickets.filing import Filing
from tickets.masking import mask
from tickets.transaction import transaction

AGAIN_WITHIN = timedelta(minutes=10)
"""The same words of the same person within this time are the program's second try, not a second matter."""


async def post(request: web.Request) -> web.Response:
    """File it, or give the number under which it was filed already."""
    form = await wishes.form_in(request)
    key = await entrance.key_of(request, form.text("api_key", 100), files=True)
    known = await choices.current()
    in_jurisdiction(form.text("jurisdiction_id", 80), known)
    wish = await wishes.read(request, form, services_of(known), known)
    # Urgency, and what must stay above the department, are heard in the words, as in a chat.
    reading = (await district_facts.current()).router.read(wish.words, kind=wish.kind.value)
    try:
        ticket = await _once(key, wish, reading)
    except IntegrityError:
        # The same retry key twice at once for two people: the other was first, and now it is seen.
        ticket = await _once(key, wish, reading)
    told = {
        "service_request_id": ticket.number,
        "service_notice": notice(ticket, wish.language),
        "account_id": None,
    }
    return answer(request, "service_requests", [told], status=201)


def notice(ticket: Ticket, language: str) -> str | None:
    """By when the department answers, as the acknowledgement in a chat says it."""
    if ticket.due_at is None:
        return None
    return texts.say(language, "portal-api-notice", due=texts.day(language, local_day(ticket.due_at)))


def retry_key(key: ApiKey, retry: str) -> str:
    """The filing key of what a program named itself."""
    return f"{SOURCE}:{key.id}:{hashlib.sha256(retry.encode()).hexdigest()[:40]}"


async def _once(key: ApiKey, wish: Wish, reading: Reading) -> Ticket:
    async with transaction():
        filer = await _filer(key, wish.handle)
        if there := await _there(key, wish):
            return there
        person = await _person(filer, wish)
        wanted = _filing(key, wish, person, reading)
        ticket = await filing.file(wanted, Actor(ActorKind.CITIZEN, person.id))
        await ApiRequest.create(
            key_id=key.id,
            ticket_id=ticket.id,
            service_code=wish.service.code,
            content=wish.content,
            at=ticket.submitted_at,
        )
        return ticket


async def _filer(key: ApiKey, handle: str) -> ApiFiler:
    """The row of whom this is for, locked: one person's requests are taken one after another."""
    digest = hashlib.sha256(handle.encode("utf-8", "surrogatepass")).hexdigest()
    mine = ApiFiler.filter(key_id=key.id, handle=digest)
    if found := await mine.select_for_update().first():
        return found
    await ApiFiler.bulk_create([ApiFiler(key_id=key.id, handle=digest)], ignore_conflicts=True)
    return await mine.select_for_update().get()


async def _there(key: ApiKey, wish: Wish) -> Ticket | None:
    """What this very request was filed as before."""
    if not wish.retry:
        lately = clock.now() - AGAIN_WITHIN
        same = ApiRequest.filter(key_id=key.id, at__gt=lately, content=wish.content)
        found = await same.order_by("-id").select_related("ticket").first()
        return found.ticket if found else None
    named = ApiRequest.filter(ticket__filing_key=retry_key(key, wish.retry))
    found = await named.select_related("ticket").first()
    if found and found.content != wish.content:
        raise Refused(409, f"{wishes.RETRY_HEADER}: was sent before with another request")
    return found.ticket if found else None


async def _person(filer: ApiFiler, wish: Wish) -> Person:
    """Whoever this key has filed for under this handle, else who has this telephone, else somebody new."""
    if filer.person_id is not None:
        return await Person.get(id=filer.person_id)
    known = Person.filter(phone=wish.phone, erased_at=None, merged_into_id=None) if wish.phone else None
    person = await known.order_by("id").first() if known else None
    if person is None:
        person = await Person.create(
            name="" if wish.handle == NOBODY else mask(wish.name)[:160],
            language=wish.language,
            phone=wish.phone,
            created_at=clock.now(),
        )
    await ApiFiler.filter(id=filer.id).update(person_id=person.id)
    return person


def _filing(key: ApiKey, wish: Wish, person: Person, reading: Reading) -> Filing:
    words, other = _with_link(wish), _other_name(wish, person)
    return Filing(
        key=retry_key(key, wish.retry or f"{wish.content}:{clock.now().isoformat()}"),
        citizen_id=person.id,
        kind=wish.kind,
        description=words,
        search_text=fold(mask(f"{words} {person.name} {other}")),
        language=wish.language,
        area_id=wish.where.area_id,
        address=wish.where.address,
        lat=wish.where.lat,
        lon=wish.where.lon,
        department=wish.service.department.code,
        category=wish.service.code,
        on_behalf_of=other,
        urgent=reading.urgent,
        confidential=reading.confidential,
        source=SOURCE,
        api_key=key.id,
    )


def _with_link(wish: Wish) -> str:
    if not wish.link:
        return wish.words
    return f"{wish.words}\n{texts.say(wish.language, 'portal-api-link', link=wish.link)}"


def _other_name(wish: Wish, person: Person) -> str:
    """Families share telephones: another name on a known number is another person's matter."""
    name = mask(wish.name)
    return name if name and name.casefold() != person.name.casefold() else ""
