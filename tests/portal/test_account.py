"""What WhatsApp costs and allows, shown to those who pay for it."""

import pytest

import clock
import settings as settings_module
from bots import quota
from models import counters
from models.messages import Lane
from tests.portal.conftest import Site, page


async def test_the_administrator_sees_the_months_bill_and_the_days_limit(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = settings_module.current()
    made = {
        "token": "t", "phone_id": "77", "waba_id": "1", "app_secret": "a", "verify_token": "v",
        "display_number": "+910000000077",
    }  # fmt: skip
    whatsapp = type(current.whatsapp)(**made)
    monkeypatch.setattr(settings_module, "current", lambda: current.model_copy(update={"whatsapp": whatsapp}))
    month = f"{clock.now().astimezone(current.office.zone):%Y-%m}"
    await counters.add("whatsapp:regular:service", month, 1300)
    for identity in (1, 2, 3):
        await quota.take("whatsapp", identity, Lane.REPLY)
    text = await page(await site.as_("admin"), "/portal/messages")
    assert "+910000000077" in text and " 300 " in text and " 250 " in text
    assert "+910000000077" not in await page(await site.as_("desk1"), "/portal/messages")


async def test_without_whatsapp_there_is_nothing_to_pay(site: Site) -> None:
    assert "WhatsApp" not in await page(await site.as_("admin"), "/portal/messages?state=failures")
