"""pywa as our client of the Graph API.

Its session on aiohttp, its answers turned into failures with a reaction.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import httpx
from pywa_async.client import WhatsApp

from bots import raw
from bots.channel import SendFailed
from bots.reactions import Do
from bots.whatsapp.reactions import reaction
from bots.whatsapp.session import Refused, Session
from sections import WhatsApp as WhatsAppSettings

# pywa writes whole requests and advice to its log; ids only is our rule.
logging.getLogger("pywa").setLevel(logging.CRITICAL)
logging.getLogger("pywa_async").setLevel(logging.CRITICAL)


class Graph:
    """One number's access to the Graph API."""

    def __init__(self, phone_id: str, waba_id: str, token: str, base: str, version: str) -> None:
        self.phone_id = phone_id
        self.waba_id = waba_id
        self._token = token
        self._root = f"{base}/v{version}"
        self._version = version
        self._session: Session | None = None
        self._wa: WhatsApp | None = None

    def _api(self) -> Any:
        if self._wa is None:
            self._session = Session()
            self._wa = WhatsApp(
                phone_id=self.phone_id, token=self._token, session=self._session, api_version=self._version
            )
            # pywa has just pointed our session at Meta; a stand-in or a proxy may be wanted instead.
            self._session.base_url = httpx.URL(self._root)
        return self._wa.api

    async def call(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        """One request; raises SendFailed whose reaction comes from the table."""
        try:
            answer = await self._api().send_raw_request(method, path, **more)
        except Refused as error:
            raise failure(error) from error
        except httpx.TransportError as error:
            raise _unreached(error) from error
        except ValueError as error:
            # A 200 whose body was cut or is no JSON: it may have been taken.
            raise SendFailed("network", "unreadable answer", reaction("network")) from error
        return raw.obj(answer)

    async def upload(self, data: bytes, mime: str, name: str) -> str:
        """Put a file into Meta's store and give its id."""
        try:
            answer = await self._api().upload_media(self.phone_id, data, mime, name)
        except Refused as error:
            refused = failure(error)
            if refused.reaction.do in (Do.SHORTEN, Do.FAIL):
                # A kind of file that Meta does not take: the words go without it.
                raise SendFailed("131053", refused.detail, reaction("131053")) from error
            raise refused from error
        except (httpx.TransportError, ValueError) as error:
            raise SendFailed("connect", type(error).__name__, reaction("connect")) from error
        media_id = raw.text(raw.obj(answer).get("id"))
        if not media_id:
            raise SendFailed("131053", "upload gave no id", reaction("131053"))
        return media_id

    async def close(self) -> None:
        """Give back connections."""
        if self._session is not None:
            await self._session.aclose()
        self._session = self._wa = None


def failure(error: Refused) -> SendFailed:
    """What an error answer calls for; HTML from a gateway says nothing about the message's fate."""
    try:
        found = raw.obj(raw.obj(raw.read(error.body)).get("error"))
    except raw.Unreadable:
        found = {}
    if not found:
        return SendFailed("gateway", f"HTTP {error.status}", reaction("gateway", error.status))
    code = raw.text(found.get("code")) or "0"
    detail = raw.text(raw.obj(found.get("error_data")).get("details")) or raw.text(found.get("message"))
    return SendFailed(code, detail[:300], reaction(code, error.status), retry_after=_regain(error.usage))


def _regain(usage: str) -> float | None:
    """Seconds until access is regained, from Meta's usage header."""
    if not usage:
        return None
    try:
        entries = [
            raw.obj(entry) for found in raw.obj(raw.read(usage)).values() for entry in raw.items(found)
        ]
    except raw.Unreadable:
        return None
    minutes = [raw.whole(entry.get("estimated_time_to_regain_access")) or 0 for entry in entries]
    return max(minutes, default=0) * 60.0 or None


def _unreached(error: httpx.TransportError) -> SendFailed:
    never_left = isinstance(error, httpx.ConnectError | httpx.PoolTimeout) or isinstance(
        error.__cause__, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError
    )
    code = "connect" if never_left else "network"
    return SendFailed(code, type(error).__name__, reaction(code))


@asynccontextmanager
async def opened(config: WhatsAppSettings) -> AsyncIterator[Graph]:
    """The Graph API of the configured number, for as long as it is needed."""
    token = config.token.get_secret_value() if config.token else ""
    graph = Graph(config.phone_id, config.waba_id, token, config.api_base, config.api_version)
    try:
        yield graph
    finally:
        await graph.close()
