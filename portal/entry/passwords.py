"""Passwords: Argon2, the same time and answer whether or not the account exists."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
# Memory-hard for whoever steals the table, about 40 ms for us.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$OP/IvIVH5uHJ+sIJZ3Geuw$3uQsK8eJHjpBKe2F535fPbNWEHrUv1+HFIlzRqTA/VI"


async def hashed(password: str) -> str:
    """What is stored."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def matches(stored: str, password: str) -> bool:
    """Whether the password is right; an account without one costs the same time."""
    return await asyncio.to_thread(_verify, stored or _NOBODY, password) and bool(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password[:256])
    except (VerificationError, InvalidHashError):
        return False


def weakness(password: str, username: str) -> str:
    """Why a new password is refused, as the end of a text's name; empty when it is good."""
    if len(password) < SHORTEST:
        return "short"
    if len(set(password)) < 5 or username.lower() in password.lower():
        return "simple"
    return ""
