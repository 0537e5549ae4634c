"""A stage for transcripts: the dialog on a person, with deeds carried out on tickets in memory."""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bots.dialog.effects import (
    Act,
    CallOperator,
    Count,
    Effect,
    FileTicket,
    Link,
    Look,
    Personal,
    Remember,
    Unwake,
    Wake,
)
from bots.dialog.engine import advance
from bots.dialog.events import Done, Event, Filed, Found, Heard, Refused, TicketView, Told, Woken
from bots.dialog.facts import DepartmentCard, Facts, PersonFacts
from bots.dialog.session import Session
from bots.inbound import Content, Message, Sender
from bots.outbound import Option, Say
from tests.bots.dialog.district import small_district
from tickets import numbers

START = datetime(2026, 7, 6, 4, 30, tzinfo=UTC)  # a Monday, ten in the morning in the district
CITIZEN = ("answer", "add", "nudge", "withdraw")
RESOLVED = ("confirm", "dispute", "unsure", "add")
OFFICER = ("view", "start", "ask", "resolve", "transfer", "extend", "note", "reject", "message")
_AFTER = {
    "start": "in_progress",
    "ask": "waiting_citizen",
    "answer": "in_progress",
    "resolve": "resolved",
    "confirm": "confirmed",
    "dispute": "reopened",
    "withdraw": "withdrawn",
    "appeal": "appealed",
    "transfer": "submitted",
    "approve_rejection": "rejected",
}


