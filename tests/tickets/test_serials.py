"""Ticket numbers: unique, from 1 each year, behind the last one given out, and nobody waits for another's."""

import asyncio
import contextvars

from tortoise.connection import get_connection

import clock
from models.dialect import on_postgres
from models.tickets import Ticket, TicketSerial
from tests.tickets.world import World, filed
from tickets import serials
from tickets.transaction import transaction


async def test_serials_count_up_from_one_in_each_year(world: World) -> None:
    assert [await serials.following("GBD", year) for year in (2026, 2026, 2027, 2026)] == [1, 2, 1, 3]
    assert await serials.following("RPR", 2026) == 1


async def test_the_first_filing_after_a_restore_goes_on_behind_the_last(world: World) -> None:
    year = clock.now().year
    await filed(world)
    await Ticket.all().update(number=f"GBD-{year % 100:02d}-004213-7")
    await TicketSerial.update_or_create({"last_serial": 4213}, prefix="GBD", year=year)
    if on_postgres():
        await _forget(year)
    assert await serials.following("GBD", year) == 4214


async def _forget(year: int) -> None:
    await get_connection("default").execute_query(f"DROP SEQUENCE ticket_serial_gbd_{year}")


async def test_on_postgres_an_open_filing_keeps_nobody_waiting(world: World) -> None:
    if not on_postgres():
        return
    await serials.following("GBD", 2026)
    outside = contextvars.copy_context()
    async with transaction():
        first = await serials.following("GBD", 2026)
        # A filing of somebody else, while this one has not committed yet.
        async with asyncio.timeout(5):
            second = await asyncio.create_task(_elsewhere(), context=outside)
    assert (first, second) == (2, 3)


async def _elsewhere() -> int:
    async with transaction():
        return await serials.following("GBD", 2026)


async def test_two_first_filings_of_a_year_at_once_get_two_numbers(world: World) -> None:
    """Fault 38."""
    assert sorted(await asyncio.gather(*(_elsewhere() for _ in range(6)))) == [1, 2, 3, 4, 5, 6]
