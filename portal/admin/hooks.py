"""Other systems that are told of events: added, tried, switched off and on, with what became of each call."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from tortoise.exceptions import IntegrityError

import clock
from bots import hooks
from models.hooks import WAITING, CallState, Hook, HookCall
from portal import trail
from portal.desk import choices
from portal.forms import Form, form_of, many
from portal.gate import ADMINISTRATORS, get, post
from portal.keys import SETTINGS
from portal.pages import page, see, tell
from portal.visitor import visitor_of
from tickets.errors import NotFound
from tickets.transaction import transaction

HOME = "/portal/admin/hooks"
MOST = 200
CALLS = 50
LONGEST_NAME, LONGEST_URL = 80, 500


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form says of a hook; `events` empty means all."""

    name: str = ""
    url: str = ""
    department: str = ""
    events: tuple[str, ...] = ()


async def listing(request: web.Request) -> web.StreamResponse:
    """Every hook and how it stands."""
    rows = await Hook.all().order_by("name").limit(MOST).select_related("department")
    return await page(request, "hooks.html", {"rows": rows})


async def blank(request: web.Request) -> web.StreamResponse:
    """The form of a new one."""
    return await _form(request, None, Draft(), {})


async def show(request: web.Request) -> web.StreamResponse:
    """One hook: its form, its switches, its newest calls."""
    return await _show(request, await _hook(request))


async def _hook(request: web.Request) -> Hook:
    hook = await Hook.get_or_none(id=int(request.match_info["id"])).select_related("department")
    if hook is None:
        raise NotFound
    return hook


async def _show(request: web.Request, hook: Hook, *, secret: str = "") -> web.StreamResponse:
    department = hook.department.code if hook.department else ""
    draft = Draft(hook.name, hook.url, department, tuple(hook.events))
    return await _form(request, hook, draft, {}, secret=secret)


async def _form(
    request: web.Request, hook: Hook | None, draft: Draft, problems: Mapping[str, str], *, secret: str = ""
) -> web.StreamResponse:
    calls = HookCall.filter(hook_id=hook.id if hook else 0)
    values = {
        "hook": hook,
        "draft": draft,
        "problems": problems,
        "secret": secret,
        "events": hooks.TOLD,
        "departments": (await choices.current()).departments,
        "calls": await calls.order_by("-id").limit(CALLS) if hook else [],
        "waiting": await calls.filter(state__in=WAITING).count() if hook else 0,
        "given_up": CallState.GAVE_UP,
        "ping": hooks.PING,
        "longest": (LONGEST_NAME, LONGEST_URL),
    }
    return await page(request, "hook.html", values, status=400 if problems else 200)


async def create(request: web.Request) -> web.StreamResponse:
    """Add one; its secret is on this page and on no other."""
    draft, problems = await _read(request)
    secret = hooks.new_secret()
    if not problems:
        hook = Hook(secret=secret, created_by=visitor_of(request).officer.id, created_at=clock.now())
        problems = await _store(request, hook, draft)
    if problems:
        return await _form(request, None, draft, problems)
    return await _show(request, await Hook.get(id=hook.id).select_related("department"), secret=secret)


async def save(request: web.Request) -> web.StreamResponse:
    """Change where it leads and what it is told; the secret stays."""
    hook = await _hook(request)
    draft, problems = await _read(request)
    problems = problems or await _store(request, hook, draft)
    if problems:
        return await _form(request, hook, draft, problems)
    await tell(request, "saved")
    raise see(f"{HOME}/{hook.id}")


async def _read(request: web.Request) -> tuple[Draft, dict[str, str]]:
    form, events = await form_of(request), await many(request, "event")
    draft = Draft(
        form.text("name"), form.text("url"), form.text("department", 40),
        tuple(verb.value for verb in hooks.TOLD if verb.value in events),
    )  # fmt: skip
    return draft, _faults(request, draft, form)