@dataclass
class Stage:
    """One chat. `refuse` names deeds that are refused, with the code."""

    facts: Facts
    session: Session = field(default_factory=Session.new)
    tickets: list[TicketView] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    cluster: tuple[int, int] = (0, 0)
    said: list[Say] = field(default_factory=list)
    deeds: list[Effect] = field(default_factory=list)
    count: int = 0
    joins: bool = False
    shown: tuple[Option, ...] = ()
    token: str = ""

    @classmethod
    def new(cls, person: PersonFacts | None = None, channel: str = "whatsapp") -> "Stage":
        facts = Facts(
            START,
            channel,
            person or PersonFacts(),
            small_district(),
            frozenset({"buttons", "list", "location"}),
        )
        return cls(facts)

    def hear(self, content: Content, *, after: timedelta = timedelta(seconds=30), **how: Any) -> list[Say]:
        """One message, half a minute after the last one."""
        self.count += 1
        self.wait(after)
        message = Message(
            vendor_key=f"{self.facts.channel}:{self.count}",
            sender=Sender(self.facts.channel, "u1"),
            at=self.facts.now,
            content=content,
            **how,
        )
        return self.happen(Heard(message))

    def happen(self, event: Event) -> list[Say]:
        """One event and everything that follows from it."""
        self.said, self.deeds = [], []
        events = deque([event])
        rounds = 0
        while events:
            rounds += 1
            assert rounds < 12, "the dialog asks for deeds without end"
            self.session, effects = advance(self.session, events.popleft(), self.facts)
            self.session = Session.from_json(self.session.to_json())
            for effect in effects:
                events.extend(self.carry_out(effect))
        return self.said

    def told(self, what: str, ticket_id: int) -> list[Say]:
        return self.happen(Told(what, ticket_id, self._ticket(ticket_id).number))

    def woken(self, kind: str) -> list[Say]:
        return self.happen(Woken(kind))

    def wait(self, time: timedelta) -> None:
        self.facts = replace(self.facts, now=self.facts.now + time)

    def options(self) -> tuple[Option, ...]:
        """The buttons of the last message that had any."""
        return self.shown

    def carry_out(self, effect: Effect) -> list[Event]:
        if isinstance(effect, Say):
            self.said.append(effect)
            self.shown = effect.options or self.shown
            self.token = effect.form.token if effect.form else self.token
            return []
        self.deeds.append(effect)
        match effect:
            case Remember():
                self._remember(effect)
            case FileTicket():
                return [self._file(effect)]
            case Act():
                return [self._act(effect)]
            case Look():
                return [self._look(effect)]
            case Link():
                if effect.code == "DESK-2345":
                    self.facts = replace(self.facts, person=replace(self.facts.person, role="officer"))
                    values: dict[str, Any] = {"what": "officer", "role": "officer", "name_hi": "श्री नमूना"}
                    return [Done("link", None, values)]
                wrong = effect.code.upper().replace("-", "") != "ABCD2345"
                return [
                    Refused("link", "wrong-code", None, {})
                    if wrong
                    else Done("link", None, {"what": "channel"})
                ]
            case Personal():
                return [self._personal(effect)]
            case Wake() | Unwake() | CallOperator() | Count():
                pass
        return []

    def _remember(self, effect: Remember) -> None:
        changes = {
            name: value
            for name in ("name", "language", "area_id", "address", "consent_version", "stopped")
            if (value := getattr(effect, name)) is not None
        }
        self.facts = replace(self.facts, person=replace(self.facts.person, **changes))

    def _file(self, effect: FileTicket) -> Event:
        if code := self.refuse.pop("file", ""):
            return Refused("file", code, None, {})
        draft = effect.draft
        department = self.facts.district.departments.get(draft.department or "")
        ticket = TicketView(
            id=len(self.tickets) + 1,
            number=numbers.make("GBD", 26, 4213 + len(self.tickets)),
            kind=draft.kind,
            status="assigned" if department else "screening",
            department=_shown(department, self.facts.person.language),
            description=draft.description,
            due_at=self.facts.now + timedelta(days=8) if department else None,
            actions=CITIZEN,
            photos=len(draft.attachments),
        )
        self.tickets.append(ticket)
        self._counted()
        return Filed(ticket)

    def _counted(self) -> None:
        open_now = sum(ticket.open and ticket.mine for ticket in self.tickets)
        self.facts = replace(self.facts, person=replace(self.facts.person, open_tickets=open_now))

    def _ticket(self, ticket_id: int) -> TicketView:
        return next(ticket for ticket in self.tickets if ticket.id == ticket_id)

    def change(self, ticket_id: int, **changes: Any) -> TicketView:
        changed = replace(self._ticket(ticket_id), **changes)
        self.tickets = [changed if ticket.id == ticket_id else ticket for ticket in self.tickets]
        self._counted()
        return changed

    def _act(self, effect: Act) -> Event:
        if code := self.refuse.pop(effect.verb, ""):
            return Refused(effect.verb, code, None, {})
        known = next((ticket for ticket in self.tickets if ticket.id == effect.ticket_id), None)
        if known is None:
            return Refused(effect.verb, "not-found", None, {})
        status = _AFTER.get(effect.verb, known.status)
        if effect.verb == "rate" and int(str(effect.values["stars"])) <= 2:
            status = "appealed"
        if effect.verb == "dispute" and known.nudged >= 2:
            status = "appealed"
        return Done(effect.verb, self.change(effect.ticket_id, status=status), {})

    def _look(self, effect: Look) -> Event:
        if code := self.refuse.pop(effect.what, ""):
            return Refused(effect.what, code, None, {})
        match effect.what:
            case "tickets" | "queue" | "today" | "search":
                mine = effect.what == "tickets"
                sought = str(effect.values.get("text", ""))
                found = [
                    ticket for ticket in self.tickets if ticket.mine == mine and sought in ticket.description
                ]
                return Found(effect.what, tuple(found), {"open": len(found), "overdue": 0})
            case "ticket":
                found = [ticket for ticket in self.tickets if _fits(ticket, effect)]
                if not found:
                    return Refused("ticket", "not-found", None, {})
                return Found("ticket", tuple(found), {})
            case "duplicates":
                text = str(effect.values["text"])
                own = tuple(ticket for ticket in self.tickets if ticket.mine and ticket.description == text)
                parent, crowd = self.cluster
                return Found("duplicates", own, {"cluster": crowd, "parent": parent})
        return Found(effect.what, (), {})

    def _personal(self, effect: Personal) -> Event:
        if code := self.refuse.pop(effect.what, ""):
            return Refused(effect.what, code, None, {})
        match effect.what:
            case "link_code":
                return Done("link_code", None, {"code": "ABCD-2345"})
            case "portal":
                return Done("portal", None, {"url": "https://samvad.example/portal/x", "minutes": 15})
            case "leave":
                return Done("leave", None, {"state": "covered", "substitute": "श्रीमती नमूना"})
            case "link_phone":
                return Done("link_phone", None, {"joined": self.joins})
            case "pdf":
                return Done("pdf", None, {"storage_key": "pavati/1.pdf", "name": "GBD-26-004213-7.pdf"})
            case "export":
                return Done("export", None, {})
            case "erase":
                self.facts = replace(self.facts, person=PersonFacts())
        return Done(effect.what, None, {})


def _shown(card: DepartmentCard | None, language: str) -> str:
    return f"{card.icon} {card.short[language or 'hi']}" if card else ""


def _fits(ticket: TicketView, effect: Look) -> bool:
    values = effect.values
    if "ticket_id" in values:
        return ticket.id == values["ticket_id"]
    if "number" in values:
        return ticket.number == values["number"]
    if "tail" in values:
        return numbers.digits(ticket.number).endswith(str(values["tail"]))
    return values.get("vendor_id") == f"notice:{ticket.id}"
