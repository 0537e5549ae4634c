"""The filing form: pushed to Meta, offered on WhatsApp, its answers filed; how many messages it saves."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from click.testing import CliRunner

import settings as settings_module
import texts
from bots import conversation, district_facts, hot, inbox
from bots.commands import templates
from bots.outbound import Form, Say
from bots.queue import queue
from bots.service import Service, assemble
from bots.whatsapp import forms
from models.messages import Lane, OutboundState
from models.tickets import Ticket
from settings import Settings
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import citizen_of, state
from tests.tickets.world import build
from tests.vendors import flows
from tests.vendors.calls import shown
from tests.vendors.citizens import WhatsAppCitizen, as_bytes
from tests.vendors.faults import Fault
from tests.vendors.stand_in import StandIn

FILED = {
    "name": "गीता साहू",
    "place": "pipariya-test",
    "kind": "problem",
    "description": "मोहल्ले का हैंडपंप दस दिन से खराब है",
    "language": "hi",
}


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    """One database is enough here: no claim of this file hangs on which."""
    return sqlite_database_url


# Pushing


def graph(rig: Rig) -> Any:
    return rig.service.channels["whatsapp"].graph  # type: ignore[attr-defined]


async def test_the_form_is_created_filled_and_published_once(rig: Rig) -> None:
    flow_id = await forms.push(graph(rig))
    assert await forms.push(graph(rig)) == flow_id
    (flow,) = rig.stand_in.flows.known.values()
    assert (flow.id, flow.status, flow.form) == (flow_id, "PUBLISHED", json.loads(forms.read()))


async def test_a_draft_that_an_earlier_try_left_is_taken_up(rig: Rig) -> None:
    name = forms.name_of(forms.read())
    rig.stand_in.flows.known["5"] = flows.Flow("5", name)
    assert await forms.push(graph(rig)) == "5"
    assert rig.stand_in.flows.known["5"].status == "PUBLISHED"


async def test_what_meta_finds_wrong_is_told_and_nothing_is_published(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = json.loads(forms.read())
    broken["screens"][0]["layout"]["children"][0]["children"][0]["label"] = "A label that is far too long"
    monkeypatch.setattr(forms, "read", lambda: json.dumps(broken))
    with pytest.raises(forms.FormRefused) as refused:
        await forms.push(graph(rig))
    assert refused.value.problems == ["INVALID_PROPERTY_VALUE: name: label or helper-text too long (line 1)"]
    assert [flow.status for flow in rig.stand_in.flows.known.values()] == ["DRAFT"]


def test_a_changed_form_is_another_form() -> None:
    assert forms.name_of("{}") != forms.name_of("{ }")


MISTAKES = [
    ("version", lambda form: form.update(version="1"), "INVALID_PROPERTY_VALUE"),
    ("terminal", lambda form: form["screens"][0].update(terminal=False), "MISSING_TERMINAL_SCREEN"),
    ("screen id", lambda form: form["screens"][0].update(id="filing 1"), "INVALID_SCREEN_ID"),
]


@pytest.mark.parametrize(("name", "spoil", "code"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_the_stand_in_finds_what_meta_would(name: str, spoil: Any, code: str) -> None:
    form = json.loads(forms.read())
    assert list(flows.mistakes(form)) == []
    spoil(form)
    assert [found for found, _ in flows.mistakes(form)] == [code]


async def test_the_command_tells_the_forms_id_and_what_is_wrong(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command runs in a loop of its own: it is called as the shell calls it, from a thread."""
    done = await asyncio.to_thread(CliRunner().invoke, templates, ["push"])
    (flow_id,) = rig.stand_in.flows.known
    assert (done.exit_code, f"SAMVAD__WHATSAPP__FLOW_ID={flow_id}" in done.output) == (0, True)
    monkeypatch.setattr(forms, "read", lambda: '{"version": "1", "screens": []}')
    refused = await asyncio.to_thread(CliRunner().invoke, templates, ["push"])
    assert (refused.exit_code, "MISSING_TERMINAL_SCREEN" in refused.output) == (1, True)


