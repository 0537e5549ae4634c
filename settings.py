"""The one loader of settings: config.toml, then the environment, checked whole, frozen."""

import contextlib
import difflib
import hashlib
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr, ValidationError

from sections import (
    PREFIX,
    Clock,
    Data,
    Database,
    Elections,
    Hooks,
    Logs,
    Office,
    Redis,
    Retention,
    Routing,
    Section,
    Speech,
    Storage,
    Telegram,
    Tickets,
    Web,
    WhatsApp,
    near,
    variable,
)

ROOT = Path(__file__).resolve().parent
LEAST_SECRET = 8
GUESSED = frozenset({"changeme", "change-me", "change_me", "password", "secret-key", "samvad24x7"})


class SettingsError(Exception):
    """What is wrong with the settings, every problem as one plain line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(Section):
    environment: Literal["development", "production"] = "development"
    web: Web = Web()
    database: Database
    redis: Redis
    data: Data = Data()
    logs: Logs = Logs()
    telegram: Telegram = Telegram()
    whatsapp: WhatsApp = WhatsApp()
    clock: Clock = Clock()
    office: Office = Office()
    tickets: Tickets = Tickets()
    routing: Routing = Routing()
    speech: Speech = Speech()
    storage: Storage = Storage()
    retention: Retention = Retention()
    hooks: Hooks = Hooks()
    elections: Elections = Elections()

    @property
    def redis_is_bundled(self) -> bool:
        """Whether `samvad run` has to start the Redis server itself."""
        return self.redis.url == _bundled_redis(self.data.dir)

    def signing_key(self) -> bytes:
        """The key of sessions and one-time links; in development made once and kept in the data folder."""
        if self.web.secret is not None:
            return self.web.secret.get_secret_value().encode()
        path = self.data.dir / "signing.key"
        if not path.exists():
            self.data.dir.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"signing.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(os.urandom(32).hex())
            # A hard link never replaces: of two processes starting at once, one key wins for both.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft)
            draft.unlink()
        return path.read_text().encode()


Values = dict[str, Any]
SHAPES: dict[str, type[Section]] = {
    name: field.annotation
    for name, field in Settings.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
}
KEYS = {
    (name, key): field.annotation
    for name, shape in SHAPES.items()
    for key, field in shape.model_fields.items()
}


def load(config: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read config.toml and the environment, or raise SettingsError with all that is wrong."""
    path = config or ROOT / "config.toml"
    problems: list[str] = []
    values: Values = {name: {} for name in SHAPES}
    _read_file(path, values, problems)
    _read_environment(os.environ if environ is None else environ, values, problems)
    if values.get("environment") == "production":
        problems += _production(values)
    try:
        _derive(values, path.parent)
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problems += [line for detail in error.errors() for line in _lines(detail["loc"], detail["msg"])]
    if problems:
        raise SettingsError(problems)
    return settings


@cache
def current() -> Settings:
    """The settings of this process, read once."""
    return load()


def _read_file(path: Path, values: Values, problems: list[str]) -> None:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        problems.append(f"{path} cannot be read: {error}")
        return
    if "environment" in content:
        values["environment"] = content.pop("environment")
    for section, table in content.items():
        for key, value in (table if isinstance(table, dict) else {"": table}).items():
            if KEYS.get((section, key)) == SecretStr | None:
                problems.append(
                    f"{variable(section, key)} is a secret: set it in the environment, not in {path.name}"
                )
            elif (section, key) in KEYS:
                values[section][key] = value
            else:
                problems.append(f"[{section}] {key} in {path.name} is not a setting{_near(section, key)}")


def _secret_file(name: str, path: str, problems: list[str]) -> str | None:
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        problems.append(f"{name} cannot be read: {error}")
        return None


def _read_environment(environ: Mapping[str, str], values: Values, problems: list[str]) -> None:
    for name, given in sorted(environ.items()):
        value: str | None = given
        section, _, key = name.removeprefix(PREFIX).lower().partition("__")
        if not name.startswith(PREFIX):
            continue
        if key.endswith("_file") and (section, key.removesuffix("_file")) in KEYS:
            key = key.removesuffix("_file")
            value = _secret_file(name, given, problems)
        if value is None:
            continue
        if KEYS.get((section, key)) == SecretStr | None and not value.strip():
            problems.append(f"{name} is empty: set it, or remove it")
        elif (section, key) in KEYS:
            values[section][key] = value
        elif (section, key) == ("environment", ""):
            values["environment"] = value
        else:
            problems.append(f"{name} is not a setting{_near(section, key)}")


def _near(section: str, key: str) -> str:
    names = ["__".join(pair) for pair in KEYS]
    found = difflib.get_close_matches(f"{section}__{key}", names, n=1, cutoff=0.65)
    return f"; did you mean {variable(found[0])}?" if found else ""


def _production(values: Values) -> Iterator[str]:
    """Defaults that suit a demonstration and nothing else."""
    if str(values["clock"].get("shift_s", 0)) != "0":
        yield f"{variable('clock', 'shift_s')} must be 0 in production"
    for section, key in (("web", "secret"), ("database", "url"), ("redis", "url")):
        if not values[section].get(key):
            yield f"{variable(section, key)} must be set in production"
    secret = str(values["web"].get("secret") or "")
    if secret and (len(secret) < LEAST_SECRET or secret.lower() in GUESSED):
        yield f"{variable('web', 'secret')} is easy to guess: take the answer of `openssl rand -hex 32`"
    if not str(values["web"].get("public_url")).startswith("https://"):
        yield f"{variable('web', 'public_url')} must begin with https:// in production"


def _derive(values: Values, root: Path) -> None:
    """Fill in the addresses that follow from other settings."""
    folder = (root / Path(values["data"].get("dir") or "var").expanduser()).resolve()
    web = values["web"]
    host = near(str(web.get("host", "127.0.0.1")))
    values["data"]["dir"] = folder
    web["public_url"] = (
        web.get("public_url") or f"http://{f'[{host}]' if ':' in host else host}:{web.get('port', 8080)}"
    )
    url = str(values["database"].get("url", "")).replace("postgresql://", "postgres://", 1)
    values["database"]["url"] = url or f"sqlite://{folder / 'samvad.sqlite3'}"
    values["routing"]["model"] = root / values["routing"]["model"] if values["routing"].get("model") else None
    values["redis"]["url"] = values["redis"].get("url") or _bundled_redis(folder)


def _bundled_redis(folder: Path) -> str:
    path = folder / "redis" / "redis.sock"
    if len(str(path)) > 100:  # the kernel's limit for the path of a socket is 107
        name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        path = Path(tempfile.gettempdir()) / f"samvad-{os.getuid()}-{name}" / "redis.sock"
    return f"redis+socket://{path}"


def _lines(loc: tuple[int | str, ...], message: str) -> list[str]:
    text = message.removeprefix("Value error, ")
    if len(loc) == 1 and loc[0] in SHAPES:
        return text.split("\n")
    return [f"{variable(*map(str, loc[:2]))}: {text}"]


def environ_with(values: Mapping[str, str]) -> dict[str, str]:
    """This process's environment for a child, with `values` where the person set nothing."""
    return {**values, **os.environ}
