"""Writes that go together are written in order, at once when alone, and never fail for another's sake."""

import asyncio
from collections.abc import Sequence

import pytest

from bots.together import Together


class Writer:
    """Notes what was written together; a write takes until it is let go."""

    def __init__(self) -> None:
        self.written: list[list[int]] = []
        self.free = asyncio.Event()

    async def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.written.append(list(items))
        await self.free.wait()
        if 13 in items:
            raise ValueError("13")
        return [item * 10 for item in items]


async def test_what_comes_during_a_write_goes_together_in_the_next() -> None:
    writer = Writer()
    together = Together(writer, seconds=5)
    tasks = [asyncio.create_task(together.do(1))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    tasks += [asyncio.create_task(together.do(item)) for item in (2, 3)]
    await asyncio.sleep(0)
    writer.free.set()
    assert await asyncio.gather(*tasks) == [10, 20, 30]
    assert writer.written == [[1], [2, 3]]


async def test_one_that_is_refused_harms_no_other() -> None:
    writer = Writer()
    writer.free.set()
    together = Together(writer, seconds=5)
    found = await asyncio.gather(*(together.do(item) for item in (12, 13, 14)), return_exceptions=True)
    assert [found[0], type(found[1]), found[2]] == [120, ValueError, 140]


async def test_who_has_given_up_is_not_written_and_a_hung_write_ends() -> None:
    """Fault 2: whoever was told "not now" has put it elsewhere, and the next is not held up for ever."""
    writer = Writer()
    together = Together(writer, seconds=0.05)
    first = asyncio.create_task(together.do(1))
    await asyncio.sleep(0)
    second = asyncio.create_task(together.do(2))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(TimeoutError):
        await first
    writer.free.set()
    assert await together.do(3) == 30
    assert writer.written == [[1], [3]]
