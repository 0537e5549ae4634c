"""A small S3: objects by key over HTTP, every request's signature (version 4) reckoned anew and compared."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from aiohttp import web
from aiohttp.test_utils import TestServer

SKEW = timedelta(minutes=15)
CHANGED = "Mon, 23 Nov 2026 07:00:00 GMT"
NEEDED = {"Credential", "SignedHeaders", "Signature"}


@dataclass(slots=True)
class Store:
    """One bucket. `faults` are statuses to answer next instead; `refused` says why requests were."""

    bucket: str = "samvad"
    region: str = "ap-south-1"
    access_key: str = "AKIDEXAMPLE"
    secret_key: str = "made-up-for-tests"
    objects: dict[str, bytes] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    _server: TestServer | None = None

    @property
    def url(self) -> str:
        assert self._server is not None
        return str(self._server.make_url("")).rstrip("/")

    async def start(self) -> None:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/{bucket}/{key:.*}", self._handle)
        app.router.add_post("/{bucket}", self._handle)
        self._server = TestServer(app)
        await self._server.start_server()

    async def stop(self) -> None:
        if self._server is not None:
            await self._server.close()

    async def _handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.methods.append(request.method)
        if self.faults:
            return _error(self.faults.pop(0), "SlowDown")
        if why := self._mistake(request, body):
            self.refused.append(why)
            return _error(403, why)
        if request.match_info["bucket"] != self.bucket:
            return _error(404, "NoSuchBucket")
        return self._done(request.method, request.match_info.get("key", ""), body)

    def _done(self, method: str, key: str, body: bytes) -> web.Response:
        if method == "POST":
            return self._delete_many(body)
        if method == "PUT":
            self.objects[key] = body
            return web.Response(headers=_tag(body))
        if key not in self.objects:
            return _error(404, "NoSuchKey")
        found = self.objects[key]
        return web.Response(body=found, headers=_tag(found) | {"Last-Modified": CHANGED})

    def _delete_many(self, body: bytes) -> web.Response:
        found = ET.fromstring(body).iter()
        keys = [entry.text or "" for entry in found if entry.tag.endswith("Key")]
        for key in keys:
            self.objects.pop(key, None)
        gone = "".join(f"<Deleted><Key>{escape(key)}</Key></Deleted>" for key in keys)
        return web.Response(text=f"<DeleteResult>{gone}</DeleteResult>", content_type="application/xml")

    def _mistake(self, request: web.Request, body: bytes) -> str:
        """What is wrong with the signature, in S3's words, or nothing."""
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        given = dict(part.strip().partition("=")[::2] for part in rest.split(","))
        if scheme != "AWS4-HMAC-SHA256" or not set(given) >= NEEDED:
            return "MissingSecurityHeader"
        access, day, region, service, _ = given["Credential"].split("/")
        if (access, region, service) != (self.access_key, self.region, "s3"):
            return "InvalidAccessKeyId"
        stamp, hashed = request.headers["X-Amz-Date"], request.headers["X-Amz-Content-Sha256"]
        at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if abs(datetime.now(UTC) - at) > SKEW or not stamp.startswith(day):
            return "RequestTimeTooSkewed"
        if hashed not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()):
            return "XAmzContentSHA256Mismatch"
        signed = given["SignedHeaders"].split(";")
        if not {"host", "x-amz-date", "x-amz-content-sha256"} <= set(signed):
            return "AccessDenied"
        expected = self._signature(
            _canonical(request, signed, hashed), stamp, f"{day}/{region}/s3/aws4_request"
        )
        return "" if hmac.compare_digest(expected, given["Signature"]) else "SignatureDoesNotMatch"

    def _signature(self, canonical: str, stamp: str, scope: str) -> str:
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        key = f"AWS4{self.secret_key}".encode()
        for part in (*scope.split("/"), f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key.hex()


def _canonical(request: web.Request, signed: list[str], hashed: str) -> str:
    query = "&".join(sorted(f"{_quoted(name)}={_quoted(value)}" for name, value in request.query.items()))
    headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in signed)
    path = quote(request.path, safe="/-_.~")
    return "\n".join((request.method, path, query, headers, ";".join(signed), hashed))


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


def _tag(body: bytes) -> dict[str, str]:
    return {"ETag": f'"{hashlib.md5(body).hexdigest()}"'}


def _error(status: int, code: str) -> web.Response:
    text = f"<Error><Code>{code}</Code><Message>{code}</Message></Error>"
    return web.Response(status=status, text=text, content_type="application/xml")
