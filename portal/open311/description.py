"""The OpenAPI 3.1 description of everything public: Open311, the open figures, a ticket's state, health."""

from typing import Any

from aiohttp import web

from portal.keys import SETTINGS
from portal.open311 import entrance
from portal.open311.answers import as_json
from portal.open311.requests import MOST_NAMED, MOST_PAGE, MOST_PAGES, USUAL_PAGE
from portal.open311.shapes import SCHEMAS, Schema

VERSION = "1.0.0"
HERE = "/open311/v2"
_FORMAT = {
    "name": "format",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "enum": ["json", "xml"]},
}
_WITH_KEY: list[dict[str, list[str]]] = [{"header": []}, {"query": []}]


def _asked(name: str, about: str, **schema: Any) -> Schema:
    return {
        "name": name,
        "in": "query",
        "description": about,
        "schema": {"type": "string", **schema},
    }


_LOCALE = _asked("locale", "The language of names and notices.", enum=["hi", "en"], default="hi")
_JURISDICTION = _asked("jurisdiction_id", "The district's code; may be left out.")


def _part(name: str, about: str) -> Schema:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": about,
        "schema": {"type": "string"},
    }


def _both(schema: str, about: str) -> Schema:
    """An answer that comes as JSON or XML."""
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"description": about, "content": {"application/json": content, "text/xml": content}}


ERRORS = {
    400: "Something is missing or unusable; each error names its field.",
    403: "The api_key is missing or not valid.",
    404: "There is nothing of this name, or it is not this key's.",
    409: "The Idempotency-Key was sent before with another request.",
    413: "The body is too large.",
    415: "The body is no form.",
    429: "Too many requests; Retry-After says for how many seconds to wait.",
    503: "Not answered just now; the same request may be sent again.",
}


def _errors(*codes: int) -> Schema:
    return {str(code): _both("Errors", ERRORS[code]) for code in codes}


def _reading(
    summary: str, schema: str, *parameters: Schema, errors: tuple[int, ...] = (), key: bool = False
) -> Schema:
    return {
        "summary": summary,
        "parameters": [*parameters, _FORMAT],
        "security": _WITH_KEY if key else [],
        "responses": {"200": _both(schema, summary), **_errors(*errors, 429, 503)},
    }


_LISTED = (
    _asked("service_request_id", f"Numbers with commas, {MOST_NAMED} at most; overrides what follows."),
    _asked("service_code", "Codes with commas."),
    _asked("start_date", "Filed at or after; 90 days before end_date when left out.", format="date-time"),
    _asked("end_date", "Filed at or before; now when left out.", format="date-time"),
    _asked("status", "open, closed, or both with a comma."),
    _asked("page", "From 1.", type="integer", minimum=1, maximum=MOST_PAGES, default=1),
    _asked("page_size", "", type="integer", minimum=1, maximum=MOST_PAGE, default=USUAL_PAGE),
    _LOCALE,
    _JURISDICTION,
)
_POST: Schema = {
    "summary": "File a request for somebody",
    "description": "The same request of the same person within ten minutes is a second try and files nothing;"
    " with an Idempotency-Key that holds for good. More than the district's daily or monthly number from one"
    " person is still taken, and looked at first.",
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "The program's own name for this request; also its token.",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,100}$"},
        },
        _FORMAT,
    ],
    "security": [*_WITH_KEY, {}],
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/NewRequest"}}
        },
    },
    "responses": {
        "201": _both("Receipts", "Filed, now or by an earlier try"),
        **_errors(400, 403, 404, 409, 413, 415, 429, 503),
    },
}

