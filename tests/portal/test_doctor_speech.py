"""`samvad doctor` says whether voice notes can be understood."""

from pathlib import Path

import aiohttp
import pytest

from portal.doctor import _speech
from portal.findings import Grade
from settings import load
from tests.speech_service import bhashini


async def grade(folder: Path, base: str, key: str = "secret") -> tuple[Grade, str]:
    more = {"BASE": base, "USER_ID": "user", "API_KEY": key} if base else {}
    environ = {f"SAMVAD__SPEECH__{name}": value for name, value in more.items()}
    async with aiohttp.ClientSession() as http:
        found = await _speech(load(environ={"SAMVAD__DATA__DIR": str(folder), **environ}), http)
    assert not found.blocks and key not in found.words
    return found.grade, found.words


async def test_off_says_how_to_switch_it_on(tmp_path: Path) -> None:
    found = await grade(tmp_path, "")
    assert found[0] is Grade.OFF and "SAMVAD__SPEECH__BASE" in found[1]


async def test_a_service_that_answers_is_well(tmp_path: Path) -> None:
    async with bhashini() as service:
        assert (await grade(tmp_path, service.base))[0] is Grade.OK


@pytest.mark.parametrize("key", ["wrong"])
async def test_refused_keys_are_said_so(tmp_path: Path, key: str) -> None:
    async with bhashini() as service:
        found = await grade(tmp_path, service.base, key)
    assert found[0] is Grade.WARNING and "refuses" in found[1]


async def test_a_service_that_is_away_is_a_warning(tmp_path: Path) -> None:
    found = await grade(tmp_path, "http://127.0.0.1:9")
    assert found[0] is Grade.WARNING and "cannot be used" in found[1]
