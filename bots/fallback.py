"""When an address is no use: mark it, and put the person on the operator's call list when none is left."""

from datetime import timedelta

import clock
from bots import hot, jobs
from bots.alarms import raise_alarm
from bots.channel import SendFailed
from bots.jobs import Job
from bots.outcome import Outcome
from bots.route import Way
from models.messages import Lane, OutboundState

TEXT = 500
ANOTHER_DAY = timedelta(hours=20)


async def mark(way: Way, outcome: Outcome) -> None:
    """Note what the vendor said of the address; any new message of the person makes it good again.

    Failures count once a day: a telephone that is off for an evening is not out of reach.
    """
    if outcome.no_marketing:
        await stop_marketing(way.address.identity_id)
    if outcome.block:
        await hot.rows(
            "UPDATE identity SET blocked_at = $2 WHERE id = $1 AND blocked_at IS NULL",
            way.address.identity_id,
            clock.now(),
        )
    elif outcome.count_failure:
        await hot.rows(
            """UPDATE identity SET failures = failures + 1, failed_at = $2 WHERE id = $1
                 AND (failed_at IS NULL OR failures = 0 OR failed_at < $3)""",
            way.address.identity_id,
            clock.now(),
            clock.now() - ANOTHER_DAY,
        )


async def stop_marketing(identity_id: int) -> None:
    """They told WhatsApp itself that they want none; it stays so until they tell it otherwise."""
    await hot.rows(
        "UPDATE identity SET marketing_stopped_at = $2 WHERE id = $1 AND marketing_stopped_at IS NULL",
        identity_id,
        clock.now(),
    )


async def unreachable(job: Job, failure: SendFailed | None = None) -> None:
    """No channel reaches this person: the row ends here, and for a notice the operator phones."""
    code = failure.code if failure else "no-address"
    detail = failure.detail if failure else "no usable address"
    await jobs.give_back(job, OutboundState.UNREACHABLE, code=code, error=detail)
    if job.lane is not Lane.NOTICE or job.purpose == "alarm":
        return
    await hot.rows(
        """INSERT INTO call_list (key, person_id, ticket_id, reason, text, state, outcome, created_at)
           VALUES ($1, $2, $3, $4, $5, 'open', '', $6) ON CONFLICT (key) DO NOTHING RETURNING id""",
        f"out:{job.id}",
        job.person_id,
        job.ticket_id,
        "unreachable",
        job.say.text[:TEXT],
        clock.now(),
    )


async def report(channel: str, failure: SendFailed) -> None:
    """A vendor's answer that is our mistake or needs a hand; once a day for each code."""
    await raise_alarm(
        "refused",
        f"{channel}:{failure.code}:{clock.now():%Y%m%d}",
        channel=channel,
        code=failure.code,
        reason=failure.detail,
    )
