"""The key that signs cookies and one-time links: the configured one, or one kept in the data folder."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from settings import Settings

FILE = "web.key"


def secret_of(settings: Settings) -> str:
    """The signing key; outside production it is made on first use, readable by its owner alone."""
    if settings.web.secret is not None:
        return settings.web.secret.get_secret_value()
    return _kept(settings.data.dir / FILE)


@lru_cache(maxsize=4)
def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")
