"""Nobody waits longer than so long, not even for a driver that will not be stopped."""

import asyncio

import pytest

from bots.patience import within


async def test_what_will_not_be_stopped_is_left_to_itself() -> None:
    """Fault 2: a frozen database server held whoever waited for it to confirm that it was told to stop."""
    frozen = asyncio.Event()

    async def stubborn() -> int:
        try:
            await frozen.wait()
        except asyncio.CancelledError:
            await frozen.wait()
            raise
        return 1

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(within(0.01, stubborn()), 5)
    frozen.set()


async def test_what_is_done_in_time_gives_its_result_or_its_error() -> None:
    async def quick(error: Exception | None) -> int:
        if error:
            raise error
        return 1

    assert await within(5, quick(None)) == 1
    with pytest.raises(ValueError, match="x"):
        await within(5, quick(ValueError("x")))
