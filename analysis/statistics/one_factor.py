"""The model behind a scale, one factor with an own loading for each item, by maximum likelihood; and omega from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.statistics.extraction import LOWEST_UNIQUENESS, SINGULAR
from analysis.statistics.results import FloatArray

FEWEST_ITEMS = 3
"""With two items one factor has more unknowns than there are correlations."""

_ITERATIONS = 40
_CONVERGED = 1e-9  # largest derivative of half the discrepancy
_ROUNDING = 1e-13  # of the discrepancy
_LONGEST_STEP = 1.5  # in ln ψ
_MANY = 20  # items from which on the start from the whole is quicker than starting anew
_CHORDS = 60
_CHORD_CONVERGED = 1e-11
_BLOCK_NUMBERS = 4_000_000  # in a stack of matrices: 32 MB


@dataclass(frozen=True, eq=False)
class OneFactor:
    """One factor of a correlation matrix of k items.

    loadings: k, standardised, their sum not below 0. uniqueness: k, from 0.005.
    """

    loadings: FloatArray
    uniqueness: FloatArray

    @cached_property
    def covariance(self) -> FloatArray | None:
        """Of (loadings, uniqueness), 2k × 2k, times the number of respondents, from the expected information.

        None when a uniqueness lies on its bound (a Heywood case), where no standard error holds.
        """
        if (self.uniqueness <= LOWEST_UNIQUENESS * (1 + 1e-6)).any():
            return None
        information = _information(self.loadings, self.uniqueness)
        return np.asarray(np.linalg.inv(information), np.float64) if np.linalg.cond(information) < 1e14 else None


def one_factor(correlation: FloatArray) -> OneFactor | None:
    """One factor by maximum likelihood; None for fewer than three items or a matrix that is not positive definite."""
    return one_factors(correlation[None])[0]


def one_factors(correlations: FloatArray) -> list[OneFactor | None]:
    """The same for a stack of correlation matrices (m × k × k) at once; one that does not settle is None."""
    if correlations.shape[-1] < FEWEST_ITEMS:
        return [None] * len(correlations)
    loadings, uniqueness, settled = _newton(correlations)
    return [
        OneFactor(found if found.sum() >= 0 else -found, unique) if arrived else None
        for found, unique, arrived in zip(loadings, uniqueness, settled.tolist(), strict=True)
    ]


def one_factors_without(correlation: FloatArray, whole: OneFactor | None) -> list[OneFactor | None]:
    """One factor of what is left of a correlation matrix (k × k) without each of its items in turn.

    whole: the one factor of all of them. With many items, and none of its uniquenesses on the bound, the others are
    found from it, as `_from_whole` does (of several minima the one nearest to it); what does not settle so is started
    anew, in blocks that keep the memory small.
    """
    k = len(correlation)
    found: list[OneFactor | None] = [None] * k
    if k <= FEWEST_ITEMS:
        return found
    anew = list(range(k))
    if whole is not None and k >= _MANY and (whole.uniqueness > LOWEST_UNIQUENESS * (1 + 1e-6)).all():
        loadings, uniqueness, settled = _from_whole(correlation, whole)
        anew = np.flatnonzero(~settled).tolist()
        for item in np.flatnonzero(settled).tolist():
            left = np.delete(loadings[:, item], item)
            found[item] = OneFactor(left if left.sum() >= 0 else -left, np.delete(uniqueness[:, item], item))
    block = max(1, _BLOCK_NUMBERS // (k - 1) ** 2)
    for start in range(0, len(anew), block):
        items = anew[start : start + block]
        rest = [np.delete(np.arange(k), item) for item in items]
        models = one_factors(np.stack([correlation[np.ix_(among, among)] for among in rest]))
        for item, model in zip(items, models, strict=True):
            found[item] = model
    return found


def omega_total(model: OneFactor, scale: FloatArray) -> float:
    """McDonald's omega (1999) of the sum of the items: the share of its variance that is the factor's.

    scale: the items' standard deviations (ones for the sum of standardised items). Loadings keep their sign, so that
    an item that runs against the scale lowers omega, as it lowers the reliability of the sum.
    """
    true = float(scale @ model.loadings) ** 2
    return true / (true + float(scale**2 @ model.uniqueness))


def omega_standard_error(model: OneFactor, scale: FloatArray, n: int) -> float | None:
    """Standard error of `omega_total` among `n` respondents by the delta method (Raykov 2002); None without one.

    The scale counts as fixed: the model of the covariances is that of the correlations, times the scale, whatever the
    scale is, and so are the standard errors of its parameters.
    """
    if model.covariance is None:
        return None
    total, error = float(scale @ model.loadings), float(scale**2 @ model.uniqueness)
    variance = (total**2 + error) ** 2
    gradient = np.concatenate([scale * (2 * total * error / variance), scale**2 * (-(total**2) / variance)])
    return float(np.sqrt(max(gradient @ model.covariance @ gradient, 0.0) / n))


def _from_whole(
    correlation: FloatArray, whole: OneFactor
) -> tuple[FloatArray, FloatArray, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Loadings and uniqueness without each item (k × k, a column for each, 0 and 1 at the item's own place), and which
    of them came to a minimum.

    Newton's method with the second derivatives of the whole, of which the rows of the item left out drop away (the
    chord method): with many items leaving out one hardly changes them, so that it settles in some ten steps, each one
    product of two k × k matrices for all items together. Settled is what has no slope left; by this method that is a
    minimum, for it is driven away from a saddle.
    """
    k = len(correlation)
    loadings = np.repeat(whole.loadings[:, None], k, axis=1)
    logs = np.repeat(np.log(whole.uniqueness)[:, None], k, axis=1)
    settled = np.zeros(k, dtype=bool)
    try:
        np.linalg.cholesky(hessian := _second_derivatives(correlation, whole.loadings, whole.uniqueness))
    except np.linalg.LinAlgError:
        return loadings, np.exp(logs), settled
    inverse = np.linalg.inv(hessian)
    own = np.arange(k)
    loadings[own, own] = logs[own, own] = 0.0
    # Inverse of the two rows and columns that an item has in the inverse: to take it out of the whole
    corner = np.linalg.inv(
        np.stack(
            [
                np.stack([inverse[own, own], inverse[own, k + own]], axis=-1),
                np.stack([inverse[k + own, own], inverse[k + own, k + own]], axis=-1),
            ],
            axis=-2,
        )
    )
    active = own
    for _ in range(_CHORDS):
        slope = _slope(correlation, loadings[:, active], logs[:, active], active)
        size = np.abs(slope).max(axis=0)
        step = inverse @ slope
        at_own = np.stack([step[active, own[: len(active)]], step[k + active, own[: len(active)]]], axis=-1)
        taken = (corner[active] @ at_own[:, :, None])[:, :, 0]
        step -= inverse[:, active] * taken[:, 0] + inverse[:, k + active] * taken[:, 1]
        tried = logs[:, active] - step[k:]
        possible = np.isfinite(tried).all(axis=0) & (tried > np.log(LOWEST_UNIQUENESS)).all(axis=0)
        possible &= np.abs(step).max(axis=0) < _LONGEST_STEP
        moved = active[possible]
        loadings[:, moved] -= step[:k, possible]
        logs[:, moved] = tried[:, possible]
        loadings[moved, moved] = logs[moved, moved] = 0.0
        settled[active[possible & (size < _CHORD_CONVERGED)]] = True
        active = active[possible & (size >= _CHORD_CONVERGED)]
        if not active.size:
            break
    return loadings, np.exp(logs), settled


