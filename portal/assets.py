"""Style, script and pictures: served from memory under names with their hash, kept for a year."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
PACKED = frozenset({".css", ".js", ".svg"})


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    address: str
    mime: str
    body: bytes
    packed: bytes


@cache
def every() -> dict[str, Asset]:
    """The files by their plain names."""
    return {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    name = f"{path.stem}.{hashlib.sha256(body).hexdigest()[:10]}{path.suffix}"
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if path.suffix in PACKED else b""
    return Asset(f"/assets/{name}", mime, body, packed)


def address(name: str) -> str:
    """Where a file is to be had; for templates."""
    return every()[name].address


async def serve(request: web.Request) -> web.Response:
    """Give the file whose hashed name was asked for."""
    asset = next((one for one in every().values() if one.address == request.path), None)
    if asset is None:
        raise web.HTTPNotFound
    headers = {"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
    if asset.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return web.Response(body=asset.packed, content_type=asset.mime, headers=headers)
    return web.Response(body=asset.body, content_type=asset.mime, headers=headers)
