"""Where a posted request is: by a code, by words, or by coordinates; never asked again, so never guessed."""

from dataclasses import dataclass

from bots import district_facts
from bots.dialog import whereabouts
from bots.dialog.facts import District
from bots.inbound import Pin
from models.areas import Area
from portal.desk.choices import Choices
from portal.open311.reader import Reader

MOST_ADDRESS = 400


@dataclass(frozen=True, slots=True)
class Where:
    """The area as far as it is certain, the words for the rest, and the coordinates if they were given."""

    area_id: int | None
    address: str
    lat: float | None
    lon: float | None


async def where_of(reader: Reader, known: Choices) -> Where | None:
    """The place of a form; what is wrong with it is told to the reader."""
    before = len(reader.wrong)
    code, address = reader.text("address_id", 80), reader.text("address_string", MOST_ADDRESS)
    pin = _pin(reader)
    area = _coded(reader, code, known) if code else None
    if len(reader.wrong) > before:
        return None
    if not (code or address or pin):
        reader.refuse("lat and long", "are missing, and so are address_string and address_id")
        return None
    district = await district_facts.current()
    if pin and not code and not address and whereabouts.is_outside(district, pin):
        reader.refuse("lat and long", "lie outside this district")
        return None
    area_id = area.id if area else _by_words(district, address) or _by_pin(district, pin)
    return Where(area_id, address, pin.lat if pin else None, pin.lon if pin else None)


def _pin(reader: Reader) -> Pin | None:
    before = len(reader.wrong)
    lat, lon = reader.degrees("lat", 90), reader.degrees("long", 180)
    if lat is not None and lon is not None:
        return Pin(lat, lon)
    if (lat is not None or lon is not None) and len(reader.wrong) == before:
        reader.refuse("long" if lon is None else "lat", "is missing beside the other")
    return None


def _coded(reader: Reader, code: str, known: Choices) -> Area | None:
    found = next(
        (area for area in known.areas.values() if code in (area.code, str(area.lgd_code or ""))), None
    )
    if found is None:
        reader.refuse("address_id", "is the code of no area of this district")
    return found


def _by_words(district: District, address: str) -> int | None:
    """The one village the words name; of several in one block, the block."""
    if not address:
        return None
    where = whereabouts.of_words(district, address)
    return where.area if where.area is not None else _shared_block(district, where.choices)


def _by_pin(district: District, pin: Pin | None) -> int | None:
    if pin is None:
        return None
    sure = whereabouts.surely_at(district, pin)
    return sure if sure is not None else _shared_block(district, whereabouts.of_pin(district, pin).choices)


def _shared_block(district: District, areas: tuple[int, ...]) -> int | None:
    blocks = {block.id if (block := whereabouts.block_of(district, area)) else None for area in areas}
    return next(iter(blocks)) if len(blocks) == 1 else None
