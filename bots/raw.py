"""Reading JSON that strangers may have written: never raises but Unreadable, never trusts a shape."""

import hashlib
import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any

FUTURE = timedelta(minutes=5)


class Unreadable(ValueError):
    """Not JSON, or nested beyond reason."""


def read(raw: bytes | str) -> Any:
    """The JSON value; broken UTF-8 inside strings is read as replacement characters."""
    try:
        return json.loads(raw, parse_constant=lambda _: None)
    except UnicodeDecodeError:
        return read(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)[:200]) from error


def dump(value: Any) -> str:
    """ASCII JSON: NUL and lone surrogates stay escaped, so that every database stores it."""
    try:
        return json.dumps(value, separators=(",", ":"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)[:200]) from error


def shown(raw: bytes) -> str:
    """Bytes that are no JSON, as storable ASCII that `unshown` turns back."""
    return raw.decode("latin-1").encode("unicode_escape").decode("ascii")


def unshown(text: str) -> bytes:
    """The bytes that `shown` showed; what is not its work comes back as it stands."""
    try:
        return text.encode("latin-1").decode("unicode_escape").encode("latin-1")
    except UnicodeError:
        return text.encode("utf-8", "replace")


def digest(value: bytes | str) -> str:
    """A key for what has no id of its own."""
    data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return "sha256:" + hashlib.sha256(data).hexdigest()[:48]


def obj(value: Any) -> dict[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """A string or number as storable text; anything else is empty."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def whole(value: Any) -> int | None:
    """A whole number within 64 bits, also when written as a string."""
    try:
        found = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < 2**63 else None


def degrees(value: Any, limit: float) -> float | None:
    """A coordinate within ±limit, also when written as a string."""
    try:
        found = (
            float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
        )
    except ValueError:
        return None
    return found if abs(found) <= limit else None


def moment(value: Any) -> datetime | None:
    """A Unix time in seconds, or milliseconds from sloppy senders."""
    seconds = whole(value)
    if seconds is None or seconds <= 0:
        return None
    if seconds > 10**11:
        seconds //= 1000
    return datetime.fromtimestamp(seconds, UTC) if seconds < 10**11 else None


def believable(at: datetime | None, received: datetime) -> datetime:
    """The vendor's time, or ours where it is missing or ahead of us."""
    return received if at is None or at > received + FUTURE else at


def phone(value: Any) -> str | None:
    """Digits as E.164 with +, or nothing; an id with letters in it is no number, whatever its digits."""
    given = text(value)
    if any(letter.isalpha() for letter in given):
        return None
    digits = "".join(letter for letter in given if letter in "0123456789")
    return f"+{digits}" if 6 <= len(digits) <= 15 else None
