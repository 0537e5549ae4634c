"""What one digest says: values only, as its text, card, PDF and sheet read them."""

from dataclasses import dataclass
from datetime import date, datetime

from reports.figures import Figures, Ranked
from reports.weeks import Week


@dataclass(frozen=True, slots=True)
class Case:
    """One ticket on a list: where, with whom, for how long, and why (`why` is a code, `n` its number)."""

    ticket_id: int
    number: str
    place: str
    department: str
    category: str
    officer: str
    open_days: int
    overdue_days: int
    why: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """The same trouble in the same village, several times in the week."""

    place: str
    category: str
    tickets: int


@dataclass(frozen=True, slots=True)
class Thanks:
    """An officer whose work citizens confirmed, in time and undisputed."""

    name: str
    department: str
    confirmed: int


@dataclass(frozen=True, slots=True)
class Line:
    """A department or a place with its name in the reader's language."""

    name: str
    ranked: Ranked

    @property
    def now(self) -> Figures:
        """This week's figures."""
        return self.ranked.now

    @property
    def before(self) -> Figures:
        """Last week's figures."""
        return self.ranked.before


@dataclass(frozen=True, slots=True)
class Digest:
    """One week of one jurisdiction, in one language."""

    week: Week
    language: str
    scope: str
    whole: bool
    made_at: datetime
    trend: tuple[Figures, ...]
    departments: tuple[Line, ...]
    places: tuple[Line, ...]
    worst: tuple[Line, ...]
    best: tuple[Line, ...]
    worst_places: tuple[Line, ...]
    silent: tuple[Line, ...]
    oldest: tuple[Case, ...]
    clusters: tuple[Cluster, ...]
    thanks: tuple[Thanks, ...]
    unreachable: int
    unreachable_before: int
    orders_open: int
    seal: str = ""
    sealed_on: date | None = None

    @property
    def now(self) -> Figures:
        """This week's figures."""
        return self.trend[-1]

    @property
    def before(self) -> Figures:
        """Last week's figures."""
        return self.trend[-2]
