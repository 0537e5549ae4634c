"""Who is writing, in one statement: session state, officer account, how many tickets are open."""

from dataclasses import dataclass

from bots import hot
from bots.dialog.facts import PersonFacts
from models.people import Identity
from tickets.actor import Actor, ActorKind

_QUERY = """
SELECT s.state AS state, o.id AS officer_id, o.role AS role, o.level AS level, o.name_hi AS name_hi,
       o.name_en AS name_en, o.department_id AS department_id, a.path AS area_path,
       (SELECT count(*) FROM ticket t WHERE t.citizen_id = $1 AND t.status IN
         ('submitted', 'screening', 'assigned', 'in_progress', 'waiting_citizen', 'resolved', 'reopened',
          'appealed')) AS open
FROM (SELECT 1 AS one) AS always
LEFT JOIN session s ON s.identity_id = $2
LEFT JOIN officer o ON o.person_id = $1 AND o.active
LEFT JOIN area a ON a.id = o.area_id
ORDER BY o.id LIMIT 1
"""


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
    person = identity.person
    row = (await hot.rows(_QUERY, person.id, identity.id))[0]
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
    return Standing(
        row["state"] or "", facts, Actor(ActorKind.CITIZEN, person.id, language=language), officer
    )
