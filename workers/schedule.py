"""What beat starts how often; a start nobody took in time is dropped, the next one finds the same rows."""

from typing import Any

EVERY: dict[str, float] = {
    "workers.sweep_events": 2,
    "workers.sweep_messages": 2,
    "workers.fire_timers": 5,
    "workers.fetch_media": 5,
    "workers.do_errands": 5,
    "workers.send_hooks": 5,
    "workers.send_broadcasts": 10,
    "workers.hear_voices": 15,
    "workers.send_bundles": 30,
    "workers.seen": 30,
    "workers.open_digests": 60,
    "workers.daily_lines": 300,
    "workers.watch": 300,
    "workers.tidy": 600,
    "workers.take_snapshots": 1800,
    "workers.seal_events": 1800,
}
SCHEDULE: dict[str, Any] = {
    name: {"task": name, "schedule": seconds, "options": {"expires": max(seconds, 10)}}
    for name, seconds in EVERY.items()
}
