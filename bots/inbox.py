"""From stored events to the conversation.

One sender's messages one after another, different senders side by side.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

import clock
import logs
from bots import hot, notices, resend, statuses, unreadable
from bots.background import Background
from bots.channel import Channel, Channels
from bots.moment import Raced
from bots.outbox import Outbox
from bots.turn import AlbumOpen, Handler, Taken, TurnFailed, take

log = logging.getLogger(__name__)
MAX_TRIES = 3
WAITS = (0.3, 2.0)
AT_ONCE = 16
LEFT_BEHIND = timedelta(seconds=3)
# A quick answer ends "typing…" before anybody sees it, and so it would only cost a request.
TYPING_S = 1.0
Sender = tuple[str, str]

_LEFT = """
SELECT DISTINCT channel, sender FROM inbound WHERE state = 'new' AND lane = 'message' AND received_at < $1
  AND (next_attempt_at IS NULL OR next_attempt_at <= $2) LIMIT $3
"""
_NEWEST = """
SELECT body FROM inbound WHERE channel = $1 AND sender = $2 AND state = 'new' AND lane = 'message'
  ORDER BY id DESC LIMIT 1
"""


class Inbox:
    """Handles what the webhooks stored.

    `wake` right after storing; `sweep` finds what a crash left behind.
    """

    def __init__(self, channels: Channels, handler: Handler, outbox: Outbox) -> None:
        self._channels = channels
        self._handler = handler
        self._outbox = outbox
        self._room = asyncio.Semaphore(AT_ONCE)
        self._busy: dict[Sender, bool] = {}
        self._background = Background()
        self._statuses_busy = False
        self._statuses_again = False

    def wake(self, channel: str, senders: Iterable[str]) -> None:
        """New messages of these senders are stored: handle them in the background."""
        for sender in senders:
            key = (channel, sender)
            if key in self._busy:
                self._busy[key] = True
            else:
                self._busy[key] = False
                self._background.start(self._drain(key))

    def wake_statuses(self) -> None:
        """New statuses or account news are stored."""
        if self._statuses_busy:
            self._statuses_again = True
        else:
            self._statuses_busy = True
            self._background.start(self._drain_statuses())

    async def _drain(self, key: Sender) -> None:
        """Turn after turn until nothing of this sender is left; messages stored meanwhile are seen too."""
        slow = asyncio.get_running_loop().call_later(TYPING_S, self._slow, key)
        try:
            while True:
                self._busy[key] = False
                if not await self._one(key) and not self._busy[key]:
                    return
        except Exception as error:
            # Edge: the rows are stored, the sweep comes back to them.
            log.log(
                logging.WARNING if hot.is_outage(error) else logging.ERROR,
                "inbox left for the sweep",
                exc_info=error,
            )
        finally:
            slow.cancel()
            del self._busy[key]

    def _slow(self, key: Sender) -> None:
        if key[0] in self._channels:
            self._background.start(self._typing(key))

    async def _typing(self, key: Sender) -> None:
        """Show the person that an answer is coming, when it is not there within a moment."""
        for row in await hot.rows(_NEWEST, *key):
            await self._channels[key[0]].typing(str(row["body"]))

    async def _one(self, key: Sender) -> bool:
        """One turn; False when there was nothing to do."""
        channel = self._channels.get(key[0])
        if channel is None:
            return False
        try:
            async with self._room:
                taken = await take(channel, key[1], self._handler)
        except AlbumOpen as error:
            await asyncio.sleep(error.seconds)
            return True
        except Raced:
            return True
        except TurnFailed as failed:
            return await self._failed(channel, failed)
        if taken is None:
            return False
        self._finish(key[0], taken)
        return taken.more

    def _finish(self, channel: str, taken: Taken) -> None:
        if taken.identity is not None:
            self._outbox.post(taken.identity, taken.replies, taken.other_ids)
            self._background.start(self._channels[channel].acknowledge(taken.body))

    async def _failed(self, channel: Channel, failed: TurnFailed) -> bool:
        """Count the try; the third parks the row with its error so that the sender's next message works.

        The sender is told so, and their tapped button stops spinning.
        """
        tries = failed.attempts + 1
        cause = failed.__cause__
        log.error(
            "message could not be handled", exc_info=cause, extra={"inbound": failed.inbound_id, "try": tries}
        )
        reason = logs.told(cause or failed)[:400].replace("\0", "")
        parked = tries >= MAX_TRIES
        wait = WAITS[min(tries, len(WAITS)) - 1]
        await hot.rows(
            "UPDATE inbound SET attempts = $2, error = $3, state = $4, next_attempt_at = $5 WHERE id = $1",
            failed.inbound_id,
            tries,
            reason.encode("utf-8", "replace").decode(),
            "parked" if parked else "new",
            None if parked else clock.now() + timedelta(seconds=wait),
        )
        if parked:
            await resend.apologise(failed.inbound_id)
            self._background.start(channel.acknowledge(failed.body))
        else:
            await asyncio.sleep(wait)
        return True

    async def _drain_statuses(self) -> None:
        try:
            while True:
                self._statuses_again = False
                done = await statuses.take_batch(self._channels, self._outbox) + await notices.take_batch(
                    self._channels
                )
                if not done and not self._statuses_again:
                    return
        except Exception as error:
            # Edge: stored, the sweep comes back.
            log.warning("statuses left for the sweep", exc_info=error)
        finally:
            self._statuses_busy = False

    async def sweep(self, limit: int = 500) -> int:
        """Handle what is left from crashes or outages; returns how many senders had something."""
        now = clock.now()
        left = await hot.rows(_LEFT, now - LEFT_BEHIND, now, limit)
        for row in left:
            self.wake(str(row["channel"]), [str(row["sender"])])
        self.wake_statuses()
        return len(left)

    async def idle(self) -> None:
        """Wait until everything woken so far is handled and its replies are posted."""
        await self._background.idle()
        await self._outbox.idle()

    async def close(self, patience: float = 20) -> None:
        """Finish what is in hand; what does not finish stays stored."""
        await self._background.finish(patience)
        await self._outbox.close()


async def reprocess(inbound_ids: Iterable[int] | None = None) -> int:
    """Make parked rows new again after a fix; all of them when none are named. Returns how many.

    What was no JSON counts only when it can be read by now.
    """
    chosen = None if inbound_ids is None else sorted(inbound_ids)
    where = "" if chosen is None else f" AND id IN ({hot.slots(1, len(chosen))})"
    if chosen == []:
        return 0
    done = await hot.rows(
        "UPDATE inbound SET state = 'new', attempts = 0, next_attempt_at = NULL, error = '' "  # noqa: S608  (slots only)
        f"WHERE state = 'parked' AND lane <> 'unreadable'{where} RETURNING id",
        *(chosen or []),
    )
    return len(done) + await unreadable.read_again(chosen)


Wake = Callable[[str, Iterable[str]], None]
