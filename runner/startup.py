"""The steps of a start, in order: Redis, database, processes, ready."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from runner import children, redis_server
from runner.checks import CannotStart
from runner.screen import Screen, SignInLink
from runner.supervisor import Child, Supervisor
from sections import near
from settings import ROOT, Settings, environ_with

READY_S = 60.0
STEP_S = 600.0
CLI = (sys.executable, "-m", "cli")
# Who tries the product in the evening wants to see the alert now, not at eight in the morning.
AT_ANY_HOUR = {"SAMVAD__OFFICE__QUIET_FROM": "00:00", "SAMVAD__OFFICE__QUIET_TO": "00:00"}


class Startup:
    """One start of everything; what it started is in the supervisor's hands from the first moment."""

    def __init__(self, settings: Settings, supervisor: Supervisor, screen: Screen) -> None:
        self.settings = settings
        self.supervisor = supervisor
        self.screen = screen
        self.logs = settings.data.dir / "log"

    def redis(self) -> None:
        """Start the bundled server, unless the settings name another one."""
        if not self.settings.redis_is_bundled:
            return
        address = Path(self.settings.redis.url.removeprefix("redis+socket://"))
        binary = redis_server.find()
        if binary is None:
            raise CannotStart(redis_server.hint())
        folder = self.settings.data.dir / "redis"
        redis_server.prepare(address, folder)
        program = redis_server.program(binary, address, folder, self.logs / "redis.log")
        with self.screen.step(f"Redis ({binary.name})"):
            child = self.supervisor.start(program, is_server=True)
            self._wait(child, lambda: redis_server.answers(address))

    def database(self) -> None:
        """Bring the schema up to date, and load the demo district into an empty database."""
        with self.screen.step("Database"):
            state = json.loads(self._ask("-m", "runner.readiness"))
        if not state["current"]:
            with self.screen.step("Migrations"):
                self._ask("-m", "cli", "migrate")
            state = json.loads(self._ask("-m", "runner.readiness"))
        if state["empty"]:
            with self.screen.step("Demo district (first start only)"):
                self._ask("-m", "cli", "seed", "--demo")

    def processes(self) -> list[SignInLink]:
        """Start the web process, the worker and the timers together, and wait until messages can be taken."""
        with self.screen.step("Web, worker, timers"):
            web = self._start("serve")
            self._start("worker")
            self._start("beat")
            if self.settings.telegram.on and self.settings.telegram.mode == "polling":
                self._start("poll")
            self._wait(web, self._ready)
        return self._links()

    def _start(self, name: str) -> Child:
        environ = environ_with(AT_ANY_HOUR if self.settings.environment == "development" else {})
        log = self.logs / f"{name}.log"
        program = children.Program(name, (*CLI, name), log, folder=ROOT, environ=environ)
        return self.supervisor.start(program)

    def _ready(self) -> bool:
        web = self.settings.web
        connection = http.client.HTTPConnection(near(web.host), web.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _wait(self, child: Child, claim: Callable[[], bool]) -> None:
        """Until the claim holds; a child that ends before that would not start at all."""
        name = child.program.name
        end = time.monotonic() + READY_S
        while not claim():
            if (code := child.process.poll()) is not None:
                words = children.tail(child.program.log)
                raise CannotStart(
                    f"{name} ended (exit code {code}); the end of {child.program.log}:\n{words}"
                )
            if time.monotonic() > end:
                raise CannotStart(f"{name} is not ready after {READY_S:.0f} s; see {child.program.log}")
            time.sleep(0.05)

    def _ask(self, *words: str) -> str:
        """The answer of a short-lived process of ours."""
        done = subprocess.run(
            (sys.executable, *words),
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=STEP_S,
            start_new_session=True,
            preexec_fn=children.die_with_parent,
        )
        if done.returncode:
            reason = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            raise CannotStart(f"`{' '.join(words[1:])}` failed: {reason[-1]}")
        return done.stdout

    def _links(self) -> list[SignInLink]:
        try:
            found = json.loads(self._ask("-m", "cli", "sign-in-links", "--json"))
            return [SignInLink(link["role"], link["name"], link["url"]) for link in found]
        except (CannotStart, ValueError, KeyError) as error:
            self.screen.say(f"no sign-in links could be made: {error}")
            return []
