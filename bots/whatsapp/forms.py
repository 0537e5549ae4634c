"""Registering the filing form with Meta: one message instead of a dozen paid ones."""

import json
from pathlib import Path

from bots import raw
from bots.whatsapp.graph import Graph

FILE = Path(__file__).parent / "flows" / "filing.json"
NAME = "samvad_filing_v1"


async def push(graph: Graph) -> str:
    """Create, fill and publish the form; gives its id for the setting `whatsapp.flow_id`.

    Nothing to do when it is there.
    """
    found = await graph.call("GET", f"/{graph.waba_id}/flows", params={"fields": "id,name,status"})
    for entry in map(raw.obj, raw.items(found.get("data"))):
        if entry.get("name") == NAME and entry.get("status") == "PUBLISHED":
            return raw.text(entry.get("id"))
    form = {"name": NAME, "categories": ["CONTACT_US"], "flow_json": _minified(), "publish": True}
    made = await graph.call("POST", f"/{graph.waba_id}/flows", json=form)
    return raw.text(made.get("id"))


def _minified() -> str:
    return json.dumps(json.loads(FILE.read_text("utf-8")), ensure_ascii=False)
