"""The vendor's error body → what is done about it: every code of the sheets."""

import json

import pytest

from bots.channel import SendFailed
from bots.reactions import Do
from bots.telegram.reactions import find
from bots.whatsapp.graph import Refused, failure
from bots.whatsapp.reactions import REACTIONS, reaction
from settings import ROOT

FOLDER = ROOT / "tests" / "payloads"


def graph(name: str) -> SendFailed:
    found = json.loads((FOLDER / "whatsapp" / f"{name}.json").read_text("utf-8"))
    body = found["body"]
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return failure(Refused(found["http_status"], raw, ""))


GRAPH = [
    ("graph-error-0", "0", Do.STOP_CHANNEL),
    ("graph-error-190", "190", Do.STOP_CHANNEL),
    ("graph-error-368", "368", Do.STOP_CHANNEL),
    ("graph-error-4", "4", Do.SLOW_CHANNEL),
    ("graph-error-80007", "80007", Do.SLOW_CHANNEL),
    ("graph-error-130429", "130429", Do.SLOW_CHANNEL),
    ("graph-error-131056", "131056", Do.SLOW_PERSON),
    ("graph-error-131000", "131000", Do.RETRY),
    ("graph-error-131016", "131016", Do.RETRY),
    ("graph-error-131057", "131057", Do.SLOW_CHANNEL),
    ("graph-error-131047", "131047", Do.TEMPLATE),
    ("graph-error-132001", "132001", Do.SPARE_TEMPLATE),
    ("graph-error-132015", "132015", Do.SPARE_TEMPLATE),
    ("graph-error-100", "100", Do.SHORTEN),
    ("graph-error-html-502", "gateway", Do.UNKNOWN),
]


@pytest.mark.parametrize(("name", "code", "do"), GRAPH, ids=[row[0] for row in GRAPH])
def test_graph_errors(name: str, code: str, do: Do) -> None:
    found = graph(name)
    assert (found.code, found.reaction.do) == (code, do)


def test_every_code_of_the_sheet_has_a_row() -> None:
    sheet = """0 190 3 10 200 299 131005 368 131031 130497 1 2 131016 133004 131000 131057 4 80007 130429
    131056 131048
      131049 131050 130472 131047 131026 131021 131037 131042 131045 33 100 131008 131009 131051 131052
      131053 131062
      132000 132012 132001 132005 132007 132015 132016 132068 132069 133000 133005 133006 133008 133009
      133010 133015
      133016 134011 135000"""
    assert [code for code in map(int, sheet.split()) if code not in REACTIONS] == []


def test_pair_limits_wait_four_to_the_power_of_the_tries() -> None:
    assert [reaction("131056").wait(attempt) for attempt in (1, 2, 3, 4)] == [1, 4, 16, 64]


def test_the_usage_header_says_how_long() -> None:
    usage = json.dumps({"1": [{"estimated_time_to_regain_access": 7}]})
    body = json.dumps({"error": {"code": 80007, "message": "x"}}).encode()
    assert failure(Refused(400, body, usage)).retry_after == 420


BOT = [
    ("api-429", "429", Do.SLOW_PERSON),
    ("api-403-blocked", "403", Do.UNREACHABLE),
    ("api-403-deactivated", "403", Do.UNREACHABLE),
    ("api-403-cannot-initiate", "403", Do.UNREACHABLE),
    ("api-403-kicked", "403", Do.UNREACHABLE),
    ("api-400-chat-not-found", "chat-not-found", Do.UNREACHABLE),
    ("api-400-migrated", "moved", Do.MOVED),
    ("api-400-not-modified", "not-modified", Do.IGNORE),
    ("api-400-query-old", "query-old", Do.IGNORE),
    ("api-400-parse", "parse", Do.PLAIN),
    ("api-400-too-long", "too-long", Do.SHORTEN),
    ("api-400-button-data", "button-data", Do.PLAIN),
    ("api-400-file-big", "file-big", Do.NO_FILE),
    ("api-401", "401", Do.STOP_CHANNEL),
    ("api-404", "404", Do.STOP_CHANNEL),
    ("api-409", "409", Do.STOP_CHANNEL),
    ("api-500", "500", Do.RETRY),
]


@pytest.mark.parametrize(("name", "code", "do"), BOT, ids=[row[0] for row in BOT])
def test_bot_errors(name: str, code: str, do: Do) -> None:
    found = json.loads((FOLDER / "telegram" / f"{name}.json").read_text("utf-8"))
    got, reaction_found = find(found["http_status"], found["body"]["description"])
    assert (got, reaction_found.do) == (code, do)
