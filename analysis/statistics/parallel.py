"""How many factors: parallel analysis, which compares the eigenvalues with those of unrelated answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import StatisticsError
from analysis.statistics.inputs import Items, checked_seed, item_frame
from analysis.statistics.item_moments import Missing, check_missing_rule, item_moments, varying_correlation
from analysis.statistics.results import FloatArray

_FEWEST_SIMULATIONS = 20


@dataclass(frozen=True, eq=False)
class ParallelAnalysis:
    """eigenvalues: DataFrame by component (1 to k): `observed`, `random_mean` and `random_high` (their percentile).

    suggested: number of leading components whose eigenvalue exceeds `random_high`; may be 0.
    n: respondents that the random data count (pairwise: the smallest number that two items share).
    percentile, simulations, seed, missing: the choices that were made.
    """

    eigenvalues: pd.DataFrame
    suggested: int
    n: int
    percentile: float
    simulations: int
    seed: int
    missing: Missing


def parallel_analysis(
    items: Items,
    seed: int = 1,
    simulations: int = 1000,
    *,
    percentile: float = 95.0,
    missing: Missing = "listwise",
) -> ParallelAnalysis:
    """Horn's parallel analysis (1965, *Psychometrika* 30) of principal components, on a percentile (Glorfeld 1995).

    items: one row a respondent, one numeric column an item, NaN for missing; more respondents than items.
    simulations: sets of as many independent normal answers, of which only the covariances are drawn (Wishart, by
        Bartlett's decomposition), so that the time does not grow with the respondents.

    R: `psych::fa.parallel(items, fa = "pc", quant = .95)`, which draws other random numbers; JASP: parallel analysis
    based on PC. The correlations are Pearson's: what is compared with them are eigenvalues of those of unrelated
    measurements. Raises StatisticsError for fewer than two items, too few respondents, an item that everyone answers
    alike, and impossible choices.
    """
    check_missing_rule(missing)
    seed = checked_seed(seed)
    items = item_frame(items)
    k = items.shape[1]
    if k < 2:
        raise StatisticsError(
            "Voor samenhang zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=k
        )
    if isinstance(simulations, bool) or not isinstance(simulations, int) or simulations < _FEWEST_SIMULATIONS:
        raise StatisticsError(
            "Het aantal simulaties moet een geheel getal van minstens {fewest} zijn; gegeven is {value}.",
            fewest=_FEWEST_SIMULATIONS,
            value=simulations,
        )
    if not 50 <= percentile < 100:
        raise StatisticsError(
            "Het percentiel moet van 50 tot 100 lopen, bijvoorbeeld 95; gegeven is {value}.", value=percentile
        )
    moments = item_moments(items, missing)
    observed: FloatArray = np.linalg.eigvalsh(varying_correlation(moments))[::-1].astype(np.float64)
    n = moments.smallest_pair
    if n <= k:
        raise StatisticsError(
            "Een parallelle analyse vraagt meer respondenten dan items; er zijn {n} respondenten en {count} items.",
            n=n,
            count=k,
        )
    random = _random_eigenvalues(n, k, simulations, np.random.default_rng(seed))
    high = np.percentile(random, percentile, axis=0)
    exceeds = observed > high
    return ParallelAnalysis(
        eigenvalues=pd.DataFrame(
            {"observed": observed, "random_mean": random.mean(axis=0), "random_high": high},
            index=pd.RangeIndex(1, k + 1, name="component"),
        ),
        suggested=k if exceeds.all() else int(np.argmin(exceeds)),
        n=n,
        percentile=float(percentile),
        simulations=simulations,
        seed=seed,
        missing=missing,
    )


def _random_eigenvalues(n: int, k: int, simulations: int, rng: np.random.Generator) -> FloatArray:
    """Eigenvalues (simulations × k, falling) of correlations of n independent normal answers to k items."""
    root = np.tril(rng.standard_normal((simulations, k, k)), -1)
    root[:, np.arange(k), np.arange(k)] = np.sqrt(rng.chisquare(n - 1 - np.arange(k), size=(simulations, k)))
    root /= np.sqrt((root**2).sum(axis=2, keepdims=True))
    eigenvalues: FloatArray = np.linalg.eigvalsh(root @ np.swapaxes(root, 1, 2))[:, ::-1].astype(np.float64)
    return eigenvalues
