"""Sends the weekly digests: rows say for whom; each is worked off by itself, once, also after a crash."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from tortoise.expressions import F, Q

import clock
import settings
import texts
from bots.outbound import File, Say, TemplateCall
from bots.queue import queue
from bots.storage import Storage, new_key, open_storage
from models.messages import Lane
from models.officers import Officer, Role
from models.supervision import DigestSent
from models.tickets import Ticket
from reports.bundle import Document, bundle
from reports.collecting import collect
from reports.digest import Digest
from reports.weeks import Week, due_weeks
from reports.wording import text_of
from tickets.leave import is_above, stand_in
from tickets.transaction import transaction

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 5
READERS = (Role.SUPERVISOR, Role.DEPARTMENT_HEAD)


async def open_due(now: datetime) -> list[Week]:
    """Write the rows of each week whose digest has fallen due, all readers at once; gives the weeks opened.

    A week that has rows is never opened again, so nobody is added later and nobody gets it twice.
    """
    office = settings.current().office
    opened = []
    for week in due_weeks(now, office.zone, office.digest_day, office.digest_time, office.digest_catch_up):
        if await DigestSent.filter(week=str(week)).exists():
            continue
        if not await Ticket.filter(submitted_at__lt=week.bounds(office.zone)[1]).exists():
            continue
        readers = (
            await Officer.filter(active=True, role__in=READERS).order_by("id").values_list("id", flat=True)
        )
        rows = [DigestSent(week=str(week), officer_id=reader, at=now, state="waiting") for reader in readers]
        await DigestSent.bulk_create(rows, ignore_conflicts=True)
        opened.append(week)
    return opened


async def waiting(now: datetime) -> list[int]:
    """Rows that nobody works on: new ones, and those whose worker died."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    found = await DigestSent.filter(free, state="waiting").order_by("id").values_list("id", flat=True)
    return [int(str(key)) for key in found]


async def issue(row_id: int) -> bool:
    """Make and queue one person's digest; False when there is nothing to do (done, or somebody is at it)."""
    now = clock.now()
    if not await _claim(row_id, now):
        return False
    row = await DigestSent.get(id=row_id)
    officer = await Officer.get_or_none(id=row.officer_id, active=True)
    if officer is None:
        await DigestSent.filter(id=row_id, state="waiting").update(state="skipped", at=now)
        return False
    digest = await collect(officer, Week.parse(row.week))
    files = await keep(await bundle(digest, officer), open_storage(settings.current()))
    async with transaction():
        done = await DigestSent.filter(id=row_id, state="waiting").update(
            state="done", at=clock.now(), text=text_of(digest), files=[_plain(file) for file in files]
        )
        if done:
            await send(officer, digest, files, key=f"digest:{row.week}:{officer.id}")
            # Whoever stands in has the week to answer for; not if it names what is hidden from them.
            acting = await stand_in(officer, hidden=is_above(officer))
            if acting.id != officer.id:
                await send(acting, digest, files, key=f"digest:{row.week}:{officer.id}:{acting.id}")
    return bool(done)


async def _claim(row_id: int, now: datetime) -> bool:
    """A conditional update: of two workers one gets it; after too many tries the row is set aside."""
    await DigestSent.filter(id=row_id, state="waiting", attempts__gte=MOST_ATTEMPTS).update(
        state="failed", at=now
    )
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    taken = await DigestSent.filter(free, id=row_id, state="waiting").update(
        claimed_until=now + LEASE, attempts=F("attempts") + 1
    )
    return bool(taken)


async def keep(documents: Sequence[Document], storage: Storage) -> tuple[File, ...]:
    """Store the documents before they are named in a message."""
    files = []
    for document in documents:
        key = new_key(clock.now(), document.ending)
        await storage.put(key, document.body)
        files.append(File(document.kind, key, document.name, document.mime))
    return tuple(files)


def _plain(file: File) -> dict[str, str]:
    return {"kind": file.kind, "key": file.storage_key, "name": file.name, "mime": file.mime}


async def send(
    officer: Officer, digest: Digest, files: tuple[File, ...], *, key: str, answers: bool = False
) -> int | None:
    """Queue the message to a linked officer; None when this key has been queued before."""
    if officer.person_id is None:
        return None
    board = f"{settings.current().web.public_url}/portal/board"
    text = text_of(digest)
    # Outside WhatsApp's window only the first line goes; an answer opens the window, /digest brings the rest.
    first = text.splitlines()[0].replace("*", "")
    say = Say(
        text=text,
        files=files,
        link=(texts.say(digest.language, "digest-link"), board),
        template=TemplateCall("digest", digest.language, {"text": first}),
    )
    return await queue(
        say, person_id=officer.person_id, lane=Lane.NOTICE, purpose="digest", key=key, answers=answers
    )


async def now_for(username: str, *, key: str) -> bool:
    """The digest of the last finished week, because the officer asked; each asking is answered once."""
    officer = await Officer.get_or_none(username=username, active=True)
    if officer is None or officer.role not in READERS or officer.person_id is None:
        return False
    here = clock.now().astimezone(settings.current().office.zone).date()
    digest = await collect(officer, Week.of(here).earlier(1))
    files = await keep(await bundle(digest, officer), open_storage(settings.current()))
    return await send(officer, digest, files, key=key, answers=True) is not None
