"""Downloading what a stranger named: vendor hosts only, public addresses only, within size and time."""

import asyncio
import ipaddress
import socket
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver

from bots.channel import MediaFailed

TIMEOUT = aiohttp.ClientTimeout(total=120, connect=10, sock_read=20)
MAX_REDIRECTS = 3
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Where one vendor's files may come from.

    `api_base` is the operator's own word and may be a private address.
    """

    api_base: str
    hosts: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class NotPublic(OSError):
    """The name leads to none but private addresses."""


class PublicOnly(AbstractResolver):
    """Resolves names, refusing addresses that are not public, but for hosts the operator trusts by name.

    Checked where the connection is made, so a name that changes its address in between gains nothing.
    """

    def __init__(self, trusted: Collection[str] = ()) -> None:
        self._inner = DefaultResolver()
        self._trusted = trusted

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a host."""
        found = await self._inner.resolve(host, port, family)
        if host.lower() in self._trusted:
            return found
        public = [entry for entry in found if ipaddress.ip_address(entry["host"]).is_global]
        if not public:
            raise NotPublic(None, f"{host} has no public address")
        return public

    async def close(self) -> None:
        """Give back the resolver."""
        await self._inner.close()


def is_allowed(url: str, source: Source) -> bool:
    """Whether the address names the API's own host, or a vendor's file host over https on its usual port."""
    try:
        parts, base = urlsplit(url), urlsplit(source.api_base)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.username or parts.password:
        return False
    if (parts.scheme, parts.netloc.lower()) == (base.scheme, base.netloc.lower()):
        return True
    known = any(host == name or (name.startswith(".") and host.endswith(name)) for name in source.hosts)
    return known and parts.scheme == "https" and port in (None, 443)


async def fetch(url: str, source: Source, limit: int) -> bytes:
    """The bytes behind an allowed address, at most `limit`; raises MediaFailed."""
    for _ in range(MAX_REDIRECTS + 1):
        if not is_allowed(url, source):
            raise MediaFailed("address not allowed", retry=False)
        own = urlsplit(url).netloc == urlsplit(source.api_base).netloc
        try:
            async with (
                _session(own) as session,
                session.get(url, headers=source.headers, allow_redirects=False) as answer,
            ):
                if answer.status in (301, 302, 303, 307, 308):
                    url = urljoin(url, answer.headers.get("Location", ""))
                    continue
                return await _read(answer, limit)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MediaFailed(type(error).__name__, retry=True) from error
    raise MediaFailed("too many redirects", retry=False)


def _session(own: bool) -> aiohttp.ClientSession:
    resolver: dict[str, Any] = {} if own else {"resolver": PublicOnly()}
    connector = aiohttp.TCPConnector(use_dns_cache=False, **resolver)
    # No transparent decompression: a small body must not become a large one behind the size limit.
    return aiohttp.ClientSession(connector=connector, timeout=TIMEOUT, auto_decompress=False)


async def _read(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    if answer.status != 200:
        retry = answer.status in (401, 404, 408, 425, 429) or answer.status >= 500
        raise MediaFailed(f"HTTP {answer.status}", retry=retry)
    if (answer.content_length or 0) > limit:
        raise MediaFailed("too big", retry=False)
    found = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        found += chunk
        if len(found) > limit:
            raise MediaFailed("too big", retry=False)
        await asyncio.sleep(0)
    if not found:
        raise MediaFailed("empty", retry=True)
    return bytes(found)
