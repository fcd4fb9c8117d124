"""Gower's coefficient: how unlike two cases are over variables of different kinds, some of which are not known.

Gower, J.C. (1971), A general coefficient of similarity and some of its properties, Biometrics 27, 857–871.
R: `cluster::daisy(x, metric = "gower", weights = w)`; the sets of answers are an addition that daisy lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Scale(StrEnum):
    """How the difference between two values of a variable is measured, always from 0 (equal) to 1."""

    NUMERIC = "numeric"  # the difference, as a part of the range
    ORDERED = "ordered"  # the same over the ranks of the levels (daisy: codes of an ordered factor)
    NOMINAL = "nominal"  # 0 where equal, 1 where not; of two answers this is the symmetric binary variable
    SET = "set"  # one minus Jaccard's coefficient: common members as a part of all members


@dataclass(frozen=True)
class Variable:
    """A variable with what its scale needs: the span of its numbers, or the levels of an ordered one, lowest first."""

    name: str
    scale: Scale
    span: float = 0.0
    levels: tuple[str, ...] = ()


Case = Mapping[str, float | str | frozenset[str] | None]


@dataclass(frozen=True)
class Part:
    """One variable's part in a distance: the difference (0 to 1) and the weight it counts with."""

    name: str
    difference: float
    weight: float


@dataclass(frozen=True)
class GowerDistance:
    """The weighted mean of the differences over the variables that both cases know.

    value: 0 (equal) to 1, or None where no variable with a weight is known of both. low, high: the distances if
    everything that the first case knows and the second does not were equal, or as different as can be.
    """

    value: float | None
    low: float
    high: float
    parts: tuple[Part, ...]


def gower_distance(
    first: Case, second: Case, variables: Sequence[Variable], weights: Mapping[str, float]
) -> GowerDistance:
    """The distance between two cases.

    d = Σ w·δ·s / Σ w·δ over the variables, in which s is the difference on one variable (see `Scale`), w its weight
    (1 where `weights` does not name it) and δ 1 where both cases know it and 0 otherwise. A variable without any
    spread makes no difference, as in daisy.
    """
    parts = []
    weight_of_unknown = 0.0
    for variable in variables:
        weight = weights.get(variable.name, 1.0)
        ours, theirs = first.get(variable.name), second.get(variable.name)
        if ours is None or weight == 0:
            continue
        if theirs is None:
            weight_of_unknown += weight
            continue
        parts.append(Part(variable.name, difference(ours, theirs, variable), weight))
    known = sum(part.weight for part in parts)
    total = sum(part.weight * part.difference for part in parts)
    everything = known + weight_of_unknown
    return GowerDistance(
        value=total / known if known else None,
        low=total / everything if everything else 0.0,
        high=(total + weight_of_unknown) / everything if everything else 1.0,
        parts=tuple(parts),
    )


def difference(first: float | str | frozenset[str], second: float | str | frozenset[str], variable: Variable) -> float:
    """The difference between two known values on one variable, 0 to 1."""
    match variable.scale:
        case Scale.NUMERIC:
            return abs(float(first) - float(second)) / variable.span if variable.span else 0.0  # type: ignore[arg-type]
        case Scale.ORDERED:
            steps = len(variable.levels) - 1
            ranks = [variable.levels.index(str(value)) for value in (first, second)]
            return abs(ranks[0] - ranks[1]) / steps if steps else 0.0
        case Scale.SET:
            ours, theirs = frozenset(first), frozenset(second)  # type: ignore[arg-type]
            union = ours | theirs
            return 1 - len(ours & theirs) / len(union) if union else 0.0
        case _:
            return float(first != second)
