"""The department of a draft: asked in the words of the matter, narrowed by the place, with its reason."""

from dataclasses import replace

import pytest

from bots.dialog.effects import FileTicket
from bots.dialog.facts import PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.inbound import Text
from routing.questions import questions
from routing.reading import Decision, Kind, Lang, Reading
from tests.bots.dialog.stage import Stage

VILLAGE, TOWN = 12, 5
UNSURE = Reading(
    department="other",
    confidence=0.4,
    alternatives=(("pwd", 0.3), ("panchayat", 0.2), ("municipal", 0.1)),
    decision=Decision.ASK,
    kind=Kind.PROBLEM,
    urgent=False,
    lang=Lang.HI,
    place=None,
    nature=None,
    because="बात कई विभागों की हो सकती है",
    question="road",
)


class OneMind:
    """Reads every message alike."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def read(self, text: str, *, block: str | None = None, kind: str | None = None) -> Reading:
        return self.reading


def at(area: int, reading: Reading) -> Stage:
    person = PersonFacts(name="गीता", language="hi", area_id=area, consent_version=CONSENT_VERSION)
    stage = Stage.new(person)
    cards = stage.facts.district.departments
    towns = replace(cards["panchayat"], code="municipal")
    district = replace(
        stage.facts.district, router=OneMind(reading), departments={**cards, "municipal": towns}
    )
    stage.facts = replace(stage.facts, district=district)
    return stage


def offered(stage: Stage) -> list[str]:
    return [option.id.rpartition("|")[2] for option in stage.options()]


@pytest.mark.parametrize(
    ("area", "choices"), [(VILLAGE, ["panchayat", "pwd", "other"]), (TOWN, ["pwd", "municipal", "other"])]
)
def test_the_place_leaves_out_who_has_nothing_to_do_there(area: int, choices: list[str]) -> None:
    stage = at(area, UNSURE)
    stage.hear(Text("सड़क बहुत खराब है"))
    assert offered(stage) == choices
    assert "सड़क कौन-सी है" in stage.said[-1].text


def test_an_ambiguity_without_words_of_its_own_offers_the_two_likeliest() -> None:
    stage = at(VILLAGE, replace(UNSURE, question=None))
    stage.hear(Text("सड़क बहुत खराब है"))
    assert offered(stage) == ["pwd", "panchayat", "other"]


def test_the_classic_ambiguities_have_questions() -> None:
    assert {"road", "water", "patta", "scholarship", "money", "society"} <= {each.id for each in questions()}


def test_the_reason_goes_with_the_draft() -> None:
    stage = at(VILLAGE, replace(UNSURE, department="pwd", decision=Decision.ASSIGN, because="“सड़क” से"))
    stage.hear(Text("सड़क बहुत खराब है"))
    stage.hear(Text("1"))
    draft = next(deed.draft for deed in stage.deeds if isinstance(deed, FileTicket))
    assert (draft.department, draft.because, draft.confidence) == ("pwd", "“सड़क” से", 0.4)
