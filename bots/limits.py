"""Rates the vendors allow, shared by all processes through Redis.

Each process keeps its own when Redis is away.
"""

import time
from dataclasses import dataclass, field

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import RedisError

from bots.channel import Rates
from models.messages import Lane

# Each bucket is one number in Redis: the time at which it will be empty again (generic cell rate algorithm).
# All buckets are checked before any is charged, so that a refused message costs nothing. Times are Redis'
# own.
SCRIPT = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local wait = 0
local due = {}
for i, key in ipairs(KEYS) do
  local every, burst = tonumber(ARGV[i * 2 - 1]), tonumber(ARGV[i * 2])
  local at = math.max(tonumber(redis.call('GET', key) or '0'), now)
  if every > 0 then
    due[i] = at + every
    wait = math.max(wait, due[i] - now - every * burst)
  else
    wait = math.max(wait, at - now)
  end
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  if due[i] then redis.call('SET', key, due[i], 'PX', math.ceil(due[i] - now) + 1000) end
end
return 0
"""
BULK_SHARE = 0.6
RETRY_S = 5.0
MAX_CONNECTIONS = 40
SEVERAL, AT_ONE_MOMENT_S = 5, 1.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """One limit: a message every so many milliseconds after a burst.

    `every_ms` 0 is a pause that nothing charges.
    """

    key: str
    every_ms: float
    burst: int = 1


def buckets(channel: str, person: str, lane: Lane, rates: Rates) -> list[Bucket]:
    """What one message must pass: the channel's pause, its rate, the person's pause and rate.

    Notices and bulk may use only a share of the channel's rate, so that replies always overtake them.
    """
    whole = 1000 / rates.per_second
    burst = max(1, rates.per_second // 4)
    found = [
        Bucket(f"pause:{channel}", 0),
        Bucket(f"pause:{channel}:{person}", 0),
        Bucket(f"rate:{channel}", whole, burst),
        Bucket(
            f"rate:{channel}:{person}",
            rates.person_every_s * 1000,
            rates.person_burst if lane is Lane.REPLY else rates.notice_burst,
        ),
    ]
    if lane is not Lane.REPLY:
        found.append(Bucket(f"rate:{channel}:later", whole / BULK_SHARE, max(1, int(burst * BULK_SHARE))))
    return found


@dataclass(slots=True)
class Local:
    """The same reckoning inside one process."""

    empty_at: dict[str, float] = field(default_factory=dict)

    def take(self, wanted: list[Bucket], now_ms: float) -> float:
        """Milliseconds to wait, or 0 and the buckets are charged."""
        due: dict[str, float] = {}
        wait = 0.0
        for bucket in wanted:
            at = max(self.empty_at.get(bucket.key, 0), now_ms)
            if bucket.every_ms > 0:
                due[bucket.key] = at + bucket.every_ms
                wait = max(wait, due[bucket.key] - now_ms - bucket.every_ms * bucket.burst)
            else:
                wait = max(wait, at - now_ms)
        if wait <= 0:
            self.empty_at.update(due)
            if len(self.empty_at) > 50_000:
                self.empty_at = {key: at for key, at in self.empty_at.items() if at > now_ms}
        return max(0.0, wait)

    def pause(self, key: str, until_ms: float) -> None:
        """Refuse everything under this key until then."""
        self.empty_at[key] = max(self.empty_at.get(key, 0), until_ms)


class Limits:
    """Asks Redis; falls back to the process's own reckoning while Redis does not answer."""

    def __init__(self, url: str, prefix: str = "samvad:") -> None:
        self._prefix = prefix
        self._local = Local()
        self._away_until = 0.0
        self._told: dict[str, dict[str, float]] = {}
        self._redis: Redis | None = None
        if url:
            pool = BlockingConnectionPool.from_url(
                url,
                max_connections=MAX_CONNECTIONS,
                timeout=0.5,
                socket_timeout=0.5,
                socket_connect_timeout=0.5,
            )
            self._redis = Redis(connection_pool=pool)
        self._script = self._redis.register_script(SCRIPT) if self._redis else None

    async def take(self, channel: str, person: str, lane: Lane, rates: Rates) -> float:
        """Seconds until this message may go; 0 when it may go now, and then it is counted."""
        wanted = buckets(channel, person, lane, rates)
        if self._script is not None and time.monotonic() >= self._away_until:
            try:
                arguments = [value for bucket in wanted for value in (bucket.every_ms, bucket.burst)]
                wait = await self._script(
                    keys=[self._prefix + bucket.key for bucket in wanted], args=arguments
                )
                return float(wait) / 1000
            except (RedisError, OSError):
                self._away_until = time.monotonic() + RETRY_S
        return self._local.take(wanted, time.monotonic() * 1000) / 1000

    async def pause(self, channel: str, person: str, seconds: float, *, spreads: bool = False) -> None:
        """The vendor said wait.

        Nothing for this person (or, with an empty person, on this channel) for so long. Where it `spreads`,
        several people told so at one moment mean the channel.
        """
        if spreads and self._is_widespread(channel, person):
            await self.pause(channel, "", seconds)
        key = f"pause:{channel}:{person}" if person else f"pause:{channel}"
        self._local.pause(key, (time.monotonic() + seconds) * 1000)
        if self._redis is None:
            return
        try:
            now, micro = await self._redis.time()
            until = now * 1000 + micro // 1000 + int(seconds * 1000)
            await self._redis.set(self._prefix + key, until, px=int(seconds * 1000) + 1000)
        except (RedisError, OSError):
            self._away_until = time.monotonic() + RETRY_S

    def _is_widespread(self, channel: str, person: str) -> bool:
        """Whether this person is not the only one told to wait just now."""
        now = time.monotonic()
        told = {who: at for who, at in self._told.get(channel, {}).items() if now - at < AT_ONE_MOMENT_S}
        self._told[channel] = told | {person: now}
        return len(self._told[channel]) >= SEVERAL

    async def close(self) -> None:
        """Give back connections."""
        if self._redis is not None:
            await self._redis.aclose(close_connection_pool=True)
