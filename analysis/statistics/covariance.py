"""Analysis of covariance: do groups differ once they are taken as equal on something else?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import fdtrc, stdtr, stdtrit

from analysis.errors import Message, StatisticsError
from analysis.statistics.grouping import grouped
from analysis.statistics.inputs import Column, column_series, column_values, confidence_level
from analysis.statistics.multiple_testing import holm
from analysis.statistics.oneway import Moments, group_moments, parts
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import FloatArray, FTest, Interval, TTest


@dataclass(frozen=True, eq=False)
class Ancova:
    """One covariate, equal slopes. `n` counts who has a value, a group and the covariate. Numbers are unrounded.

    groups: the test of the groups, adjusted; unadjusted: the same respondents without the covariate.
    partial_eta_squared: SS groups / (SS groups + SS residual), 0 to 1. slope: of the covariate within the groups, in
    points per unit. homogeneity: the test that all groups have the same slope, which the adjusted means assume; None
    when there is no answer or no spread left to test it with.
    means: DataFrame by group: n, mean, covariate_mean, adjusted (at the covariate's overall mean), se, ci_low, ci_high.
    pairwise: DataFrame with a row for each pair: group_a, group_b, difference (of adjusted means), ci_low, ci_high (of
    this pair alone), p, p_holm.
    """

    groups: FTest
    unadjusted: FTest
    partial_eta_squared: float
    slope: TTest
    homogeneity: FTest | None
    covariate_mean: float
    means: pd.DataFrame
    pairwise: pd.DataFrame
    n: int
    excluded: int
    confidence: float
    notes: tuple[Message, ...]


def ancova(values: Column, groups: Column, covariate: Column, *, confidence: float = 0.95) -> Ancova:
    """Compare `values` between `groups` at equal `covariate`; Series must share their index, others their position.

    R: `car::Anova(lm(y ~ covariate + group))` (Type II and III are the same here), `emmeans(m, "group")`; SPSS UNIANOVA
    with EMMEANS; JASP: ANCOVA. From the sums of squares and products within groups (Snedecor & Cochran 1989, ch. 18).

    Raises StatisticsError where `compare_groups` does, for a covariate that is no number or does not vary within the
    groups, and for no more answers than groups + 1.
    """
    confidence = confidence_level(confidence)
    y_series, x_series = column_series(values), column_series(covariate)
    if len(y_series) != len(x_series) or not y_series.index.equals(x_series.index):
        raise StatisticsError(
            "De uitkomst en de covariaat horen niet bij dezelfde rijen ({outcome} en {covariate}). Neem ze uit "
            "dezelfde tabel.",
            outcome=len(y_series),
            covariate=len(x_series),
        )
    x_all = column_values(x_series)
    sample = grouped(y_series.where(~np.isnan(x_all)), groups)
    y, codes, labels = sample.values, sample.codes, sample.labels
    x = x_all[sample.rows]
    k, n = len(labels), y.size
    my, dy = group_moments(y, codes, k)
    mx, dx = group_moments(x, codes, k)
    products: FloatArray = np.array([product.sum() for product in parts(dx * dy, codes, k).groups()])
    df = float(n - k - 1)
    if df < 1 or mx.within == 0:
        raise StatisticsError(
            "Corrigeren voor deze covariaat kan niet: er zijn te weinig antwoorden ({n} in {groups} groepen), of de "
            "covariaat verschilt binnen de groepen niet.",
            n=n,
            groups=k,
        )
    b = float(products.sum()) / mx.within
    residual = my.within - b * float(products.sum())
    if residual <= float(rounding_sum_of_squares(n, float(np.abs(y).max()))):
        raise StatisticsError("De uitkomst volgt geheel uit de groepen en de covariaat. Kies een andere covariaat.")
    mean_square = residual / df
    adjusted_total = _total(my, my) - _total(mx, my, float(products.sum())) ** 2 / _total(mx, mx)
    between = max(adjusted_total - residual, 0.0)
    error = math.sqrt(mean_square / mx.within)
    margin = float(stdtrit(df, (1 + confidence) / 2))
    slope = TTest(
        b,
        Interval(b - margin * error, b + margin * error, confidence, "t"),
        b / error,
        df,
        2 * float(stdtr(df, -abs(b / error))),
    )
    homogeneity = _homogeneity(my, mx, products, residual, n)
    return Ancova(
        groups=_f(between, k - 1.0, residual, df),
        unadjusted=_f(my.between, k - 1.0, my.within, float(n - k)),
        partial_eta_squared=between / (between + residual),
        slope=slope,
        homogeneity=homogeneity,
        covariate_mean=float(x.mean()),
        means=_means(my, mx, labels, b, mean_square, margin),
        pairwise=_pairs(my, mx, labels, b, mean_square, df, margin),
        n=n,
        excluded=len(y_series) - n,
        confidence=confidence,
        notes=_notes(homogeneity),
    )


def _total(one: Moments, other: Moments, within: float | None = None) -> float:
    """Sum of products about the overall means: within the groups plus between them."""
    n = one.n
    a = one.offset - n @ one.offset / n.sum()
    b = other.offset - n @ other.offset / n.sum()
    return float(n @ (a * b)) + (one.within if within is None else within)


def _f(between: float, df_between: float, within: float, df_within: float) -> FTest:
    f = between / df_between / (within / df_within)
    return FTest(f, df_between, df_within, float(fdtrc(df_between, df_within, f)))


def _homogeneity(my: Moments, mx: Moments, products: FloatArray, residual: float, n: int) -> FTest | None:
    sloped = mx.sum_of_squares > 0
    own = my.within - float((products[sloped] ** 2 / mx.sum_of_squares[sloped]).sum())
    df_slopes = float(sloped.sum() - 1)
    df = float(n - my.n.size - sloped.sum())
    if df_slopes < 1 or df < 1 or own <= 1e-12 * residual:
        return None
    return _f(max(residual - own, 0.0), df_slopes, own, df)


def _means(my: Moments, mx: Moments, labels: list[Any], b: float, mean_square: float, margin: float) -> pd.DataFrame:
    overall = mx.n @ mx.offset / mx.n.sum()
    away = mx.offset - overall
    adjusted = my.mean - b * away
    se = np.sqrt(mean_square * (1 / my.n + away**2 / mx.within))
    return pd.DataFrame(
        {
            "n": my.n.astype(np.int64),
            "mean": my.mean,
            "covariate_mean": mx.mean,
            "adjusted": adjusted,
            "se": se,
            "ci_low": adjusted - margin * se,
            "ci_high": adjusted + margin * se,
        },
        index=pd.Index(labels, name="group", tupleize_cols=False),
    )


def _pairs(
    my: Moments, mx: Moments, labels: list[Any], b: float, mean_square: float, df: float, margin: float
) -> pd.DataFrame:
    i, j = np.triu_indices(my.n.size, 1)
    apart = mx.offset[i] - mx.offset[j]
    difference = my.offset[i] - my.offset[j] - b * apart
    se = np.sqrt(mean_square * (1 / my.n[i] + 1 / my.n[j] + apart**2 / mx.within))
    p = 2 * stdtr(df, -np.abs(difference / se))
    return pd.DataFrame(
        {
            "group_a": [labels[code] for code in i.tolist()],
            "group_b": [labels[code] for code in j.tolist()],
            "difference": difference,
            "ci_low": difference - margin * se,
            "ci_high": difference + margin * se,
            "p": p,
            "p_holm": holm(p),
        }
    )


def _notes(homogeneity: FTest | None) -> tuple[Message, ...]:
    if homogeneity is None:
        return (Message("Of de covariaat in elke groep even zwaar weegt, is hier niet te toetsen."),)
    if homogeneity.p < 0.05:
        return (
            Message(
                "De covariaat weegt niet in elke groep even zwaar (p = {p}): het gecorrigeerde verschil hangt af van "
                "de hoogte van de covariaat, en één getal zegt dan te weinig.",
                {"p": homogeneity.p},
            ),
        )
    return ()
