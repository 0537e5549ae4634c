"""Waiting a moment for an update that was overtaken: Telegram numbers its updates without gaps."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

SETTLE_S = 0.15
WIDEST = 100
PATIENCE = 5


@dataclass(slots=True)
class Gaps:
    """Holds back what came too early until the numbers before it are there, or the moment is over.

    Where gaps are never filled (another process takes the other half), it soon stops waiting.
    """

    newest: int = 0
    in_vain: int = 0
    _missing: set[int] = field(default_factory=set)
    _held: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def arrived(self, number: int, then: Callable[[], None]) -> None:
        """`number` is stored; call `then` now, or as soon as what belongs before it is stored too."""
        if number in self._missing:
            self._missing.discard(number)
            self.in_vain = 0
        ahead = number - self.newest
        if self.newest > 0 and 1 < ahead <= WIDEST:
            self._missing.update(range(self.newest + 1, number))
        self.newest = max(self.newest, number)
        if self.in_vain < PATIENCE and any(lost < number for lost in self._missing):
            self._held.append((number, then))
            asyncio.get_running_loop().call_later(SETTLE_S, self._give_up, number)
        else:
            then()
        self._release()

    def _release(self) -> None:
        """Let go, in order, what nothing is missing before."""
        for number, then in sorted(self._held, key=lambda held: held[0]):
            if not any(lost < number for lost in self._missing):
                self._held.remove((number, then))
                then()

    def _give_up(self, number: int) -> None:
        """The moment is over for whatever should have come before this number."""
        lost = {missing for missing in self._missing if missing < number}
        if lost:
            self._missing -= lost
            self.in_vain += 1
        self._release()
