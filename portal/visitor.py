"""Who is looking at the page: the officer of the session, as the actor whose rights decide."""

from dataclasses import dataclass, replace

from aiohttp import web
from aiohttp_session import Session, get_session

from models.officers import Officer, Role
from portal.entry import sessions
from tickets import leave
from tickets.access import actor_for
from tickets.actor import Actor

LANGUAGES = ("hi", "en")
LANGUAGE_COOKIE = "samvad_language"
SEES_PHONES = frozenset({Role.OFFICER, Role.DEPARTMENT_HEAD, Role.OPERATOR})
"""Those who call citizens back; a supervisor reads figures and cases, not telephone numbers."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in officer, with rights read afresh for this very request.

    `absent` are the accounts on leave they stand in for; `place` is the one whose place they have taken to
    see the portal as that account does, until they go back to their own.
    """

    officer: Officer
    actor: Actor
    language: str
    absent: tuple[Officer, ...] = ()
    place: Officer | None = None

    @property
    def seat(self) -> Officer:
        """The account whose pages these are."""
        return self.place or self.officer

    @property
    def role(self) -> Role:
        """The role that opens doors."""
        return self.seat.role

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
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    language = chosen if chosen in LANGUAGES else ("en" if officer.language == "en" else "hi")
    own = replace(await actor_for(officer), language=language)
    absent = tuple(await leave.covered_by(officer))
    lent = {one.id: await leave.lent(own, one) for one in absent}
    place = next((one for one in absent if one.id == session.get(sessions.PLACE)), None)
    actor = lent[place.id] if place else replace(own, stands_in_for=tuple(lent.values()))
    return Visitor(officer, actor, language, absent, place)


def visitor_of(request: web.Request) -> Visitor:
    """The visitor of a page that only signed-in officers reach."""
    return request[VISITOR]
