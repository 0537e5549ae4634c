"""Recordings become words and words recordings; whatever the service does, the caller knows what next."""

import io
import wave
from collections.abc import AsyncIterator

import aiohttp
import pytest
from pydantic import SecretStr

from bots import audio
from bots.speech import Speech, SpeechFailed
from sections import Speech as Config
from tests.speech_service import Bhashini, bhashini, tone


@pytest.fixture
async def service() -> AsyncIterator[Bhashini]:
    async with bhashini() as running:
        yield running


@pytest.fixture
async def speech(service: Bhashini) -> AsyncIterator[Speech]:
    config = Config(base=service.base, user_id="user", api_key=SecretStr("secret"))
    async with aiohttp.ClientSession() as session:
        yield Speech(config, session)


async def test_a_recording_becomes_words(speech: Speech, service: Bhashini) -> None:
    wav = audio.to_wav(tone())
    assert await speech.transcribe(wav, "hi") == "हमारे गाँव का हैंडपंप खराब है"
    assert service.heard == [wav]
    config = service.asked[0]["config"]
    assert (config["serviceId"], config["audioFormat"], config["samplingRate"]) == ("asr-hi", "wav", 16_000)


async def test_chhattisgarhi_is_heard_with_hindi_ears_but_spoken_as_itself(
    speech: Speech, service: Bhashini
) -> None:
    await speech.transcribe(tone(), "hne")
    await speech.speak("तुंहर आवेदन दर्ज हो गे", "hne")
    assert [task["config"]["serviceId"] for task in service.asked] == ["asr-hi", "tts-hne"]


async def test_words_become_a_recording_that_chats_play(speech: Speech) -> None:
    note = audio.to_opus(await speech.speak("आपका आवेदन विभाग के पास है", "hi"))
    assert note.startswith(b"OggS")
    assert audio.seconds(note) == pytest.approx(1.0, abs=0.1)


async def test_the_service_is_asked_for_its_place_once(speech: Speech, service: Bhashini) -> None:
    for _ in range(3):
        await speech.transcribe(tone(), "hi")
    assert service.configs == 1


async def test_after_a_refusal_it_is_asked_anew(speech: Speech, service: Bhashini) -> None:
    service.statuses = [401]
    with pytest.raises(SpeechFailed) as failure:
        await speech.transcribe(tone(), "hi")
    assert failure.value.retry
    assert await speech.transcribe(tone(), "hi")
    assert service.configs == 2


@pytest.mark.parametrize(
    ("status", "retry"), [(500, True), (503, True), (429, True), (400, False), (422, False)]
)
async def test_a_status_says_whether_another_try_is_worth_it(
    speech: Speech, service: Bhashini, status: int, retry: bool
) -> None:
    service.statuses = [status]
    with pytest.raises(SpeechFailed) as failure:
        await speech.transcribe(tone(), "hi")
    assert failure.value.retry is retry


@pytest.mark.parametrize(
    "answer", ["", "<html>", "[]", '{"pipelineResponse": null}', '{"pipelineResponse": [7]}']
)
async def test_an_odd_answer_harms_nobody(speech: Speech, service: Bhashini, answer: str) -> None:
    service.raw = answer
    with pytest.raises(SpeechFailed):
        await speech.speak("नमस्ते", "hi")
    with pytest.raises(SpeechFailed):
        await speech.transcribe(tone(), "hi")


async def test_a_wrong_key_is_a_failure_and_not_silence(service: Bhashini) -> None:
    config = Config(base=service.base, user_id="user", api_key=SecretStr("old"))
    async with aiohttp.ClientSession() as session:
        with pytest.raises(SpeechFailed, match="401"):
            await Speech(config, session).transcribe(tone(), "hi")


async def test_a_service_that_is_away_is_tried_later(service: Bhashini) -> None:
    config = Config(base="http://127.0.0.1:9", user_id="user", api_key=SecretStr("secret"))
    async with aiohttp.ClientSession() as session:
        with pytest.raises(SpeechFailed) as failure:
            await Speech(config, session).transcribe(tone(), "hi")
    assert failure.value.retry


async def test_voices_leave_over_https_only(service: Bhashini) -> None:
    secure = Config(base="https://speech.example", user_id="user", api_key=SecretStr("secret"))
    async with aiohttp.ClientSession() as session:
        assert not Speech(secure, session)._is_safe("http://speech.example/compute")
        assert Speech(secure, session)._is_safe("https://elsewhere.example/compute")


def test_any_recording_becomes_wav_at_sixteen_kilohertz_mono() -> None:
    note = audio.to_opus(tone(2.0, rate=44_100, channels=2))
    with wave.open(io.BytesIO(audio.to_wav(note))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        assert file.getnframes() == pytest.approx(32_000, abs=400)


def test_a_long_recording_is_cut() -> None:
    assert len(audio.to_wav(tone(3.0), longest_s=1)) == 44 + 32_000


@pytest.mark.parametrize("data", [b"", b"no sound at all", b"OggS" + bytes(200), b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_recording_is_said_so(data: bytes) -> None:
    with pytest.raises(audio.Unplayable):
        audio.to_wav(data)
    with pytest.raises(audio.Unplayable):
        audio.to_opus(data)
