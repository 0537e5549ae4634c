"""Sending one message: the window, the limits, its parts, and remedies for what the vendor does not like."""

import asyncio
import logging
from dataclasses import dataclass, replace

import clock
import texts
from bots import jobs, quota
from bots.channel import Address, Channel, SendFailed
from bots.fit.parts import Filled, Part, Shape, fit
from bots.holding import Holding
from bots.jobs import Job
from bots.journal import Journal
from bots.limits import Limits
from bots.outbound import Say, TemplateCall
from bots.outcome import MAX_REMEDIES
from bots.reactions import Do, Reaction
from bots.route import Way, is_open
from bots.templates.choice import GENERAL, Templates
from models.messages import Lane

log = logging.getLogger(__name__)
PATIENCE_S = 1.2
ELSEWHERE = Reaction(Do.ELSEWHERE)
SHORTER = 600


class Limited(Exception):
    """Not now: the vendor's limits leave no room for so many seconds."""

    def __init__(self, seconds: float, code: str = "limit") -> None:
        super().__init__(f"{code} {seconds:.1f} s")
        self.seconds = seconds
        self.code = code


class LostClaim(Exception):
    """This process stood still for so long that another may be sending the row: hands off."""


@dataclass(slots=True)
class Manner:
    """How a message is being sent after what went wrong with it."""

    as_template: bool = False
    no_marketing: bool = False
    plain: bool = False
    forms: bool = True
    files: bool = True
    edit: bool = True
    limit: int = 0
    skip: frozenset[str] = frozenset()
    moved_to: str = ""


class Sender:
    """Sends jobs through the channels, within the shared limits."""

    def __init__(self, limits: Limits, templates: Templates, holding: Holding, journal: Journal) -> None:
        self._limits = limits
        self._templates = templates
        self._holding = holding
        self._journal = journal

    async def send(self, job: Job, channel: Channel, way: Way) -> str:
        """Send all parts; gives the last one's vendor id, or raises SendFailed or Limited."""
        if way.no_marketing and job.lane is Lane.BULK:
            raise SendFailed("opted-out", "wants no marketing", ELSEWHERE)
        manner = Manner(not is_open(way, channel.window, clock.now()), no_marketing=way.no_marketing)
        if job.after:
            self._remedied(manner, SendFailed(job.after, "", channel.reaction(job.after)))
        for _ in range(MAX_REMEDIES):
            try:
                return await self._parts(job, channel, way, manner)
            except SendFailed as failure:
                if failure.template and failure.reaction.do is Do.SPARE_TEMPLATE:
                    await self._templates.refused(failure.template, failure.code)
                if not self._remedied(manner, failure):
                    raise
        return await self._parts(job, channel, way, manner)

    def _remedied(self, manner: Manner, failure: SendFailed) -> bool:
        """Change the manner by what the vendor said; False when that is no help or was tried."""
        before = replace(manner)
        match failure.reaction.do:
            case Do.TEMPLATE:
                manner.as_template = True
            case Do.SPARE_TEMPLATE if manner.as_template:
                manner.skip |= {failure.template}
            case Do.SHORTEN:
                manner.limit = SHORTER
            case Do.PLAIN:
                manner.plain = True
            case Do.NO_FORM:
                manner.forms = False
            case Do.NO_FILE:
                manner.files = False
            case Do.NEW_MESSAGE:
                manner.edit = False
            case Do.MOVED:
                manner.moved_to = failure.moved_to
        return manner != before

    async def _parts(self, job: Job, channel: Channel, way: Way, manner: Manner) -> str:
        parts = await self._fitted(job, channel, manner)
        to = replace(way.address, external_id=manner.moved_to) if manner.moved_to else way.address
        vendor_id = ""
        # After a remedy there may be fewer parts than were already sent.
        start = min(job.sent_parts, len(parts) - 1)
        if manner.as_template:
            await self._first(job, channel, to)
        for position in range(start, len(parts)):
            await self._room(job, channel, to)
            our_key = str(job.id) if position == len(parts) - 1 else f"{job.id}-{position}"
            replaces = None
            if job.card and manner.edit and channel.capabilities.edits and len(parts) == 1:
                replaces = await jobs.previous_card(job, channel.name)
            if not self._holding.is_ours(job.id):
                raise LostClaim
            try:
                vendor_id = (await channel.send(to, parts[position], our_key, replaces=replaces)).vendor_id
            except SendFailed as failure:
                template = parts[position].template
                failure.template = template.name if template else ""
                if failure.reaction.do is Do.IGNORE:
                    vendor_id = replaces or vendor_id
                    continue
                raise
            job.sent_parts = position + 1
            self._journal.taken(job.id, to, vendor_id, position + 1, whole=position + 1 == len(parts))
        return vendor_id

    async def _first(self, job: Job, channel: Channel, to: Address) -> None:
        """We write first, outside any window: the vendor allows that to so many people a day."""
        if wait := await quota.take(channel.name, to.identity_id, job.lane, urgent=job.urgent):
            raise Limited(wait, "daily-limit")

    async def _room(self, job: Job, channel: Channel, to: Address) -> None:
        """Pass the limits; a reply waits a moment in place, everything else is given back."""
        waited = 0.0
        while True:
            wait = await self._limits.take(channel.name, to.key, job.lane, channel.rates)
            if wait <= 0:
                return
            if not job.is_reply or waited + wait > PATIENCE_S:
                raise Limited(wait)
            await asyncio.sleep(wait)
            waited += wait

    async def _fitted(self, job: Job, channel: Channel, manner: Manner) -> list[Part]:
        say = job.say
        if manner.as_template:
            return [Part(Shape.TEMPLATE, template=await self._template(say, manner))]
        if not manner.files and say.files:
            # "Here is your receipt" without one would be no truth.
            left_out = texts.say(await jobs.language(job.person_id), "file-left-out")
            say = replace(say, text=f"{say.text}\n\n{left_out}".strip(), files=())
        limits = channel.capabilities
        if manner.limit:
            limits = replace(
                limits, text=manner.limit, list_body=min(limits.list_body, manner.limit), caption=manner.limit
            )
        parts = fit(say, limits, forms=manner.forms)
        if parts[-1].dropped:
            log.warning(
                "left out of a message", extra={"channel": channel.name, "dropped": parts[-1].dropped}
            )
        return [replace(part, plain=True) for part in parts] if manner.plain else parts

    async def _template(self, say: Say, manner: Manner) -> Filled:
        call = say.template or TemplateCall(GENERAL, "hi", {"text": say.text})
        values = {"text": say.text, **call.values}
        filled = await self._templates.filled(
            replace(call, values=values), say.options, skip=manner.skip, no_marketing=manner.no_marketing,
            most=manner.limit,
        )  # fmt: skip
        if filled is None:
            raise SendFailed("no-template", f"none approved for {call.purpose}", ELSEWHERE)
        return filled
