"""Building the linear model from labelled rows: the only file that needs scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, vstack
from sklearn.svm import LinearSVC

from routing.corpus import Example
from routing.features import Blocks
from routing.linear import Encoder, Floats, Head, by_block
from routing.opinion import NOT_A_GRIEVANCE
from routing.reading import OTHER

MEANING = {
    "char": 1.0,
    "idea": 0.7,
    "stem": 1.0,
    "pair": 0.5,
    "bone": 0.5,
    "bonechar": 0.5,
    "hint": 0.3,
    "cue": 0.6,
}
LANGUAGE = {"raw": 1.0, "rawchar": 1.0, "hint": 0.5}

NONE = "none"
_FAINTER = {"department": {"cue": 0.5}}
"""Blocks that count less for one question than for the others."""
_STRENGTH = {"department": 0.2, "kind": 0.06, "urgent": 0.06, "nature": 0.15, "lang": 0.5}
_LEAST, _LEAST_LETTERS = 2, 3
"""Rarer features are left out; hints of the word lists are all kept."""
_NEAR = 3e-3
"""Where the machine may stop: finer steps cost minutes and change no answer."""
_LETTERS = frozenset({"char", "idea", "bonechar", "rawchar"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """Examples with their features, read once and used by every fold."""

    examples: tuple[Example, ...]
    meaning: tuple[Blocks, ...]
    blurred: tuple[Blocks, ...]
    language: tuple[Blocks, ...]


def label(example: Example, head: str) -> str:
    """The class of an example for one question of the model."""
    match head:
        case "department":
            if example.department != OTHER:
                return example.department
            return (
                NOT_A_GRIEVANCE
                if example.nature
                else f"{OTHER}:{'unclear' if _unclear(example) else 'outside'}"
            )
        case "nature":
            return example.nature or NONE
        case "kind":
            return example.kind
        case "urgent":
            return "yes" if example.urgent else "no"
        case _:
            return example.lang


def _unclear(example: Example) -> bool:
    return bool(example.also) or example.difficulty in {"ambiguous", "multi-issue"}


def fit_encoder(rows: Sequence[Blocks], weights: Mapping[str, float]) -> Encoder:
    """The vocabulary of all rows, without rare features, and its rarity."""
    seen: Counter[str] = Counter()
    for blocks in rows:
        for block in weights:
            seen.update(f"{block}\t{name}" for name in blocks.get(block, {}))
    kept = sorted(name for name, count in seen.items() if count >= _least(name.split("\t", 1)[0]))
    rarity = np.array([np.log((1 + len(rows)) / (1 + seen[name])) + 1 for name in kept], dtype=np.float32)
    return Encoder(by_block(kept), rarity, dict(weights), kept)


def _least(block: str) -> int:
    if block == "hint":
        return 1
    return _LEAST_LETTERS if block in _LETTERS else _LEAST


def matrix(encoder: Encoder, rows: Sequence[Blocks]) -> csr_matrix:
    """All rows encoded exactly as the running model encodes one."""
    starts, places, values = [0], [], []
    for blocks in rows:
        where, what = encoder.encode(blocks)
        places.append(where)
        values.append(what)
        starts.append(starts[-1] + len(where))
    return csr_matrix(
        (np.concatenate(values), np.concatenate(places), np.array(starts)),
        shape=(len(rows), len(encoder.rarity)),
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows as one encoder sees them: as written, and (where there are any) with slips of the thumb."""

    encoder: Encoder
    plain: csr_matrix
    blurred: csr_matrix | None


def rows_of(encoder: Encoder, plain: Sequence[Blocks], slips: Sequence[Blocks] = ()) -> Rows:
    """Everything encoded once, for all folds and heads."""
    return Rows(encoder, matrix(encoder, plain), matrix(encoder, slips) if slips else None)


def fit_head(name: str, rows: Rows, labels: Sequence[str], chosen: NDArray[np.int64]) -> Head:
    """One linear question, learned from the chosen rows; every class weighs the same."""
    scale = _scale(name, rows.encoder)
    wanted = np.asarray(labels)[chosen]
    features = rows.plain[chosen]
    if rows.blurred is not None:
        features, wanted = vstack([features, rows.blurred[chosen]]), np.concatenate([wanted, wanted])
    machine = LinearSVC(C=_STRENGTH[name], class_weight="balanced", random_state=0, tol=_NEAR)
    machine.fit(csr_matrix(features) @ diags_array(scale), wanted)
    weights: NDArray[np.float64] = machine.coef_ * scale
    bias: NDArray[np.float64] = machine.intercept_
    classes = tuple(str(each) for each in machine.classes_)
    if len(classes) == 2:
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    columns: Floats = np.ascontiguousarray(weights.T.astype(np.float32))
    return Head(classes, columns, bias.astype(np.float32))


def _scale(name: str, encoder: Encoder) -> NDArray[np.float64]:
    fainter = _FAINTER.get(name, {})
    return np.array([fainter.get(feature.split("\t", 1)[0], 1.0) for feature in encoder.named])
