"""People's phones: they send as the vendors send, and show what the stand-in took."""

import asyncio
import itertools
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.story.screens import Bubble, Button, Screen, Screens
from tests.story.system import APP_SECRET, TELEGRAM_SECRET, System
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen, as_bytes, signature

Json = dict[str, Any]
PATIENCE_S = 40.0
_files = itertools.count(1)


@dataclass(slots=True)
class Delivery:
    """Hands webhooks to any web process, again and again until one takes them, as the vendors do."""

    system: System
    session: aiohttp.ClientSession
    taken: list[str] = field(default_factory=list)
    refused: int = 0
    seconds: list[float] = field(default_factory=list)
    _turn: Any = field(default_factory=itertools.count)

    async def once(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """The status of one attempt; 0 when nobody answered."""
        webs = self.system.webs
        if not webs:
            await asyncio.sleep(0.1)
            return 0
        web = webs[next(self._turn) % len(webs)]
        began = asyncio.get_running_loop().time()
        try:
            async with self.session.post(web.base + path, data=body, headers=headers) as answer:
                await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError):
            return 0
        self.seconds.append(asyncio.get_running_loop().time() - began)
        return answer.status

    async def give(self, path: str, body: bytes, headers: dict[str, str], key: str) -> None:
        """Repeat until it is taken."""
        for _ in range(400):
            status = await self.once(path, body, headers)
            if 200 <= status < 300:
                self.taken.append(key)
                return
            self.refused += 1
            await asyncio.sleep(0.1)
        raise AssertionError(f"never taken: {key} (last status {status})")


