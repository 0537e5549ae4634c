"""When an address is no use: mark it, and put the person on the operator's call list when none is left."""

import clock
from bots import hot, jobs
from bots.alarms import raise_alarm
from bots.channel import SendFailed
from bots.jobs import Job
from bots.outcome import Outcome
from bots.route import Way
from models.messages import Lane, OutboundState

TEXT = 500


async def mark(way: Way, outcome: Outcome) -> None:
    """Note that the address is blocked, or failed once more; any new message of the person clears both."""
    if outcome.block:
        await hot.rows(
            "UPDATE identity SET blocked_at = $2 WHERE id = $1 AND blocked_at IS NULL",
            way.address.identity_id,
            clock.now(),
        )
    elif outcome.count_failure:
        await hot.rows("UPDATE identity SET failures = failures + 1 WHERE id = $1", way.address.identity_id)


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
