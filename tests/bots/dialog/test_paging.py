"""Two dozen departments: pages of nine where a list has ten rows, all by name on any page."""

from dataclasses import replace

import pytest

from bots.capabilities import WHATSAPP
from bots.dialog.effects import Act, FileTicket
from bots.dialog.facts import DepartmentCard, PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.fit.parts import Shape, fit
from bots.inbound import Choice, Text
from tests.bots.dialog.stage import Stage
from tests.bots.dialog.transcript import add_ticket

MANY = {
    f"d{number}": DepartmentCard(
        f"d{number}",
        "🏛️",
        short={"hi": f"विभाग-{word}", "en": f"Office {word}"},
        names={"hi": f"विभाग {word}"},
        called={"hi": word},
        categories={},
    )
    for number, word in enumerate(
        ("आम", "बेल", "चंदन", "डोम", "इमली", "फल", "गन्ना", "हल", "ईख", "जामुन", "केला", "लाख", "महुआ", "नीम", "ओल",
         "पीपल", "रेशम", "साल", "तेंदू", "उड़द", "वट", "यव", "अंजीर", "कटहल")
    )
}  # fmt: skip


def _stage(role: str, *can: str) -> Stage:
    person = PersonFacts(name="गीता", language="hi", area_id=12, role=role, consent_version=CONSENT_VERSION)
    stage = Stage.new(person)
    district = replace(stage.facts.district, departments=MANY)
    stage.facts = replace(stage.facts, district=district, can=frozenset(can))
    return stage


def _at_departments(*can: str) -> Stage:
    stage = _stage("", *can)
    for text in ("हैंडपंप के पास की जमीन खराब है", "बदलें", "विभाग"):
        stage.hear(Text(text))
    assert stage.session.step == "filing.departments"
    return stage


def _labels(stage: Stage) -> list[str]:
    return [option.label for option in stage.options()]


def test_a_page_is_a_list_and_every_department_is_on_one() -> None:
    stage = _at_departments("buttons", "list")
    seen: set[str] = set()
    for _ in range(3):
        assert len(_labels(stage)) <= 10
        assert [part.shape for part in fit(stage.said[-1], WHATSAPP)] == [Shape.LIST]
        seen |= set(_labels(stage))
        more = stage.options()[-1]
        stage.hear(Choice(more.id, more.label))
    assert len(seen - {"▶️ और दिखाइए"}) == len(MANY) + 1  # and "not known"
    assert _labels(stage)[0] == "🏛️ विभाग-आम"  # after the last page the first


@pytest.mark.parametrize("more", ["10", "१०", "और दिखाइए", "🔟"])
def test_more_can_be_typed(more: str) -> None:
    stage = _at_departments("buttons", "list")
    stage.hear(Text(more))
    assert _labels(stage)[0] == "🏛️ विभाग-जामुन"


def test_a_department_of_another_page_is_known_by_its_name() -> None:
    stage = _at_departments("buttons", "list")
    stage.hear(Text("विभाग-कटहल"))
    stage.hear(Text("भेजें"))
    draft = next(deed.draft for deed in stage.deeds if isinstance(deed, FileTicket))
    assert (draft.department, draft.chosen_by_citizen) == ("d23", True)


def test_without_lists_all_are_numbered() -> None:
    stage = _at_departments()
    assert len(_labels(stage)) == len(MANY) + 1
    stage.hear(Text("24"))
    stage.hear(Text("भेजें"))
    assert next(deed.draft for deed in stage.deeds if isinstance(deed, FileTicket)).department == "d23"


def test_an_officer_finds_any_department_too() -> None:
    stage = _stage("officer", "buttons", "list")
    add_ticket(stage, department="🏛️ विभाग-आम", description="कुछ खराब है")
    stage.hear(Choice("t:1:transfer"))
    more = stage.options()[-1]
    stage.hear(Choice(more.id, more.label))
    stage.hear(Text("विभाग-नीम"))
    stage.hear(Text("यह नीम विभाग का काम है"))
    assert Act("transfer", 1, {"department": "d13", "reason": "यह नीम विभाग का काम है"}) in stage.deeds
