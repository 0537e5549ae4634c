"""The doctor's questions to the vendors: is the token good, do messages reach us, may we write first."""

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

import clock
from bots.raw import obj
from models.messages import Template
from portal.findings import Finding, Grade
from sections import Telegram, WhatsApp

USABLE = ("approved", "flagged")
RECENT_S = 3600
NO_LINE = "no connection"


@dataclass(slots=True)
class Vendors:
    """Asks them, and notes by how much their clocks differ from ours."""

    http: aiohttp.ClientSession
    shift_s: int
    off_s: float | None = None

    async def ask(self, url: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
        """Status and JSON body; 0 when nobody answers. An address holds the token: it is never printed."""
        try:
            async with self.http.get(url, headers=headers) as answer:
                self._note(answer.headers.get("Date", ""))
                body = await answer.json(content_type=None)
                return answer.status, body if isinstance(body, dict) else {}
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return 0, {}

    def _note(self, date: str) -> None:
        try:
            theirs = parsedate_to_datetime(date).timestamp()
        except ValueError:
            return
        self.off_s = clock.now().timestamp() - self.shift_s - theirs


async def templates() -> Finding:
    """Which wordings Meta has approved, as last heard."""
    waiting = await Template.filter(spare=False).exclude(state__in=USABLE).count()
    if not await Template.all().count():
        return Finding(Grade.WARNING, "templates", "none registered: run `samvad templates push`")
    if waiting:
        return Finding(
            Grade.WARNING, "templates", f"{waiting} not approved: outside 24 h those messages cannot go"
        )
    return Finding(Grade.OK, "templates", "all approved")


async def telegram(chosen: Telegram, public_url: str, vendors: Vendors) -> list[Finding]:
    """The bot's token, and the way its updates come."""
    if chosen.token is None:
        return [Finding(Grade.OFF, "telegram", "off; set SAMVAD__TELEGRAM__TOKEN to join it")]
    base = f"{chosen.api_base}/bot{chosen.token.get_secret_value()}"
    status, body = await vendors.ask(f"{base}/getMe")
    if status in (401, 404):
        return [Finding(Grade.BROKEN, "telegram", "the token is refused; get a new one from BotFather")]
    if status != 200:
        return [Finding(Grade.BROKEN, "telegram", f"the Bot API does not answer ({status or NO_LINE})")]
    name = obj(body.get("result")).get("username", "?")
    found = [Finding(Grade.OK, "telegram", f"the token is @{name}'s")]
    _, body = await vendors.ask(f"{base}/getWebhookInfo")
    return found + _webhook(chosen.mode, f"{public_url}/webhooks/telegram", obj(body.get("result")))


def _webhook(mode: str, ours: str, info: dict[str, Any]) -> list[Finding]:
    """What Telegram says of the address it delivers to."""
    registered, what = str(info.get("url", "")), "telegram webhook"
    if mode == "polling":
        words = "is registered, so polling gets nothing; restart `samvad poll`, or use webhook mode"
        return [Finding(Grade.BROKEN, what, words)] if registered else []
    if registered != ours:
        where = f"leads to {registered}" if registered else "is not registered"
        return [Finding(Grade.BROKEN, what, f"{where}; it should be {ours}: restart `samvad serve`")]
    if clock.now().timestamp() - int(info.get("last_error_date") or 0) < RECENT_S:
        why = str(info.get("last_error_message", ""))[:200]
        waiting = int(info.get("pending_update_count") or 0)
        return [Finding(Grade.WARNING, what, f"Telegram could not deliver lately: {why} ({waiting} waiting)")]
    return [Finding(Grade.OK, what, "is registered here")]


async def whatsapp(chosen: WhatsApp, vendors: Vendors) -> list[Finding]:
    """The number, its quality, and whether the account's messages come to our app."""
    if chosen.token is None:
        words = "off; set SAMVAD__WHATSAPP__TOKEN and its companions to join it"
        return [Finding(Grade.OFF, "whatsapp", words)]
    head = {"Authorization": f"Bearer {chosen.token.get_secret_value()}"}
    graph = f"{chosen.api_base}/v{chosen.api_version}"
    fields = "display_phone_number,quality_rating"
    status, body = await vendors.ask(f"{graph}/{chosen.phone_id}?fields={fields}", head)
    if status == 401 or obj(body.get("error")).get("code") == 190:
        return [Finding(Grade.BROKEN, "whatsapp", "the token is refused or has expired")]
    if status != 200:
        code = obj(body.get("error")).get("code", status or NO_LINE)
        return [Finding(Grade.BROKEN, "whatsapp", f"the Graph API refuses the number ({code})")]
    quality = body.get("quality_rating", "unknown")
    grade = Grade.WARNING if quality in ("YELLOW", "RED") else Grade.OK
    found = [Finding(grade, "whatsapp", f"number answers, quality {quality}")]
    status, body = await vendors.ask(f"{graph}/{chosen.waba_id}/subscribed_apps", head)
    if status == 200 and body.get("data") == []:
        words = "no app is subscribed to the business account: messages do not reach us"
        found.append(Finding(Grade.BROKEN, "whatsapp webhook", words))
    return found


def clocks(vendors: Vendors, limit_s: int) -> list[Finding]:
    """Deadlines and signatures are computed from this machine's clock."""
    off = vendors.off_s
    if off is None or abs(off) <= limit_s:
        return []
    how = f"{abs(off):.0f} s {'ahead' if off > 0 else 'behind'}"
    return [Finding(Grade.WARNING, "clock", f"this machine is {how}: switch on time synchronisation")]
