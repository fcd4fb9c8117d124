"""The model behind a scale, one factor with an own loading for each item, by maximum likelihood; and omega from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.statistics.extraction import LOWEST_UNIQUENESS, SINGULAR
from analysis.statistics.results import FloatArray

FEWEST_ITEMS = 3
"""With two items one factor has more unknowns than there are correlations."""

_ITERATIONS = 40
_CONVERGED = 1e-9  # largest derivative of half the discrepancy
_ROUNDING = 1e-13  # of the discrepancy


@dataclass(frozen=True, eq=False)
class OneFactor:
    """One factor of a correlation matrix of k items.

    loadings: k, standardised, their sum not below 0. uniqueness: k, from 0.005.
    covariance: 2k × 2k, of (loadings, uniqueness) times the number of respondents, from the expected information; None
        when a uniqueness lies on its bound (a Heywood case), where no standard error holds.
    """

    loadings: FloatArray
    uniqueness: FloatArray
    covariance: FloatArray | None


def one_factor(correlation: FloatArray) -> OneFactor | None:
    """One factor by maximum likelihood; None for fewer than three items or a matrix that is not positive definite."""
    return one_factors(correlation[None])[0]


def one_factors(correlations: FloatArray) -> list[OneFactor | None]:
    """The same for a stack of correlation matrices (m × k × k) at once; one that does not settle is None."""
    if correlations.shape[-1] < FEWEST_ITEMS:
        return [None] * len(correlations)
    loadings, uniqueness, settled = _newton(correlations)
    return [
        _solution(*found) if arrived else None
        for *found, arrived in zip(loadings, uniqueness, settled.tolist(), strict=True)
    ]


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


def _solution(loadings: FloatArray, uniqueness: FloatArray) -> OneFactor:
    loadings = loadings if loadings.sum() >= 0 else -loadings
    inside = bool((uniqueness > LOWEST_UNIQUENESS * (1 + 1e-6)).all())
    covariance = None
    if inside:
        _, _, information = _derivatives(np.eye(len(loadings))[None], loadings[None], uniqueness[None])
        if np.linalg.cond(information[0]) < 1e14:
            covariance = np.linalg.inv(information[0])
    return OneFactor(loadings, uniqueness, covariance)


def _newton(correlations: FloatArray) -> tuple[FloatArray, FloatArray, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Loadings, uniqueness (m × k) and which matrices came to a minimum.

    Newton steps, damped by the expected information (Levenberg–Marquardt) wherever a step would not lower the
    discrepancy, with uniquenesses held at their bound. Started as R's `factanal` does.
    """
    m, k = correlations.shape[:2]
    settled = np.zeros(m, dtype=bool)
    active = np.flatnonzero(np.linalg.eigvalsh(correlations)[:, 0] > SINGULAR)
    loadings, uniqueness = np.zeros((m, k)), np.ones((m, k))
    loadings[active], uniqueness[active] = _start(correlations[active])
    damping = np.ones(m)
    value = np.full(m, np.inf)
    value[active] = _discrepancy(correlations[active], loadings[active], uniqueness[active])
    diagonal = np.arange(2 * k)
    for _ in range(_ITERATIONS):
        if not active.size:
            break
        gradient, hessian, information = _derivatives(correlations[active], loadings[active], uniqueness[active])
        held = np.zeros(gradient.shape, dtype=bool)
        held[:, k:] = (uniqueness[active] <= LOWEST_UNIQUENESS) & (gradient[:, k:] > 0)
        gradient[held] = 0.0
        matrix = hessian + damping[active, None, None] * information
        matrix[:, diagonal, diagonal] += 1e-3 * damping[active, None]
        matrix[held[:, :, None] | held[:, None, :]] = 0.0
        matrix[:, diagonal, diagonal] += held
        step = np.linalg.solve(matrix, -gradient[..., None])[..., 0]
        slope = (step * gradient).sum(axis=1)
        tried_loadings = loadings[active] + step[:, :k]
        tried_uniqueness = np.maximum(uniqueness[active] + step[:, k:], LOWEST_UNIQUENESS)
        tried = _discrepancy(correlations[active], tried_loadings, tried_uniqueness)
        better = (slope <= 0) & (tried <= value[active] + _ROUNDING)
        moved = active[better]
        loadings[moved], uniqueness[moved], value[moved] = (
            tried_loadings[better],
            tried_uniqueness[better],
            tried[better],
        )
        damping[moved] /= 10
        damping[active[~better]] *= 10
        arrived = better & (np.abs(gradient).max(axis=1) < _CONVERGED)
        settled[active[arrived]] = True
        active = active[~arrived]
    return loadings, uniqueness, settled


