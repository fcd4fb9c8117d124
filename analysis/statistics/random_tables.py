"""Tests of a cross-table against tables drawn at random with its own margins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln
from scipy.stats import random_table

from analysis.statistics.contingency import CountArray
from analysis.statistics.results import FloatArray

TABLES = 100_000
"""How many tables are drawn: a p of 0.05 then has a standard error of 0.0007."""

_BLOCK_CELLS = 400_000
_TOLERANCE = 1e-7


@dataclass(frozen=True)
class RandomTables:
    """p-values over `tables` random tables drawn with `seed`; the observed table counts as one of them.

    p: the share of tables that are no more probable than the observed one (Freeman & Halton 1951, Fisher's exact test
    of an r × c table). p_linear: the share of which the row scores and column scores go together at least as strongly,
    either way; None without scores.
    """

    p: float
    p_linear: float | None
    tables: int
    seed: int

    @property
    def standard_error(self) -> float:
        """Of `p`, by the drawing: what another seed would change."""
        return float(np.sqrt(self.p * (1 - self.p) / self.tables))


def random_tables(
    observed: CountArray, linear: tuple[FloatArray, FloatArray] | None, *, seed: int, tables: int = TABLES
) -> RandomTables:
    """Draw tables with the margins of `observed` (r × c) by Patefield's algorithm (1981, *Applied Statistics* 30).

    linear: row scores and column scores. The p-values are (1 + hits)/(1 + tables), so that they are never 0
    (Phipson & Smyth 2010). R: `fisher.test(x, simulate.p.value = TRUE, B = 1e5)` for `p`.
    """
    rows, columns = observed.sum(axis=1), observed.sum(axis=0)
    log_factorial = gammaln(np.arange(int(min(rows.max(), columns.max())) + 1) + 1.0)
    least_probable = float(log_factorial[observed].sum()) - _TOLERANCE  # log P is minus this, plus a constant
    weights: FloatArray = np.zeros(observed.shape)
    distance = expected = 0.0
    if linear is not None:
        u, v = (_standard(score, margin) for score, margin in zip(linear, (rows, columns), strict=True))
        weights = np.outer(u, v)
        expected = float(u @ rows) * float(v @ columns) / float(rows.sum())
        distance = abs(float((weights * observed).sum()) - expected) * (1 - 1e-12) - _TOLERANCE
    generator = np.random.default_rng(seed)
    block = max(1, _BLOCK_CELLS // observed.size)
    hits = linear_hits = 0
    for start in range(0, tables, block):
        size = min(block, tables - start)
        drawn = random_table.rvs(rows, columns, method="patefield", size=size, random_state=generator)
        drawn = np.asarray(drawn, dtype=np.int64).reshape(size, observed.size)
        hits += int(np.count_nonzero(log_factorial[drawn].sum(axis=1) >= least_probable))
        if linear is not None:
            strength = np.abs(drawn @ weights.ravel() - expected)
            linear_hits += int(np.count_nonzero(strength >= distance))
    return RandomTables(
        p=(1 + hits) / (1 + tables),
        p_linear=None if linear is None else (1 + linear_hits) / (1 + tables),
        tables=tables,
        seed=seed,
    )


def _standard(score: FloatArray, margin: CountArray) -> FloatArray:
    """Scores with mean 0 and sd 1 over the respondents, so that sums of their products have one size."""
    centred = score - np.average(score, weights=margin)
    standard: FloatArray = centred / np.sqrt(np.average(centred**2, weights=margin))
    return standard
