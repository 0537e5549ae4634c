"""Hangs Open311 into the application: bounded bodies, errors that programs read, no session."""

from aiohttp import web

from portal import layers
from portal.gate import Handler
from portal.open311 import answers, description, filing, requests, services

PREFIX = "/open311/v2"
ENDING = "{format:json|xml}"
PATHS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", f"/discovery.{ENDING}", services.discovery),
    ("GET", f"/services.{ENDING}", services.listing),
    ("GET", f"/services/{{service_code}}.{ENDING}", services.definition),
    ("POST", f"/requests.{ENDING}", filing.post),
    ("GET", f"/requests.{ENDING}", requests.listing),
    ("GET", f"/requests/{{service_request_id}}.{ENDING}", requests.single),
    ("GET", f"/tokens/{{token}}.{ENDING}", requests.token),
    ("GET", "/openapi.json", description.serve),
)


def add_open311(app: web.Application) -> None:
    """Add every address of the interface."""
    found = web.Application(middlewares=[layers.protected, layers.limited(0, {}), answers.explained])
    for method, path, handler in PATHS:
        found.router.add_route(method, path, handler)
    app.add_subapp(PREFIX, found)
