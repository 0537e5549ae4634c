"""Which of a column's numbers are left out, so that no look and no subtraction tells of fewer than five."""

from collections.abc import Sequence

FEWEST = 5
Cells = list[int | None]


def small(value: int) -> bool:
    """One to four people; a nought tells about nobody."""
    return 0 < value < FEWEST


def column(values: Sequence[int]) -> tuple[int | None, Cells]:
    """The total and the numbers as they are shown.

    Where the total less all shown would have one solution only, the next larger numbers go too; equal ones go
    together, because which of them goes would tell as much.
    """
    total = sum(values)
    left_out = {value for value in values if small(value)}
    for value in (*sorted(set(values) - left_out - {0}), 0):
        if not _gives_away([one for one in values if one in left_out], total):
            break
        left_out.add(value)
    untold = small(total) or _gives_away([one for one in values if one in left_out], total)
    return None if untold else total, [None if value in left_out else value for value in values]


def _gives_away(left_out: Sequence[int], total: int) -> bool:
    """Whether these can only be what they are: one alone, all ones, or all fours."""
    count, together = len(left_out), sum(left_out)
    if small(total):
        return count == FEWEST - 1
    return count == 1 or (count > 0 and together in (count, count * (FEWEST - 1)))