async def test_a_form_that_is_refused_becomes_questions(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    say = Say("आवेदन", form=Form("filing", "filing.form|1", "भरें"))
    row = await queue(
        say, person_id=identity.person_id, lane=Lane.NOTICE, purpose="form", key="f", urgent=True
    )
    body = {"error": {"code": 132069, "message": "throttled"}}
    rig.stand_in.whatsapp_faults.queued.append(Fault(400, body))
    await rig.service.outbox.sweep()
    assert (await state(row or 0))[0] is OutboundState.SENT
    assert rig.stand_in.sent()[-1].body["type"] == "text"


# Talking


@dataclass
class Talk:
    """One newcomer on WhatsApp, and everything that was said on either side."""

    service: Service
    stand_in: StandIn
    citizen: WhatsAppCitizen = field(default_factory=WhatsAppCitizen)
    told: int = 0

    async def says(self, body: dict[str, Any]) -> dict[str, Any]:
        """One message of the citizen; gives our answer to it."""
        self.told += 1
        await self.service.receiver.keep("whatsapp", as_bytes(body))
        await self.service.inbox.idle()
        return self.ours[-1].body

    async def types(self, text: str) -> dict[str, Any]:
        return await self.says(self.citizen.says(text))

    async def fills(self, offer: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
        """The form that this message of ours offers, filled as a telephone does it."""
        token = offer["interactive"]["action"]["parameters"]["flow_token"]
        reply = {"name": "flow", "body": "Sent", "response_json": json.dumps(answers | {"flow_token": token})}
        return await self.says(self.citizen.sends("interactive", {"type": "nfm_reply", "nfm_reply": reply}))

    @property
    def ours(self) -> list[Any]:
        return self.stand_in.sent("whatsapp")


def with_form(config: Settings, flow_id: str) -> Settings:
    changed = config.whatsapp.model_copy(update={"flow_id": flow_id, "per_second": 500})
    return config.model_copy(update={"whatsapp": changed})


@pytest.fixture
async def talk(
    channel_settings: Settings,
    stand_in: StandIn,
    database: str,
    request: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Talk]:
    """The real dialog behind the webhook; with the form where the test says so."""
    flow = flows.Flow("7000", "filing", "PUBLISHED", json.loads(forms.read()))
    stand_in.flows.known[flow.id] = flow
    config = with_form(channel_settings, flow.id if request.param else "")
    monkeypatch.setattr(settings_module, "current", lambda: config)
    district_facts.forget()
    await build()
    service = assemble(config, conversation.handle)
    yield Talk(service, stand_in)
    await service.close()
    district_facts.forget()


@pytest.mark.parametrize("talk", [True], indirect=True)
async def test_with_the_form_three_messages_lead_from_hi_to_the_acknowledgement(talk: Talk) -> None:
    offer = await talk.types("hi")
    review = await talk.fills(offer, FILED)
    send = review["interactive"]["action"]["buttons"][0]["reply"]
    await talk.says(talk.citizen.taps(send["id"], send["title"]))
    ticket = await Ticket.get().prefetch_related("area")
    assert (ticket.description, ticket.kind, ticket.area.code) == (
        FILED["description"], "problem", "pipariya-test",
    )  # fmt: skip
    assert ticket.number in shown(talk.ours[-1])
    assert (talk.told, len(talk.ours)) == (3, 3)


@pytest.mark.parametrize("talk", [False], indirect=True)
async def test_without_it_seven(talk: Talk) -> None:
    first = await talk.types("hi")
    assert first["interactive"]["type"] == "button"
    for words in ("1", FILED["name"], FILED["place"], "समस्या", FILED["description"], "भेजें"):
        await talk.types(words)
    ticket = await Ticket.get()
    assert ticket.number in shown(talk.ours[-1])
    assert talk.told <= 7 and len(talk.ours) <= 7


@pytest.mark.parametrize("talk", [False], indirect=True)
async def test_a_ticket_that_the_database_refuses_is_told_and_its_draft_kept(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 39: "send" fails and is set aside; once the database is well, it is only said again."""
    monkeypatch.setattr(inbox, "WAITS", (0.0,))
    for words in ("hi", "1", FILED["name"], FILED["place"], "समस्या", FILED["description"]):
        await talk.types(words)
    await hot.rows(
        "CREATE TRIGGER refuses BEFORE INSERT ON ticket BEGIN SELECT RAISE(ABORT, 'constraint'); END"
    )
    await talk.types("भेजें")
    await talk.service.outbox.sweep()
    assert shown(talk.ours[-1]) == texts.say("hi", "message-set-aside")
    await hot.rows("DROP TRIGGER refuses")
    await talk.types("भेजें")
    assert (await Ticket.get()).number in shown(talk.ours[-1])


@pytest.mark.parametrize("talk", [True], indirect=True)
async def test_whoever_types_instead_of_filling_simply_goes_on(talk: Talk) -> None:
    offer = await talk.types("hi")
    assert offer["interactive"]["type"] == "flow" and "1. " in offer["interactive"]["body"]["text"]
    asked = await talk.types("1")
    assert asked["interactive"]["type"] == "flow"
    place = await talk.types(FILED["name"])
    assert place["interactive"]["type"] != "flow"


@pytest.mark.parametrize("talk", [True], indirect=True)
async def test_the_form_of_another_person_fills_nothing(talk: Talk) -> None:
    offer = await talk.types("hi")
    stranger = Talk(talk.service, talk.stand_in, WhatsAppCitizen("919000000009", "IN.9", "मीना"))
    await stranger.types("hi")
    answer = await stranger.fills(offer, {"name": "कोई और", "place": "pipariya-test", "kind": "demand"})
    assert "interactive" in answer and answer["interactive"]["type"] == "flow"
    assert "कोई और" not in shown(talk.ours[-1])
