"""How beat and worker take a broker that is away: try every second, say so once, and once when it is back."""

import threading
from functools import cache
from typing import Any, Self

import structlog
from celery.app.amqp import AMQP
from celery.beat import PersistentScheduler, ScheduleEntry, SchedulingError
from kombu import Connection, Producer

EVERY_S = 1
"""A broker that is back has work waiting: Celery's own pauses grow to half a minute."""

log = structlog.get_logger()


class Outage:
    """Whether the broker is away, told when that changes and not each time it is noticed."""

    def __init__(self) -> None:
        self.on = False
        # The consumer, the relay and the tasks' threads notice it at the same moment.
        self._one = threading.Lock()

    def noticed(self, error: BaseException) -> None:
        """It does not answer."""
        with self._one:
            news, self.on = not self.on, True
        if news:
            while error.__context__ is not None:
                error = error.__context__
            log.warning("broker away", error=type(error).__name__)

    def over(self) -> None:
        """It answers."""
        with self._one:
            news, self.on = self.on, False
        if news:
            log.warning("broker back")


@cache
def _without_restoring(transport: type[Any]) -> type[Any]:
    """Putting what was in hand back needs the very connection that was just lost.

    That fails, and ends Celery's worker; the rows bring the work back anyway. A channel that is closed while
    it is used ends it too, unless it fails as a lost connection does.
    """

    def parameters(self: Any, asynchronous: bool = False) -> Any:
        if self.connection is None:
            raise ConnectionError("the channel is closed")
        return transport.Channel._connparams(self, asynchronous)  # noqa: SLF001  (kombu has no other place)

    channel = type("Channel", (transport.Channel,), {"do_restore": False, "_connparams": parameters})
    return type("Transport", (transport,), {"Channel": channel})


OUTAGE = Outage()
"""Of this process: whoever talks to the broker notices the same."""


class PatientConnection(Connection):
    """Waits for the broker as long as it takes."""

    def get_transport_cls(self) -> type[Any]:
        """Kombu's own for this address, but for what must not be tried on a lost connection."""
        found: Any = super().get_transport_cls()
        return _without_restoring(found)

    def ensure_connection(self, *_: Any, callback: Any = None, **__: Any) -> Self:
        """Called by worker and beat alone; who publishes has limits of its own and never waits."""

        def told(error: Exception, interval: float) -> None:
            OUTAGE.noticed(error)

        self._ensure_connection(told, None, EVERY_S, 0, EVERY_S, callback)
        OUTAGE.over()
        return self


class Amqp(AMQP):
    """Celery's messaging with connections that are patient."""

    Connection = PatientConnection
    BrokerConnection = PatientConnection


class Beat(PersistentScheduler):
    """Celery's scheduler; a start that nobody takes is dropped, the next one finds the same rows."""

    def apply_entry(self, entry: ScheduleEntry, producer: Producer | None = None) -> None:
        """Send one start, quietly when the broker is known to be away."""
        try:
            self.apply_async(entry, producer=producer, advance=False)
        except SchedulingError as error:
            OUTAGE.noticed(error)
        else:
            OUTAGE.over()
