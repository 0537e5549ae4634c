"""Where files live.

A local folder or an S3-compatible store, behind one interface, by keys we make ourselves.
"""

import secrets
from datetime import datetime
from pathlib import Path

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, S3Store

from settings import Settings


class Storage:
    """Bytes by key. Keys are ours (never a sender's file name), so no path can be named from outside."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    async def put(self, key: str, data: bytes) -> None:
        """Store the bytes whole or not at all."""
        await obstore.put_async(self._store, key, data)

    async def get(self, key: str) -> bytes:
        """The bytes; raises FileNotFoundError."""
        try:
            found = await obstore.get_async(self._store, key)
            return bytes(await found.bytes_async())
        except NotFoundError as error:
            raise FileNotFoundError(key) from error

    async def delete(self, key: str) -> None:
        """Remove the bytes; nothing to do when they are gone."""
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return


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
            )
        )
    folder = Path(config.data.dir) / "media"
    folder.mkdir(parents=True, exist_ok=True)
    return Storage(LocalStore(prefix=str(folder)))
