"""Registering the filing form with Meta: one message instead of a dozen paid ones."""

import hashlib
import json
from pathlib import Path

from bots import raw
from bots.whatsapp.graph import Graph

FILE = Path(__file__).parent / "flows" / "filing.json"


class FormRefused(Exception):
    """Meta found mistakes in the form; `problems` names them, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read() -> str:
    """The form as it is sent, in one line."""
    return json.dumps(json.loads(FILE.read_text("utf-8")), ensure_ascii=False)


def name_of(form: str) -> str:
    """A published form can never be changed, so that a changed one is another, by a name of its own."""
    return f"samvad_filing_{hashlib.sha256(form.encode()).hexdigest()[:8]}"


async def push(graph: Graph) -> str:
    """Create, fill and publish the form; gives its id for the setting `whatsapp.flow_id`.

    Nothing to do when it is there; one that an earlier try left as a draft is taken up. Raises FormRefused
    or SendFailed, and then nothing is published.
    """
    form = read()
    flow_id, published = await _known(graph, name_of(form))
    if published:
        return flow_id
    if not flow_id:
        wanted = {"name": name_of(form), "categories": ["CONTACT_US"]}
        flow_id = raw.text((await graph.call("POST", f"/{graph.waba_id}/flows", json=wanted)).get("id"))
    await _fill(graph, flow_id, form)
    await graph.call("POST", f"/{flow_id}/publish")
    return flow_id


async def _known(graph: Graph, name: str) -> tuple[str, bool]:
    """The form of that name at Meta, and whether it is published."""
    wanted = {"fields": "id,name,status", "limit": "200"}
    found = await graph.call("GET", f"/{graph.waba_id}/flows", params=wanted)
    states = {
        raw.text(entry.get("id")): raw.text(entry.get("status"))
        for entry in map(raw.obj, raw.items(found.get("data")))
        if entry.get("name") == name
    }
    for state in ("PUBLISHED", "DRAFT"):
        for flow_id, theirs in states.items():
            if theirs == state:
                return flow_id, state == "PUBLISHED"
    return "", False


async def _fill(graph: Graph, flow_id: str, form: str) -> None:
    """Upload the form's JSON; Meta takes a wrong one too and says what is wrong with it."""
    parts = {
        "file": ("flow.json", form.encode(), "application/json"),
        "name": (None, "flow.json"),
        "asset_type": (None, "FLOW_JSON"),
    }
    answer = await graph.call("POST", f"/{flow_id}/assets", files=parts)
    problems = [_problem(entry) for entry in map(raw.obj, raw.items(answer.get("validation_errors")))]
    if problems or answer.get("success") is not True:
        raise FormRefused(problems or ["the form was not taken"])


def _problem(entry: dict[str, object]) -> str:
    where = raw.text(entry.get("line_start"))
    line = f" (line {where})" if where else ""
    return f"{raw.text(entry.get('error'))}: {raw.text(entry.get('message'))}{line}"
