"""The linear model as it runs: counted features in, scores out, with nothing but numpy."""

from __future__ import annotations

import io
import json
import math
import zipfile
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.features import Blocks

Floats = NDArray[np.float32]
_RAW = frozenset({"hint", "cue"})
"""Blocks whose values are already measured: taken as they are, neither weighted by rarity nor normed."""


class Names:
    """The features of one block and their positions, in a tenth of a dictionary's memory.

    They are found by Python's own hash of each, of 64 bits, which holds for this process and is never stored.
    """

    def __init__(self, hashes: array[int], places: array[int]) -> None:
        found = np.frombuffer(hashes, np.int64)
        order = np.argsort(found)
        self._hashes = found[order]
        self._places = np.frombuffer(places, np.int32)[order]

    def find(self, names: Collection[str]) -> list[int]:
        """The position of each, -1 where it is not known."""
        wanted = np.fromiter(map(hash, names), np.int64, len(names))
        at = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        found: list[int] = np.where(self._hashes[at] == wanted, self._places[at], -1).tolist()
        return found

    def __contains__(self, name: str) -> bool:
        return self.find([name])[0] >= 0


@dataclass(frozen=True, slots=True)
class Encoder:
    """Which features count, how rare they are, and how much each block weighs.

    `named` are the features as "block, tab, name", each at its position; only training keeps them.
    """

    index: Mapping[str, Names]
    rarity: Floats
    weights: Mapping[str, float]
    named: Sequence[str] = ()

    def encode(self, blocks: Blocks) -> tuple[NDArray[np.int64], Floats]:
        """Positions and values of the known features of one message."""
        places: list[int] = []
        values: list[float] = []
        for block, weight in self.weights.items():
            counted = blocks.get(block)
            if not counted or block not in self.index:
                continue
            found = self.index[block].find(counted)
            known = [pair for pair in zip(found, counted.values(), strict=True) if pair[0] >= 0]
            scaled = self._scaled(known, weight, raw=block in _RAW)
            places.extend(place for place, _ in known)
            values.extend(scaled)
        return np.asarray(places, dtype=np.int64), np.asarray(values, dtype=np.float32)

    def _scaled(self, known: list[tuple[int, float]], weight: float, *, raw: bool) -> list[float]:
        if raw:
            return [weight * count for _, count in known]
        rarity = self.rarity[[place for place, _ in known]].tolist()
        rare = [
            (1.0 + math.log(count)) * rare if count > 1 else rare
            for (_, count), rare in zip(known, rarity, strict=True)
        ]
        norm = math.sqrt(sum(value * value for value in rare)) or 1.0
        return [weight * value / norm for value in rare]


@dataclass(frozen=True, slots=True)
class Head:
    """One question the model answers: its classes, and a column of weights for each."""

    classes: tuple[str, ...]
    weights: Floats
    bias: Floats

    def scores(self, places: NDArray[np.int64], values: Floats) -> Floats:
        """The margin of every class."""
        summed: Floats = values @ self.weights[places].astype(np.float32) + self.bias
        return summed


@dataclass(frozen=True, slots=True)
class Model:
    """Both encoders, all heads, and what was learned about trust in them."""

    meaning: Encoder
    language: Encoder
    heads: Mapping[str, Head]
    facts: Mapping[str, Any]


def probabilities(scores: Floats, sharpness: float) -> Floats:
    """Margins as probabilities that sum to one."""
    raised = np.exp((scores - scores.max()) * sharpness)
    spread: Floats = raised / raised.sum()
    return spread


def save_model(model: Model, path: Path) -> None:
    """Write the model as plain arrays and JSON: reading it back runs no code."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, encoder in (("meaning", model.meaning), ("language", model.language)):
        arrays[f"{name}.names"] = _bytes("\n".join(encoder.named))
        arrays[f"{name}.rarity"] = encoder.rarity.astype(np.float16)
    for name, head in model.heads.items():
        arrays[f"{name}.weights"] = head.weights.astype(np.float16)
        arrays[f"{name}.bias"] = head.bias
    about = {
        "weights": {"meaning": dict(model.meaning.weights), "language": dict(model.language.weights)},
        "classes": {name: list(head.classes) for name, head in model.heads.items()},
        "facts": dict(model.facts),
    }
    arrays["about"] = _bytes(json.dumps(about, ensure_ascii=False, sort_keys=True))
    with zipfile.ZipFile(path, "w") as file:
        for name, values in arrays.items():
            # As numpy writes it, but without the hour, so that the same rows make the same bytes.
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open(entry, "w") as part:
                np.lib.format.write_array(part, values, allow_pickle=False)


def load_model(path: Path) -> Model:
    """The model in this file: read once, and again when the file was replaced."""
    stat = path.stat()
    return _read_model(path, stat.st_ino, stat.st_mtime_ns)


@lru_cache(maxsize=1)
def _read_model(path: Path, *version: int) -> Model:
    """Weights stay in half precision until they are used."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    about = json.loads(_text(arrays["about"]))
    encoders = {
        name: Encoder(
            by_block(_lines(_text(arrays[f"{name}.names"]))),
            arrays[f"{name}.rarity"].astype(np.float32),
            about["weights"][name],
        )
        for name in ("meaning", "language")
    }
    heads = {
        name: Head(tuple(classes), arrays[f"{name}.weights"], arrays[f"{name}.bias"].astype(np.float32))
        for name, classes in about["classes"].items()
    }
    return Model(encoders["meaning"], encoders["language"], heads, about["facts"])


def by_block(names: Iterable[str]) -> dict[str, Names]:
    """Positions of features, by block."""
    found: dict[str, tuple[array[int], array[int]]] = {}
    for place, named in enumerate(names):
        block, _, name = named.partition("\t")
        hashes, places = found.setdefault(block, (array("q"), array("i")))
        hashes.append(hash(name))
        places.append(place)
    return {block: Names(*both) for block, both in found.items()}


def _lines(text: str) -> Iterator[str]:
    """One after another: a list of all of them would leave holes in the memory of the process."""
    return (line.rstrip("\n") for line in io.StringIO(text, newline="\n"))


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


def _text(array: NDArray[Any]) -> str:
    return bytes(array).decode("utf-8")
