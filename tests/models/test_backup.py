"""The drill: what was backed up comes back whole, into either database."""

from pathlib import Path

import pytest

import clock
from models import backup
from models import database as database_module
from models.areas import Area, AreaKind
from models.messages import Counter
from models.migrate import migrate
from models.people import Identity, Person


async def _fill() -> None:
    state = await Area.create(code="s", kind=AreaKind.STATE, name_hi="राज्य", name_en="State", path="1.")
    await Area.create(
        code="d", kind=AreaKind.DISTRICT, name_hi="जिला", name_en="District", path="1.2.", parent=state
    )
    # Moved and merged rows point to younger ones.
    for own, parent in ((52, None), (51, 52), (50, 51)):
        await Area.create(
            id=own,
            code=f"v{own}",
            kind=AreaKind.VILLAGE,
            name_hi="ग",
            name_en="V",
            path="9.",
            parent_id=parent,
        )
    person = await Person.create(name="उदाहरण बाई", language="hne", created_at=clock.now())
    await Identity.create(person=person, channel="webchat", external_id="v1", created_at=clock.now())
    await Counter.bulk_create([Counter(name=f"n{i}", period="all", value=i) for i in range(1200)])


@pytest.fixture
def other(database: str, postgres_database_url: str, tmp_path: Path) -> str:
    """A database of the other kind than the one that is backed up."""
    return f"sqlite://{tmp_path}/other.db" if is_postgres(database) else postgres_database_url


def is_postgres(url: str) -> bool:
    return url.startswith("postgres")


async def test_a_backup_comes_back_whole(database: str, other: str, tmp_path: Path) -> None:
    media = tmp_path / "media"
    (media / "a").mkdir(parents=True)
    (media / "a" / "photo").write_bytes(b"picture")
    await _fill()
    before = [person.created_at for person in await Person.all()]
    archive = tmp_path / "all.tar.gz"
    counts = await backup.backup(database, media, archive)
    assert (counts["counter"], archive.stat().st_mode & 0o777) == (1200, 0o600)

    await migrate(other)
    await database_module.close()
    await database_module.connect(other)
    restored = await backup.restore(other, tmp_path / "media2", archive)
    assert restored == counts
    assert [person.created_at for person in await Person.all()] == before
    assert (await Area.get(code="d").prefetch_related("parent")).parent.code == "s"
    assert (tmp_path / "media2" / "a" / "photo").read_bytes() == b"picture"
    assert (await Person.create(created_at=clock.now())).id > len(before)
    with pytest.raises(backup.BackupError, match="not empty"):
        await backup.restore(other, media, archive)


@pytest.mark.usefixtures("database")
async def test_what_cannot_be_brought_back_is_said_in_words(sqlite_database_url: str, tmp_path: Path) -> None:
    archive, torn = tmp_path / "all.tar.gz", tmp_path / "torn.tar.gz"
    await _fill()
    await backup.backup(sqlite_database_url, tmp_path / "none", archive)
    torn.write_bytes(archive.read_bytes()[:2000])
    with pytest.raises(backup.BackupError, match="damaged"):
        await backup.restore(sqlite_database_url, tmp_path, torn)
    with pytest.raises(backup.BackupError, match="cannot be written: No such file"):
        await backup.backup(sqlite_database_url, tmp_path / "none", tmp_path / "absent" / "all.tar.gz")
