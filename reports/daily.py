"""The short line a department head gets on a working morning, when anything is due."""

from datetime import datetime

import clock
import settings
import texts
from bots.outbound import Say, TemplateCall
from bots.queue import queue
from models import counters
from models.messages import Counter, Lane
from models.officers import Officer, Role
from models.tickets import Ticket
from reports.cases import short
from reports.counting import OPEN, UNSEEN_AFTER
from reports.reasons import days
from tickets import access, office

DONE = "daily-lines"


async def send_due() -> int:
    """Queue the lines once the first bundle time of a working day has come; gives how many were queued."""
    now = clock.now()
    chosen = settings.current().office
    here = now.astimezone(chosen.zone)
    day = here.date()
    calendar = await office.current()
    if here.time() < min(chosen.bundle_times) or not calendar.is_working_day(day):
        return 0
    if await Counter.filter(name=DONE, period=str(day)).exists():
        return 0
    heads = Officer.filter(active=True, role=Role.DEPARTMENT_HEAD, person_id__isnull=False)
    sent = 0
    for head in await heads.order_by("id").prefetch_related("department"):
        sent += await _send(head, now, calendar.closing(day), f"daily:{day}:{head.id}")
    # Last, so that a crash in between only means looking again: each line has its own key.
    await counters.add(DONE, str(day))
    return sent


async def _send(head: Officer, now: datetime, closing: datetime, key: str) -> bool:
    text = await line(head, now, closing)
    if text is None or head.person_id is None:
        return False
    say = Say(text=text, template=TemplateCall("daily", head.language, {"text": text}))
    return await queue(say, person_id=head.person_id, lane=Lane.NOTICE, purpose="daily", key=key) is not None


async def line(head: Officer, now: datetime, closing: datetime) -> str | None:
    """The line, or None when nothing is due, late or unseen."""
    seen = Ticket.filter(access.visible(await access.actor_for(head)), status__in=sorted(OPEN))
    running = seen.exclude(status="waiting_citizen")
    due = await running.filter(due_at__gte=now, due_at__lte=closing).count()
    overdue = await running.filter(due_at__lt=now).count()
    unseen = await seen.filter(
        status="assigned", first_viewed_at__isnull=True, assigned_at__lt=now - UNSEEN_AFTER
    ).count()
    if not (due or overdue or unseen):
        return None
    first = await seen.order_by("submitted_at").first()
    return texts.say(
        head.language,
        "daily-line",
        department=short(head.department, head.language),
        due=due,
        overdue=overdue,
        unseen=unseen,
        number=first.number if first else "",
        days=days(first.submitted_at, now) if first else 0,
    )
