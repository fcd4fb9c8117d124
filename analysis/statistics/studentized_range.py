"""The studentized range distribution, vectorised: tails and quantiles for Tukey's and Games–Howell's tests.

    P(Q > q) = ∫ f(s) · P(R > q·s) ds,    s² ~ χ²(df)/df,    R the range of k independent standard normal variables

`scipy.stats.studentized_range` integrates every value adaptively, some 20 ms each, and takes df from 100,000 on as
infinite. Here all values of a call share one quadrature, and P(R > w) is tabulated once for each k. Both integrals use
the trapezoid rule on a scale on which the integrand is analytic and dies out at both ends; there the rule converges
geometrically (Trefethen & Weideman 2014, *SIAM Review* 56), so that a hundred nodes give some ten digits. Tail
probabilities keep their relative precision down to about 1e-15. R: `ptukey(lower.tail = FALSE)` and `qtukey`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt
from numpy.polynomial import chebyshev
from scipy.interpolate import make_interp_spline
from scipy.special import ndtr

from analysis.statistics.results import FloatArray

_WIDEST_RANGE = 54.0  # P(R > 54) lies below the smallest double
_TABLE_SIZE = 1000
_DEGREE = 7
_LOG_NEGLIGIBLE = 46.0  # nodes with a density below e^-46 = 1e-20 of the peak are left out
_LARGEST_DF = 1e12  # from here on indistinguishable from infinite
_BLOCK = 1_000_000  # evaluations held in memory at a time
_MOST_STEPS = 100
_CURVE_NODES = 32


def sf(q: npt.ArrayLike, k: int, df: npt.ArrayLike) -> FloatArray:
    """Tail probability P(Q > q) of the studentized range of `k` means; `q` and `df` are broadcast against each other.

    `q`: observed ranges (below 0 gives 1); `df`: degrees of freedom above 0, not necessarily whole, `inf` allowed;
    `k`: number of means compared, at least 2. NaN in `q` or `df` gives NaN.
    """
    q_flat, df_flat, shape = _broadcast(q, df)
    assert k >= 2
    assert not np.any(df_flat <= 0)
    result = np.full(q_flat.shape, np.nan)
    result[q_flat <= 0] = 1.0
    result[q_flat == np.inf] = 0.0
    rows = np.flatnonzero((q_flat > 0) & (q_flat < np.inf) & ~np.isnan(df_flat))
    if rows.size:
        log_tail, _ = _log_sf_and_slope(np.log(q_flat[rows]), k, df_flat[rows], slopes=False)
        result[rows] = np.exp(log_tail)
    return result.reshape(shape)


def ppf(probability: npt.ArrayLike, k: int, df: npt.ArrayLike) -> FloatArray:
    """Quantile: the q for which P(Q ≤ q) is `probability` (strictly between 0 and 1); other arguments as for `sf`.

    Newton's method on log P(Q > q) as a function of log q, which is nearly straight in the tail, kept within a bracket
    that each step narrows.
    """
    p_flat, df_flat, shape = _broadcast(probability, df)
    assert k >= 2
    assert not np.any(df_flat <= 0)
    assert not np.any((p_flat <= 0) | (p_flat >= 1))
    result = np.full(p_flat.shape, np.nan)
    rows = np.flatnonzero(~np.isnan(p_flat) & ~np.isnan(df_flat))
    if rows.size:
        result[rows] = np.exp(_solve(np.log1p(-p_flat[rows]), k, df_flat[rows]))
    return result.reshape(shape)


def _broadcast(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[FloatArray, FloatArray, tuple[int, ...]]:
    a, b = np.broadcast_arrays(np.asarray(first, dtype=float), np.asarray(second, dtype=float))
    return a.ravel(), b.ravel(), a.shape


def _solve(target: FloatArray, k: int, df: FloatArray) -> FloatArray:
    """The log q for which log P(Q > q) equals `target`."""
    if df.min() >= 1 and np.all(target == target[0]):
        # All pairs of a comparison have one confidence level: then one curve over df, kept, comes near enough.
        start: FloatArray = np.asarray(chebyshev.chebval(1 - 2 / df, _quantile_curve(float(target[0]), k)), dtype=float)
        return _newton(target, k, df, start, np.full(target.shape, -50.0), start + 1.0)
    return _from_above(target, k, df)


def _from_above(target: FloatArray, k: int, df: FloatArray) -> FloatArray:
    high = np.full(target.shape, 2.0)
    rising = np.arange(target.size)
    while rising.size:
        rising = rising[_log_sf_and_slope(high[rising], k, df[rising], slopes=False)[0] > target[rising]]
        high[rising] += 2.0
    # log P falls ever faster in log q, so that from above Newton's method does not overshoot
    return _newton(target, k, df, high.copy(), np.full(target.shape, -50.0), high)


@lru_cache(maxsize=64)
def _quantile_curve(target: float, k: int) -> FloatArray:
    """Chebyshev coefficients of log q over 1 − 2/df, for df from 1 on: right to nine digits up to k = 30."""
    nodes = chebyshev.chebpts1(_CURVE_NODES)
    log_q = _from_above(np.full(nodes.shape, target), k, 2 / (1 - nodes))
    return cast(FloatArray, chebyshev.chebfit(nodes, log_q, _CURVE_NODES - 1))


def _newton(target: FloatArray, k: int, df: FloatArray, x: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Newton's method from `x`, between the brackets `low` and `high`."""
    active = np.arange(target.size)
    for _ in range(_MOST_STEPS):
        value, slope = _log_sf_and_slope(x[active], k, df[active])
        excess, here = value - target[active], x[active]
        low[active] = np.where(excess > 0, here, low[active])
        high[active] = np.where(excess < 0, here, high[active])
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = here - excess / slope
        inside = (newton >= low[active]) & (newton <= high[active])
        x[active] = np.where(inside, newton, (low[active] + high[active]) / 2)
        # Convergence is quadratic: after a step of 1e-8 what remains is below the last digit.
        converged = np.abs(x[active] - here) < np.where(inside, 1e-8, 1e-14)
        active = active[~converged]
        if not active.size:
            break
    return x


