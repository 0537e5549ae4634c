"""Files by key: the same promises of a folder and of an S3-compatible store with signed requests."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import clock
import settings as settings_module
from bots.media import Gallery
from bots.storage import Storage, StorageAway, new_key, open_storage
from models.tickets import Attachment
from settings import Settings, SettingsError
from tests.bots.conftest import Rig
from tests.vendors.s3 import Store


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    """One database is enough here: no claim of this file hangs on which."""
    return sqlite_database_url


@pytest.fixture
async def s3() -> AsyncIterator[Store]:
    store = Store()
    await store.start()
    yield store
    await store.stop()


def config(tmp_path: Path, store: Store | None, **more: str) -> Settings:
    environ = {"SAMVAD__DATA__DIR": str(tmp_path / "var")}
    if store is not None:
        environ |= {
            "SAMVAD__STORAGE__KIND": "s3",
            "SAMVAD__STORAGE__BUCKET": store.bucket,
            "SAMVAD__STORAGE__ENDPOINT": store.url,
            "SAMVAD__STORAGE__REGION": store.region,
            "SAMVAD__STORAGE__ACCESS_KEY": store.access_key,
            "SAMVAD__STORAGE__SECRET_KEY": store.secret_key,
        }
    return settings_module.load(environ=environ | more)


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, s3: Store) -> Storage:
    return open_storage(config(tmp_path, s3 if request.param == "s3" else None))


async def test_what_was_put_is_there_until_it_is_deleted(storage: Storage) -> None:
    key = new_key(clock.now(), ".jpg")
    await storage.put(key, b"one")
    await storage.put(key, b"\x00 two")
    assert await storage.get(key) == b"\x00 two"
    await storage.delete(key)
    await storage.delete(key)
    with pytest.raises(FileNotFoundError):
        await storage.get(key)


async def test_many_megabytes_come_back_as_they_were(storage: Storage) -> None:
    data = bytes(range(256)) * 4 * 1024 * 9
    await storage.put("big.bin", data)
    assert await storage.get("big.bin") == data


async def test_keys_with_odd_signs_are_keys_too(storage: Storage) -> None:
    for key in ("made/2026/a b+c.pdf", "made/2026/ü=1&2.pdf"):
        await storage.put(key, key.encode())
        assert await storage.get(key) == key.encode()


async def test_every_request_to_s3_is_signed(tmp_path: Path, s3: Store) -> None:
    storage = open_storage(config(tmp_path, s3))
    await storage.put("2026/11/23/a.jpg", b"picture")
    await storage.get("2026/11/23/a.jpg")
    await storage.delete("2026/11/23/a.jpg")
    assert (s3.methods, s3.refused, s3.objects) == (["PUT", "GET", "POST"], [], {})


async def test_a_wrong_secret_is_refused_and_nothing_is_stored(tmp_path: Path, s3: Store) -> None:
    storage = open_storage(config(tmp_path, s3, SAMVAD__STORAGE__SECRET_KEY="wrong"))
    with pytest.raises(StorageAway, match="PermissionDenied"):
        await storage.put("a.jpg", b"picture")
    assert (s3.refused, s3.objects) == (["SignatureDoesNotMatch"], {})


async def test_a_bucket_that_is_not_there_is_no_file_that_is_gone(tmp_path: Path, s3: Store) -> None:
    storage = open_storage(config(tmp_path, s3, SAMVAD__STORAGE__BUCKET="another"))
    with pytest.raises(StorageAway):
        await storage.delete("a.jpg")


async def test_a_store_that_is_busy_is_asked_again(tmp_path: Path, s3: Store) -> None:
    s3.faults = [503, 503]
    storage = open_storage(config(tmp_path, s3))
    await storage.put("a.jpg", b"picture")
    assert (s3.objects, len(s3.methods)) == ({"a.jpg": b"picture"}, 3)


async def waiting(ref: str) -> Attachment:
    now = clock.now()
    return await Attachment.create(
        channel="whatsapp",
        vendor_ref=ref,
        kind="document",
        state="waiting",
        next_attempt_at=now,
        created_at=now,
    )


async def test_a_photo_goes_to_s3_and_out_again(rig: Rig, tmp_path: Path, s3: Store) -> None:
    """The whole way of a file: the vendor's, the gallery, the store, what the portal reads."""
    storage = open_storage(config(tmp_path, s3))
    rig.stand_in.files["media1"] = (PDF, "application/pdf")
    gallery = Gallery(rig.service.channels, storage, 5)
    row = await waiting("media1")
    assert await gallery.fetch(row.id)
    await row.refresh_from_db()
    assert await storage.get(row.storage_key) == PDF == s3.objects[row.storage_key]


async def test_a_store_that_is_away_leaves_the_file_waiting(rig: Rig, tmp_path: Path, s3: Store) -> None:
    storage = open_storage(config(tmp_path, s3, SAMVAD__STORAGE__SECRET_KEY="wrong"))
    rig.stand_in.files["media1"] = (PDF, "application/pdf")
    row = await waiting("media1")
    assert not await Gallery(rig.service.channels, storage, 5).fetch(row.id)
    await row.refresh_from_db()
    assert (row.state, row.error) == ("waiting", "store: PermissionDeniedError")


INCOMPLETE = ["BUCKET", "ACCESS_KEY", "SECRET_KEY"]


@pytest.mark.parametrize("key", INCOMPLETE)
def test_half_a_store_is_refused_by_name(tmp_path: Path, key: str) -> None:
    whole: dict[str, Any] = dict.fromkeys(INCOMPLETE, "x")
    environ = {f"SAMVAD__STORAGE__{name}": value for name, value in whole.items() if name != key}
    with pytest.raises(SettingsError, match=key):
        settings_module.load(environ=environ | {"SAMVAD__STORAGE__KIND": "s3"})


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
