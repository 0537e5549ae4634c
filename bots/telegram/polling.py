"""Long polling: the same road as the webhook, without a public address."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import clock
from bots.alarms import raise_alarm
from bots.channel import SendFailed
from bots.reactions import Do
from bots.telegram.channel import TelegramChannel
from bots.telegram.split import FROM_PEOPLE

log = logging.getLogger(__name__)
TIMEOUT_S = 25
PAUSE_S = 3.0
NEEDS_A_HAND_S = 20.0
ALLOWED = list(FROM_PEOPLE)
Keep = Callable[[bytes], Awaitable[bool]]


async def poll(current: Callable[[], TelegramChannel], keep: Keep, stop: asyncio.Event) -> None:
    """Fetch updates until told to stop; an update is acknowledged to Telegram only after it was stored.

    `current` is the channel as it stands: its token may be changed meanwhile.
    """
    offset = 0
    while not stop.is_set():
        channel = current()
        try:
            updates = await channel.call(channel.updates(offset, TIMEOUT_S, ALLOWED))
        except SendFailed as failure:
            await _wait(stop, await _refused(failure))
            continue
        for update in updates:
            if not await keep(json.dumps(update).encode()):
                await _wait(stop, PAUSE_S)
                break
            offset = max(offset, int(update["update_id"]) + 1)


async def _refused(failure: SendFailed) -> float:
    """Seconds until the next try; a refused token, or somebody else who polls, needs a hand."""
    if failure.reaction.do is Do.STOP_CHANNEL:
        key = f"telegram:deaf:{failure.code}:{clock.now():%Y%m%d}"
        try:
            await raise_alarm("deaf", key, channel="telegram", code=failure.code, reason=failure.detail[:200])
        except Exception as error:
            # Edge: polling goes on whether or not anybody could be told.
            log.warning("the alarm waits for the next try", exc_info=error)
        return NEEDS_A_HAND_S
    return failure.retry_after or PAUSE_S


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
