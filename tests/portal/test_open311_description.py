"""The OpenAPI description tells the truth: every address it names is there, and answers have its shapes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from portal.app import build_app
from portal.open311.description import document
from portal.open311.shapes import SCHEMAS
from settings import load
from tests.portal.conftest import Site
from tests.portal.open311 import HERE, ask, key, send

pytestmark = pytest.mark.slow

DOCUMENT = document("http://127.0.0.1:8080")
KINDS: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
KNOWN = {
    "type", "description", "properties", "required", "additionalProperties", "xml", "items", "enum", "format",
    "$ref", "maxLength", "minimum", "maximum",
}  # fmt: skip


def fits(value: Any, schema: dict[str, Any], at: str = "") -> None:
    """Fail where the value is not of this shape."""
    assert set(schema) <= KNOWN, f"{at}: this check does not know {set(schema) - KNOWN}"
    if "$ref" in schema:
        return fits(value, SCHEMAS[schema["$ref"].rpartition("/")[2]], at)
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if "object" in kinds:
        assert isinstance(value, dict), at
        assert set(schema.get("required", ())) <= set(value), at
        properties = schema.get("properties", {})
        assert schema.get("additionalProperties", True) or set(value) <= set(properties), at
        for name, one in properties.items():
            if name in value:
                fits(value[name], one, f"{at}.{name}")
    elif "array" in kinds:
        assert isinstance(value, list), at
        for number, one in enumerate(value):
            fits(one, schema["items"], f"{at}[{number}]")
    else:
        right = any(isinstance(value, KINDS[kind]) and not (isinstance(value, bool) and kind != "boolean")
                    for kind in kinds)  # fmt: skip
        assert right, f"{at}: {value!r} is none of {kinds}"
        assert value in schema.get("enum", [value]), at
        if schema.get("format") == "date-time":
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+\d\d:\d\d", value), at
    return None


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, found) for path, verbs in DOCUMENT["paths"].items() for method, found in verbs.items()
    ]


async def test_every_address_it_names_exists_and_it_names_every_one_of_open311(
    sqlite_database_url: str, redis_url: str, tmp_path: Path
) -> None:
    values = {"DATA__DIR": str(tmp_path), "DATABASE__URL": sqlite_database_url, "REDIS__URL": redis_url}
    app = await build_app(load(environ={f"SAMVAD__{name}": value for name, value in values.items()}))
    async with TestClient[web.Request, web.Application](TestServer(app)):
        described = set()
        for path, method, _ in operations():
            example = path.replace("{format}", "json").replace("{", "").replace("}", "")
            match = await app.router.resolve(make_mocked_request(method.upper(), example))
            assert match.http_exception is None, (method, path)
            described.add((method.upper(), path))
        served = {
            (route.method, route.resource.canonical if route.resource else "")
            for resource in app.router.resources()
            if resource.canonical.startswith(HERE)
            for route in resource
            if route.method != "HEAD"
        }
    assert served == {one for one in described if one[1].startswith(HERE)}


def test_it_is_whole_in_itself() -> None:
    """Every reference leads somewhere, every part of a path is explained, every answer is described."""
    text = json.dumps(DOCUMENT)
    used = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert used == set(SCHEMAS)
    assert DOCUMENT["openapi"] == "3.1.0"
    for path, method, found in operations():
        parts = {one["name"] for one in found.get("parameters", []) if one["in"] == "path"}
        assert parts == set(re.findall(r"\{(\w+)\}", path)), path
        assert found["summary"] and found["responses"], (path, method)


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("discovery.json", "Discovery"),
        ("services.json", "Services"),
        ("services/phe.handpump.json", "Definition"),
        ("requests.json", "Requests"),
        ("requests/NUMBER.json", "Requests"),
        ("tokens/NUMBER.json", "Tokens"),
    ],
)
async def test_answers_have_the_shapes_it_describes(site: Site, path: str, shape: str) -> None:
    client, (_, secret) = await site.stranger(), await key()
    posted = await send(client, secret, lat="20.18", long="82.2")
    fits(posted, SCHEMAS["Receipts"])
    described = {
        one["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        for where, method, one in operations()
        if method == "get" and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", where), f"{HERE}/{path}")
    }
    assert f"#/components/schemas/{shape}" in described
    found = await ask(client, path.replace("NUMBER", posted[0]["service_request_id"]), secret)
    assert found
    fits(found, SCHEMAS[shape])


async def test_refusals_have_their_shape_too(site: Site) -> None:
    client, (_, secret) = await site.stranger(), await key()
    fits(await ask(client, "requests.json", status=403), SCHEMAS["Errors"])
    fits(await ask(client, "services/x.json", status=404), SCHEMAS["Errors"])
    fits(await send(client, secret, status=400, description=""), SCHEMAS["Errors"])


async def test_the_fields_it_describes_are_those_that_are_read(site: Site) -> None:
    """Each described field is refused by its name when what it holds cannot be right."""
    client, (_, secret) = await site.stranger(), await key()
    free = {"api_key", "jurisdiction_id", "locale"}
    wrong = {name: "x" * 501 for name in SCHEMAS["NewRequest"]["properties"] if name not in free}
    wrong["description"] = "x" * 19_401
    errors = await send(client, secret, status=400, **wrong)
    assert sorted(one["description"].partition(":")[0] for one in errors) == sorted(wrong)


async def test_it_is_served_and_names_this_server(site: Site) -> None:
    found = await ask(await site.stranger(), "openapi.json")
    assert found == json.loads(json.dumps(DOCUMENT))


async def test_the_other_public_addresses_answer_as_described(
    sqlite_database_url: str, redis_url: str, tmp_path: Path
) -> None:
    (tmp_path / "spool").mkdir()
    values = {"DATA__DIR": str(tmp_path), "DATABASE__URL": sqlite_database_url, "REDIS__URL": redis_url}
    app = await build_app(load(environ={f"SAMVAD__{name}": value for name, value in values.items()}))
    async with TestClient[web.Request, web.Application](TestServer(app)) as client:
        for path, method, found in operations():
            if path.startswith(HERE) or method != "get":
                continue
            answer = await client.get(path)
            described = found["responses"][str(answer.status)]["content"]
            assert answer.content_type in described, path
            if answer.content_type == "application/json":
                fits(await answer.json(), described["application/json"]["schema"], path)
