"""Says what the database still needs, in a process of its own so that the supervisor stays small."""

import asyncio
import json
import sqlite3
import sys

import asyncpg

import settings
from models import migrate
from models.database import is_sqlite, sqlite_path

QUESTION = "SELECT EXISTS (SELECT 1 FROM counter WHERE name = 'district-version')"


async def state(url: str) -> dict[str, bool]:
    """Whether migrations are missing, and whether there is no district in it yet."""
    if await migrate.missing(url):
        return {"current": False, "empty": False}
    if is_sqlite(url):
        connection = sqlite3.connect(sqlite_path(url), timeout=30)
        filled = connection.execute(QUESTION).fetchone()[0]
        connection.close()
    else:
        remote = await asyncpg.connect(url)
        filled = await remote.fetchval(QUESTION)
        await remote.close()
    return {"current": True, "empty": not filled}


def main() -> None:
    """Print the state as JSON, or the reason why the database cannot be asked."""
    try:
        print(json.dumps(asyncio.run(state(settings.load().database.url))))
    except (OSError, sqlite3.Error, asyncpg.PostgresError, migrate.MigrationError) as error:
        sys.exit(f"the database does not answer ({error}); see SAMVAD__DATABASE__URL")


if __name__ == "__main__":
    main()
