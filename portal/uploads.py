"""Files that officers send: typed by their bytes; photos lose what the camera wrote into them."""

import asyncio
import hashlib
import io

import puremagic
from aiohttp import web
from aiohttp.web import FileField
from PIL import Image, ImageOps, UnidentifiedImageError

import clock
from bots.storage import new_key
from models.officers import Officer
from models.tickets import Attachment
from portal.keys import STORAGE
from tickets.errors import Invalid

MOST = 10
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
ALLOWED = {
    "image/jpeg": ("photo", ".jpg"),
    "image/png": ("photo", ".png"),
    "image/webp": ("photo", ".webp"),
    "application/pdf": ("document", ".pdf"),
    "audio/ogg": ("voice", ".ogg"),
    "audio/mpeg": ("voice", ".mp3"),
    "video/mp4": ("video", ".mp4"),
}


async def taken(request: web.Request, officer: Officer, name: str = "attachments") -> list[int]:
    """Store the files of a form and give the ids of their rows; raises Invalid when one is not acceptable."""
    posted = (await request.post()).getall(name, [])
    files = [one for one in posted if isinstance(one, FileField) and one.filename]
    if len(files) > MOST:
        raise Invalid("too-many-files", field=name, limit=MOST)
    prepared = [await asyncio.to_thread(_prepared, one.file.read(), one.filename) for one in files]
    return [await _stored(request, officer, *one) for one in prepared]


def _prepared(data: bytes, filename: str) -> tuple[bytes, str, str]:
    """The bytes as they are kept, their type, and a harmless name."""
    mime = _mime(data)
    if mime not in ALLOWED:
        raise Invalid("file-type", field="attachments")
    if mime.startswith("image/"):
        data = without_traces(data)
        mime = "image/jpeg"
    return data, mime, clean_name(filename)


def _mime(data: bytes) -> str:
    try:
        return str(puremagic.from_string(data[:8192], mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def without_traces(data: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """The picture as a plain JPEG: turned upright, without place, time and camera, of bounded size."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid("picture-too-large", field="attachments")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((longest, longest))
            out = io.BytesIO()
            upright.save(out, "JPEG", quality=82, optimize=True)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid("file-type", field="attachments") from error


def clean_name(name: str) -> str:
    """A file's name as text only: no path, no invisible or turning signs, of bounded length."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:120] or "file"


async def _stored(request: web.Request, officer: Officer, data: bytes, mime: str, name: str) -> int:
    kind, ending = ALLOWED[mime]
    key = new_key(clock.now(), ending)
    await request.config_dict[STORAGE].put(key, data)
    row = await Attachment.create(
        person_id=officer.person_id,
        by_officer=True,
        channel="portal",
        kind=kind,
        mime=mime,
        name=name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        storage_key=key,
        state="stored",
        created_at=clock.now(),
    )
    return int(row.id)
