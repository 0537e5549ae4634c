"""Typesets documents: a Typst template, data as JSON (no word of anybody becomes markup), our own font."""

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

TEMPLATES = Path(__file__).parent / "templates"
Form = Literal["pdf", "png"]


@cache
def font_file() -> Path:
    """The font that comes with the installation: Devanagari and Latin in one file."""
    folder = Path(str(files("fontpkg_noto_sans_devanagari"))) / "files"
    return next(folder.glob("*.ttf"))


def typeset(template: str, data: Mapping[str, object], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of a template."""
    return _compile(template, data, pictures or {}, "pdf", 144)


def picture(
    template: str,
    data: Mapping[str, object],
    pictures: Mapping[str, bytes] | None = None,
    *,
    ppi: float = 144,
) -> bytes:
    """The PNG of a template of one page."""
    return _compile(template, data, pictures or {}, "png", ppi)


def _compile(
    template: str, data: Mapping[str, object], pictures: Mapping[str, bytes], form: Form, ppi: float
) -> bytes:
    # Typst reads files given in memory as text, so pictures need a folder.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes((TEMPLATES / template).read_bytes())
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for file, body in pictures.items():
            (folder / file).write_bytes(body)
        # Only who makes papers pays for the typesetter.
        import typst

        made = typst.compile(
            str(folder / "main.typ"),
            root=str(folder),
            format=form,
            ppi=ppi,
            font_paths=[str(font_file().parent)],
            ignore_system_fonts=True,
        )
    assert isinstance(made, bytes)
    return made
