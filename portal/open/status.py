"""What the code on an acknowledgement opens: a ticket's state, to whoever proves it theirs."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime

from aiohttp import web

import clock
from models import counters
from models.departments import Department
from models.states import Status
from models.tickets import Ticket
from portal.address import client_address
from portal.forms import form_of
from portal.pages import page
from portal.words import local_day
from tickets import numbers

TAIL = 4
LARGEST = 4_096
PER_NUMBER_HERE, PER_ADDRESS, PER_NUMBER = 5, 30, 50
"""Tries a day: of one ticket from one place, of all from one place, and of one ticket from everywhere."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be told without knowing who asks: no words, no names, no place."""

    number: str
    status: Status
    department: Department | None
    received: datetime
    due: date | None


async def ask(request: web.Request) -> web.StreamResponse:
    """Asks for the telephone's last digits; whether the number exists is told only with them."""
    return await show(request, request.query.get("number", "")[:40])


async def show(
    request: web.Request, number: str, *, problem: str = "", seen: Seen | None = None, status: int = 200
) -> web.StreamResponse:
    """The page, kept by nobody."""
    values = {"typed": number, "problem": problem, "seen": seen}
    response = await page(request, "status.html", values, bare=True, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


async def prove(request: web.Request) -> web.StreamResponse:
    """The state, when number and digits fit; wrong digits and an absent ticket look alike."""
    if (request.content_length or LARGEST + 1) > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
    form = await form_of(request)
    typed, tail = form.text("number", 40), numbers.digits(form.text("phone", 12))
    match numbers.read(typed):
        case numbers.Number(value):
            number = value
        case _:
            return await show(request, typed, problem="number", status=400)
    if len(tail) != TAIL:
        return await show(request, typed, problem="phone", status=400)
    if await _is_too_often(request, number):
        return await show(request, typed, problem="often", status=429)
    seen = await _seen(number, tail)
    if seen is None:
        return await show(request, typed, problem="nothing", status=404)
    return await show(request, typed, seen=seen)


async def _is_too_often(request: web.Request, number: str) -> bool:
    day, address = clock.today_local().isoformat(), client_address(request)
    tries = (
        (f"{number}:{address}", PER_NUMBER_HERE),
        (f"from:{address}", PER_ADDRESS),
        (number, PER_NUMBER),
    )
    found = [await counters.add(f"status:{_hidden(what)}", day) > most for what, most in tries]
    return any(found)


def _hidden(what: str) -> str:
    """Counters hold neither addresses nor numbers."""
    return hashlib.sha256(what.encode()).hexdigest()[:40]


async def _seen(number: str, tail: str) -> Seen | None:
    found = Ticket.filter(number=number, confidential=False).select_related("department", "citizen", "parent")
    ticket = await found.first()
    phone = (ticket.citizen.phone or "") if ticket else ""
    # Compared also when there is nothing to compare with, so that both take as long.
    fits = hmac.compare_digest(phone[-TAIL:].encode(), tail.encode())
    if ticket is None or not fits:
        return None
    parent = ticket.parent if ticket.status is Status.MERGED else None
    status = parent.status if parent is not None else ticket.status
    due = local_day(ticket.due_at) if ticket.due_at else None
    return Seen(ticket.number, status, ticket.department, ticket.submitted_at, due)
