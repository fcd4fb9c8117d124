"""The study's response: how far the respondents resemble everybody who was asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2

from analysis.evidence.published import load_published


@dataclass(frozen=True, eq=False)
class ResponseCheck:
    """One background variable: respondents against the population (figures B.1.1 to B.1.7).

    table: DataFrame with category, response_n, expected_n (what the population's shares give for this many
    respondents), response_share and population_share (0–1, from the printed counts). chi_square, df, p: goodness of
    fit; a small p says that the respondents differ from the population. smallest_expected: below five the chi-square
    distribution is a rough approximation. n: respondents; population: those asked.
    """

    figure: str
    respondents: str
    variable: str
    table: pd.DataFrame
    chi_square: float
    df: int
    p: float
    n: int
    population: int
    smallest_expected: float

    @property
    def response_rate(self) -> float:
        """Respondents as a share of those asked (0–1)."""
        return self.n / self.population


def check_response() -> tuple[ResponseCheck, ...]:
    """Chi-square goodness of fit of the response to the population, for each background variable.

    From the printed counts, not the percentages (one of which is a misprint). The respondents are part of the
    population, which makes the test somewhat too mild with a high response. R: `chisq.test(response_n, p = population_n
    / sum(population_n))`.
    """
    table = load_published().response
    return tuple(_check(str(figure), rows) for figure, rows in table.groupby("figure", sort=False))


def _check(figure: str, rows: pd.DataFrame) -> ResponseCheck:
    observed = rows["response_n"].to_numpy(dtype=float)
    population = rows["population_n"].to_numpy(dtype=float)
    expected = observed.sum() * population / population.sum()
    statistic = float(((observed - expected) ** 2 / expected).sum())
    df = len(rows) - 1
    table = pd.DataFrame(
        {
            "category": rows["category"].to_numpy(),
            "response_n": observed.astype(np.int64),
            "expected_n": expected,
            "response_share": observed / observed.sum(),
            "population_share": population / population.sum(),
        }
    )
    return ResponseCheck(
        figure=figure,
        respondents=str(rows["respondent_group"].iloc[0]),
        variable=str(rows["variable"].iloc[0]),
        table=table,
        chi_square=statistic,
        df=df,
        p=float(chi2.sf(statistic, df)),
        n=int(observed.sum()),
        population=int(population.sum()),
        smallest_expected=float(expected.min()),
    )
