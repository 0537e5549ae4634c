"""The sign-in pages: password and code, one-time links, leaving."""

import unicodedata

from aiohttp import web
from aiohttp_session import get_session

from models.officers import Officer
from portal import trail
from portal.entry import codes, passwords, sessions, throttle
from portal.forms import form_of
from portal.gate import EVERYBODY, SIGNED_IN, get, local, post
from portal.keys import SETTINGS
from portal.pages import page, see
from portal.visitor import VISITOR
from tickets import signin as links

YEAR_S = 365 * 24 * 3600


async def sign_in_page(request: web.Request) -> web.StreamResponse:
    """The form."""
    target = local(request.query.get("next"))
    if request.get(VISITOR):
        raise see(target)
    return await page(request, "sign_in.html", {"next": target, "problem": "", "username": ""})


async def sign_in(request: web.Request) -> web.StreamResponse:
    """First step: the password; wrong name and wrong password look and last alike."""
    form = await form_of(request)
    username, target = form.text("username", 60).lower(), local(form.text("next", 600))
    tried = throttle.attempt(request, username)
    if not await throttle.take(request, tried):
        return await _again(request, username, target, "often", 429)
    officer = await Officer.get_or_none(username=username, active=True)
    if (
        not await passwords.matches(officer.password_hash if officer else "", form.text("password", 256))
        or not officer
    ):
        await trail.note(request, "sign-in-refused", username, officer_id=officer.id if officer else None)
        return await _again(request, username, target, "wrong", 400)
    await throttle.give_back(request, tried)
    if not await codes.send(await get_session(request), officer, target):
        return await _again(request, username, target, "no-chat", 400)
    raise see("/portal/sign-in/code")


async def _again(
    request: web.Request, username: str, target: str, problem: str, status: int
) -> web.StreamResponse:
    values = {"next": target, "problem": problem, "username": username}
    return await page(request, "sign_in.html", values, status=status)


async def code_page(request: web.Request) -> web.StreamResponse:
    """Asks for the code that went to the chat."""
    if codes.awaited(await get_session(request)) is None:
        raise see("/portal/sign-in")
    return await page(request, "sign_in_code.html", {"problem": ""})


async def code(request: web.Request) -> web.StreamResponse:
    """Second step: the code."""
    session = await get_session(request)
    pending = codes.awaited(session)
    if pending is None:
        raise see("/portal/sign-in")
    officer = await Officer.get_or_none(id=pending.officer_id, active=True)
    if officer is None:
        raise see("/portal/sign-in")
    tried = throttle.attempt(request, officer.username)
    if not await throttle.take(request, tried):
        return await page(request, "sign_in_code.html", {"problem": "often"}, status=429)
    if not codes.check(session, _digits((await form_of(request)).text("code", 20))):
        return await page(request, "sign_in_code.html", {"problem": "wrong"}, status=400)
    await throttle.forgive(request, tried)
    return await _enter(request, officer, pending.next, "password")


def _digits(text: str) -> str:
    """The digits of any script, as ASCII."""
    return "".join(
        str(unicodedata.decimal(sign)) for sign in text if unicodedata.decimal(sign, None) is not None
    )


async def link_page(request: web.Request) -> web.StreamResponse:
    """Shows whom a link signs in; opening it uses nothing up, because chats fetch previews of links.

    The demo district's links are meant for a person at this very machine and sign in at once.
    """
    token = request.match_info["token"]
    officer = await links.owner(token)
    if officer is None:
        return await page(request, "link.html", {"officer": None, "token": ""}, status=404)
    if officer.demo and request.config_dict[SETTINGS].environment != "production":
        return await link(request)
    return await page(request, "link.html", {"officer": officer, "token": token})


async def link(request: web.Request) -> web.StreamResponse:
    """Signs in by the link, once."""
    officer = await links.use(request.match_info["token"])
    if officer is None:
        return await page(request, "link.html", {"officer": None, "token": ""}, status=404)
    return await _enter(request, officer, "/portal", "link")


async def _enter(request: web.Request, officer: Officer, target: str, how: str) -> web.StreamResponse:
    await sessions.begin(request, officer)
    await trail.note(request, "sign-in", officer.username, how, officer_id=officer.id)
    response = web.Response(status=303, headers={"Location": target})
    secure = request.config_dict[SETTINGS].web.public_url.startswith("https://")
    response.set_cookie(
        throttle.DEVICE_COOKIE,
        throttle.device_cookie(request, officer.username),
        max_age=YEAR_S,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
    return response


async def sign_out(request: web.Request) -> web.StreamResponse:
    """Leave."""
    await sessions.end(request)
    raise see("/portal/sign-in")


DOORS = (
    get("/portal/sign-in", sign_in_page, EVERYBODY),
    post("/portal/sign-in", sign_in, EVERYBODY),
    get("/portal/sign-in/code", code_page, EVERYBODY),
    post("/portal/sign-in/code", code, EVERYBODY),
    get("/portal/sign-in/link/{token}", link_page, EVERYBODY),
    post("/portal/sign-in/link/{token}", link, EVERYBODY),
    post("/portal/sign-out", sign_out, SIGNED_IN),
)
