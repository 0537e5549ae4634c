"""What can be set: the tables of config.toml with their safe local defaults."""

import re
from datetime import time
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

PREFIX = "SAMVAD__"


def variable(section: str, key: str = "") -> str:
    """The name of a setting in the environment."""
    return PREFIX + "__".join(filter(None, (section, key))).upper()


def near(host: str) -> str:
    """The host by which this machine reaches a server of its own that listens on `host`."""
    # Not a place to listen on: the words for "everywhere" are turned into this machine.
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value


def _hosts(value: object) -> object:
    parts = _split(value)
    return tuple(part.lower() for part in parts if part) if isinstance(parts, tuple) else parts


def _address(value: str) -> str:
    if value and not re.match(r"https?://[^/\s]+", value):
        raise ValueError("must begin with http:// or https://")
    return value.rstrip("/")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (LookupError, OSError, ValueError):
        raise ValueError("is not a time zone such as Asia/Kolkata") from None
    return value


def _database(value: str) -> str:
    if not re.match(r"(sqlite|postgres)://.", value):
        raise ValueError("must begin with sqlite:// or postgres://")
    return value


def _redis(value: str) -> str:
    if not re.match(r"(redis|rediss|redis\+socket)://.", value):
        raise ValueError("must begin with redis://, rediss:// or redis+socket://")
    return value


Address = Annotated[str, AfterValidator(_address)]
Zone = Annotated[str, AfterValidator(_zone)]
Network = IPv4Network | IPv6Network
Networks = Annotated[tuple[Network, ...], BeforeValidator(_split)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(_hosts)]
Times = Annotated[tuple[time, ...], BeforeValidator(_split)]
Days = Annotated[int, Field(ge=1)]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Section(BaseModel):
    """A table of config.toml; `together` names keys that only make sense all at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    together: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if missing := self.missing():
            name = type(self).__name__
            raise ValueError(
                "\n".join(f"{variable(name, key)} is missing: {name} is half-configured" for key in missing)
            )
        return self

    def missing(self) -> list[str]:
        """Keys without which this half-configured section cannot work."""
        given = [key for key in self.together if getattr(self, key)]
        return [key for key in self.together if given and key not in given]


class Channel(Section):
    token: SecretStr | None = None

    @property
    def on(self) -> bool:
        """Whether the channel is configured; a half-configured one never loads."""
        return self.token is not None


class Web(Section):
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    public_url: Address = ""
    secret: SecretStr | None = None
    behind_proxy: bool = False
    trusted_proxies: Networks = (ip_network("127.0.0.0/8"), ip_network("::1/128"))

    @property
    def proxies(self) -> tuple[Network, ...]:
        """Whose X-Forwarded-For is believed; nobody's unless a proxy is declared."""
        return self.trusted_proxies if self.behind_proxy else ()


class Database(Section):
    url: Annotated[str, AfterValidator(_database)] = ""
    pool_min: int = Field(1, ge=1)
    pool_max: int = Field(10, ge=1)
    synchronous: Literal["NORMAL", "FULL"] = "NORMAL"


class Redis(Section):
    url: Annotated[str, AfterValidator(_redis)] = ""

    @property
    def client_url(self) -> str:
        """The address as redis-py writes it; Celery takes `url` as it stands."""
        return self.url.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")


class Data(Section):
    dir: Path = Path("var")


class Logs(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Telegram(Channel):
    secret: SecretStr | None = None
    mode: Literal["polling", "webhook"] = "polling"
    api_base: Address = "https://api.telegram.org"
    per_second: int = Field(30, ge=1)

    def missing(self) -> list[str]:
        """A webhook without its secret could be forged; a secret without a token does nothing."""
        needed = {"token": self.secret is not None, "secret": self.on and self.mode == "webhook"}
        return [key for key, wanted in needed.items() if wanted and getattr(self, key) is None]


class WhatsApp(Channel):
    together: ClassVar[tuple[str, ...]] = ("phone_id", "waba_id", "token", "app_secret", "verify_token")
    phone_id: str = ""
    waba_id: str = ""
    app_secret: SecretStr | None = None
    verify_token: SecretStr | None = None
    api_base: Address = "https://graph.facebook.com"
    api_version: str = Field("26.0", pattern=r"^\d+\.\d+$")
    display_number: str = ""
    flow_id: str = ""
    daily_limit: int = Field(0, ge=0)
    per_second: int = Field(80, ge=1)


class Clock(Section):
    shift_s: int = 0


class Office(Section):
    timezone: Zone = "Asia/Kolkata"
    quiet_from: time = time(21)
    quiet_to: time = time(8)
    bundle_times: Times = (time(9, 30), time(14, 30))
    digest_day: Day = "monday"
    digest_time: time = time(8)
    digest_catch_up: int = Field(1, ge=1, le=8)
    help_phone: str = Field("", pattern=r"^[+0-9 -]*$", max_length=20)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone as an object."""
        return ZoneInfo(self.timezone)


class Tickets(Section):
    prefix: str = Field("GBD", pattern=r"^[A-Z]{2,5}$")
    daily_limit: int = Field(10, ge=1)
    monthly_limit: int = Field(50, ge=1)
    waiting_days: Days = 5
    unanswered_days: Days = 7
    appeal_days: Days = 21


class Routing(Section):
    model: Path | None = None


class Speech(Section):
    together: ClassVar[tuple[str, ...]] = ("base", "user_id", "api_key")
    base: Address = ""
    user_id: str = ""
    api_key: SecretStr | None = None

    @property
    def on(self) -> bool:
        """Whether voice notes are transcribed."""
        return bool(self.base)


class Storage(Section):
    kind: Literal["local", "s3"] = "local"
    bucket: str = ""
    endpoint: Address = ""
    region: str = ""
    access_key: SecretStr | None = None
    secret_key: SecretStr | None = None
    max_mb: int = Field(25, ge=1)

    def missing(self) -> list[str]:
        """Keys without which an S3 store cannot work."""
        keys = ("bucket", "access_key", "secret_key") if self.kind == "s3" else ()
        return [key for key in keys if not getattr(self, key)]


class Retention(Section):
    raw_days: int = Field(30, ge=8)
    messages_days: Days = 365
    media_days: Days = 730
    access_log_days: Days = 365


class Hooks(Section):
    private_hosts: Hosts = ()


class Elections(Section):
    code_of_conduct: bool = False
