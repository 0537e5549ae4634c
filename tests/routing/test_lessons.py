"""People's decisions become rows that teach exactly what was decided."""

import sqlite3

from routing.labelled_rows import tell_processes
from routing.lessons import Lesson, examples_of


def test_a_lesson_teaches_only_what_was_decided():
    (example,) = examples_of([Lesson("पंप खराब", "phe")])

    assert example.teaches == {"department"}


def test_a_corrected_urgency_without_a_department_teaches_urgency_alone():
    (example,) = examples_of([Lesson("तार गिरा है", urgent=True)])

    assert (example.teaches, example.urgent) == ({"urgent"}, True)


def test_of_one_ticket_the_last_word_counts_on_each_question():
    (example,) = examples_of(
        [
            Lesson("पंप खराब", "pwd", ticket_id=3),
            Lesson("पंप खराब", "", kind="demand", ticket_id=3),
            Lesson("पंप खराब", "phe", urgent=False, ticket_id=3),
        ]
    )

    assert (example.department, example.kind, example.urgent) == ("phe", "demand", False)
    assert example.teaches == {"department", "kind", "urgent"}


def test_what_nobody_decided_teaches_nothing():
    assert examples_of([Lesson("पंप खराब"), Lesson("", "phe"), Lesson("पंप", "other")]) == ()


def test_a_new_model_is_told_to_the_running_processes(sqlite_database_url):
    tell_processes(sqlite_database_url)
    tell_processes(sqlite_database_url)
    with sqlite3.connect(sqlite_database_url.removeprefix("sqlite://")) as rows:
        told = rows.execute("SELECT value FROM counter WHERE name = 'district-version'").fetchall()

    assert told == [(2,)]


def test_without_a_database_nobody_has_to_be_told(tmp_path):
    tell_processes(f"sqlite://{tmp_path / 'none.sqlite3'}")

    assert list(tmp_path.iterdir()) == []
