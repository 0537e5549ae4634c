"""A small district for the tests of tickets and workers: two departments, two blocks, everyone fictional."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import clock
from models.areas import Area, AreaKind
from models.departments import Category, Department
from models.officers import Officer, Role
from models.people import Identity, Person
from models.states import Kind
from models.tickets import Ticket
from tickets import filing, leave
from tickets.actions import sorting
from tickets.actor import SYSTEM, Actor, ActorKind

_keys = count(1)


@dataclass(frozen=True, slots=True)
class World:
    district: Area
    block: Area
    village: Area
    other_block: Area
    other_village: Area
    phe: Department
    pwd: Department
    handpump: Category
    pipe: Category
    road: Category
    officer: Officer
    colleague: Officer
    head: Officer
    pwd_officer: Officer
    operator: Officer
    adm: Officer
    collector: Officer
    citizen: Person
    neighbour: Person

    @property
    def sita(self) -> Actor:
        return Actor(ActorKind.CITIZEN, self.citizen.id)

    @property
    def gita(self) -> Actor:
        return Actor(ActorKind.CITIZEN, self.neighbour.id)


async def actor(officer: Officer) -> Actor:
    return await leave.on_duty(officer)


async def build() -> World:
    now = clock.now()
    district = await _area("gariaband", AreaKind.DISTRICT, None)
    block = await _area("chhura", AreaKind.BLOCK, district)
    village = await _area("pipariya-test", AreaKind.VILLAGE, block)
    other_block = await _area("mainpur", AreaKind.BLOCK, district)
    other_village = await _area("kosmi-test", AreaKind.VILLAGE, other_block)
    phe = await Department.create(
        code="phe", name_hi="पीएचई", name_en="PHE", short_hi="पानी", short_en="Water"
    )
    pwd = await Department.create(
        code="pwd", name_hi="लोनिवि", name_en="PWD", short_hi="सड़क", short_en="Roads"
    )
    handpump = await _category(phe, "phe.handpump", days_problem=3, photo_required=True)
    pipe = await _category(phe, "phe.pipeline", days_problem=5)
    road = await _category(pwd, "pwd.road")
    officers = {
        "officer": await _officer("phe-chhura", Role.OFFICER, block, phe),
        "colleague": await _officer("phe-mainpur", Role.OFFICER, other_block, phe),
        "head": await _officer("phe-head", Role.DEPARTMENT_HEAD, district, phe),
        "pwd_officer": await _officer("pwd-chhura", Role.OFFICER, block, pwd),
        "operator": await _officer("desk", Role.OPERATOR, district, None),
        "adm": await _officer("adm", Role.SUPERVISOR, district, None, level="adm"),
        "collector": await _officer("collector", Role.SUPERVISOR, district, None, level="collector"),
    }
    citizen = await person("सीता परीक्षण", "+910000000001", village)
    neighbour = await person("गीता परीक्षण", "+910000000002", village)
    assert now
    return World(
        district=district,
        block=block,
        village=village,
        other_block=other_block,
        other_village=other_village,
        phe=phe,
        pwd=pwd,
        handpump=handpump,
        pipe=pipe,
        road=road,
        citizen=citizen,
        neighbour=neighbour,
        **officers,
    )


async def _area(code: str, kind: AreaKind, parent: Area | None) -> Area:
    area = await Area.create(code=code, kind=kind, name_hi=code, name_en=code.title(), parent=parent)
    area.path = f"{parent.path if parent else ''}{area.id}."
    await area.save()
    return area


async def _category(department: Department, code: str, **more: object) -> Category:
    return await Category.create(department=department, code=code, name_hi=code, name_en=code, **more)


async def _officer(
    username: str, role: Role, area: Area, department: Department | None, level: str = ""
) -> Officer:
    chat = await person(f"chat {username}", None, None)
    return await Officer.create(
        username=username,
        name_hi=username,
        name_en=username,
        role=role,
        level=level,
        area=area,
        department=department,
        person=chat,
        created_at=clock.now(),
    )


async def person(name: str, phone: str | None, area: Area | None) -> Person:
    found = await Person.create(name=name, phone=phone, area=area, language="hi", created_at=clock.now())
    await Identity.create(
        person=found,
        channel="telegram",
        external_id=str(10_000 + found.id),
        created_at=clock.now(),
        last_inbound_at=clock.now(),
    )
    return found


async def filed(world: World, **more: object) -> Ticket:
    """A ticket as the dialog files it: a broken handpump in the village, unless said otherwise."""
    values: dict[str, object] = {
        "key": f"test:{next(_keys)}",
        "citizen_id": world.citizen.id,
        "kind": Kind.PROBLEM,
        "description": "गाँव का हैंडपंप दस दिन से खराब है, पानी नहीं मिल रहा",
        "area_id": world.village.id,
        "department": "phe",
        "category": "phe.pipeline",
        "source": "telegram",
    }
    wanted = filing.Filing(**{**values, **more})  # type: ignore[arg-type]
    return await filing.file(wanted, Actor(ActorKind.CITIZEN, wanted.citizen_id))


async def assigned(world: World, officer: Officer | None = None, **more: object) -> Ticket:
    """A ticket that an officer has."""
    ticket = await filed(world, **more)
    return await sorting.assign(ticket.id, SYSTEM, officer_id=(officer or world.officer).id)


def set_clock(at: datetime) -> None:
    """Make the product's clock read this moment (and run on from there)."""
    shift = at - datetime.now(UTC)
    clock.configure(round(shift / timedelta(seconds=1)))


NOTE = "हैंडपंप का वॉशर बदल दिया गया, पानी चालू है"
