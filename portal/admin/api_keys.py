"""Keys of programs that file for people: made and shown once, listed by their beginning, revoked."""

from aiohttp import web

from models.api_keys import ApiKey
from models.officers import Officer
from portal.address import client_address
from portal.forms import form_of
from portal.gate import ADMINISTRATORS, get, post
from portal.pages import page, see, tell
from portal.visitor import visitor_of
from tickets import api_keys
from tickets.api_keys import Made
from tickets.errors import Invalid, NotFound

MOST = 200
HERE = "/portal/admin/api-keys"


async def list_page(request: web.Request) -> web.StreamResponse:
    """All keys, the newest first."""
    return await _show(request)


async def _show(
    request: web.Request, *, made: Made | None = None, refusal: Invalid | None = None
) -> web.StreamResponse:
    rows = await ApiKey.all().order_by("-active", "-id").limit(MOST)
    makers = await Officer.filter(id__in=[row.made_by for row in rows if row.made_by] or [0])
    values = {
        "rows": rows,
        "makers": {officer.id: officer for officer in makers},
        "made": made,
        "refusal": refusal,
    }
    return await page(request, "api_keys.html", values, status=400 if refusal else 200)


async def make(request: web.Request) -> web.StreamResponse:
    """Make a key and show it this once."""
    form, officer = await form_of(request), visitor_of(request).officer
    try:
        made = await api_keys.make(form.text("name", 120), by=officer.id, address=client_address(request))
    except Invalid as refusal:
        return await _show(request, refusal=refusal)
    return await _show(request, made=made)


async def revoke(request: web.Request) -> web.StreamResponse:
    """Revoke one."""
    key = await ApiKey.get_or_none(id=int(request.match_info["id"]))
    if key is None:
        raise NotFound
    await api_keys.revoke(key, by=visitor_of(request).officer.id, address=client_address(request))
    await tell(request, "api-revoke-done")
    raise see(HERE)


DOORS = (
    get(HERE, list_page, ADMINISTRATORS),
    post(HERE, make, ADMINISTRATORS),
    post(rf"{HERE}/{{id:\d{{1,15}}}}/revoke", revoke, ADMINISTRATORS),
)
