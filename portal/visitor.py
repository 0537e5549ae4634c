"""Who is looking at the page: the officer of the session, as the actor whose rights decide."""

from dataclasses import dataclass, replace

from aiohttp import web
from aiohttp_session import Session, get_session

from models.officers import Officer, Role
from portal.entry import sessions
from tickets.access import actor_for, standing_in
from tickets.actor import Actor

LANGUAGES = ("hi", "en")
LANGUAGE_COOKIE = "samvad_language"
SEES_PHONES = frozenset({Role.OFFICER, Role.DEPARTMENT_HEAD, Role.OPERATOR})
"""Those who call citizens back; a supervisor reads figures and cases, not telephone numbers."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in officer, with rights read afresh for this very request."""

    officer: Officer
    actor: Actor
    language: str

    @property
    def role(self) -> Role:
        """The officer's role."""
        return self.officer.role

    @property
    def sees_phones(self) -> bool:
        """Whether telephone numbers are shown to this role."""
        return self.role in SEES_PHONES


VISITOR: web.RequestKey[Visitor] = web.RequestKey("visitor", Visitor)


def language_of(request: web.Request) -> str:
    """The language of the page: what was chosen, else the officer's own, else Hindi."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    visitor = request.get(VISITOR)
    return "en" if visitor and visitor.officer.language == "en" else "hi"


async def identify(request: web.Request) -> Visitor | None:
    """The visitor of the session; nobody when it has ended, was revoked, or the account is closed."""
    session: Session = await get_session(request)
    officer_id = session.get(sessions.OFFICER)
    if officer_id is None:
        return None
    officer = await Officer.filter(id=officer_id, active=True).select_related("department", "area").first()
    if officer is None or officer.session_epoch != session.get(sessions.EPOCH):
        session.invalidate()
        return None
    actor = replace(await actor_for(officer), stands_in_for=await standing_in(officer.id))
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    language = chosen if chosen in LANGUAGES else ("en" if officer.language == "en" else "hi")
    return Visitor(officer, replace(actor, language=language), language)


def visitor_of(request: web.Request) -> Visitor:
    """The visitor of a page that only signed-in officers reach."""
    return request[VISITOR]
