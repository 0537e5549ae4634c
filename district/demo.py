"""Files the demo district's sample tickets through the real verbs, each at its own past moment."""

import asyncio
import io
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

import clock
import settings
from district.staffing import candidates
from models.areas import Area
from models.departments import Department
from models.officers import Officer
from models.people import Identity, Person
from models.tickets import Attachment, Event, Kind, Ticket
from routing.folding import fold
from routing.officer import choose_officer
from tickets import access, filing
from tickets.actions import answering, judging, sorting, timing, working
from tickets.actor import SYSTEM, Actor, ActorKind

Sample = Mapping[str, Any]
PHOTO_KEY = "demo/proof.png"
RESOLUTION = "काम पूरा कर दिया गया है, फ़ोटो साथ में है।"
QUESTION = "कृपया बताइए कि यह किस मोहल्ले की बात है?"
REASON = "अभी तक काम नहीं हुआ है, मौके पर आकर देख लीजिए।"


async def file_samples(path: Path, media: Path) -> int:
    """File every sample that is not there yet and return how many were; a second run files none."""
    samples = await asyncio.to_thread(_read, path)
    await asyncio.to_thread(_draw_proof, media / PHOTO_KEY)
    present = clock.now()
    filed = 0
    try:
        for position, sample in enumerate(samples, 1):
            filed += await _file(sample, f"demo:{position}", present)
    finally:
        clock.configure(_usual_shift())
    # What happened in the past was told in the past: nobody is alerted about it now.
    await Event.filter(reacted_at=None, ticket__filing_key__startswith="demo:").update(reacted_at=present)
    return filed


def _read(path: Path) -> list[Sample]:
    tickets: list[Sample] = tomllib.loads(path.read_text(encoding="utf-8"))["ticket"]
    return tickets


async def link_officers() -> None:
    """Give every demo officer a chat at the web page, so that alerts reach somebody from the first minute."""
    now = clock.now()
    for officer in await Officer.filter(demo=True, person_id=None):
        person = await Person.create(name=officer.name_hi, language=officer.language, created_at=now)
        address = f"demo.{officer.username}"
        await Identity.create(person=person, channel="webchat", external_id=address, created_at=now)
        officer.person_id, officer.alerts = person.id, "at_once"
        await officer.save(update_fields=["person_id", "alerts"])


async def _file(sample: Sample, key: str, present: datetime) -> int:
    if await Ticket.exists(filing_key=key):
        return 0
    start = present - timedelta(days=sample["days_ago"], hours=1)
    moment = _Moments(start, present)
    moment.go(0)
    area = await Area.get(code=sample["village"])
    person = await Person.create(
        name=sample["name"], language=sample["language"], area=area, created_at=start, consent_version="demo"
    )
    await Identity.create(person=person, channel="webchat", external_id=key, created_at=start)
    citizen = Actor(ActorKind.CITIZEN, person.id, language=person.language)
    ticket = await filing.file(_filing(sample, key, person, area), citizen)
    await _live(ticket, sample, citizen, moment)
    return 1


def _filing(sample: Sample, key: str, person: Person, area: Area) -> filing.Filing:
    return filing.Filing(
        key=key,
        citizen_id=person.id,
        kind=Kind(sample["kind"]),
        description=sample["text"],
        search_text=fold(f"{sample['text']} {person.name}"),
        language=sample["language"],
        area_id=area.id,
        department=sample.get("department"),
        category=sample.get("category"),
        urgent=sample.get("urgent", False),
        source="webchat" if sample["channel"] == "web" else sample["channel"],
    )


class _Moments:
    """Moves the product's clock through a sample's life, never beyond the present."""

    def __init__(self, start: datetime, present: datetime) -> None:
        self._span = present - start

    def go(self, part: float) -> None:
        back = self._span * (1 - part)
        clock.configure(_usual_shift() - int(back.total_seconds()))


def _usual_shift() -> int:
    return settings.current().clock.shift_s


async def _live(ticket: Ticket, sample: Sample, citizen: Actor, moment: _Moments) -> None:
    """Bring the ticket to its sample's outcome."""
    outcome = sample["outcome"]
    moment.go(0.02)
    if outcome == "screening":
        await sorting.screen(ticket.id, SYSTEM, reason="विभाग साफ़ नहीं है")
        return
    department = await Department.get(code=sample["department"])
    choice = choose_officer(await candidates(department), department.code, ticket.area_path)
    if choice.officer_id is None:
        await sorting.screen(ticket.id, SYSTEM, reason="कोई अधिकारी नहीं मिला")
        return
    ticket = await sorting.assign(ticket.id, SYSTEM, officer_id=choice.officer_id)
    await ticket.fetch_related("officer")
    officer = await access.actor_for(ticket.officer)  # type: ignore[arg-type]  # assigned just now
    if outcome in ("open", "overdue"):
        return
    if outcome == "withdrawn":
        moment.go(0.5)
        await answering.withdraw(ticket.id, citizen)
        return
    moment.go(0.3)
    await working.view(ticket.id, officer)
    await working.start(ticket.id, officer)
    moment.go(0.6)
    if outcome == "waiting_citizen":
        await working.ask(ticket.id, officer, question=sample.get("question", QUESTION))
    elif outcome != "in_progress":
        await _resolve(ticket, sample, officer, citizen, moment)


async def _resolve(ticket: Ticket, sample: Sample, officer: Actor, citizen: Actor, moment: _Moments) -> None:
    proof = await Attachment.create(
        by_officer=True,
        channel="portal",
        kind="photo",
        mime="image/png",
        storage_key=PHOTO_KEY,
        state="stored",
        created_at=clock.now(),
    )
    note = sample.get("resolution", RESOLUTION)
    await working.resolve(ticket.id, officer, note=note, attachments=(proof.id,))
    moment.go(0.8)
    match sample["outcome"]:
        case "confirmed":
            await judging.confirm(ticket.id, citizen)
            if rating := sample.get("rating"):
                await judging.rate(ticket.id, citizen, stars=rating)
        case "disputed":
            await judging.dispute(ticket.id, citizen, reason=sample.get("reason", REASON))
        case "closed_unanswered":
            await timing.close(ticket.id)


def _draw_proof(path: Path) -> None:
    """A picture that cannot be taken for a real one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (640, 480), "#2f6f4f")
    ImageDraw.Draw(image).text((40, 220), "SAMPLE PHOTO", fill="white", font_size=72)
    body = io.BytesIO()
    image.save(body, "PNG")
    path.write_bytes(body.getvalue())
