"""Writes every notice of the table once, for a test that looks at all of them."""

import texts
from models.states import Status
from models.tickets import Ticket
from tests.tickets.world import World, assigned
from tickets.lifecycle import Verb
from workers.letters import Files, write
from workers.notices import OFFICIAL, TABLE, Happening
from workers.recipients import Recipient


async def every_message(world: World, language: str) -> list[str]:
    ticket = await assigned(world)
    ticket = await Ticket.get(id=ticket.id).prefetch_related("department", "area", "citizen")
    found = []
    for verb, rows in TABLE.items():
        for notice in rows:
            officer = world.officer if notice.to in OFFICIAL else None
            to = Recipient(world.citizen.id, language, officer, world.colleague if officer else None)
            data = {"reason": "कारण", "level": 2}
            event = Happening(Verb(verb), "officer", Status.ASSIGNED, Status.ASSIGNED, data)
            found.append(write(notice, ticket, event, to, Files(1, 1)).text)
            if officer:
                found.append(texts.say(language, f"news-{notice.text}"))
    return found
