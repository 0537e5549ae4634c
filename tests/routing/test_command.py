"""`samvad route`: one JSON line out for each line in, at once, whatever comes in."""

import json
import subprocess
import sys

from routing.commands import answer

KEYS = {
    "id",
    "department",
    "confidence",
    "alternatives",
    "decision",
    "kind",
    "urgent",
    "lang",
    "place",
    "nature",
    "because",
}


def test_an_answer_keeps_the_contract(router):
    given = answer(router, '{"id": 7, "text": "ग्राम कोसमी में हैंडपंप खराब है"}'.encode())

    assert set(given) >= KEYS
    assert (given["id"], given["department"], given["decision"]) == (7, "phe", "assign")
    assert given["place"] == {"village": "Kosmi", "block": None}
    assert 0 <= given["confidence"] <= 1
    assert "phe" not in [code for code, _ in given["alternatives"]]
    assert "\n" not in given["because"]


def test_a_bad_line_is_answered_with_an_error(router):
    assert "error" in answer(router, b"{not json")
    assert "error" in answer(router, b'["a list"]')
    assert answer(router, b'{"id": "x"}') == {"id": "x", "error": 'a line needs {"id": …, "text": "…"}'}
    assert "error" in answer(router, b'{"id": 1, "text": 5}')


def test_broken_letters_do_not_stop_the_line(router):
    assert answer(router, b'{"id": 1, "text": "bijli \xff nahi"}')["id"] == 1


def test_answers_come_at_once_and_a_bad_line_does_not_end_the_run(tmp_path):
    command = [sys.executable, "-m", "cli", "route"]
    environment = {"SAMVAD__DATA__DIR": str(tmp_path), "PATH": "", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        answers = []
        for line in ('{"id": 1, "text": "hello"}', "nonsense", '{"id": 3, "text": "bijli band hai gaon me"}'):
            process.stdin.write(line + "\n")
            process.stdin.flush()
            answers.append(json.loads(process.stdout.readline()))
        process.stdin.close()

    assert [each["id"] for each in answers] == [1, None, 3]
    assert answers[0]["decision"] == "not_a_grievance"
    assert process.returncode == 0
