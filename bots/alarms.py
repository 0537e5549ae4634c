"""An alarm.

Once into the log, once into the counters, and a message to every administrator who has a chat.
"""

import logging

import clock
import texts
from bots.outbound import Say, TemplateCall
from bots.queue import queue
from models import counters
from models.messages import Lane
from models.officers import Officer, Role

log = logging.getLogger(__name__)


async def raise_alarm(what: str, key: str, /, **facts: str) -> None:
    """Tell the people who can help. `what` names the text `alarm-…`; the same `key` alarms nobody twice."""
    log.error(
        "alarm %s", what, extra={"alarm": what, **{f"alarm_{name}": value for name, value in facts.items()}}
    )
    await counters.add(f"alarm:{what}", f"{clock.now():%Y-%m-%d}")
    for officer in await Officer.filter(role=Role.ADMINISTRATOR, active=True, person_id__isnull=False):
        text = texts.say(officer.language, f"alarm-{what}", **facts)
        await queue(
            Say(text, template=TemplateCall("alarm", officer.language, {"text": text})),
            person_id=officer.person_id or 0,
            lane=Lane.NOTICE,
            purpose="alarm",
            key=f"alarm:{key}:{officer.id}",
            urgent=True,
        )
