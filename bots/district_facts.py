"""The district as the dialog knows it, built from the database once and again when it was changed."""

import ctypes
import gc

import clock
import settings
from bots.dialog.facts import AreaCard, DepartmentCard, District
from models import counters
from models.areas import Area, AreaKind
from models.departments import Category, Department
from models.messages import Counter
from routing.commands import learned_model
from routing.labelled_rows import corrected_places, taught_terms
from routing.places import AreaName
from routing.router import Router
from routing.taught_places import with_taught_names
from tickets import office, offices

CHECK_EVERY_S = 30
COLLECT_AFTER = (10_000, 20, 50)


class _Held:
    """What this process holds, of which version, and when it last looked for a newer one."""

    district: District | None = None
    version = -1
    looked_at = 0.0


async def current() -> District:
    """The district; costs one small query at most every half minute, a rebuild only after a change."""
    now = clock.now().timestamp()
    if _Held.district is None or now - _Held.looked_at > CHECK_EVERY_S:
        _Held.looked_at = now
        row = await Counter.get_or_none(name=counters.DISTRICT, period="all")
        version = row.value if row else 0
        if _Held.district is None or version != _Held.version:
            _Held.district = await _build()
            _Held.version = version
            _leave_in_peace()
    return _Held.district


def _leave_in_peace() -> None:
    """What was just built lives on: the collector need not walk through it again with every few messages."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    _give_back()


def _give_back() -> None:
    """Starting up takes and frees more than is kept; glibc returns that to the system only when asked."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def forget() -> None:
    """Drop what is held, so that the next turn reads the database anew."""
    _Held.district = None
    _Held.version = -1


async def _build() -> District:
    areas = await Area.filter(active=True).order_by("id")
    by_id = {area.id: area for area in areas}
    cards = {
        area.id: AreaCard(
            area.id, area.kind.value, area.name_hi, area.name_en, area.parent_id, area.lat, area.lon
        )
        for area in areas
    }
    names = [
        AreaName(
            id=area.id,
            kind=area.kind.value,
            name_en=area.name_en,
            name_hi=area.name_hi,
            aliases=tuple(area.aliases),
            block=_block_of(area, by_id),
        )
        for area in areas
    ]
    root = next((area for area in areas if area.kind == AreaKind.DISTRICT), areas[0] if areas else None)
    chosen = settings.current()
    router = Router.load(
        areas=with_taught_names(names, await corrected_places()),
        model=chosen.routing.model or learned_model(chosen.data.dir),
        terms=await taught_terms(),
    )
    return District(
        name={"hi": root.name_hi, "en": root.name_en} if root else {"hi": "", "en": ""},
        areas=cards,
        blocks=tuple(card for card in cards.values() if card.kind in (AreaKind.BLOCK, AreaKind.URBAN_BODY)),
        places=router.places,
        departments=await _departments(),
        router=router,
        number_prefix=chosen.tickets.prefix,
        help_phone=chosen.office.help_phone,
        zone=chosen.office.timezone,
        calendar=await office.current(),
    )


def _block_of(area: Area, by_id: dict[int, Area]) -> str:
    here: Area | None = area
    while here is not None and here.kind not in (AreaKind.BLOCK, AreaKind.URBAN_BODY):
        here = by_id.get(here.parent_id) if here.parent_id else None
    return here.name_en if here else ""


async def _departments() -> dict[str, DepartmentCard]:
    categories: dict[int, dict[str, dict[str, str]]] = {}
    for category in await Category.filter(active=True).order_by("position"):
        names = {language: category.name(language) for language in ("hi", "hne", "en")}
        categories.setdefault(category.department_id, {})[category.code] = names
    return {
        department.code: DepartmentCard(
            code=department.code,
            icon=department.icon,
            short={language: _short(department, language) for language in ("hi", "hne", "en")},
            names={language: department.name(language) for language in ("hi", "hne", "en")},
            called={language: offices.called(department, language) for language in ("hi", "hne", "en")},
            categories=categories.get(department.id, {}),
        )
        for department in await Department.filter(active=True).order_by("position")
    }


def _short(department: Department, language: str) -> str:
    """The short name alone: the dialog puts the pictogram before it."""
    return department.short_en if language == "en" else department.short_hi
