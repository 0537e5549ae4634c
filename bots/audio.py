"""Recordings as the speech service wants them (WAV, 16 kHz, mono) and as chats want them (OGG/Opus)."""

import io
import wave
from collections.abc import Iterator

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

RATE = 16_000
OPUS_RATE = 48_000
OPUS_FRAME = 960
OPUS_BITS = 24_000
LONGEST_S = 300


class Unplayable(Exception):
    """The bytes hold no sound that we can read."""


def to_wav(data: bytes, longest_s: int = LONGEST_S) -> bytes:
    """Any recording as WAV, 16 kHz, mono, 16 bit; cut after `longest_s` seconds. Raises Unplayable."""
    limit = longest_s * RATE * 2
    samples = bytearray()
    for frame in _frames(data, AudioResampler(format="s16", layout="mono", rate=RATE)):
        samples += bytes(frame.planes[0])[: frame.samples * 2]
        if len(samples) >= limit:
            break
    if not samples:
        raise Unplayable("no sound in it")
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(samples[:limit]))
    return target.getvalue()


def to_opus(data: bytes) -> bytes:
    """Any recording as mono OGG/Opus, which WhatsApp and Telegram play as a voice note. Raises Unplayable."""
    target = io.BytesIO()
    with av.open(target, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=OPUS_RATE, layout="mono")
        stream.bit_rate = OPUS_BITS
        heard = 0
        for frame in _frames(
            data, AudioResampler(format="s16", layout="mono", rate=OPUS_RATE, frame_size=960)
        ):
            frame.pts = heard
            heard += frame.samples
            container.mux(stream.encode(frame))
        if not heard:
            raise Unplayable("no sound in it")
        container.mux(stream.encode(None))
    return target.getvalue()


def seconds(data: bytes) -> float:
    """How long a recording plays. Raises Unplayable."""
    return (len(to_wav(data)) - 44) / (RATE * 2)


def _frames(data: bytes, resampler: AudioResampler) -> Iterator[AudioFrame]:
    try:
        with av.open(io.BytesIO(data), "r") as container:
            if not container.streams.audio:
                raise Unplayable("no sound in it")
            for frame in container.decode(container.streams.audio[0]):
                yield from resampler.resample(frame)
            yield from resampler.resample(None)
    except av.FFmpegError as error:
        raise Unplayable(str(error)[:200]) from error
