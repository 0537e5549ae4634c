"""What Open311 answers: one value as JSON or XML, and refusals that name everything that is wrong."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from redis.exceptions import RedisError
from tortoise.exceptions import OperationalError

from tickets.errors import NotFound, TicketError

log = structlog.get_logger(__name__)
SOON_S = 30
ITEMS = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
"""What one entry of each list is called in XML."""
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no XML document may hold, however they are written."""


class Refused(Exception):
    """The request cannot be answered; each line of `why` says one thing that is wrong."""

    def __init__(self, status: int, *why: str, wait_s: int | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.why = why
        self.wait_s = wait_s


def answer(request: web.Request, root: str, value: Any, *, status: int = 200) -> web.Response:
    """The value in the format that the address ends in; `root` names the XML document."""
    if _wants_xml(request):
        return web.Response(body=as_xml(root, value), status=status, content_type="text/xml", charset="utf-8")
    return as_json(value, status=status)


def as_json(value: Any, *, status: int = 200) -> web.Response:
    """The value as JSON."""
    return web.json_response(value, status=status, dumps=lambda found: json.dumps(found, ensure_ascii=False))


def as_xml(root: str, value: Any) -> bytes:
    """The value as a document: lists become repeated elements, nothing an empty one."""
    document = ET.Element(root)
    _fill(document, value)
    return bytes(ET.tostring(document, encoding="utf-8", xml_declaration=True))


def _fill(element: ET.Element, value: Any) -> None:
    match value:
        case Mapping():
            for name, one in value.items():
                _fill(ET.SubElement(element, name), one)
        case str():
            element.text = UNWRITABLE.sub("", value)
        case Sequence():
            for one in value:
                _fill(ET.SubElement(element, ITEMS[element.tag]), one)
        case bool():
            element.text = "true" if value else "false"
        case None:
            pass
        case _:
            element.text = str(value)


def _wants_xml(request: web.Request) -> bool:
    return request.path.endswith(".xml")


@web.middleware
async def explained(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns refusals and failures into the errors of the specification."""
    try:
        return await handler(request)
    except Refused as refusal:
        return _refusal(request, refusal)
    except web.HTTPException as other:
        return _refusal(request, Refused(other.status, HTTP.get(other.status, other.reason)))
    except NotFound:
        return _refusal(request, Refused(404, HTTP[404]))
    except TicketError as refusal:
        field = refusal.values.get("field", "request")
        return _refusal(request, Refused(400, f"{field}: {refusal.code}"))
    except (RedisError, OperationalError, OSError) as error:
        reference = secrets.token_hex(4)
        log.error("open311 unavailable", reference=reference, error=type(error).__name__)
        return _failure(request, 503, f"not answered just now, please try again (reference {reference})")
    except Exception:  # the edge: errors in the format that programs read instead of a stack trace
        reference = secrets.token_hex(4)
        log.exception("open311 failed", reference=reference)
        return _failure(request, 500, f"this went wrong on our side (reference {reference})")


HTTP = {
    404: "there is nothing at this address, or it is not yours to see",
    405: "this address does not take that method",
    413: "the body is too large",
}


def _refusal(request: web.Request, refusal: Refused) -> web.Response:
    errors = [{"code": refusal.status, "description": why} for why in refusal.why]
    response = answer(request, "errors", errors, status=refusal.status)
    if refusal.wait_s is not None:
        response.headers["Retry-After"] = str(refusal.wait_s)
    return response


def _failure(request: web.Request, status: int, why: str) -> web.Response:
    return _refusal(request, Refused(status, why, wait_s=SOON_S if status == 503 else None))
