"""Every captured webhook body through the real intake and dialog, and what became of each."""

import asyncio
import contextlib
import itertools
import json
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

import clock
import settings as settings_module
from bots import conversation, district_facts
from bots.service import Service, assemble
from bots.webhooks import routes
from models import database
from models.messages import Inbound, InboundState
from models.migrate import migrate
from tests import servers
from tests.vendors.citizens import as_bytes, signature
from tests.vendors.stand_in import StandIn

COPIED = Path(__file__).parents[1] / "payloads"
SHARED = Path(__file__).parents[3] / "shared" / "samples" / "payloads"
SECRETS = {"WHATSAPP__APP_SECRET": "app-secret", "TELEGRAM__SECRET": "telegram-secret"}
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Body:
    """One webhook body to post; a `seq-` file holds several."""

    channel: str
    file: str
    raw: bytes

    @property
    def family(self) -> str:
        return self.file.partition("-")[0]

    def read(self) -> Any:
        """The JSON, or nothing where it is none."""
        with contextlib.suppress(ValueError, RecursionError):
            return json.loads(self.raw)
        with contextlib.suppress(ValueError, RecursionError):
            return json.loads(self.raw.decode("utf-8", "replace"))
        return None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a body: the answer, how its new rows ended, and a good message posted along with it."""

    body: Body
    status: int
    ends: tuple[str, ...]
    again: int
    neighbour: str


def bodies() -> list[Body]:
    """All of them: ours, and the third parties' where the shared folder is there."""
    files = {path.relative_to(COPIED): path for path in COPIED.glob("*/*.json")}
    files |= {path.relative_to(SHARED): path for path in SHARED.glob("*/*.json")}
    found: list[Body] = []
    for name, path in sorted(files.items()):
        channel, file = name.parts[0], name.stem
        if file.startswith(("graph-", "api-")):
            continue
        raw = path.read_bytes()
        many = [as_bytes(item) for item in json.loads(raw)] if file.startswith("seq-") else [raw]
        found += [Body(channel, file, one) for one in many]
    return found


def headers(body: Body) -> dict[str, str]:
    """As the vendor signs it."""
    if body.channel == "whatsapp":
        return signature(SECRETS["WHATSAPP__APP_SECRET"], body.raw)
    return {"X-Telegram-Bot-Api-Secret-Token": SECRETS["TELEGRAM__SECRET"]}


def moment(body: Body) -> datetime:
    """Its newest believable time, so that nothing counts as played back."""
    found = [int(number) for number in _times(body.read()) if 1_400_000_000 < int(number) < 2_000_000_000]
    return datetime.fromtimestamp(max(found, default=1_795_400_000), UTC)


def _times(value: Any) -> list[str]:
    if isinstance(value, list):
        return [number for item in value for number in _times(item)]
    if not isinstance(value, dict):
        return []
    own = [str(value[key]) for key in ("timestamp", "date") if str(value.get(key, "")).isdecimal()]
    try:
        return own + [number for item in value.values() for number in _times(item)]
    except RecursionError:
        return own


