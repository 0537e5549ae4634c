"""WhatsApp Flows at the stand-in: created, filled, published, and refused for what Meta's rules refuse."""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]
LABELS = {"TextInput": 20, "TextArea": 20, "RadioButtonsGroup": 30, "Dropdown": 20, "Footer": 35}
KNOWN = frozenset({*LABELS, "Form", "TextHeading", "TextBody", "OptIn"})
_USED = re.compile(r"\$\{form\.(\w+)\}")


@dataclass(slots=True)
class Flow:
    """One form as Meta has it."""

    id: str
    name: str
    status: str = "DRAFT"
    form: Json = field(default_factory=dict)
    problems: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class Flows:
    """The account's forms by id."""

    known: dict[str, Flow] = field(default_factory=dict)
    _ids: Any = field(default_factory=lambda: itertools.count(7000))

    def mount(self, app: web.Application) -> None:
        app.router.add_get("/v{version}/{waba}/flows", self._list)
        app.router.add_post("/v{version}/{waba}/flows", self._create)
        app.router.add_post("/v{version}/{flow}/assets", self._fill)
        app.router.add_post("/v{version}/{flow}/publish", self._publish)

    def refusal(self, parameters: Json) -> str:
        """Why a message that offers a form would be refused, or nothing."""
        flow = self.known.get(parameters["flow_id"])
        if flow is None or flow.status != "PUBLISHED":
            return "no published flow of that id"
        screens = [screen["id"] for screen in flow.form["screens"]]
        return "" if parameters["flow_action_payload"]["screen"] in screens else "no such screen"

    async def _list(self, _: web.Request) -> web.Response:
        data = [{"id": flow.id, "name": flow.name, "status": flow.status} for flow in self.known.values()]
        return web.json_response({"data": data, "paging": {}})

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        if any(flow.name == body["name"] for flow in self.known.values()):
            return _error(139000, "a flow of that name exists")
        flow = Flow(str(next(self._ids)), body["name"])
        self.known[flow.id] = flow
        return web.json_response({"id": flow.id, "success": True, "validation_errors": []})

    async def _fill(self, request: web.Request) -> web.Response:
        parts = await request.post()
        flow = self.known.get(request.match_info["flow"])
        if flow is None or flow.status != "DRAFT":
            return _error(139006, "no draft of that id")
        file = parts["file"]
        assert isinstance(file, web.FileField)
        if parts.get("asset_type") != "FLOW_JSON" or parts.get("name") != "flow.json":
            return _error(100, "asset_type and name")
        flow.form = json.loads(file.file.read())
        flow.problems = [
            {"error": code, "error_type": "FLOW_JSON_ERROR", "message": why, "line_start": 1}
            for code, why in mistakes(flow.form)
        ]
        return web.json_response({"success": True, "validation_errors": flow.problems})

    async def _publish(self, request: web.Request) -> web.Response:
        flow = self.known.get(request.match_info["flow"])
        if flow is None or not flow.form or flow.problems or flow.status != "DRAFT":
            return _error(139002, "publishing without a valid form")
        flow.status = "PUBLISHED"
        return web.json_response({"success": True})


def _error(code: int, detail: str) -> web.Response:
    error = {"message": f"(#{code}) {detail}", "code": code, "error_data": {"details": detail}}
    return web.json_response({"error": error}, status=400)


def mistakes(form: Json) -> Iterator[tuple[str, str]]:
    """What Meta's validation names: (code, message)."""
    if not re.fullmatch(r"[5-9]\.\d", str(form.get("version"))):
        yield "INVALID_PROPERTY_VALUE", "version"
    if not any(screen.get("terminal") for screen in form.get("screens", [])):
        yield "MISSING_TERMINAL_SCREEN", "no terminal screen"
    for screen in form.get("screens", []):
        if not re.fullmatch(r"[A-Z_]+", screen["id"]):
            yield "INVALID_SCREEN_ID", screen["id"]
        yield from _in_screen(screen)


def _in_screen(screen: Json) -> Iterator[tuple[str, str]]:
    parts = list(_parts(screen["layout"]))
    names = {part["name"] for part in parts if "name" in part}
    for part in parts:
        kind = part.get("type")
        if kind not in KNOWN:
            yield "INVALID_COMPONENT", str(kind)
        elif len(part.get("label", "")) > LABELS.get(kind, 80) or len(part.get("helper-text", "")) > 80:
            yield "INVALID_PROPERTY_VALUE", f"{part.get('name')}: label or helper-text too long"
        if any(len(option["title"]) > 30 for option in part.get("data-source", [])):
            yield "INVALID_PROPERTY_VALUE", f"{part.get('name')}: option too long"
        if lost := set(_USED.findall(json.dumps(part.get("on-click-action", {})))) - names:
            yield "INVALID_ON_CLICK_ACTION_PAYLOAD", f"no field {sorted(lost)}"
    if screen.get("terminal") and not any(part.get("type") == "Footer" for part in parts):
        yield "MISSING_FOOTER", screen["id"]


def _parts(inner: Json) -> Iterator[Json]:
    for part in inner.get("children", []):
        yield part
        yield from _parts(part)
