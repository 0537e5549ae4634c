"""The weekly digests an officer got, with their files as they were sent."""

from aiohttp import web

from models.supervision import DigestSent
from portal.gate import WATCHERS, get
from portal.keys import STORAGE
from portal.pages import page
from portal.visitor import Visitor, visitor_of
from reports.weeks import Week
from reports.wording import dates
from tickets.errors import NotFound
from tickets.leave import is_above

SHOWN = 26


def _reader(visitor: Visitor) -> int:
    """Whose digests are open: those of the place taken, unless they name what this person may not see."""
    hidden = visitor.actor.blind and is_above(visitor.seat)
    return int(visitor.officer.id if hidden else visitor.seat.id)


async def listing(request: web.Request) -> web.StreamResponse:
    """The last half year, newest first."""
    visitor = visitor_of(request)
    own = DigestSent.filter(officer_id=_reader(visitor), state="done").order_by("-week")
    rows = [(row, dates(Week.parse(row.week), visitor.language)) for row in await own.limit(SHOWN)]
    return await page(request, "digests.html", {"rows": rows})


async def file(request: web.Request) -> web.StreamResponse:
    """One file of an own digest."""
    visitor = visitor_of(request)
    row = await DigestSent.get_or_none(
        officer_id=_reader(visitor), week=request.match_info["week"], state="done"
    )
    position = int(request.match_info["position"])
    if row is None or position >= len(row.files):
        raise NotFound
    named = row.files[position]
    try:
        body = await request.config_dict[STORAGE].get(named["key"])
    except FileNotFoundError:
        raise NotFound from None
    headers = {"Content-Disposition": f'attachment; filename="{named["name"]}"'}
    return web.Response(body=body, content_type=named["mime"], headers=headers)


DOORS = (
    get("/portal/digests", listing, WATCHERS),
    get(r"/portal/digests/{week:\d{4}-W\d{2}}/{position:\d}", file, WATCHERS),
)
