"""Wordings that Meta would take, chosen as needed, filled safely, registered once."""

import ast
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.channel import Address
from bots.fit.parts import Filled, Part, Shape
from bots.outbound import Say, TemplateCall
from bots.queue import queue
from bots.templates.choice import pick
from bots.templates.fill import fill, safe, shown
from bots.templates.registry import Wording, check, load
from bots.whatsapp import templates as theirs
from bots.whatsapp.render import payload
from models.messages import Counter, Lane, Template
from models.people import Identity
from settings import ROOT
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import citizen_of
from tests.vendors import rules
from tests.vendors.citizens import WhatsAppCitizen
from workers.notices import PURPOSES


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    """One database is enough here: no claim of this file hangs on which."""
    return sqlite_database_url


def wording(body: str = "आपका आवेदन {{1}} मिल गया है, यहीं पूछें।", **more: object) -> Wording:
    made = {
        "name": "samvad_x_v1",
        "purpose": "x",
        "language": "hi",
        "spare": False,
        "version": 1,
        "variables": ("n",),
    }
    return Wording(**(made | {"body": body} | more))  # type: ignore[arg-type]


def test_our_own_wordings_break_no_rule() -> None:
    assert check(load()) == []


def test_every_notice_has_a_template_and_a_spare() -> None:
    have = {(entry.purpose, entry.spare) for entry in load() if entry.language == "hi"}
    assert {(purpose, spare) for purpose in PURPOSES for spare in (False, True)} - have == set()


ROOMS = ("bots", "workers", "reports", "portal")


def called_purposes() -> set[str]:
    """The purposes that our rooms name when they ask for a template."""
    found = set()
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(func=ast.Name(id="TemplateCall"), args=[ast.Constant(value=purpose), *_]):
                    found.add(str(purpose))
    return found


def test_whatever_is_asked_for_has_a_template_and_a_spare() -> None:
    """Sign-in codes, digests and alarms as well as the notices."""
    asked = called_purposes()
    assert {"sign_in", "digest", "daily", "alarm", "officer_bundle"} <= asked
    have = {(entry.purpose, entry.spare) for entry in load()}
    assert {(purpose, spare) for purpose in asked for spare in (False, True)} - have == set()


# Sign-in codes


