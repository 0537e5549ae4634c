"""Renders a template with what every page needs: language, texts, visitor, navigation, notice."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web
from aiohttp_session import STORAGE_KEY, get_session
from markupsafe import Markup, escape

import texts
from models.officers import Role
from portal import assets, words
from portal.entry import csrf
from portal.keys import SETTINGS
from portal.visitor import VISITOR, language_of
from tickets.errors import TicketError

TEMPLATES: web.AppKey[jinja2.Environment] = web.AppKey("portal-templates", jinja2.Environment)
FOLDER = Path(__file__).parent / "templates"
NOTICE = "notice"
KEYS_COOKIE = "samvad_keys"
"""Of this browser: single keys can be switched off, for those who dictate or type by other means."""
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")

NAVIGATION: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("board", "/portal/board", frozenset({Role.SUPERVISOR, Role.DEPARTMENT_HEAD})),
    ("meetings", "/portal/meetings", frozenset({Role.SUPERVISOR})),
    ("digests", "/portal/digests", frozenset({Role.SUPERVISOR, Role.DEPARTMENT_HEAD})),
    ("broadcasts", "/portal/broadcasts", frozenset({Role.SUPERVISOR, Role.DEPARTMENT_HEAD})),
    ("tickets", "/portal/tickets", frozenset(Role) - {Role.ADMINISTRATOR}),
    ("screening", "/portal/screening", frozenset({Role.OPERATOR, Role.SUPERVISOR})),
    ("intake", "/portal/intake", frozenset({Role.OPERATOR})),
    ("calls", "/portal/calls", frozenset({Role.OPERATOR})),
    ("admin", "/portal/admin", frozenset({Role.ADMINISTRATOR})),
    ("person", "/portal/person", frozenset({Role.OPERATOR, Role.ADMINISTRATOR})),
    ("audit", "/portal/admin/audit", frozenset({Role.SUPERVISOR})),
    ("trial", "/portal/admin/trial", frozenset({Role.SUPERVISOR})),
    ("parked", "/portal/parked", frozenset({Role.OPERATOR, Role.ADMINISTRATOR})),
    ("messages", "/portal/messages", frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})),
)


@jinja2.pass_context
def _t(context: jinja2.runtime.Context, text_id: str, **values: str | int) -> str:
    return texts.say(context["language"], f"portal-{text_id}", **values)


@jinja2.pass_context
def _moment(context: jinja2.runtime.Context, at: Any) -> str:
    return words.moment(context["language"], at) if at else ""


@jinja2.pass_context
def _ago(context: jinja2.runtime.Context, at: Any) -> str:
    return words.ago(context["language"], at) if at else ""


@jinja2.pass_context
def _day(context: jinja2.runtime.Context, when: Any) -> str:
    return words.short_day(context["language"], when) if when else ""


@jinja2.pass_context
def _span(context: jinja2.runtime.Context, hours: float | None) -> str:
    return words.span(context["language"], hours)


@jinja2.pass_context
def _number(context: jinja2.runtime.Context, value: float) -> str:
    return _written(context["language"], value)


@lru_cache(maxsize=4_096)
def _written(language: str, value: float) -> str:
    """The board writes hundreds of numbers, most of them small."""
    return texts.number(language, value)


@jinja2.pass_context
def _refused(context: jinja2.runtime.Context, refusal: TicketError) -> str:
    """Why something was refused, in words that say what to do."""
    ways = (f"portal-refused-{refusal.code}", f"refused-{refusal.code}", f"refused-{type(refusal).code}")
    known = next((text_id for text_id in ways if texts.has(text_id)), "portal-refused-refused")
    return texts.say(context["language"], known, **refusal.values)


def _bold(text: str) -> Markup:
    """A chat's only markup as chats show it; everything else stays what was written."""
    return Markup(BOLD.sub(r"<b>\1</b>", str(escape(text))))  # noqa: S704  escaped before


@jinja2.pass_context
def _csrf_field(context: jinja2.runtime.Context) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(csrf.FIELD, context["csrf"])


@jinja2.pass_context
def _named(context: jinja2.runtime.Context, row: Any) -> str:
    """A department, category, area or officer in the page's language."""
    return row.name(context["language"]) if row is not None else ""


@cache
def _environment() -> jinja2.Environment:
    """Escaping on, nothing reloaded; each template is compiled once a process."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        t=_t,
        asset=assets.address,
        refused=_refused,
        csrf_field=_csrf_field,
        span=_span,
        attribute=getattr,
        has_text=lambda text_id: texts.has(f"portal-{text_id}"),
    )
    environment.filters.update(bold=_bold, moment=_moment, ago=_ago, day=_day, number=_number, named=_named)
    return environment


def setup(app: web.Application) -> None:
    """Give the application its templates."""
    app[TEMPLATES] = _environment()


async def page(
    request: web.Request, template: str, values: Mapping[str, Any], *, status: int = 200, bare: bool = False
) -> web.Response:
    """The page; `bare` leaves out everything that needs a session (failures, public pages)."""
    bare = bare or STORAGE_KEY not in request
    visitor = None if bare else request.get(VISITOR)
    language = language_of(request)
    context: dict[str, Any] = {
        "language": language,
        "other_language": "en" if language == "hi" else "hi",
        "visitor": visitor,
        "path": request.path,
        "here": request.path_qs,
        "keys_off": request.cookies.get(KEYS_COOKIE) == "off",
        "navigation": [(key, href) for key, href, roles in NAVIGATION if visitor and visitor.role in roles],
        "csrf": "" if bare else await csrf.token(request),
        "notice": None if bare else await _notice(request),
        "public_url": request.config_dict[SETTINGS].web.public_url,
        **values,
    }
    response = aiohttp_jinja2.render_template(template, request, context, app_key=TEMPLATES, status=status)
    response.enable_compression()
    return response


async def _notice(request: web.Request) -> list[Any] | None:
    session = await get_session(request)
    found: list[Any] | None = session.get(NOTICE)
    if found:
        del session[NOTICE]
    return found


async def tell(request: web.Request, text_id: str, tone: str = "good", **values: str | int) -> None:
    """Say this on the next page the visitor sees; `text_id` is one of portal.ftl without its "portal-"."""
    session = await get_session(request)
    session[NOTICE] = [tone, text_id, values]


def see(path: str) -> web.HTTPSeeOther:
    """The way on after a form; a reload repeats nothing."""
    return web.HTTPSeeOther(path)
