"""Friedman's test: do the same respondents answer some items higher than others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from analysis.errors import StatisticsError
from analysis.statistics.inputs import Items, item_frame, item_matrix
from analysis.statistics.results import FloatArray


@dataclass(frozen=True, eq=False)
class Friedman:
    """Friedman's test. Numbers are unrounded.

    chi2: Friedman's Q, corrected for ties, against chi-square with `df` = k − 1 degrees of freedom; p: 0 to 1.
    kendalls_w: agreement of the respondents on the order of the items, 0 to 1: chi2 / (n·(k − 1)).
    n: respondents with an answer to every item; dropped: the others.
    mean_ranks: Series by item, 1 (lowest) to k.
    """

    chi2: float
    df: int
    p: float
    kendalls_w: float
    n: int
    dropped: int
    mean_ranks: pd.Series[float]


def friedman(items: Items) -> Friedman:
    """Friedman's test on `items`: one row a respondent, two or more numeric columns, NaN for missing.

    Each respondent's answers are ranked, ties sharing their mean rank (Friedman 1937, *J. Am. Stat. Assoc.* 32;
    Kendall & Babington Smith 1939). R: `friedman.test(as.matrix(items))`; SPSS NPAR TESTS /FRIEDMAN.

    Raises StatisticsError for fewer than two items or two complete respondents, and when every respondent gives all
    items the same answer.
    """
    items = item_frame(items)
    answers = item_matrix(items)
    rows, k = answers.shape
    if k < 2:
        raise StatisticsError(
            "Voor de toets van Friedman zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=k
        )
    answers = answers[~np.isnan(answers).any(axis=1)]
    n = len(answers)
    if n < 2:
        raise StatisticsError(
            "De toets van Friedman is niet te berekenen: van de {rows} respondenten beantwoordden er {n} alle items; "
            "nodig zijn er minstens 2. Laat het item met de meeste ontbrekende antwoorden weg.",
            rows=rows,
            n=n,
        )
    from scipy.stats import rankdata  # slow to load

    ranks: FloatArray = np.asarray(rankdata(answers, axis=1))
    # Spread of the ranks within respondents; without ties it is k(k² − 1)/12 for each.
    within = float(((ranks - (k + 1) / 2) ** 2).sum())
    if within == 0:
        raise StatisticsError(
            "De toets van Friedman is niet te berekenen: elke respondent geeft op alle items hetzelfde antwoord."
        )
    mean_ranks = ranks.mean(axis=0)
    between = n * float(((mean_ranks - (k + 1) / 2) ** 2).sum())
    w = min(between / within, 1.0)
    chi2 = n * (k - 1) * w
    return Friedman(
        chi2=chi2,
        df=k - 1,
        p=float(chdtrc(k - 1, chi2)),
        kendalls_w=w,
        n=n,
        dropped=rows - n,
        mean_ranks=pd.Series(mean_ranks, index=pd.Index(list(items.columns), name="item", tupleize_cols=False)),
    )
