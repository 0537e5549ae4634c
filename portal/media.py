"""Serves photos, voice notes and documents to those who may see their ticket, and to nobody else."""

import asyncio
from urllib.parse import quote

from aiohttp import web

from models.tickets import Attachment, Ticket
from portal.gate import STAFF, get
from portal.keys import STORAGE
from portal.uploads import clean_name, without_traces
from portal.visitor import visitor_of
from tickets.access import visible
from tickets.errors import Invalid, NotFound

INLINE = ("image/jpeg", "image/png", "image/webp", "image/gif", "audio/", "video/")
SMALL = 320
DAY = "private, max-age=86400"
SEALED = "default-src 'none'; sandbox"


async def _allowed(request: web.Request) -> Attachment:
    """The stored file, if its ticket is this visitor's to see."""
    found = await Attachment.get_or_none(id=int(request.match_info["id"]))
    if found is None or found.ticket_id is None or not found.storage_key:
        raise NotFound
    if not await Ticket.filter(visible(visitor_of(request).actor), id=found.ticket_id).exists():
        raise NotFound
    return found


async def _bytes(request: web.Request, found: Attachment) -> bytes:
    try:
        return await request.config_dict[STORAGE].get(found.storage_key)
    except FileNotFoundError:
        raise NotFound from None


async def whole(request: web.Request) -> web.StreamResponse:
    """The file; only pictures, sound and film are shown in the browser, all else is saved."""
    found = await _allowed(request)
    return _answer(request, await _bytes(request, found), found.mime, found.name)


async def small(request: web.Request) -> web.StreamResponse:
    """A small picture for lists, without what the camera wrote into it."""
    found = await _allowed(request)
    if not found.mime.startswith("image/"):
        raise NotFound
    try:
        data = await asyncio.to_thread(without_traces, await _bytes(request, found), SMALL)
    except Invalid:
        raise NotFound from None
    return _answer(request, data, "image/jpeg", found.name)


def _answer(request: web.Request, data: bytes, mime: str, name: str) -> web.Response:
    inline = mime.startswith(INLINE)
    shown = quote(clean_name(name))
    headers = {
        "Content-Disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{shown}",
        "Cache-Control": DAY,
        "Content-Security-Policy": SEALED,
        "Accept-Ranges": "bytes",
    }
    kind = mime if inline else "application/octet-stream"
    span = request.http_range
    if span.start is None and span.stop is None:
        return web.Response(body=data, content_type=kind, headers=headers)
    start, stop, _ = span.indices(len(data))
    if start >= stop:
        raise web.HTTPRequestRangeNotSatisfiable
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(data)}"
    return web.Response(status=206, body=data[start:stop], content_type=kind, headers=headers)


DOORS = (
    get(r"/portal/media/{id:\d{1,15}}", whole, STAFF),
    get(r"/portal/media/{id:\d{1,15}}/small", small, STAFF),
)
