"""The second step of signing in: six digits on the officer's own chat, for five minutes and tries."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from aiohttp_session import Session

import clock
import texts
from bots.outbound import Say, TemplateCall
from bots.queue import queue
from models.messages import Lane
from models.officers import Officer

PENDING = "pending"
LIFETIME_S = 5 * 60
TRIES = 5


@dataclass(frozen=True, slots=True)
class Pending:
    """Whose code is awaited, and where to go afterwards."""

    officer_id: int
    next: str


def _hash(nonce: str, code: str) -> str:
    return hashlib.sha256(f"{nonce}:{code}".encode()).hexdigest()


async def send(session: Session, officer: Officer, next_page: str) -> bool:
    """Send a code to the officer's chat and await it in this session; False when no chat is linked."""
    if officer.person_id is None:
        return False
    code, nonce = f"{secrets.randbelow(1_000_000):06d}", secrets.token_hex(8)
    session[PENDING] = {
        "officer": officer.id,
        "next": next_page,
        "nonce": nonce,
        "hash": _hash(nonce, code),
        "until": clock.now().timestamp() + LIFETIME_S,
        "tries": 0,
    }
    await queue(
        Say(
            texts.say(officer.language, "portal-code-message", code=code),
            template=TemplateCall("sign_in", officer.language, {"code": code}),
        ),
        person_id=officer.person_id,
        lane=Lane.REPLY,
        purpose="sign-in-code",
        key=f"sign-in-code:{officer.id}:{nonce}",
        urgent=True,
        answers=True,
    )
    return True


def awaited(session: Session) -> Pending | None:
    """What this session waits for; nothing when the time or the tries are used up."""
    held: dict[str, Any] | None = session.get(PENDING)
    if held is None or held["until"] < clock.now().timestamp() or held["tries"] >= TRIES:
        return None
    return Pending(held["officer"], held["next"])


def check(session: Session, code: str) -> bool:
    """Whether it is the right code; each wrong one counts."""
    held: dict[str, Any] = session[PENDING]
    session[PENDING] = {**held, "tries": held["tries"] + 1}
    return hmac.compare_digest(_hash(held["nonce"], code), held["hash"])
