"""Reads what a program posts: everything it asks for, or everything that is wrong with it at once."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from models.states import Kind
from portal.desk.choices import Choices
from portal.finding import typed_phone
from portal.forms import Form, form_of
from portal.open311.answers import Refused
from portal.open311.reader import Reader
from portal.open311.services import Service, language_of
from portal.open311.wheres import Where, where_of
from tickets.filing import LONGEST_DESCRIPTION

FORM = "application/x-www-form-urlencoded"
RETRY_HEADER = "Idempotency-Key"
RETRY = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
NOBODY = "nobody"
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
MOST_NAME, MOST_HANDLE, MOST_ADDRESS, MOST_URL = 80, 100, 400, 500


@dataclass(frozen=True, slots=True)
class Wish:
    """A request as it was understood.

    `handle` is what the program knows the person by, the telephone number first; `retry` is what it calls
    this very request, and `content` the digest of all it says.
    """

    service: Service
    kind: Kind
    words: str
    link: str
    where: Where
    name: str
    phone: str | None
    handle: str
    language: str
    retry: str
    content: str


async def form_in(request: web.Request) -> Form:
    """The posted fields; raises Refused for every other kind of body."""
    if request.content_type != FORM or (request.charset or "utf-8").lower() not in ("utf-8", "utf8"):
        raise Refused(415, f"send the fields as {FORM} in UTF-8")
    try:
        return await form_of(request)
    except ValueError as error:
        raise Refused(400, "the body is no form in UTF-8") from error


async def read(request: web.Request, form: Form, services: dict[str, Service], known: Choices) -> Wish:
    """The wish; raises Refused with one line for each field that is missing or unusable."""
    reader = Reader(form)
    service = _service(reader, services)
    kind = _kind(reader)
    words, link = reader.needed("description", LONGEST_DESCRIPTION - MOST_URL - 100), _link(reader)
    where = await where_of(reader, known)
    name = _name(reader)
    phone = _phone(reader)
    handle = _handle(reader, phone)
    retry = _retry(request, reader)
    if reader.wrong or service is None or where is None:
        raise Refused(400, *reader.wrong)
    language = language_of(request, form.text("locale", 10))
    said: tuple[Any, ...] = (service.code, kind.value, words, link, where, name, handle, language)
    content = hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()
    return Wish(service, kind, words, link, where, name, phone, handle, language, retry, content)


def _service(reader: Reader, services: dict[str, Service]) -> Service | None:
    code = reader.needed("service_code", 60)
    if code and code not in services:
        reader.refuse("service_code", "is not one of services")
    return services.get(code)


def _kind(reader: Reader) -> Kind:
    given = reader.text("attribute[kind]", 20) or Kind.PROBLEM.value
    if given not in tuple(Kind):
        reader.refuse("attribute[kind]", f"is none of {', '.join(Kind)}")
        return Kind.PROBLEM
    return Kind(given)


def _link(reader: Reader) -> str:
    """The address of a picture, which nobody opens on this side: officers read it as words."""
    link = reader.text("media_url", MOST_URL)
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", link)
    except ValueError:
        fits = False
    if not fits:
        reader.refuse("media_url", "is no http or https address")
    return link


def _name(reader: Reader) -> str:
    first, last = reader.text("first_name", MOST_NAME), reader.text("last_name", MOST_NAME)
    return " ".join(f"{first} {last}".split())[:160]


def _phone(reader: Reader) -> str | None:
    given = reader.text("phone", 40)
    phone = typed_phone(given)
    if given and phone is None:
        reader.refuse("phone", "is no telephone number")
    return phone


def _handle(reader: Reader, phone: str | None) -> str:
    """By what this program's people are told apart; who gives nothing is one of its nameless ones."""
    email = reader.text("email", MOST_HANDLE)
    if email and not EMAIL.fullmatch(email):
        reader.refuse("email", "is no e-mail address")
    account, device = reader.text("account_id", MOST_HANDLE), reader.text("device_id", MOST_HANDLE)
    known_by = {"phone": phone or "", "account": account, "device": device, "email": email.casefold()}
    return next((f"{kind}:{value}" for kind, value in known_by.items() if value), NOBODY)


def _retry(request: web.Request, reader: Reader) -> str:
    retry = request.headers.get(RETRY_HEADER, "").strip()
    if retry and not RETRY.fullmatch(retry):
        reader.refuse(RETRY_HEADER, "is not 1 to 100 letters, digits and . _ : -")
    return retry
