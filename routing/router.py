"""Reading a message: words in, department, urgency, kind, place and decision out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from routing import courtesy
from routing.alarms import cry_of, deflection_of, emergency_of, is_confidential
from routing.because import Grounds, because
from routing.cues import is_idle, is_pressing, is_settled
from routing.decision import Bounds, Signs, decide
from routing.features import of_language
from routing.hints import read_blocks
from routing.issues import departments_of, split_issues
from routing.language import language_of
from routing.lexicon import Hits, Lexicon, Term, load_terms
from routing.linear import Floats, Model, load_model
from routing.nature import NONE, grievance_share, is_surely, kind_of, nature_of
from routing.opinion import NOT_A_GRIEVANCE, Opinion, code_of, opinion_of, shares_of
from routing.place_guess import guess_place
from routing.places import AreaName, PlaceIndex
from routing.questions import Question, question_for
from routing.reading import OTHER, Decision, Kind, Nature, Reading
from routing.setting import Setting, setting_of
from routing.view import View, view

MODEL = Path(__file__).parent / "data" / "model.npz"
_SAME_PART, _PLAINLY, _TOPICAL = 0.7, 3.0, 2.0
_LIKELY_A_MATTER = 0.4
_MOST_ALTERNATIVES = 5
_POLITE = frozenset({Nature.THANKS, Nature.GREETING})
_TWO = 2
_NEVER_WAITS = frozenset({"suicide"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A message with what the word lists found in it."""

    view: View
    hits: Hits
    setting: Setting


@lru_cache(maxsize=1)
def _lexicon(taught: tuple[Term, ...]) -> Lexicon:
    """Built anew only when a term was taught: a district changes more often in other ways."""
    return Lexicon([*load_terms(), *taught])


class Router:
    """The reader of messages: word lists, linear model and place names together."""

    def __init__(self, model: Model, lexicon: Lexicon, places: PlaceIndex) -> None:
        self._model = model
        self._lexicon = lexicon
        self.places = places
        facts = model.facts
        self._bounds = Bounds(facts["assign"], facts["ask"], facts["grievance"])
        # The same words are read at their question and again when the kind is known.
        self._weighed = lru_cache(maxsize=32)(self._weigh)

    @classmethod
    def load(
        cls, *, areas: Sequence[AreaName], model: Path | None = None, terms: Sequence[Term] = ()
    ) -> Router:
        """The shipped model and word lists, the district's areas, and terms its administration added."""
        return cls(load_model(model or MODEL), _lexicon(tuple(terms)), PlaceIndex(areas))

    def read(self, text: str, *, block: str | None = None, kind: str | None = None) -> Reading:
        """Everything understood of one message; `block` and `kind` are what the citizen already said.

        A matter with a greeting before and thanks behind it is neither of them.
        """
        reading = self._read(text, block, kind)
        if reading.nature not in _POLITE or (told := courtesy.without(text)) == text:
            return reading
        matter = self._read(told, block, kind)
        return reading if matter.nature is not None or courtesy.is_good_news(told) else matter

    def _read(self, text: str, block: str | None, kind: str | None) -> Reading:
        seen, scores = self._weighed(text)
        return self.understand(seen, scores, block=block, kind=kind)

    def _weigh(self, text: str) -> tuple[Seen, dict[str, Floats]]:
        seen = self.see(text)
        return seen, self.scores(seen)

    def see(self, text: str) -> Seen:
        """The words of a message and what the word lists know of them."""
        seen = view(text)
        return Seen(seen, self._lexicon.hits(seen), setting_of(seen))

    def scores(self, seen: Seen) -> dict[str, Floats]:
        """The linear model's margins for all its questions."""
        meaning = self._model.meaning.encode(read_blocks(seen.view, seen.hits, seen.setting))
        language = self._model.language.encode(of_language(seen.view))
        return {
            name: head.scores(*(language if name == "lang" else meaning))
            for name, head in self._model.heads.items()
        }

    def understand(
        self, seen: Seen, scores: Mapping[str, Floats], *, block: str | None = None, kind: str | None = None
    ) -> Reading:
        """From margins and words to everything the other rooms want to know."""
        shares = {name: self._shares(name, margins) for name, margins in scores.items()}
        nature, alarm = _nature_and_alarm(seen, shares)
        opinion = self._opinion(seen, shares["department"])
        danger = shares["urgent"]["yes"] >= float(self._model.facts["urgent"])
        pressing = alarm is not None and _presses(alarm, seen.view)
        urgent = nature is None and (danger or pressing)
        parts = () if nature else split_issues(seen.view.text, self._clear_department)
        opinion, one_leads = _first_of_two(opinion, departments_of(parts))
        question = question_for(seen.setting)
        matter = grievance_share(shares["nature"], shares["department"])
        signs = Signs(
            nature=nature,
            grievance=matter,
            emergency=alarm if urgent and (pressing or matter >= _LIKELY_A_MATTER) else None,
            deflection=None if nature else deflection_of(seen.view),
            has_question=question is not None,
            issues=1 if one_leads else len(parts),
            idle=is_idle(seen.view),
        )
        decision = decide(opinion, signs, self._bounds)
        asked = question if decision is Decision.ASK and _fits(question, opinion) else None
        department = OTHER if nature else opinion.department
        return Reading(
            department=department,
            confidence=round(opinion.trust if nature is None else 1 - shares["nature"][NONE], 3),
            alternatives=_alternatives(opinion, asked),
            decision=decision,
            kind=Kind.OTHER if nature else kind_of(shares["kind"], kind),
            urgent=urgent,
            lang=language_of(seen.view, shares["lang"]),
            place=guess_place(self.places, seen.view.text, block),
            nature=nature,
            because=because(Grounds(decision, opinion, seen.hits, seen.view, asked, len(parts))),
            category=_category(department, seen.hits),
            question=asked.id if asked else None,
            emergency=signs.emergency,
            deflection=signs.deflection,
            confidential=nature is None and is_confidential(seen.view),
            issues=tuple(part.words for part in parts),
            none_of_them=round(_none_of_them(shares["department"]), 3),
            topic=_topic(seen.hits),
        )

    def _shares(self, name: str, margins: Floats) -> dict[str, float]:
        return shares_of(
            self._model.heads[name].classes, margins, self._model.facts["sharpness"].get(name, 1.0)
        )

    def _opinion(self, seen: Seen, shares: Mapping[str, float]) -> Opinion:
        return opinion_of(shares, seen.hits, len(seen.view.folded), self._model.facts["trust"])

    def _clear_department(self, part: str) -> str | None:
        """The department of a part, when its words plainly name it."""
        seen = self.see(part)
        encoded = self._model.meaning.encode(read_blocks(seen.view, seen.hits, seen.setting))
        margins = self._model.heads["department"].scores(*encoded)
        code, share = self._opinion(seen, self._shares("department", margins)).best
        told = seen.hits.departments.get(code, 0.0) >= _PLAINLY
        return code if code != OTHER and told and share >= _SAME_PART else None


