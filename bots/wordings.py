"""The district's own words for our texts: checked when written, said by each process half a minute later."""

import asyncio
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import BaseNode, Message, Pattern, SelectExpression, VariableReference

import clock
import texts
from models import counters
from models.messages import Counter
from models.wordings import Wording
from tickets.transaction import transaction

VERSION = "wordings-version"
ROOM_OF_PAGES = "portal"
LONGEST = 1_000
STARTS_SYNTAX = ("*", "[", ".")


class Ours(NamedTuple):
    """One text of the catalogues: its room, and how each language says it."""

    room: str
    patterns: Mapping[str, str]


class _Held:
    version = 0


@cache
def ours() -> Mapping[str, Ours]:
    """What chats say, by id, in the order of the catalogues; the portal's own pages aside."""
    found: dict[str, Ours] = {}
    for path in sorted((texts.FOLDER / "hi").glob("*.ftl")):
        if path.stem != ROOM_OF_PAGES:
            said = {code: _patterns(code, path.stem) for code in texts.LANGUAGES}
            names = dict.fromkeys(name for code in texts.LANGUAGES for name in said[code])
            for name in names:
                found[name] = Ours(
                    path.stem, {code: said[code][name] for code in texts.LANGUAGES if name in said[code]}
                )
    return found


def _patterns(language: str, room: str) -> dict[str, str]:
    path = texts.FOLDER / language / f"{room}.ftl"
    if not path.exists():
        return {}
    entries = FluentParser().parse(path.read_text(encoding="utf-8")).body
    messages = [entry for entry in entries if isinstance(entry, Message) and entry.value is not None]
    return {one.id.name: _written(one) for one in messages}


def _written(message: Message) -> str:
    text = FluentSerializer().serialize_entry(message)
    return text.partition("=")[2].strip().replace("\n    ", "\n")


def source(text_id: str, body: str) -> str:
    """The text as a catalogue has it; a line that chats make bold is not taken for Fluent's own signs."""
    plain = "->" not in body
    lines = [
        f'{{""}}{line}' if plain and line.startswith(STARTS_SYNTAX) else line for line in body.splitlines()
    ]
    return f"{text_id} =\n" + "".join(f"    {line}\n" if line.strip() else "\n" for line in lines)


def _message(text_id: str, body: str) -> Message | None:
    entries = FluentParser().parse(source(text_id, body)).body
    one = entries[0] if len(entries) == 1 else None
    return one if isinstance(one, Message) and one.value is not None and not one.attributes else None


def _nodes(node: object) -> Iterator[BaseNode]:
    if isinstance(node, list):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, BaseNode):
        yield node
        for value in vars(node).values():
            yield from _nodes(value)


def _places(value: Pattern | None) -> set[str]:
    """The values a text has room for; "!" where it does what our texts never do."""
    found: set[str] = set()
    for node in _nodes(value):
        if isinstance(node, VariableReference):
            found.add(node.id.name)
        elif type(node).__name__ in ("FunctionReference", "MessageReference", "TermReference"):
            found.add("!")
    return found


def places(text_id: str, body: str) -> set[str]:
    """The same for the words of a text; empty where they cannot be read."""
    message = _message(text_id, body)
    return _places(message.value) if message else set()


def fault(text_id: str, language: str, body: str) -> str:
    """Why this cannot be said, as the end of a text's name; empty when it can.

    What ours tells (the number, the date) theirs tells too, and asks for nothing that nobody gives.
    """
    if len(body) > LONGEST:
        return "long"
    message = _message(text_id, body)
    if message is None:
        return "syntax"
    patterns = ours()[text_id].patterns
    given = set().union(*(places(text_id, pattern) for pattern in patterns.values()))
    needed = places(text_id, patterns.get(language, ""))
    return "" if needed <= _places(message.value) <= given else "places"


def has_choices(text_id: str, body: str) -> bool:
    """Whether the words depend on a number, so that its source is more than what is read."""
    message = _message(text_id, body)
    return any(isinstance(node, SelectExpression) for node in _nodes(message.value if message else None))


def rendered(text_id: str, language: str, body: str, values: Mapping[str, str | int]) -> str:
    """The text with these values in it, as a chat would show it."""
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source(text_id, body)))
    pattern = bundle.get_message(text_id).value
    return str(bundle.format_pattern(pattern, dict(values))[0]) if pattern is not None else ""


async def keep(text_id: str, language: str, body: str, officer_id: int) -> None:
    """Say this from now on; nothing to say means ours again."""
    async with transaction():
        await Wording.filter(text_id=text_id, language=language).delete()
        if body:
            await Wording.create(
                text_id=text_id, language=language, body=body, officer_id=officer_id, at=clock.now()
            )
        await counters.add(VERSION, "all")
    await refresh()


async def refresh() -> None:
    """Take over what changed since the last look; what no longer fits ours waits for its correction."""
    row = await Counter.get_or_none(name=VERSION, period="all")
    version = row.value if row else 0
    if version == _Held.version:
        return
    rows = await Wording.all().order_by("text_id")
    texts.reword(await asyncio.to_thread(_sources, rows))
    _Held.version = version


def _sources(rows: list[Wording]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in rows:
        if one.text_id in ours() and not fault(one.text_id, one.language, one.body):
            found[one.language] = found.get(one.language, "") + source(one.text_id, one.body)
    return found


def forget() -> None:
    """Say ours again in this process, and look anew next time."""
    texts.reword({})
    _Held.version = 0
