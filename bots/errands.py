"""Work for one person that a chat's turn must not wait for: planned as a timer row, done by a worker."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

import clock
from models.tickets import Timer


class Errand(StrEnum):
    """Kinds of timers of this sort; the value is the row's `kind`."""

    EXPORT = "errand:export"
    PDF = "errand:pdf"
    LISTEN = "errand:listen"
    ERASE = "errand:erase"
    DIGEST = "errand:digest"
    FILES = "errand:files"


NOW = timedelta()


async def plan(
    kind: Errand,
    key: str,
    data: Mapping[str, object],
    *,
    identity_id: int | None = None,
    after: timedelta = NOW,
) -> bool:
    """Put it on the list of the workers; False when this very errand was planned before."""
    _, is_new = await Timer.get_or_create(
        key=f"{kind}:{key}"[:120],
        defaults={
            "kind": kind.value,
            "identity_id": identity_id,
            "data": dict(data),
            "due_at": clock.now() + after,
        },
    )
    return is_new
