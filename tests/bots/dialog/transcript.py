"""Plain-text conversations: read what the person does, play it on the stage, write what was said and done.

# any comment            kept as it stands
person: name=गीता language=hi     facts of the person (before the first message)
ticket: status=resolved           a ticket that exists already; officers get it as theirs
>> words                 a typed message          >> [2]      the second button of the last message
>> {voice} {voice: words} {photo} {photo: caption} {album 3} {pin 20.8 82.1} {sticker} {contact} {own contact}
>> {form: name=words | place=words}   >> {form filing.form|0: name=words}   (as offered last, or by a token)
>> {tap id}  {reply 1: words}  {edited: words}  {edited: old => new}  {deleted}  {like}  {late: words}
can: buttons list speech          what the channel and the services can
== many 22 words (messages a second apart)  == joins (a proven number finds another channel)
== wait 3h  == woken nudge  == told verdict 1  == refuse file changed  == ticket 1 status=resolved
<< … and   * …           what was said and done: written by the runner
"""

import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import regex

from bots.dialog.effects import Effect
from bots.dialog.events import TicketView
from bots.dialog.facts import PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.inbound import (
    Album,
    Choice,
    Contact,
    Content,
    Deleted,
    Edited,
    FormAnswer,
    Media,
    MediaKind,
    Pin,
    Reaction,
    Text,
    Unsupported,
)
from bots.outbound import Say
from tests.bots.dialog.stage import OFFICER, RESOLVED, Stage
from tickets import numbers

_HOW = {"h": "hours", "m": "minutes", "d": "days", "s": "seconds"}
_INDENT = "   "
CAN = {
    "telegram": frozenset({"buttons", "location", "contact", "edit"}),
    "whatsapp": frozenset({"buttons", "list", "location", "form"}),
    "terminal": frozenset[str](),
}


def play(source: str) -> str:
    """The transcript with everything that was said and done written anew."""
    stage, lines = Stage.new(), []
    for line in source.splitlines():
        if line.startswith(("<<", _INDENT)) or (not line and lines and not lines[-1]):
            continue
        lines.append(line)
        lines += _answer(stage, line)
    return "\n".join(lines).strip() + "\n"


def _answer(stage: Stage, line: str) -> list[str]:
    mark, _, rest = line.partition(" ")
    match mark:
        case ">>":
            content, how = _content(stage, rest)
            stage.hear(content, **how)
        case "==":
            _happen(stage, *shlex.split(rest))
        case "person:":
            _person(stage, rest)
            return []
        case "ticket:":
            _ticket(stage, rest)
            return []
        case "can:":
            stage.facts = replace(stage.facts, can=frozenset(rest.split()))
            return []
        case "channel:":
            stage.facts = replace(stage.facts, channel=rest, can=CAN[rest])
            return []
        case _:
            return []
    return _written(stage)


def _written(stage: Stage) -> list[str]:
    lines = []
    for say in stage.said:
        lines += _said(say)
    lines += [f"{_INDENT}* {_deed(deed)}" for deed in stage.deeds]
    stage.deeds = []
    return lines


def _said(say: Say) -> list[str]:
    first, *more = say.text.split("\n")
    lines = [f"<< {first}", *(f"{_INDENT}{line}".rstrip() for line in more)]
    lines = [line if line.strip() else f"{_INDENT}·" for line in lines]
    if say.options:
        lines.append(_INDENT + "".join(f"[{option.label}]" for option in say.options))
    lines += [f"{_INDENT}[[{say.form.label}]]"] if say.form else []
    lines += [f"{_INDENT}({file.kind}: {file.name})" for file in say.files]
    lines += [f"{_INDENT}(asks for the {say.ask})"] if say.ask else []
    return lines


def _deed(deed: Effect) -> str:
    fields = {name: getattr(deed, name) for name in deed.__slots__}
    if "draft" in fields:
        draft = fields["draft"]
        fields = {name: getattr(draft, name) for name in draft.__slots__}
    shown = [f"{name}={_value(value)}" for name, value in fields.items() if _is_told(name, value)]
    return " ".join([type(deed).__name__, *shown])


OF_THE_MODEL = frozenset({"because", "confidence"})
"""Change with every training; `test_filing_department` looks at them."""


def _is_told(name: str, value: object) -> bool:
    return (
        name not in OF_THE_MODEL
        and value not in (None, "", (), {})
        and (value is not False or name in ("stopped", "broadcasts"))
    )


def _value(value: object) -> str:
    if isinstance(value, dict):
        shown = ", ".join(f"{key}: {item}" for key, item in value.items() if item not in (None, "", []))
        return f"{{{shown}}}".replace("\n", " / ")
    return str(value).replace("\n", " / ")