def _nature_and_alarm(
    seen: Seen, shares: Mapping[str, Mapping[str, float]]
) -> tuple[Nature | None, str | None]:
    """What the message is if no grievance, and the emergency it cries out; an alarm is believed first."""
    alarm = emergency_of(seen.view)
    if alarm is not None and not is_surely(seen.view, shares["nature"]):
        return None, alarm
    chatter = shares["department"].get(NOT_A_GRIEVANCE, 0.0)
    topical = bool(seen.setting.topics) or any(weight > 0 for weight in seen.hits.departments.values())
    nature = nature_of(seen.view, shares["nature"], chatter, topical=topical)
    return nature, alarm if nature is None else None


def _presses(alarm: str, seen: View) -> bool:
    """Whether an alarm cannot wait: told as happening now, cried out, or a life about to be thrown away."""
    return is_pressing(seen) or cry_of(seen) is not None or (alarm in _NEVER_WAITS and not is_settled(seen))


def _first_of_two(opinion: Opinion, told: Sequence[str]) -> tuple[Opinion, bool]:
    """Of two matters the first one leads, and whether the whole thinks so too; of more nobody does."""
    if len(told) != _TWO:
        return opinion, False
    return opinion.led_by(told[0]), opinion.department == told[0]


def _none_of_them(shares: Mapping[str, float]) -> float:
    """How likely no department should have it by itself, unclear, of others, or no grievance at all."""
    return sum(share for name, share in shares.items() if code_of(name) == OTHER)


def _topic(hits: Hits) -> str | None:
    best = max(hits.departments, key=lambda code: (hits.departments[code], code), default=None)
    return best if best is not None and hits.departments[best] >= _TOPICAL else None


def _category(department: str, hits: Hits) -> str | None:
    if department == OTHER:
        return None
    ours = {code: weight for code, weight in hits.categories.items() if code.startswith(f"{department}.")}
    best = max(ours, key=lambda code: (ours[code], code), default=None)
    return best if best is not None and ours[best] > 0 else f"{department}.other"


def _fits(question: Question | None, opinion: Opinion) -> bool:
    """A fixed question is put when nothing speaks for a department outside its choices."""
    return question is not None and (opinion.department == OTHER or opinion.department in question.choices)


def _alternatives(opinion: Opinion, asked: Question | None) -> tuple[tuple[str, float], ...]:
    """The departments to offer, best first, the likeliest included; a fixed question's choices come first."""
    codes = [(code, round(share, 3)) for code, share in opinion.ranked if code != OTHER]
    if asked is not None:
        codes.sort(key=lambda pair: pair[0] not in asked.choices)
    return tuple(codes[:_MOST_ALTERNATIVES])
