"""From queued rows to the vendors: claim → limits → send → record.

Replies at once, the rest by sweeping workers.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta

import clock
import logs
import settings
from bots import bulk, fallback, hot, jobs
from bots.background import Background
from bots.channel import Address, Channel, Channels, SendFailed
from bots.circuit import ALL, NOTICES, Circuit
from bots.holding import Holding
from bots.inbound import DeliveryStatus
from bots.jobs import Job
from bots.journal import Journal
from bots.limits import Limits
from bots.outcome import LATE, Outcome, decide
from bots.queue import Fresh
from bots.reactions import Do
from bots.route import Way, choose
from bots.sending import Limited, LostClaim, Sender
from bots.templates.choice import Templates
from bots.together import Together
from models.messages import Lane, OutboundState
from models.people import Identity

log = logging.getLogger(__name__)
AT_ONCE = 40
BATCH = 100
STOPPED_S = 15.0
RELEASE_S = 3.0
RECORD_S = 5.0
ENDED = (OutboundState.DELIVERED, OutboundState.READ, OutboundState.FAILED, OutboundState.UNREACHABLE)
Link = tuple[Job | int, Way | None]


class Outbox:
    """Sends through the channels of this process. Every claim is a conditional UPDATE: any number may run."""

    def __init__(self, channels: Channels, limits: Limits, journal: Journal) -> None:
        self._channels = channels
        self._limits = limits
        self._journal = journal
        self._holding = Holding()
        self._circuit = Circuit()
        self._sender = Sender(limits, Templates(), self._holding, journal)
        self._released_at = -RELEASE_S
        self._recorder = Together(jobs.sent, seconds=RECORD_S)
        # Of each channel its own: a vendor that does not answer holds up nobody else's people.
        self._rooms: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._waiting: dict[int, list[Link]] = {}
        self._background = Background()

    def post(self, identity: Identity, replies: Sequence[Fresh], other_ids: Sequence[int] = ()) -> None:
        """Send a turn's replies in the background, in order after those of the person's earlier turns."""
        here = Address(identity.id, identity.channel, identity.external_id, identity.phone)
        way = Way(here, clock.now())
        for fresh in replies:
            ready = fresh.state == OutboundState.SENDING
            if ready:
                self._holding.take(fresh.id, since=fresh.created_at)
            # One that had to queue behind an earlier reply is claimed when its turn comes.
            self._chain(
                identity.person_id, (jobs.of_fresh(fresh, identity.channel) if ready else fresh.id, way)
            )
        for row_id in other_ids:
            self._chain(identity.person_id, (row_id, None))

    def _chain(self, person_id: int, link: Link) -> None:
        if person_id in self._waiting:
            self._waiting[person_id].append(link)
        else:
            self._waiting[person_id] = [link]
            self._background.start(self._run_chain(person_id))

    async def _run_chain(self, person_id: int) -> None:
        """One person's replies one after another; what cannot be claimed stays for the sweep."""
        try:
            while self._waiting[person_id]:
                job, way = self._waiting[person_id].pop(0)
                for claimed in [job] if isinstance(job, Job) else self._held(await jobs.claim([job])):
                    await self._guarded(claimed, way)
        except Exception as error:
            # Edge of a background task: the rows stay queued for the sweep.
            log.warning("replies left for the sweep", exc_info=error)
        finally:
            self._holding.drop(job.id for job, _ in self._waiting.pop(person_id) if isinstance(job, Job))

    def _held(self, claimed: list[Job]) -> list[Job]:
        for job in claimed:
            self._holding.take(job.id)
        return claimed

    async def deliver(self, ids: Collection[int]) -> int:
        """Send these rows now if they are due and claimable; returns how many were tried."""
        claimed = self._held(await jobs.claim(ids))
        by_person: dict[int, list[Job]] = {}
        for job in claimed:
            by_person.setdefault(job.person_id, []).append(job)
        await asyncio.gather(*(self._in_order(some) for some in by_person.values()))
        return len(claimed)

    async def _in_order(self, some: Sequence[Job]) -> None:
        for job in some:
            await self._guarded(job, None)

    async def sweep(self, limit: int = BATCH, *, lanes: Sequence[Lane] = ()) -> int:
        """Send what is due; returns how many rows were tried, so that the caller goes on until it is 0."""
        if settings.current().elections.code_of_conduct:
            await jobs.cancel_bulk()
        await self._release()
        stopped = [
            name
            for name, channel in self._channels.items()
            if await self._circuit.is_open(channel, reply=True)
        ]
        claimed = self._held(await jobs.claim_due(limit, lanes=lanes or bulk.lanes_now(), stopped=stopped))
        await asyncio.gather(*(self._in_order([job]) for job in claimed))
        return len(claimed)

    async def _release(self) -> None:
        """What dead processes held comes free, but for what their journals say was taken."""
        if time.monotonic() - self._released_at >= RELEASE_S:
            self._released_at = time.monotonic()
            await self._journal.recover()
            await jobs.release_expired()

    async def _guarded(self, job: Job, way: Way | None) -> None:
        try:
            await self._attempt(job, way)
            self._journal.recorded(job.id)
        except LostClaim:
            log.warning("claim lost", extra={"outbound": job.id})
        except Exception as error:
            # Edge: a row must never block the others; its lease runs out and it is looked at again.
            log.error("outbox row failed", exc_info=error, extra={"outbound": job.id})
            if not hot.is_outage(error):
                reason = logs.told(error)
                state = OutboundState.FAILED if job.attempts >= 5 else OutboundState.QUEUED
                later = clock.now() + timedelta(seconds=30 * job.attempts)
                await jobs.give_back(job, state, at=later, code="internal", error=reason)
        finally:
            self._holding.drop([job.id])

    async def _attempt(self, job: Job, way: Way | None) -> None:
        """One try of one row, from choosing the address to recording what came of it."""
        way = way or await self._way(job)
        if way is None:
            await fallback.unreachable(job)
            return
        channel = self._channels[way.address.channel]
        job.channel = channel.name
        if job.lane is Lane.BULK and not await bulk.is_wanted(job.id):
            await jobs.give_back(job, OutboundState.CANCELLED, error="no longer wanted")
            return
        async with self._rooms[channel.name]:
            await self._through(job, channel, way)

    async def _through(self, job: Job, channel: Channel, way: Way) -> None:
        if await self._circuit.is_open(channel, reply=job.is_reply):
            return await self._stopped(job, channel, way)
        try:
            vendor_id = await self._sender.send(job, channel, way)
        except Limited as limited:
            await self._later(job, limited.seconds, limited.code)
        except SendFailed as failure:
            await self._failed(job, channel, way, failure)
        else:
            await self._record(job, vendor_id or None, way)
            await self._circuit.worked(channel, reply=job.is_reply)

    async def _record(self, job: Job, vendor_id: str | None, way: Way) -> None:
        """The vendor has it: that is written down, however long the database is away meanwhile."""
        wait = 0.2
        while True:
            try:
                return await self._recorder.do(jobs.Gone(job, vendor_id, way.address))
            except Exception as error:
                if not hot.is_outage(error):
                    raise
                log.warning("a sent message waits to be recorded", extra={"outbound": job.id})
            await asyncio.sleep(wait)
            wait = min(wait * 2, RECORD_S)

    async def _way(self, job: Job) -> Way | None:
        """The row's own address while it works, else the one the person used last."""
        ways = await jobs.ways(job.person_id)
        own = [way for way in ways if way.address.identity_id == job.identity_id]
        return choose(own, self._channels) or choose(ways, self._channels)

    async def _stopped(self, job: Job, channel: Channel, way: Way) -> None:
        """Later; or by the person's other channel where the account is restricted, but not amid a talk."""
        elsewhere = self._circuit.is_restricted(channel) and not job.is_reply
        other = await self._other(job, way) if elsewhere else None
        if other is None:
            await self._later(job, STOPPED_S, "stopped")
        else:
            await self._move(job, other, "stopped")

    async def _move(self, job: Job, to: Way, code: str, error: str = "") -> None:
        """From now on it goes by the other address, from its beginning."""
        job.channel, job.sent_parts = to.address.channel, 0
        own, now = to.address.identity_id, clock.now()
        await jobs.give_back(job, OutboundState.QUEUED, at=now, code=code, error=error, identity_id=own)

    async def _later(self, job: Job, seconds: float, code: str) -> None:
        """Not tried at all: the try is not counted, and what is to be done otherwise next time stays."""
        due = clock.now() + timedelta(seconds=seconds)
        code = job.after if self._channels[job.channel].reaction(job.after).do in LATE else code
        await jobs.give_back(job, OutboundState.QUEUED, at=due, code=code, attempts=job.attempts - 1)

    async def _failed(
        self, job: Job, channel: Channel, way: Way, failure: SendFailed, *, late: bool = False
    ) -> None:
        await self._react(channel, failure)
        age = clock.now() - job.created_at
        outcome = decide(failure, job.lane, job.attempts, age, now=clock.now(), late=late)
        if outcome.pause_person_s:
            await self._limits.pause(
                channel.name, way.address.key, outcome.pause_person_s, spreads=failure.reaction.spreads
            )
        if outcome.pause_channel_s:
            await self._limits.pause(channel.name, "", outcome.pause_channel_s)
        await self._settle(job, way, failure, outcome)

    async def _react(self, channel: Channel, failure: SendFailed) -> None:
        match failure.reaction.do:
            case Do.STOP_CHANNEL:
                await self._circuit.stop(channel, ALL, failure.code, failure.detail, failure.reaction)
            case Do.STOP_NOTICES:
                await self._circuit.stop(channel, NOTICES, failure.code, failure.detail, failure.reaction)
            case _ if failure.reaction.alarm:
                await fallback.report(channel.name, failure)

    async def _settle(self, job: Job, way: Way, failure: SendFailed, outcome: Outcome) -> None:
        """Record the failed try; where this address is no use, go on with the person's other one."""
        if outcome.state is OutboundState.SENT:
            await jobs.sent([jobs.Gone(job, None, way.address)])
            return
        stopping = failure.reaction.do in (Do.STOP_CHANNEL, Do.STOP_NOTICES)
        await fallback.mark(way, outcome)
        next_way = await self._other(job, way) if outcome.fall_back else None
        if next_way is not None:
            await self._move(job, next_way, failure.code, failure.detail)
            return
        if outcome.fall_back and outcome.state is OutboundState.FAILED:
            await fallback.unreachable(job, failure)
            return
        tries = job.attempts - 1 if stopping else job.attempts
        await jobs.give_back(
            job, outcome.state, at=outcome.at, code=failure.code, error=failure.detail, attempts=tries
        )

    async def _other(self, job: Job, tried: Way) -> Way | None:
        ways = await jobs.ways(job.person_id)
        others = [way for way in ways if way.address.channel != tried.address.channel]
        return choose(others, self._channels, (tried.address.identity_id,))

    async def status_failed(self, row_id: int, status: DeliveryStatus, *, is_part: bool = False) -> bool:
        """The vendor took the message and could not deliver it; False when the row is not known yet."""
        found = await jobs.load(row_id, status.vendor_id)
        channel = self._channels.get(status.channel)
        if found is None or channel is None or found[1] is OutboundState.SENDING:
            return False
        job, state = found
        ways = await jobs.ways(job.person_id)
        way = next((way for way in ways if way.address.identity_id == job.identity_id), None)
        if state in ENDED or way is None or way.address.channel != channel.name:
            return True
        job.channel = channel.name
        code = status.error_code or "failed"
        failure = SendFailed(code, status.error, channel.reaction(code))
        if is_part and failure.reaction.do is Do.NO_FILE:
            # The words that went with the file have a message of their own.
            return True
        if is_part:
            job.sent_parts = 0
        await self._failed(job, channel, way, failure, late=True)
        return True

    async def idle(self) -> None:
        """Wait until every posted reply was tried."""
        await self._background.idle()

    async def close(self, patience: float = 20) -> None:
        """Finish sends in flight; the rest stays queued."""
        await self._background.finish(patience)
        self._holding.close()
        self._journal.close()
        await self._limits.close()
