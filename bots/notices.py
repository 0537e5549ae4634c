"""News about our own account: template states, quality, restrictions; and events nobody needs."""

import clock
from bots import hot
from bots.alarms import raise_alarm
from bots.channel import Channels
from bots.inbound import AccountNotice, IdentityChange, Ignored
from bots.identities import relink
from bots.turn import ignore
from models.messages import Template
from tickets.transaction import transaction

_CLAIM = """
UPDATE inbound SET state = 'done', handled_at = $1 WHERE state = 'new' AND id IN (
  SELECT id FROM inbound WHERE state = 'new' AND lane = 'account' ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
RETURNING id, channel, body, received_at
"""
HARMLESS = frozenset({"APPROVED", "VERIFIED_ACCOUNT", "PARTNER_ADDED", "PARTNER_APP_INSTALLED", "ACCOUNT_RECONNECTED"})
ALARMING = frozenset(
    {"account_update", "account_alerts", "phone_number_quality_update", "security", "errors", "account_review_update"}
)


async def take_batch(channels: Channels) -> int:
    """Handle the stored account news; one that cannot be read is parked."""
    rows = await hot.rows(_CLAIM, clock.now())
    for row in rows:
        channel = channels.get(str(row["channel"]))
        if channel is None:
            continue
        row_id = int(row["id"])
        try:
            arrivals = channel.parse(str(row["body"]), hot.when(row["received_at"]) or clock.now())
        except ValueError as error:
            await hot.rows("UPDATE inbound SET state = 'parked', error = $2 WHERE id = $1", row_id, str(error)[:400])
            continue
        for arrival in arrivals:
            match arrival:
                case AccountNotice():
                    await _notice(arrival, row_id)
                case IdentityChange():
                    async with transaction():
                        await relink(arrival)
                case Ignored():
                    await ignore(row_id, arrival.why)
    return len(rows)


async def _notice(notice: AccountNotice, row_id: int) -> None:
    facts = notice.facts
    match notice.what:
        case "message_template_status_update":
            await _template(facts.get("event", ""), notice)
        case "template_category_update":
            await _category(notice)
        case "message_template_quality_update":
            await _alarm(notice, facts.get("message_template_name", ""), facts.get("new_quality_score", ""))
        case what if what in ALARMING and facts.get("event", "") not in HARMLESS:
            await _alarm(notice, what, facts.get("event") or facts.get("code") or f"{row_id}")


async def _template(event: str, notice: AccountNotice) -> None:
    """Our registry follows Meta's word, so that the next send already uses the spare."""
    name, reason = notice.facts.get("message_template_name", ""), notice.facts.get("reason", "")
    await Template.filter(name=name).update(state=event.lower()[:20], reason=reason[:200], updated_at=clock.now())
    if event not in HARMLESS:
        await _alarm(notice, name, event)


async def _category(notice: AccountNotice) -> None:
    name = notice.facts.get("message_template_name", "")
    category = notice.facts.get("new_category", "")
    await Template.filter(name=name).update(category=category[:20], updated_at=clock.now())
    if category != "UTILITY":
        await _alarm(notice, name, category)


async def _alarm(notice: AccountNotice, subject: str, state: str) -> None:
    key = f"{notice.channel}:{notice.what}:{subject}:{state}:{notice.at:%Y%m%d}"
    await raise_alarm("account", key[:120], channel=notice.channel, what=notice.what, subject=subject, state=state)
