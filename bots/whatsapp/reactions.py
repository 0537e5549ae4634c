"""The Graph API's error codes and what each calls for (Meta's error page of December 2025.

Prices of October 2026).
"""

from bots.reactions import DOUBLING, Do, Reaction

STOP = Reaction(Do.STOP_CHANNEL, alarm=True)
HALT = Reaction(Do.STOP_CHANNEL, alarm=True, probe_s=1800)
RESTRICTED = Reaction(Do.STOP_CHANNEL, alarm=True, probe_s=1800, switch=True)
BUG = Reaction(Do.FAIL, alarm=True)
SERVICE = Reaction(Do.RETRY, DOUBLING, hours=24)
PAIR = Reaction(Do.SLOW_PERSON, (1, 4, 16, 64, 256, 1024), tries=8)
APP_LIMIT = Reaction(Do.SLOW_CHANNEL, (300, 600, 1200, 2400, 3600))

REACTIONS: dict[int, Reaction] = {
    0: STOP,
    190: STOP,
    3: STOP,
    10: STOP,
    **dict.fromkeys(range(200, 300), STOP),
    131005: STOP,
    368: RESTRICTED,
    131031: RESTRICTED,
    131037: HALT,
    131042: HALT,
    131045: HALT,
    33: HALT,
    133000: HALT,
    133005: HALT,
    133006: HALT,
    133008: HALT,
    133009: HALT,
    133010: HALT,
    133015: HALT,
    133016: HALT,
    134011: HALT,
    1: Reaction(Do.RETRY, (30,), tries=2, alarm=True),
    2: SERVICE,
    131016: SERVICE,
    133004: SERVICE,
    131000: Reaction(Do.RETRY, (5, 15, 60), tries=4),
    131057: Reaction(Do.SLOW_CHANNEL, (60, 120, 300)),
    4: APP_LIMIT,
    80007: APP_LIMIT,
    130429: Reaction(Do.SLOW_CHANNEL, (1, 2, 4, 8, 16, 32)),
    131056: PAIR,
    131048: Reaction(Do.STOP_NOTICES, (3600,), alarm=True),
    131049: Reaction(Do.ELSEWHERE, (86_400,), tries=2, hours=72),
    131050: Reaction(Do.OPTED_OUT),
    130472: Reaction(Do.ELSEWHERE),
    130497: Reaction(Do.UNREACHABLE),
    131026: Reaction(Do.OTHER_CHANNEL),
    131062: Reaction(Do.ELSEWHERE),
    131047: Reaction(Do.TEMPLATE),
    132001: Reaction(Do.SPARE_TEMPLATE, alarm=True),
    132015: Reaction(Do.SPARE_TEMPLATE, alarm=True),
    132016: Reaction(Do.SPARE_TEMPLATE, alarm=True),
    132005: Reaction(Do.SHORTEN),
    100: Reaction(Do.SHORTEN, alarm=True),
    131008: BUG,
    131009: Reaction(Do.SHORTEN, alarm=True),
    131021: BUG,
    131051: BUG,
    131052: BUG,
    131053: Reaction(Do.NO_FILE),
    132000: Reaction(Do.SPARE_TEMPLATE, alarm=True),
    132007: BUG,
    132012: Reaction(Do.SPARE_TEMPLATE, alarm=True),
    132018: BUG,
    132068: Reaction(Do.NO_FORM, alarm=True),
    132069: Reaction(Do.NO_FORM),
    135000: BUG,
}

NETWORK = Reaction(Do.UNKNOWN, (90, 300, 900))
NEVER_LEFT = Reaction(Do.RETRY, DOUBLING, hours=24)
GATEWAY = Reaction(Do.UNKNOWN, (60, 180, 600))
OTHER_5XX = Reaction(Do.RETRY, DOUBLING, hours=24)
OTHER_4XX = BUG


def reaction(code: str, http_status: int = 400) -> Reaction:
    """The table's row; codes it does not know follow the HTTP status."""
    known = REACTIONS.get(int(code)) if code.isdecimal() else None
    return known or {"network": NETWORK, "connect": NEVER_LEFT, "gateway": GATEWAY}.get(
        code, OTHER_5XX if http_status >= 500 else OTHER_4XX
    )
