"""Cronbach's alpha of samples drawn again from the respondents, with replacement, thousands at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import pdtr

from analysis.statistics.coefficients import alpha_of_sums
from analysis.statistics.results import FloatArray

_GROUPED_FROM = 20_000  # respondents; below it, looking for equal answers costs more than it saves
_POISSON_FROM = 2_000
_CELLS = 50_000  # weights at a time: they stay in the processor's cache, and the product in one thread
_MANY_CELLS = 2_000_000  # where the product itself is the work: then it gains by being large
_LEVELS = 1 << 16
_RANDOM_GROUPS = 5_000
IN_GROUPS_ABOVE = 10_000
"""Above so many respondents they are drawn in 5,000 random groups of equal size instead of one by one."""


def bootstrap_alphas(answers: FloatArray, resamples: int, rng: np.random.Generator) -> FloatArray:
    """Alpha of `resamples` samples of as many respondents as `answers` (respondents × items) has; NaN for no value.

    With NaN in `answers` each covariance is over the respondents of the sample who answered both items (pairwise).
    A sample is never made: alpha depends on it through sums over respondents, so that how often each respondent was
    drawn, times what each adds to the sums, gives all samples in one matrix product.

    Above `IN_GROUPS_ABOVE` respondents whose answers are nearly all different, random groups of them are drawn. A sum
    over such a group is one of independent respondents, so that spread and skewness of alpha over the samples stay what
    they are (random groups: Wolter 2007, *Introduction to Variance Estimation*, ch. 2); the width of an interval is a
    percent less certain, as much as 5,000 samples would leave it anyway.
    """
    patterns, counts = _patterns(answers)
    observed = ~np.isnan(patterns)
    k = patterns.shape[1]
    size = counts @ observed
    centred = np.where(observed, patterns - np.where(observed, patterns, 0.0).T @ counts / size, 0.0)
    groups = None
    if len(counts) > IN_GROUPS_ABOVE and int(counts.sum()) == len(counts):
        groups = np.array_split(rng.permutation(len(counts)), _RANDOM_GROUPS)
    if observed.all():
        total = centred.sum(axis=1)
        parts = np.column_stack([np.ones(len(centred)), centred, (centred**2).sum(axis=1), total**2])
        if groups is not None:
            starts = np.cumsum([0, *map(len, groups[:-1])])
            parts = np.add.reduceat(parts[np.concatenate(groups)], starts, axis=0)
    elif groups is None:
        parts = _pair_parts(centred, observed.astype(np.float64))
    else:
        parts = np.stack([_pair_sums(centred[group], observed[group].astype(np.float64)) for group in groups])
    of_sums = _complete if observed.all() else _by_pair
    if groups is not None:
        counts = np.ones(len(groups))
    cells = _CELLS if observed.all() and groups is None else _MANY_CELLS
    return np.concatenate([of_sums(weights @ parts, k) for weights in draws(counts, resamples, rng, cells)])


def _pair_parts(centred: FloatArray, mask: FloatArray) -> FloatArray:
    """What each respondent adds to the sums of `_by_pair`."""
    first, second = np.triu_indices(centred.shape[1])
    return np.concatenate(
        [
            mask[:, first] * mask[:, second],
            centred[:, first] * centred[:, second],
            centred[:, first] * mask[:, second],
            centred[:, second] * mask[:, first],
        ],
        axis=1,
    )


def _pair_sums(centred: FloatArray, mask: FloatArray) -> FloatArray:
    """What a group of respondents adds to them: four Gram matrices."""
    above = np.triu_indices(centred.shape[1])
    first = centred.T @ mask
    return np.concatenate([(mask.T @ mask)[above], (centred.T @ centred)[above], first[above], first.T[above]])


def draws(counts: FloatArray, resamples: int, rng: np.random.Generator, cells: int = _CELLS) -> Iterator[FloatArray]:
    """How often each kind of respondent is drawn: matrices of samples × kinds, `resamples` rows in all.

    counts: respondents of each kind. A sample has as many respondents as there are. cells: of one such matrix.
    """
    n = int(counts.sum())
    single = len(counts) >= _POISSON_FROM and n == len(counts)
    table = _poisson_table(n) if single else None
    at_a_time = max(cells // len(counts), 1)
    for start in range(0, resamples, at_a_time):
        size = min(at_a_time, resamples - start)
        if table is None:
            yield rng.multinomial(n, counts / n, size=size).astype(np.float64)
        else:
            yield _single_draws(n, size, rng, table)


def _poisson_table(n: int) -> FloatArray:
    """65,536 counts that occur as often as by a Poisson distribution with a mean a little under 1.

    The mean is such that n of them add up to more than n with a chance of 1e-9 (a sample then is a little larger).
    """
    steps = (np.arange(_LEVELS) + 0.5) / _LEVELS
    return np.searchsorted(pdtr(np.arange(12), 1 - 6 / np.sqrt(n)), steps).astype(np.float64)


def _single_draws(n: int, resamples: int, rng: np.random.Generator, table: FloatArray) -> FloatArray:
    """Multinomial counts of n draws from n respondents, several times faster than by NumPy.

    Independent Poisson counts are multinomial given their sum; the draws that the sum falls short of n are added one
    by one. The counts come from a table of 2^16 steps, so that a probability is at most 1.5e-5 off: far less than what
    the chance in the resampling itself does.
    """
    random = np.frombuffer(rng.bytes(2 * n * resamples), dtype=np.uint16)
    weights: FloatArray = table.take(random).reshape(resamples, n)
    short = np.maximum(n - weights.sum(axis=1), 0).astype(np.intp)
    rows = np.repeat(np.arange(resamples), short)
    np.add.at(weights, (rows, rng.integers(0, n, len(rows))), 1.0)
    return weights


def _patterns(answers: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The different sets of answers and how many respondents gave each; the rows themselves where that saves little."""
    if len(answers) >= _GROUPED_FROM:
        grouped = pd.DataFrame(answers).groupby(list(range(answers.shape[1])), dropna=False, sort=False).size()
        if len(grouped) * 8 <= len(answers):
            patterns = grouped.index.to_frame().to_numpy().astype(np.float64)
            return patterns, grouped.to_numpy().astype(np.float64)
    return answers, np.ones(len(answers))


def _complete(sums: FloatArray, k: int) -> FloatArray:
    """From the size of the sample and the sums over it of each item, of all squares, and of the squared sum score."""
    n, items, squares, total = sums[:, 0], sums[:, 1:-2], sums[:, -2], sums[:, -1]
    item_variances = squares - (items**2).sum(axis=1) / n
    return alpha_of_sums(k, item_variances, total - items.sum(axis=1) ** 2 / n)


def _by_pair(sums: FloatArray, k: int) -> FloatArray:
    """From sums over the sample, for each pair of items: respondents, products, the first item, the second item."""
    shared, products, first, second = np.split(sums, 4, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = (products - first * second / shared) / (shared - 1)  # NaN with one respondent, refused with it
    rows, columns = np.triu_indices(k)
    item_variances = covariance[:, rows == columns].sum(axis=1)
    return alpha_of_sums(k, item_variances, 2 * covariance.sum(axis=1) - item_variances)
