"""A file from the web chat: read with a limit, kept under our own key."""

from dataclasses import dataclass

import puremagic
from aiohttp import BodyPartReader, web

import clock
from bots.storage import Storage, new_key

CHUNK = 64 * 1024


class Refused(Exception):
    """The upload is too large or empty."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the page repeats in its message."""

    media: str
    ref: str
    mime: str
    name_of_file: str
    size: int


async def read_upload(request: web.Request, storage: Storage, max_mb: int) -> Kept:
    """Stream the first part of the form into the store; raises Refused beyond the limit."""
    part = await (await request.multipart()).next()
    if not isinstance(part, BodyPartReader):
        raise Refused("no file")
    data = bytearray()
    while chunk := await part.read_chunk(CHUNK):
        data += chunk
        if len(data) > max_mb * 1_000_000:
            raise Refused(f"larger than {max_mb} MB")
    if not data:
        raise Refused("an empty file")
    mime = _mime(bytes(data), part.headers.get("Content-Type", ""))
    key = new_key(clock.now(), "")
    await storage.put(key, bytes(data))
    return Kept(_kind(mime, part.filename or ""), key, mime, (part.filename or "")[:120], len(data))


def _mime(data: bytes, claimed: str) -> str:
    """What the bytes say they are; the browser's word only decides between sound and video containers."""
    try:
        found = str(puremagic.from_string(data[:4096], mime=True))
    except (puremagic.PureError, ValueError):
        return "application/octet-stream"
    if claimed.startswith("audio/") and found in ("video/webm", "video/mp4", "application/ogg", "video/ogg"):
        return claimed.split(";", maxsplit=1)[0]
    return found


def _kind(mime: str, name: str) -> str:
    family = mime.split("/", maxsplit=1)[0]
    if family == "audio" and name.startswith("voice."):
        return "voice"
    return {"image": "photo", "audio": "audio", "video": "video"}.get(family, "document")
