"""Hangs the portal into the application: `/portal` behind its layers, public pages, styles and scripts."""

from collections.abc import Iterable

from aiohttp import web
from aiohttp_session import session_middleware

from portal import assets, layers, media, pages
from portal.admin import api_keys, hooks, imports, settings_page, trails, wordings
from portal.admin import doors as admin_doors
from portal.admin import language as admin_language
from portal.board import doors as board_doors
from portal.broadcasts import doors as broadcast_doors
from portal.counter import calls, intake, messages, parked, person, screening
from portal.desk import bulk, exports, inbox_doors, saved, ticket_doors
from portal.entry import account, doors
from portal.entry.sessions import ServerSessions
from portal.gate import Door, guarded
from portal.meeting import digests
from portal.meeting import doors as meeting_doors
from portal.open import figures, info, language, status
from portal.open311.routes import add_open311
from settings import Settings

PREFIX = "/portal"

DOORS: tuple[Door, ...] = (
    *doors.DOORS,
    *account.DOORS,
    *board_doors.DOORS,
    *inbox_doors.DOORS,
    *ticket_doors.DOORS,
    *saved.DOORS,
    *bulk.DOORS,
    *media.DOORS,
    *exports.DOORS,
    *screening.DOORS,
    *intake.DOORS,
    *calls.DOORS,
    *parked.DOORS,
    *person.DOORS,
    *messages.DOORS,
    *imports.DOORS,
    *trails.DOORS,
    *admin_language.DOORS,
    *wordings.DOORS,
    *settings_page.DOORS,
    *hooks.DOORS,
    *api_keys.DOORS,
    *admin_doors.DOORS,
    *meeting_doors.DOORS,
    *digests.DOORS,
    *broadcast_doors.DOORS,
)


def add_portal(app: web.Application, settings: Settings) -> None:
    """Add everything the portal serves; `app` carries SETTINGS and REDIS of portal.keys."""
    pages.setup(app)
    app.router.add_route("GET", "/assets/{name}", assets.serve)
    app.router.add_route("GET", "/language", language.switch)
    _add_public(app)
    add_open311(app)
    portal = web.Application(
        middlewares=[
            layers.protected,
            layers.limited(settings.storage.max_mb, _canonical(DOORS)),
            layers.explained,
            session_middleware(ServerSessions(secure=settings.web.public_url.startswith("https://"))),
            layers.known,
            layers.own_forms,
        ]
    )
    for door in DOORS:
        portal.router.add_route(door.method, door.path.removeprefix(PREFIX), guarded(door))
    app.add_subapp(PREFIX, portal)


def _add_public(app: web.Application) -> None:
    """Pages without sessions; what they show is the same for everybody and may be kept for some minutes."""
    public = web.Application(middlewares=[layers.protected, layers.explained])
    public.router.add_route("GET", "", figures.figures)
    public.router.add_route("GET", "/figures.csv", figures.table)
    public.router.add_route("GET", "/status", status.ask)
    public.router.add_route("POST", "/status", status.prove)
    public.router.add_route("GET", "/{topic:[a-z]+}", info.topic)
    app.add_subapp("/public", public)
    app.router.add_route("GET", "/", _front_door)


async def _front_door(request: web.Request) -> web.StreamResponse:
    return await layers.protected(request, figures.landing)


def _canonical(all_doors: Iterable[Door]) -> dict[tuple[str, str], Door]:
    """The doors as the router names them: without the patterns of their parts."""
    found = {}
    for door in all_doors:
        resource = web.UrlDispatcher().add_resource(door.path)
        found[door.method, resource.canonical] = door
    return found
