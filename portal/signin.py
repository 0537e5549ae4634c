"""Sign-in links for the demo district's accounts, printed when everything has started."""

from models.officers import Officer, Role
from settings import Settings
from tickets import signin as links

SHOWN = (
    (Role.SUPERVISOR, "collector"),
    (Role.OPERATOR, "desk1"),
    (Role.ADMINISTRATOR, "admin"),
)


def link(settings: Settings, token: str) -> str:
    """The address that a token opens."""
    return f"{settings.web.public_url}/portal/sign-in/link/{token}"


async def demo_links(settings: Settings) -> list[tuple[str, str, str]]:
    """One fresh (role, name, url) for each role of the demo district; nothing in production.

    The database must be connected.
    """
    if settings.environment == "production":
        return []
    found: list[tuple[str, str, str]] = []
    for role in Role:
        officers = Officer.filter(role=role, demo=True, active=True)
        preferred = dict(SHOWN).get(role, "")
        officer = await officers.filter(username=preferred).first() or await officers.order_by("id").first()
        if officer is not None:
            token = await links.make(officer.id, links.DEMO_LIFETIME)
            found.append((role.value, officer.name_en, link(settings, token)))
    return found
