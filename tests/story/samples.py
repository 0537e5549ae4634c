"""Small files that people send, made here: a photo that carries a place in its EXIF, and a voice note."""

import io
from pathlib import Path

from PIL import Image

PAYLOADS = Path(__file__).parents[1] / "payloads"


def photo(colour: tuple[int, int, int] = (120, 90, 60)) -> bytes:
    """A JPEG as a telephone takes it, with the maker's name and a place."""
    image = Image.new("RGB", (640, 480), colour)
    exif = Image.Exif()
    exif[0x010F] = "Invented Phones"
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif)
    return made.getvalue()


def voice() -> bytes:
    """The first page of an Ogg Opus stream: enough to be known as sound."""
    head = b"OpusHead" + bytes([1, 1, 0x38, 1]) + (48_000).to_bytes(4, "little") + b"\0\0\0"
    page = b"OggS" + bytes([0, 2]) + bytes(8) + b"samv" + bytes(8) + bytes([1, len(head)])
    return page + head + b"\0" * 400
