"""The linear model as it runs: counted features in, scores out, with nothing but numpy."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.features import Blocks

Floats = NDArray[np.float32]
_RAW = frozenset({"hint", "cue"})
"""Blocks whose values are already measured: taken as they are, neither weighted by rarity nor normed."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """Which features count, how rare they are, and how much each block weighs."""

    index: Mapping[str, Mapping[str, int]]
    rarity: Floats
    weights: Mapping[str, float]

    def encode(self, blocks: Blocks) -> tuple[NDArray[np.int64], Floats]:
        """Positions and values of the known features of one message."""
        places: list[int] = []
        values: list[float] = []
        for block, weight in self.weights.items():
            index = self.index.get(block, {})
            known = [(index[name], count) for name, count in blocks.get(block, {}).items() if name in index]
            scaled = self._scaled(known, weight, raw=block in _RAW)
            places.extend(place for place, _ in known)
            values.extend(scaled)
        return np.asarray(places, dtype=np.int64), np.asarray(values, dtype=np.float32)

    def names(self) -> list[str]:
        """All features as "block, tab, name", each at its position."""
        named = [""] * len(self.rarity)
        for block, names in self.index.items():
            for name, place in names.items():
                named[place] = f"{block}\t{name}"
        return named

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
        arrays[f"{name}.names"] = _bytes("\n".join(encoder.names()))
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
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def load_model(path: Path) -> Model:
    """Read a model; weights stay in half precision until they are used."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    about = json.loads(_text(arrays["about"]))
    encoders = {
        name: Encoder(
            by_block(_text(arrays[f"{name}.names"]).split("\n")),
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


def by_block(names: Iterable[str]) -> dict[str, dict[str, int]]:
    """Positions of features, by block and name."""
    index: dict[str, dict[str, int]] = {}
    for place, named in enumerate(names):
        block, _, name = named.partition("\t")
        index.setdefault(block, {})[name] = place
    return index


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


def _text(array: NDArray[Any]) -> str:
    return bytes(array).decode("utf-8")
