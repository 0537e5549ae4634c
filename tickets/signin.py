"""One-time sign-in links: a random token whose hash is stored, good once and for a short time."""

import hashlib
import secrets
from datetime import timedelta

import clock
from models.officers import Officer
from models.people import LinkCode

PURPOSE = "sign-in"
LIFETIME = timedelta(minutes=15)
DEMO_LIFETIME = timedelta(days=7)


def _hash(token: str) -> str:
    return hashlib.sha256(f"{PURPOSE}\0{token}".encode()).hexdigest()


async def make(officer_id: int, lifetime: timedelta = LIFETIME) -> str:
    """A new token for this officer."""
    token = secrets.token_urlsafe(24)
    await LinkCode.create(
        purpose=PURPOSE, code_hash=_hash(token), officer_id=officer_id, expires_at=clock.now() + lifetime
    )
    return token


async def owner(token: str) -> Officer | None:
    """Whose unused token this is; looking does not use it up."""
    row = await LinkCode.get_or_none(
        purpose=PURPOSE, code_hash=_hash(token), used_at=None, expires_at__gt=clock.now()
    )
    return await Officer.get_or_none(id=row.officer_id, active=True) if row else None


async def use(token: str) -> Officer | None:
    """Take the token: of two who come with the same one, one gets the officer and the other nothing."""
    officer = await owner(token)
    now = clock.now()
    taken = await LinkCode.filter(
        purpose=PURPOSE, code_hash=_hash(token), used_at=None, expires_at__gt=now
    ).update(used_at=now)
    return officer if taken else None