def test_a_sign_in_code_is_registered_as_meta_wants_it() -> None:
    main, spare = [theirs.creation(card) for card in load() if card.purpose == "sign_in"][:2]
    assert main == {
        "name": "samvad_sign_in_v1",
        "language": "hi",
        "category": "AUTHENTICATION",
        "allow_category_change": False,
        "components": [
            {"type": "BODY", "add_security_recommendation": True},
            {"type": "FOOTER", "code_expiration_minutes": 5},
            {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
        ],
    }
    assert spare["components"][0] == {"type": "BODY", "add_security_recommendation": False}


def test_a_sign_in_code_never_goes_by_another_kind_of_template() -> None:
    news = wording(name="news", purpose="news")
    code = wording(name="code", purpose="sign_in", minutes=5)
    assert pick([news], "sign_in", "hne") is None
    assert pick([news, code], "sign_in", "hne") == code


async def test_outside_the_window_a_code_goes_by_its_own_template(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await Identity.filter(id=identity.id).update(last_inbound_at=None)
    card = next(card for card in load() if card.purpose == "sign_in")
    await theirs.keep(card, "approved")
    rig.stand_in.templates[card.name] = "APPROVED"
    say = Say("123456", template=TemplateCall("sign_in", "hi", {"code": "123456"}))
    await queue(
        say, person_id=identity.person_id, lane=Lane.REPLY, purpose="sign-in-code", key="c", answers=True
    )
    await rig.service.outbox.sweep()
    sent = rig.stand_in.sent()[-1].body["template"]
    code = [{"type": "text", "text": "123456"}]
    assert (sent["name"], sent["components"]) == (
        card.name,
        [
            {"type": "body", "parameters": code},
            {"type": "button", "sub_type": "url", "index": "0", "parameters": code},
        ],
    )


BROKEN = [
    ("{{1}} मिल गया है आज ही", "begins or ends"),
    ("आपका आवेदन मिला {{1}}", "begins or ends"),
    ("आपका आवेदन {{2}} मिल गया है।", "numbered"),
    ("यह {{1}} है।", "too few words"),
    ("अपना आधार नंबर {{1}} यहाँ तुरंत भेजें।", "identity papers"),
    ("शब्द " * 300 + "{{1}} अंत में।", "1024"),
]


@pytest.mark.parametrize(("body", "why"), BROKEN, ids=[row[1] for row in BROKEN])
def test_what_meta_would_refuse_is_found_first(body: str, why: str) -> None:
    assert any(why in problem for problem in check((wording(body),)))


VALUES = [
    ("दो\nपंक्ति", "दो पंक्ति"),
    ("बहुत      खाली", "बहुत खाली"),
    ("", "–"),
    ("\u200b", "–"),
    ("{{1}}", "{1}"),
]


@pytest.mark.parametrize(("given", "made"), VALUES)
def test_values_are_made_safe(given: str, made: str) -> None:
    """Fault 29."""
    assert safe(given, 100) == made


def test_a_filled_template_is_never_too_long() -> None:
    body = "आपके आवेदन {{1}} पर: {{2}} – यहीं लिखें।"
    values = fill(body, ("a", "b"), {"a": "क" * 3000, "b": "ख" * 3000})
    assert len(body) + sum(map(len, values)) <= 1024 + len("{{1}}{{2}}")


CARDS = [card for card in load() if not card.minutes]
VALUE = st.one_of(
    st.text(max_size=40),
    st.text("क्षिाँ \n\t\u200b\u200d👩‍👩‍👧#$%{}", max_size=40),
    st.builds(
        lambda text, times: text * times, st.text("कख \n👍🏽", min_size=1, max_size=9), st.integers(1, 300)
    ),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([card for card in load() if not card.minutes]), st.lists(VALUE, min_size=4, max_size=4)
)
def test_whatever_stands_in_its_variables_no_template_is_refusable(card: Wording, given: list[str]) -> None:
    values = fill(card.body, card.variables, dict(zip(card.variables, given, strict=False)))
    part = Part(Shape.TEMPLATE, template=Filled(card.name, "hi", values))
    rules.whatsapp(payload(Address(1, "whatsapp", "IN.1"), part, "1"))
    assert len(shown(card.body, values)) <= 1024


def test_after_a_text_found_too_long_the_values_are_shorter() -> None:
    body = "आपके आवेदन {{1}} पर: {{2}} – यहीं लिखें।"
    values = fill(body, ("a", "b"), {"a": "क", "b": "ख" * 3000}, most=600)
    assert 500 < len(body) + sum(map(len, values)) <= 600 + len("{{1}}{{2}}")


def test_the_choice_goes_from_exact_to_general() -> None:
    cards = [
        wording(name="a", purpose="started"),
        wording(name="b", purpose="started", spare=True),
        wording(name="c", purpose="news"),
    ]
    chosen = [
        pick(cards, "started", "hi"),
        pick(cards, "started", "hne"),
        pick(cards, "started", "hi", skip=frozenset({"a"})),
        pick(cards, "never-heard-of", "en"),
        pick([], "started", "hi"),
    ]
    assert [card.name if card else None for card in chosen] == ["a", "a", "b", "c", None]


async def test_templates_are_registered_once_and_their_state_is_followed(rig: Rig) -> None:
    graph = rig.service.channels["whatsapp"].graph  # type: ignore[attr-defined]
    assert len(await theirs.push(graph, load())) == len(load())
    assert await theirs.push(graph, load()) == []
    rig.stand_in.templates[load()[0].name] = "APPROVED"
    states = await theirs.refresh(graph, load())
    assert (states[load()[0].name], states[load()[1].name]) == ("approved", "pending")
    assert await Template.filter(state="approved").count() == 1


def about_template(field: str, **value: str) -> dict[str, Any]:
    change = {"field": field, "value": {"message_template_name": load()[0].name} | value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


TOLD = [
    ("paused", "message_template_status_update", {"event": "PAUSED"}, "paused", "UTILITY", 1),
    ("usable again", "message_template_status_update", {"event": "REINSTATED"}, "approved", "UTILITY", 0),
    ("dearer", "template_category_update", {"new_category": "MARKETING"}, "approved", "MARKETING", 1),
    ("dearer tomorrow", "template_category_update",
      {"new_category": "UTILITY", "correct_category": "MARKETING"}, "approved", "UTILITY", 1),
    ("disliked", "message_template_quality_update", {"new_quality_score": "RED"}, "approved", "UTILITY", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "field", "value", "state", "category", "alarms"), TOLD, ids=[row[0] for row in TOLD]
)
async def test_what_the_webhook_tells_of_a_template(
    rig: Rig, name: str, field: str, value: dict[str, str], state: str, category: str, alarms: int
) -> None:
    await theirs.keep(load()[0], "approved")
    await rig.whatsapp(about_template(field, **value))
    await rig.idle()
    row = await Template.get()
    raised = await Counter.filter(name="alarm:account").count()
    assert (row.state, row.category, raised) == (state, category, alarms)


async def test_another_accounts_template_of_the_same_name_is_none_of_ours(rig: Rig) -> None:
    """Fault 21."""
    await theirs.keep(load()[0], "approved")
    body = about_template("message_template_status_update", event="DISABLED")
    body["entry"][0]["id"] = "2"
    await rig.whatsapp(body)
    await rig.idle()
    assert (await Template.get()).state == "approved"


async def test_what_the_webhook_did_not_tell_is_asked_for(rig: Rig) -> None:
    for wording in load()[:2]:
        await theirs.keep(wording, "approved")
    rig.stand_in.templates[load()[0].name] = "PAUSED"
    await rig.service.learn_account()
    assert [row.state for row in await Template.all().order_by("id")] == ["paused", "missing"]
