"""A year is lived through: no timer missed or doubled, breaches recorded, ends lawful, the audit whole.

Five thousand tickets: `python -m tests.workers.year_by_hand --tickets 5000 --database postgres`.
"""

import pytest

from tests.workers.year import build
from tests.workers.year_claims import check

TICKETS = 1000


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_a_year_of_a_district(database: str) -> None:
    year = await build(TICKETS)
    await year.live()
    await check(TICKETS)