class Phone(ABC):
    """One person with one messenger."""

    def __init__(self, delivery: Delivery, screen: Screen) -> None:
        self.delivery = delivery
        self.screen = screen
        self.read = 0
        self.seen: set[str] = set()
        self.asked_at = 0.0
        self.waits: list[float] = []

    @abstractmethod
    async def say(self, text: str) -> None:
        """Type and send."""

    @abstractmethod
    async def tap(self, button: Button, of: Bubble) -> None:
        """Press a button under a message."""

    async def choose(self, bubble: Bubble, code: str) -> None:
        """Tap the button of that code or label; a keyboard's key is typed."""
        button = bubble.button(code)
        assert button, (
            f"no {code!r} among {[(b.code, b.label) for b in bubble.buttons]} under {bubble.text!r}"
        )
        await (self.tap(button, bubble) if button.id else self.say(button.label))

    async def until_news(self) -> None:
        """Wait for the next message without reading it."""
        while self.read >= len(self.screen.bubbles):
            self.screen.news.clear()
            await self.screen.news.wait()

    async def next(self, seconds: float = PATIENCE_S) -> Bubble:
        """The next message; one that a vendor was given twice is read once."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    await self.until_news()
                    bubble = self.screen.bubbles[self.read]
                    self.read += 1
                    if not bubble.our_key or bubble.our_key not in self.seen:
                        self.seen.add(bubble.our_key)
                        self._note_wait(bubble)
                        return bubble
        except TimeoutError:
            last = [one.text for one in self.screen.bubbles[-3:]]
            raise AssertionError(f"nothing new within {seconds} s after {last}") from None

    def _note_wait(self, bubble: Bubble) -> None:
        """How long the answer took, seen from the person."""
        if self.asked_at:
            self.waits.append(bubble.at - self.asked_at)
            self.asked_at = 0.0

    async def until(
        self, claim: Callable[[Bubble], object], what: str, seconds: float = PATIENCE_S
    ) -> Bubble:
        """The next message of which the claim holds; others before it are read over."""
        read: list[str] = []
        try:
            while True:
                bubble = await self.next(seconds)
                if claim(bubble):
                    return bubble
                read.append(bubble.text)
        except AssertionError:
            raise AssertionError(f"no {what} within {seconds} s; came: {read}") from None


class WhatsAppPhone(Phone):
    """A person on WhatsApp."""

    def __init__(self, delivery: Delivery, screens: Screens, number: str, name: str) -> None:
        super().__init__(delivery, screens.of("whatsapp", number))
        self.me = WhatsAppCitizen(number, f"IN.{number}", name)

    def _now(self) -> int:
        return int(self.delivery.system.now().timestamp())

    async def post(self, body: Json) -> None:
        raw, self.asked_at = as_bytes(body), time.monotonic()
        message = body["entry"][0]["changes"][0]["value"]["messages"][0]
        await self.delivery.give("/webhooks/whatsapp", raw, signature(APP_SECRET, raw), message["id"])

    def message(self, kind: str, content: Any, **more: Any) -> Json:
        """A webhook body that is not posted yet."""
        return self.me.sends(kind, content, at=self._now(), **more)

    async def say(self, text: str) -> None:
        await self.post(self.message("text", {"body": text}))

    async def tap(self, button: Button, of: Bubble) -> None:
        kind = "button_reply" if len(of.buttons) <= 3 else "list_reply"
        reply = {"type": kind, kind: {"id": button.id, "title": button.label}}
        await self.post(
            self.message("interactive", reply, context={"from": "15550783881", "id": of.vendor_id})
        )

    async def send_file(self, kind: str, data: bytes, mime: str, **more: Any) -> None:
        """`kind` as WhatsApp names it: image, audio, video, document."""
        name = f"9{next(_files):014d}"
        self.delivery.system.vendors.files[name] = (data, mime)
        await self.post(self.message(kind, {"id": name, "mime_type": mime, "sha256": "0" * 43 + "=", **more}))

    async def photo(self, data: bytes, caption: str = "") -> None:
        await self.send_file("image", data, "image/jpeg", **({"caption": caption} if caption else {}))

    async def voice(self, data: bytes) -> None:
        await self.send_file("audio", data, "audio/ogg; codecs=opus", voice=True)

    async def pin(self, lat: float, lon: float) -> None:
        await self.post(self.message("location", {"latitude": lat, "longitude": lon}))


class TelegramPhone(Phone):
    """A person on Telegram."""

    def __init__(self, delivery: Delivery, screens: Screens, number: int, name: str) -> None:
        super().__init__(delivery, screens.of("telegram", str(number)))
        self.me = TelegramCitizen(number, name)

    def _now(self) -> int:
        return int(self.delivery.system.now().timestamp())

    async def post(self, update: Json) -> None:
        self.asked_at = time.monotonic()
        headers = {"X-Telegram-Bot-Api-Secret-Token": TELEGRAM_SECRET, "Content-Type": "application/json"}
        await self.delivery.give("/webhooks/telegram", as_bytes(update), headers, str(update["update_id"]))

    def message(self, **content: Any) -> Json:
        return self.me.sends(date=self._now(), **content)

    async def say(self, text: str) -> None:
        await self.post(self.message(text=text))

    async def tap(self, button: Button, of: Bubble) -> None:
        await self.post(self.me.taps(button.id, int(of.vendor_id.rpartition(":")[2])))

    def keep(self, data: bytes, mime: str) -> str:
        name = f"AgAC{next(_files):012d}"
        self.delivery.system.vendors.files[name] = (data, mime)
        return name

    async def photo(self, data: bytes, caption: str = "", album: str = "") -> None:
        name = self.keep(data, "image/jpeg")
        size = {"file_id": name, "file_unique_id": name, "width": 640, "height": 480, "file_size": len(data)}
        more = {"caption": caption} if caption else {}
        await self.post(self.message(photo=[size], **more, **({"media_group_id": album} if album else {})))

    async def voice(self, data: bytes) -> None:
        name = self.keep(data, "audio/ogg")
        voice = {"file_id": name, "file_unique_id": name, "duration": 4, "mime_type": "audio/ogg"}
        await self.post(self.message(voice=voice | {"file_size": len(data)}))

    async def pin(self, lat: float, lon: float) -> None:
        await self.post(self.message(location={"latitude": lat, "longitude": lon}))
