"""Tells the workers of committed events without ever holding up the loop: a thread hands them to the broker.

When the broker is away the hint is dropped; the event row is unreacted and the sweep finds it. Events that
follow each other closely share a hint: one task for several costs little more than for one.
"""

import contextlib
import queue
import threading

import structlog
from kombu.exceptions import OperationalError

from tickets import publishing
from workers.app import app, connect_broker
from workers.broker import OUTAGE

ROOM = 2000
PAUSE_S = 1.0
LINGER_S = 0.2
"""How long the first event of a hint waits for others; nobody feels it."""
MOST = 20

log = structlog.get_logger()


class _Relay:
    """The thread and its queue, made at the first event of this process."""

    waiting: queue.Queue[int] = queue.Queue(ROOM)
    thread: threading.Thread | None = None
    never = threading.Event()


def start() -> None:
    """Announce every event that this process commits from now on; called by the command line for the web."""
    connect_broker()
    publishing.set_publisher(publish)


async def publish(event_id: int) -> None:
    """Hint that this event was committed; given to `tickets.publishing.set_publisher`."""
    if _Relay.thread is None or not _Relay.thread.is_alive():
        _Relay.thread = threading.Thread(target=_run, name="samvad-relay", daemon=True)
        _Relay.thread.start()
    try:
        _Relay.waiting.put_nowait(event_id)
    except queue.Full:
        log.warning("relay full", event_id=event_id)


def _run() -> None:
    while True:
        event_ids = _gather()
        try:
            app.send_task("workers.react", args=event_ids)
        except (OperationalError, OSError) as error:
            OUTAGE.noticed(error)
            _forget()
        else:
            OUTAGE.over()


def _gather() -> list[int]:
    """The next event, and what follows it within the moment."""
    event_ids = [_Relay.waiting.get()]
    _Relay.never.wait(LINGER_S)
    with contextlib.suppress(queue.Empty):
        while len(event_ids) < MOST:
            event_ids.append(_Relay.waiting.get_nowait())
    return event_ids


def _forget() -> None:
    """Drop what waits and pause: a broker that is away needs no stream of attempts."""
    while not _Relay.waiting.empty():
        _Relay.waiting.get_nowait()
    _Relay.never.wait(PAUSE_S)
