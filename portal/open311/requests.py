"""What a key filed and how it stands: without anybody's name or telephone number, and nobody else's."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

import clock
import settings
import texts
from models.api_keys import ApiKey, ApiRequest
from models.areas import Area
from models.departments import Category
from models.states import Status
from models.tickets import Ticket
from portal.desk import choices
from portal.open311 import entrance
from portal.open311.answers import Refused, answer
from portal.open311.filing import notice, retry_key
from portal.open311.services import in_jurisdiction, language_of
from portal.words import zone
from tickets import numbers
from tickets.lifecycle import OPEN

MOST_PAGE, USUAL_PAGE, MOST_PAGES = 100, 50, 1_000
MOST_NAMED = 50
LONGEST = timedelta(days=90)
STATUSES = ("open", "closed")
STILL_OPEN = [*OPEN, Status.RESOLVED]
"""What the department calls done is closed when the citizen says so, or says nothing."""
PHONE = re.compile(r"\d(?:[ \-–.]?\d){9,}")


async def listing(request: web.Request) -> web.Response:
    """The key's requests of some weeks, newest first; named ones whatever else was asked."""
    key = await entrance.key_of(request)
    in_jurisdiction(request.query.get("jurisdiction_id"), await choices.current())
    wanted, page, size = _wanted(request)
    rows = await _rows(key, wanted).offset((page - 1) * size).limit(size + 1)
    response = answer(request, "service_requests", await _told(request, rows[:size]))
    if len(rows) > size:
        rest = {name: value for name, value in request.query.items() if name not in ("api_key", "page")}
        response.headers["Link"] = f'<{request.path}?{urlencode({**rest, "page": page + 1})}>; rel="next"'
    return response


async def single(request: web.Request) -> web.Response:
    """One request; another key's and no request at all look alike."""
    key = await entrance.key_of(request)
    in_jurisdiction(request.query.get("jurisdiction_id"), await choices.current())
    number = _number(request.match_info["service_request_id"])
    rows = await _rows(key, Q(ticket__number=number)).limit(1) if number else []
    if not rows:
        raise Refused(404, "service_request_id: was not found")
    return answer(request, "service_requests", await _told(request, rows))


async def token(request: web.Request) -> web.Response:
    """The number of what was posted under an Idempotency-Key, for whoever did not get the answer."""
    key, given = await entrance.key_of(request), request.match_info["token"]
    # Found first by itself, from its unique indexes, and not among all that this key filed.
    meant = Ticket.filter(Q(filing_key=retry_key(key, given)) | Q(number=_number(given) or "-"))
    mine = ApiRequest.filter(key_id=key.id, ticket_id__in=Subquery(meant.values("id")))
    found = await mine.select_related("ticket").first()
    if found is None:
        raise Refused(404, "token: was not found")
    return answer(request, "service_requests", [{"service_request_id": found.ticket.number, "token": given}])


def _rows(key: ApiKey, wanted: Q) -> QuerySet[ApiRequest]:
    related = ("ticket", "ticket__department", "ticket__area", "ticket__parent")
    return ApiRequest.filter(wanted, key_id=key.id).order_by("-at", "-id").select_related(*related)


def _number(text: str) -> str | None:
    match numbers.read(text, settings.current().tickets.prefix):
        case numbers.Number(value):
            return value
        case _:
            return None


def _wanted(request: web.Request) -> tuple[Q, int, int]:
    """The filter, the page and its size; raises Refused with everything that is wrong."""
    query, wrong = request.query, list[str]()
    page = _count(query.get("page"), 1, MOST_PAGES, "page", wrong)
    size = _count(query.get("page_size"), USUAL_PAGE, MOST_PAGE, "page_size", wrong)
    named = [piece.strip() for piece in query.get("service_request_id", "").split(",") if piece.strip()]
    if len(named) > MOST_NAMED:
        wrong.append(f"service_request_id: names more than {MOST_NAMED}")
    start, end = _span(query.get("start_date"), query.get("end_date"), wrong)
    status = _status(query.get("status", ""), wrong)
    if wrong:
        raise Refused(400, *wrong)
    if named:
        return Q(ticket__number__in=[number for one in named if (number := _number(one))] or [""]), page, size
    wanted = Q(at__gte=start, at__lte=end) & status
    if code := query.get("service_code"):
        wanted &= Q(service_code__in=[piece.strip()[:60] for piece in code.split(",")][:MOST_NAMED])
    return wanted, page, size