def _faults(request: web.Request, draft: Draft, form: Form) -> dict[str, str]:
    chosen, problems = request.config_dict[SETTINGS], {}
    if not draft.name or len(draft.name) > LONGEST_NAME:
        problems["name"] = "long" if draft.name else "missing"
    plain = chosen.environment != "production"
    fault = hooks.address_fault(draft.url, plain=plain, private_hosts=chosen.hooks.private_hosts)
    if not draft.url or len(draft.url) > LONGEST_URL or fault:
        problems["url"] = "missing" if not draft.url else fault or "long"
    return problems


async def _store(request: web.Request, hook: Hook, draft: Draft) -> dict[str, str]:
    """Write it down, with a line in the access log; what stands in the way otherwise."""
    known = {one.code: one for one in (await choices.current()).departments}
    if draft.department and draft.department not in known:
        return {"department": "unknown"}
    hook.name, hook.url, hook.events = draft.name, draft.url, list(draft.events)
    hook.department = known.get(draft.department)
    try:
        async with transaction():
            await hook.save()
            await trail.note(request, "hooks-saved", hook.name, hook.url.partition("?")[0])
    except IntegrityError:
        return {"name": "taken"}
    return {}


async def ping(request: web.Request) -> web.StreamResponse:
    """Send a test call."""
    hook = await _hook(request)
    if not hook.active:
        raise web.HTTPBadRequest
    await hooks.ping(hook)
    return await _done(request, hook, "ping")


async def off(request: web.Request) -> web.StreamResponse:
    """Tell it nothing more."""
    hook = await _hook(request)
    await hooks.switch_off(hook, hooks.OFF_BY_HAND)
    return await _done(request, hook, "off")


async def on(request: web.Request) -> web.StreamResponse:
    """Tell it again, from now on."""
    hook = await _hook(request)
    await hooks.switch_on(hook)
    return await _done(request, hook, "on")


async def again(request: web.Request) -> web.StreamResponse:
    """Try a call once more that was given up."""
    hook, form = await _hook(request), await form_of(request)
    if not hook.active or not await hooks.try_again(hook, form.number("call") or 0):
        raise web.HTTPBadRequest
    return await _done(request, hook, "retry")


async def remove(request: web.Request) -> web.StreamResponse:
    """Forget it and all its calls."""
    hook = await _hook(request)
    async with transaction():
        await trail.note(request, "hooks-removed", hook.name)
        await hook.delete()
    await tell(request, "removed")
    raise see(HOME)


async def renew(request: web.Request) -> web.StreamResponse:
    """A new secret, shown on this page alone; the old one signs nothing more."""
    hook, secret = await _hook(request), hooks.new_secret()
    async with transaction():
        await Hook.filter(id=hook.id).update(secret=secret)
        await trail.note(request, "hooks-secret", hook.name)
    return await _show(request, hook, secret=secret)


async def _done(request: web.Request, hook: Hook, what: str) -> web.StreamResponse:
    await trail.note(request, f"hooks-{what}", hook.name)
    await tell(request, f"hooks-did-{what}")
    raise see(f"{HOME}/{hook.id}")


_ONE = HOME + r"/{id:\d{1,15}}"
DOORS = (
    get(HOME, listing, ADMINISTRATORS),
    get(f"{HOME}/new", blank, ADMINISTRATORS),
    post(f"{HOME}/new", create, ADMINISTRATORS),
    get(_ONE, show, ADMINISTRATORS),
    post(_ONE, save, ADMINISTRATORS),
    post(f"{_ONE}/ping", ping, ADMINISTRATORS),
    post(f"{_ONE}/off", off, ADMINISTRATORS),
    post(f"{_ONE}/on", on, ADMINISTRATORS),
    post(f"{_ONE}/retry", again, ADMINISTRATORS),
    post(f"{_ONE}/secret", renew, ADMINISTRATORS),
    post(f"{_ONE}/remove", remove, ADMINISTRATORS),
)
