"""Keeps child processes running: starts them, starts crashed ones again, stops all in reverse order."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from runner import children

LONGEST_PAUSE_S = 30.0
STEADY_S = 60.0
PATIENCE_S = 7.0


@dataclass(slots=True)
class Child:
    """A program we are responsible for, and how its current life goes."""

    program: children.Program
    process: subprocess.Popen[bytes]
    since: float
    is_server: bool = False
    crashes: int = 0
    again_at: float | None = None


def pause_before_restart(crashes: int) -> float:
    """Seconds to wait after so many crashes in a row: 1, 2, 4 … 30."""
    return min(LONGEST_PAUSE_S, 2.0 ** max(0, crashes - 1))


class Supervisor:
    """The children in the order they were started; `say` tells the person what happens to them."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self.children: list[Child] = []

    def start(self, program: children.Program, is_server: bool = False) -> Child:
        """Start one more; a server is one that the others use."""
        child = Child(program, children.start(program), time.monotonic(), is_server)
        self.children.append(child)
        return child

    def tend(self, now: float) -> None:
        """Look at each child once; start again those whose pause is over."""
        for child in self.children:
            if child.again_at is not None:
                if now >= child.again_at:
                    child.process = children.start(child.program)
                    child.since, child.again_at = now, None
            elif (code := child.process.poll()) is not None:
                self._crashed(child, code, now)

    def _crashed(self, child: Child, code: int, now: float) -> None:
        child.crashes = 1 if now - child.since > STEADY_S else child.crashes + 1
        pause = pause_before_restart(child.crashes)
        child.again_at = now + pause
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        name = child.program.name
        self._say(f"{name} stopped ({how}); starting it again in {pause:.0f} s. Its log: {child.program.log}")

    def stop(self) -> None:
        """Stop all, newest first; servers only when nobody uses them any more."""
        for is_server, patience in ((False, PATIENCE_S), (True, PATIENCE_S / 3)):
            group = [child for child in reversed(self.children) if child.is_server == is_server]
            end = time.monotonic() + patience
            for child in group:
                children.ask_to_stop(child.program, child.process)
            for child in group:
                children.make_stop(child.process, max(0.1, end - time.monotonic()))
        self.children.clear()
