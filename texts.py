"""Everything we say to people, from the Fluent catalogues, and dates and numbers as they say them."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

FOLDER = Path(__file__).parent / "locales"
LANGUAGES = ("hi", "hne", "en")
_FALLBACK = {"hne": ("hne", "hi", "en"), "hi": ("hi", "en"), "en": ("en", "hi")}
LONGEST = 2000  # fluent.runtime refuses values of more than 2,500 characters, and a citizen may write more
_ENTRY = re.compile(r"^(?=[a-z])", re.MULTILINE)
"""Where a text of a catalogue begins: what goes on is indented, or closes a bracket."""
_BABEL = {"hi": "hi_IN", "hne": "hi_IN", "en": "en_IN"}


class _Held:
    """What the district says in its own words, by language."""

    own: Mapping[str, FluentBundle] = {}


class _Catalogue:
    """One language's texts; each is parsed when it is first said, because all at once weigh megabytes."""

    def __init__(self, language: str) -> None:
        self._bundle = _empty(language)
        self._sources: dict[str, str] = {}
        for path in sorted((FOLDER / language).glob("*.ftl")):
            for entry in _ENTRY.split(path.read_text(encoding="utf-8"))[1:]:
                self._sources.setdefault(entry.partition("=")[0].rstrip(), entry)

    def has_message(self, text_id: str) -> bool:
        return text_id in self._sources

    def parsed(self, text_id: str) -> FluentBundle:
        """The bundle, which knows this text now."""
        if not self._bundle.has_message(text_id):
            self._bundle.add_resource(_parsed(self._sources[text_id]))
        return self._bundle


class UnknownText(KeyError):
    """No catalogue has a message of this id."""


def _empty(language: str) -> FluentBundle:
    return FluentBundle([_BABEL[language].replace("_", "-")], use_isolating=False)


def _parsed(source: str) -> Resource:
    """Where in the file each part stood is half of what a parsed catalogue weighs, and nobody asks for it."""
    return FluentParser(with_spans=False).parse(source)


@lru_cache(maxsize=8)
def _catalogue(language: str) -> _Catalogue:
    return _Catalogue(language)


def known(language: str) -> str:
    """The language itself where we have a catalogue, else Hindi."""
    return language if language in LANGUAGES else "hi"


def has(text_id: str, language: str = "hi") -> bool:
    """Whether a text of this id exists for a reader of `language` (fallbacks included)."""
    return any(_catalogue(code).has_message(text_id) for code in _FALLBACK[known(language)])


def say(language: str, text_id: str, **values: str | int) -> str:
    """The text in the reader's language (hne → hi → en); values are put in literally.

    Raises UnknownText when no catalogue has it: a missing text is a bug, never silence.
    """
    return _format(language, text_id, values) if values else _plain(language, text_id)


@lru_cache(maxsize=8_192)
def _plain(language: str, text_id: str) -> str:
    """A text without values is always the same; a page says a hundred of them."""
    return _format(language, text_id, {})


def _format(language: str, text_id: str, values: Mapping[str, str | int]) -> str:
    for bundle in _bundles(language, text_id):
        if bundle.has_message(text_id):
            pattern = bundle.get_message(text_id).value
            if pattern is not None:
                long = _long(values)
                text, errors = bundle.format_pattern(pattern, {**values, **long})
                if errors:
                    raise errors[0]
                return _put_in(str(text), long, values)
    raise UnknownText(text_id)


def _bundles(language: str, text_id: str) -> Iterator[FluentBundle]:
    """Where a text is looked for: in each language the district's own words before ours."""
    for code in _FALLBACK[known(language)]:
        if own := _Held.own.get(code):
            yield own
        if (catalogue := _catalogue(code)).has_message(text_id):
            yield catalogue.parsed(text_id)


def reword(sources: Mapping[str, str]) -> None:
    """Say what these say (Fluent, by language) in place of the catalogues from now on."""
    own = {language: _empty(language) for language in sources}
    for language, bundle in own.items():
        bundle.add_resource(_parsed(sources[language]))
    _Held.own = own
    _plain.cache_clear()


def _long(values: Mapping[str, str | int]) -> dict[str, str]:
    """A mark of private letters for each value that is put in afterwards."""
    return {
        name: f"\ue000{name}\ue001"
        for name, value in values.items()
        if isinstance(value, str) and len(value) > LONGEST
    }


def _put_in(text: str, marks: Mapping[str, str], values: Mapping[str, str | int]) -> str:
    for name, mark in marks.items():
        text = text.replace(mark, str(values[name]))
    return text


def day(language: str, when: date) -> str:
    """A date as people say it: "मंगलवार, 14 जुलाई", "Tuesday, 14 July"."""
    return str(format_date(when, "EEEE, d MMMM", locale=_BABEL[known(language)]))


def number(language: str, value: float) -> str:
    """A number with Indian grouping: 12,34,567."""
    return str(format_decimal(value, locale=_BABEL[known(language)]))
