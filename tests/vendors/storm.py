"""Thousands of sends with every fault at once and senders killed: what was sent, doubled, lost."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import clock
from bots import hot
from bots.outbound import Say
from bots.queue import queue
from models import database
from models.messages import Lane, Outbound
from models.migrate import migrate
from models.people import Identity, Person
from tests import servers
from tests.vendors.faults import Fault, answer_file
from tests.vendors.stand_in import StandIn
from tickets.transaction import transaction

SENDERS = 3


@dataclass(frozen=True, slots=True)
class Result:
    """Rows by what became of them, and how often the vendor took each.

    `without_answer_telegram`: taken by a vendor that has no statuses and then cut the line.
    """

    rows: int
    sent: int
    doubled_whatsapp: int
    doubled_telegram: int
    without_answer_telegram: int
    lost: int
    refused_by_rate: int
    seconds: float


def chances() -> list[tuple[float, Fault]]:
    return [
        (0.02, Fault(how="half")),
        (0.02, Fault(how="cut")),
        (0.005, Fault(how="hang", seconds=3)),
        (0.02, Fault(502, "<html>502</html>")),
    ]


def stand_in_with_faults() -> StandIn:
    made = StandIn()
    made.whatsapp_faults.chances = [
        *chances(),
        (0.02, answer_file("whatsapp", "graph-error-131016")),
        (0.02, Fault(400, {"error": {"code": 131056, "message": "pair"}})),
        (0.005, Fault(400, {"error": {"code": 130429, "message": "throughput"}})),
    ]
    wait = {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests",
        "parameters": {"retry_after": 1},
    }
    made.telegram_faults.chances = [
        *chances(),
        (0.02, answer_file("telegram", "api-500")),
        (0.03, Fault(429, wait)),
    ]
    return made


def environment(stand_in: StandIn, database_url: str, redis_url: str, folder: Path) -> dict[str, str]:
    return os.environ | {
        "SAMVAD__DATA__DIR": str(folder),
        "SAMVAD__DATABASE__URL": database_url,
        "SAMVAD__REDIS__URL": redis_url,
        "SAMVAD__WHATSAPP__API_BASE": stand_in.url,
        "SAMVAD__WHATSAPP__TOKEN": stand_in.token,
        "SAMVAD__WHATSAPP__PHONE_ID": stand_in.phone_id,
        "SAMVAD__WHATSAPP__WABA_ID": "1",
        "SAMVAD__WHATSAPP__APP_SECRET": "a",
        "SAMVAD__WHATSAPP__VERIFY_TOKEN": "v",
        "SAMVAD__WHATSAPP__PER_SECOND": "500",
        "SAMVAD__TELEGRAM__API_BASE": stand_in.url,
        "SAMVAD__TELEGRAM__TOKEN": stand_in.bot_token,
        "SAMVAD__TELEGRAM__PER_SECOND": "500",
    }


async def people(count: int) -> None:
    """Half on WhatsApp, half on Telegram, each with one message to get."""
    async with transaction():
        await _people(count, clock.now())


async def _people(count: int, now: datetime) -> None:
    for number in range(count):
        person = await Person.create(created_at=now)
        channel = "whatsapp" if number % 2 else "telegram"
        external = f"IN.{number}" if number % 2 else str(10_000 + number)
        await Identity.create(
            person=person, channel=channel, external_id=external, last_inbound_at=now, created_at=now
        )
        await queue(
            Say(f"row {number}"),
            person_id=person.id,
            lane=Lane.NOTICE,
            purpose="p",
            key=str(number),
            urgent=True,
        )


async def start(environ: Mapping[str, str]) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.vendors.sender", env=dict(environ), stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    await process.stdout.readline()
    return process


async def left() -> int:
    return await Outbound.filter(state__in=["queued", "sending", "unknown"]).count()


async def settle(stand_in: StandIn) -> None:
    """Meta's statuses for what it took, then the waiting times pass at once instead of in minutes."""
    waiting = await Outbound.filter(
        state__in=["queued", "unknown"], next_attempt_at__gt=clock.now()
    ).values_list("id", flat=True)
    for call in stand_in.sent("whatsapp"):
        row = int(call.body["biz_opaque_callback_data"])
        await hot.rows(
            """UPDATE outbound SET state = 'sent', vendor_id = $2 WHERE id = $1 AND (state = 'unknown'
                 OR (state = 'sending' AND (claimed_until IS NULL OR claimed_until < $3)))""",
            row,
            call.vendor_id,
            clock.now(),
        )
    past = clock.now() - timedelta(seconds=1)
    await Outbound.filter(id__in=list(waiting), state__in=["queued", "unknown"]).update(next_attempt_at=past)


async def storm(database_url: str, redis_url: str, count: int, folder: Path) -> Result:
    """Queue `count` messages, send them with three processes, kill two of them twice, and count."""
    stand_in = stand_in_with_faults()
    await stand_in.start()
    await database.connect(database_url)
    await people(count)
    environ = environment(stand_in, database_url, redis_url, folder)
    began = asyncio.get_running_loop().time()
    senders = [await start(environ) for _ in range(SENDERS)]
    try:
        for share in (3, 2):
            while len(stand_in.sent()) < count // share:  # noqa: ASYNC110  (other processes make it true)
                await asyncio.sleep(0.02)
            senders = await _killed_and_replaced(senders, environ)
        while remaining := await left():
            await settle(stand_in)
            await asyncio.sleep(0.5 if remaining > 20 else 1.5)
    finally:
        for sender in senders:
            sender.kill()
            await sender.wait()
    seconds = asyncio.get_running_loop().time() - began
    result = await _counted(stand_in, count, seconds)
    await database.close()
    await stand_in.stop()
    return result


async def _killed_and_replaced(
    senders: list[asyncio.subprocess.Process], environ: Mapping[str, str]
) -> list[asyncio.subprocess.Process]:
    for sender in senders[:2]:
        sender.kill()
        await sender.wait()
    return [senders[2], await start(environ), await start(environ)]


async def _counted(stand_in: StandIn, count: int, seconds: float) -> Result:
    texts = Counter(stand_in.texts())
    doubled = {
        name: len(found := stand_in.texts(name)) - len(set(found)) for name in ("whatsapp", "telegram")
    }
    return Result(
        rows=count,
        sent=len(texts),
        doubled_whatsapp=doubled["whatsapp"],
        doubled_telegram=doubled["telegram"],
        without_answer_telegram=stand_in.telegram_faults.given["half"],
        lost=count - len(texts),
        refused_by_rate=len(stand_in.refused),
        seconds=round(seconds, 1),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres = stack.enter_context(servers.postgres())
        redis = stack.enter_context(servers.redis())
        asyncio.run(migrate(postgres.url))
        print(asyncio.run(storm(postgres.url, redis.url, given.count, folder)))


if __name__ == "__main__":
    main()
