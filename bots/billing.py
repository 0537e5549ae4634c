"""What the month's messages cost: counted as delivered, by what Meta calls them, with a forecast."""

import calendar
from dataclasses import dataclass
from datetime import date

from models.messages import Counter

FREE_SERVICE = 1000
CHANNEL = "whatsapp"


@dataclass(frozen=True, slots=True)
class Bill:
    """Delivered messages of one month by `type:category`; free ones taken off.

    Forecast to the month's end.
    """

    month: str
    delivered: dict[str, int]
    billable: int
    forecast: int


def reckon(month: str, delivered: dict[str, int], today: date) -> Bill:
    """Service messages cost after the first thousand; what Meta calls free costs nothing (pure)."""
    service = sum(count for kind, count in delivered.items() if kind == "regular:service")
    other = sum(
        count
        for kind, count in delivered.items()
        if kind.startswith("regular:") and kind != "regular:service"
    )
    billable = max(0, service - FREE_SERVICE) + other
    if today.strftime("%Y-%m") != month:
        return Bill(month, delivered, billable, billable)
    share = today.day / calendar.monthrange(today.year, today.month)[1]
    whole = max(0, int(service / share) - FREE_SERVICE) + int(other / share)
    return Bill(month, delivered, billable, whole)


async def of_month(today: date) -> Bill:
    """This month's bill so far."""
    month = today.strftime("%Y-%m")
    rows = await Counter.filter(period=month, name__startswith=f"{CHANNEL}:")
    return reckon(month, {row.name.removeprefix(f"{CHANNEL}:"): row.value for row in rows}, today)
