"""`samvad run` from nothing and again: seconds until it greets, and the memory of all it has started."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.processes import family, memory_mb
from settings import ROOT
from tests import servers

PATIENCE_S = 120.0


def _start(folder: Path, screen: Path) -> tuple["subprocess.Popen[bytes]", float]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SAMVAD__")}
    environ |= {"SAMVAD__DATA__DIR": str(folder), "SAMVAD__WEB__PORT": str(servers.free_port())}
    began = time.perf_counter()
    with screen.open("wb") as out:
        process = subprocess.Popen(
            (sys.executable, "-m", "cli", "run"), cwd=ROOT, env=environ, stdout=out, stderr=out
        )
    while "Stop: Ctrl-C" not in screen.read_text("utf-8"):
        assert process.poll() is None, screen.read_text("utf-8")
        assert time.perf_counter() - began < PATIENCE_S, screen.read_text("utf-8")
        time.sleep(0.05)
    return process, time.perf_counter() - began


def _one(folder: Path, screen: Path) -> dict[str, Any]:
    process, seconds = _start(folder, screen)
    try:
        time.sleep(10)
        parts: dict[str, float] = {}
        for pid in family(process.pid):
            name = _name(pid)
            parts[name] = round(parts.get(name, 0) + memory_mb_of(pid), 1)
        return {"seconds": round(seconds, 1), "memory_mb": round(sum(parts.values())), "parts_mb": parts}
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def memory_mb_of(pid: int) -> float:
    """One process without those it has started."""
    return memory_mb(pid) - sum(memory_mb_of(child) for child in _children(pid))


def _children(pid: int) -> set[int]:
    found = family(pid) - {pid}
    return {one for one in found if not any(one in family(other) for other in found - {one})}


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    known = re.search(r"-m cli (\w+)|(valkey|redis)-server", words)
    return (known[1] or "redis") if known else "other"


async def measure() -> dict[str, Any]:
    """A first start with an empty data folder, then a second on what it left."""
    with tempfile.TemporaryDirectory() as name:
        folder, screen = Path(name) / "var", Path(name) / "screen"
        first = await asyncio.to_thread(_one, folder, screen)
        second = await asyncio.to_thread(_one, folder, screen)
    return {"first": first, "second": second}


if __name__ == "__main__":
    print(asyncio.run(measure()))
