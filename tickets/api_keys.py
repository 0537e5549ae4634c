"""Keys of programs that file for people: shown once when made, kept as a hash, compared in constant time."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

import clock
from models.api_keys import ApiKey
from models.officers import AccessLog
from tickets.errors import Invalid
from tickets.transaction import transaction

SOURCE = "open311"
"""The source of tickets that were filed with a key."""
COARSE = timedelta(hours=1)
"""How exactly it is kept when a key was last used: enough to find those that nobody needs."""
SHAPE = re.compile(r"([0-9a-f]{8})\.[A-Za-z0-9_-]{43}")
NOTHING = "0" * 64


@dataclass(frozen=True, slots=True)
class Made:
    """A new key with its secret, which nobody can read again afterwards."""

    key: ApiKey
    secret: str


async def make(name: str, *, by: int | None = None, address: str = "") -> Made:
    """Make a key for a program; `by` is the administrator's id, nobody's on the command line."""
    name = name.strip()[:120]
    if not name:
        raise Invalid("name-missing", field="name")
    prefix = secrets.token_hex(4)
    secret = f"{prefix}.{secrets.token_urlsafe(32)}"
    async with transaction():
        key = await ApiKey.create(
            name=name, prefix=prefix, hash=_hash(secret), made_by=by, created_at=clock.now()
        )
        await _note("api-key-made", key, by, address)
    return Made(key, secret)


async def revoke(key: ApiKey, *, by: int | None = None, address: str = "") -> bool:
    """Let nobody in with it any more; False when it was so already."""
    async with transaction():
        now = clock.now()
        if not await ApiKey.filter(id=key.id, active=True).update(active=False, revoked_at=now):
            return False
        await _note("api-key-revoked", key, by, address)
    return True


async def known(secret: str) -> ApiKey | None:
    """The key in force with this secret; compared also when there is none, so that both take as long."""
    shape = SHAPE.fullmatch(secret)
    key = await ApiKey.get_or_none(prefix=shape[1], active=True) if shape else None
    fits = hmac.compare_digest(_hash(secret), key.hash if key else NOTHING)
    return key if fits else None


async def used(key: ApiKey) -> None:
    """Remember that it is in use, once in an hour."""
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at >= COARSE:
        await ApiKey.filter(id=key.id).update(last_used_at=now)


def _hash(secret: str) -> str:
    """A plain hash is enough for 256 random bits; only guessable secrets need a slow one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


async def _note(action: str, key: ApiKey, by: int | None, address: str) -> None:
    await AccessLog.create(
        officer_id=by,
        action=action,
        subject=key.prefix,
        detail=key.name,
        address=address[:45],
        at=clock.now(),
    )
