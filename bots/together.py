"""Writes of many tasks in one statement: what arrives while one is under way goes along with the next."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Generic, TypeVar

from bots import hot
from bots.patience import within

Item = TypeVar("Item")
Result = TypeVar("Result")
MOST = 16


class Together(Generic[Item, Result]):
    """Nobody waits for company: a lone item is written at once. A write may take so many seconds."""

    def __init__(
        self, write: Callable[[Sequence[Item]], Coroutine[Any, Any, Sequence[Result]]], *, seconds: float
    ) -> None:
        self._write = write
        self._seconds = seconds
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def do(self, item: Item) -> Result:
        """The result of this item, once it is written; an error when it could not be."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._writing is None:
            self._writing = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                # Whoever has given up meanwhile has helped themselves in another way.
                if some := [pair for pair in some if not pair[1].done()]:
                    await self._some(some)
        finally:
            self._writing = None

    async def _some(self, some: list[tuple[Item, "asyncio.Future[Result]"]]) -> None:
        try:
            results = await within(self._seconds, self._write([item for item, _ in some]))
        except Exception as error:  # noqa: BLE001  (whoever waits for an item hears what became of it)
            # One that is refused harms no other.
            if len(some) > 1 and not hot.is_outage(error):
                for one in some:
                    await self._some([one])
                return
            for _, future in some:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), result in zip(some, results, strict=True):
            if not future.done():
                future.set_result(result)
