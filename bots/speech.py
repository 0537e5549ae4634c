"""Speech to words and words to speech by Bhashini's HTTP interface; off unless it is configured."""

import base64
import binascii
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from bots import raw
from sections import Speech as Config

PIPELINE = "64392f96daac500b55c543cd"
CONFIG_PATH = "/ulca/apis/v0/model/getModelsPipeline"
TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)
KEPT_S = 3600.0
LONGEST_TEXT = 1500
LARGEST_ANSWER = 20_000_000
RATE = 16_000
# Bhashini hears no Chhattisgarhi; its Hindi model is the nearest. It speaks it, though.
HEARS = {"hi": "hi", "hne": "hi", "en": "en"}
SPEAKS = {"hi": "hi", "hne": "hne", "en": "en"}


class SpeechFailed(Exception):
    """The service gave nothing usable; `retry` says whether a later try may succeed."""

    def __init__(self, why: str, *, retry: bool) -> None:
        super().__init__(why)
        self.why = why
        self.retry = retry


@dataclass(frozen=True, slots=True)
class _Service:
    """Where and with what key one task is computed, as the config call tells."""

    id: str
    url: str
    header: str
    key: str
    until: float


class Speech:
    """One client for a process; the session is the caller's."""

    def __init__(self, config: Config, session: aiohttp.ClientSession) -> None:
        self._config = config
        self._session = session
        self._services: dict[tuple[str, str], _Service] = {}

    async def transcribe(self, wav: bytes, language: str) -> str:
        """The words of a WAV recording (16 kHz, mono), empty when there are none. Raises SpeechFailed."""
        heard = HEARS.get(language, "hi")
        task = {"audioFormat": "wav", "samplingRate": RATE}
        given = {"audio": [{"audioContent": base64.b64encode(wav).decode()}]}
        answer = await self._compute("asr", heard, task, given)
        output = raw.obj(_first(answer.get("output")))
        if "source" not in output:
            raise SpeechFailed("the answer holds no words", retry=True)
        return raw.text(output["source"]).strip()

    async def speak(self, text: str, language: str) -> bytes:
        """The text as a recording, in whatever format the service answers. Raises SpeechFailed."""
        told = SPEAKS.get(language, "hi")
        given = {"input": [{"source": text[:LONGEST_TEXT]}]}
        answer = await self._compute("tts", told, {"gender": "female", "samplingRate": RATE}, given)
        try:
            data = base64.b64decode(raw.text(raw.obj(_first(answer.get("audio"))).get("audioContent")))
        except binascii.Error as error:
            raise SpeechFailed("the answer holds no sound", retry=True) from error
        if not data:
            raise SpeechFailed("the answer holds no sound", retry=True)
        return data

    async def offers(self, task: str, language: str) -> None:
        """Whether our keys are taken and the task ("asr", "tts") is computed. Raises SpeechFailed."""
        await self._service(task, language)

    async def _compute(
        self, task: str, language: str, config: dict[str, Any], given: dict[str, Any]
    ) -> dict[str, Any]:
        service = await self._service(task, language)
        described = {"taskType": task, "config": _language(language) | {"serviceId": service.id} | config}
        body = {"pipelineTasks": [described], "inputData": given}
        try:
            answer = await self._post(service.url, {service.header: service.key}, body)
        except SpeechFailed:
            # A key may have been replaced on their side: the next try asks anew.
            self._services.pop((task, language), None)
            raise
        return raw.obj(_first(answer.get("pipelineResponse")))

    async def _service(self, task: str, language: str) -> _Service:
        known = self._services.get((task, language))
        if known is None or known.until < time.monotonic():
            known = self._services[task, language] = await self._ask_service(task, language)
        return known

    async def _ask_service(self, task: str, language: str) -> _Service:
        key = self._config.api_key
        headers = {"userID": self._config.user_id, "ulcaApiKey": key.get_secret_value() if key else ""}
        body = {
            "pipelineTasks": [{"taskType": task, "config": _language(language)}],
            "pipelineRequestConfig": {"pipelineId": PIPELINE},
        }
        answer = await self._post(self._config.base + CONFIG_PATH, headers, body)
        config = raw.obj(_first(raw.obj(_first(answer.get("pipelineResponseConfig"))).get("config")))
        end = raw.obj(answer.get("pipelineInferenceAPIEndPoint"))
        given = raw.obj(end.get("inferenceApiKey"))
        url, service = raw.text(end.get("callbackUrl")), raw.text(config.get("serviceId"))
        if not service or not self._is_safe(url):
            raise SpeechFailed(f"no {task} service for {language}", retry=False)
        header = raw.text(given.get("name")) or "Authorization"
        return _Service(service, url, header, raw.text(given.get("value")), time.monotonic() + KEPT_S)

    def _is_safe(self, url: str) -> bool:
        """People's voices leave over https only, unless the whole service was configured without (tests)."""
        return url.startswith("https://") or (
            url.startswith("http://") and self._config.base.startswith("http://")
        )

    async def _post(self, url: str, headers: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        try:
            async with self._session.post(
                url, headers=headers, json=body, timeout=TIMEOUT, allow_redirects=False
            ) as answer:
                if answer.status != 200:
                    raise SpeechFailed(f"status {answer.status}", retry=_may_pass(answer.status))
                data = await answer.content.read(LARGEST_ANSWER + 1)
                while len(data) <= LARGEST_ANSWER and (more := await answer.content.read(LARGEST_ANSWER)):
                    data += more
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SpeechFailed(type(error).__name__, retry=True) from error
        if len(data) > LARGEST_ANSWER:
            raise SpeechFailed("the answer is too large", retry=False)
        try:
            return raw.obj(raw.read(data))
        except raw.Unreadable as error:
            raise SpeechFailed("the answer is no JSON", retry=True) from error


def _first(value: Any) -> Any:
    return next(iter(raw.items(value)), None)


def _language(code: str) -> dict[str, Any]:
    return {"language": {"sourceLanguage": code}}


def _may_pass(status: int) -> bool:
    """Refused keys and full queues pass with time or somebody's care; a bad recording never does."""
    return status in (401, 403, 408, 425, 429) or status >= 500
