"""A simulated year of a district: forty officers with their habits, citizens, leave, days without a beat."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import clock
from models.areas import Area, AreaKind
from models.departments import Category, Department
from models.holidays import Holiday
from models.officers import Leave, Officer, Role
from models.people import Person
from models.states import Kind, Status
from models.tickets import Ticket
from tests.tickets.world import NOTE, person, set_clock
from tickets import access, filing, office, seals, verbs
from tickets.actor import Actor, ActorKind
from tickets.errors import TicketError
from tickets.lifecycle import WITH_OFFICE
from tickets.once import remembering
from workers import bundles, housekeeping, reactions, timers

START = datetime(2026, 1, 1, 5, 0, tzinfo=UTC)
HOURS = (5, 13)  # 10:30 and 18:30 in the office
DOWN = ((40, 3), (120, 1), (250, 5))
"""Days on which no beat and no worker ran: the first day and how many."""


@dataclass
class Year:
    """What is alive in the simulation."""

    tickets: int
    days: int = 365
    rest: int = 75
    chance: random.Random = field(default_factory=lambda: random.Random(2026))
    villages: list[Area] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    supervisors: list[Officer] = field(default_factory=list)
    citizens: list[Person] = field(default_factory=list)
    departments: dict[str, list[str]] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    filed: int = 0
    turn: int = 0

    async def live(self) -> None:
        """Every day of the year, and some more in which what was begun comes to its end."""
        for day in range(self.days + self.rest):
            quiet = any(first <= day < first + length for first, length in DOWN)
            for hour in HOURS:
                now = START.replace(hour=hour) + timedelta(days=day)
                set_clock(now)
                if day < self.days:
                    await self._citizens_file()
                await self._officers_work(leisurely=day >= self.days)
                await self._citizens_answer()
                if not quiet:
                    await self._beat()
            if not quiet:
                await seals.seal_day(clock.now())
            await self._now_and_then(day)
        set_clock(START + timedelta(days=self.days + self.rest + 1))
        await self._beat()

    async def _beat(self) -> None:
        # What a timer does causes reactions, and these new timers, until nothing is left to do.
        with remembering():
            while await timers.fire_due() + await reactions.sweep():
                pass
            await bundles.send_due()

    async def _citizens_file(self) -> None:
        # As many as fall to this half of the day, evenly over the year.
        turns = self.days * len(HOURS)
        self.turn += 1
        while self.filed < self.tickets * self.turn // turns:
            self.filed += 1
            who, code = self.chance.choice(self.citizens), self.chance.choice(sorted(self.departments))
            known = self.chance.random() < 0.85
            wanted = filing.Filing(
                key=f"year:{self.filed}",
                citizen_id=who.id,
                kind=self.chance.choice([Kind.PROBLEM, Kind.PROBLEM, Kind.DEMAND, Kind.SUGGESTION]),
                description=f"परीक्षण शिकायत {self.filed}, काम नहीं हो रहा",
                area_id=self.chance.choice(self.villages).id,
                department=code if known else None,
                category=self.chance.choice(self.departments[code]) if known else None,
                urgent=self.chance.random() < 0.05,
                confidential=self.chance.random() < 0.03,
                source="webchat",
            )
            await filing.file(wanted, Actor(ActorKind.CITIZEN, who.id))

    async def _do(self, verb: str, ticket: Ticket, by: Actor, **values: object) -> None:
        try:
            await verbs.perform(verb, ticket.id, by, values)
            self.done[verb] += 1
        except TicketError as refusal:
            self.done[f"refused:{refusal.code}"] += 1

    async def _officers_work(self, *, leisurely: bool) -> None:
        """Each turn a few tickets are looked at; some officers are quick, some never look."""
        often = 0.2 if leisurely else 0.06
        for ticket_id, officer_id in await _ids([*WITH_OFFICE, Status.APPEALED], "officer_id"):
            if not officer_id or officer_id % 7 == 0 or self.chance.random() > often:
                continue
            ticket = await Ticket.get(id=ticket_id).select_related("officer__area")
            if ticket.officer is not None:
                await self._one_deed(ticket, await access.actor_for(ticket.officer))
        desk = await access.actor_for(self.supervisors[0])
        for ticket in await Ticket.filter(status=Status.SCREENING):
            if self.chance.random() < 0.2:
                code = self.chance.choice(sorted(self.departments))
                await self._do("transfer", ticket, desk, department=code, reason="छँटाई")

    async def _one_deed(self, ticket: Ticket, by: Actor) -> None:
        other = self.chance.choice(list(self.departments))
        deeds: list[tuple[int, str, dict[str, object]]] = [
            (10, "view", {}),
            (12, "start", {}),
            (6, "ask", {"question": "कौन सी जगह है?"}),
            (40, "resolve", {"note": NOTE}),
            (4, "transfer", {"department": other, "reason": "यह उनका काम है"}),
            (5, "extend", {"reason": "सामान आने में समय लगेगा", "days": self.chance.randint(5, 40)}),
            (3, "reject", {"reason": "policy", "note": "नियम के अनुसार यह नहीं हो सकता"}),
            (5, "note", {"text": "फोन किया"}),
            (3, "message", {"text": "कल टीम आएगी"}),
        ]
        verb, values = self.chance.choices(
            [(name, more) for _, name, more in deeds], [w for w, _, _ in deeds]
        )[0]
        await self._do(verb, ticket, by, **values)
        if verb == "reject":
            judge = await access.actor_for(self.supervisors[1])
            await self._do(self.chance.choice(["approve_rejection", "decline_rejection"]), ticket, judge)

    async def _citizens_answer(self) -> None:
        twins = await Ticket.filter(status=Status.MERGED, parent__status=Status.RESOLVED).values_list("id")
        for (ticket_id,) in [*await _ids([Status.WAITING_CITIZEN, Status.RESOLVED]), *twins]:
            if self.chance.random() > 0.06:
                continue
            ticket = await Ticket.get(id=ticket_id)
            by = Actor(ActorKind.CITIZEN, ticket.citizen_id)
            if ticket.status is Status.WAITING_CITIZEN:
                await self._do("answer", ticket, by, text="स्कूल के पास")
                continue
            verb = self.chance.choices(["confirm", "dispute", "unsure", "appeal"], [60, 28, 8, 4])[0]
            await self._do(verb, ticket, by, reason="काम अधूरा है")
            if verb == "confirm":
                await self._do("rate", ticket, by, stars=self.chance.choice([1, 3, 4, 5, 5]))

    async def _now_and_then(self, day: int) -> None:
        if day % 9 == 0:
            away, stand_in = self.chance.sample(self.officers, 2)
            today = clock.today_local()
            await Leave.create(
                officer=away, substitute=stand_in, starts=today, ends=today + timedelta(days=6)
            )
        if day in (70, 200):
            await Officer.filter(id=self.officers[day % len(self.officers)].id).update(active=False)
        if day == 150:
            await Holiday.create(date=date(2026, 6, 10), name_hi="अचानक", name_en="Sudden")
            await office.revise()
        if day % 10 == 0:
            await housekeeping.adopt_orphans()
            from tickets import recounting

            await recounting.recount_open()
        await self._sort_out_twins()
        for ticket in await Ticket.filter(status__in=WITH_OFFICE).limit(3):
            if self.chance.random() < 0.05:
                await self._do("nudge", ticket, Actor(ActorKind.CITIZEN, ticket.citizen_id))
            if self.chance.random() < 0.02:
                order = await access.actor_for(self.supervisors[-1])
                await self._do("direct", ticket, order, text="तुरंत देखें", days=3)

    async def _sort_out_twins(self) -> None:
        """Now and then the desk makes two tickets one, and sometimes sees that they were two after all."""
        desk = await access.actor_for(self.supervisors[0])
        if self.chance.random() < 0.2:
            twins = await Ticket.filter(status__in=WITH_OFFICE, confidential=False).order_by("-id").limit(2)
            if len(twins) == 2:
                await self._do("merge", twins[0], desk, parent_id=twins[1].id)
        if self.chance.random() < 0.05 and (one := await Ticket.filter(status=Status.MERGED).first()):
            await self._do("unmerge", one, desk)


async def _ids(states: Sequence[Status], *more: str) -> list[tuple[int, ...]]:
    """Most tickets are left alone today: only those that are taken up are read whole."""
    found = await Ticket.filter(status__in=list(states)).order_by("id").values_list("id", *more)
    return [tuple(row) for row in found]  # type: ignore[arg-type]


async def build(tickets: int, *, days: int = 365) -> Year:
    """Forty officers of six departments in four blocks, a desk and three supervisors, thirty citizens."""
    set_clock(START - timedelta(days=1))
    year = Year(tickets, days)
    district = await _area("d", AreaKind.DISTRICT, None)
    blocks = [await _area(f"b{number}", AreaKind.BLOCK, district) for number in range(4)]
    year.villages = [await _area(f"v{number}", AreaKind.VILLAGE, blocks[number % 4]) for number in range(16)]
    for number, code in enumerate(("phe", "pwd", "energy", "food", "revenue", "health")):
        department = await Department.create(
            code=code, name_hi=code, name_en=code, short_hi=code, short_en=code
        )
        for kind, limit in (("a", 3), ("b", 7), ("c", 15)):
            await Category.create(
                department=department, code=f"{code}.{kind}", name_hi=kind, name_en=kind, days_problem=limit
            )
        year.departments[code] = [f"{code}.{kind}" for kind in "abc"]
        for block in blocks if number else blocks[:2]:
            for place in range(2 if number in (1, 2, 3) else 1):
                year.officers.append(
                    await _officer(f"{code}-{block.code}-{place}", Role.OFFICER, block, department)
                )
        if number != 5:
            year.officers.append(await _officer(f"{code}-head", Role.DEPARTMENT_HEAD, district, department))
    # A few like their alerts gathered into bundles.
    await Officer.filter(id__not_in=[officer.id for officer in year.officers[::8]]).update(alerts="at_once")
    year.supervisors = [
        await _officer("desk", Role.OPERATOR, district, None),
        await _officer("adm", Role.SUPERVISOR, district, None, "adm"),
        await _officer("collector", Role.SUPERVISOR, district, None, "collector"),
    ]
    for number in range(30 + tickets // 20):
        year.citizens.append(await person(f"नागरिक {number}", None, year.villages[number % 16]))
    for day in (date(2026, 1, 26), date(2026, 3, 4), date(2026, 8, 15), date(2026, 10, 2), date(2026, 11, 9)):
        await Holiday.create(date=day, name_hi="अवकाश", name_en="Holiday")
    return year


async def _area(code: str, kind: AreaKind, parent: Area | None) -> Area:
    area = await Area.create(code=code, kind=kind, name_hi=code, name_en=code, parent=parent)
    area.path = f"{parent.path if parent else ''}{area.id}."
    await area.save()
    return area


async def _officer(
    username: str, role: Role, area: Area, department: Department | None, level: str = ""
) -> Officer:
    chat = await person(username, None, None)
    return await Officer.create(
        username=username, name_hi=username, name_en=username, role=role, level=level, area=area,
        department=department, person=chat, created_at=clock.now(),
    )  # fmt: skip
