"""The rules of the house, held for every file: docs/decisions/ says why we have them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sections import variable
from settings import KEYS, ROOT, SHAPES

OUTSIDE = {".venv", ".git", "var", "build", "dist", "__pycache__", "node_modules"}
VAGUE = {"util", "utils", "helper", "helpers", "common", "base", "manager", "managers", "misc", "stuff"}
# Where a thing may be used; everywhere else it is refused.
PLACES = {
    "telegram": ("bots/telegram",),
    "pywa": ("bots/whatsapp",),
    "pywa_async": ("bots/whatsapp",),
    "celery": ("workers/",),
}
TOOLS = ("tests/", "benchmarks/")
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
ENVIRONMENT = {"os.environ", "os.getenv", "os.putenv"}
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
# Somebody's machine, and the addresses that installers use.
ELSEWHERE = re.compile(
    r"(?<![\w.~-])/(?:work|root|home/[a-z]+)/|files\.pythonhosted|pypi\.org|registry\.npmjs|deb\.debian"
)
TEXT_FILES = {
    ".py",
    ".toml",
    ".md",
    ".yml",
    ".yaml",
    ".ini",
    ".cfg",
    ".sh",
    ".service",
    ".conf",
    ".html",
    ".sql",
    ".in",
}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, as a path from its root."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(
        sorted(path for path in found if not OUTSIDE & set(path.parts) and ".egg-info" not in str(path))
    )


def python(*, product: bool = False) -> list[Path]:
    return [
        path for path in files() if path.suffix == ".py" and not (product and str(path).startswith(TOOLS))
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def uses(path: Path) -> Iterator[tuple[int, str]]:
    """Dotted names that the code touches, as `line, "os.environ"`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            yield (
                node.lineno,
                f"{getattr(node.value, 'attr', None) or getattr(node.value, 'id', '')}.{node.attr}",
            )
        elif isinstance(node, ast.ImportFrom) and node.module in {"os", "time"}:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The top-level packages that are imported, as `line, "celery"`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name.partition(".")[0]) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, str(node.module).partition(".")[0]


def test_a_file_is_at_most_300_lines():
    long = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in python()}
    assert {path: lines for path, lines in long.items() if lines > 300} == {}


def test_a_function_is_at_most_50_lines():
    assert [
        f"{path}:{node.lineno} {node.name}"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 50
    ] == []


def test_names_say_what_a_thing_is():
    parts = {str(path): {part.removesuffix(".py").lower() for part in path.parts} for path in python()}
    assert [path for path, words in parts.items() if words & VAGUE] == []
    assert [
        f"{path}: {node.name}"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and re.search(r"(Manager|Helper|Utils?|Impl)$", node.name)
    ] == []


def test_every_module_says_in_a_sentence_what_it_is():
    def wrong(path: Path) -> bool:
        sentence = (ast.get_docstring(tree(path)) or "").partition("\n\n")[0]
        return bool(tree(path).body) and not sentence.endswith((".", "?", ":"))

    assert [str(path) for path in python() if wrong(path)] == []


def test_only_the_clock_asks_what_time_it_is():
    assert [
        f"{path}:{line} {name}"
        for path in python(product=True)
        if str(path) != "clock.py"
        for line, name in uses(path)
        if name in CLOCKS
    ] == []


def test_only_the_settings_read_the_environment():
    assert [
        f"{path}:{line} {name}"
        for path in python(product=True)
        if str(path) != "settings.py"
        for line, name in uses(path)
        if name in ENVIRONMENT
    ] == []


@pytest.mark.parametrize("package", PLACES)
def test_a_vendor_is_known_in_one_place(package):
    assert [
        f"{path}:{line}"
        for path in python(product=True)
        for line, name in imports(path)
        if name == package and not str(path).startswith(PLACES[package])
    ] == []


def test_nothing_is_left_for_later():
    assert [
        f"{path}:{number}"
        for path in python()
        if path != Path("tests/test_house.py")
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1)
        if LATER.search(line)
    ] == []


def test_nothing_points_at_one_machine():
    assert [
        f"{path}:{number}"
        for path in files()
        if (path.suffix in TEXT_FILES or path.name == "Makefile") and path != Path("tests/test_house.py")
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1)
        if ELSEWHERE.search(line)
    ] == []


def test_every_setting_is_explained_in_config_toml():
    """Each key stands under a comment of its own or of its neighbours; secrets are named in one."""
    text = (ROOT / "config.toml").read_text("utf-8")
    blocks = {section: text.partition(f"[{section}]")[2].partition("\n[")[0] for section in SHAPES}
    assert [section for section, block in blocks.items() if "#" not in block] == []

    def explained(section: str, key: str) -> bool:
        in_comment = rf"^#.*{variable(section, key)}\b"
        return bool(re.search(rf"^{key} = |{in_comment}", blocks[section], re.MULTILINE))

    assert [f"{section}.{key}" for section, key in KEYS if not explained(section, key)] == []


def test_every_setting_is_read_somewhere():
    text = "\n".join(
        (ROOT / path).read_text("utf-8") for path in python(product=True) if path.stem != "sections"
    )
    # A section's own property may stand for a key: `office.zone` is the time zone as an object.
    text += "\n".join(
        line for line in (ROOT / "sections.py").read_text("utf-8").splitlines() if "return" in line
    )
    assert [f"{section}.{key}" for section, key in KEYS if not re.search(rf"\.{key}\b", text)] == []


def test_the_leaves_know_no_room():
    leaves = {
        "clock.py": set(),
        "logs.py": set(),
        "loops.py": set(),
        "sections.py": set(),
        "settings.py": {"sections"},
        "texts.py": set(),
    }
    rooms = {path.stem for path in python() if len(path.parts) == 1} | {
        p.parts[0] for p in python() if len(p.parts) > 1
    }
    assert {leaf: {name for _, name in imports(Path(leaf))} & rooms for leaf in leaves} == leaves
