"""An update that was overtaken by the next one is waited for.

But never for long and never in vain for ever.
"""

import asyncio

from bots import gaps
from bots.gaps import Gaps


async def order_of(*numbers: int) -> list[int]:
    seen: list[int] = []
    held = Gaps()
    for number in numbers:
        held.arrived(number, lambda number=number: seen.append(number))  # type: ignore[misc]
    return seen


async def test_the_overtaken_goes_first() -> None:
    assert await order_of(700, 702, 703, 701) == [700, 701, 702, 703]


async def test_what_comes_in_order_waits_for_nothing() -> None:
    assert await order_of(1, 2, 3) == [1, 2, 3]


async def test_a_jump_after_a_pause_is_no_gap() -> None:
    assert await order_of(700, 900_000) == [700, 900_000]


async def test_what_never_comes_is_not_waited_for_long() -> None:
    gaps.SETTLE_S, before = 0.01, gaps.SETTLE_S
    seen: list[int] = []
    held = Gaps()
    done = asyncio.Event()
    held.arrived(1, lambda: None)

    def came() -> None:
        seen.append(3)
        done.set()

    held.arrived(3, came)
    assert seen == []
    await asyncio.wait_for(done.wait(), 2)
    gaps.SETTLE_S = before
    assert seen == [3]


async def test_where_gaps_are_never_filled_nothing_waits_any_more() -> None:
    seen: list[int] = []
    held = Gaps(newest=1, in_vain=gaps.PATIENCE)
    held.arrived(3, lambda: seen.append(3))
    assert seen == [3]
