"""The privacy notice: shown once with the greeting; going on is consent to its version."""

from dataclasses import replace

from bots.dialog.turn import Turn

CONSENT_VERSION = "2026-11"


def is_newcomer(turn: Turn) -> bool:
    """Whether this person never saw the notice."""
    return not turn.facts.person.consent_version and turn.session.noticed != CONSENT_VERSION


def greet(turn: Turn) -> None:
    """Greeting and notice, in front of whatever is asked next."""
    district = turn.facts.district.name
    name = district.get(turn.language) or district.get("hi") or ""
    first = "" if turn.facts.person.language or turn.session.language else "-first"
    turn.note(f"greeting{first}", district=name)
    turn.note(f"privacy-notice{first}")
    turn.session = replace(turn.session, noticed=CONSENT_VERSION)
