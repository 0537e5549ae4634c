"""The reaction that tells other systems: one row a hook and event, however often it runs."""

import time
from uuid import uuid4

from bots import hooks, hot
from models.areas import AreaKind
from models.hooks import Hook
from models.tickets import Event, Ticket
from tickets import known
from tickets.lifecycle import Verb
from tickets.once import once

FRESH_S = 10.0
"""A hook that was added is told of what happens from so many seconds later on."""
NEVER = float("-inf")
ON = True
LEVELS = frozenset({AreaKind.STATE, AreaKind.DISTRICT, AreaKind.BLOCK, AreaKind.URBAN_BODY})
"""What stands in no smaller place: a village and a matter can be a person."""
_WRITE = """
INSERT INTO hook_call (hook_id, event_id, delivery, event, body, state, attempts, next_at, error, created_at)
SELECT id, $2::bigint, $3::varchar, $4::varchar, $5::text, 'queued', 0, $6::timestamptz, '', $6::timestamptz
FROM hook WHERE id = $1 AND active = $7 ON CONFLICT (hook_id, event_id) DO NOTHING
"""


class _Held:
    """The hooks that are switched on, as this process last read them."""

    hooks: tuple[Hook, ...] = ()
    looked_at = NEVER


async def active() -> tuple[Hook, ...]:
    """Every hook that is on; a small query each ten seconds in which anything happens, and none between."""
    if time.monotonic() - _Held.looked_at >= FRESH_S:
        _Held.hooks = tuple(await Hook.filter(active=True).order_by("id").select_related("department"))
        _Held.looked_at = time.monotonic()
    return _Held.hooks


def forget() -> None:
    """Read the hooks again at the next event."""
    _Held.looked_at = NEVER


async def write(event: Event) -> None:
    """Write what this event tells to whom; what was written before stays single."""
    wanted = [hook for hook in await once("hooks", active) if _wants(hook, event)]
    if not wanted:
        return
    ticket = await Ticket.get(id=event.ticket_id)
    if ticket.confidential:
        return
    facts = await _facts(ticket, event)
    for hook in wanted:
        if _concerns(hook, ticket, event):
            delivery = str(uuid4())
            body = hooks.written(delivery, event.at, event.verb, facts)
            await hot.rows(_WRITE, hook.id, event.id, delivery, event.verb, body, event.at, ON)


def _wants(hook: Hook, event: Event) -> bool:
    return event.verb in hooks.TOLD and (not hook.events or event.verb in hook.events)


def _concerns(hook: Hook, ticket: Ticket, event: Event) -> bool:
    """Of a department's hook: its tickets, and the last word of those that left it."""
    if hook.department is None or ticket.department_id == hook.department_id:
        return True
    return event.verb == Verb.TRANSFER and event.data.get("from") == hook.department.code


async def _facts(ticket: Ticket, event: Event) -> dict[str, object]:
    """How the ticket stands, in codes: no words, no names, nothing below the block."""
    department = await known.department(ticket.department_id)
    category = await known.category(ticket.category_id)
    return {
        "number": ticket.number,
        "kind": ticket.kind.value,
        "status_before": event.before,
        "status": event.after,
        "department": department.code if department else None,
        "category": category.code if category else None,
        "area": await _block(ticket.area_id),
        "due_at": ticket.due_at.isoformat() if ticket.due_at else None,
        "urgent": ticket.urgent,
        "step": event.seq,
    }


async def _block(area_id: int | None) -> str | None:
    """The code of the smallest place that may be told."""
    area = await known.area(area_id)
    while area is not None and area.kind not in LEVELS:
        area = await known.area(area.parent_id)
    return area.code if area else None
