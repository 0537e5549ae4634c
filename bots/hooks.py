"""Outgoing webhooks as every door sees them: what is told, to which addresses, signed how; their switches."""

import hashlib
import hmac
import ipaddress
import json
import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import uuid4

import clock
from models.hooks import WAITING, CallState, Hook, HookCall
from models.officers import AccessLog
from tickets.lifecycle import Verb
from tickets.transaction import transaction

PING = "ping"
INSIDE = frozenset(
    {Verb.NOTE, Verb.ATTACH, Verb.MESSAGE, Verb.REMIND, Verb.ASK_VERDICT, Verb.MARK_CONFIDENTIAL}
)
"""What stays in the house: the talk about a ticket, not how it stands."""
TOLD = tuple(verb for verb in Verb if verb not in INSIDE)
OFF_BY_HAND, GONE = "hand", "gone"
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Due before everything that waits."""
SWITCHED_OFF = "off"
"""The error of calls that waited when their hook was switched off."""


def new_secret() -> str:
    """A key for signing, 256 bits."""
    return secrets.token_hex(32)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Samvad-Signature-256."""
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def headers(secret: str, delivery: str, body: bytes) -> dict[str, str]:
    """Everything a receiver needs to know that it is us, and whether it has heard this before."""
    timestamp = str(int(clock.now().timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "Samvad",
        "X-Samvad-Delivery": delivery,
        "X-Samvad-Timestamp": timestamp,
        "X-Samvad-Signature-256": signature(secret, timestamp, body),
    }


def address_fault(url: str, *, plain: bool, private_hosts: Collection[str]) -> str:
    """What is wrong with a receiver's address, or nothing; `plain` allows http, for trying.

    Names are looked up, and refused where they lead inside, only when a connection is made.
    """
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return "address"
    if not host or parts.username or parts.password or parts.fragment or not url.isascii() or " " in url:
        return "address"
    if parts.scheme != "https" and not (plain and parts.scheme == "http"):
        return "https"
    try:
        inside = not ipaddress.ip_address(host).is_global
    except ValueError:
        inside = False
    return "private" if inside and host not in private_hosts else ""


def written(delivery: str, at: datetime, event: str, ticket: dict[str, object] | None) -> str:
    """The body of a call; written once, so that every try says the same."""
    said: dict[str, object] = {"id": delivery, "at": at.astimezone(UTC).isoformat(), "event": event}
    return json.dumps(
        said | ({"ticket": ticket} if ticket else {}), ensure_ascii=False, separators=(",", ":")
    )


async def ping(hook: Hook) -> None:
    """Send a test call before everything that waits, and now, however often the receiver failed before."""
    delivery, now = str(uuid4()), clock.now()
    async with transaction():
        await HookCall.create(
            hook_id=hook.id, delivery=delivery, event=PING, body=written(delivery, now, PING, None),
            next_at=FIRST, created_at=now,
        )  # fmt: skip
        await Hook.filter(id=hook.id).update(paused_until=None)


async def try_again(hook: Hook, call_id: int) -> bool:
    """Let a call that was given up go once more round; False when there is no such."""
    async with transaction():
        given_up = HookCall.filter(
            id=call_id, hook_id=hook.id, state=CallState.GAVE_UP, event_id__not_isnull=True
        )
        call = await given_up.first()
        if call is None:
            return False
        await given_up.update(state=CallState.QUEUED, attempts=0, next_at=call.created_at, done_at=None)
        await Hook.filter(id=hook.id).update(paused_until=None, failing_since=None)
    return True


async def switch_on(hook: Hook) -> None:
    """From now on it is told again; of what happened meanwhile it is not."""
    await Hook.filter(id=hook.id).update(
        active=True, disabled_reason="", failures=0, failing_since=None, paused_until=None
    )


async def switch_off(hook: Hook, reason: str) -> None:
    """Nothing more is sent; what waited is given up. Who switched it off is for the caller to note."""
    async with transaction():
        await Hook.filter(id=hook.id).update(active=False, disabled_reason=reason)
        await give_up(hook.id, SWITCHED_OFF)


async def give_up(hook_id: int, error: str, *, before: datetime | None = None) -> int:
    """End what waits for this hook (of events `before`); returns how many calls."""
    waiting = HookCall.filter(hook_id=hook_id, state__in=WAITING)
    if before is not None:
        waiting = waiting.filter(created_at__lt=before)
    return await waiting.update(state=CallState.GAVE_UP, error=error, done_at=clock.now())


async def note_gone(hook: Hook) -> None:
    """The receiver itself said that it is no longer there: administrators read so in the access log."""
    await AccessLog.create(officer_id=None, action="hooks-gone", subject=hook.name, at=clock.now())
