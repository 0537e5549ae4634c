"""The chat side of one process, wired: channels, inbox, outbox, spool and their background rounds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import settings
from bots import quota, resend, wordings
from bots.channel import Channel, SendFailed
from bots.inbox import Inbox
from bots.journal import Journal
from bots.limits import Limits
from bots.media import Gallery
from bots.outbox import Outbox
from bots.registry import build
from bots.spool import Spool
from bots.storage import Storage, open_storage
from bots.templates.registry import load
from bots.turn import Handler
from bots.webhooks import Receiver
from models.messages import Lane
from settings import Settings

log = logging.getLogger(__name__)
RENEW_S = 30.0
AGAIN_S = 60.0


@dataclass(slots=True)
class Service:
    """Everything that talks to people in this process.

    `start` begins the rounds, `close` ends them cleanly.
    """

    channels: dict[str, Channel]
    storage: Storage
    outbox: Outbox
    inbox: Inbox
    receiver: Receiver
    gallery: Gallery
    _rounds: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self) -> None:
        """What was left by a crash or an outage is picked up by these rounds."""
        for seconds, work in (
            (2.0, self.inbox.sweep),
            (1.0, self._replies),
            (1.0, self.receiver.flush),
            (3.0, self.gallery.sweep),
            (2.0, self.settle),
            (RENEW_S, self.renew),
            (RENEW_S, wordings.refresh),
            (6 * 3600.0, self.learn_account),
        ):
            self._rounds.append(asyncio.create_task(_round(seconds, work)))
        self._rounds.append(asyncio.create_task(self.introduce()))

    def watch_changes(self) -> None:
        """For a process without rounds of its own, a worker: it too takes over changed tokens and texts."""
        for work in (self.renew, wordings.refresh):
            self._rounds.append(asyncio.create_task(_round(RENEW_S, work)))

    async def introduce(self) -> None:
        """Tell Telegram where our webhook is, until it has heard: without that nothing arrives."""
        config = settings.current()
        if "telegram" not in self.channels or config.telegram.mode != "webhook":
            return
        # As in the registry: only who has Telegram pays for its SDK.
        from bots.telegram.channel import TelegramChannel
        from bots.telegram.setup import set_up

        # Each time the channel as it stands: its token may have been changed.
        while isinstance(telegram := self.channels["telegram"], TelegramChannel):
            try:
                await set_up(telegram, config.telegram, config.web.public_url)
            except SendFailed as failure:
                log.error("Telegram's webhook could not be registered: %s", failure)
                await asyncio.sleep(failure.retry_after or AGAIN_S)
            else:
                return

    async def learn_account(self) -> None:
        """Ask Meta how many people a day we may write to first, and how our templates stand.

        Its webhooks tell of changes, but one of them may have been lost.
        """
        whatsapp = self.channels.get("whatsapp")
        if whatsapp is None:
            return
        from bots.whatsapp import templates
        from bots.whatsapp.channel import WhatsAppChannel

        if isinstance(whatsapp, WhatsAppChannel):
            try:
                limit = await whatsapp.people_a_day()
                await templates.refresh(whatsapp.graph, load())
            except SendFailed as failure:
                log.warning("Meta did not say how our account stands: %s", failure)
            else:
                if limit is not None:
                    await quota.learn("whatsapp", limit)

    async def _replies(self) -> int:
        return await self.outbox.sweep(lanes=(Lane.REPLY,))

    async def settle(self) -> None:
        """Let each channel tell its vendor what could wait."""
        for channel in list(self.channels.values()):
            await channel.settle()

    async def renew(self) -> list[str]:
        """Take over tokens that changed in their files, without a restart; gives the channels renewed."""
        renewed = []
        for name, fresh in build(await asyncio.to_thread(settings.load), self.storage).items():
            old = self.channels.get(name)
            if old is None or old.credential == fresh.credential:
                await fresh.close()
                continue
            self.channels[name] = fresh
            renewed.append(name)
            if name == "telegram":
                self._rounds.append(asyncio.create_task(self.introduce()))
            await old.close()
        return renewed

    async def close(self) -> None:
        """Stop the rounds, finish turns and sends in hand, give back connections."""
        for task in self._rounds:
            task.cancel()
        await asyncio.gather(*self._rounds, return_exceptions=True)
        await self.inbox.close()
        for channel in self.channels.values():
            await channel.close()


async def _round(seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
    while True:
        try:
            await work()
        except Exception as error:
            # Edge of a background round: it must still be there for the next time.
            log.warning("round failed: %s", getattr(work, "__qualname__", "work"), exc_info=error)
        await asyncio.sleep(seconds)


def assemble(config: Settings, handler: Handler, *, more: Mapping[str, Channel] | None = None) -> Service:
    """Wire the chat side for a process that has its database open. `more` are further channels (web chat)."""
    storage = open_storage(config)
    channels = {**build(config, storage), **(more or {})}
    outbox = Outbox(channels, Limits(config.redis.client_url), Journal(config.data.dir / "outbox"))
    inbox = Inbox(channels, handler, outbox)
    receiver = Receiver(channels, inbox, Spool(config.data.dir / "spool"))
    gallery = Gallery(channels, storage, config.storage.max_mb, resend.ask)
    return Service(channels, storage, outbox, inbox, receiver, gallery)
