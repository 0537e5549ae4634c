"""Photos as others may see them.

Upright, without EXIF (where and with what they were taken), of bounded size.
"""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 50_000_000
LONGEST = 2560
JPEG_QUALITY = 88


class BadPicture(Exception):
    """Not a picture we can open, or one with far too many pixels."""


def cleaned(data: bytes) -> tuple[bytes, str, str]:
    """A copy without metadata, its mime type and its ending; decoding stops at the pixel limit."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise BadPicture("too many pixels")
                return _written(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(str(error)[:100]) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadPicture(type(error).__name__) from error


def _written(picture: Image.Image) -> tuple[bytes, str, str]:
    picture.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    if upright.mode in ("RGBA", "LA", "P") and picture.format == "PNG":
        # Pixels alone go into a new picture: nothing else of the file comes along.
        upright.convert("RGBA").save(out, "PNG", optimize=False)
        return out.getvalue(), "image/png", ".png"
    upright.convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue(), "image/jpeg", ".jpg"
