"""The Telegram channel: its limits, its updates, sending through the Bot API."""

import hashlib
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile
from telegram.error import TelegramError

from bots import raw
from bots.capabilities import TELEGRAM
from bots.channel import Address, Fetched, MediaFailed, Rates, RawEvent, ReadFile, SendFailed, Sent
from bots.fit.parts import Part
from bots.inbound import Arrival
from bots.reactions import Reaction
from bots.safe_fetch import Source, fetch
from bots.telegram import parse, reactions, split
from bots.telegram.render import as_html, keyboard, reply, words
from bots.telegram.request import AiohttpRequest, Refused, Unreached
from sections import Telegram

MAX_DOWNLOAD = 20 * 1024 * 1024


class TelegramChannel:
    """See bots.channel.Channel."""

    name = "telegram"
    capabilities = TELEGRAM
    window: timedelta | None = None

    def __init__(self, config: Telegram, read_file: ReadFile) -> None:
        token = config.token.get_secret_value() if config.token else ""
        self._config = config
        self._token = token
        self._read_file = read_file
        self._request = AiohttpRequest()
        self._polling = AiohttpRequest(read_timeout=40)
        self.bot = Bot(
            token,
            base_url=f"{config.api_base}/bot",
            base_file_url=f"{config.api_base}/file/bot",
            request=self._request,
            get_updates_request=self._polling,
        )
        self.credential = hashlib.sha256(token.encode()).hexdigest()[:32]
        self.rates = Rates(config.per_second, person_every_s=1, person_burst=3)

    def split(self, body: bytes) -> list[RawEvent]:
        """The update as one event."""
        return split.split(body)

    def parse(self, body: str, received: datetime) -> tuple[Arrival, ...]:
        """What one stored update means."""
        return parse.parse(body, received)

    async def send(self, to: Address, part: Part, our_key: str, *, replaces: str | None = None) -> Sent:
        """Hand one message to Telegram; `replaces` edits that message in place."""
        chat = int(to.external_id or 0)
        # Numbers are unique in their chat only: in another one it would be somebody else's message.
        if replaces and replaces.startswith(f"{chat}:") and part.file is None:
            await self.call(self._edit(chat, replaces, part))
            return Sent(replaces)
        made = await self.call(await self._file(chat, part) if part.file else self._text(chat, part))
        return Sent(f"{chat}:{made.message_id}")

    def _text(self, chat: int, part: Part) -> Awaitable[Any]:
        return self.bot.send_message(
            chat,
            reply_markup=keyboard(part),
            reply_parameters=reply(part),
            disable_web_page_preview=True,
            **words(part),
        )

    def _edit(self, chat: int, replaces: str, part: Part) -> Awaitable[Any]:
        buttons = keyboard(part)
        number = int(replaces.rpartition(":")[2])
        return self.bot.edit_message_text(
            chat_id=chat,
            message_id=number,
            reply_markup=buttons if isinstance(buttons, InlineKeyboardMarkup) else None,
            **words(part),
        )

    async def _file(self, chat: int, part: Part) -> Awaitable[Any]:
        file = part.file
        if file is None:
            return self._text(chat, part)
        try:
            data = await self._read_file(file.storage_key)
        except FileNotFoundError as error:
            raise SendFailed("file-bad", "the file is gone", self.reaction("file-bad")) from error
        sent = InputFile(data, filename=file.name or None)
        caption: dict[str, Any] = {"caption": part.text or None, "reply_parameters": reply(part)}
        if not part.plain:
            caption |= {"caption": as_html(part.text) or None, "parse_mode": "HTML"}
        match file.kind:
            case "photo":
                return self.bot.send_photo(chat, sent, **caption)
            case "voice":
                return self.bot.send_voice(chat, sent, **caption)
            case "video":
                return self.bot.send_video(chat, sent, **caption)
        return self.bot.send_document(chat, sent, **caption)

    def updates(self, offset: int, seconds: int, allowed: list[str]) -> Awaitable[Any]:
        """What came since, as raw JSON: the SDK's own reading of updates refuses many real ones."""
        body = {"offset": offset, "timeout": seconds, "allowed_updates": allowed}
        return self._polling.raw_call(f"{self._config.api_base}/bot{self._token}/getUpdates", body)

    async def call(self, request: Awaitable[Any]) -> Any:
        """One Bot API call; raises SendFailed whose reaction comes from the table."""
        try:
            return await request
        except Refused as error:
            code, reaction = reactions.find(error.status, error.description)
            raise SendFailed(
                code, error.description, reaction, retry_after=error.retry_after, moved_to=error.moved_to
            ) from error
        except Unreached as error:
            code = "connect" if error.never_left else "network"
            raise SendFailed(code, str(error), self.reaction(code)) from error
        except (TelegramError, TypeError, ValueError, KeyError) as error:
            # Sent, but the SDK could not read Telegram's answer.
            raise SendFailed("network", type(error).__name__, self.reaction("network")) from error

    async def acknowledge(self, body: str) -> None:
        """Every tap is answered, so that the button stops spinning.

        A late answer is refused and that is fine.
        """
        query = raw.text(raw.obj(raw.obj(raw.read(body)).get("callback_query")).get("id"))
        if not query:
            return
        try:
            await self.call(self.bot.answer_callback_query(query))
        except SendFailed:
            return

    async def typing(self, body: str) -> None:
        """For five seconds, or until our message comes."""
        update = raw.obj(raw.read(body))
        chat = raw.whole(raw.obj(raw.obj(update.get(split.kind_of(update))).get("from")).get("id"))
        if chat is None:
            return
        try:
            await self.call(self.bot.send_chat_action(chat, "typing"))
        except SendFailed:
            return

    async def settle(self) -> None:
        """Telegram knows no read receipts of bots."""

    async def fetch_media(self, ref: str, limit: int) -> Fetched:
        """Ask the file's path, then download it; Telegram gives bots no more than 20 MB."""
        try:
            found = await self.call(self.bot.get_file(ref))
        except SendFailed as error:
            if error.code == "file-big":
                raise MediaFailed("too big", retry=False) from error
            raise MediaFailed(f"file id: {error.code}", retry=error.reaction.waits != ()) from error
        path = found.file_path or ""
        source = Source(self._config.api_base)
        data = await fetch(path, source, min(limit, MAX_DOWNLOAD))
        return Fetched(data, name=path.rpartition("/")[2])

    def reaction(self, code: str) -> Reaction:
        """The row of the table."""
        return reactions.reaction(code)

    async def close(self) -> None:
        """Give back connections."""
        await self._request.shutdown()
        await self._polling.shutdown()
