"""Do the items measure one thing: the confirmatory one-factor model and its fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import Message, Names, StatisticsError
from analysis.statistics.extraction import LOWEST_UNIQUENESS, implied_discrepancy, log_determinant_of
from analysis.statistics.inputs import Items, item_frame
from analysis.statistics.item_moments import item_moments, varying_correlation
from analysis.statistics.model_fit import (
    ChiSquareTest,
    chi_square_test,
    comparative_fit_index,
    rmsea,
    tucker_lewis_index,
)
from analysis.statistics.one_factor import FEWEST_ITEMS, one_factor
from analysis.statistics.results import Estimate


@dataclass(frozen=True, eq=False)
class OneFactorFit:
    """One factor by maximum likelihood. With three items the model has no degrees of freedom: then fit is None.

    chi2, df, p: test of the model; df is 0 with three items.
    cfi: 0 to 1; tli: unbounded; rmsea: with its 90% interval; srmr: 0 or more.
    loadings: DataFrame by item: `loading` (per standard deviation of the factor, in the item's own units), `se`,
        `standardised` (−1 to 1) and `residual_variance`. `se` is NaN in a Heywood case (see `notes`).
    bartlett: test of no correlation at all, as of `factor_analysis`; not significant, the items hardly hang together,
        and that one factor fits says nothing: so does no factor.
    n: respondents with an answer to every item; dropped: the others.
    """

    chi2: float | None
    df: int
    p: float | None
    cfi: float | None
    tli: float | None
    rmsea: Estimate | None
    srmr: float
    loadings: pd.DataFrame
    bartlett: ChiSquareTest
    n: int
    dropped: int
    notes: tuple[Message, ...]


def one_factor_fit(items: Items) -> OneFactorFit:
    """The confirmatory one-factor model of `items`: one row a respondent, one numeric column an item, NaN for missing.

    Respondents who left an item open are left out. The same numbers as R `lavaan::cfa(model, std.lv = TRUE)` and
    JASP: χ² is n times the discrepancy, SRMR includes the diagonal. Ordered answers are treated as measurements.

    Raises StatisticsError for fewer than three items or respondents, an item that everyone answers alike, items of
    which one follows from the others, and correlations that one factor cannot be found for.
    """
    items = item_frame(items)
    k = items.shape[1]
    if k < FEWEST_ITEMS:
        raise StatisticsError(
            "Voor een model met één factor zijn minstens drie items nodig; gegeven: {count}. Kies meer items.", count=k
        )
    moments = item_moments(items, "listwise")
    correlation = varying_correlation(moments)
    model = one_factor(correlation)
    discrepancy = None
    if model is not None:
        discrepancy = implied_discrepancy(correlation, model.loadings[:, None], model.uniqueness)
    if model is None or discrepancy is None:
        raise StatisticsError(
            "Een model met één factor is bij deze items niet te vinden: een item volgt uit de andere, of de items "
            "hangen te weinig samen. Laat dubbele items weg of neem meer respondenten."
        )
    n = moments.n
    df = k * (k - 3) // 2
    log_determinant = log_determinant_of(correlation)[1]
    baseline = chi_square_test(-n * log_determinant, k * (k - 1) // 2)
    test = chi_square_test(n * discrepancy, df) if df else None
    residual = correlation - np.outer(model.loadings, model.loadings) - np.diag(model.uniqueness)
    scale = np.sqrt(np.diag(moments.covariance) * (n - 1) / n)  # maximum likelihood divides by n
    standard_error = np.full(k, np.nan)
    if model.covariance is not None:
        standard_error = scale * np.sqrt(np.diag(model.covariance)[:k] / n)
    return OneFactorFit(
        chi2=test.chi2 if test else None,
        df=df,
        p=test.p if test else None,
        cfi=comparative_fit_index(test, baseline) if test else None,
        tli=tucker_lewis_index(test, baseline) if test else None,
        rmsea=rmsea(test.chi2, df, n) if test else None,
        srmr=float(np.sqrt((np.tril(residual) ** 2).sum() / (k * (k + 1) / 2))),
        loadings=pd.DataFrame(
            {
                "loading": scale * model.loadings,
                "se": standard_error,
                "standardised": model.loadings,
                "residual_variance": scale**2 * model.uniqueness,
            },
            index=pd.Index(moments.names, name="item", tupleize_cols=False),
        ),
        bartlett=chi_square_test(max(-(n - 1 - (2 * k + 5) / 6) * log_determinant, 0.0), baseline.df),
        n=n,
        dropped=moments.rows - n,
        notes=_notes(df, [str(moments.names[i]) for i in np.flatnonzero(model.uniqueness <= LOWEST_UNIQUENESS)]),
    )


def _notes(df: int, bound: list[str]) -> tuple[Message, ...]:
    notes = []
    if df == 0:
        notes.append(Message("Met drie items past één factor altijd precies: er valt niets te toetsen."))
    if bound:
        notes.append(
            Message(
                "Volgens het model vallen deze items geheel samen met de factor: {items}. Zo'n uitkomst wijst op te "
                "weinig respondenten of op meer dan één factor.",
                {"items": Names(tuple(bound))},
            )
        )
    return tuple(notes)
