"""What the linear model thinks of a message: departments in order, and how far to trust the first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from routing.lexicon import Hits
from routing.linear import Floats, probabilities
from routing.reading import OTHER

NOT_A_GRIEVANCE = "not_a_grievance"
UNCLEAR = f"{OTHER}:unclear"
OUTSIDE = f"{OTHER}:outside"


@dataclass(frozen=True, slots=True)
class Opinion:
    """Departments with their shares, best first (`other` among them), and the trust in the best one."""

    ranked: tuple[tuple[str, float], ...]
    trust: float
    unclear: float
    outside: float

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest code, which may be `other`, with its share."""
        return self.ranked[0]

    @property
    def department(self) -> str:
        """The likeliest code alone."""
        return self.best[0]

    def led_by(self, department: str) -> Opinion:
        """The same with this department first, trusted as much as its own share."""
        if self.department == department:
            return self
        first = tuple(pair for pair in self.ranked if pair[0] == department)
        rest = tuple(pair for pair in self.ranked if pair[0] != department)
        return replace(self, ranked=(*first, *rest), trust=sum(share for _, share in first))


def code_of(name: str) -> str:
    """The department code of a class; the parts of `other` and what is no grievance are one."""
    return OTHER if name == NOT_A_GRIEVANCE or name.startswith(f"{OTHER}:") else name


def shares_of(classes: Sequence[str], scores: Floats, sharpness: float) -> dict[str, float]:
    """Margins of one question as shares of its classes."""
    return dict(zip(classes, probabilities(scores, sharpness).tolist(), strict=True))


def opinion_of(raw: Mapping[str, float], hits: Hits, tokens: int, trust: Sequence[float]) -> Opinion:
    """The shares of a message known to be a grievance; the parts of `other` are added up."""
    sure = max(1.0 - raw.get(NOT_A_GRIEVANCE, 0.0), 1e-6)
    shares: dict[str, float] = {}
    for code, share in raw.items():
        if code != NOT_A_GRIEVANCE:
            name = OTHER if code.startswith(f"{OTHER}:") else code
            shares[name] = shares.get(name, 0.0) + share / sure
    ranked = tuple(sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])))
    signs = trust_signs(ranked, hits, tokens)
    belief = 1 / (1 + math.exp(-float(np.dot(trust, signs)))) if len(trust) else ranked[0][1]
    return Opinion(ranked, belief, raw.get(UNCLEAR, 0.0), raw.get(OUTSIDE, 0.0))


def trust_signs(ranked: Sequence[tuple[str, float]], hits: Hits, tokens: int) -> tuple[float, ...]:
    """What tells a right first choice from a wrong one; the last sign is the constant."""
    (best, share), (second, follow) = ranked[0], ranked[1]
    lexical = _lexical_lead(hits.departments, best)
    return (
        math.log(share / (1.000001 - share)),
        math.log(share / (follow + 1e-6)),
        lexical,
        1.0 if lexical > 0 else 0.0,
        1.0 if second == OTHER else 0.0,
        min(tokens, 20) / 20,
        1.0 if tokens <= 3 else 0.0,
        1.0,
    )


def _lexical_lead(weights: Mapping[str, float], best: str) -> float:
    """How far the word lists favour the model's choice over all others, in strong words."""
    rival = max((weight for code, weight in weights.items() if code != best), default=0.0)
    return max(-2.0, min(2.0, (weights.get(best, 0.0) - max(rival, 0.0)) / 3.0))
