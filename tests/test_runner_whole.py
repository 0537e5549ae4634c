"""`samvad run` as a person meets it: first start, work, Ctrl-C, second start."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from settings import ROOT
from tests import servers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@contextmanager
def samvad(folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """`samvad run`, ended with everything it started whatever the test does."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SAMVAD__")}
    environ |= {"SAMVAD__DATA__DIR": str(folder), "SAMVAD__WEB__PORT": str(port)}
    with (folder.parent / "screen").open("w") as screen:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli", "run"],
            cwd=ROOT,
            env=environ,
            stdout=screen,
            stderr=screen,
            text=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(15)


def screen(folder: Path) -> str:
    return (folder.parent / "screen").read_text("utf-8")


def seconds_until_ready(folder: Path, process: "subprocess.Popen[str]") -> float:
    servers.wait_until(
        lambda: "Stop: Ctrl-C" in screen(folder) or process.poll() is not None, "the start", 90
    )
    assert process.poll() is None, screen(folder)
    found = re.search(r"ready in ([\d.]+) s", screen(folder))
    assert found
    return float(found[1])


def family(pid: int) -> set[int]:
    """A process and all that descend from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def gone(pids: set[int]) -> bool:
    return not any(Path(f"/proc/{pid}/cmdline").exists() and alive(pid) for pid in pids)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_first_start_work_ctrl_c_and_second_start(tmp_path):
    folder, port = tmp_path / "var", servers.free_port()
    with samvad(folder, port) as process:
        seconds_until_ready(folder, process)
        for path in ("/healthz", "/readyz", "/chat"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                assert answer.status == 200, path
        assert f"http://127.0.0.1:{port}/chat" in screen(folder)
        assert "SAMVAD__TELEGRAM__TOKEN" in screen(folder)
        links = re.findall(r"http://\S+/portal/\S+", screen(folder))
        assert len(links) >= 3, "one sign-in link per demo role"
        everything = family(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        servers.wait_until(lambda: gone(everything), "the end of all processes", 2)
    with samvad(folder, port) as process:
        # How long it takes is for `make bench`: a busy machine is slow, and that is no fault.
        seconds_until_ready(folder, process)
        assert "Demo district" not in screen(folder), "the data is there"


@pytest.mark.crash
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_a_killed_supervisor_leaves_nothing_behind_and_can_start_again(tmp_path):
    folder, port = tmp_path / "var", servers.free_port()
    with samvad(folder, port) as process:
        seconds_until_ready(folder, process)
        everything = family(process.pid)
        process.kill()
        process.wait()
    with samvad(folder, port) as process:
        seconds_until_ready(folder, process)
        servers.wait_until(lambda: gone(everything), "the end of all former processes", 20)
