"""Options as buttons, list rows or numbered lines, each within its limits and told apart by its label."""

from bots.fit.limits import Capabilities
from bots.fit.measure import clean, one_line, shown_line
from bots.outbound import Option

_MAX_NUMBERED = 60


def within(text: str, limit_bytes: int) -> bool:
    """Whether the text's UTF-8 form is within a limit in bytes, and not empty."""
    return 0 < len(text.encode("utf-8", "replace")) <= limit_bytes


def as_buttons(options: tuple[Option, ...], can: Capabilities) -> tuple[Option, ...]:
    """The options as buttons, or nothing when there are too many or an id is too long."""
    if not 0 < len(options) <= can.buttons or not _ids_fit(options, can.button_id_bytes):
        return ()
    return _labelled(options, can.button_label, can, hints=False)


def as_rows(options: tuple[Option, ...], can: Capabilities) -> tuple[Option, ...]:
    """The options as rows of one list, or nothing."""
    if not 0 < len(options) <= can.rows or not _ids_fit(options, can.row_id_bytes):
        return ()
    return _labelled(options, can.row_label, can, hints=True)


def _ids_fit(options: tuple[Option, ...], limit: int) -> bool:
    ids = [option.id for option in options]
    return len(set(ids)) == len(ids) and all(
        within(clean(text).strip(), limit) and text == clean(text) for text in ids
    )


def _labelled(
    options: tuple[Option, ...], limit: int, can: Capabilities, *, hints: bool
) -> tuple[Option, ...]:
    made: list[Option] = []
    taken: set[str] = set()
    for number, option in enumerate(options, 1):
        label = shown_line(option.label, limit, can.unit) or str(number)
        sign = number
        while can.unique_labels and label in taken:
            label = f"{sign}. {shown_line(option.label, limit - len(str(sign)) - 2, can.unit)}".strip()
            # Somebody may have called another option just so.
            sign += len(options)
        taken.add(label)
        made.append(Option(option.id, label, _hint(option, label, can) if hints else ""))
    return tuple(made)


def _hint(option: Option, label: str, can: Capabilities) -> str:
    """The second line of a row; a shortened label is told in full there when there is no other hint."""
    whole = one_line(option.label)
    return shown_line(option.hint or (whole if label != whole else ""), can.row_hint, can.unit)


def numbered(options: tuple[Option, ...]) -> str:
    """The options as lines a person answers by number."""
    lines = []
    for number, option in enumerate(options[:_MAX_NUMBERED], 1):
        hint = f" ({one_line(option.hint)})" if option.hint else ""
        lines.append(f"{number}. {one_line(option.label)}{hint}")
    return "\n".join(lines)
