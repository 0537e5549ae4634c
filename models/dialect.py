"""The few places where hand-written SQL differs between SQLite and PostgreSQL."""

import re
from typing import Any

from tortoise.connection import get_connection


def bind(template: str, *values: Any) -> tuple[str, list[Any]]:
    """Turn `{1}`, `{2}` … into this database's placeholders, repeating values where needed."""
    if on_postgres():
        return re.sub(r"\{(\d+)\}", r"$\1", template), list(values)
    order = [int(number) for number in re.findall(r"\{(\d+)\}", template)]
    return re.sub(r"\{\d+\}", "?", template), [values[number - 1] for number in order]


def on_postgres() -> bool:
    """Whether this process is connected to PostgreSQL."""
    return get_connection("default").capabilities.dialect == "postgres"
