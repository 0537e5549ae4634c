"""News about our own account: template states, quality, restrictions; and events nobody needs."""

import clock
from bots import batches, hot, quota
from bots.alarms import raise_alarm
from bots.channel import Channels, EventLane
from bots.identities import relink
from bots.inbound import PEOPLE_A_DAY, PREFERENCE, AccountNotice, Arrival, IdentityChange, Ignored
from bots.turn import ignore
from models.messages import Template

HARMLESS = frozenset(
    {
        "APPROVED",
        "VERIFIED_ACCOUNT",
        "PARTNER_ADDED",
        "PARTNER_APP_INSTALLED",
        "ACCOUNT_RECONNECTED",
        "UPGRADE",
        "UNFLAGGED",
        "REINSTATED",
        "UNPAUSED",
        "UNARCHIVED",
        "PENDING",
        "ONBOARDING",
        "THROUGHPUT_UPGRADE",
    }
)
# What Meta calls a template that may be used again.
AGAIN = frozenset({"REINSTATED", "UNPAUSED", "UNARCHIVED"})
ALARMING = frozenset(
    {
        "account_update",
        "account_alerts",
        "phone_number_quality_update",
        "security",
        "errors",
        "account_review_update",
    }
)


async def take_batch(channels: Channels) -> int:
    """Handle the stored account news; returns how many."""

    async def one(row: hot.Row) -> None:
        channel = channels.get(str(row["channel"]))
        if channel is None:
            return
        for arrival in channel.parse(str(row["body"]), hot.when(row["received_at"]) or clock.now()):
            await _arrived(arrival, int(row["id"]))

    return await batches.take(EventLane.ACCOUNT, one)


async def _arrived(arrival: Arrival, row_id: int) -> None:
    match arrival:
        case AccountNotice():
            await _notice(arrival, row_id)
        case IdentityChange():
            await relink(arrival)
        case Ignored():
            await ignore(row_id, arrival.why)


async def _notice(notice: AccountNotice, row_id: int) -> None:
    facts = notice.facts
    if limit := facts.get(PEOPLE_A_DAY):
        await quota.learn(notice.channel, int(limit))
    match notice.what:
        case what if what == PREFERENCE:
            await _preference(notice)
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
    state = "approved" if event in AGAIN else event.lower()[:20]
    await Template.filter(name=name).update(state=state, reason=reason[:200], updated_at=clock.now())
    if event not in HARMLESS:
        await _alarm(notice, name, event)


async def _preference(notice: AccountNotice) -> None:
    """A person told WhatsApp to let no more marketing of ours through, or to let it through again."""
    facts = notice.facts
    if facts.get("category") != "marketing_messages":
        return
    who, phone = facts.get("user_id", ""), facts.get("phone", "")
    stopped = notice.at if facts.get("value") == "stop" else None
    await hot.rows(
        """UPDATE identity SET marketing_stopped_at = $4
           WHERE channel = $1 AND ((external_id = $2 AND $2 <> '') OR (phone = $3 AND $3 <> ''))""",
        notice.channel,
        who,
        phone,
        stopped,
    )


async def _category(notice: AccountNotice) -> None:
    """What Meta files a template as; a day before, it tells only what it is going to be."""
    name = notice.facts.get("message_template_name", "")
    now, soon = (notice.facts.get(key, "") for key in ("new_category", "correct_category"))
    if now:
        await Template.filter(name=name).update(category=now[:20], updated_at=clock.now())
    if "MARKETING" in (now, soon):
        await _alarm(notice, name, "MARKETING")


async def _alarm(notice: AccountNotice, subject: str, state: str) -> None:
    key = f"{notice.channel}:{notice.what}:{subject}:{state}:{notice.at:%Y%m%d}"
    await raise_alarm(
        "account", key[:120], channel=notice.channel, what=notice.what, subject=subject, state=state
    )
