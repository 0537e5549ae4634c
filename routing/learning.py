"""From labelled rows to a trusted model: folds, trust, thresholds, frozen test, refusal of a worse one."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from routing.blur import blurred
from routing.corpus import Example, groups
from routing.features import of_language
from routing.hints import read_blocks
from routing.lexicon import Hits, Lexicon
from routing.linear import Floats, Model
from routing.nature import grievance_share
from routing.opinion import Opinion, opinion_of, shares_of, trust_signs
from routing.reading import OTHER
from routing.setting import setting_of
from routing.training import LANGUAGE, MEANING, Prepared, Rows, fit_encoder, fit_head, label, rows_of
from routing.view import view

VERSION = 1
PRECISION = 0.95
URGENT_RECALL = 0.85
ASK_SHARE = 0.5
ASKED_TOO_MUCH = 0.05
_COMMONNESS = {"indirect": 0.4}
"""The corpus drills the hard ones: people hint less than half as often as its writers do."""
_FOLDS = 5
_TEST_TENTH = 10
_SURELY_CALM, _SURELY_URGENT = -0.95, 0.45
HEADS = ("department", "kind", "urgent", "nature", "lang")


@dataclass(frozen=True, slots=True)
class Folded:
    """Every example judged by a model that never saw it."""

    classes: dict[str, tuple[str, ...]]
    scores: dict[str, Floats]
    contradicted: NDArray[np.bool_]
    """Rows whose urgency all other rows contradict: writers differ on what is urgent, these teach nothing."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """All rows as numbers: by their meaning, and by their language."""

    meaning: Rows
    language: Rows

    def of(self, name: str) -> Rows:
        """The rows that one question is learned from."""
        return self.language if name == "lang" else self.meaning


def encode(prepared: Prepared) -> Encoded:
    """Vocabularies of all rows, and the rows by them."""
    meaning = fit_encoder(prepared.meaning, MEANING)
    language = fit_encoder(prepared.language, LANGUAGE)
    return Encoded(rows_of(meaning, prepared.meaning, prepared.blurred), rows_of(language, prepared.language))


def prepare(examples: Sequence[Example], lexicon: Lexicon) -> tuple[Prepared, tuple[Hits, ...]]:
    """Features and lexicon hits of all examples."""
    views = [view(example.text) for example in examples]
    hits = tuple(lexicon.hits(seen) for seen in views)
    meaning = tuple(read_blocks(seen, hit, setting_of(seen)) for seen, hit in zip(views, hits, strict=True))
    slips = (blurred(seen, row) for row, seen in enumerate(views))
    faint = tuple(read_blocks(slip, lexicon.hits(slip), setting_of(slip)) for slip in slips)
    return Prepared(tuple(examples), meaning, faint, tuple(of_language(seen) for seen in views)), hits


def is_frozen_test(example: Example) -> bool:
    """A tenth of the corpus, chosen by the words themselves, is kept back when models compete."""
    return zlib.crc32(example.text.encode("utf-8")) % _TEST_TENTH == 0


def cross_validate(prepared: Prepared, encoded: Encoded) -> Folded:
    """Out-of-fold margins of every head; near-twins share a fold."""
    examples = prepared.examples
    departments = [label(example, "department") for example in examples]
    split = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=0)
    folds = list(split.split(np.zeros(len(examples)), departments, groups(examples)))
    classes: dict[str, tuple[str, ...]] = {}
    scores: dict[str, Floats] = {}
    contradicted = np.zeros(len(examples), dtype=np.bool_)
    for name in HEADS:
        labels = [label(example, name) for example in examples]
        tells = np.array([name in example.teaches for example in examples])
        classes[name], scores[name] = _held_out(name, encoded.of(name), labels, tells, folds)
        if name == "urgent":
            contradicted = _contradicted(scores[name], classes[name], labels)
            classes[name], scores[name] = _held_out(
                name, encoded.of(name), labels, tells & ~contradicted, folds
            )
    return Folded(classes, scores, contradicted)


def _held_out(
    name: str,
    rows: Rows,
    labels: Sequence[str],
    tells: NDArray[np.bool_],
    folds: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> tuple[tuple[str, ...], Floats]:
    """The margins of one question for each row, from the folds that it is not in."""
    known = tuple(sorted({each for each, told in zip(labels, tells, strict=True) if told}))
    margins = np.full((len(labels), len(known)), -2.0, dtype=np.float32)
    for train, held in folds:
        head = fit_head(name, rows, labels, train[tells[train]])
        columns = np.array([known.index(each) for each in head.classes])
        margins[np.ix_(held, columns)] = rows.plain[held] @ head.weights + head.bias
    return known, margins


def _contradicted(scores: Floats, classes: Sequence[str], labels: Sequence[str]) -> NDArray[np.bool_]:
    margin = scores[:, classes.index("yes")]
    urgent = np.array([each == "yes" for each in labels])
    against: NDArray[np.bool_] = (urgent & (margin < _SURELY_CALM)) | (~urgent & (margin > _SURELY_URGENT))
    return against


def learn_facts(prepared: Prepared, hits: Sequence[Hits], folded: Folded) -> dict[str, Any]:
    """Sharpness, trust and thresholds, all from out-of-fold margins."""
    examples = prepared.examples
    full = [row for row, example in enumerate(examples) if "nature" in example.teaches]
    sharpness = {
        name: _sharpness(
            folded.scores[name][full], folded.classes[name], [label(examples[row], name) for row in full]
        )
        for name in ("department", "kind", "nature", "urgent")
    }
    opinions = opinions_of(prepared, hits, folded, sharpness["department"], ())
    signs = np.array([each[1] for each in opinions])
    right = np.array(
        [is_right(each[0].department, example) for each, example in zip(opinions, examples, strict=True)]
    )
    routed = np.array(
        [
            each[0].department != OTHER and not example.nature
            for each, example in zip(opinions, examples, strict=True)
        ]
    )
    machine = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(signs[routed], right[routed])
    trust = [round(float(weight), 5) for weight in machine.coef_[0]]
    beliefs = 1 / (1 + np.exp(-signs @ np.array(trust)))
    commonness = np.array([_COMMONNESS.get(example.difficulty, 1.0) for example in examples])
    danger = _danger(folded, sharpness["urgent"])
    urgent = np.array([example.urgent and "urgent" in example.teaches for example in examples])
    return {
        "sharpness": sharpness,
        "trust": trust,
        "assign": _bound(beliefs[routed], right[routed], commonness[routed], PRECISION),
        "ask": ASK_SHARE,
        "grievance": _grievance_bound(examples, folded, sharpness),
        "urgent": float(np.quantile(danger[urgent], 1 - URGENT_RECALL)),
    }


def opinions_of(
    prepared: Prepared, hits: Sequence[Hits], folded: Folded, sharpness: float, trust: Sequence[float]
) -> list[tuple[Opinion, tuple[float, ...]]]:
    """The out-of-fold opinion on every example, with its signs of trust."""
    out = []
    for example, hit, scores in zip(prepared.examples, hits, folded.scores["department"], strict=True):
        tokens = len(view(example.text).folded)
        opinion = opinion_of(shares_of(folded.classes["department"], scores, sharpness), hit, tokens, trust)
        out.append((opinion, trust_signs(opinion.ranked, hit, tokens)))
    return out


def is_right(department: str, example: Example) -> bool:
    """The labelled department, or one that would do as well."""
    return department == example.department or (example.department != OTHER and department in example.also)


def fit_model(
    prepared: Prepared, encoded: Encoded, facts: dict[str, Any], contradicted: NDArray[np.bool_]
) -> Model:
    """The final heads, learned from all rows given."""
    heads = {}
    for name in HEADS:
        chosen = [
            row
            for row, each in enumerate(prepared.examples)
            if name in each.teaches and not (name == "urgent" and contradicted[row])
        ]
        labels = [label(example, name) for example in prepared.examples]
        heads[name] = fit_head(name, encoded.of(name), labels, np.array(chosen))
    return Model(encoded.meaning.encoder, encoded.language.encoder, heads, {"version": VERSION, **facts})


def _grievance_bound(examples: Sequence[Example], folded: Folded, sharpness: dict[str, float]) -> float:
    """How surely a message must be a grievance to be assigned; a few real ones are asked about instead."""
    surely = [
        grievance_share(
            shares_of(folded.classes["nature"], nature, sharpness["nature"]),
            shares_of(folded.classes["department"], department, sharpness["department"]),
        )
        for example, nature, department in zip(
            examples, folded.scores["nature"], folded.scores["department"], strict=True
        )
        if not example.nature
    ]
    return round(float(np.quantile(surely, ASKED_TOO_MUCH)), 4)


def _danger(folded: Folded, sharpness: float) -> Floats:
    margins = folded.scores["urgent"]
    yes = folded.classes["urgent"].index("yes")
    danger: Floats = 1 / (1 + np.exp(-sharpness * (margins[:, yes] - margins[:, 1 - yes])))
    return danger


def _sharpness(scores: Floats, classes: Sequence[str], labels: Sequence[str]) -> float:
    wanted = np.array([classes.index(each) for each in labels])

    def loss(sharp: float) -> float:
        raised = scores * sharp
        peak = raised.max(axis=1, keepdims=True)
        spread = np.log(np.exp(raised - peak).sum(axis=1)) + peak[:, 0]
        return float((spread - raised[np.arange(len(wanted)), wanted]).mean())

    return round(float(minimize_scalar(loss, bounds=(0.2, 20), method="bounded").x), 4)


def _bound(beliefs: Floats, right: Floats, commonness: Floats, precision: float) -> float:
    """The lowest belief above which at least `precision` of all choices are right."""
    order = np.argsort(-beliefs, kind="stable")
    share = np.cumsum((right * commonness)[order]) / np.cumsum(commonness[order])
    enough = np.nonzero(share >= precision)[0]
    return round(float(beliefs[order[enough[-1]]]) if len(enough) else 1.01, 5)
