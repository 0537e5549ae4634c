"""The portal's doors, who may pass, and the wrapper that asks each time: nothing is open by default."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from models.officers import Role
from portal.visitor import VISITOR

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

EVERYBODY: frozenset[Role] | None = None
SIGNED_IN = frozenset(Role)
STAFF = SIGNED_IN - {Role.ADMINISTRATOR}
COUNTER = frozenset({Role.OPERATOR, Role.SUPERVISOR})
SORTERS = COUNTER | {Role.DEPARTMENT_HEAD}
SUPERVISORS = frozenset({Role.SUPERVISOR})
WATCHERS = frozenset({Role.SUPERVISOR, Role.DEPARTMENT_HEAD})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
OVERSEERS = ADMINISTRATORS | {Role.SUPERVISOR}


@dataclass(frozen=True, slots=True)
class Door:
    """One address: `roles` None means that no sign-in is needed; `upload` allows large bodies."""

    method: str
    path: str
    handler: Handler
    roles: frozenset[Role] | None
    upload: bool = False


def get(path: str, handler: Handler, roles: frozenset[Role] | None) -> Door:
    """A page."""
    return Door("GET", path, handler, roles)


def post(path: str, handler: Handler, roles: frozenset[Role] | None, *, upload: bool = False) -> Door:
    """A form's target."""
    return Door("POST", path, handler, roles, upload)


def guarded(door: Door) -> Handler:
    """The handler behind its door: strangers are sent to the sign-in page, wrong roles are refused."""

    async def behind(request: web.Request) -> web.StreamResponse:
        visitor = request.get(VISITOR)
        if door.roles is not None and visitor is None:
            raise web.HTTPSeeOther(f"/portal/sign-in{_afterwards(request)}")
        if door.roles is not None and visitor is not None and visitor.role not in door.roles:
            raise web.HTTPForbidden
        return await door.handler(request)

    return behind


def _afterwards(request: web.Request) -> str:
    """Only pages are come back to, never the target of a form."""
    return (
        f"?next={quote(request.path_qs, safe='')}"
        if request.method == "GET" and request.path != "/portal"
        else ""
    )


def local(target: str | None, otherwise: str = "/portal") -> str:
    """A path of our own to go to; anything that could lead elsewhere is dropped."""
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\"):
        return otherwise
    if any(ord(sign) < 33 or sign == "\\" for sign in target):
        return otherwise
    return target[:600]
