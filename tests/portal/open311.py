"""What the Open311 tests share: a key, a posted request, and an answer read in either format."""

import json
from typing import Any
from xml.etree import ElementTree as ET

from models.api_keys import ApiKey
from tests.portal.conftest import Client
from tickets import api_keys

HERE = "/open311/v2"
MATTER = "हमारे पारा का हैंडपंप दस दिन से बिगड़ा है, पानी के लिए दूर जाना पड़ता है।"
FIELDS = {
    "service_code": "phe.handpump",
    "description": MATTER,
    "address_string": "शोभा, मैनपुर",
    "first_name": "उदाहरण",
    "last_name": "बाई",
    "phone": "90000 00002",
}


async def key(name: str = "नमूना ऐप") -> tuple[ApiKey, str]:
    """A key and its secret."""
    made = await api_keys.make(name)
    return made.key, made.secret


def plain(element: ET.Element) -> Any:
    """An XML answer as the values it was made of: everything as text, nothing as None."""
    children = list(element)
    if not children:
        return element.text
    if element.tag in (
        "services",
        "service_requests",
        "errors",
        "attributes",
        "values",
        "endpoints",
        "formats",
    ):
        return [plain(child) for child in children]
    return {child.tag: plain(child) for child in children}


async def ask(client: Client, path: str, secret: str = "", *, status: int = 200) -> Any:
    """GET an address; the values of the answer."""
    answer = await client.get(f"{HERE}/{path}", headers={"X-Api-Key": secret} if secret else {})
    body = await answer.text()
    assert answer.status == status, body
    return _read(path, body)


async def send(
    client: Client, secret: str, ending: str = "json", *, status: int = 201, retry: str = "", **fields: str
) -> Any:
    """POST a request, with the usual fields unless said otherwise; empty ones are left out."""
    form = {name: value for name, value in {**FIELDS, **fields, "api_key": secret}.items() if value}
    headers = {"Idempotency-Key": retry} if retry else {}
    answer = await client.post(f"{HERE}/requests.{ending}", data=form, headers=headers)
    body = await answer.text()
    assert answer.status == status, body
    return _read(f"requests.{ending}", body)


def _read(path: str, body: str) -> Any:
    if path.partition("?")[0].endswith(".xml"):
        assert body.startswith("<?xml version='1.0' encoding='utf-8'?>")
        return plain(ET.fromstring(body))
    return json.loads(body)
