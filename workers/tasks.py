"""Every task: ids in, one call, nothing else; what they do lives in the modules they call."""

import clock
import settings
from bots import watch
from models.messages import Counter
from reports import daily, issuing, snapshots
from tickets import seals
from workers import broadcasting, bundles, errands, housekeeping, reactions, timers, voices
from workers.app import app, task
from workers.hooks import sending
from workers.machine import MACHINE

BEAT_SEEN = "beat-seen"
WATCHED = ("telegram", "whatsapp")
ROUNDS = 50
"""So many batches at most in one task; what is left waits for the next start."""


@task("workers.react")
async def react(*event_ids: int) -> None:
    """Do what follows from these events, and send what it said."""
    if await reactions.react(event_ids):
        await MACHINE.service.outbox.sweep()


@task("workers.sweep_events")
async def sweep_events() -> None:
    """Events that no hint led to."""
    for _ in range(ROUNDS):
        if not await reactions.sweep():
            return
        await MACHINE.service.outbox.sweep()


@task("workers.sweep_messages")
async def sweep_messages() -> None:
    """Messages in that a crash left behind, and messages out that are due."""
    await MACHINE.service.inbox.sweep()
    for _ in range(ROUNDS):
        if not await MACHINE.service.outbox.sweep():
            return


@task("workers.fire_timers")
async def fire_timers() -> None:
    """Timers that have fallen due."""
    for _ in range(ROUNDS):
        if not await timers.fire_due():
            return


@task("workers.send_bundles")
async def send_bundles() -> None:
    """Officers' bundles whose time has come."""
    await bundles.send_due()


@task("workers.fetch_media")
async def fetch_media() -> None:
    """Photos and voice notes that are named but not fetched yet."""
    await housekeeping.fetch_media(MACHINE.service)


@task("workers.do_errands")
async def do_errands() -> None:
    """Exports, papers, voices and erasures that chats have planned."""
    for _ in range(ROUNDS):
        if not await errands.do_due():
            return


@task("workers.send_hooks")
async def send_hooks() -> None:
    """Calls of outgoing webhooks that are due; begun here, waited for nowhere."""
    await sending.send_due()


@task("workers.hear_voices")
async def hear_voices() -> None:
    """Transcripts of voice notes, where a speech service is configured."""
    await voices.transcribe_due()


@task("workers.tidy")
async def tidy() -> None:
    """What is kept long enough for the moment: expired sends, old claims, undelivered messages."""
    await housekeeping.tidy()


@task("workers.send_broadcasts")
async def send_broadcasts() -> None:
    """Approved messages to the citizens of an area, as far as the outbox takes them."""
    await broadcasting.send_due()


@task("workers.take_snapshots")
async def take_snapshots() -> None:
    """Days that are over and not counted yet."""
    await snapshots.take_missing()


@task("workers.seal_events")
async def seal_events() -> None:
    """The seal of the day over what happened since the last one."""
    await seals.seal_day(clock.now())


@task("workers.open_digests")
async def open_digests() -> None:
    """Rows of the weekly digests that fell due, and a task for each that nobody works on."""
    now = clock.now()
    await issuing.open_due(now)
    for row_id in await issuing.waiting(now):
        app.send_task("workers.issue_digest", args=[row_id])


@task("workers.issue_digest")
async def issue_digest(row_id: int) -> None:
    """One person's digest."""
    await issuing.issue(row_id)


@task("workers.daily_lines")
async def daily_lines() -> None:
    """The morning line of department heads with anything due."""
    await daily.send_due()


@task("workers.seen")
async def seen() -> None:
    """A sign that beat and worker are alive, for the health page."""
    now = int(clock.now().timestamp())
    if not await Counter.filter(name=BEAT_SEEN, period="all").update(value=now):
        await Counter.get_or_create(name=BEAT_SEEN, period="all", defaults={"value": now})


@task("workers.watch")
async def watch_over() -> None:
    """Alarms of what makes no noise: a silent channel, a full disk."""
    channels = [name for name in MACHINE.service.channels if name in WATCHED]
    await watch.alarm_once_a_day(channels, settings.current().data.dir, clock.now())
