"""python-telegram-bot's requests on aiohttp: a sixth of the CPU time, and errors that keep their status."""

from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bots import raw

READ_S = 20.0


class Refused(NetworkError):
    """The Bot API answered with an error status."""

    def __init__(self, status: int, description: str, retry_after: float | None, moved_to: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.moved_to = moved_to


class Unreached(NetworkError):
    """No answer; `never_left` when not even a connection was made."""

    def __init__(self, why: str, *, never_left: bool) -> None:
        super().__init__(why)
        self.never_left = never_left


class AiohttpRequest(BaseRequest):
    """One pool of connections, made in the loop that first sends."""

    def __init__(self, read_timeout: float = READ_S) -> None:
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer may take."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=200)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917  (the SDK's own signature)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make the request; an error status raises Refused with what Telegram said."""
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        return await self._exchange(url, method, seconds, _body(request_data))

    async def _exchange(
        self, url: str, method: str, seconds: float, body: dict[str, Any]
    ) -> tuple[int, bytes]:
        await self.initialize()
        if self._session is None:
            raise Unreached("closed", never_left=True)
        timeout = aiohttp.ClientTimeout(total=seconds + 10, connect=10, sock_read=seconds)
        try:
            async with self._session.request(method, url, timeout=timeout, **body) as answer:
                payload = await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreached(type(error).__name__, never_left=True) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unreached(type(error).__name__, never_left=False) from error
        if answer.status >= 400:
            raise refused(answer.status, payload)
        return answer.status, _checked(payload)

    async def raw_call(self, url: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        """One call whose answer is given as it came."""
        _, payload = await self._exchange(url, "POST", self._read_timeout, {"json": body})
        return [raw.obj(item) for item in raw.items(raw.obj(raw.read(payload)).get("result"))]


def _checked(payload: bytes) -> bytes:
    """A 200 that is no answer of the Bot API may still have been taken."""
    try:
        good = raw.obj(raw.read(payload)).get("ok") is True
    except raw.Unreadable:
        good = False
    if not good:
        raise Unreached("unreadable answer", never_left=False)
    return payload


def refused(status: int, payload: bytes) -> TelegramError:
    """The error of an answer; a gateway's HTML is one without words."""
    try:
        answer = raw.obj(raw.read(payload))
    except raw.Unreadable:
        answer = {}
    more = raw.obj(answer.get("parameters"))
    seconds = raw.whole(more.get("retry_after"))
    return Refused(
        status,
        raw.text(answer.get("description"))[:300],
        float(seconds) if seconds is not None else None,
        raw.text(more.get("migrate_to_chat_id")),
    )


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
