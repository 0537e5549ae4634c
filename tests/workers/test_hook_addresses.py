"""Which addresses outgoing webhooks reach: none inside but those the operator named; nobody is followed."""

import pytest

import settings
from bots import hooks
from models.hooks import HookCall
from tests.receiver import Receiver
from tests.tickets.world import World, filed
from tests.workers.hook_steps import hook_to, send
from tests.workers.test_reactions import settle


async def test_a_redirect_is_not_followed(world: World, dashboard: Receiver) -> None:
    await hook_to(dashboard, "file")
    dashboard.answers = [302]
    await filed(world)
    await settle()
    await send()
    assert len(dashboard.bodies) == 1
    assert (await HookCall.get()).error == "redirect"


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://{here}/hook", "private"),
        ("http://localhost:{port}/hook", "private"),
        ("https://2130706433:{port}/hook", "address"),
        ("https://[::ffff:127.0.0.1]:{port}/hook", "private"),
        ("https://169.254.169.254/latest", "private"),
        ("http://{here}/hook#part", "address"),
    ],
)
async def test_inside_addresses_are_refused_where_the_connection_is_made(
    world: World, dashboard: Receiver, monkeypatch: pytest.MonkeyPatch, url: str, error: str
) -> None:
    monkeypatch.setenv("SAMVAD__HOOKS__PRIVATE_HOSTS", "other.local")
    settings.current.cache_clear()
    where = dashboard.server.make_url("/")
    await hook_to(url.format(here=f"{where.host}:{where.port}", port=where.port), "file")
    await filed(world)
    await settle()
    await send()
    assert ((await HookCall.get()).error, dashboard.bodies) == (error, [])


@pytest.mark.parametrize(
    ("url", "plain", "fault"),
    [
        ("https://dashboard.example.in/hooks?key=1", False, ""),
        ("https://dashboard.example.in:8443/hooks", False, ""),
        ("http://dashboard.example.in/hooks", False, "https"),
        ("http://dashboard.example.in/hooks", True, ""),
        ("file:///etc/passwd", True, "address"),
        ("ftp://dashboard.example.in", True, "https"),
        ("https://10.0.0.7/hooks", False, "private"),
        ("https://10.1.2.3/hooks", False, ""),
        ("https://[fd00::1]/hooks", False, "private"),
        ("https://name:word@dashboard.example.in", False, "address"),
        ("https://dashboard.example.in:99999/", False, "address"),
        ("https:///hooks", False, "address"),
        ("dashboard.example.in", False, "address"),
    ],
)
def test_which_addresses_may_be_told(url: str, plain: bool, fault: str) -> None:
    assert hooks.address_fault(url, plain=plain, private_hosts=("10.1.2.3",)) == fault
