"""A turn builds on what it has read: when that has changed meanwhile, it starts again."""

from functools import partial
from typing import Any

from bots.inbound import Message
from bots.outbound import Say
from models.messages import Inbound, InboundState
from models.people import Identity
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen


async def test_a_turn_starts_again_when_the_conversation_changed_under_it(rig: Rig) -> None:
    """A timer or a notice wrote to the same conversation: what the turn had read is out of date."""
    citizen = TelegramCitizen()
    await rig.telegram(citizen.says("first"))
    await rig.idle()
    answer, again = rig.echo.answer, []

    def disturbed(message: Message) -> list[Say]:
        again.append(message)
        return answer(message)

    rig.echo.answer = disturbed
    genuine = rig.echo.__class__.__call__

    async def call(self: Any, message: Message, identity: Identity, *, inbound_id: int) -> list[int]:
        if not again:
            await Identity.filter(id=identity.id).update(turn=identity.turn + 1)
        return await genuine(self, message, identity, inbound_id=inbound_id)

    rig.service.inbox._handler = partial(call, rig.echo)  # type: ignore[assignment]
    await rig.telegram(citizen.says("second"))
    await rig.idle()
    assert len(again) == 2
    assert rig.stand_in.texts() == ["echo first", "echo second"]
    assert await Inbound.filter(state=InboundState.DONE).count() == 2
