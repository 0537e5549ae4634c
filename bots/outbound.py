"""What to say, independent of the channel that will carry it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer a person may choose.

    `id` is ours, at most 64 bytes of ASCII; `hint` is a second line in lists.
    """

    id: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Something to send along: a stored object by its key. `kind` is photo, voice, video or document."""

    kind: str
    storage_key: str
    name: str = ""
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form the channel may show (a WhatsApp Flow): its name, its button, and what its answer brings."""

    name: str
    token: str
    label: str


@dataclass(frozen=True, slots=True)
class TemplateCall:
    """The approved template to use when free words are not allowed (WhatsApp's 24 h window is closed)."""

    purpose: str
    language: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Say:
    """One message. Text is plain: `*bold*` marks are the only markup, and adapters escape everything else.

    `ask` is "" | "location" | "contact": a request the channel may turn into a native button. `form` is
    offered beside the question where the channel has forms; the words alone must do without it. `card` names
    a message that later ones with the same card replace where the channel can edit (alert cards).
    """

    text: str
    options: tuple[Option, ...] = ()
    list_label: str = ""
    footer: str = ""
    ask: str = ""
    form: Form | None = None
    link: tuple[str, str] | None = None
    files: tuple[File, ...] = ()
    card: str = ""
    template: TemplateCall | None = None
    reply_to: str | None = None

    def to_json(self) -> str:
        """The outbox row's body."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"), default=_fields)

    @classmethod
    def from_json(cls, body: str) -> "Say":
        """The value that `to_json` wrote."""
        raw = json.loads(body)
        # Rows that an earlier version left in the queue have it.
        raw.pop("answers_tap", None)
        raw["options"] = tuple(Option(**option) for option in raw["options"])
        raw["files"] = tuple(File(**file) for file in raw["files"])
        raw["link"] = tuple(raw["link"]) if raw["link"] else None
        raw["form"] = Form(**raw["form"]) if raw.get("form") else None
        raw["template"] = TemplateCall(**raw["template"]) if raw["template"] else None
        return cls(**raw)


def _fields(value: object) -> object:
    """A value of this page as JSON has it; asdict would copy every string on the way."""
    if isinstance(value, Mapping):
        return dict(value)
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]
