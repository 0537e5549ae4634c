"""An officer's own account: password, language, alerts, open sessions."""

from aiohttp import web
from aiohttp_session import get_session
from tortoise.expressions import F

from portal import trail
from portal.entry import passwords, sessions
from portal.forms import form_of
from portal.gate import SIGNED_IN, get, post
from portal.keys import SETTINGS
from portal.open.language import YEAR_S
from portal.pages import KEYS_COOKIE, page, see, tell
from portal.visitor import visitor_of

ALERTS = ("bundle", "once")
KEYS = ("on", "off")


async def account_page(request: web.Request) -> web.StreamResponse:
    """What an officer can set for themselves."""
    return await _show(request)


async def _show(request: web.Request, problem: str = "") -> web.StreamResponse:
    found = await sessions.listed(request, visitor_of(request).officer.id)
    values = {"sessions": found, "alerts": ALERTS, "keys": KEYS, "problem": problem}
    return await page(request, "account.html", values, status=400 if problem else 200)


async def set_password(request: web.Request) -> web.StreamResponse:
    """A new password ends every other session."""
    officer = visitor_of(request).officer
    form = await form_of(request)
    new = form.text("new", 256)
    problem = passwords.weakness(new, officer.username)
    if officer.password_hash and not await passwords.matches(
        officer.password_hash, form.text("current", 256)
    ):
        problem = "current"
    if problem:
        return await _show(request, problem)
    officer.password_hash = await passwords.hashed(new)
    officer.session_epoch += 1
    await officer.save(update_fields=["password_hash", "session_epoch"])
    await sessions.begin(request, officer)
    await trail.note(request, "password-changed", officer.username)
    await tell(request, "account-password-saved")
    raise see("/portal/account")


async def set_preferences(request: web.Request) -> web.StreamResponse:
    """Language of messages and pages, and when alerts come."""
    officer = visitor_of(request).officer
    form = await form_of(request)
    if form.text("language") in ("hi", "hne", "en"):
        officer.language = form.text("language")
    if form.text("alerts") in ALERTS:
        officer.alerts = form.text("alerts")
    await officer.save(update_fields=["language", "alerts"])
    await tell(request, "saved")
    back = see("/portal/account")
    if form.text("keys") in KEYS:
        secure = request.config_dict[SETTINGS].web.public_url.startswith("https://")
        back.set_cookie(
            KEYS_COOKIE, form.text("keys"), max_age=YEAR_S, samesite="Lax", secure=secure, httponly=True
        )
    raise back


async def take_place(request: web.Request) -> web.StreamResponse:
    """See the portal as an account on leave does, or again as one's own; only in the place of the absent."""
    visitor = visitor_of(request)
    wanted = (await form_of(request)).number("officer")
    place = next((one for one in visitor.absent if one.id == wanted), None)
    session = await get_session(request)
    if place is None:
        session.pop(sessions.PLACE, None)
    else:
        session[sessions.PLACE] = place.id
        await trail.note(request, "place-taken", place.username)
    raise see("/portal")


async def end_session(request: web.Request) -> web.StreamResponse:
    """End one of one's own sessions."""
    await sessions.revoke(
        request, visitor_of(request).officer.id, (await form_of(request)).text("session", 16)
    )
    await tell(request, "account-session-ended")
    raise see("/portal/account")


async def end_all(request: web.Request) -> web.StreamResponse:
    """Sign out everywhere, here too."""
    officer = visitor_of(request).officer
    await type(officer).filter(id=officer.id).update(session_epoch=F("session_epoch") + 1)
    await sessions.end(request)
    raise see("/portal/sign-in")


DOORS = (
    get("/portal/account", account_page, SIGNED_IN),
    post("/portal/account/password", set_password, SIGNED_IN),
    post("/portal/account/preferences", set_preferences, SIGNED_IN),
    post("/portal/account/place", take_place, SIGNED_IN),
    post("/portal/account/session", end_session, SIGNED_IN),
    post("/portal/account/everywhere", end_all, SIGNED_IN),
)
