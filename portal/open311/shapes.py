"""The shapes of what goes in and out, as JSON Schema: what the OpenAPI description says of each answer."""

from typing import Any

from models.states import Kind

Schema = dict[str, Any]


def _text(about: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": about} if about else {}), **more}


def _maybe(kind: str, about: str = "") -> Schema:
    """A value that may be missing, which Open311 writes as null or as an empty element."""
    return {"type": [kind, "null"], **({"description": about} if about else {})}


def _moment(about: str) -> Schema:
    return _text(about, format="date-time")


def _thing(properties: dict[str, Schema], *optional: str, about: str = "", xml: str = "") -> Schema:
    """An object with exactly these properties, all of them always there but the optional ones."""
    return {
        "type": "object",
        **({"description": about} if about else {}),
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        **({"xml": {"name": xml}} if xml else {}),
    }


def _several(of: str | Schema, xml: str) -> Schema:
    items = {"$ref": f"#/components/schemas/{of}"} if isinstance(of, str) else of
    return {"type": "array", "items": items, "xml": {"name": xml, "wrapped": True}}


_ENDPOINT = _thing(
    {
        "specification": _text(),
        "url": _text(),
        "changeset": _moment(""),
        "type": _text(enum=["production", "test"]),
        "formats": _several(_text(xml={"name": "format"}), "formats"),
    },
    xml="endpoint",
)
_REQUEST = _thing(
    {
        "service_request_id": _text("The ticket's number, as the acknowledgement writes it."),
        "status": _text(
            "Closed once the person confirmed or stayed silent, took it back, or it was rejected; what only"
            " the department calls done is open.",
            enum=["open", "closed"],
        ),
        "status_notes": _text("The state in words, and what the office wrote to the person."),
        "service_name": _text(),
        "service_code": _text("What was asked for when it was filed."),
        "description": _maybe("string", "Null for a confidential request."),
        "agency_responsible": _maybe(
            "string", "The department that has it now; null for a confidential request."
        ),
        "service_notice": _maybe("string"),
        "requested_datetime": _moment(""),
        "updated_datetime": _moment(""),
        "expected_datetime": _maybe("string", "By when the department has to answer."),
        "address": _maybe("string", "Null for a confidential request."),
        "address_id": _maybe("string", "The code of the village or block."),
        "zipcode": _maybe("string", "Always null."),
        "lat": _maybe("number"),
        "long": _maybe("number"),
        "media_url": _maybe("string", "Always null: pictures are shown to officers alone."),
    },
    about="A request of this very key. No name and no telephone number is ever part of it.",
    xml="request",
)
_FIELDS: Schema = {
    "type": "object",
    "required": ["service_code", "description"],
    "description": "Besides, one of: lat with long, address_string, address_id.",
    "properties": {
        "api_key": _text("The program's key; or the header X-Api-Key."),
        "jurisdiction_id": _text("The district's code; may be left out."),
        "service_code": _text(),
        "description": _text("The person's own words.", maxLength=19_400),
        "attribute[kind]": _text("A problem when left out.", enum=[kind.value for kind in Kind]),
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "long": {"type": "number", "minimum": -180, "maximum": 180},
        "address_string": _text("Village, block, landmark, in either script.", maxLength=400),
        "address_id": _text("The code of an area of the district, or its LGD code.", maxLength=80),
        "first_name": _text(maxLength=80),
        "last_name": _text(maxLength=80),
        "phone": _text("Whose matter it is; without India's code, too.", maxLength=40),
        "email": _text("Tells people apart, is not kept.", maxLength=100),
        "account_id": _text("Tells people without a telephone apart.", maxLength=100),
        "device_id": _text("Tells people without an account apart.", maxLength=100),
        "media_url": _text("Not fetched: the officer reads it as words.", maxLength=500),
        "locale": _text("The language of the notice.", enum=["hi", "en"]),
    },
}

SCHEMAS: dict[str, Schema] = {
    "Discovery": _thing(
        {
            "changeset": _moment(""),
            "contact": _text(),
            "key_service": _text("Where to ask for a key."),
            "endpoints": _several(_ENDPOINT, "endpoints"),
        },
        xml="discovery",
    ),
    "Service": _thing(
        {
            "service_code": _text(),
            "service_name": _text(),
            "description": _text(),
            "metadata": {"type": "boolean"},
            "type": _text(enum=["realtime"]),
            "keywords": _text("With commas."),
            "group": _text("The department."),
        },
        xml="service",
    ),
    "Services": _several("Service", "services"),
    "Attribute": _thing(
        {
            "variable": {"type": "boolean"},
            "code": _text(),
            "datatype": _text(enum=["singlevaluelist"]),
            "required": {"type": "boolean"},
            "datatype_description": _text(),
            "order": {"type": "integer"},
            "description": _text(),
            "values": _several(_thing({"key": _text(), "name": _text()}, xml="value"), "values"),
        },
        xml="attribute",
    ),
    "Definition": _thing(
        {"service_code": _text(), "attributes": _several("Attribute", "attributes")},
        xml="service_definition",
    ),
    "NewRequest": _FIELDS,
    "Receipt": _thing(
        {
            "service_request_id": _text(),
            "service_notice": _maybe("string", "By when the department has to answer."),
            "account_id": _maybe("string", "Always null: no accounts are made here."),
        },
        xml="request",
    ),
    "Receipts": _several("Receipt", "service_requests"),
    "Request": _REQUEST,
    "Requests": _several("Request", "service_requests"),
    "Token": _thing({"service_request_id": _text(), "token": _text()}, xml="request"),
    "Tokens": _several("Token", "service_requests"),
    "Error": _thing({"code": {"type": "integer"}, "description": _text()}, xml="error"),
    "Errors": _several("Error", "errors"),
    "Readiness": {
        "type": "object",
        "required": ["ready", "parts"],
        "properties": {
            "ready": {"type": "boolean"},
            "parts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "well"],
                    "properties": {
                        "name": _text(),
                        "well": {"type": "boolean"},
                        "detail": _text(),
                        "numbers": {"type": "object"},
                    },
                },
            },
        },
    },
}
