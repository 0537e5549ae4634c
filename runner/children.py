"""One child process: started so that it cannot outlive us, stopped politely, then firmly."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent dies, even by kill -9; elsewhere nothing happens."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Program:
    """What to start, and where its words go."""

    name: str
    command: tuple[str, ...]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    user: str | None = None
    folder: Path | None = None
    environ: Mapping[str, str] | None = None


def start(program: Program) -> subprocess.Popen[bytes]:
    """Start it in a session of its own: Ctrl-C in the terminal reaches the supervisor alone."""
    with open_log(program.log) as log:
        return subprocess.Popen(
            program.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=program.folder,
            env=program.environ,
            start_new_session=True,
            user=program.user,
            group=pwd.getpwnam(program.user).pw_gid if program.user else None,
            extra_groups=[] if program.user else None,
            preexec_fn=die_with_parent,  # noqa: PLW1509  # the supervisor has no threads
        )


def open_log(path: Path, keep_bytes: int = 5_000_000) -> IO[bytes]:
    """The log, to append to; one that has grown too large is set aside once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > keep_bytes:
        path.replace(path.with_suffix(".old.log"))
    return path.open("ab")


def ask_to_stop(program: Program, process: subprocess.Popen[bytes]) -> None:
    """The polite signal, if it still runs."""
    if process.poll() is None:
        process.send_signal(program.stop_signal)


def make_stop(process: subprocess.Popen[bytes], patience_s: float) -> None:
    """Wait for the end; a child that does not come to it is killed with all of its own children."""
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def tail(path: Path, lines: int = 8) -> str:
    """The last words of a child, for the message that it would not start."""
    if not path.exists():
        return ""
    return "\n".join(path.read_text("utf-8", errors="replace").splitlines()[-lines:])
