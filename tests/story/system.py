"""Samvad as it runs in production: web, worker and beat processes of a test's own, always ended with it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from runner import children
from settings import ROOT
from tests import servers
from tests.vendors.stand_in import StandIn

APP_SECRET = "app-secret"
TELEGRAM_SECRET = "telegram-secret"
READY_S = 60.0


@dataclass(slots=True)
class Running:
    """One process of ours, with all it has started (its session)."""

    name: str
    process: "subprocess.Popen[bytes]"
    port: int = 0

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """As a crash would: at once, with its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask_to_stop(self) -> None:
        if self.alive:
            self.process.terminate()

    async def ended(self, seconds: float = 30) -> int:
        """Its exit code; fails when it does not come to an end."""
        await until(lambda: not self.alive, f"the end of {self.name}", seconds)
        return int(self.process.returncode)


async def until(claim: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Return as soon as the claim holds, or fail by name."""
    try:
        async with asyncio.timeout(seconds):
            while not claim():  # noqa: ASYNC110  # processes set no events here
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"{what} not within {seconds} s") from None


@dataclass(slots=True)
class System:
    """The settings all processes share, and the processes that run."""

    folder: Path
    database_url: str
    redis_url: str
    vendors: StandIn
    shift_s: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    running: list[Running] = field(default_factory=list)

    def now(self) -> datetime:
        """The product's clock."""
        return datetime.now(UTC) + timedelta(seconds=self.shift_s)

    def environ(self, port: int = 8080) -> dict[str, str]:
        """The environment of a process: everything by name, nothing of whoever runs the tests."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMVAD__")}
        chosen = {
            "DATA__DIR": str(self.folder / "var"),
            "DATABASE__URL": self.database_url,
            "REDIS__URL": self.redis_url,
            "WEB__PORT": str(port),
            "WEB__SECRET": "web-secret-of-the-story",
            "LOGS__LEVEL": "warning",
            "CLOCK__SHIFT_S": str(self.shift_s),
            "WHATSAPP__PHONE_ID": self.vendors.phone_id,
            "WHATSAPP__WABA_ID": "102290129340398",
            "WHATSAPP__TOKEN": self.vendors.token,
            "WHATSAPP__APP_SECRET": APP_SECRET,
            "WHATSAPP__VERIFY_TOKEN": "verify",
            "WHATSAPP__API_BASE": self.vendors.url,
            "TELEGRAM__TOKEN": self.vendors.bot_token,
            "TELEGRAM__SECRET": TELEGRAM_SECRET,
            "TELEGRAM__MODE": "webhook",
            "TELEGRAM__API_BASE": self.vendors.url,
        }
        return kept | {f"SAMVAD__{name}": value for name, value in (chosen | self.extra).items()}

    def start(self, name: str, port: int = 0) -> Running:
        """Start a process without waiting for it; a web process gets a port of its own."""
        port = port or (servers.free_port() if name == "serve" else 0)
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                (sys.executable, "-m", "cli", name),
                cwd=ROOT,
                env=self.environ(port or 8080),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=children.die_with_parent,  # noqa: PLW1509  # no threads hold locks here
            )
        started = Running(name, process, port)
        self.running.append(started)
        return started

    def log(self, name: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"{name}.log"

    @property
    def webs(self) -> list[Running]:
        return [one for one in self.running if one.name == "serve" and one.alive]

    async def serve(self, port: int = 0) -> Running:
        """A web process that is ready to take messages."""
        web = self.start("serve", port)
        await self.ready(web)
        return web

    async def ready(self, web: Running) -> None:
        async with aiohttp.ClientSession() as session:
            try:
                async with asyncio.timeout(READY_S):
                    while not await _answers(session, f"{web.base}/readyz"):
                        assert web.alive, f"the web process ended:\n{children.tail(self.log('serve'), 20)}"
                        await asyncio.sleep(0.05)
            except TimeoutError:
                raise AssertionError(f"not ready:\n{children.tail(self.log('serve'), 20)}") from None

    async def command(self, *words: str) -> str:
        """What one of the short commands prints."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "cli", *words, cwd=ROOT,
            env=self.environ(self.webs[0].port if self.webs else 8080),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, complained = await asyncio.wait_for(process.communicate(), 120)
        assert process.returncode == 0, f"samvad {' '.join(words)}: {complained.decode()[-2000:]}"
        return said.decode()

    async def stop(self, *some: Running) -> None:
        """End these in order (all when none are named); what does not end is killed."""
        chosen = list(some or self.running)
        for one in chosen:
            one.ask_to_stop()
        for one in chosen:
            with suppress(AssertionError):
                await one.ended(20)
            one.kill()
            self.running.remove(one)

    def kill_all(self) -> None:
        """Whatever happened in the test, nothing outlives it."""
        for one in self.running:
            one.kill()
        self.running.clear()

    async def shift(self, to: datetime) -> None:
        """Restart everything that runs with the clock at another moment."""
        names = [one.name for one in self.running]
        await self.stop()
        self.shift_s = int((to - datetime.now(UTC)).total_seconds())
        for name in names:
            await (self.serve() if name == "serve" else asyncio.to_thread(self.start, name))


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def as_json(system: System, *words: str) -> object:
    """A command's answer with --json."""
    found: object = json.loads(await system.command(*words, "--json"))
    return found
