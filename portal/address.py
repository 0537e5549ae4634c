"""Whose address a request comes from: a proxy's word counts only where the settings trust that proxy."""

from ipaddress import ip_address

from aiohttp import web

from portal.keys import SETTINGS
from sections import Network

HEADER = "X-Forwarded-For"


def client_address(request: web.Request) -> str:
    """The nearest address that is no proxy of ours; anybody can have written what stands further left."""
    here = request.remote or ""
    trusted = request.config_dict[SETTINGS].web.proxies
    hops = ",".join(request.headers.getall(HEADER, ())).split(",")
    while hops and _is_trusted(here, trusted):
        hop = _bare(hops.pop())
        if hop is None:
            break
        here = hop
    return here


def _is_trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    bare = _bare(address)
    return bare is not None and any(ip_address(bare) in network for network in trusted)


def _bare(text: str) -> str | None:
    """An address without port and brackets, IPv4 in its own spelling; nothing when it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return str(getattr(found, "ipv4_mapped", None) or found)
