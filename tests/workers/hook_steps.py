"""What the tests of outgoing webhooks do again and again: a hook to a receiver, and looks of the beat."""

from datetime import timedelta

import clock
from models.departments import Department
from models.hooks import Hook, HookCall
from tests.receiver import Receiver
from tests.tickets.world import set_clock
from workers.hooks import sending, writing


async def hook_to(place: Receiver | str, *events: str, department: Department | None = None) -> Hook:
    writing.forget()
    return await Hook.create(
        name=f"hook {await Hook.all().count()}",
        url=place if isinstance(place, str) else place.url,
        secret="s" * 64,
        events=list(events),
        department=department,
        created_at=clock.now(),
    )


async def send() -> None:
    """One look of the beat, to its end."""
    await sending.send_due()
    await sending.idle()


async def later(**more: float) -> None:
    """The next look after so long."""
    set_clock(clock.now() + timedelta(**more))
    await send()


async def states() -> list[str]:
    return [call.state.value for call in await HookCall.all().order_by("id")]
