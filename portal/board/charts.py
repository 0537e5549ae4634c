"""Where the bars of a chart stand: plain numbers for SVG attributes, so that no style is needed inline."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.board.paces import Week

WIDTH, HEIGHT, FLOOR, LEFT = 640, 190, 160, 34
COLOURS = {"received": "#125a83", "claimed": "#c98a00", "confirmed": "#175f38"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    series: str
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with marks on the scale; `ticks` are (y, value), `labels` are (x, week)."""

    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, int]]
    labels: Sequence[tuple[float, Week]]


def weekly(weeks: Sequence[Week]) -> Chart:
    """Three bars for each week."""
    top = _round_up(max((value for week in weeks for value in _values(week).values()), default=0))
    slot = (WIDTH - LEFT) / max(1, len(weeks))
    width = slot / 4
    bars, labels = [], []
    for position, week in enumerate(weeks):
        left = LEFT + position * slot + width / 2
        labels.append((round(left + 1.5 * width, 1), week))
        for number, (series, value) in enumerate(_values(week).items()):
            height = (FLOOR - 12) * value / top
            x, y = round(left + number * width, 1), round(FLOOR - height, 1)
            bars.append(Bar(x, y, round(width - 2, 1), round(height, 1), COLOURS[series], series, value))
    ticks = [(round(FLOOR - (FLOOR - 12) * part / 2, 1), top * part // 2) for part in (0, 1, 2)]
    return Chart(bars, ticks, labels)


def _values(week: Week) -> dict[str, int]:
    return {"received": week.received, "claimed": week.claimed, "confirmed": week.confirmed}


def _round_up(value: int) -> int:
    """The end of the scale: 2, 4, 10, 20, 40, 100 and so on."""
    step = 1
    while True:
        for top in (2 * step, 4 * step, 10 * step):
            if value <= top:
                return top
        step *= 10


def heat(value: int, highest: int) -> int:
    """0 for nothing, then four steps."""
    return 0 if not value or not highest else min(4, 1 + 4 * (value - 1) // max(1, highest))
