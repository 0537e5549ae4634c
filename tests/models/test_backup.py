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
    person = await Person.create(name="उदाहरण बाई", language="hne", created_at=clock.now())
    await Identity.create(person=person, channel="webchat", external_id="v1", created_at=clock.now())
    await Counter.bulk_create([Counter(name=f"n{i}", period="all", value=i) for i in range(1200)])


async def test_a_backup_comes_back_whole(database: str, tmp_path: Path, sqlite_database_url: str) -> None:
    media = tmp_path / "media"
    (media / "a").mkdir(parents=True)
    (media / "a" / "photo").write_bytes(b"picture")
    await _fill()
    before = [person.created_at for person in await Person.all()]
    counts = await backup.backup(database, media, tmp_path / "all.tar.gz")
    assert counts["counter"] == 1200

    other = f"sqlite://{tmp_path}/other.db"
    await migrate(other)
    await database_module.close()
    await database_module.connect(other)
    restored = await backup.restore(other, tmp_path / "media2", tmp_path / "all.tar.gz")
    assert restored == counts
    assert [person.created_at for person in await Person.all()] == before
    assert (await Area.get(code="d").prefetch_related("parent")).parent.code == "s"
    assert (tmp_path / "media2" / "a" / "photo").read_bytes() == b"picture"
    with pytest.raises(backup.BackupError, match="not empty"):
        await backup.restore(other, media, tmp_path / "all.tar.gz")
