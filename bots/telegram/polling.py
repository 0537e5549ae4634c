"""Long polling: the same road as the webhook, without a public address."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

from bots.channel import SendFailed
from bots.telegram.channel import TelegramChannel
from bots.telegram.split import FROM_PEOPLE

log = logging.getLogger(__name__)
TIMEOUT_S = 25
PAUSE_S = 3.0
ALLOWED = list(FROM_PEOPLE)
Keep = Callable[[bytes], Awaitable[bool]]


async def poll(channel: TelegramChannel, keep: Keep, stop: asyncio.Event) -> None:
    """Fetch updates until told to stop; an update is acknowledged to Telegram only after it was stored."""
    offset = 0
    while not stop.is_set():
        try:
            updates = await channel.call(channel.updates(offset, TIMEOUT_S, ALLOWED))
        except SendFailed as failure:
            if failure.code == "409":
                log.error("somebody else polls this bot, or a webhook is set")
            elif failure.code in ("401", "404"):
                log.error("Telegram refuses the token")
            await _wait(stop, failure.retry_after or PAUSE_S)
            continue
        for update in updates:
            if not await keep(json.dumps(update).encode()):
                await _wait(stop, PAUSE_S)
                break
            offset = max(offset, int(update["update_id"]) + 1)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
