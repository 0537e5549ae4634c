"""The clock: UTC, shifted for demonstrations, and the office's own day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

import clock


@time_machine.travel(datetime(2026, 7, 13, 20, 0, tzinfo=UTC), tick=False)
def test_the_office_has_tomorrow_while_utc_has_today():
    assert clock.now() == datetime(2026, 7, 13, 20, 0, tzinfo=UTC)
    assert clock.today_local() == date(2026, 7, 14)
    assert clock.today_local(ZoneInfo("UTC")) == date(2026, 7, 13)


def test_a_demonstration_runs_ahead():
    clock.configure(86_400)
    assert timedelta(hours=23) < clock.now() - datetime.now(UTC) <= timedelta(hours=24)
