"""The stand-in's server: Graph API and Bot API on one port, remembering what it was asked."""

import asyncio
import hashlib
import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.vendors import rules
from tests.vendors.calls import Call, fields_of, shown
from tests.vendors.faults import Faults, carry_out
from tests.vendors.flows import Flows
from tests.vendors.rates import Window

Json = dict[str, Any]
DAY = 24 * 3600


@dataclass(slots=True)
class StandIn:
    """Both vendors.

    Windows open when `wrote` is told, for `window_s`; a file's address is good for `url_life_s`; rates are
    enforced when `strict_rates` is set.
    """

    token: str = "token"
    phone_id: str = "106540352242922"
    bot_token: str = "123456:secret"
    strict_rates: bool = False
    latency_s: float = 0.0
    whatsapp_faults: Faults = field(default_factory=Faults)
    telegram_faults: Faults = field(default_factory=Faults)
    upload_faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    checksums: dict[str, str] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    flows: Flows = field(default_factory=Flows)
    tier: str = "TIER_250"
    url_life_s: float = 300.0
    window_s: float = DAY
    windows: bool = False
    unauthorised: int = 0
    refused: list[str] = field(default_factory=list)
    _wrote: dict[str, float] = field(default_factory=dict)
    _ids: Any = field(default_factory=lambda: itertools.count(1))
    _rates: dict[str, Window] = field(default_factory=dict)
    _updates: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    _server: TestServer | None = None

    def __post_init__(self) -> None:
        self._rates = {
            "whatsapp": Window(80, 1),
            "pair": Window(45, 6),
            "telegram": Window(30, 1),
            "chat": Window(3, 1),
        }

    # What tests ask
    def sent(self, channel: str = "", to: str = "") -> list[Call]:
        """The messages that were taken."""
        return [
            call
            for call in self.calls
            if call.taken and (not channel or call.channel == channel) and to in ("", call.to)
        ]

    def texts(self, channel: str = "", to: str = "") -> list[str]:
        """What their readers see."""
        return [shown(call) for call in self.sent(channel, to)]

    def other(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def wrote(self, who: str) -> None:
        """This person wrote now: their window is open."""
        self._wrote[who] = time.monotonic()

    def push_update(self, update: Json) -> None:
        """For long polling."""
        self._updates.put_nowait(update)

    # The server
    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/v{version}/{phone}/messages", self._graph_send)
        app.router.add_post("/v{version}/{phone}/media", self._graph_upload)
        app.router.add_get("/v{version}/{waba}/message_templates", self._graph_templates)
        app.router.add_post("/v{version}/{waba}/message_templates", self._graph_new_template)
        self.flows.mount(app)
        app.router.add_get("/v{version}/{media}", self._graph_media)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._telegram)
        app.router.add_get("/file/bot{token}/{name:.*}", self._file)
        return app

    async def start(self, port: int | None = None) -> str:
        self._server = TestServer(self.app(), port=port)
        await self._server.start_server()
        return self.url

    @property
    def url(self) -> str:
        assert self._server is not None
        return str(self._server.make_url("")).rstrip("/")

    async def stop(self) -> None:
        if self._server is not None:
            await self._server.close()

    # Graph API
    def _graph_error(self, code: int, status: int = 400, detail: str = "") -> web.Response:
        self.refused.append(f"{code} {detail}")
        error = {
            "message": f"(#{code}) {detail}",
            "type": "OAuthException",
            "code": code,
            "error_data": {"details": detail},
        }
        return web.json_response({"error": error}, status=status)

    async def _graph_send(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        await asyncio.sleep(self.latency_s)
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            self.unauthorised += 1
            return self._graph_error(190, 401, "token")
        if body.get("status") == "read":
            self.calls.append(Call("whatsapp", "read", "", body))
            return web.json_response({"success": True})
        to = str(body.get("to") or body.get("recipient"))
        call = Call("whatsapp", "messages", to, body)
        self.calls.append(call)
        fault = self.whatsapp_faults.next()
        if fault is not None and fault.how != "half":
            return await carry_out(fault, request)
        if refusal := self._graph_refusal(body, to):
            return refusal
        call.taken, call.vendor_id = True, f"wamid.{next(self._ids)}"
        if fault is not None:
            return await carry_out(fault, request)
        contact = {"input": to, "wa_id": to.lstrip("+")}
        return web.json_response(
            {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": call.vendor_id}]}
        )

    def _graph_refusal(self, body: Json, to: str) -> web.Response | None:
        """What Meta would refuse: form, window, template, rates."""
        try:
            rules.whatsapp(body)
        except rules.Bad as bad:
            return self._graph_error(bad.code, 400, str(bad))
        if body.get("interactive", {}).get("type") == "flow":
            why = self.flows.refusal(body["interactive"]["action"]["parameters"])
            if why:
                return self._graph_error(131009, 400, why)
        if (
            self.windows
            and body["type"] != "template"
            and time.monotonic() - self._wrote.get(to, -DAY) >= self.window_s
        ):
            return self._graph_error(131047, 400, "window")
        if body["type"] == "template" and self.templates.get(body["template"]["name"]) != "APPROVED":
            return self._graph_error(132001, 404, "template")
        if self.strict_rates and self._rates["whatsapp"].refuse("all"):
            return self._graph_error(130429, 400, "throughput")
        if self.strict_rates and self._rates["pair"].refuse(to):
            return self._graph_error(131056, 400, "pair")
        return None

    async def _graph_upload(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        if fault := self.upload_faults.next():
            return await carry_out(fault, request)
        file = form["file"]
        assert isinstance(file, web.FileField)
        name = f"up{next(self._ids)}"
        self.files[name] = (file.file.read(), file.content_type)
        return web.json_response({"id": name})

    async def _graph_media(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["media"] == self.phone_id:
            return web.json_response(
                {"id": self.phone_id, "whatsapp_business_manager_messaging_limit": self.tier}
            )
        fault = self.whatsapp_faults.next()
        if fault is not None:
            return await carry_out(fault, request)
        name = request.match_info["media"]
        if name not in self.files:
            return self._graph_error(100, 400, "no such media")
        data, mime = self.files[name]
        until = time.monotonic() + self.url_life_s
        return web.json_response(
            {
                "url": f"{self.url}/files/{name}?until={until}",
                "mime_type": mime,
                "file_size": str(len(data)),
                "sha256": self.checksums.get(name, hashlib.sha256(data).hexdigest()),
                "id": name,
            }
        )

    async def _graph_templates(self, request: web.Request) -> web.Response:
        data = [
            {"name": name, "status": state, "language": "hi", "category": "UTILITY", "id": name}
            for name, state in self.templates.items()
        ]
        return web.json_response({"data": data, "paging": {}})

    async def _graph_new_template(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.templates[body["name"]] = "PENDING"
        self.calls.append(Call("whatsapp", "template", "", body))
        return web.json_response(
            {"id": f"t{next(self._ids)}", "status": "PENDING", "category": body["category"]}
        )

    # Files of both
    async def _file(self, request: web.Request) -> web.Response:
        if float(request.query.get("until", "inf")) <= time.monotonic():
            return web.Response(status=404)
        data, mime = self.files[request.match_info["name"]]
        return web.Response(body=data, content_type=mime)

    # Bot API
    def _bot_error(self, status: int, description: str, **parameters: int) -> web.Response:
        self.refused.append(description)
        answer: Json = {"ok": False, "error_code": status, "description": description}
        if parameters:
            answer["parameters"] = parameters
        return web.json_response(answer, status=status)

    async def _telegram(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await fields_of(request)
        await asyncio.sleep(self.latency_s)
        if request.match_info["token"] != self.bot_token:
            return self._bot_error(401, "Unauthorized")
        if method == "getUpdates":
            return await self._get_updates(body)
        call = Call("telegram", method, str(body.get("chat_id", "")), body)
        self.calls.append(call)
        if method == "getFile":
            return self._get_file(str(body["file_id"]))
        if not method.startswith(("send", "edit")) or method == "sendChatAction":
            return web.json_response({"ok": True, "result": True})
        fault = self.telegram_faults.next()
        if fault is not None and fault.how != "half":
            return await carry_out(fault, request)
        if refusal := self._bot_refusal(method, body, call.to):
            return refusal
        number = int(body.get("message_id") or next(self._ids))
        call.taken, call.vendor_id = True, f"{call.to}:{number}"
        if fault is not None:
            return await carry_out(fault, request)
        chat = {"id": int(call.to), "type": "private"}
        return web.json_response(
            {"ok": True, "result": {"message_id": number, "date": int(time.time()), "chat": chat}}
        )

    def _bot_refusal(self, method: str, body: Json, to: str) -> web.Response | None:
        """What Telegram would refuse: form, rates."""
        if why := rules.telegram(method, body):
            return self._bot_error(400, why)
        if self.strict_rates and (
            wait := self._rates["telegram"].refuse("all") or self._rates["chat"].refuse(to)
        ):
            seconds = int(wait) + 1
            return self._bot_error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        return None

    def _get_file(self, file_id: str) -> web.Response:
        if file_id not in self.files:
            return self._bot_error(400, "Bad Request: invalid file_id")
        data, _ = self.files[file_id]
        if len(data) > 20 * 1024 * 1024:
            return self._bot_error(400, "Bad Request: file is too big")
        file = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(data), "file_path": file_id}
        return web.json_response({"ok": True, "result": file})

    async def _get_updates(self, body: Json) -> web.Response:
        found: list[Json] = []
        try:
            async with asyncio.timeout(float(body.get("timeout", 0)) or 0.05):
                found.append(await self._updates.get())
        except TimeoutError:
            pass
        while not self._updates.empty():
            found.append(self._updates.get_nowait())
        return web.json_response({"ok": True, "result": found})
