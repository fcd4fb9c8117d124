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
_BLOCK = 10_000  # respondents at a time
_LEVELS = 1 << 16


def bootstrap_alphas(answers: FloatArray, resamples: int, rng: np.random.Generator) -> FloatArray:
    """Alpha of `resamples` samples of as many respondents as `answers` (respondents × items) has; NaN for no value.

    With NaN in `answers` each covariance is over the respondents of the sample who answered both items (pairwise).
    A sample is never made: alpha depends on it through sums over respondents, so that how often each respondent was
    drawn, times what each adds to the sums, gives all samples in one matrix product.
    """
    patterns, counts = _patterns(answers)
    observed = ~np.isnan(patterns)
    k = patterns.shape[1]
    size = counts @ observed
    centred = np.where(observed, patterns - np.where(observed, patterns, 0.0).T @ counts / size, 0.0)
    if observed.all():
        total = centred.sum(axis=1)
        parts = np.column_stack([centred, (centred**2).sum(axis=1), total**2])
        alphas = [_complete(sums, len(answers)) for sums in _drawn_sums(parts, counts, resamples, rng)]
    else:
        above = np.triu_indices(k)
        mask = observed.astype(np.float64)
        parts = np.concatenate(
            [
                mask[:, above[0]] * mask[:, above[1]],
                centred[:, above[0]] * centred[:, above[1]],
                centred[:, above[0]] * mask[:, above[1]],
                centred[:, above[1]] * mask[:, above[0]],
            ],
            axis=1,
        )
        alphas = [_by_pair(sums, k) for sums in _drawn_sums(parts, counts, resamples, rng)]
    return np.concatenate(alphas)


def _drawn_sums(
    parts: FloatArray, counts: FloatArray, resamples: int, rng: np.random.Generator
) -> Iterator[FloatArray]:
    """Sums over samples (samples × columns) of what each kind of respondent adds (`parts`: kinds × columns)."""
    n = len(counts)
    if n <= _BLOCK or int(counts.sum()) != n:
        for weights in draws(counts, resamples, rng):
            yield weights @ parts
        return
    # So many respondents that their weights in one sample leave the processor's cache: some of them at a time.
    table = _poisson_table(n)
    at_a_time = _CELLS // _BLOCK
    for start in range(0, resamples, at_a_time):
        size = min(at_a_time, resamples - start)
        sums, drawn = np.zeros((size, parts.shape[1])), np.zeros(size)
        for first in range(0, n, _BLOCK):
            block = parts[first : first + _BLOCK]
            weights = table.take(np.frombuffer(rng.bytes(2 * len(block) * size), dtype=np.uint16))
            weights = weights.reshape(size, len(block))
            sums += weights @ block
            drawn += weights.sum(axis=1)
        for row, short in enumerate(np.maximum(n - drawn, 0).astype(np.intp).tolist()):
            sums[row] += parts[rng.integers(0, n, short)].sum(axis=0)
        yield sums


def draws(counts: FloatArray, resamples: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    """How often each kind of respondent is drawn: matrices of samples × kinds, `resamples` rows in all.

    counts: respondents of each kind. A sample has as many respondents as there are.
    """
    n = int(counts.sum())
    single = len(counts) >= _POISSON_FROM and n == len(counts)
    table = _poisson_table(n) if single else None
    at_a_time = max(_CELLS // len(counts), 1)
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


def _complete(sums: FloatArray, n: int) -> FloatArray:
    """From sums over the sample of each item, of the squares of all items, and of the squared sum score."""
    items, squares, total = sums[:, :-2], sums[:, -2], sums[:, -1]
    item_variances = squares - (items**2).sum(axis=1) / n
    return alpha_of_sums(items.shape[1], item_variances, total - items.sum(axis=1) ** 2 / n)


def _by_pair(sums: FloatArray, k: int) -> FloatArray:
    """From sums over the sample, for each pair of items: respondents, products, the first item, the second item."""
    shared, products, first, second = np.split(sums, 4, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = (products - first * second / shared) / (shared - 1)  # NaN with one respondent, refused with it
    rows, columns = np.triu_indices(k)
    item_variances = covariance[:, rows == columns].sum(axis=1)
    return alpha_of_sums(k, item_variances, 2 * covariance.sum(axis=1) - item_variances)
