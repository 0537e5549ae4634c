"""What people see: every message the stand-in took, as it shows on its reader's phone."""

import asyncio
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.vendors.calls import Call, shown
from tests.vendors.stand_in import StandIn


@dataclass(frozen=True, slots=True)
class Button:
    """One answer a person may tap."""

    id: str
    label: str

    @property
    def code(self) -> str:
        """The last part of our own ids: the same in every language."""
        return self.id.rpartition("|")[2]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on a person's screen; `our_key` travels with it where the vendor carries one."""

    text: str
    buttons: tuple[Button, ...] = ()
    vendor_id: str = ""
    our_key: str = ""
    method: str = ""
    at: float = 0.0

    def button(self, code: str) -> Button | None:
        """The button of that code or label."""
        wanted = code.casefold()
        exact = (b for b in self.buttons if wanted in (b.code.casefold(), b.label.casefold()))
        near = (b for b in self.buttons if wanted in b.label.casefold())
        return next(exact, None) or next(near, None)


@dataclass(slots=True)
class Screen:
    """What one person has received, in order."""

    bubbles: list[Bubble] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, bubble: Bubble) -> None:
        self.bubbles.append(bubble)
        self.news.set()


class Screens:
    """The screens of everybody who talks to the stand-in."""

    def __init__(self) -> None:
        self._screens: dict[tuple[str, str], Screen] = defaultdict(Screen)
        self.keys: Counter[str] = Counter()

    def of(self, channel: str, to: str) -> Screen:
        return self._screens[channel, to.lstrip("+")]

    def show(self, call: Call) -> None:
        """Put it on its reader's screen, when the vendor took it."""
        if not call.taken:
            return
        key = str(call.body.get("biz_opaque_callback_data", ""))
        self.keys[f"{call.channel}:{key}"] += bool(key)
        bubble = Bubble(shown(call), buttons(call), call.vendor_id, key, call.method, time.monotonic())
        self.of(call.channel, call.to).add(bubble)

    @property
    def repeats(self) -> int:
        """How many messages a vendor was given more than once."""
        return sum(times - 1 for times in self.keys.values() if times > 1)


class Watched(list[Call]):
    """The stand-in's list of calls, shown on the screens as it grows."""

    def __init__(self, screens: Screens) -> None:
        super().__init__()
        self._screens = screens

    def append(self, call: Call) -> None:
        super().append(call)
        # The stand-in decides whether it takes the message right after writing it down.
        asyncio.get_running_loop().call_soon(self._screens.show, call)


def stand_in(screens: Screens) -> StandIn:
    """Both vendors; what they take appears on the screens."""
    return StandIn(calls=Watched(screens))


def buttons(call: Call) -> tuple[Button, ...]:
    """What can be tapped under a message, or on the keyboard it brings."""
    if call.channel == "telegram":
        return _bot_buttons(call.body.get("reply_markup") or {})
    action = call.body.get("interactive", {}).get("action", {})
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    found = [button["reply"] for button in action.get("buttons", ())] + rows
    return tuple(Button(one["id"], one["title"]) for one in found)


def _bot_buttons(markup: dict[str, Any]) -> tuple[Button, ...]:
    inline = [one for row in markup.get("inline_keyboard") or () for one in row]
    typed = [one for row in markup.get("keyboard") or () for one in row]
    return (
        *(Button(one.get("callback_data") or one.get("url", ""), one["text"]) for one in inline),
        *(Button("", one if isinstance(one, str) else one["text"]) for one in typed),
    )
