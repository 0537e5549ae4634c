"""Faults on order: answers to give instead of success, hangs, cut connections."""

import asyncio
import json
import random
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

PAYLOADS = Path(__file__).parents[1] / "payloads"


@dataclass(slots=True)
class Fault:
    """What to answer: a status with a body, or "hang", "cut" (no answer), "half" (taken, but no answer)."""

    status: int = 200
    body: Any = None
    how: str = "answer"
    seconds: float = 0


def answer_file(channel: str, name: str) -> Fault:
    """A fault from one of the vendors' own error bodies."""
    found = json.loads((PAYLOADS / channel / f"{name}.json").read_text("utf-8"))
    return Fault(found["http_status"], found["body"])


@dataclass(slots=True)
class Faults:
    """The next answers in order, then by chance."""

    queued: deque[Fault] = field(default_factory=deque)
    chances: list[tuple[float, Fault]] = field(default_factory=list)
    given: Counter[str] = field(default_factory=Counter)
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    def next(self) -> Fault | None:
        if self.queued:
            return self.queued.popleft()
        throw = self.dice.random()
        for chance, fault in self.chances:
            if throw < chance:
                self.given[fault.how] += 1
                return fault
            throw -= chance
        return None


async def carry_out(fault: Fault, request: web.Request) -> web.StreamResponse:
    if fault.how == "hang":
        await asyncio.sleep(fault.seconds)
    if fault.how in ("cut", "half", "hang"):
        if request.transport is not None:
            request.transport.close()
        return web.Response(status=500)
    if isinstance(fault.body, str):
        return web.Response(status=fault.status, text=fault.body, content_type="text/html")
    return web.json_response(fault.body, status=fault.status)
