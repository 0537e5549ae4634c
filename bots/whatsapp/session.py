"""The HTTP session that pywa asks for; its plain requests go by aiohttp for half the processor time."""

import json
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

PLAIN = frozenset({"json", "params"})
USAGE = "X-Business-Use-Case-Usage"
CONNECT_S, READ_S = 5.0, 20.0


class Refused(Exception):
    """Meta answered with an error status; carries the body and the headers."""

    def __init__(self, status: int, body: bytes, usage: str) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.body = body
        self.usage = usage


@dataclass(frozen=True, slots=True)
class Taken:
    """As much of a response as pywa looks at; httpx's own costs more than the request."""

    status_code: int
    content: bytes

    @property
    def text(self) -> str:
        """The body as it came."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body read; raises ValueError where it is no JSON."""
        return json.loads(self.content)


async def _refuse(response: httpx.Response) -> None:
    if response.status_code >= 400:
        body = await response.aread()
        raise Refused(response.status_code, body[:20_000], response.headers.get(USAGE, ""))


class Session(httpx.AsyncClient):
    """httpx to pywa; requests of JSON go straight through aiohttp, uploads as httpx does them."""

    def __init__(self) -> None:
        self._connections: aiohttp.ClientSession | None = None
        super().__init__(
            transport=AiohttpTransport(client=self._opened),
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S),
            event_hooks={"response": [_refuse]},
        )

    def _opened(self) -> aiohttp.ClientSession:
        # Made on first use: an aiohttp session belongs to the event loop that sends.
        if self._connections is None or self._connections.closed:
            self._connections = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=200), cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._connections

    async def request(self, method: str, url: httpx.URL | str, **more: Any) -> httpx.Response:
        """One request; its failures are httpx's, whichever way it went, an error status raises Refused."""
        if more.keys() - PLAIN:
            return await super().request(method, url, **more)
        try:
            async with self._opened().request(
                method, f"{str(self.base_url).rstrip('/')}{url}", **more,
                headers={"Authorization": self.headers["Authorization"]},
                timeout=aiohttp.ClientTimeout(sock_connect=CONNECT_S, sock_read=READ_S),
            ) as answer:  # fmt: skip
                body = await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise httpx.ConnectError(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise httpx.ReadError(type(error).__name__) from error
        if answer.status >= 400:
            raise Refused(answer.status, body[:20_000], answer.headers.get(USAGE, ""))
        return cast("httpx.Response", Taken(answer.status, body))

    async def aclose(self) -> None:
        """Give back connections."""
        await super().aclose()
        if self._connections is not None:
            await self._connections.close()
