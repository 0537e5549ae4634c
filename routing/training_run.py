"""One run of `samvad train`: learn, compete on the frozen test, keep the better model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from routing.corpus import Example, load_corpus
from routing.learning import cross_validate, fit_model, is_frozen_test, is_right, learn_facts, prepare
from routing.lexicon import Hits, Lexicon, load_terms
from routing.linear import Model, load_model, save_model
from routing.opinion import opinion_of, shares_of
from routing.training import Prepared, fit_competitor
from routing.view import view

_NOISE = 0.004
"""Two rows of the frozen test: less than that tells no model from another."""
_SHARPNESS = 5.0
"""About what is learned for margins; the same for all competitors, who have no folds of their own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the new model was kept, the figures of both, and the same in words."""

    kept: bool
    figures: dict[str, Any]
    told: str


def run_training(rows: Sequence[tuple[str, str]], *, old: Path | None, target: Path) -> Outcome:
    """Learn from corpus and corrections; write the model only when it is not worse than the old one.

    Models compete without the frozen tenth of the corpus; the one that is kept then learns from that too.
    """
    corpus = load_corpus()
    labelled = tuple(Example(text, department, only_department=True) for text, department in rows)
    lexicon = Lexicon(load_terms())
    prepared, hits = prepare((*corpus, *labelled), lexicon)
    strict, size = compete(prepared, hits)
    before = _figure_before(old, size)
    figures = {
        "strict": round(strict, 4),
        "before": before,
        "test": size,
        "corpus": len(corpus),
        "labelled": len(rows),
    }
    if before is not None and strict < before - _NOISE:
        told = (
            f"The new model is worse on the test set ({strict:.1%} against {before:.1%}): the old one stays."
        )
        return Outcome(kept=False, figures=figures, told=told)
    folded = cross_validate(prepared)
    facts = learn_facts(prepared, hits, folded) | {"figures": figures}
    _write(fit_model(prepared, facts, folded.contradicted), target)
    against = "" if before is None else f" (before: {before:.1%})"
    learned = f"Learned from {len(corpus)} sentences and {len(rows)} corrections"
    told = f"{learned}; test set {strict:.1%}{against}: {target}"
    return Outcome(kept=True, figures=figures, told=told)


def compete(prepared: Prepared, hits: Sequence[Hits]) -> tuple[float, int]:
    """The share of frozen test rows that a model without them gets right, and their number."""
    examples = prepared.examples
    held = [row for row, each in enumerate(examples) if is_frozen_test(each) and not each.only_department]
    frozen = {examples[row].text for row in held}
    learned = [row for row, each in enumerate(examples) if each.text not in frozen]
    head, scores = fit_competitor(prepared, learned, held)
    right = [
        is_right(
            _department(shares_of(head.classes, margins, _SHARPNESS), hits[row], examples[row].text),
            examples[row],
        )
        for row, margins in zip(held, scores, strict=True)
    ]
    return float(np.mean(right)), len(held)


def _department(shares: Mapping[str, float], hits: Hits, text: str) -> str:
    return opinion_of(shares, hits, len(view(text).folded), ()).department


def _figure_before(old: Path | None, size: int) -> float | None:
    """The old model's figure, when it was measured on the same test rows."""
    if old is None:
        return None
    figures = load_model(old).facts.get("figures", {})
    return float(figures["strict"]) if figures.get("test") == size else None


def _write(model: Model, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new.npz")
    save_model(model, fresh)
    fresh.replace(target)
