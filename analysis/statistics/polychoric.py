"""Polychoric correlations: the correlation of what lies behind two questions with ordered answers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from analysis.statistics.results import FloatArray

LARGEST_CORRELATION = 0.9999
"""Bound of the search, as in R's `polycor::polychor`: where it is met, the table fits no smaller correlation."""

_FARTHEST = 12.0  # a threshold that stands for infinity: beyond it lies less than 1e-32 of a normal distribution
_ITERATIONS = 80
_CONVERGED = 1e-10
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


def polychoric_correlations(tables: FloatArray) -> FloatArray:
    """The polychoric correlation of each table of counts (m × rows × columns), −0.9999 to 0.9999.

    In two steps (Olsson 1979, *Psychometrika* 44): thresholds from each table's own margins, then the correlation by
    maximum likelihood, all tables at once. Without correction of empty cells: R's `polycor::polychor(x, y)`, and
    `psych::polychoric(items, correct = 0, global = FALSE)`. NaN where a margin has a single answer.
    """
    counts = np.asarray(tables, dtype=np.float64)
    n = counts.sum(axis=(1, 2))
    row_margin, column_margin = counts.sum(axis=2), counts.sum(axis=1)
    usable = ((row_margin > 0).sum(axis=1) > 1) & ((column_margin > 0).sum(axis=1) > 1)
    result = np.full(len(counts), np.nan)
    if usable.any():
        rows = _thresholds(row_margin[usable], n[usable])
        columns = _thresholds(column_margin[usable], n[usable])
        result[usable] = _most_likely(counts[usable], n[usable], rows, columns)
    return result


def bivariate_normal(h: FloatArray, k: FloatArray, correlation: FloatArray) -> FloatArray:
    """P(X ≤ h, Y ≤ k) of the standard bivariate normal, elementwise; |correlation| at most 0.9999.

    Φ(h)Φ(k) plus the integral of the density over the correlation from 0, with r = sin θ (Drezner & Wesolowsky 1990,
    *J. Statist. Comput. Simul.* 35), by Gauss–Legendre quadrature.
    """
    half = np.arcsin(correlation)[..., None] / 2
    sine = np.sin(half * (1 + _NODES))
    h_, k_ = h[..., None], k[..., None]
    exponent = -(h_**2 + k_**2 - 2 * h_ * k_ * sine) / (2 * (1 - sine**2))
    area: FloatArray = ndtr(h) * ndtr(k) + half[..., 0] * (np.exp(exponent) @ _WEIGHTS) / (2 * np.pi)
    return area


def _thresholds(margin: FloatArray, n: FloatArray) -> FloatArray:
    """m × (answers + 1): from −∞ to ∞, as ±12."""
    share = np.cumsum(margin, axis=1) / n[:, None]
    share[np.cumsum(margin[:, ::-1], axis=1)[:, ::-1] == margin] = 1.0  # the last answer given, whatever rounding says
    inner = np.clip(ndtri(np.clip(share, 0.0, 1.0)), -_FARTHEST, _FARTHEST)
    return np.concatenate([np.full((len(margin), 1), -_FARTHEST), inner], axis=1)


