"""What must be true before anything is started; each failure is one line that says what to do."""

import contextlib
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import click


class CannotStart(click.ClickException):
    """Samvad cannot start, and the message says why and which setting to change."""

    def show(self, file: object = None) -> None:
        """Print the line on the error stream."""
        click.echo(f"Samvad cannot start: {self.message}", err=True)


def folder_writable(folder: Path) -> None:
    """Make the data folder, and try a file in it."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"the data folder {folder} cannot be written ({error.strerror}); set SAMVAD__DATA__DIR"
        ) from error


def port_free(host: str, port: int, patience_s: float = 0) -> None:
    """Try the address the web process will listen on; patience is for a former one that is still ending."""
    end = time.monotonic() + patience_s
    while (reason := _why_not(host, port)) and time.monotonic() < end:
        time.sleep(0.1)
    if reason:
        raise CannotStart(
            f"port {port} on {host} cannot be used ({reason}); "
            f"stop what uses it, or set SAMVAD__WEB__PORT to another"
        )


def _why_not(host: str, port: int) -> str | None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror
    return None


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Hold the data folder, a second Samvad on it is refused; tells whether the last one ended in order."""
    with (folder / "samvad.lock").open("a+") as lock:
        try:
            # The kernel lets go when this process ends, however it ends.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise CannotStart(
                f"it already runs for {folder} (process {lock.read().strip() or 'unknown'}); "
                f"stop that first, or set SAMVAD__DATA__DIR to another folder"
            ) from None
        lock.seek(0)
        in_order = not lock.read()
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield in_order
        finally:
            lock.truncate(0)
