"""One factor where it is hard to find: items that have nothing in common, and items that are nearly the factor."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.multivariate.factor import Factor

from analysis.statistics.extraction import implied_discrepancy
from analysis.statistics.one_factor import one_factor, one_factors


def correlations(seed: int, respondents: int, trait: float, k: int = 9) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.corrcoef(rng.normal(size=(respondents, k)) + trait * rng.normal(size=(respondents, 1)), rowvar=False)


@pytest.mark.parametrize("respondents", [60, 2_000, 100_000])
def test_a_solution_is_found_among_unrelated_items_and_is_one(respondents: int) -> None:
    """At a minimum the discrepancy's derivative by every loading and every free uniqueness is zero."""
    stack = np.stack([correlations(seed, respondents, 0.0) for seed in range(20)])
    found = one_factors(stack)
    settled = [model for model in found if model is not None]
    assert len(settled) >= 19
    for correlation, model in zip(stack, found, strict=True):
        if model is None:
            continue
        free = model.uniqueness > 0.0051
        inverse = np.linalg.inv(np.outer(model.loadings, model.loadings) + np.diag(model.uniqueness))
        away = inverse - inverse @ correlation @ inverse
        assert np.abs(away @ model.loadings).max() < 1e-6 / model.uniqueness.min()
        assert np.abs(np.diag(away)[free]).max() < 1e-6 / model.uniqueness.min()


@pytest.mark.parametrize("trait", [0.3, 1.0, 3.0])
def test_it_is_no_worse_than_statsmodels(trait: float) -> None:
    correlation = correlations(4, 300, trait)
    model = one_factor(correlation)
    assert model is not None
    theirs = Factor(corr=correlation, n_factor=1, method="ml").fit()
    ours = implied_discrepancy(correlation, model.loadings[:, None], model.uniqueness)
    assert ours is not None
    assert ours <= implied_discrepancy(correlation, theirs.loadings, theirs.uniqueness) + 1e-9
    assert np.abs(model.loadings) == pytest.approx(np.abs(theirs.loadings[:, 0]), abs=1e-3)


def test_an_item_that_is_the_factor_lies_on_the_bound_and_has_no_standard_error() -> None:
    """A Heywood case: by its two correlations of 0.85 the first would explain 0.85 · 0.85 / 0.55 = 1.31 of itself."""
    correlation = np.array([[1.0, 0.85, 0.85], [0.85, 1.0, 0.55], [0.85, 0.55, 1.0]])
    model = one_factor(correlation)
    assert model is not None
    assert model.uniqueness[0] == pytest.approx(0.005)
    assert model.covariance is None
