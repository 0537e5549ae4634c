"""One run of `samvad train`: learn, compete on the frozen test, keep the better model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from routing.corpus import EVERYTHING, Example, load_corpus, load_drills
from routing.learning import (
    Encoded,
    cross_validate,
    encode,
    fit_model,
    is_frozen_test,
    is_right,
    learn_facts,
    prepare,
)
from routing.lessons import Lesson, examples_of
from routing.lexicon import Lexicon, load_terms
from routing.linear import Model, load_model, save_model
from routing.opinion import code_of
from routing.training import Prepared, fit_head, label

HEADS_THAT_COMPETE = ("department", "kind", "urgent")
_FIGURE = {"department": "strict"}
_NOISE = {"strict": 0.004, "kind": 0.01, "urgent": 0.05}
"""A few rows of the frozen test: less than that tells no model from another."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the new model was kept, the figures of both, and the same in words."""

    kept: bool
    figures: dict[str, Any]
    told: str


def run_training(lessons: Sequence[Lesson], *, old: Path | None, target: Path) -> Outcome:
    """Learn from corpus and corrections; write the model only when it is not worse than the old one.

    Models compete without the frozen tenth of the corpus; the one that is kept then learns from that too.
    """
    corpus = load_corpus()
    rows = (*corpus, *load_drills(), *examples_of(lessons))
    prepared, hits = prepare(rows, Lexicon(load_terms()))
    encoded = encode(prepared)
    fresh, size = compete(prepared, encoded)
    before = _figures_before(old, size)
    figures: dict[str, Any] = {
        **fresh,
        "before": before.get("strict"),
        "test": size,
        "corpus": len(corpus),
        "labelled": len(lessons),
    }
    worse = [name for name, noise in _NOISE.items() if fresh[name] < before.get(name, 0.0) - noise]
    if worse:
        told = ", ".join(f"{name} {fresh[name]:.1%} against {before[name]:.1%}" for name in worse)
        told = f"The new model is worse on the test set ({told}): the old one stays."
        return Outcome(kept=False, figures=figures, told=told)
    folded = cross_validate(prepared, encoded)
    facts = learn_facts(prepared, hits, folded) | {"figures": figures}
    _write(fit_model(prepared, encoded, facts, folded.contradicted), target)
    against = f" (before: {before['strict']:.1%})" if before else ""
    learned = f"Learned from {len(corpus)} sentences and {len(lessons)} decisions"
    told = f"{learned}; test set {fresh['strict']:.1%}{against}: {target}"
    return Outcome(kept=True, figures=figures, told=told)


def compete(prepared: Prepared, encoded: Encoded) -> tuple[dict[str, float], int]:
    """How right a model that never saw the frozen test rows is about them, and how many they are."""
    examples, rows = prepared.examples, replace(encoded.meaning, blurred=None)
    held = [row for row, each in enumerate(examples) if is_frozen_test(each) and each.teaches == EVERYTHING]
    tested = [examples[row] for row in held]
    frozen = {example.text for example in tested}
    figures = {}
    for name in HEADS_THAT_COMPETE:
        labels = [label(example, name) for example in examples]
        learned = [
            row for row, each in enumerate(examples) if each.text not in frozen and name in each.teaches
        ]
        head = fit_head(name, rows, labels, np.array(learned))
        margins = rows.plain[held] @ head.weights + head.bias
        said = [head.classes[best] for best in margins.argmax(axis=1)]
        figures[_FIGURE.get(name, name)] = round(_figure(name, said, tested), 4)
    return figures, len(held)


def _figure(name: str, said: Sequence[str], tested: Sequence[Example]) -> float:
    """The share that is right; for urgency the balance of finding and not mistaking."""
    if name == "urgent":
        hit = sum(each == "yes" and example.urgent for each, example in zip(said, tested, strict=True))
        total = said.count("yes") + sum(example.urgent for example in tested)
        return 2 * hit / total if total else 1.0
    if name == "department":
        return float(
            np.mean([is_right(code_of(each), example) for each, example in zip(said, tested, strict=True)])
        )
    return float(np.mean([each == label(example, name) for each, example in zip(said, tested, strict=True)]))


def _figures_before(old: Path | None, size: int) -> dict[str, float]:
    """The old model's figures, when they were measured on the same test rows."""
    if old is None:
        return {}
    figures = load_model(old).facts.get("figures", {})
    return {name: float(figures[name]) for name in _NOISE if name in figures and figures.get("test") == size}


def _write(model: Model, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new.npz")
    save_model(model, fresh)
    fresh.replace(target)
