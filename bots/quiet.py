"""When a message may leave: quiet hours at night, unless it answers the person or is urgent."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def leaves_at(now: datetime, starts: time, ends: time, zone: ZoneInfo) -> datetime:
    """`now` outside the quiet hours, else the morning after."""
    local = now.astimezone(zone)
    clock = local.time()
    overnight = starts > ends
    quiet = (clock >= starts or clock < ends) if overnight else (starts <= clock < ends)
    if not quiet:
        return now
    morning = local.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    if overnight and clock >= starts:
        morning += timedelta(days=1)
    return morning.astimezone(now.tzinfo)
