"""`samvad run`: start everything, greet, watch over it until told to stop."""

import signal
import time
from types import FrameType

import click

from runner import checks
from runner.screen import Screen
from runner.startup import Startup
from runner.supervisor import Supervisor
from settings import Settings, current

LOOK_EVERY_S = 0.2
ENDING_S = 10.0


class Stop(Exception):
    """Somebody pressed Ctrl-C, closed the terminal or sent SIGTERM."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _on_signals(handler: signal.Handlers | object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)  # type: ignore[arg-type]  # typeshed wants the private union


@click.command()
def run() -> None:
    """Start everything on this machine; Ctrl-C stops all of it, the data stays."""
    settings = current()
    checks.folder_writable(settings.data.dir)
    with checks.only_one(settings.data.dir) as in_order:
        # After a kill -9 the children are told by the kernel, and take a moment to end.
        checks.port_free(settings.web.host, settings.web.port, patience_s=0 if in_order else ENDING_S)
        _run(settings, Screen())


def _run(settings: Settings, screen: Screen) -> None:
    supervisor = Supervisor(screen.say)
    _on_signals(_stop)
    try:
        _start(settings, supervisor, screen)
        while True:
            time.sleep(LOOK_EVERY_S)
            supervisor.tend(time.monotonic())
    except Stop:
        _on_signals(signal.SIG_IGN)
        with screen.step("Stopped; the data is kept"):
            supervisor.stop()
    finally:
        # A second Ctrl-C changes nothing: stopping is bounded in time.
        _on_signals(signal.SIG_IGN)
        supervisor.stop()


def _start(settings: Settings, supervisor: Supervisor, screen: Screen) -> None:
    began = time.monotonic()
    startup = Startup(settings, supervisor, screen)
    startup.redis()
    startup.database()
    links = startup.processes()
    screen.welcome(settings, links, time.monotonic() - began)
