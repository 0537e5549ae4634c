"""A small invented district, and the hand-worked week 2026-W30 played through the real verbs."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

import clock
from models.areas import Area, AreaKind
from models.departments import Category, Department
from models.officers import Officer, Role
from models.people import Person
from models.states import Kind
from models.tickets import Ticket
from tickets import verbs
from tickets.access import actor_for
from tickets.actions import timing
from tickets.actor import SYSTEM, Actor, ActorKind
from tickets.filing import Filing, file

INDIA = ZoneInfo("Asia/Kolkata")


def set_clock(local: str) -> datetime:
    """The product's clock shows this local moment from now on."""
    wanted = datetime.fromisoformat(local).replace(tzinfo=INDIA).astimezone(UTC)
    clock.configure(0)
    clock.configure(math.ceil((wanted - clock.now()).total_seconds()))
    return wanted


@dataclass
class District:
    areas: dict[str, Area] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    citizen: Person | None = None

    async def area(self, code: str, kind: AreaKind, hindi: str, english: str, parent: str = "") -> None:
        above = self.areas.get(parent)
        row = await Area.create(code=code, kind=kind, name_hi=hindi, name_en=english, parent=above)
        row.path = f"{above.path if above else ''}{row.id}."
        await row.save()
        self.areas[code] = row

    async def department(self, code: str, hindi: str, english: str) -> None:
        self.departments[code] = await Department.create(
            code=code, name_hi=hindi, name_en=english, short_hi=hindi, short_en=english, icon="💧"
        )
        self.categories[code] = await Category.create(
            department=self.departments[code], code=f"{code}.x", name_hi="हैंडपंप बिगड़ा", name_en="Handpump"
        )

    async def officer(
        self, name: str, role: Role, area: str, department: str = "", language: str = "hi"
    ) -> None:
        person = await Person.create(name=name, created_at=clock.now())
        self.officers[name] = await Officer.create(
            username=name,
            name_hi=f"श्री नमूना {name}",
            name_en=f"Shri Sample {name}",
            role=role,
            area=self.areas[area],
            department=self.departments.get(department),
            person=person,
            language=language,
            created_at=clock.now(),
        )

    async def filed(self, at: str, department: str | None, area: str, **more: object) -> Ticket:
        set_clock(at)
        assert self.citizen is not None
        category = f"{department}.x" if department else None
        filing = Filing(
            key=f"{at}-{area}-{department}",
            citizen_id=self.citizen.id,
            kind=Kind.PROBLEM,
            description="हैंडपंप बिगड़ा है",
            area_id=self.areas[area].id,
            department=department,
            category=category,
            **more,  # type: ignore[arg-type]
        )
        return await file(filing, SYSTEM)

    async def does(self, at: str, who: str, verb: str, ticket: Ticket, **values: object) -> None:
        """`who` is an officer's name, "citizen" or "system"."""
        set_clock(at)
        if who == "system":
            await getattr(timing, verb)(ticket.id, **values)
            return
        await verbs.perform(verb, ticket.id, await self.actor(who), values)

    async def actor(self, who: str) -> Actor:
        if who == "citizen":
            assert self.citizen is not None
            return Actor(ActorKind.CITIZEN, self.citizen.id)
        return await actor_for(await Officer.get(username=who))


