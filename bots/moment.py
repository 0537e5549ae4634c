"""One turn as it stands: what was read for it, the transaction it opens if it needs one, what it has said."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import dataclass, field

from bots import hot
from bots.outbound import Say
from models.people import Identity
from tickets.transaction import transaction

_LOCK = "SELECT turn FROM identity i WHERE i.id = $1 FOR UPDATE OF i"


class Raced(Exception):
    """Another process was quicker with the same person: start the turn again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply of this turn; it is stored when the turn ends."""

    key: str
    purpose: str
    say: Say
    urgent: bool


@dataclass(slots=True)
class Moment:
    """What surrounds the handling of one stored message.

    Most turns only think and answer: they read once, and write once at their end, if nobody wrote to the
    person's conversation in between (`identity.turn`). Whatever changes more than the conversation begins a
    transaction first, which holds the person's row until the end.
    """

    channel: str
    inbound_id: int
    stack: AsyncExitStack
    identity: Identity | None = None
    read: Sequence[hot.Row] = ()
    begun: bool = False
    state: str | None = None
    replies: list[Reply] = field(default_factory=list)

    async def begin(self, *, check: bool = True) -> None:
        """Open the turn's transaction and hold the person's row; nothing when that is done already.

        Without `check` the caller itself sees whether the row is still as it was read.
        """
        if self.begun:
            return
        await self.stack.enter_async_context(transaction())
        self.begun = True
        self.read = ()
        if check and self.identity is not None:
            held = await hot.rows(_LOCK, self.identity.id)
            if not held or held[0]["turn"] != self.identity.turn:
                raise Raced(self.channel)

    def is_of(self, identity_id: int | None) -> bool:
        """Whether this is the turn of that identity."""
        return self.identity is not None and self.identity.id == identity_id


moment: ContextVar[Moment | None] = ContextVar("moment", default=None)


async def begin() -> None:
    """Open the transaction of the turn that runs here; outside a turn its caller has one."""
    here = moment.get()
    if here is not None:
        await here.begin()
