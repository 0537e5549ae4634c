"""A channel that falls silent by day is told to somebody; one where few people write is left in peace."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots import watch
from models.areas import Area, AreaKind
from models.messages import Counter, Inbound, Outbound
from models.officers import Officer, Role
from models.people import Person

NOON = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # three in the afternoon in the office


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    return sqlite_database_url


async def heard(*hours_ago: float) -> None:
    for ago in hours_ago:
        await Inbound.create(
            channel="telegram", vendor_key=str(ago), lane="message", sender="s", body="{}",
            received_at=NOON - timedelta(hours=ago), state="done",
        )  # fmt: skip


DAYS_BEFORE = (25, 49, 73)


@pytest.mark.parametrize(
    ("came", "now", "expected"),
    [
        (DAYS_BEFORE, NOON, ["telegram"]),
        ((*DAYS_BEFORE, 2.9), NOON, []),
        ((25, 49), NOON, []),
        ((), NOON, []),
        (DAYS_BEFORE, NOON + timedelta(hours=8), []),
    ],
    ids=["silent", "heard", "seldom", "new", "night"],
)
@pytest.mark.usefixtures("database")
async def test_silence_is_told_by_day_where_people_usually_write(
    came: tuple[float, ...], now: datetime, expected: list[str]
) -> None:
    await heard(*came)
    assert await watch.silent(["telegram", "whatsapp"], now) == expected


@pytest.mark.usefixtures("database")
async def test_the_administrator_hears_of_it_once_a_day(tmp_path: Path) -> None:
    person = await Person.create(created_at=NOON)
    area = await Area.create(code="d", kind=AreaKind.DISTRICT, name_hi="ज", name_en="D", path="1.")
    await Officer.create(
        username="a", name_hi="अ", name_en="A", role=Role.ADMINISTRATOR, person=person, area=area,
        language="en", created_at=NOON,
    )  # fmt: skip
    await heard(*DAYS_BEFORE)
    for _ in range(3):
        await watch.alarm_once_a_day(["telegram"], tmp_path, NOON)
    told = await Outbound.get()
    assert "no message for 3 hours" in told.body
    assert (await Counter.get(name="alarm:silent")).value == 1
