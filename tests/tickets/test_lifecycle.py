"""States × verbs × roles against the expectation written by hand."""

from pathlib import Path

import pytest

from models.states import Status
from tickets import lifecycle
from tickets.actor import ActorKind
from tickets.lifecycle import ENDED, OPEN, Verb

STATES = dict(
    zip(
        ["sub", "scr", "asg", "prg", "wai", "res", "cfm", "una", "reo", "app", "wdr", "rej", "mrg"],
        (
            Status.SUBMITTED, Status.SCREENING, Status.ASSIGNED, Status.IN_PROGRESS, Status.WAITING_CITIZEN,
            Status.RESOLVED, Status.CONFIRMED, Status.CLOSED_UNANSWERED, Status.REOPENED, Status.APPEALED,
            Status.WITHDRAWN, Status.REJECTED, Status.MERGED,
        ),
        strict=True,
    )
)  # fmt: skip
ROLES = {
    "C": ActorKind.CITIZEN,
    "O": ActorKind.OFFICER,
    "H": ActorKind.DEPARTMENT_HEAD,
    "D": ActorKind.OPERATOR,
    "S": ActorKind.SUPERVISOR,
    "Y": ActorKind.SYSTEM,
}


def _rows() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "lifecycle.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1:] for row in rows[1:]}


EXPECTED = _rows()


def test_every_verb_is_written_down() -> None:
    assert list(EXPECTED) == [verb.value for verb in Verb]
    assert set(STATES.values()) == set(Status)


@pytest.mark.parametrize("verb", list(Verb))
def test_a_verb_leads_where_it_should(verb: Verb) -> None:
    cells = dict(zip(STATES.values(), EXPECTED[verb.value][:13], strict=True))
    for state, cell in cells.items():
        match cell:
            case ".":
                expected: tuple[Status, ...] = ()
            case "=":
                expected = (state,)
            case _:
                expected = tuple(STATES[part] for part in cell.split("/"))
        assert set(lifecycle.targets(state, verb)) == set(expected), state
        assert lifecycle.targets(state, verb)[:1] == expected[:1], state


@pytest.mark.parametrize("verb", list(Verb))
def test_a_verb_is_done_by_whom_it_should(verb: Verb) -> None:
    usual, *narrower = EXPECTED[verb.value][13:]
    special = {STATES[part.partition(":")[0]]: part.partition(":")[2] for part in narrower}
    for state in Status:
        allowed = {ROLES[letter] for letter in special.get(state, usual)}
        assert {kind for kind in ActorKind if lifecycle.may(kind, verb, state)} == allowed, state


def test_administrators_keep_out_of_tickets() -> None:
    assert [verb for verb in Verb if lifecycle.may(ActorKind.ADMINISTRATOR, verb, Status.ASSIGNED)] == []


def test_every_state_is_open_resolved_or_ended() -> None:
    assert sorted((*OPEN, Status.RESOLVED, *ENDED)) == sorted(Status)


def test_every_open_state_has_a_way_out() -> None:
    for state in OPEN:
        assert any(set(lifecycle.targets(state, verb)) - {state} for verb in Verb)


def test_buttons_follow_the_table() -> None:
    assert lifecycle.possible(Status.RESOLVED, ActorKind.CITIZEN) == (
        Verb.MESSAGE, Verb.CONFIRM, Verb.DISPUTE, Verb.UNSURE, Verb.APPEAL, Verb.WITHDRAW, Verb.ADD,
    )  # fmt: skip
    spent = [
        Verb.EXTEND in lifecycle.possible(Status.ASSIGNED, kind, extended=True)
        for kind in (ActorKind.OFFICER, ActorKind.DEPARTMENT_HEAD)
    ]
    assert spent == [False, True]
    assert Verb.APPROVE_REJECTION not in lifecycle.possible(Status.ASSIGNED, ActorKind.SUPERVISOR)
    asked = lifecycle.possible(Status.ASSIGNED, ActorKind.SUPERVISOR, rejection_asked=True)
    assert Verb.APPROVE_REJECTION in asked
