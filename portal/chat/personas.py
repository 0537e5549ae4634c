"""Whom the person at the web chat may be: the visitor, and in the demo also the fictional officers."""

from dataclasses import dataclass

from bots.webchat import NAME
from models.officers import Officer
from models.people import Identity

OFFICER = "demo."


class UnknownPersona(Exception):
    """The page asked to be somebody it may not be."""


@dataclass(frozen=True, slots=True)
class Persona:
    """One line of the page's switch."""

    id: str
    name: str
    role: str


async def available(*, demo: bool, language: str) -> list[Persona]:
    """The citizens of this browser, then in the demo one officer of every kind."""
    found = [Persona("1", "", "citizen"), Persona("2", "", "citizen")]
    if not demo:
        return found[:1]
    officers = (
        await Officer.filter(demo=True, active=True).order_by("id").prefetch_related("department", "area")
    )
    for officer in officers:
        place = " · ".join(
            filter(
                None,
                (
                    officer.department.short(language) if officer.department else "",
                    officer.area.name(language),
                ),
            )
        )
        found.append(
            Persona(OFFICER + officer.username, f"{officer.name(language)} — {place}", officer.role.value)
        )
    return found


async def address(visitor: str, persona: str, *, demo: bool) -> str:
    """The channel address a persona writes from; raises UnknownPersona."""
    if persona == "1":
        return visitor
    if persona == "2" and demo:
        return f"{visitor}.2"
    if persona.startswith(OFFICER) and demo and await _is_demo_officer(persona):
        return persona
    raise UnknownPersona(persona)


async def _is_demo_officer(persona: str) -> bool:
    """Only accounts of the demo district, and only by the chat they were given when it was loaded."""
    if not await Officer.exists(username=persona.removeprefix(OFFICER), demo=True, active=True):
        return False
    return await Identity.exists(channel=NAME, external_id=persona)
