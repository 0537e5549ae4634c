"""A stand-in for Bhashini on this machine: the two calls of its HTTP interface, and ways to misbehave."""

import base64
import io
import math
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bots.speech import CONFIG_PATH

KEY = "inference-key"


def tone(seconds: float = 1.0, rate: int = 16_000, channels: int = 1) -> bytes:
    """A WAV file with a plain tone."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        samples = (int(9000 * math.sin(at * 0.17)) for at in range(int(rate * seconds)))
        file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) * channels for sample in samples))
    return target.getvalue()


@dataclass(slots=True)
class Bhashini:
    """What it will answer, and what it was asked."""

    base: str = ""
    words: str = "हमारे गाँव का हैंडपंप खराब है"
    statuses: list[int] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)
    configs: int = 0
    raw: str | None = None

    async def configure(self, request: web.Request) -> web.Response:
        """Which service computes a task, where and with what key."""
        if (request.headers.get("userID"), request.headers.get("ulcaApiKey")) != ("user", "secret"):
            raise web.HTTPUnauthorized
        self.configs += 1
        task = (await request.json())["pipelineTasks"][0]
        language = task["config"]["language"]["sourceLanguage"]
        if (task["taskType"], language) == ("asr", "hne"):
            raise web.HTTPBadRequest
        return web.json_response(
            {
                "pipelineResponseConfig": [
                    {
                        "taskType": task["taskType"],
                        "config": [{"serviceId": f"{task['taskType']}-{language}"}],
                    }
                ],
                "pipelineInferenceAPIEndPoint": {
                    "callbackUrl": f"{self.base}/compute",
                    "inferenceApiKey": {"name": "Authorization", "value": KEY},
                },
            }
        )

    async def compute(self, request: web.Request) -> web.Response:
        """Words for a recording, or a recording for words."""
        if request.headers.get("Authorization") != KEY:
            raise web.HTTPUnauthorized
        body = await request.json()
        self.asked.append(body["pipelineTasks"][0])
        if self.statuses and (status := self.statuses.pop(0)) != 200:
            return web.Response(status=status)
        if self.raw is not None:
            return web.Response(text=self.raw)
        if self.asked[-1]["taskType"] == "asr":
            self.heard.append(base64.b64decode(body["inputData"]["audio"][0]["audioContent"]))
            answer: dict[str, Any] = {"output": [{"source": self.words}]}
        else:
            assert body["inputData"]["input"][0]["source"]
            answer = {"audio": [{"audioContent": base64.b64encode(tone()).decode()}]}
        return web.json_response({"pipelineResponse": [answer]})


@asynccontextmanager
async def bhashini() -> AsyncIterator[Bhashini]:
    """The stand-in, listening."""
    service = Bhashini()
    app = web.Application(client_max_size=30_000_000)
    app.router.add_post(CONFIG_PATH, service.configure)
    app.router.add_post("/compute", service.compute)
    async with TestServer(app) as server:
        service.base = str(server.make_url("")).rstrip("/")
        yield service
