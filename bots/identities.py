"""Who wrote: finds, creates and joins the identities a person reaches us by."""

from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any

from bots import hot
from bots.inbound import IdentityChange, Sender
from bots.moment import Raced
from models.people import Identity, Person
from tickets import people
from tickets.errors import TicketError

_FIND = """
SELECT {columns} FROM identity i JOIN person p ON p.id = i.person_id
WHERE i.channel = $1 AND (i.external_id = $2 OR i.phone = $3)
ORDER BY CASE WHEN i.external_id = $2 THEN 0 ELSE 1 END, i.id
FOR UPDATE OF i
"""


@cache
def columns() -> str:
    """Both tables' columns, which Tortoise knows only once it is initialised."""
    names = [f'i."{name}" AS "i_{name}"' for name in _fields(Identity)]
    names += [f'p."{name}" AS "p_{name}"' for name in _fields(Person)]
    return ", ".join(names)


def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(kind._meta.db_fields)  # noqa: SLF001  (the joined statement needs both tables' columns)


def _model(kind: Any, row: hot.Row, prefix: str) -> Any:
    return kind._init_from_db(**{name: row[prefix + name] for name in _fields(kind)})  # noqa: SLF001  (the way Tortoise makes rows)


def of_row(row: hot.Row) -> Identity:
    """An identity with its person, from a row with `columns`."""
    found: Identity = _model(Identity, row, "i_")
    found.person = _model(Person, row, "p_")
    return found


async def find(channel: str, external_id: str | None, phone: str | None) -> list[Identity]:
    """Lock and load the identities of an id or a number, the one of the id first."""
    rows = await hot.rows(_FIND.format(columns=columns()), channel, external_id, phone)
    return [of_row(row) for row in rows]


async def lock(channel: str, key: str) -> list[Identity]:
    """Lock and load by the key that orders a sender's messages, which is an id or a number."""
    return await find(channel, key, key)


async def resolve(found: list[Identity], sender: Sender, now: datetime) -> Identity:
    """The one identity of the sender, made or completed where needed; the caller holds a transaction."""
    if not found or (sender.phone and all(identity.phone != sender.phone for identity in found)):
        found = await find(sender.channel, sender.external_id, sender.phone)
    own = next((one for one in found if sender.external_id and one.external_id == sender.external_id), None)
    by_phone = next((one for one in found if sender.phone and one.phone == sender.phone), None)
    if own is None and by_phone is not None and _is_same(by_phone, sender):
        return await _complete(by_phone, sender)
    if own is None:
        if by_phone is not None:
            await _take_phone(by_phone)
        return await _create(sender, now)
    if by_phone is not None and by_phone.id != own.id:
        await _absorb(own, by_phone)
    return await _complete(own, sender)


def known(identity: Identity, sender: Sender) -> bool:
    """Whether this is the sender's own row, and all that they show of themselves stands in it."""
    if sender.phone and identity.phone != sender.phone:
        return False
    return identity.external_id == sender.external_id if sender.external_id else bool(sender.phone)


def _is_same(by_phone: Identity, sender: Sender) -> bool:
    """A row known by its number alone is the same person.

    Another id on the number is a new owner of the SIM.
    """
    return by_phone.external_id is None or sender.external_id is None


async def _complete(identity: Identity, sender: Sender) -> Identity:
    changed = []
    for name, value in (("external_id", sender.external_id), ("phone", sender.phone)):
        if value and getattr(identity, name) != value:
            setattr(identity, name, value)
            changed.append(name)
    if changed:
        await identity.save(update_fields=changed)
    return identity


async def _take_phone(identity: Identity) -> None:
    """The number belongs to somebody else now; whoever had it keeps everything but the number."""
    await Identity.filter(id=identity.id).update(phone=None)


async def _absorb(own: Identity, other: Identity) -> None:
    """Two rows turn out to be one address: a legacy row by number joins the row by id."""
    await _take_phone(other)
    if other.external_id is not None:
        return
    if other.person_id != own.person_id:
        await _merge(own.person_id, other.person_id)
    await hot.rows("UPDATE outbound SET identity_id = $1 WHERE identity_id = $2", own.id, other.id)
    await hot.rows("UPDATE timer SET identity_id = $1 WHERE identity_id = $2", own.id, other.id)
    if other.marketing_stopped_at is not None:
        await Identity.filter(id=own.id).update(marketing_stopped_at=other.marketing_stopped_at)
    await Identity.filter(id=other.id).delete()


async def _create(sender: Sender, now: datetime) -> Identity:
    person = await Person.create(created_at=now)
    made = await hot.rows(
        """INSERT INTO identity (person_id, channel, external_id, phone, username, display_name,
          last_seen_key, failures,
             created_at) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7) ON CONFLICT DO NOTHING RETURNING id""",
        person.id,
        sender.channel,
        sender.external_id,
        sender.phone,
        sender.username,
        sender.display_name,
        now,
    )
    if not made:
        raise Raced(sender.channel)
    found = await find(sender.channel, sender.external_id, sender.phone)
    return next(one for one in found if one.id == int(made[0]["id"]))


async def _merge(keep: int, gone: int) -> None:
    """Make two persons one, unless both hold an officer's account: those stay two."""
    with suppress(TicketError):
        await people.merge(keep, gone)


async def relink(change: IdentityChange) -> bool:
    """A number or id changed: the same person is now reached by the new one.

    False when we never knew the old.
    """
    old = await find(change.channel, change.old.external_id, change.old.phone)
    if not old:
        return False
    identity = old[0]
    new = await find(change.channel, change.new.external_id, change.new.phone)
    for other in new:
        if other.id != identity.id:
            await _take_over(identity, other, change.new)
    await _complete(identity, change.new)
    return True


async def _take_over(identity: Identity, other: Identity, new: Sender) -> None:
    """The new address already has a row: it wrote before the news of the change came."""
    if new.external_id and other.external_id == new.external_id:
        await _merge(identity.person_id, other.person_id)
        await hot.rows("UPDATE outbound SET identity_id = $1 WHERE identity_id = $2", identity.id, other.id)
        await Identity.filter(id=other.id).delete()
        return
    await _take_phone(other)


async def membership(sender: Sender, *, reachable: bool, at: datetime) -> None:
    """The person blocked or unblocked the bot."""
    found = await find(sender.channel, sender.external_id, sender.phone)
    if found:
        await Identity.filter(id=found[0].id).update(blocked_at=None if reachable else at)
