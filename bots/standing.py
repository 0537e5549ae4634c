"""Who is writing, in one statement: session state, officer account, how many tickets are open."""

from dataclasses import dataclass

import clock
from bots import hot
from bots.dialog.facts import PersonFacts
from models.officers import Officer
from models.people import Identity
from tickets import leave
from tickets.actor import Actor, ActorKind

COLUMNS = """
s.state AS state, o.id AS officer_id, o.role AS role, o.level AS level, o.name_hi AS name_hi,
o.name_en AS name_en, o.department_id AS department_id, a.path AS area_path,
(SELECT max(l.ends) FROM leave l WHERE l.substitute_id = o.id) AS stands_in_until,
(SELECT count(*) FROM ticket t WHERE t.citizen_id = p.id AND t.status IN
  ('submitted', 'screening', 'assigned', 'in_progress', 'waiting_citizen', 'resolved', 'reopened',
   'appealed')) AS open
"""
JOINS = """
LEFT JOIN session s ON s.identity_id = i.id
LEFT JOIN officer o ON o.person_id = p.id AND o.active
LEFT JOIN area a ON a.id = o.area_id
"""
_QUERY = f"""
SELECT {COLUMNS} FROM identity i JOIN person p ON p.id = i.person_id {JOINS} WHERE i.id = $1
ORDER BY o.id LIMIT 1
"""  # noqa: S608  (our own constants)


@dataclass(frozen=True, slots=True)
class Standing:
    """The session as stored, and in which roles this person may act."""

    state: str
    facts: PersonFacts
    citizen: Actor
    officer: Actor | None

    @property
    def actor(self) -> Actor:
        """The officer where the person is one, else the citizen."""
        return self.officer or self.citizen


async def of(identity: Identity) -> Standing:
    """Everything about the writer that the dialog may know; `identity.person` must be loaded."""
    return await of_row(identity, (await hot.rows(_QUERY, identity.id))[0])


async def of_row(identity: Identity, row: hot.Row) -> Standing:
    """The same from a row with `COLUMNS`; asks further only for those who stand in for somebody."""
    person = identity.person
    facts = PersonFacts(
        name=person.name,
        language=person.language,
        area_id=person.area_id,
        address=person.address,
        consent_version=person.consent_version,
        stopped=person.stopped_at is not None,
        open_tickets=row["open"],
        role=row["role"] or "",
        officer_name=(row["name_en"] if person.language == "en" else row["name_hi"]) or "",
        phone_known=bool(person.phone),
    )
    language = person.language or "hi"
    officer = None
    if row["officer_id"]:
        officer = Actor(
            kind=ActorKind(row["role"]),
            id=row["officer_id"],
            department_id=row["department_id"],
            area_path=row["area_path"] or "",
            level=row["level"],
            language=language,
        )
        if str(row["stands_in_until"] or "") >= clock.today_local().isoformat():
            officer = await leave.with_lent(officer, await Officer.get(id=row["officer_id"]))
    return Standing(
        row["state"] or "", facts, Actor(ActorKind.CITIZEN, person.id, language=language), officer
    )
