"""What can be asked for: the discovery document, the services (our categories), what each wants to know."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

import texts
from models.areas import AreaKind
from models.departments import Category, Department
from models.states import Kind
from portal.desk import choices
from portal.desk.choices import Choices
from portal.keys import SETTINGS
from portal.open311 import entrance
from portal.open311.answers import Refused, answer

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-30T00:00:00+05:30"
"""When this interface last changed; whoever changes it sets the date anew."""
FORMATS = ["text/xml", "application/json"]
LANGUAGES = ("hi", "en")


@dataclass(frozen=True, slots=True)
class Service:
    """A category in force and the department that answers for it."""

    category: Category
    department: Department

    @property
    def code(self) -> str:
        """The service's code, which is the category's."""
        return self.category.code


def services_of(known: Choices) -> dict[str, Service]:
    """The active categories of active departments by their code, in the order of the departments."""
    return {
        category.code: Service(category, department)
        for department in known.departments
        for category in known.categories_of(department.id)
    }


def language_of(request: web.Request, given: str = "") -> str:
    """The language of names and notices: `locale`, else Hindi."""
    chosen = (given or request.query.get("locale", ""))[:2].lower()
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def in_jurisdiction(given: str | None, known: Choices) -> None:
    """One server serves one tree: its state or a district in it may be named, another one's is refused."""
    served = {area.code for area in known.areas.values() if area.kind in (AreaKind.STATE, AreaKind.DISTRICT)}
    if given and given not in served:
        raise Refused(404, "jurisdiction_id: is not served here")


async def discovery(request: web.Request) -> web.Response:
    """Where everything is."""
    await entrance.stranger(request)
    settings = request.config_dict[SETTINGS]
    home = settings.web.public_url
    is_production = settings.environment == "production"
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{home}/open311/v2",
        "changeset": CHANGED,
        "type": "production" if is_production else "test",
        "formats": FORMATS,
    }
    contact = f"{home}/public/contact"
    found = {"changeset": CHANGED, "contact": contact, "key_service": contact, "endpoints": [endpoint]}
    return _lasting(answer(request, "discovery", found))


async def listing(request: web.Request) -> web.Response:
    """Every service."""
    await entrance.stranger(request)
    known = await choices.current()
    in_jurisdiction(request.query.get("jurisdiction_id"), known)
    language = language_of(request)
    found = [_told(service, language) for service in services_of(known).values()]
    return _lasting(answer(request, "services", found))


def _told(service: Service, language: str) -> dict[str, Any]:
    category, department = service.category, service.department
    days = category.days_problem
    about = texts.say(language, "portal-api-service", department=department.name(language), days=days)
    keywords = (category.name_hi, category.name_en, department.short_hi, department.short_en)
    return {
        "service_code": service.code,
        "service_name": category.name(language),
        "description": about,
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(dict.fromkeys(word.replace(",", " ") for word in keywords)),
        "group": department.name(language),
    }


async def definition(request: web.Request) -> web.Response:
    """What one service wants to know: whether it is a problem, a demand or a suggestion."""
    await entrance.stranger(request)
    known = await choices.current()
    in_jurisdiction(request.query.get("jurisdiction_id"), known)
    code = request.match_info["service_code"]
    if code not in services_of(known):
        raise Refused(404, "service_code: is not one of services")
    language = language_of(request)
    kind = {
        "variable": True,
        "code": "kind",
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": texts.say(language, "portal-api-kind-how"),
        "order": 1,
        "description": texts.say(language, "portal-api-kind"),
        "values": [
            {"key": one.value, "name": texts.say(language, f"portal-kind-{one.value}")} for one in Kind
        ],
    }
    found = {"service_code": code, "attributes": [kind]}
    return _lasting(answer(request, "service_definition", found))


def _lasting(response: web.Response) -> web.Response:
    """The same for everybody for some minutes."""
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
