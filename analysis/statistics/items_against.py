"""Which items of a scale run against the rest, all of them together: most likely those worded the other way."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from analysis.errors import StatisticsError
from analysis.statistics import coefficients
from analysis.statistics.inputs import Items, confidence_level, item_frame
from analysis.statistics.item_moments import Missing, check_missing_rule, item_moments
from analysis.statistics.reliability import fisher_interval
from analysis.statistics.results import FloatArray


@dataclass(frozen=True)
class ItemsAgainst:
    """The items of a scale that run against the rest, in the order of the scale, and what turning them round does.

    rest_correlations: of each with the sum of the other items, those in `items` turned round: below 0. alpha: of the
    scale as it is, None where it has no value because the items cancel out; alpha_if_reversed: with all of them turned
    round. n: respondents that both rest on. even: whether they are half of the items, so that it could as well be the
    other half.
    """

    items: tuple[Hashable, ...]
    rest_correlations: tuple[float, ...]
    alpha: float | None
    alpha_if_reversed: float
    n: int
    even: bool


def items_against(items: Items, missing: Missing = "listwise", confidence: float = 0.95) -> ItemsAgainst | None:
    """The items that run against the rest of their scale; None where none does.

    items: as for `reliability`. `item_advice` judges each item with all others as they are; where several run the other
    way these spoil each other's rest, so here they are looked for together: starting from the items as they are, the
    one whose covariance with the sum of the others is the most negative is turned round, until none is left (each step
    raises the variance of the sum, and so alpha). The smaller set of the two that then face each other runs against the
    other; of two halves the one without the first item. Kept are items whose correlation with the rest lies below 0
    with its whole interval, as in `item_advice`: an item that just hangs together with nothing is not one that is
    worded the other way. R: `psych::alpha(items, check.keys = TRUE)` turns by the sign of the first principal
    component. StatisticsError as `reliability`, but not where the items cancel out.
    """
    confidence = confidence_level(confidence)
    check_missing_rule(missing)
    frame = item_frame(items)
    if frame.shape[1] < 2:
        return None
    moments = item_moments(frame, missing)
    covariance = moments.covariance
    signs = _facing(covariance)
    with_rest, rest_variance = _with_rest(covariance, signs)
    variance = np.diag(covariance)
    correlation = np.zeros(len(signs))
    known = (variance > 0) & (rest_variance > 0)
    correlation[known] = (with_rest[known] / np.sqrt(variance[known] * rest_variance[known])).clip(-1.0, 1.0)
    low, _ = fisher_interval(correlation, np.diag(moments.pair_n), confidence)
    against = (signs < 0) & (low > 0)
    if not against.any():
        return None
    turned = np.where(against, -1.0, 1.0)
    return ItemsAgainst(
        items=tuple(name for name, found in zip(moments.names, against, strict=True) if found),
        rest_correlations=tuple(float(-r) for r in correlation[against]),
        alpha=_alpha(covariance),
        alpha_if_reversed=coefficients.cronbach_alpha(covariance * np.outer(turned, turned)),
        n=moments.n,
        even=2 * int(against.sum()) == int((variance > 0).sum()),
    )


def _facing(covariance: FloatArray) -> FloatArray:
    """1 for the items of the larger side, −1 for those that face them."""
    signs = np.ones(len(covariance))
    while True:
        with_rest, _ = _with_rest(covariance, signs)
        worst = int(np.argmin(with_rest))
        if with_rest[worst] >= 0:
            break
        signs[worst] *= -1
    fewer = int(np.count_nonzero(signs < 0)) - int(np.count_nonzero(signs > 0))
    return -signs if fewer > 0 or (fewer == 0 and signs[0] < 0) else signs


def _with_rest(covariance: FloatArray, signs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Covariance of each item with the sum of the others, all turned by their sign, and the variance of that sum."""
    turned = covariance * np.outer(signs, signs)
    others = 1.0 - np.eye(len(signs))
    return (turned * others).sum(axis=1), ((others @ turned) * others).sum(axis=1)


def _alpha(covariance: FloatArray) -> float | None:
    try:
        return coefficients.cronbach_alpha(covariance)
    except StatisticsError:
        return None
