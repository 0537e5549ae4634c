"""The product's clock: the one place that asks what time it is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")
_shift = [timedelta()]


def configure(shift_s: int) -> None:
    """Run this many seconds ahead, for demonstrations and tests."""
    _shift[0] = timedelta(seconds=shift_s)


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC) + _shift[0]


def today_local(zone: ZoneInfo = INDIA) -> date:
    """Today's date where the office is."""
    return now().astimezone(zone).date()
