"""The vendor's error body → what is done about it: every code of the sheets."""

import json

import pytest

from bots.channel import SendFailed
from bots.reactions import Do
from bots.telegram.reactions import find
from bots.telegram.reactions import reaction as telegram_reaction
from bots.telegram.request import Refused as TelegramRefused
from bots.telegram.request import refused
from bots.whatsapp.graph import failure
from bots.whatsapp.reactions import REACTIONS, reaction
from bots.whatsapp.session import Refused
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


# Every row of Meta's table: codes, HTTP status, what is done, after how many seconds, whether it alarms.
STOP, FAIL = Do.STOP_CHANNEL, Do.FAIL
SHEET: list[tuple[tuple[int, ...], int, Do, float, bool]] = [
    ((0, 190), 401, STOP, 0, True),
    ((3, 10, 200, 250, 299, 131005), 403, STOP, 0, True),
    ((368, 131031), 403, STOP, 0, True),
    ((130497,), 403, Do.UNREACHABLE, 0, False),
    ((1,), 400, Do.RETRY, 30, True),
    ((2, 131016, 133004), 503, Do.RETRY, 5, False),
    ((131000,), 500, Do.RETRY, 5, False),
    ((131057,), 500, Do.SLOW_CHANNEL, 60, False),
    ((4, 80007), 400, Do.SLOW_CHANNEL, 300, False),
    ((130429,), 400, Do.SLOW_CHANNEL, 1, False),
    ((131056,), 400, Do.SLOW_PERSON, 1, False),
    ((131048,), 400, Do.STOP_NOTICES, 3600, True),
    ((131049,), 400, Do.ELSEWHERE, 86_400, False),
    ((131050,), 400, Do.OPTED_OUT, 0, False),
    ((130472, 131062), 400, Do.ELSEWHERE, 0, False),
    ((131047,), 400, Do.TEMPLATE, 0, False),
    ((131026,), 400, Do.OTHER_CHANNEL, 0, False),
    ((131021, 131008, 131051, 131052), 400, FAIL, 0, True),
    ((131037, 131042, 131045, 33), 400, STOP, 0, True),
    ((100, 131009), 400, Do.SHORTEN, 0, True),
    ((131053,), 400, Do.NO_FILE, 0, False),
    ((132007, 132018, 135000), 400, FAIL, 0, True),
    ((132001,), 404, Do.SPARE_TEMPLATE, 0, True),
    ((132000, 132012, 132015, 132016), 400, Do.SPARE_TEMPLATE, 0, True),
    ((132005,), 400, Do.SHORTEN, 0, False),
    ((132068,), 400, Do.NO_FORM, 0, True),
    ((132069,), 400, Do.NO_FORM, 0, False),
    ((133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011), 400, STOP, 0, True),
    ((999_999,), 400, FAIL, 0, True),
    ((999_999,), 500, Do.RETRY, 5, False),
]
ROWS = [(code, *rest) for codes, *rest in SHEET for code in codes]


@pytest.mark.parametrize(
    ("code", "status", "do", "wait", "alarm"), ROWS, ids=[f"{r[0]}-{r[1]}" for r in ROWS]
)
def test_metas_error_body_and_what_is_done(code: int, status: int, do: Do, wait: float, alarm: bool) -> None:
    error = {
        "message": f"(#{code}) x",
        "type": "OAuthException",
        "code": code,
        "error_data": {"details": "why"},
    }
    found = failure(Refused(status, json.dumps({"error": error}).encode(), ""))
    done = found.reaction
    assert (found.code, found.detail) == (str(code), "why")
    assert (done.do, done.wait(1), done.alarm) == (do, wait, alarm)
    # The same code may come with a status or a webhook, and means the same there.
    assert status == 500 or reaction(str(code)) == done


NO_BODY = [
    ("a gateway's page", Refused(502, b"<html>502</html>", ""), Do.UNKNOWN),
    ("an empty error", Refused(500, b"", ""), Do.UNKNOWN),
    ("a list", Refused(400, b"[]", ""), Do.UNKNOWN),
]


@pytest.mark.parametrize(("name", "refused", "do"), NO_BODY, ids=[row[0] for row in NO_BODY])
def test_an_answer_that_says_nothing_leaves_the_outcome_open(name: str, refused: Refused, do: Do) -> None:
    assert failure(refused).reaction.do is do


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


# The rows of the Bot API's sheet that no captured answer shows.
OTHERS = [
    (400, "Bad Request: message to edit not found", "edit-gone", Do.NEW_MESSAGE),
    (400, "Bad Request: message to delete not found", "edit-gone", Do.NEW_MESSAGE),
    (400, "Bad Request: message can't be edited", "edit-gone", Do.NEW_MESSAGE),
    (400, "Bad Request: there is no text in the message to edit", "edit-gone", Do.NEW_MESSAGE),
    (400, "Bad Request: message to be replied not found", "reply-gone", Do.PLAIN),
    (400, "Bad Request: wrong file identifier/HTTP URL specified", "file-bad", Do.NO_FILE),
    (400, "Bad Request: MESSAGE TEXT IS TOO LONG", "too-long", Do.SHORTEN),
    (400, "Bad Request: PEER_ID_INVALID", "chat-not-found", Do.UNREACHABLE),
    (400, "Bad Request: something new", "400", Do.PLAIN),
    (403, "Forbidden: something new", "403", Do.UNREACHABLE),
    (413, "Request Entity Too Large", "file-big", Do.NO_FILE),
    (429, "Too Many Requests: retry after 35", "429", Do.SLOW_PERSON),
    (502, "", "502", Do.RETRY),
    (418, "", "418", Do.FAIL),
]


@pytest.mark.parametrize(
    ("status", "words", "code", "do"), OTHERS, ids=[f"{r[0]} {r[1][13:40]}" for r in OTHERS]
)
def test_other_bot_errors(status: int, words: str, code: str, do: Do) -> None:
    got, found = find(status, words)
    assert (got, found.do) == (code, do)


def test_a_short_code_kept_with_a_row_means_the_same_later() -> None:
    for status, words, _, do in OTHERS[:-1]:
        assert telegram_reaction(find(status, words)[0]).do is do


def test_the_bot_api_says_how_long_and_where_to() -> None:
    wait = refused(429, b'{"ok": false, "description": "x", "parameters": {"retry_after": 35}}')
    moved = refused(400, b'{"ok": false, "description": "x", "parameters": {"migrate_to_chat_id": -1001}}')
    assert isinstance(wait, TelegramRefused) and isinstance(moved, TelegramRefused)
    assert (wait.retry_after, moved.moved_to) == (35.0, "-1001")


UNKNOWN = [("network", Do.UNKNOWN), ("connect", Do.RETRY)]


@pytest.mark.parametrize(("code", "do"), UNKNOWN)
def test_no_answer_is_unknown_unless_nothing_left(code: str, do: Do) -> None:
    """Fault 26."""
    assert (reaction(code).do, telegram_reaction(code).do) == (do, do)
