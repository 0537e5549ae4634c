"""The rules of the catalogues: the same texts with the same places in three languages, each one used."""

import ast
import re
from functools import cache

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from settings import ROOT
from tests.test_house import files, python, tree
from texts import LANGUAGES

# In templates a text is asked for as {{ t("portal-inbox") }}; in code by a literal or an f-string.
ID = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


class Places(Visitor):
    """Collects the {$names} that a message has room for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802  # the parser's name
        self.names.add(node.id.name)


@cache
def catalogue(language: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Every message of a language: file and places, by id."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for path in sorted((ROOT / "locales" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{path.name} ({language}): {entry.content}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{path.name} ({language}) says {entry.id.name} twice"
                places = Places()
                places.visit(entry)
                found[entry.id.name] = (path.name, frozenset(places.names))
    return found


@cache
def spoken() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What code and templates may ask for: whole ids, and f-strings such as f"verb-{verb}"."""
    literals: set[str] = set()
    patterns: set[str] = set()
    for path in python(product=True):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values
                ]
                if len("".join(part for part in parts if part != ".+")) > 2:
                    patterns.add("".join(parts))
    # A dialog's step and its choices have texts of the step's name: filing.kind → filing-kind-problem.
    for step in [name for name in literals if re.fullmatch(r"[a-z]+\.[a-z_]+", name)]:
        patterns.add(re.escape(step.replace(".", "-").replace("_", "-")) + "(-[a-z]+)?")
    for path in files():
        if path.suffix in {".html", ".toml", ".js", ".typ", ".txt", ".xml"}:
            literals.update(ID.findall((ROOT / path).read_text("utf-8")))
    return frozenset(literals), tuple(re.compile(pattern) for pattern in patterns)


def asked() -> dict[str, str]:
    """Ids that code asks for by a literal: say(language, "id", …), with the place where."""
    return {
        node.args[1].value: f"{path}:{node.lineno}"
        for path in python(product=True)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "say"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
        and isinstance(node.args[1].value, str)
    }


# The portal's pages are in Hindi and English; Chhattisgarhi readers get Hindi (tests/portal/test_words.py).
OFFICE = ("portal.ftl", "office.ftl")


def test_the_three_languages_have_the_same_texts_in_the_same_files():
    hindi = {name: file for name, (file, _) in catalogue("hi").items() if file not in OFFICE}
    for language in LANGUAGES:
        found = {name: file for name, (file, _) in catalogue(language).items() if file not in OFFICE}
        assert found == hindi, language


def test_a_text_has_the_same_places_in_every_language():
    for name, (file, places) in catalogue("hi").items():
        if file in OFFICE:
            continue
        assert {language: catalogue(language)[name][1] for language in LANGUAGES} == dict.fromkeys(
            LANGUAGES, places
        )


def test_every_text_is_used():
    literals, patterns = spoken()
    unused = [name for name in catalogue("hi") if name not in literals]
    assert [name for name in unused if not any(pattern.fullmatch(name) for pattern in patterns)] == []


def test_every_text_that_is_asked_for_exists():
    assert {name: place for name, place in asked().items() if name not in catalogue("hi")} == {}
