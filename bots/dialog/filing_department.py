"""Which department it is for: decided by the router or the place, else asked in words a villager knows."""

import texts
from bots.dialog.steps import Answer, Pick
from bots.dialog.turn import Turn
from routing.questions import question
from routing.reading import OTHER, Decision, Reading

_LIKELY = 2
_TOWN = frozenset({"urban_body", "ward"})
_NOT_IN_TOWN, _ONLY_IN_TOWN = "panchayat", "municipal"
OTHER_PICK = Pick("other", means=("other", "unsure", "no", "send", "done"))


def choose(turn: Turn, reading: Reading) -> None:
    """Keep the department the reading is sure of, or what to ask; neither: the desk decides."""
    known = turn.facts.district.departments
    turn.put(because=reading.because, confidence=reading.confidence)
    if reading.decision in (Decision.ASSIGN, Decision.EMERGENCY) and reading.department in known:
        turn.put(department=reading.department, category=reading.category)
        return
    if reading.decision is Decision.ASK and (proposals := _proposals(turn, reading)):
        turn.put(proposals=[*proposals], about=reading.question)
        return
    if reading.nature and reading.topic in known:
        turn.put(proposals=[reading.topic])
        return
    turn.put(department="")


def _proposals(turn: Turn, reading: Reading) -> list[str]:
    """The likeliest two; of a classic ambiguity all that the place leaves open."""
    known = turn.facts.district.departments
    asked = question(reading.question)
    if asked is not None and _has_words(asked.id):
        return [code for code in asked.choices if code in known and code != _impossible(turn)]
    return [code for code, _ in reading.alternatives if code in known and code != OTHER][:_LIKELY]


def _impossible(turn: Turn) -> str:
    """A village has no municipality and a town no panchayat."""
    area = turn.facts.district.areas.get(turn.number("area") or 0)
    if area is None:
        return ""
    return _NOT_IN_TOWN if area.kind in _TOWN else _ONLY_IN_TOWN if area.kind == "village" else ""


def _has_words(about: str) -> bool:
    return texts.has(f"filing-about-{about}")


def text(turn: Turn) -> str:
    """The question in the words of the matter, where it is a classic one."""
    about = turn.words("about")
    return turn.text(f"filing-about-{about}" if _has_words(about) else "filing-department")


def picks(turn: Turn) -> tuple[Pick, ...]:
    """The router's proposals, and "another"."""
    found = turn.get("proposals")
    codes = [str(code) for code in found] if isinstance(found, list) else []
    shown = [code for code in codes if code in turn.facts.district.departments]
    return (*(_proposal(turn, code) for code in shown), OTHER_PICK)


def _proposal(turn: Turn, code: str) -> Pick:
    own = f"filing-about-{turn.words('about')}-{code.replace('_', '-')}"
    return Pick(code, label=turn.text(own)) if texts.has(own) else pick(turn, code)


def pick(turn: Turn, code: str) -> Pick:
    """A department by its own short name."""
    card = turn.facts.district.departments[code]
    name = card.short.get(turn.language) or card.short.get("hi") or code
    return Pick(code, label=f"{card.icon} {name}".strip())


def keep(turn: Turn, answer: Answer) -> None:
    """A department by its button; "another" leaves it to the desk."""
    code = "" if answer.code == "other" else answer.code
    turn.put(department=code, category=None, chosen=True, looked=None)
