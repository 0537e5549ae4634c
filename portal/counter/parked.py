"""Messages that could not be handled: visible, with the reason, and a button to try again."""

from aiohttp import web

from bots.inbox import reprocess
from models.messages import Inbound, InboundState
from models.officers import Role
from portal import trail
from portal.forms import form_of
from portal.gate import get, post
from portal.pages import page, see, tell

KEEPERS = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
MOST = 50
SHOWN = 1500


async def list_page(request: web.Request) -> web.StreamResponse:
    """The newest parked ones."""
    rows = await Inbound.filter(state=InboundState.PARKED).order_by("-id").limit(MOST)
    return await page(request, "parked.html", {"rows": rows, "shown": SHOWN})


async def again(request: web.Request) -> web.StreamResponse:
    """Try one again, or set it aside for good."""
    form = await form_of(request)
    key = form.number("id") or 0
    match form.text("what"):
        case "retry":
            await tell(request, "parked-retried" if await reprocess([key]) else "parked-hopeless")
        case "ignore":
            await Inbound.filter(id=key, state=InboundState.PARKED).update(state=InboundState.IGNORED)
            await tell(request, "parked-ignored")
        case _:
            raise web.HTTPBadRequest
    await trail.note(request, f"parked-{form.text('what')}", str(key))
    raise see("/portal/parked")


DOORS = (
    get("/portal/parked", list_page, KEEPERS),
    post("/portal/parked", again, KEEPERS),
)
