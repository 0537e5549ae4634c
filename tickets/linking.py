"""One-time codes that join an officer's account, or a second channel, to the person who types them."""

import hashlib
import secrets
from datetime import timedelta

from tortoise.expressions import F

import clock
from models.officers import Officer
from models.people import LinkCode, Person
from tickets import people
from tickets.errors import Invalid, NotPossible
from tickets.transaction import transaction

LASTS = timedelta(minutes=10)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No letter that is mistaken for a digit, read aloud or on paper."""
LENGTH = 8
MOST_WRONG = 5
WRONG_WITHIN = timedelta(minutes=15)
OFFICER, CHANNEL, WRONG = "officer", "channel", "wrong"


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(f"samvad-link:{plain}".encode()).hexdigest()


async def make_code(officer: Officer) -> str:
    """A new code for an officer's account; older ones stop working. Shown once, stored only as a digest."""
    await LinkCode.filter(purpose=OFFICER, officer_id=officer.id, used_at=None).delete()
    return await _make(OFFICER, officer_id=officer.id)


async def make_channel_code(person_id: int) -> str:
    """A new code by which a person joins a second channel to themselves."""
    await LinkCode.filter(purpose=CHANNEL, person_id=person_id, used_at=None).delete()
    return await _make(CHANNEL, person_id=person_id)


async def _make(purpose: str, *, officer_id: int | None = None, person_id: int | None = None) -> str:
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    await LinkCode.create(
        purpose=purpose,
        code_hash=_hash(code),
        officer_id=officer_id,
        person_id=person_id,
        expires_at=clock.now() + LASTS,
    )
    return f"{code[:4]}-{code[4:]}"


async def use_code(code: str, person: Person) -> dict[str, str]:
    """Join the account or channel the code stands for to this person; tells what was linked.

    Raises Invalid("wrong-code") alike for unknown, used and expired ones, NotPossible("too-many-codes")
    after five wrong ones in a quarter of an hour.
    """
    now = clock.now()
    await _check_throttle(person)
    claimed = await LinkCode.filter(code_hash=_hash(code), used_at=None, expires_at__gt=now).update(
        used_at=now
    )
    if not claimed:
        await _count_wrong(person)
        raise Invalid("wrong-code", field="code")
    found = await LinkCode.get(code_hash=_hash(code))
    if found.officer_id is not None:
        return await _link_officer(found.officer_id, person)
    return await _link_channel(found.person_id, person)


async def _check_throttle(person: Person) -> None:
    row = await LinkCode.get_or_none(purpose=WRONG, code_hash=_wrong_key(person))
    if row is not None and row.attempts >= MOST_WRONG and row.expires_at > clock.now():
        raise NotPossible("too-many-codes")


def _wrong_key(person: Person) -> str:
    return hashlib.sha256(f"samvad-wrong:{person.id}".encode()).hexdigest()


async def _count_wrong(person: Person) -> None:
    now, key = clock.now(), _wrong_key(person)
    await LinkCode.filter(code_hash=key, expires_at__lte=now).delete()
    if not await LinkCode.filter(code_hash=key).update(attempts=F("attempts") + 1):
        await LinkCode.create(
            purpose=WRONG, code_hash=key, person_id=person.id, expires_at=now + WRONG_WITHIN, attempts=1
        )


async def _link_officer(officer_id: int, person: Person) -> dict[str, str]:
    async with transaction():
        officer = await Officer.select_for_update().get_or_none(id=officer_id, active=True)
        if officer is None:
            raise Invalid("wrong-code", field="code")
        # One chat answers for one account: whoever held it before is no longer told anything.
        await Officer.filter(person_id=person.id).exclude(id=officer.id).update(person_id=None)
        officer.person_id = person.id
        await officer.save(update_fields=["person_id"])
    return {
        "what": OFFICER,
        "role": officer.role.value,
        "name_hi": officer.name_hi,
        "name_en": officer.name_en,
    }


async def _link_channel(owner_id: int | None, person: Person) -> dict[str, str]:
    """The typing person becomes part of the one who showed the code: identities and tickets move over."""
    if owner_id is None or owner_id == person.id:
        raise Invalid("wrong-code", field="code")
    owner = await people.merge(owner_id, person.id)
    return {"what": CHANNEL, "name": owner.name}
