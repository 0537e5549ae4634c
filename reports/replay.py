"""A ticket's state at any moment, told anew from its event rows (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.states import Status

LOOKING = frozenset({"view", "start", "ask", "extend", "resolve"})
"""Whoever does one of these has seen the ticket."""
LEAVING = frozenset({"transfer", "screen", "mark_confidential", "unmark_confidential"})
"""After these nobody has it until it is assigned again."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event row, as statistics read it."""

    ticket_id: int
    verb: str
    before: str
    after: str
    actor_kind: str
    actor_id: int | None
    data: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """What a ticket's own row says where old events are silent: place and confidentiality."""

    area_id: int | None = None
    confidential: bool = False


@dataclass(slots=True)
class Standing:
    """Where a ticket stands after the events told so far."""

    ticket_id: int
    submitted_at: datetime
    department: str | None = None
    area_id: int | None = None
    kind: str = ""
    confidential: bool = False
    status: str = ""
    officer_id: int | None = None
    assigned_at: datetime | None = None
    viewed_at: datetime | None = None
    due_at: datetime | None = None
    paused_at: datetime | None = None
    resolved_by: int | None = None
    moved_at: datetime | None = None
    reopened: int = 0
    hops: int = 0
    extended: int = 0
    newly_viewed: bool = field(default=False)

    def after(self, event: Happening) -> None:
        """Go on by one event."""
        self.newly_viewed = event.verb in LOOKING and self.viewed_at is None
        if self.newly_viewed:
            self.viewed_at = event.at
        if event.verb in LEAVING:
            self.officer_id = self.assigned_at = self.viewed_at = None
        self._place(event)
        self._keep(event)
        if (due := event.data.get("due_at")) is not None:
            self.due_at = datetime.fromisoformat(str(due))
        waits = event.after == Status.WAITING_CITIZEN
        self.paused_at = (self.paused_at or event.at) if waits else None
        self.status, self.moved_at = event.after, event.at

    def _place(self, event: Happening) -> None:
        match event.verb:
            case "assign":
                self.department = _text(event.data.get("department")) or self.department
                self.officer_id, self.assigned_at = _whole(event.data.get("officer")), event.at
                self.viewed_at = None
            case "transfer":
                self.department = _text(event.data.get("department")) or self.department
                self.area_id = _whole(event.data.get("area")) or self.area_id
                self.hops += 1 if event.before not in (Status.SUBMITTED, Status.SCREENING) else 0
            case "edit":
                changed = event.data.get("changed")
                changed = changed if isinstance(changed, dict) else {}
                self.area_id = _whole(_second(changed.get("area"))) or self.area_id
                self.kind = _text(_second(changed.get("kind"))) or self.kind
            case "direct" if (officer := _whole(event.data.get("officer"))) is not None:
                self.viewed_at = self.viewed_at if officer == self.officer_id else None
                self.officer_id = officer

    def _keep(self, event: Happening) -> None:
        match event.verb:
            case "mark_confidential" | "unmark_confidential":
                self.confidential = event.verb == "mark_confidential"
            case "resolve":
                self.resolved_by = event.actor_id
            case "extend":
                self.extended += 1
            case "dispute" if event.after == Status.REOPENED:
                self.reopened += 1


def begin(event: Happening, origin: Origin) -> Standing:
    """The standing of a ticket at its first event."""
    standing = Standing(
        ticket_id=event.ticket_id,
        submitted_at=event.at,
        department=_text(event.data.get("department")),
        area_id=_whole(event.data.get("area")) if "area" in event.data else origin.area_id,
        kind=str(event.data.get("kind", "problem")),
        confidential=bool(event.data.get("confidential", origin.confidential)),
    )
    standing.after(event)
    return standing


def _text(value: object) -> str | None:
    return str(value) if value else None


def _whole(value: object) -> int | None:
    return int(str(value)) if value is not None else None


def _second(pair: object) -> object:
    return pair[1] if isinstance(pair, list | tuple) and len(pair) == 2 else None