def _log_sf_and_slope(
    log_q: FloatArray, k: int, df: FloatArray, *, slopes: bool = True
) -> tuple[FloatArray, FloatArray]:
    """log P(Q > q) and, unless not asked for, its derivative to log q, for one-dimensional arrays of equal length.

    With s = e^t the density of t is proportional to exp(df · (t − (e^2t − 1)/2)); dividing by the same rule's sum of
    the density makes the normalising constant, and its loss of digits for large df, unnecessary.
    """
    log_tail, slope_of_range = _range_table(k)
    df = np.minimum(df, _LARGEST_DF)
    u = _LOG_NEGLIGIBLE / df
    lowest, highest = -(u + np.sqrt(u)), 0.5 * np.log1p(2 * (u + np.sqrt(u)))
    finest = np.minimum(0.15, 0.5 / np.sqrt(2 * df))  # steps within the width of the density
    nodes = 2 + int(np.max((highest - lowest) / finest))
    position = np.linspace(0.0, 1.0, nodes)

    log_sf, slope = np.empty(log_q.shape), np.empty(log_q.shape)
    rows = max(1, _BLOCK // nodes)
    for start in range(0, log_q.size, rows):
        part = slice(start, start + rows)
        t = lowest[part, None] + (highest - lowest)[part, None] * position
        log_density = df[part, None] * (t - np.expm1(2 * t) / 2)
        w = np.exp(log_q[part, None] + t)
        outside = w >= _WIDEST_RANGE
        w[outside] = _WIDEST_RANGE
        log_joint = log_density + np.where(outside, -np.inf, np.minimum(log_tail(w), 0.0))
        peak = np.maximum(log_joint.max(axis=1), -1e300)  # finite also where the whole tail lies below the table
        joint = np.exp(log_joint - peak[:, None])
        total = joint.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            log_sf[part] = np.minimum(peak + np.log(total) - np.log(np.exp(log_density).sum(axis=1)), 0.0)
            if slopes:
                slope[part] = (joint * slope_of_range(w) * w).sum(axis=1) / total
    return log_sf, slope


@lru_cache(maxsize=64)
def _range_table(k: int) -> tuple[Callable[[FloatArray], FloatArray], Callable[[FloatArray], FloatArray]]:
    """log P(R > w) as a spline over w, and its derivative.

    With the largest variable at z, the range exceeds w unless all others lie within w below it:
    P(R > w) = k ∫ φ(z) Φ(z)^(k−1) · [1 − (1 − Φ(z − w)/Φ(z))^(k−1)] dz, without cancellation in the far tail. The
    integrand lies within 9 of w/2.
    """
    step = 0.125
    w = np.linspace(0.0, _WIDEST_RANGE, _TABLE_SIZE)
    z = w[1:, None] / 2 + np.arange(-9.0, 9.0 + step / 2, step)
    below = ndtr(z)
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi) * below ** (k - 1)
    with np.errstate(divide="ignore"):  # a ratio that rounds to 1 gives log 0, and so the right limit
        exceeding = -np.expm1((k - 1) * np.log1p(-ndtr(z - w[1:, None]) / below))
    log_tail = np.zeros_like(w)  # P(R > 0) = 1
    log_tail[1:] = np.log(k * step * (density * exceeding).sum(axis=1))
    spline = make_interp_spline(w, log_tail, k=_DEGREE)
    pair = (spline, spline.derivative())
    return cast(tuple[Callable[[FloatArray], FloatArray], Callable[[FloatArray], FloatArray]], pair)
