"""Registering our wordings with Meta and learning what became of them."""

from dataclasses import dataclass
from typing import Any

import clock
from bots import raw
from bots.channel import SendFailed
from bots.templates.choice import meta_language
from bots.templates.registry import Wording
from bots.whatsapp.graph import Graph
from models.messages import Template

PAGE = 200
OURS = ("state", "category", "vendor_id", "reason")
FIELDS = "name,status,language,category,id,rejected_reason"
EXAMPLES = {"number": "GBD-26-004213-7", "due": "मंगलवार, 14 जुलाई", "date": "सोमवार, 20 जुलाई", "level": "2"}


@dataclass(frozen=True, slots=True)
class Registered:
    """One template as Meta has it."""

    name: str
    language: str
    state: str
    category: str
    vendor_id: str
    reason: str


def creation(wording: Wording) -> dict[str, Any]:
    """The request that registers one wording."""
    return {
        "name": wording.name,
        "language": meta_language(wording.language),
        "category": wording.category,
        # Meta may file it elsewhere; we want to be told instead of paying for it.
        "allow_category_change": False,
        "components": _code(wording) if wording.minutes else _words(wording),
    }


def _code(wording: Wording) -> list[dict[str, Any]]:
    """A sign-in code: the words are Meta's; the spare leaves its advice out, to be another template."""
    return [
        {"type": "BODY", "add_security_recommendation": not wording.spare},
        {"type": "FOOTER", "code_expiration_minutes": wording.minutes},
        {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
    ]


def _words(wording: Wording) -> list[dict[str, Any]]:
    body: dict[str, Any] = {"type": "BODY", "text": wording.body}
    if wording.variables:
        body["example"] = {
            "body_text": [[EXAMPLES.get(name, "उदाहरण के लिए कुछ शब्द") for name in wording.variables]]
        }
    components: list[dict[str, Any]] = [body]
    if wording.buttons:
        buttons = [{"type": "QUICK_REPLY", "text": label} for _, label in wording.buttons]
        components.append({"type": "BUTTONS", "buttons": buttons})
    return components


async def status(graph: Graph) -> list[Registered]:
    """Every template of the account."""
    found: list[Registered] = []
    more: dict[str, str | int] = {"fields": FIELDS, "limit": PAGE}
    while True:
        answer = await graph.call("GET", f"/{graph.waba_id}/message_templates", params=more)
        found += [_registered(raw.obj(entry)) for entry in raw.items(answer.get("data"))]
        after = raw.text(raw.obj(raw.obj(answer.get("paging")).get("cursors")).get("after"))
        if not after or not raw.obj(answer.get("paging")).get("next"):
            return found
        more["after"] = after


def _registered(entry: dict[str, Any]) -> Registered:
    return Registered(
        raw.text(entry.get("name")),
        raw.text(entry.get("language")),
        raw.text(entry.get("status")).lower(),
        raw.text(entry.get("category")),
        raw.text(entry.get("id")),
        raw.text(entry.get("rejected_reason")),
    )


async def push(graph: Graph, wordings: tuple[Wording, ...]) -> list[tuple[Wording, str]]:
    """Register what Meta does not have yet; gives each with what came of it."""
    have = {entry.name for entry in await status(graph)}
    made: list[tuple[Wording, str]] = []
    for wording in wordings:
        if wording.name in have:
            continue
        try:
            answer = await graph.call("POST", f"/{graph.waba_id}/message_templates", json=creation(wording))
            state = raw.text(answer.get("status")).lower() or "pending"
            vendor_id = raw.text(answer.get("id"))
        except SendFailed as failure:
            made.append((wording, f"refused {failure.code}: {failure.detail}"))
            continue
        await keep(wording, state, vendor_id=vendor_id)
        made.append((wording, state))
    return made


async def keep(
    wording: Wording, state: str, *, category: str = "", vendor_id: str = "", reason: str = ""
) -> None:
    """Note in our registry what state Meta gave a wording."""
    values = {
        "purpose": wording.purpose,
        "spare": wording.spare,
        "category": category or wording.category,
        "body": wording.body,
        "variables": list(wording.variables),
        "version": wording.version,
        "state": state[:20],
        "reason": reason[:200],
        "vendor_id": vendor_id[:60],
        "updated_at": clock.now(),
    }
    await Template.update_or_create(values, name=wording.name, language=wording.language)


async def refresh(graph: Graph, wordings: tuple[Wording, ...]) -> dict[str, str]:
    """Bring our registry up to date with Meta's.

    Gives name → state, "missing" for what Meta does not have.
    """
    theirs = {entry.name: entry for entry in await status(graph)}
    ours = {str(name): state for name, *state in await Template.all().values_list("name", *OURS)}
    states: dict[str, str] = {}
    for wording in wordings:
        entry = theirs.get(wording.name)
        states[wording.name] = entry.state if entry else "missing"
        if entry is None:
            await Template.filter(name=wording.name).update(state="missing", updated_at=clock.now())
        elif ours.get(wording.name) != [entry.state, entry.category, entry.vendor_id, entry.reason]:
            await keep(
                wording, entry.state, category=entry.category, vendor_id=entry.vendor_id, reason=entry.reason
            )
    return states
