"""Officers' alerts: at once when it matters or is wished, else gathered into one message a bundle time."""

from datetime import datetime

import clock
import settings
import texts
from bots.outbound import Option, Say, TemplateCall
from bots.queue import queue
from models.messages import Alert, Lane
from models.officers import Officer
from models.tickets import Ticket
from tickets import access, leave, queries
from tickets.calendar import next_of
from tickets.transaction import transaction
from workers import calls
from workers.cards import place_of, shortened
from workers.notices import Notice
from workers.recipients import Recipient

AT_ONCE = "at_once"
SHOWN = 10
PLACE_SHOWN = 40


def goes_at_once(notice: Notice, ticket: Ticket, to: Recipient) -> bool:
    """Whether this alert does not wait for the next bundle."""
    return to.officer is None or ticket.urgent or notice.at_once or to.officer.alerts == AT_ONCE


async def put_aside(notice: Notice, ticket: Ticket, event_id: int, officer: Officer, key: str) -> None:
    """Remember a line for the officer's next bundle; the key keeps it from being there twice."""
    office = settings.current().office
    values = {
        "officer_id": officer.id,
        "ticket_id": ticket.id,
        "event_id": event_id,
        "text_id": notice.text,
        "due_at": next_of(office.bundle_times, clock.now(), office.zone),
    }
    await Alert.get_or_create(key=key[:160], defaults=values)


async def send_due() -> int:
    """Send every bundle whose time has come; returns how many officers got one."""
    now = clock.now()
    waiting = (
        await Alert.filter(sent_at=None, due_at__lte=now).distinct().values_list("officer_id", flat=True)
    )
    sent = 0
    for officer_id in waiting:
        sent += await _send(int(str(officer_id)), now)
    return sent


async def _send(officer_id: int, now: datetime) -> bool:
    """One officer's bundle: the lines are claimed and the message queued in one transaction."""
    async with transaction():
        officer = await Officer.select_for_update().get(id=officer_id)
        alerts = await Alert.filter(officer_id=officer_id, sent_at=None, due_at__lte=now).order_by("id")
        if not alerts:
            return False
        await Alert.filter(id__in=[alert.id for alert in alerts]).update(sent_at=now)
        tickets = await _still_theirs(officer, alerts)
        hidden = any(ticket.confidential for ticket in tickets.values())
        acting, key = await leave.stand_in(officer, hidden=hidden), f"bundle:{officer_id}:{alerts[-1].id}"
        if acting.person_id is None and hidden:
            # The chat was unlinked after these lines were put aside; what is confidential is not read out.
            await calls.ask_to_look(acting)
            tickets = {one: ticket for one, ticket in tickets.items() if not ticket.confidential}
        if not tickets:
            return False
        say = await _message(acting, alerts, tickets, now)
        if acting.person_id is None:
            await calls.ask_to_tell(acting, key, say.text)
            return False
        row = await queue(
            say, person_id=acting.person_id, lane=Lane.NOTICE, purpose="officer_bundle", key=key
        )
        return row is not None


async def _still_theirs(officer: Officer, alerts: list[Alert]) -> dict[int, Ticket]:
    """What the officer may still see: not after leaving, nor what became confidential or went elsewhere."""
    seen = access.visible(await leave.on_duty(officer))
    found = await Ticket.filter(seen, id__in={alert.ticket_id for alert in alerts}).prefetch_related("area")
    return {ticket.id: ticket for ticket in found}


async def _message(officer: Officer, alerts: list[Alert], tickets: dict[int, Ticket], now: datetime) -> Say:
    language = officer.language
    news: dict[int, str] = {}
    for alert in alerts:
        if alert.ticket_id in tickets:
            news[alert.ticket_id] = texts.say(language, f"news-{alert.text_id}")
    counts = await queries.counts(await leave.on_duty(officer))
    head: dict[str, str | int] = {
        "date": texts.day(language, now.astimezone(settings.current().office.zone).date()),
        "news": len(news),
        "open": counts.get("mine", counts["open"]),
        "overdue": counts["overdue"],
    }
    shown = [tickets[ticket_id] for ticket_id in list(news)[:SHOWN]]
    lines = [texts.say(language, "alerts-title", **head)]
    for position, ticket in enumerate(shown, 1):
        place = shortened(place_of(ticket, language), PLACE_SHOWN)
        what = news[ticket.id]
        lines.append(
            texts.say(
                language, "alerts-line", position=position, number=ticket.number, place=place, what=what
            )
        )
    if len(news) > SHOWN:
        lines.append(texts.say(language, "alerts-more", more=len(news) - SHOWN))
    return Say(
        text="\n".join(lines),
        options=tuple(
            Option(f"t:{ticket.id}:card", ticket.number, shortened(place_of(ticket, language), PLACE_SHOWN))
            for ticket in shown
        ),
        list_label=texts.say(language, "alerts-choose"),
        template=TemplateCall("officer_bundle", language, {key: str(value) for key, value in head.items()}),
    )
