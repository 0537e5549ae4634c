"""One signed POST to a receiver: what became of it, in a word."""

import ssl
from dataclasses import dataclass

import aiohttp

import settings
from bots import hooks
from bots.safe_fetch import NotPublic, PublicOnly
from models.hooks import Hook, HookCall

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
GONE = 410


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` None means that there was none; `error` is empty when the receiver took the call."""

    status: int | None = None
    error: str = ""


def session() -> aiohttp.ClientSession:
    """For the calls of one round: private addresses are refused where the connection is made."""
    trusted = settings.current().hooks.private_hosts
    connector = aiohttp.TCPConnector(use_dns_cache=False, resolver=PublicOnly(trusted))
    return aiohttp.ClientSession(connector=connector, timeout=TIMEOUT, auto_decompress=False)


async def post(hook: Hook, call: HookCall, http: aiohttp.ClientSession) -> Answer:
    """Send it once; the answer's body is not read, and nobody is followed elsewhere."""
    chosen, body = settings.current(), call.body.encode()
    plain = chosen.environment != "production"
    if fault := hooks.address_fault(hook.url, plain=plain, private_hosts=chosen.hooks.private_hosts):
        return Answer(error=fault)
    try:
        async with http.post(
            hook.url,
            data=body,
            headers=hooks.headers(hook.secret, call.delivery, body),
            allow_redirects=False,
        ) as answer:
            return Answer(answer.status, _meaning(answer.status))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return Answer(error=_cause(error))


def _meaning(status: int) -> str:
    if 200 <= status < 300:
        return ""
    if status == GONE:
        return "gone"
    return "redirect" if 300 <= status < 400 else "http"


def _cause(error: Exception) -> str:
    """Why there was no answer."""
    match error:
        case aiohttp.InvalidURL():
            return "address"
        case TimeoutError():
            return "timeout"
        case aiohttp.ClientConnectorError(os_error=NotPublic()):
            return "private"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return "tls"
        case aiohttp.ClientConnectorError() | OSError():
            return "connect"
    return "broken"
