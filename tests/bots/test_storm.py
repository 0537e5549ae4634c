"""Hundreds of sends with faults of every kind and senders killed: nothing is lost (5,000.

Python -m tests.vendors.storm).
"""

from pathlib import Path

import pytest

from tests.vendors.storm import storm

COUNT = 300


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_nothing_is_lost_and_little_is_doubled(
    postgres_database_url: str, redis_url: str, tmp_path: Path
) -> None:
    """Faults 7, 8, 25 and 26."""
    result = await storm(postgres_database_url, redis_url, COUNT, tmp_path / "var")
    assert (result.sent, result.lost) == (COUNT, 0)
    # Telegram has no statuses: what was taken without an answer is said again once.
    assert result.doubled_telegram <= COUNT // 10
    assert result.doubled_whatsapp <= COUNT // 25
