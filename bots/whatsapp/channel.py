"""The WhatsApp channel: its limits, its events, sending through the Graph API."""

import base64
import hashlib
import re
import time
from datetime import datetime, timedelta

from bots import raw
from bots.capabilities import WHATSAPP
from bots.channel import Address, Fetched, MediaFailed, Rates, RawEvent, ReadFile, SendFailed, Sent
from bots.fit.parts import Part
from bots.inbound import Arrival
from bots.reactions import Reaction
from bots.safe_fetch import Source, fetch
from bots.whatsapp import parse, reactions, split, tier
from bots.whatsapp.graph import Graph
from bots.whatsapp.render import payload
from sections import WhatsApp

MEDIA_HOSTS = ("lookaside.fbsbx.com", ".fbcdn.net", ".whatsapp.net", ".fbsbx.com")
_HEX, _BASE64 = re.compile(r"[0-9a-fA-F]{64}\Z"), re.compile(r"[A-Za-z0-9+/]{43}=\Z")
KEPT_UPLOADS = 500
# Meta keeps what we upload for thirty days.
UPLOAD_S = 25 * 24 * 3600.0


class WhatsAppChannel:
    """See bots.channel.Channel."""

    name = "whatsapp"
    capabilities = WHATSAPP
    # Meta's 24 hours less a margin for what happens between our check and theirs.
    window: timedelta | None = timedelta(hours=24) - timedelta(minutes=5)

    def __init__(self, config: WhatsApp, read_file: ReadFile) -> None:
        token = config.token.get_secret_value() if config.token else ""
        self._config = config
        self._token = token
        self._read_file = read_file
        self._uploads: dict[str, tuple[str, float]] = {}
        self._seen: dict[str, str] = {}
        self.graph = Graph(config.phone_id, config.waba_id, token, config.api_base, config.api_version)
        self.credential = hashlib.sha256(f"{config.phone_id}:{token}".encode()).hexdigest()[:32]
        self.rates = Rates(config.per_second, person_every_s=6, person_burst=40, notice_burst=10)

    def split(self, body: bytes) -> list[RawEvent]:
        """Cut a webhook body into single events."""
        return split.split(body)

    def parse(self, body: str, received: datetime) -> tuple[Arrival, ...]:
        """What one stored event means."""
        return parse.parse(body, received, self._config.phone_id, self._config.waba_id)

    async def send(self, to: Address, part: Part, our_key: str, *, replaces: str | None = None) -> Sent:
        """Hand one message to Meta; nothing can be edited there, so `replaces` changes nothing."""
        media_id = await self._upload(part) if part.file else ""
        body = payload(to, part, our_key, flow_id=self._config.flow_id, media_id=media_id)
        answer = await self.graph.call("POST", f"/{self.graph.phone_id}/messages", json=body)
        first = raw.obj(next(iter(raw.items(answer.get("messages"))), None))
        vendor_id = raw.text(first.get("id"))
        if not vendor_id:
            raise SendFailed("network", "an answer without id", self.reaction("network"))
        return Sent(vendor_id)

    async def _upload(self, part: Part) -> str:
        file = part.file
        if file is None:
            return ""
        media_id, uploaded = self._uploads.get(file.storage_key, ("", 0.0))
        if not media_id or time.monotonic() - uploaded > UPLOAD_S:
            try:
                data = await self._read_file(file.storage_key)
            except FileNotFoundError as error:
                raise SendFailed("131053", "the file is gone", self.reaction("131053")) from error
            media_id = await self.graph.upload(
                data, file.mime or "application/octet-stream", file.name or "file"
            )
            if len(self._uploads) >= KEPT_UPLOADS:
                self._uploads.clear()
            self._uploads[file.storage_key] = (media_id, time.monotonic())
        return media_id

    async def acknowledge(self, body: str) -> None:
        """Remember the message as seen; `settle` tells Meta."""
        sender, vendor_id = _answerable(body)
        if vendor_id:
            self._seen[sender] = vendor_id

    async def typing(self, body: str) -> None:
        """With the blue tick, for 25 seconds or until our message comes."""
        _, vendor_id = _answerable(body)
        if vendor_id:
            await self._tell_read(vendor_id, typing_indicator={"type": "text"})

    async def settle(self) -> None:
        """Blue ticks: the newest message of each person marks the earlier ones too."""
        seen, self._seen = self._seen, {}
        for vendor_id in seen.values():
            await self._tell_read(vendor_id)

    async def _tell_read(self, vendor_id: str, **more: object) -> None:
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": vendor_id, **more}
        try:
            await self.graph.call("POST", f"/{self.graph.phone_id}/messages", json=body)
        except SendFailed:
            # Losing a blue tick harms nobody.
            return

    async def fetch_media(self, ref: str, limit: int) -> Fetched:
        """Ask the id's short-lived address, then download from Meta's hosts only."""
        try:
            found = await self.graph.call("GET", f"/{ref}", params={"phone_number_id": self.graph.phone_id})
        except SendFailed as error:
            retry = error.code in ("network", "gateway", "connect") or error.reaction.waits != ()
            raise MediaFailed(f"media id: {error.code}", retry=retry) from error
        if (raw.whole(found.get("file_size")) or 0) > limit:
            raise MediaFailed("too big", retry=False)
        source = Source(self._config.api_base, MEDIA_HOSTS, {"Authorization": f"Bearer {self._token}"})
        data = await fetch(raw.text(found.get("url")), source, limit)
        if not _is_whole(data, raw.text(found.get("sha256"))):
            raise MediaFailed("damaged", retry=True)
        return Fetched(data, raw.text(found.get("mime_type")))

    async def people_a_day(self) -> int | None:
        """How many people Meta lets this account write to first in a day."""
        return await tier.ask(self.graph)

    def reaction(self, code: str) -> Reaction:
        """The row of the table."""
        return reactions.reaction(code)

    async def close(self) -> None:
        """Give back connections."""
        await self.graph.close()


def _is_whole(data: bytes, told: str) -> bool:
    """Whether the file has the checksum that Meta tells, in hex or base64; anything else says nothing."""
    made = hashlib.sha256(data)
    if _HEX.match(told):
        return told.lower() == made.hexdigest()
    return not _BASE64.match(told) or told == base64.b64encode(made.digest()).decode()


def _answerable(body: str) -> tuple[str, str]:
    """Who sent a stored message, and its id; empty for what nobody waits on an answer to."""
    message = raw.obj(raw.obj(raw.read(body)).get("message"))
    sender = raw.text(message.get("from_user_id")) or raw.text(message.get("from"))
    waits = raw.text(message.get("type")) not in ("system", "reaction", "revoke", "edit")
    return sender, raw.text(message.get("id")) if waits else ""
