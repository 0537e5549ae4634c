"""Proof that a form is our own: a secret of the session, sent masked, compared in constant time."""

import base64
import binascii
import secrets
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp_session import get_session

from portal.keys import SETTINGS

FIELD = "csrf"
KEPT_AS = "csrf"
LENGTH = 24


async def token(request: web.Request) -> str:
    """The form's hidden field; different on each page, so that compressed pages tell nothing."""
    session = await get_session(request)
    if KEPT_AS not in session:
        session[KEPT_AS] = secrets.token_hex(LENGTH)
    pad = secrets.token_bytes(LENGTH)
    hidden = _xor(pad, bytes.fromhex(session[KEPT_AS]))
    return base64.urlsafe_b64encode(pad + hidden).decode()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(left, right, strict=True))


def _unmasked(given: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(given)
    except (binascii.Error, ValueError):
        return b""
    return _xor(raw[:LENGTH], raw[LENGTH:]) if len(raw) == 2 * LENGTH else b""


async def holds(request: web.Request) -> bool:
    """Whether this POST came from one of our own pages, in this session."""
    if not _same_origin(request):
        return False
    session = await get_session(request)
    expected = session.get(KEPT_AS)
    if not expected:
        return False
    given = (await request.post()).get(FIELD)
    return isinstance(given, str) and secrets.compare_digest(_unmasked(given), bytes.fromhex(expected))


def _same_origin(request: web.Request) -> bool:
    """Browsers say where a form came from; what they say must be us."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    ours = {urlsplit(request.config_dict[SETTINGS].web.public_url).netloc, request.host}
    return urlsplit(origin).netloc in ours
