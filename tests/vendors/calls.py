"""What reached the stand-in, and how its readers see it."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

Json = dict[str, Any]


@dataclass(slots=True)
class Call:
    """One request that reached the vendor; `taken` when it counts as a sent message."""

    channel: str
    method: str
    to: str
    body: Json
    taken: bool = False
    vendor_id: str = ""


async def fields_of(request: web.Request) -> Json:
    if request.content_type == "application/json":
        found = await request.json()
    elif request.can_read_body:
        found = {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    else:
        found = dict(request.query)
    made: Json = {}
    for key, value in found.items():
        looks_json = isinstance(value, str) and value[:1] in "{["
        try:
            made[key] = json.loads(value) if looks_json and key not in ("text", "caption") else value
        except ValueError:
            made[key] = value
    return made


def shown(call: Call) -> str:
    """The words of a sent message."""
    body = call.body
    if call.channel == "telegram":
        return str(body.get("text") or body.get("caption") or "")
    match body["type"]:
        case "text":
            return str(body["text"]["body"])
        case "interactive":
            return str(body["interactive"]["body"]["text"])
        case "template":
            values = [
                p["text"]
                for c in body["template"].get("components", [])
                for p in c["parameters"]
                if "text" in p
            ]
            return f"[{body['template']['name']}] {' | '.join(values)}"
    return str(body[body["type"]].get("caption", ""))
