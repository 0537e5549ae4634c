"""Loads a district's data from a spreadsheet: first what would change, then, on a second press, it is."""

import asyncio
import secrets
import tempfile
from pathlib import Path

from aiohttp import web
from aiohttp.web import FileField

import texts
from bots import district_facts
from district.files import FileProblem, read
from district.loading import Changes, load
from models import counters
from portal import trail
from portal.desk import choices
from portal.forms import form_of
from portal.gate import ADMINISTRATORS, get, post
from portal.keys import REDIS
from portal.pages import page, see, tell
from portal.visitor import visitor_of

KEPT_S = 15 * 60
LARGEST = 5 * 1024 * 1024
ENDINGS = (".xlsx", ".csv", ".toml")
SHOWN = 300


async def blank(request: web.Request) -> web.StreamResponse:
    """Asks for the file."""
    return await _show(request)


async def _show(
    request: web.Request,
    *,
    changes: Changes | None = None,
    token: str = "",
    problems: list[str] | None = None,
) -> web.StreamResponse:
    values = {"changes": changes, "token": token, "problems": problems or [], "shown": SHOWN}
    return await page(request, "import.html", values, status=400 if problems else 200)


async def preview(request: web.Request) -> web.StreamResponse:
    """Reads the file and says what it would change; nothing is changed yet."""
    posted = (await request.post()).get("file")
    if not isinstance(posted, FileField) or not posted.filename:
        return await _show(request, problems=[_said(request, "file")])
    name, data = posted.filename, posted.file.read(LARGEST + 1)
    if Path(name).suffix.lower() not in ENDINGS or len(data) > LARGEST:
        return await _show(request, problems=[_said(request, "kind")])
    try:
        changes = await _load(name, data, dry_run=True)
    except FileProblem as error:
        return await _show(request, problems=error.problems[:SHOWN])
    token = secrets.token_urlsafe(16)
    key = _key(visitor_of(request).officer.id, token)
    await request.config_dict[REDIS].set(key, Path(name).name.encode() + b"\0" + data, ex=KEPT_S)
    return await _show(request, changes=changes, token=token)


def _said(request: web.Request, what: str) -> str:
    return texts.say(visitor_of(request).language, f"portal-import-no-{what}")


def _key(officer_id: int, token: str) -> str:
    return f"portal:import:{officer_id}:{token}"


async def _load(name: str, data: bytes, *, dry_run: bool) -> Changes:
    with tempfile.TemporaryDirectory() as folder:
        # The stem of the name says which table a CSV holds; only its letters are taken from the sender.
        stem = "".join(sign for sign in Path(name).stem if sign.isalnum() or sign in "_-") or "file"
        path = Path(folder) / f"{stem[:60]}{Path(name).suffix.lower()}"
        await asyncio.to_thread(path.write_bytes, data)
        return await load(await asyncio.to_thread(read, [path]), dry_run=dry_run)


async def confirm(request: web.Request) -> web.StreamResponse:
    """Carries out what was previewed."""
    visitor, form = visitor_of(request), await form_of(request)
    kept = await request.config_dict[REDIS].getdel(_key(visitor.officer.id, form.text("token", 40)))
    if kept is None:
        return await _show(request, problems=[_said(request, "late")])
    name, _, data = _raw(kept).partition(b"\0")
    try:
        changes = await _load(name.decode(), data, dry_run=False)
    except FileProblem as error:
        return await _show(request, problems=error.problems[:SHOWN])
    await trail.note(request, "import", name.decode(), f"+{changes.added.total()} ~{changes.changed.total()}")
    choices.forget()
    district_facts.forget()
    await counters.add(counters.DISTRICT, "all")
    await tell(request, "import-done", n=changes.added.total() + changes.changed.total())
    raise see("/portal/admin/import")


def _raw(kept: bytes | str) -> bytes:
    return kept.encode() if isinstance(kept, str) else kept


DOORS = (
    get("/portal/admin/import", blank, ADMINISTRATORS),
    post("/portal/admin/import", preview, ADMINISTRATORS, upload=True),
    post("/portal/admin/import/confirm", confirm, ADMINISTRATORS),
)