def _most_likely(counts: FloatArray, n: FloatArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Fisher scoring between bounds that close in: where a step would leave them, they are halved instead."""
    m = len(counts)
    low, high = np.full(m, -LARGEST_CORRELATION), np.full(m, LARGEST_CORRELATION)
    estimate = np.zeros(m)
    active = np.arange(m)
    for _ in range(_ITERATIONS):
        score, information = _score(counts[active], n[active], rows[active], columns[active], estimate[active])
        rising = score > 0
        low[active[rising]] = estimate[active[rising]]
        high[active[~rising]] = estimate[active[~rising]]
        with np.errstate(divide="ignore", invalid="ignore"):
            step = score / information
        following = estimate[active] + step
        outside = ~((following > low[active]) & (following < high[active]))
        following[outside] = (low[active] + high[active])[outside] / 2
        moved = np.abs(following - estimate[active])
        estimate[active] = following
        active = active[moved > _CONVERGED]
        if not active.size:
            break
    return estimate


def _score(
    counts: FloatArray, n: FloatArray, rows: FloatArray, columns: FloatArray, correlation: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Derivative of the log likelihood in the correlation, and its expected information."""
    h = np.broadcast_to(rows[:, :, None], (len(rows), rows.shape[1], columns.shape[1]))
    k = np.broadcast_to(columns[:, None, :], h.shape)
    r = np.broadcast_to(correlation[:, None, None], h.shape)
    probability = np.maximum(_cells(bivariate_normal(h, k, r)), 1e-16)
    rest = 1 - r**2
    density = np.exp(-(h**2 + k**2 - 2 * r * h * k) / (2 * rest)) / (2 * np.pi * np.sqrt(rest))
    slope = _cells(density)
    return (counts * slope / probability).sum(axis=(1, 2)), n * (slope**2 / probability).sum(axis=(1, 2))


def _cells(corners: npt.NDArray[np.float64]) -> FloatArray:
    cells: FloatArray = corners[:, 1:, 1:] - corners[:, :-1, 1:] - corners[:, 1:, :-1] + corners[:, :-1, :-1]
    return cells


def polychoric_errors(tables: FloatArray, correlations: FloatArray) -> FloatArray:
    """Standard error of each polychoric correlation of `tables` (m × rows × columns); NaN where the correlation is.

    From the expected information about the correlation and both sets of thresholds together, at the estimates (Olsson
    1979): the thresholds are estimated too. R: `polycor::polychor(ML = TRUE, std.err = TRUE)`, which differs by what
    the two-step estimate differs from the one-step one.
    """
    errors = np.full(len(tables), np.nan)
    for position, (table, r) in enumerate(
        zip(np.asarray(tables, dtype=np.float64), correlations.tolist(), strict=True)
    ):
        if not np.isnan(r):
            used = table[np.ix_(table.sum(axis=1) > 0, table.sum(axis=0) > 0)]
            errors[position] = _error(used, r)
    return errors


def _error(table: FloatArray, r: float) -> float:
    """Standard error for one table without empty rows and columns."""
    n = np.array([table.sum()])
    h = _thresholds(table.sum(axis=1)[None], n)[0]
    k = _thresholds(table.sum(axis=0)[None], n)[0]
    grid_h, grid_k = (np.broadcast_to(a, (len(h), len(k))) for a in (h[:, None], k[None, :]))
    root = np.sqrt(1 - r**2)
    probability = np.maximum(_cells(bivariate_normal(grid_h, grid_k, np.full(grid_h.shape, r))[None])[0], 1e-16)
    exponent = (grid_h**2 + grid_k**2 - 2 * r * grid_h * grid_k) / (2 * (1 - r**2))
    slopes = [_cells((np.exp(-exponent) / (2 * np.pi * root))[None])[0]]
    by_h = np.exp(-(h**2) / 2)[:, None] / np.sqrt(2 * np.pi) * ndtr((grid_k - r * grid_h) / root)
    by_k = np.exp(-(k**2) / 2)[None, :] / np.sqrt(2 * np.pi) * ndtr((grid_h - r * grid_k) / root)
    for corners, axis in ((by_h, 0), (by_k, 1)):
        for threshold in range(1, corners.shape[axis] - 1):
            only = np.zeros_like(corners)
            line = (threshold, slice(None)) if axis == 0 else (slice(None), threshold)
            only[line] = corners[line]
            slopes.append(_cells(only[None])[0])
    derivative = np.stack([slope.ravel() for slope in slopes])
    information = n[0] * (derivative / probability.ravel()) @ derivative.T
    try:
        variance = float(np.linalg.inv(information)[0, 0])
    except np.linalg.LinAlgError:
        return float("nan")
    return float(np.sqrt(variance)) if variance > 0 else float("nan")
