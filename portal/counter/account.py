"""What WhatsApp's number costs this month, and how many people it may still write to first today."""

from dataclasses import dataclass

import clock
import settings
from bots import billing, quota


@dataclass(frozen=True, slots=True)
class Account:
    """The number, its bill with a forecast, and whom we wrote to first within the day."""

    number: str
    bill: billing.Bill
    first: int
    allowed: int


async def account() -> Account | None:
    """The account as it stands; nothing where WhatsApp is off."""
    config = settings.current()
    if not config.whatsapp.on:
        return None
    bill = await billing.of_month(clock.now().astimezone(config.office.zone).date())
    number = config.whatsapp.display_number or config.whatsapp.phone_id
    return Account(number, bill, *await quota.state("whatsapp"))
