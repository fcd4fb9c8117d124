"""Taking factors out of a correlation matrix: by maximum likelihood or least squares, as R's factanal and psych do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.optimize import OptimizeResult, minimize

from analysis.statistics.results import FloatArray

Extraction: TypeAlias = Literal["minres", "ml"]

LOWEST_UNIQUENESS = 0.005
"""Bound on a uniqueness, as in `stats::factanal` and `psych::fa`: at it, an item is all factor (a Heywood case)."""

SINGULAR = 1e-10
"""A correlation matrix whose smallest eigenvalue is not above this counts as singular."""

_NEAR_BOUND = LOWEST_UNIQUENESS * 1.01
_MOST_STARTS = 12  # besides the first, so that many items take no minutes
_SAME_MINIMUM = 1e-9


@dataclass(frozen=True, eq=False)
class Extracted:
    """loadings: k × factors, unrotated, in falling order of variance; uniqueness: k, within 0.005 to 1; converged."""

    loadings: FloatArray
    uniqueness: FloatArray
    converged: bool


def extract(correlation: FloatArray, factors: int, method: Extraction) -> Extracted:
    """Factors of a correlation matrix (k × k, unit diagonal; positive definite for "ml").

    "ml": maximum likelihood (Lawley & Maxwell 1971), over the uniquenesses alone as in R's `factanal`. "minres": the
    smallest sum of squared residual correlations (Harman & Jones 1966), as in `psych::fa`. Where an item may be all
    factor, R's functions search from one start only and can stop at a minimum that is not the lowest.
    """
    objective = _likelihood if method == "ml" else _least_squares

    def search(start: FloatArray) -> OptimizeResult:
        return minimize(
            objective,
            np.clip(start, LOWEST_UNIQUENESS, 1.0),
            args=(correlation, factors),
            jac=True,
            method="L-BFGS-B",
            bounds=[(LOWEST_UNIQUENESS, 1.0)] * len(correlation),
            options={"maxiter": 2000, "maxfun": 20000, "ftol": 1e-14, "gtol": 1e-8},
        )

    start = (1 - 0.5 * factors / len(correlation)) / np.clip(np.diag(np.linalg.pinv(correlation)), 1.0, 200.0)
    found = search(start)
    if method == "ml" or float(np.min(found.x)) <= _NEAR_BOUND:
        # Which item is all factor depends on the start: each may be tried, and the lowest minimum counts.
        for item in np.argsort(start, kind="stable")[:_MOST_STARTS]:
            other = search(np.where(np.arange(len(start)) == item, LOWEST_UNIQUENESS, start))
            if other.fun < found.fun - _SAME_MINIMUM:
                found = other
    uniqueness = np.asarray(found.x)
    decompose = _scaled_loadings if method == "ml" else _residual_loadings
    # L-BFGS-B reports a line search that finds no smaller value as abnormal; at rounding level that is the minimum.
    converged = bool(found.success) or float(np.abs(_free_gradient(found.jac, uniqueness)).max()) < 1e-5
    return Extracted(decompose(uniqueness, correlation, factors)[0], uniqueness, converged)


def implied_discrepancy(correlation: FloatArray, loadings: FloatArray, uniqueness: FloatArray) -> float | None:
    """Maximum-likelihood discrepancy ln|Σ| − ln|R| + tr(RΣ⁻¹) − k of the model Σ = ΛΛ' + Ψ; None if R is singular."""
    implied = loadings @ loadings.T + np.diag(uniqueness)
    sign, log_determinant = log_determinant_of(correlation)
    if sign <= 0:
        return None
    implied_sign, implied_log_determinant = np.linalg.slogdet(implied)
    if implied_sign <= 0:
        return None
    trace = float(np.trace(np.linalg.solve(implied, correlation)))
    return max(float(implied_log_determinant) - log_determinant + trace - len(correlation), 0.0)


def log_determinant_of(correlation: FloatArray) -> tuple[int, float]:
    """Sign and natural logarithm of the determinant; sign 0 when the matrix is singular or indefinite."""
    smallest = float(np.linalg.eigvalsh(correlation)[0])
    if smallest <= SINGULAR:
        return 0, 0.0
    return 1, float(np.linalg.slogdet(correlation)[1])


def _free_gradient(gradient: FloatArray, uniqueness: FloatArray) -> FloatArray:
    """The gradient without the parts that only a bound holds back."""
    held = ((uniqueness <= LOWEST_UNIQUENESS) & (gradient > 0)) | ((uniqueness >= 1.0) & (gradient < 0))
    free: FloatArray = np.where(held, 0.0, gradient)
    return free


def _scaled_loadings(
    uniqueness: FloatArray, correlation: FloatArray, factors: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Loadings of the largest roots of Ψ^-½ R Ψ^-½, and all its roots (falling) and vectors."""
    root = np.sqrt(uniqueness)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    values, vectors = values[::-1], vectors[:, ::-1]
    loadings = root[:, None] * vectors[:, :factors] * np.sqrt(np.maximum(values[:factors] - 1.0, 0.0))
    return loadings, values, vectors


def _likelihood(uniqueness: FloatArray, correlation: FloatArray, factors: int) -> tuple[float, FloatArray]:
    loadings, values, _ = _scaled_loadings(uniqueness, correlation, factors)
    left = np.maximum(values[factors:], 1e-300)
    value = float((left - np.log(left) - 1.0).sum())
    residual = (loadings**2).sum(axis=1) + uniqueness - np.diag(correlation)
    return value, residual / uniqueness**2


def _residual_loadings(
    uniqueness: FloatArray, correlation: FloatArray, factors: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Loadings of the largest roots of R − Ψ, and all its roots (falling) and vectors."""
    values, vectors = np.linalg.eigh(correlation - np.diag(uniqueness))
    values, vectors = values[::-1], vectors[:, ::-1]
    loadings = vectors[:, :factors] * np.sqrt(np.maximum(values[:factors], 0.0))
    return loadings, values, vectors


def _least_squares(uniqueness: FloatArray, correlation: FloatArray, factors: int) -> tuple[float, FloatArray]:
    _, values, vectors = _residual_loadings(uniqueness, correlation, factors)
    left = values.copy()
    left[:factors] = np.minimum(left[:factors], 0.0)  # a root below zero cannot be taken out by a factor
    return 0.5 * float((left**2).sum()), -((vectors**2) * left).sum(axis=1)