def _start(correlations: FloatArray) -> tuple[FloatArray, FloatArray]:
    k = correlations.shape[-1]
    inverse = np.diagonal(np.linalg.inv(correlations), axis1=1, axis2=2)
    uniqueness = np.clip((1 - 0.5 / k) / inverse, 0.02, 1.0)
    root = np.sqrt(uniqueness)
    values, vectors = np.linalg.eigh(correlations / (root[:, :, None] * root[:, None, :]))
    loadings = root * vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:] - 1, 1e-3))
    return loadings, uniqueness


def _discrepancy(correlations: FloatArray, loadings: FloatArray, uniqueness: FloatArray) -> FloatArray:
    """ln|Σ| + tr(RΣ⁻¹) of Σ = λλ' + Ψ."""
    scaled = loadings / uniqueness
    signal = 1 + (loadings * scaled).sum(axis=1)
    explained = (scaled * (correlations @ scaled[..., None])[..., 0]).sum(axis=1) / signal
    value: FloatArray = np.log(uniqueness).sum(axis=1) + np.log(signal) + (1 / uniqueness).sum(axis=1) - explained
    return value


def _derivatives(
    correlations: FloatArray, loadings: FloatArray, uniqueness: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Gradient and Hessian of half the discrepancy in (loadings, uniqueness), and the information of one respondent.

    With W = Σ⁻¹, V = WRW, q = Wλ, v = Vλ, c = λ'q and d = λ'v, from dW = −W dΣ W. The information, which is the
    Hessian's expectation, has V = W: I(λi, λj) = c·W_ij + q_i·q_j, I(λi, ψj) = W_ij·q_j, I(ψi, ψj) = W_ij²/2 (Lawley &
    Maxwell 1971, *Factor Analysis as a Statistical Method*).
    """
    w = _inverse(loadings, uniqueness)
    v = w @ correlations @ w
    q, u = (w @ loadings[..., None])[..., 0], (v @ loadings[..., None])[..., 0]
    c, d = (q * loadings).sum(axis=1)[:, None, None], (u * loadings).sum(axis=1)[:, None, None]
    away = w - v
    gradient = np.concatenate([q - u, 0.5 * np.diagonal(away, axis1=1, axis2=2)], axis=1)
    qq, qu = q[:, :, None] * q[:, None, :], q[:, :, None] * u[:, None, :]
    information = _blocks(c * w + qq, w * q[:, None, :], 0.5 * w**2)
    hessian = _blocks(
        (d - c) * w + c * v + away - qq + qu + np.swapaxes(qu, 1, 2),
        w * (u - q)[:, None, :] + v * q[:, None, :],
        w * v - 0.5 * w**2,
    )
    return gradient, hessian, information


def _inverse(loadings: FloatArray, uniqueness: FloatArray) -> FloatArray:
    """Σ⁻¹ = Ψ⁻¹ − Ψ⁻¹λλ'Ψ⁻¹/(1 + λ'Ψ⁻¹λ)."""
    k = loadings.shape[1]
    scaled = loadings / uniqueness
    inverse: FloatArray = -scaled[:, :, None] * scaled[:, None, :]
    inverse /= (1 + (loadings * scaled).sum(axis=1))[:, None, None]
    inverse[:, np.arange(k), np.arange(k)] += 1 / uniqueness
    return inverse


def _blocks(first: FloatArray, between: FloatArray, second: FloatArray) -> FloatArray:
    """Symmetric matrices (m × 2k × 2k) from their three blocks (m × k × k)."""
    upper = np.concatenate([first, between], axis=2)
    return np.concatenate([upper, np.concatenate([np.swapaxes(between, 1, 2), second], axis=2)], axis=1)
