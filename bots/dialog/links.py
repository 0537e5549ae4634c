"""Buttons that name a ticket or a command and work at any time, those of notices among them.

`t:<ticket>:<wish>` is a verb of the ticket's life (or `card`, `status`, `pdf`, `stars-1` … `stars-5`),
`m:<command>` a global word. At most 64 bytes of ASCII; whose they may be is decided when they come back.
"""

import texts
from bots.outbound import Option

VERDICTS = {"confirm": "yes", "dispute": "no", "unsure": "unsure"}
STARS = {f"stars-{count}": count for count in range(1, 6)}


def ticket_options(language: str, ticket_id: int, *wishes: str) -> tuple[Option, ...]:
    """What a citizen may wish for one of their tickets: status, add, answer, nudge, withdraw, pdf, appeal."""
    return tuple(Option(f"t:{ticket_id}:{wish}", texts.say(language, _label(wish))) for wish in wishes)


def _label(wish: str) -> str:
    return f"verdict-ask-{VERDICTS[wish]}" if wish in VERDICTS else f"wish-{wish}"