def _count(text: str | None, usual: int, most: int, name: str, wrong: list[str]) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most):
        wrong.append(f"{name}: is no number from 1 to {most}")
        return usual
    return int(text)


def _status(text: str, wrong: list[str]) -> Q:
    """Of a merged ticket the state of the one it was merged into counts."""
    asked = {piece.strip() for piece in text.split(",") if piece.strip()}
    if asked - set(STATUSES):
        wrong.append("status: is neither open nor closed")
    if len(asked) != 1:
        return Q()
    merged = Q(ticket__status=Status.MERGED, ticket__parent__status__in=STILL_OPEN)
    is_open = Q(ticket__status__in=STILL_OPEN) | merged
    if asked == {"open"}:
        return is_open
    ended = [status for status in Status if status not in (*STILL_OPEN, Status.MERGED)]
    over = Q(ticket__status=Status.MERGED, ticket__parent__status__in=ended)
    return Q(ticket__status__in=ended) | over


def _span(start: str | None, end: str | None, wrong: list[str]) -> tuple[datetime, datetime]:
    """From when to when; 90 days at most, the last 90 when nothing was said."""
    first, last = _moment(start, "start_date", wrong), _moment(end, "end_date", wrong)
    if first and last and not timedelta(0) <= last - first <= LONGEST:
        wrong.append("end_date: is before start_date or more than 90 days after it")
    now = clock.now()
    try:
        last = last or (min(now, first + LONGEST) if first else now)
        return first or last - LONGEST, last
    except OverflowError:
        wrong.append("start_date: is out of range")
        return now, now


def _moment(text: str | None, name: str, wrong: list[str]) -> datetime | None:
    if not text:
        return None
    try:
        # A plus sign in an address is read as a space by whoever decodes it.
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        wrong.append(f"{name}: is no time such as 2026-11-30T10:00:00Z")
        return None
    return found


async def _told(request: web.Request, rows: list[ApiRequest]) -> list[dict[str, Any]]:
    codes = {row.service_code for row in rows}
    known = {one.code: one for one in await Category.filter(code__in=list(codes) or [""])}
    language = language_of(request)
    return [_one(row, known.get(row.service_code), language) for row in rows]


def _one(row: ApiRequest, category: Category | None, language: str) -> dict[str, Any]:
    """As the specification writes a request; of a confidential one only how it stands."""
    ticket = row.ticket
    told = ticket.parent if ticket.status is Status.MERGED and ticket.parent else ticket
    hidden = ticket.confidential or told.confidential
    area: Area | None = None if hidden else ticket.area
    return {
        "service_request_id": ticket.number,
        "status": "open" if told.status in STILL_OPEN else "closed",
        "status_notes": _notes(ticket, told, language, hidden=hidden),
        "service_name": category.name(language) if category else row.service_code,
        "service_code": row.service_code,
        "description": None if hidden else _without_phones(ticket.description),
        "agency_responsible": ticket.department.name(language) if ticket.department and not hidden else None,
        "service_notice": notice(ticket, language),
        "requested_datetime": _local(ticket.submitted_at),
        "updated_datetime": _local(told.updated_at),
        "expected_datetime": _local(ticket.due_at),
        "address": None if hidden else _without_phones(ticket.address) or None,
        "address_id": area.code if area and area.parent_id else None,
        "zipcode": None,
        "lat": None if hidden else ticket.lat,
        "long": None if hidden else ticket.lon,
        "media_url": None,
    }


def _notes(ticket: Ticket, told: Ticket, language: str, *, hidden: bool) -> str:
    """The state in words, and what the office wrote to the citizen."""
    state = texts.say(language, f"portal-status-{told.status.value}")
    said = ""
    if ticket.status is Status.WAITING_CITIZEN:
        said = str(ticket.pending.get("question") or "")
    elif ticket.resolution and told.status not in OPEN:
        said = ticket.resolution
    return state if hidden or not said else f"{state}: {_without_phones(said)}"


def _without_phones(text: str) -> str:
    """Programs never get a telephone number back, not even one that was written among the words."""
    return PHONE.sub(lambda found: re.sub(r"\d", "X", found[0]), text)


def _local(at: datetime | None) -> str | None:
    return at.astimezone(zone()).isoformat(timespec="seconds") if at else None