PATHS: Schema = {
    f"{HERE}/discovery.{{format}}": {"get": _reading("Where everything is", "Discovery")},
    f"{HERE}/services.{{format}}": {
        "get": _reading("What can be asked for", "Services", _LOCALE, _JURISDICTION, errors=(404,))
    },
    f"{HERE}/services/{{service_code}}.{{format}}": {
        "get": _reading(
            "What a service wants to know",
            "Definition",
            _part("service_code", "The service's code."),
            _LOCALE,
            _JURISDICTION,
            errors=(404,),
        )
    },
    f"{HERE}/requests.{{format}}": {
        "get": _reading(
            "What this key filed, newest first; the header Link names the next page",
            "Requests",
            *_LISTED,
            errors=(400, 403, 404),
            key=True,
        ),
        "post": _POST,
    },
    f"{HERE}/requests/{{service_request_id}}.{{format}}": {
        "get": _reading(
            "How one request stands",
            "Requests",
            _part("service_request_id", "The ticket's number."),
            _LOCALE,
            _JURISDICTION,
            errors=(403, 404),
            key=True,
        )
    },
    f"{HERE}/tokens/{{token}}.{{format}}": {
        "get": _reading(
            "The number of what was posted under a token",
            "Tokens",
            _part("token", "The Idempotency-Key of the POST, or the number itself."),
            errors=(403, 404),
            key=True,
        )
    },
}


def _plain(summary: str, mime: str, schema: Schema) -> Schema:
    return {"description": summary, "content": {mime: {"schema": schema}}}


_TEXT: Schema = {"type": "string"}
_PROOF: Schema = {
    "type": "object",
    "required": ["number", "phone"],
    "properties": {
        "number": {"type": "string", "description": "The ticket's number, in any digits."},
        "phone": {"type": "string", "description": "The last four digits of the telephone."},
    },
}
OTHERS: Schema = {
    f"{HERE}/openapi.json": {
        "get": {
            "summary": "This description",
            "security": [],
            "responses": {"200": _plain("OpenAPI 3.1", "application/json", {"type": "object"})},
        }
    },
    "/public/figures.csv": {
        "get": {
            "summary": "Counts by department of the last 90 days; numbers under five are hidden",
            "security": [],
            "responses": {"200": _plain("A table with a line of names", "text/csv", _TEXT)},
        }
    },
    "/public/status": {
        "get": {
            "summary": "The page that asks for a ticket's number and the last four digits of a telephone",
            "security": [],
            "parameters": [_asked("number", "The ticket's number, filled in beforehand.")],
            "responses": {"200": _plain("A page", "text/html", _TEXT)},
        },
        "post": {
            "summary": "How a ticket stands, for whoever proves it theirs",
            "security": [],
            "requestBody": {
                "required": True,
                "content": {"application/x-www-form-urlencoded": {"schema": _PROOF}},
            },
            "responses": {
                "200": _plain("A page with the state", "text/html", _TEXT),
                "400": _plain("Number or digits cannot be read", "text/html", _TEXT),
                "404": _plain("They do not belong together", "text/html", _TEXT),
                "429": _plain("Tried too often today", "text/html", _TEXT),
            },
        },
    },
    "/healthz": {
        "get": {
            "summary": "The process answers",
            "security": [],
            "responses": {"200": _plain("ok", "text/plain", _TEXT)},
        }
    },
    "/readyz": {
        "get": {
            "summary": "Whether messages can be taken, part by part; in production for monitoring alone",
            "security": [],
            "responses": {
                code: _plain(said, "application/json", {"$ref": "#/components/schemas/Readiness"})
                for code, said in (("200", "They can"), ("503", "They cannot"))
            },
        }
    },
}


def document(server: str) -> Schema:
    """The whole description for the server at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Samvad",
            "version": VERSION,
            "description": "Grievances of a district: filing and following them by Open311 GeoReport v2,"
            " and what is open to everybody. A key sees what it filed itself and nothing else.",
        },
        "servers": [{"url": server}],
        "paths": PATHS | OTHERS,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "header": {"type": "apiKey", "in": "header", "name": entrance.HEADER},
                "query": {"type": "apiKey", "in": "query", "name": "api_key"},
            },
        },
    }


async def serve(request: web.Request) -> web.Response:
    """The description."""
    await entrance.stranger(request)
    response = as_json(document(request.config_dict[SETTINGS].web.public_url))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
