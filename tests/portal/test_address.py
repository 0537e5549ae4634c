"""Behind a proxy the visitor's own address counts, and only where that proxy is trusted."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from models.officers import AccessLog
from portal import keys
from portal.address import client_address
from portal.entry import throttle
from settings import Settings, load
from tests.portal.conftest import Site, token

PROXY = {"SAMVAD__WEB__BEHIND_PROXY": "true"}
FARM = PROXY | {"SAMVAD__WEB__TRUSTED_PROXIES": "10.1.0.0/16, 127.0.0.1"}


def settings(folder: Path, more: dict[str, str]) -> Settings:
    return load(environ={"SAMVAD__DATA__DIR": str(folder), **more})


@pytest.mark.parametrize(
    ("more", "peer", "header", "address"),
    [
        ({}, "127.0.0.1", "203.0.113.9", "127.0.0.1"),
        (PROXY, "127.0.0.1", None, "127.0.0.1"),
        (PROXY, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (PROXY, "127.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (PROXY, "::1", "[2001:db8::5]:443", "2001:db8::5"),
        (PROXY, "127.0.0.1", "203.0.113.9, nonsense", "127.0.0.1"),
        (PROXY, "127.0.0.1", "203.0.113.9:51000", "203.0.113.9"),
        (FARM, "127.0.0.1", "9.9.9.9, 203.0.113.9, 10.1.4.4", "203.0.113.9"),
        (FARM, "127.0.0.1", "10.1.4.4", "10.1.4.4"),
        (FARM, "::ffff:10.1.2.3", "203.0.113.9", "203.0.113.9"),
    ],
)
async def test_the_last_address_that_is_no_proxy_counts(
    tmp_path: Path, more: dict[str, str], peer: str, header: str | None, address: str
) -> None:
    app = web.Application()
    app[keys.SETTINGS] = settings(tmp_path, more)
    headers = {"X-Forwarded-For": header} if header else {}
    request = make_mocked_request("GET", "/", headers=headers, app=app).clone(remote=peer)
    request._match_info = make_mocked_request("GET", "/", app=app)._match_info
    assert client_address(request) == address


async def test_guessing_from_one_place_does_not_shut_out_the_others_behind_the_proxy(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 59."""
    monkeypatch.setattr(throttle, "PER_ADDRESS", 2)
    web_settings = site.server.app[keys.SETTINGS].web
    monkeypatch.setattr(
        type(web_settings), "proxies", property(lambda own: own.trusted_proxies), raising=True
    )
    client = await site.stranger()

    async def attempt(name: str, address: str) -> int:
        data = {"csrf": await token(client, "/portal/sign-in"), "username": name, "password": "wrong"}
        headers = {"X-Forwarded-For": f"6.6.6.6, {address}"}
        return (await client.post("/portal/sign-in", data=data, headers=headers)).status

    for name in ("aa", "bb"):
        assert await attempt(name, "203.0.113.9") == 400
    assert await attempt("cc", "203.0.113.9") == 429
    assert await attempt("dd", "203.0.113.10") == 400
    assert set(await AccessLog.filter(action="sign-in-refused").values_list("address", flat=True)) == {
        "203.0.113.9",
        "203.0.113.10",
    }
