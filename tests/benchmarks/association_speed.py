"""How fast cross-tables and correlations are beside pandas, SciPy and pingouin; everything measured in this run.

Run from the root of the project: `python -m tests.benchmarks.association_speed` (about a minute).
"""

import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pingouin
from scipy import stats

from analysis.statistics import correlate, crosstab

JOB = pd.DataFrame([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])  # help of R's fisher.test
PAIRS = 30  # that the other libraries are measured on, one by one; there are 1,770


def seconds(task: Callable[[], object], repeats: int = 3) -> float:
    """Shortest of `repeats` runs."""
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        durations.append(time.perf_counter() - start)
    return min(durations)


def report(title: str, own: float, name: str, theirs: float) -> None:
    print(f"{title:<58} {own:8.3f} s   {name} {theirs:8.3f} s   {theirs / own:7.1f} times faster")


def scipy_crosstab(x: pd.Series, y: pd.Series) -> None:
    stats.chi2_contingency(pd.crosstab(x, y), correction=False)


def scipy_exact(tables: int) -> None:
    method = stats.MonteCarloMethod(n_resamples=tables, rng=np.random.default_rng(1))
    stats.fisher_exact(JOB.to_numpy(), method=method)


def pair_by_pair(frame: pd.DataFrame, method: str) -> None:
    for place in range(PAIRS):
        pingouin.corr(frame[place], frame[place + 1], method=method)


def main() -> None:
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(1)
    large = pd.DataFrame({"x": rng.integers(0, 5, 1_000_000).astype(str), "y": rng.integers(0, 4, 1_000_000)})
    crosstab(counts=JOB)  # imports
    report(
        "cross-table of 1,000,000 rows (theirs: chi-square only)",
        seconds(lambda: crosstab(large["x"], large["y"])),
        "pandas, SciPy",
        seconds(lambda: scipy_crosstab(large["x"], large["y"])),
    )
    report(
        "exact p over 100,000 random tables, and all else",
        seconds(lambda: crosstab(counts=JOB)),
        "SciPy",
        seconds(lambda: scipy_exact(100_000), 1),
    )
    trait = rng.normal(size=(100_000, 1))
    answers = pd.DataFrame(np.clip(np.round(3 + trait + rng.normal(size=(100_000, 60))), 1, 5))
    answers = answers.mask(rng.random(answers.shape) < 0.05)
    for method in ("pearson", "spearman"):
        report(
            f"{method}, 100,000 × 60, 5% missing",
            seconds(lambda method=method: correlate(answers, method), 2),
            "pingouin",
            seconds(lambda method=method: pair_by_pair(answers, method), 1) / PAIRS * 1770,
        )
    polychoric = seconds(lambda: correlate(answers, "polychoric"), 1)
    print(f"{'polychoric with intervals, 100,000 × 60, 5% missing':<58} {polychoric:8.3f} s")


if __name__ == "__main__":
    main()
