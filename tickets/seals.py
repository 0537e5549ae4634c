"""A seal a day over all event rows, each on top of the one before: the trail's anchor outside the database.

The chain of a ticket shows that a row was altered; whoever may write everything could rewrite a whole chain,
and the seals too. But the seal stands on the paper of the weekly digest and in the chats it was sent to: a
seal that was printed and is no longer among ours says that something before it was rewritten.
"""

import hashlib
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError

import settings
from models.supervision import Seal
from models.tickets import Event
from tickets.history import Fault
from tickets.transaction import transaction

SETTLED = timedelta(hours=1)
"""So long after its moment every event is committed, whichever transaction took the lower id."""
BATCH = 5_000
PRINTED = 16
SHORTEST = 8


async def seal_day(now: datetime) -> Seal | None:
    """Seal what happened since the last seal, once a local day; None when there is nothing to seal."""
    last = await Seal.all().order_by("-id").first()
    if last is not None and _day(last.at) >= _day(now):
        return None
    after = last.upto if last else 0
    newest = await Event.filter(id__gt=after, at__lte=now - SETTLED).order_by("-id").first()
    if newest is None:
        return None
    previous = last.hash if last else ""
    found, events = await _hash(previous, after, newest.id)
    try:
        async with transaction():
            return await Seal.create(upto=newest.id, events=events, previous=previous, hash=found, at=now)
    except IntegrityError:
        # Of two at once one writes it: a seal has one successor.
        return None


async def _hash(previous: str, after: int, upto: int) -> tuple[str, int]:
    """The seal over the events with ids in (after, upto], and how many they are."""
    seal, count, last = hashlib.sha256(f"{previous}\n".encode()), 0, after
    while True:
        rows = Event.filter(id__gt=last, id__lte=upto).order_by("id").limit(BATCH)
        found = await rows.values_list("id", "hash")
        if not found:
            return seal.hexdigest(), count
        for event_id, event_hash in found:
            seal.update(f"{event_id} {event_hash}\n".encode())
        count, last = count + len(found), int(str(found[-1][0]))


async def verify() -> AsyncIterator[Fault]:
    """Every seal that no longer fits what it was set on."""
    previous, after = "", 0
    async for seal in Seal.all().order_by("id"):
        found, events = await _hash(seal.previous, after, seal.upto)
        if seal.previous != previous or found != seal.hash:
            missing = f", {seal.events - events} are missing" if events < seal.events else ""
            yield Fault(f"seal of {_day(seal.at)}", 0, f"the events under it are not what they were{missing}")
        previous, after = seal.hash, seal.upto


async def newest() -> Seal | None:
    """The seal to print."""
    return await Seal.all().order_by("-id").first()


async def printed(text: str) -> Seal | None:
    """The seal that begins with what is on the paper; None when it is none of ours."""
    digits = re.sub(r"[\s-]", "", text).lower()
    if len(digits) < SHORTEST or not re.fullmatch(r"[0-9a-f]+", digits):
        return None
    return await Seal.filter(hash__startswith=digits).order_by("id").first()


def words(seal: Seal) -> str:
    """As it is printed: 3f9a-22c1-77b0-e4d2."""
    return "-".join(seal.hash[start : start + 4] for start in range(0, PRINTED, 4))


def _day(at: datetime) -> str:
    return at.astimezone(settings.current().office.zone).date().isoformat()
