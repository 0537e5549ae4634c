"""The settings in force and where each comes from; secrets only as set or not."""

from dataclasses import dataclass

from aiohttp import web
from pydantic import SecretStr

import settings as loading
from portal.gate import ADMINISTRATORS, get
from portal.keys import SETTINGS
from portal.pages import page
from sections import variable
from settings import SHAPES, Settings


@dataclass(frozen=True, slots=True)
class Setting:
    """One key; `source` is environment, file or default."""

    section: str
    key: str
    value: str
    source: str
    variable: str


def every(chosen: Settings) -> list[Setting]:
    """All keys; what differs from the file's and the defaults' value came from the environment."""
    plain = loading.load(environ={})
    found = []
    for section, shape in SHAPES.items():
        for key, field in shape.model_fields.items():
            value = getattr(getattr(chosen, section), key)
            usual = getattr(getattr(plain, section), key)
            source = "environment" if value != usual else "default" if usual == field.default else "file"
            found.append(Setting(section, key, _shown(value), source, variable(section, key)))
    return found


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "••••••"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    text = "" if value is None else str(value)
    return _without_password(text)


def _without_password(text: str) -> str:
    """A database's address without the password in it."""
    scheme, found, rest = text.partition("://")
    if not found or "@" not in rest:
        return text
    who, _, where = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}:••••••@{where}"


async def settings_page(request: web.Request) -> web.StreamResponse:
    """The table."""
    chosen = request.config_dict[SETTINGS]
    return await page(request, "settings.html", {"rows": every(chosen), "environment": chosen.environment})


DOORS = (get("/portal/admin/settings", settings_page, ADMINISTRATORS),)
