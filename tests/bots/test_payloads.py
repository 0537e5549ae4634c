"""Every file of the sample payloads, posted as it is: taken, stored once, nothing else of the batch lost."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.messages import Inbound, InboundState
from settings import ROOT
from tests.bots.conftest import Rig

OWN = ROOT / "tests" / "payloads"
ANSWERS = ("graph-", "api-")


def files(channel: str, folder: Path) -> list[Path]:
    return sorted(path for path in (folder / channel).glob("*.json") if not path.name.startswith(ANSWERS))


def bodies(path: Path) -> Iterator[bytes]:
    """One webhook body, or the items of a sequence."""
    if path.name.startswith("seq-"):
        for item in json.loads(path.read_text("utf-8")):
            yield json.dumps(item).encode()
    else:
        yield path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_every_body_is_taken_and_every_event_handled(rig: Rig, channel: str) -> None:
    """Fault 17: our own captures; tests/test_payloads.py posts those of others to the application."""
    folder = OWN
    post = rig.whatsapp if channel == "whatsapp" else rig.telegram
    # All files come from a few people; a message a second for each is tried elsewhere.
    sender = rig.service.channels[channel]
    sender.rates = replace(sender.rates, person_every_s=0)
    for path in files(channel, folder):
        for body in bodies(path):
            assert await post(body) == 200, path.name
    await rig.idle()
    states = Counter([row.state for row in await Inbound.all()])
    # What is no JSON at all is kept, visible; statuses of messages we never sent wait for a match.
    waiting = await Inbound.filter(state=InboundState.NEW).exclude(lane="status").count()
    assert (waiting, states[InboundState.PARKED]) == (0, await Inbound.filter(lane="unreadable").count())
    await report(channel, folder, states)


async def report(channel: str, folder: Path, states: Counter[InboundState]) -> None:
    """The table for the closing note; shown with `pytest -s`."""
    kinds = Counter((row.lane, row.state.value) for row in await Inbound.all())
    print(f"\n{channel} {folder}: {len(files(channel, folder))} files, {sum(states.values())} events")
    for (lane, state), count in sorted(kinds.items()):
        print(f"  {lane} {state}: {count}")


async def test_a_message_that_comes_again_in_another_shape_is_the_same_message(rig: Rig) -> None:
    twin = OWN / "whatsapp" / "x-dup-other-body.json"
    original = json.loads(twin.read_text("utf-8"))
    await rig.whatsapp(twin.read_bytes())
    await rig.whatsapp(json.dumps(original, indent=3).encode())
    await rig.idle()
    assert (await Inbound.all().count(), len(rig.echo.heard)) == (1, 1)