def _content(stage: Stage, text: str) -> tuple[Content, dict[str, Any]]:
    if tapped := regex.fullmatch(r"\[(\d+)\]", text):
        option = stage.options()[int(tapped.group(1)) - 1]
        return Choice(option.id, option.label), {}
    if not text.startswith("{"):
        return Text(text.replace("\\n", "\n")), {}
    if text.startswith("{tap "):
        return Choice(text.strip("{}").removeprefix("tap ")), {}
    head, _, words = text.strip("{}").partition(":")
    name, *arguments = head.split()
    return _special(stage, name, arguments, words.strip())


def _special(stage: Stage, name: str, arguments: list[str], words: str) -> tuple[Content, dict[str, Any]]:
    if name == "reply":
        return Text(words), {"reply_to": f"notice:{arguments[0]}"}
    if name == "late":
        return Text(words), {"late": True}
    if name == "form":
        return _form(stage, arguments, words), {}
    number = 100 * (stage.count + 1)
    made: dict[str, Callable[[], Content]] = {
        "voice": lambda: Media(MediaKind.VOICE, "r", attachment_id=number, transcript=words),
        "photo": lambda: Media(MediaKind.PHOTO, "r", attachment_id=number, caption=words),
        "album": lambda: Album(
            tuple(Media(MediaKind.PHOTO, "r", attachment_id=number + at) for at in range(int(arguments[0])))
        ),
        "pin": lambda: Pin(float(arguments[0]), float(arguments[1]), name=words),
        "contact": lambda: Contact("+910000000000", "कोई"),
        "own": lambda: Contact("+910000000000", "कोई", own=True),
        "edited": lambda: _edited(*words.split(" => ")),
        "deleted": lambda: Deleted("1"),
        "like": lambda: Reaction("1", "👍"),
    }
    return made.get(name, lambda: Unsupported(name))(), {}


def _edited(first: str, after: str | None = None) -> Edited:
    return Edited("1", first) if after is None else Edited("1", after, first)


def _form(stage: Stage, arguments: list[str], words: str) -> FormAnswer:
    pairs = (pair.partition("=") for pair in words.split(" | "))
    token = arguments[0] if arguments else stage.token
    return FormAnswer({name: value for name, _, value in pairs} | {"flow_token": token})


def _happen(stage: Stage, what: str, *rest: str) -> None:
    stage.said, stage.deeds = [], []
    match what:
        case "wait":
            stage.wait(timedelta(**{_HOW[rest[0][-1]]: float(rest[0][:-1])}))
        case "woken":
            stage.woken(rest[0])
        case "told":
            stage.told(rest[0], int(rest[1]))
        case "refuse":
            stage.refuse[rest[0]] = rest[1]
        case "ticket":
            stage.change(int(rest[0]), **_values(rest[1:]))
        case "crowd":
            stage.cluster = (1, int(rest[0]))
        case "joins":
            stage.joins = True
        case "many":
            for number in range(int(rest[0])):
                stage.hear(Text(f"{' '.join(rest[1:])} {number}"), after=timedelta(seconds=1))


def _values(pairs: tuple[str, ...] | list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        values[name] = tuple(value.split(",")) if name == "actions" else _typed(value)
    return values


def _typed(value: str) -> Any:
    known = {"yes": True, "no": False, "none": None}
    return known.get(value, int(value) if value.isdecimal() else value)


def _person(stage: Stage, rest: str) -> None:
    values = _values(shlex.split(rest))
    person = replace(PersonFacts(consent_version=CONSENT_VERSION, language="hi"), **values)
    stage.facts = replace(stage.facts, person=person)


def _ticket(stage: Stage, rest: str) -> None:
    add_ticket(stage, **_values(shlex.split(rest)))


def add_ticket(stage: Stage, **values: Any) -> None:
    """A ticket that exists already: the citizen's own, or one the officer works on."""
    officer = bool(stage.facts.person.role)
    resolved = values.get("status") == "resolved"
    number = len(stage.tickets) + 1
    plain = TicketView(
        id=number,
        number=numbers.make("GBD", 26, 4212 + number),
        kind="problem",
        status="assigned",
        department="💧 पेयजल",
        place="रसेला",
        description="हैंडपंप खराब है",
        due_at=stage.facts.now + timedelta(days=4),
        mine=not officer,
        citizen="रामलाल साहू" if officer else "",
        actions=OFFICER if officer else RESOLVED if resolved else ("answer", "add", "nudge", "withdraw"),
        open=not resolved,
    )
    stage.tickets.append(replace(plain, **values))
    stage.change(number)
