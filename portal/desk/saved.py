"""Lists and replies that officers keep under a name of their own."""

from collections.abc import Sequence

from aiohttp import web

import clock
from models.saved import Saved, SavedKind
from portal.forms import form_of
from portal.gate import STAFF, local, post
from portal.pages import see, tell
from portal.visitor import visitor_of

MOST = 30
INBOX = "/portal/tickets?"


async def views_of(officer_id: int) -> Sequence[Saved]:
    """The officer's own lists."""
    return await Saved.filter(officer_id=officer_id, kind=SavedKind.VIEW).order_by("name").limit(MOST)


async def replies_of(officer_id: int) -> Sequence[Saved]:
    """The officer's own replies."""
    return await Saved.filter(officer_id=officer_id, kind=SavedKind.REPLY).order_by("name").limit(MOST)


async def keep(request: web.Request) -> web.StreamResponse:
    """Keep a list or a reply; the same name replaces what it stood for."""
    officer = visitor_of(request).officer
    form = await form_of(request)
    kind = SavedKind.REPLY if form.text("kind") == "reply" else SavedKind.VIEW
    name, body = form.text("name", 60), form.text("body", 2000)
    back = local(form.text("next", 600), "/portal/tickets")
    if not name or not body or (kind is SavedKind.VIEW and not body.startswith(INBOX)):
        await tell(request, "saved-needs-name", "bad")
        raise see(back)
    if not await Saved.filter(officer_id=officer.id, kind=kind, name=name).update(body=body):
        await Saved.create(officer_id=officer.id, kind=kind, name=name, body=body, created_at=clock.now())
    await tell(request, "saved")
    raise see(back)


async def drop(request: web.Request) -> web.StreamResponse:
    """Forget one of the officer's own."""
    form = await form_of(request)
    await Saved.filter(id=form.number("id") or 0, officer_id=visitor_of(request).officer.id).delete()
    raise see(local(form.text("next", 600), "/portal/tickets"))


DOORS = (
    post("/portal/saved", keep, STAFF),
    post("/portal/saved/drop", drop, STAFF),
)