def _slope(
    correlation: FloatArray, loadings: FloatArray, logs: FloatArray, without: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> FloatArray:
    """Derivatives of half the discrepancy in (loadings, ln ψ), 2k × m, of m models that each leave one item out.

    With W = Σ⁻¹ and M = W − WRW they are Mλ and ψ·diag(M)/2. Σ is diagonal but for λλ', so that W = D − aa' with
    D = Ψ⁻¹ and a = Dλ/√(1 + λ'Dλ), and R takes part only as R times a few vectors.
    """
    unique = np.exp(logs)
    across = np.arange(len(without))
    weighted = loadings / unique
    size = 1 + (loadings * weighted).sum(axis=0)
    factor = weighted / np.sqrt(size)
    reached = correlation @ factor
    reached[without, across] = 0.0
    spread = (factor * reached).sum(axis=0)
    # Wλ = a/√(1 + λ'Dλ), and so RWλ is a multiple of Ra
    model = factor / np.sqrt(size)
    observed = (reached / unique - factor * spread) / np.sqrt(size)
    inverse = 1 / unique - factor**2
    squared = 1 / unique**2 - 2 * factor * reached / unique + factor**2 * spread
    slope = np.concatenate([model - observed, unique * (inverse - squared) / 2])
    slope[without, across] = slope[len(loadings) + without, across] = 0.0
    return slope


def _second_derivatives(correlation: FloatArray, loadings: FloatArray, uniqueness: FloatArray) -> FloatArray:
    """Of half the discrepancy in (loadings, ln ψ), 2k × 2k, at its minimum.

    With W = Σ⁻¹, N = WRW, M = W − N, q = Wλ, p = Nλ, c = λ'q and d = λ'p: dM = −W·dΣ·W + W·dΣ·N + N·dΣ·W gives
    λλ: M + (d − c)W + cN − qq' + qp' + pq'; λψ: W_ij(p_j − q_j) + N_ij·q_j; ψψ: W_ij(N_ij − W_ij/2).
    """
    w = np.linalg.inv(np.outer(loadings, loadings) + np.diag(uniqueness))
    n = w @ correlation @ w
    q, p = w @ loadings, n @ loadings
    c, d = float(loadings @ q), float(loadings @ p)
    among = (w - n) + (d - c) * w + c * n - np.outer(q, q) + np.outer(q, p) + np.outer(p, q)
    between = (w * (p - q) + n * q) * uniqueness
    own = w * (n - w / 2) * np.outer(uniqueness, uniqueness)
    own[np.diag_indices_from(own)] += uniqueness * np.diag(w - n) / 2
    hessian: FloatArray = np.block([[among, between], [between.T, own]])
    return hessian


def _newton(correlations: FloatArray) -> tuple[FloatArray, FloatArray, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Loadings, uniqueness (m × k) and which matrices came to a minimum.

    Newton steps in the logarithms of the uniquenesses alone, the loadings following from them (Jöreskog 1967,
    *Psychometrika* 32): there the narrow, bent valley towards a Heywood case is straight. Damped by the expected
    information (Levenberg–Marquardt) wherever a step would not lower the discrepancy, with uniquenesses held at their
    bound. Started as R's `factanal` does.
    """
    m, k = correlations.shape[:2]
    settled = np.zeros(m, dtype=bool)
    active = np.flatnonzero(np.linalg.eigvalsh(correlations)[:, 0] > SINGULAR)
    lowest = float(np.log(LOWEST_UNIQUENESS))
    logs = np.zeros((m, k))
    inverse = np.diagonal(np.linalg.inv(correlations[active]), axis1=1, axis2=2)
    logs[active] = np.log(np.clip((1 - 0.5 / k) / inverse, 0.02, 1.0))
    damping, refused = np.full(m, 0.1), np.zeros(m, dtype=bool)
    value, roots, vectors = np.full(m, np.inf), np.ones((m, k)), np.zeros((m, k, k))
    value[active], roots[active], vectors[active] = _discrepancy(correlations[active], logs[active])
    diagonal = np.arange(k)
    for _ in range(_ITERATIONS):
        if not active.size:
            break
        gradient, hessian, information = _log_derivatives(roots[active], vectors[active])
        bent = refused[active]
        if bent.any():
            hessian[bent] = _bent_upwards(hessian[bent])
        held = (logs[active] <= lowest) & (gradient > 0)
        gradient[held] = 0.0
        matrix = hessian + damping[active, None, None] * information
        matrix[held[:, :, None] | held[:, None, :]] = 0.0
        matrix[:, diagonal, diagonal] += held + 1e-12
        step = np.linalg.solve(matrix, -gradient[..., None])[..., 0]
        tried_logs = np.maximum(logs[active] + np.clip(step, -_LONGEST_STEP, _LONGEST_STEP), lowest)
        tried, tried_roots, tried_vectors = _discrepancy(correlations[active], tried_logs)
        better = ((step * gradient).sum(axis=1) <= 0) & (tried <= value[active] + _ROUNDING)
        moved = active[better]
        logs[moved], value[moved] = tried_logs[better], tried[better]
        roots[moved], vectors[moved] = tried_roots[better], tried_vectors[better]
        damping[moved] /= 10
        damping[active[~better]] *= 10
        refused[active[~better]] = True
        arrived = better & (np.abs(gradient).max(axis=1) < _CONVERGED)
        settled[active[arrived]] = True
        active = active[~arrived]
    uniqueness = np.exp(logs)
    loadings = np.sqrt(uniqueness) * vectors[:, :, -1] * np.sqrt(np.maximum(roots[:, -1:] - 1, 0.0))
    return loadings, uniqueness, settled


def _discrepancy(correlations: FloatArray, logs: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Discrepancy with the best loadings at these uniquenesses, and the roots (rising) and vectors of Ψ^-½ R Ψ^-½."""
    root = np.exp(0.5 * logs)
    roots, vectors = np.linalg.eigh(correlations / (root[:, :, None] * root[:, None, :]))
    left = np.maximum(roots[:, :-1], 1e-300)
    return (left - np.log(left) - 1).sum(axis=1), roots, vectors


def _log_derivatives(roots: FloatArray, vectors: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Gradient and Hessian of the discrepancy in ln ψ, and the Hessian's expectation (Clarke 1970, *BJMSP* 23).

    With γ and ω the roots and vectors but for the largest, γ₁ and ω₁: g_i = Σ (1 − γ)ω_i², and H = B∘C + ω₁ω₁'∘D with
    B = Σ γωω', C = Σ ωω' and D = Σ (1 − γ)(γ₁ + γ)/(γ₁ − γ) ωω'; where every γ is 1, H = C∘C.
    """
    left, largest = roots[:, :-1], roots[:, -1:]
    others, first = vectors[:, :, :-1], vectors[:, :, -1]
    across = np.swapaxes(others, 1, 2)
    weight = (1 - left) * (largest + left) / np.maximum(largest - left, 1e-12)
    c = others @ across
    gradient = ((1 - left)[:, None, :] * others**2).sum(axis=2)
    hessian = ((others * left[:, None, :]) @ across) * c
    hessian += first[:, :, None] * first[:, None, :] * ((others * weight[:, None, :]) @ across)
    return gradient, hessian, c * c


def _bent_upwards(hessian: FloatArray) -> FloatArray:
    """The Hessian with its eigenvalues made positive, so that no step goes to a saddle."""
    try:
        np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError:
        pass
    else:
        return hessian  # they all are
    values, vectors = np.linalg.eigh(hessian)
    bent: FloatArray = (vectors * np.abs(values)[:, None, :]) @ np.swapaxes(vectors, 1, 2)
    return bent


def _information(loadings: FloatArray, uniqueness: FloatArray) -> FloatArray:
    """Expected information of one respondent on (loadings, uniqueness), 2k × 2k.

    With W = Σ⁻¹, q = Wλ and c = λ'q: I(λi, λj) = c·W_ij + q_i·q_j, I(λi, ψj) = W_ij·q_j, I(ψi, ψj) = W_ij²/2 (Lawley &
    Maxwell 1971, *Factor Analysis as a Statistical Method*).
    """
    w = np.linalg.inv(np.outer(loadings, loadings) + np.diag(uniqueness))
    q = w @ loadings
    between = w * q
    information: FloatArray = np.block([[float(loadings @ q) * w + np.outer(q, q), between], [between.T, 0.5 * w**2]])
    return information
