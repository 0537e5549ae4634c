"""A draft told back line by line, and the acknowledgement once it has a number."""

import texts
from bots.dialog import when
from bots.dialog.events import Filed
from bots.dialog.filing_place import told as place_told
from bots.dialog.turn import Turn

ICONS = {"problem": "🛠️", "demand": "🙏", "suggestion": "💡"}


def summary(turn: Turn) -> str:
    """The draft as it will be filed, line by line."""
    lines = [turn.text("filing-review-name", name=turn.words("name") or "—")]
    if turn.words("whom"):
        lines.append(turn.text("filing-review-whom", name=turn.words("whom")))
    lines.append(turn.text("filing-review-place", place=place_told(turn)))
    kind = turn.words("kind") or "problem"
    lines.append(f"{ICONS.get(kind, '📌')} {turn.text(f'kind-{kind}')}")
    told = turn.words("description")
    if told:
        lines.append(turn.text("filing-review-story", story=told))
    files = _files(turn)
    if files:
        lines.append(files)
    lines.append(turn.text("filing-review-confidential") if turn.get("confidential") else _department(turn))
    if turn.get("urgent"):
        lines.append(turn.text("filing-review-urgent"))
    return "\n".join(lines)


def is_by_voice(answer: str) -> bool:
    """Whether a name or a place is only heard in a voice note, not known in letters."""
    return answer in {texts.say(language, "said-by-voice") for language in texts.LANGUAGES}


def story(turn: Turn) -> str:
    """The description, or what stands for it when it was only spoken or shown."""
    if turn.words("description"):
        return turn.words("description")
    return turn.text("story-voice" if turn.number("voices") else "story-photo")


def _files(turn: Turn) -> str:
    photos, voices = turn.number("photos") or 0, turn.number("voices") or 0
    parts = [turn.text("count-photos", count=photos)] if photos else []
    parts += [turn.text("count-voices", count=voices)] if voices else []
    if turn.get("lat") is not None:
        parts.append(turn.text("has-pin"))
    return " · ".join(parts)


def _department(turn: Turn) -> str:
    card = turn.facts.district.departments.get(turn.words("department"))
    if card is None:
        return turn.text("filing-review-desk")
    name = card.called.get(turn.language) or card.called.get("hi") or card.code
    return f"{card.icon or '🏛️'} {name}"


def acknowledgement(turn: Turn, event: Filed, *, confidential: bool) -> str:
    """Number, department, due date in villagers' words, how to ask."""
    ticket = event.ticket
    lines = [turn.text("filing-filed", number=ticket.number)]
    if confidential:
        lines.append(turn.text("filing-filed-confidential"))
    elif ticket.department:
        lines.append(turn.text("filing-filed-department", department=ticket.department))
    else:
        lines.append(turn.text("filing-filed-desk"))
    if ticket.due_at is not None:
        lines.append(turn.text("filing-filed-due", day=when.day(turn, ticket.due_at)))
    lines.append(turn.text("filing-filed-ask"))
    return "\n".join(lines)
