"""Runs every measurement within its time, prints a table, writes benchmarks/results/bench.json."""

import argparse
import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import loops
from benchmarks import dialog, due, portal_pages, run, webhook

RESULTS = Path(__file__).parent / "results" / "bench.json"
Part = tuple[Callable[[], Awaitable[dict[str, Any]]], float]

PARTS: Mapping[str, Part] = {
    "dialog": (dialog.measure, 240),
    "dialog, vendor after 80 ms": (partial(dialog.measure, latency_s=0.08), 240),
    "webhook": (webhook.measure, 120),
    "due timers": (due.measure, 180),
    "portal, 100,000 tickets": (portal_pages.measure, 240),
    "samvad run": (run.measure, 180),
}
LARGE: Mapping[str, Part] = {
    "portal, 1,000,000 tickets": (partial(portal_pages.measure, count=1_000_000), 1_200)
}


def lines(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """One line for each figure."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lines(f"{name} · {key}", inner)
    else:
        yield name, str(value)


async def measured(part: Part) -> dict[str, Any]:
    """The figures, or why there are none."""
    work, seconds = part
    try:
        return await asyncio.wait_for(work(), seconds)
    except (AssertionError, TimeoutError, ExceptionGroup, OSError) as error:
        return {"failed": f"{type(error).__name__}: {error}"[:300]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="Only parts whose name contains this.")
    parser.add_argument("--large", action="store_true", help="With a million tickets too (minutes).")
    given = parser.parse_args()
    chosen = {**PARTS, **(LARGE if given.large else {})}
    found: dict[str, Any] = {"cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 1)}
    for name, part in chosen.items():
        if given.only in name:
            print(f"… {name}", flush=True)
            # Whoever writes and answers shares the cores with what is measured: the quicker loop takes less.
            with asyncio.Runner(loop_factory=loops.new) as runner:
                found[name] = runner.run(measured(part))
            for label, figure in lines(name, found[name]):
                print(f"  {label:60} {figure}", flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n")
    print(f"written to {RESULTS}")


if __name__ == "__main__":
    main()
