"""Where files live.

A local folder or an S3-compatible store, behind one interface, by keys we make ourselves.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, S3Store

from settings import Settings

if TYPE_CHECKING:
    from obstore.store import RetryConfig


# A person waits for the answer, or a round comes again: nobody gains from minutes of trying.
RETRY: "RetryConfig" = {"max_retries": 4, "retry_timeout": timedelta(seconds=20)}


class StorageAway(OSError):
    """The store does not answer or refuses us: no word about the file; worth another try."""


@contextmanager
def _told(key: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotFoundError) as error:
        raise FileNotFoundError(key) from error
    except BaseError as error:
        raise StorageAway(f"store: {type(error).__name__}") from error


class Storage:
    """Bytes by key. Keys are ours (never a sender's file name), so no path can be named from outside."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    async def put(self, key: str, data: bytes) -> None:
        """Store the bytes whole or not at all; raises StorageAway."""
        with _told(key):
            # In one request: a file of ours is small, and half of one must never be seen.
            await obstore.put_async(self._store, key, data, use_multipart=False)

    async def get(self, key: str) -> bytes:
        """The bytes; raises FileNotFoundError or StorageAway."""
        with _told(key):
            found = await obstore.get_async(self._store, key)
            return bytes(await found.bytes_async())

    async def delete(self, key: str) -> None:
        """Remove the bytes; nothing to do when they are gone. Raises StorageAway."""
        try:
            with _told(key):
                await obstore.delete_async(self._store, key)
        except FileNotFoundError as error:
            # S3 says nothing of a key that is gone: there it is the bucket that is missing.
            if isinstance(self._store, S3Store):
                raise StorageAway("store: no such bucket") from error


def new_key(now: datetime, ending: str) -> str:
    """A key that says when and what kind, and nothing about whom."""
    return f"{now:%Y/%m/%d}/{secrets.token_hex(16)}{ending}"


def open_storage(config: Settings) -> Storage:
    """The store named by the settings."""
    chosen = config.storage
    if chosen.kind == "s3":
        return Storage(
            S3Store(
                chosen.bucket,
                endpoint=chosen.endpoint or None,
                region=chosen.region or None,
                access_key_id=chosen.access_key.get_secret_value() if chosen.access_key else None,
                secret_access_key=chosen.secret_key.get_secret_value() if chosen.secret_key else None,
                client_options={"allow_http": chosen.endpoint.startswith("http://")},
                retry_config=RETRY,
            )
        )
    folder = Path(config.data.dir) / "media"
    folder.mkdir(parents=True, exist_ok=True)
    return Storage(LocalStore(prefix=str(folder)))
