"""Meta's messaging limit: how many people may be written to first in a day, in whichever words it comes."""

import re
from typing import Any

from bots import raw
from bots.quota import UNLIMITED
from bots.whatsapp.graph import Graph

FIELD = "whatsapp_business_manager_messaging_limit"
# One figure, by the names that three years of webhooks gave it, the newest first.
NAMES = ("max_daily_conversations_per_business", "max_daily_conversation_per_phone", "current_limit")
_TIER = re.compile(r"TIER_(\d+)(K?)\Z")


def people(word: Any) -> int | None:
    """The figure in `TIER_2K`, 2000 or `-1`; nothing when it is none of these."""
    said = raw.text(word).strip().upper()
    if said == "TIER_UNLIMITED":
        return UNLIMITED
    if found := _TIER.match(said):
        return int(found[1]) * (1000 if found[2] else 1)
    count = raw.whole(said)
    return count if count is not None and (count > 0 or count == UNLIMITED) else None


def told(value: dict[str, Any]) -> int | None:
    """What a webhook about our account says of it."""
    return next((found for name in NAMES if (found := people(value.get(name))) is not None), None)


async def ask(graph: Graph) -> int | None:
    """What Meta says when asked; raises SendFailed."""
    return people((await graph.call("GET", f"/{graph.phone_id}", params={"fields": FIELD})).get(FIELD))