def with_neighbour(body: Body) -> tuple[Body, str] | None:
    """The same WhatsApp batch with one more, good message of somebody else behind it."""
    given = body.read()
    if body.channel != "whatsapp" or not isinstance(given, dict) or not isinstance(given.get("entry"), list):
        return None
    number = next(_numbers)
    key, who = f"wamid.NEIGHBOUR{number}", f"9100000{number:05d}"
    message = {"from": who, "id": key, "timestamp": str(int(moment(body).timestamp())), "type": "text"}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"},
        "contacts": [{"profile": {"name": "Neighbour"}, "wa_id": who}],
        "messages": [message | {"text": {"body": "hi"}}],
    }
    entry = {"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}
    try:
        raw = as_bytes(given | {"entry": [*given["entry"], entry]})
    except RecursionError:
        return None
    return Body(body.channel, body.file, raw), key


@contextlib.asynccontextmanager
async def intake(
    folder: Path, database_url: str, redis_url: str, vendors: StandIn | None = None
) -> AsyncIterator[tuple[TestClient, Service]]:
    """The webhooks with everything behind them, in this process; the database is connected already."""
    vendors = vendors or StandIn()
    await vendors.start()
    given = {
        "DATA__DIR": str(folder), "DATABASE__URL": database_url, "REDIS__URL": redis_url,
        "WHATSAPP__PHONE_ID": vendors.phone_id, "WHATSAPP__WABA_ID": "1", "WHATSAPP__VERIFY_TOKEN": "v",
        "WHATSAPP__TOKEN": vendors.token, "WHATSAPP__API_BASE": vendors.url,
        "TELEGRAM__TOKEN": vendors.bot_token, "TELEGRAM__MODE": "webhook", "TELEGRAM__API_BASE": vendors.url,
        **SECRETS,
    }  # fmt: skip
    config = settings_module.load(environ={f"SAMVAD__{name}": value for name, value in given.items()})
    district_facts.forget()
    service = assemble(config, conversation.handle)
    app = web.Application()
    app.add_routes(routes(config, service.channels, service.receiver))
    async with TestClient(TestServer(app)) as client:
        yield client, service
    await service.close()
    await vendors.stop()


async def post_all(client: TestClient, service: Service) -> list[Fate]:
    """Each body once, once more, and once more with a good neighbour."""
    return [await _post(body, client, service) for body in bodies()]


async def _post(body: Body, client: TestClient, service: Service) -> Fate:
    clock.configure(int((moment(body) - datetime.now(UTC)).total_seconds()) + 5)
    before = await _last()
    status = await _give(body, client, service)
    middle = await _last()
    ends = tuple([_end(row) for row in await Inbound.filter(id__gt=before).order_by("id")])
    await _give(body, client, service)
    again = await Inbound.filter(id__gt=middle).count()
    joined = with_neighbour(body)
    neighbour = ""
    if joined is not None:
        await _give(joined[0], client, service)
        row = await Inbound.get_or_none(channel="whatsapp", vendor_key=joined[1])
        neighbour = row.state.value if row else "lost"
    return Fate(body, status, ends, again, neighbour)


async def _give(body: Body, client: TestClient, service: Service) -> int:
    address = f"/webhooks/{body.channel}"
    async with client.post(address, data=body.raw, headers=headers(body)) as answer:
        await answer.read()
    # Replies of one person wait for the vendor's limits; only the turns matter here.
    for _ in range(400):
        if not await Inbound.filter(state=InboundState.NEW, next_attempt_at=None).exists():
            break
        await asyncio.sleep(0.01)
    else:
        await service.inbox.sweep()
    return answer.status


async def _last() -> int:
    row = await Inbound.all().order_by("-id").first()
    return row.id if row else 0


def _end(row: Inbound) -> str:
    if row.state is InboundState.DONE:
        return f"{row.lane} handled"
    if row.state is InboundState.NEW and row.lane == "status" and row.next_attempt_at:
        return "status kept until its message is known"
    return f"{row.lane} {row.state.value} ({row.error[:40] or 'no reason'})"


def table(fates: list[Fate]) -> str:
    """How many of how many, by channel and kind of end."""
    lines: list[str] = []
    for channel in ("whatsapp", "telegram"):
        ours = [fate for fate in fates if fate.body.channel == channel]
        good = sum(fate.status < 300 for fate in ours)
        near = [fate for fate in ours if fate.neighbour]
        lines.append(
            f"{channel}: {good} of {len(ours)} bodies answered 2xx, {len({f.body.file for f in ours})} files"
        )
        for end, count in Counter(end for fate in ours for end in fate.ends).most_common():
            lines.append(f"  {count:4}  {end}")
        lines.append(
            f"  {sum(not fate.ends for fate in ours):4}  repeats of an id seen before: nothing stored"
        )
        if near:
            lines.append(
                f"  {sum(f.neighbour == 'done' for f in near)} of {len(near)} good neighbours handled"
            )
    return "\n".join(lines)


async def main() -> None:
    """Post everything against a new SQLite file and a Redis of its own."""
    with tempfile.TemporaryDirectory() as name, servers.redis() as redis:
        url = f"sqlite://{name}/samvad.sqlite3"
        await migrate(url)
        await database.connect(url)
        async with intake(Path(name), url, redis.url) as (client, service):
            print(table(await post_all(client, service)))
        await database.close()


if __name__ == "__main__":
    asyncio.run(main())
