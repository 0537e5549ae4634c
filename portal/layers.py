"""What surrounds every page: headers, sessions, the visitor, forged forms, and errors that say what to do."""

import contextlib
import secrets

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web import FileField
from redis.exceptions import RedisError
from tortoise.exceptions import OperationalError

from portal import kept
from portal.entry import csrf
from portal.gate import Door
from portal.keys import SETTINGS
from portal.pages import page
from portal.visitor import VISITOR, identify
from tickets.errors import Changed, NotFound, TicketError

log = structlog.get_logger(__name__)
FORM_LIMIT = 256 * 1024
FORM_FIELDS = 2_000

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'",
}
PRIVATE = "no-store"
ERRORS = {400, 403, 404, 405, 409, 413, 429}


@web.middleware
async def protected(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Security headers on whatever leaves; pages of a signed-in person are kept nowhere."""
    try:
        response = await handler(request)
    except web.HTTPException as answer:
        _dress(answer, request)
        raise
    if not response.prepared:
        _dress(response, request)
    return response


def _dress(response: web.StreamResponse, request: web.Request) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", PRIVATE)
    if request.config_dict[SETTINGS].web.public_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")


@web.middleware
async def explained(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns refusals and failures into pages that say what to do next."""
    try:
        return await handler(request)
    except web.HTTPException as answer:
        if answer.status not in ERRORS:
            raise
        return await page(request, "error.html", {"status": answer.status}, status=answer.status)
    except NotFound:
        return await page(request, "error.html", {"status": 404}, status=404)
    except Changed:
        return await page(request, "error.html", {"status": 409}, status=409)
    except TicketError as refusal:
        return await page(request, "error.html", {"status": 400, "refusal": refusal}, status=400)
    except (RedisError, OperationalError, OSError) as error:
        reference = secrets.token_hex(4)
        log.error("portal unavailable", reference=reference, error=type(error).__name__)
        return await _plain_failure(request, 503, reference)
    except Exception:  # the edge of the portal: a page instead of a stack trace
        reference = secrets.token_hex(4)
        log.exception("portal page failed", reference=reference, path=request.match_info.route.name or "")
        return await _plain_failure(request, 500, reference)


async def _plain_failure(request: web.Request, status: int, reference: str) -> web.Response:
    """A page that needs neither database nor session."""
    return await page(
        request, "failure.html", {"status": status, "reference": reference}, status=status, bare=True
    )


@web.middleware
async def known(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Says who is looking, once for the whole request."""
    visitor = await identify(request)
    if visitor is not None:
        request[VISITOR] = visitor
    return await handler(request)


def limited(upload_mb: int, doors: dict[tuple[str, str], Door]) -> Middleware:
    """Bounds the body before anything reads it; only upload forms may send files."""

    @web.middleware
    async def bounded(request: web.Request, handler: Handler) -> web.StreamResponse:
        resource = request.match_info.route.resource
        door = doors.get((request.method, resource.canonical if resource else ""))
        limit = upload_mb * 1024 * 1024 if door and door.upload else FORM_LIMIT
        return await handler(request.clone(client_max_size=limit, client_max_fields=FORM_FIELDS))

    return bounded


@web.middleware
async def own_forms(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what changes something and does not come from a form of this session."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return await handler(request)
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise web.HTTPForbidden
    try:
        if not await csrf.holds(request):
            raise web.HTTPForbidden
        return await handler(request)
    finally:
        if visitor := request.get(VISITOR):
            kept.forget(visitor.officer.id)
        await _close_files(request)


async def _close_files(request: web.Request) -> None:
    """The body was read through a bounded copy of the request, which aiohttp does not tidy up after."""
    with contextlib.suppress(web.HTTPException):
        for value in (await request.post()).values():
            if isinstance(value, FileField):
                value.file.close()