@pytest.fixture
async def district(database: str) -> District:
    set_clock("2026-07-01T09:00")
    made = District()
    await made.area("cg", AreaKind.STATE, "छत्तीसगढ़", "Chhattisgarh")
    await made.area("d", AreaKind.DISTRICT, "नमूनापुर", "Namunapur", "cg")
    await made.area("b1", AreaKind.BLOCK, "उत्तर खंड", "North Block", "d")
    await made.area("b2", AreaKind.BLOCK, "दक्षिण खंड", "South Block", "d")
    await made.area("v1", AreaKind.VILLAGE, "उदाहरणपुर", "Udaharanpur", "b1")
    await made.area("v2", AreaKind.VILLAGE, "काल्पनिक गाँव", "Kalpanik", "b2")
    await made.department("phe", "पेयजल", "Drinking water")
    await made.department("energy", "बिजली", "Electricity")
    await made.officer("collector", Role.SUPERVISOR, "d")
    await made.officer("north", Role.SUPERVISOR, "b1", language="en")
    await made.officer("phehead", Role.DEPARTMENT_HEAD, "d", "phe")
    await made.officer("pump", Role.OFFICER, "d", "phe")
    await made.officer("wire", Role.OFFICER, "d", "energy")
    await made.officer("desk", Role.OPERATOR, "d")
    made.citizen = await Person.create(name="उदाहरण बाई", language="hi", created_at=clock.now())
    return made


@pytest.fixture
async def week30(district: District) -> dict[str, Ticket]:
    """2026-W30 (20 to 26 July), with a reopening, a merge, a pause, a transfer and what lies on its edges."""
    d = district
    pump, wire = d.officers["pump"].id, d.officers["wire"].id
    t: dict[str, Ticket] = {}
    done = "सुधार कर दिया गया है, पानी आ रहा है"

    t["reopened"] = await d.filed("2026-07-14T10:00", "phe", "v1")
    await d.does("2026-07-14T10:30", "phehead", "assign", t["reopened"], officer_id=pump)
    await d.does("2026-07-15T09:00", "pump", "view", t["reopened"])
    t["late"] = await d.filed("2026-07-14T11:00", "phe", "v1")
    await d.does("2026-07-14T11:30", "phehead", "assign", t["late"], officer_id=pump)
    t["silent"] = await d.filed("2026-07-18T10:00", "energy", "v2")
    await d.does("2026-07-18T10:10", "collector", "assign", t["silent"], officer_id=wire)
    await d.does("2026-07-18T15:00", "wire", "resolve", t["silent"], note=done)

    t["moved"] = await d.filed("2026-07-20T09:00", None, "v1")
    await d.does("2026-07-20T09:05", "collector", "assign", t["moved"], officer_id=pump, department="phe")
    t["parent"] = await d.filed("2026-07-20T09:30", "energy", "v2")
    await d.does("2026-07-20T10:00", "collector", "assign", t["parent"], officer_id=wire)
    t["merged"] = await d.filed("2026-07-20T10:15", "energy", "v2")
    await d.does(
        "2026-07-21T10:00", "pump", "transfer", t["moved"], department="energy", reason="बिजली का काम है"
    )
    await d.does("2026-07-21T10:10", "collector", "assign", t["moved"], officer_id=wire)
    await d.does("2026-07-21T11:00", "desk", "merge", t["merged"], parent_id=t["parent"].id)
    await d.does("2026-07-21T12:10", "wire", "view", t["moved"])
    await d.does("2026-07-21T12:30", "pump", "resolve", t["reopened"], note=done)
    await d.does("2026-07-22T11:00", "citizen", "dispute", t["reopened"], reason="अभी भी नहीं चल रहा")
    await d.does("2026-07-22T11:30", "wire", "ask", t["moved"], question="खंभा किस गली में है?")
    t["hidden"] = await d.filed("2026-07-22T12:00", "phe", "v1", confidential=True)
    await d.does("2026-07-22T18:00", "system", "breach", t["late"])
    await d.does("2026-07-23T09:00", "pump", "start", t["reopened"])
    await d.does("2026-07-23T10:00", "pump", "resolve", t["reopened"], note=done)
    await d.does("2026-07-24T10:00", "citizen", "confirm", t["reopened"])
    await d.does("2026-07-25T15:30", "system", "close", t["silent"])
    t["last"] = await d.filed("2026-07-26T23:30", None, "v2")
    t["next_week"] = await d.filed("2026-07-27T00:10", "phe", "v1")
    set_clock("2026-07-27T08:00")
    return t
