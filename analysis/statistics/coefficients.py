"""Reliability coefficients of the sum of k items, each from their covariances (k × k) alone."""

from __future__ import annotations

import numpy as np

from analysis.errors import StatisticsError
from analysis.statistics.item_moments import NEGLIGIBLE
from analysis.statistics.results import FloatArray


def cronbach_alpha(covariance: FloatArray) -> float:
    """k/(k−1) · (1 − Σ item variances / variance of the sum) (Cronbach 1951); StatisticsError where it has no value."""
    k = len(covariance)
    item_variances, total = float(np.trace(covariance)), float(covariance.sum())
    if item_variances == 0:
        raise StatisticsError(
            "Alfa is niet te berekenen: bij elk item geven alle respondenten hetzelfde antwoord. "
            "Zonder verschillen tussen respondenten valt er geen samenhang te meten."
        )
    if total <= NEGLIGIBLE * item_variances:
        raise StatisticsError(
            "Alfa is niet te berekenen: de somscore verschilt niet tussen respondenten, omdat de items elkaar "
            "opheffen. Controleer of er items omgekeerd moeten worden."
        )
    alpha = k / (k - 1) * (1 - item_variances / total)
    if alpha > 1 + NEGLIGIBLE:
        raise StatisticsError(
            "Alfa is paarsgewijs niet te berekenen: per paar van items antwoorden zulke verschillende respondenten "
            "dat de samenhangen elkaar tegenspreken. Kies 'listwise'."
        )
    return min(alpha, 1.0)


def alpha_of_sums(k: int, item_variances: FloatArray, total: FloatArray) -> FloatArray:
    """Alpha of many samples at once, from sums of item variances and variances of the sum; NaN for no value."""
    alpha = np.full(total.shape, np.nan)
    usable = total > NEGLIGIBLE * item_variances
    np.divide(item_variances, total, out=alpha, where=usable)
    alpha = k / (k - 1) * (1 - alpha)
    alpha[alpha > 1 + NEGLIGIBLE] = np.nan  # only pairwise: no set of answers has these covariances
    return np.minimum(alpha, 1.0)


def standardised_alpha(correlation: FloatArray) -> float | None:
    """k·r̄ / (1 + (k − 1)·r̄), r̄ the mean correlation; None when that is no reliability (r̄ ≤ −1/(k − 1), or unknown)."""
    k = len(correlation)
    if k < 2:
        return None
    mean = float(correlation[np.triu_indices(k, 1)].mean())
    total = 1 + (k - 1) * mean
    return k * mean / total if total > NEGLIGIBLE else None


def guttman_lambda2(covariance: FloatArray) -> float:
    """(Σ covariances + √(k/(k−1) · Σ covariances²)) / variance of the sum, over all i ≠ j (Guttman 1945)."""
    k = len(covariance)
    between = covariance - np.diag(np.diag(covariance))
    squares = float((between**2).sum())
    value = (float(between.sum()) + float(np.sqrt(k / (k - 1) * squares))) / float(covariance.sum())
    return min(value, 1.0)


def split_half(covariance: FloatArray) -> float | None:
    """2r/(1 + r), r the correlation of the first, third, … with the second, fourth, … items (Spearman–Brown).

    None when a half does not vary or the halves run exactly against each other.
    """
    odd, even = covariance[0::2], covariance[1::2]
    spread = float(odd[:, 0::2].sum()) * float(even[:, 1::2].sum())
    lowest = NEGLIGIBLE * float(np.trace(covariance)) ** 2
    if odd[:, 0::2].sum() <= 0 or even[:, 1::2].sum() <= 0 or spread <= lowest:
        return None
    r = float(odd[:, 1::2].sum()) / float(np.sqrt(spread))
    if r > 1 + 1e-9 or r <= -1 + 1e-9:
        return None
    return 2 * min(r, 1.0) / (1 + min(r, 1.0))
