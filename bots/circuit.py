"""Channels whose sending is stopped (token, payment, restriction).

One alarm, queue kept, resumes by itself.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

import clock
from bots import hot
from bots.alarms import raise_alarm
from bots.channel import Channel
from bots.reactions import Reaction

FRESH_S = 3.0
ALL = ""
NOTICES = "notices"
OPEN, SHUT = True, False

_OPEN = """
INSERT INTO circuit (channel, scope, open, code, reason, credential, until, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (channel, scope) DO UPDATE SET open = excluded.open, code = excluded.code,
  reason = excluded.reason,
  credential = excluded.credential, until = excluded.until, changed_at = excluded.changed_at
  WHERE circuit.open = $9 OR circuit.credential <> excluded.credential
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """One open circuit as this process last saw it."""

    channel: str
    scope: str
    code: str


class Circuit:
    """What is stopped, read again every few seconds so that all processes agree."""

    def __init__(self) -> None:
        self._stops: dict[tuple[str, str], Stop] = {}
        self._read_at = -FRESH_S
        self._probing: set[tuple[str, str]] = set()

    async def is_open(self, channel: Channel, *, reply: bool) -> bool:
        """Whether a message must wait: everything is stopped, or what does not answer the person is."""
        if time.monotonic() - self._read_at >= FRESH_S:
            await self._read({channel.name: channel})
        scopes = (ALL,) if reply else (ALL, NOTICES)
        return any((channel.name, scope) in self._stops for scope in scopes)

    def is_restricted(self, channel: Channel) -> bool:
        """Whether the stop may last for days, so that people are better told elsewhere."""
        stop = self._stops.get((channel.name, ALL))
        return stop is not None and channel.reaction(stop.code).switch

    async def _read(self, channels: dict[str, Channel]) -> None:
        self._read_at = time.monotonic()
        now = clock.now()
        stops = {}
        for row in await hot.rows(
            "SELECT channel, scope, code, credential, until FROM circuit WHERE open = $1", OPEN
        ):
            key = (str(row["channel"]), str(row["scope"]))
            channel, until = channels.get(key[0]), hot.when(row["until"])
            if channel is not None and row["credential"] != channel.credential:
                await self._close(key)
            elif until is not None and until <= now and await self._probe(key):
                continue
            else:
                stops[key] = Stop(key[0], key[1], str(row["code"]))
        self._stops = stops

    async def _probe(self, key: tuple[str, str]) -> bool:
        """One process at a time lets a message through after the wait; its answer decides."""
        later = clock.now() + timedelta(minutes=5)
        won = await hot.rows(
            "UPDATE circuit SET until = $3 WHERE channel = $1 AND scope = $2 AND until <= $4 RETURNING id",
            key[0],
            key[1],
            later,
            clock.now(),
        )
        if won:
            self._probing.add(key)
        return bool(won)

    async def stop(self, channel: Channel, scope: str, code: str, reason: str, reaction: Reaction) -> None:
        """Stop sending; the first to notice raises the one alarm."""
        now = clock.now()
        wait = reaction.probe_s or (reaction.waits[0] if reaction.waits else 0)
        until = now + timedelta(seconds=wait) if wait else None
        self._stops[channel.name, scope] = Stop(channel.name, scope, code)
        self._probing.discard((channel.name, scope))
        opened = await hot.rows(
            _OPEN, channel.name, scope, OPEN, code, reason[:300], channel.credential, until, now, SHUT
        )
        if opened:
            stamp = f"{now:%Y%m%d%H%M}"
            await raise_alarm(
                "stopped",
                f"{channel.name}:{scope}:{code}:{stamp}",
                channel=channel.name,
                code=code,
                reason=reason[:200],
            )

    async def worked(self, channel: Channel, *, reply: bool) -> None:
        """A message went through: a circuit that was being probed closes."""
        for scope in (ALL,) if reply else (ALL, NOTICES):
            if (channel.name, scope) in self._probing:
                self._probing.discard((channel.name, scope))
                await self._close((channel.name, scope))

    async def _close(self, key: tuple[str, str]) -> None:
        self._stops.pop(key, None)
        await hot.rows(
            "UPDATE circuit SET open = $3, changed_at = $4 WHERE channel = $1 AND scope = $2",
            key[0],
            key[1],
            SHUT,
            clock.now(),
        )
