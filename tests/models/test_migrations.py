"""The hand-written migrations give exactly the tables the models describe."""

import re
import sqlite3
from pathlib import Path

import pytest
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.utils import get_schema_sql

from models import database, migrate

Columns = dict[str, dict[str, tuple[str, bool]]]


def _described(sql: str) -> Columns:
    """Table → column → (type, not null), from CREATE TABLE and ALTER TABLE … ADD COLUMN."""
    tables: Columns = {}
    for name, body in re.findall(r'CREATE TABLE (?:IF NOT EXISTS )?"(\w+)" \((.*?)\n\)', sql, re.DOTALL):
        tables[name] = {}
        for column, kind, rest in re.findall(
            r'^\s+"(\w+)" (\w+(?: PRECISION)?(?:\(\d+\))?)(.*)$', body, re.MULTILINE
        ):
            tables[name][column] = (kind, "NOT NULL" in rest)
    added = r'ALTER TABLE "?(\w+)"? ADD (?:COLUMN )?"?(\w+)"? (\w+(?: PRECISION)?(?:\(\d+\))?)([^;]*);'
    for name, column, kind, rest in re.findall(added, sql):
        tables[name][column] = (kind, "NOT NULL" in rest)
    return tables


async def _from_models(url: str) -> Columns:
    config = {
        "connections": {"default": database.connection_config(url)},
        "apps": {"models": {"models": list(database.MODULES), "default_connection": "default"}},
    }
    await Tortoise.init(config=config, use_tz=True)
    sql = get_schema_sql(get_connection("default"), safe=False)
    await Tortoise.close_connections()
    return _described(re.sub(r" ?/\* .*? \*/", "", sql, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("dialect", "url"),
    [("sqlite", "sqlite://{folder}/drift.db"), ("postgres", "postgres://a:b@localhost/drift")],
)
async def test_migrations_and_models_describe_the_same_columns(
    dialect: str, url: str, tmp_path: Path
) -> None:
    files = "\n".join(file.sql for file in migrate.available(dialect))
    assert _described(files) == await _from_models(url.format(folder=tmp_path))


def test_both_dialects_have_the_same_files() -> None:
    names = [[file.name for file in migrate.available(dialect)] for dialect in ("sqlite", "postgres")]
    assert names[0] == names[1]


async def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/twice.db"
    first = await migrate.migrate(url)
    assert first == [file.name for file in migrate.available("sqlite")]
    assert await migrate.migrate(url) == []
    assert await migrate.missing(url) == []


async def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/changed.db"
    await migrate.migrate(url)
    with sqlite3.connect(tmp_path / "changed.db") as connection:
        connection.execute("UPDATE schema_migration SET checksum = 'other'")
    connection.close()
    with pytest.raises(migrate.MigrationError, match="was changed after it had run"):
        await migrate.migrate(url)


async def test_an_older_program_refuses_a_newer_database(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/newer.db"
    await migrate.migrate(url)
    with sqlite3.connect(tmp_path / "newer.db") as connection:
        connection.execute("INSERT INTO schema_migration VALUES ('9999_later', 'x', 'now')")
    connection.close()
    with pytest.raises(migrate.MigrationError, match="newer than this program: it has 9999_later"):
        await migrate.migrate(url)


def test_statements_keep_a_trigger_whole() -> None:
    script = "CREATE TABLE a (x INT);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\nEND;\n"
    assert len(migrate.statements(script)) == 2
