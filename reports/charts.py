"""The two charts of a digest, drawn without a screen, with the font that comes with the installation."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from reports.documents import font_file

CALM, LATE, DARK, PALE = "#2c7a7b", "#c53030", "#1a202c", "#a0aec0"
DPI = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """One department or place: its open tickets in time and past their date."""

    name: str
    on_time: int
    late: int


def _font(size: float) -> FontProperties:
    return FontProperties(fname=str(font_file()), size=size)


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _plain(axes: Axes) -> None:
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)


def bars(given: Sequence[Bar], labels: tuple[str, str], *, width: float = 6.9, height: float = 3.25) -> bytes:
    """Horizontal bars, longest lateness on top; each with its two numbers, so that colour is not needed."""
    figure = Figure(figsize=(width, height), dpi=DPI)
    axes = figure.subplots()
    _plain(axes)
    rows = list(reversed(given))
    names = [row.name for row in rows]
    late, calm = [row.late for row in rows], [row.on_time for row in rows]
    axes.barh(names, late, color=LATE, height=0.62, label=labels[0])
    axes.barh(names, calm, left=late, color=CALM, height=0.62, label=labels[1], alpha=0.85)
    most = max((row.late + row.on_time for row in rows), default=1) or 1
    for position, row in enumerate(rows):
        _inside(axes, row.late / 2, position, row.late, most)
        _inside(axes, row.late + row.on_time / 2, position, row.on_time, most)
    axes.set_xlim(0, most * 1.02)
    axes.set_xticks([])
    axes.set_yticks(range(len(rows)), names, fontproperties=_font(13), color=DARK)
    figure.legend(loc="lower right", ncols=2, prop=_font(12), frameon=False, bbox_to_anchor=(1.0, -0.02))
    figure.subplots_adjust(left=0.33, right=1.0, top=1.0, bottom=0.11)
    return _png(figure)


def _inside(axes: Axes, x: float, y: int, value: int, most: int) -> None:
    if value and value / most >= 0.04:
        axes.text(x, y, str(value), ha="center", va="center", color="white", fontproperties=_font(12))


@dataclass(frozen=True, slots=True)
class Weeks:
    """Four weeks: their names, what came in, and what was past its date on Sunday."""

    names: Sequence[str]
    received: Sequence[int]
    overdue: Sequence[int]


def trend(
    weeks: Weeks, received_label: str, overdue_label: str, *, width: float = 6.9, height: float = 1.8
) -> bytes:
    """Two columns a week, each with its number: what came in, and what was past its date on Sunday."""
    figure = Figure(figsize=(width, height), dpi=DPI)
    axes = figure.subplots()
    _plain(axes)
    top = max(1, *weeks.received, *weeks.overdue)
    for offset, values, colour, name in (
        (-0.19, weeks.received, PALE, received_label),
        (0.19, weeks.overdue, LATE, overdue_label),
    ):
        places = [place + offset for place in range(len(values))]
        axes.bar(places, values, color=colour, width=0.36, label=name)
        for place, value in zip(places, values, strict=True):
            axes.text(
                place, value + top * 0.03, str(value), ha="center", va="bottom", fontproperties=_font(12)
            )
    axes.set_ylim(0, top * 1.3)
    axes.set_xlim(-0.5, len(weeks.names) - 0.5)
    axes.set_yticks([])
    axes.set_xticks(range(len(weeks.names)), weeks.names, fontproperties=_font(12), color=DARK)
    figure.legend(loc="upper right", ncols=2, prop=_font(12), frameon=False, bbox_to_anchor=(1.0, 1.04))
    figure.subplots_adjust(left=0.0, right=1.0, top=0.84, bottom=0.17)
    return _png(figure)
