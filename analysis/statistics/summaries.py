"""Groups of which only means, standard deviations and numbers are known, as a publication prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from analysis.errors import Message, StatisticsError
from analysis.statistics.comparison import GroupComparison, compared, places_in_order
from analysis.statistics.inputs import Column, column_values, confidence_level
from analysis.statistics.oneway import Moments
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import FloatArray, Interval, TTest

Summary: TypeAlias = "Column | Mapping[Any, float]"
"""One number a group: a Series or dict by label, or a list, of which the groups are then called 1, 2, 3."""

_MEANS, _SDS, _NS = Message("gemiddelden"), Message("standaarddeviaties"), Message("aantallen")


def compare_summaries(
    means: Summary,
    sds: Summary,
    ns: Summary,
    *,
    labels: Sequence[Any] | None = None,
    order: Sequence[Any] | None = None,
    confidence: float = 0.95,
) -> GroupComparison:
    """`compare_groups` from each group's mean, standard deviation (with n − 1) and number of answers.

    means, sds, ns: one number a group, in one order, or by label. labels: what the groups are called; without it the
        labels of the first of the three that has them. An sd may be missing where n is 1. order, confidence: as for
        `compare_groups`; without an order the groups stay as given.

    ANOVA, Welch, the pairs, effect sizes and the linear contrast need no single answers. Levene, Kruskal–Wallis, Dunn,
    Jonckheere–Terpstra and skewness do: these are None or NaN, and a note says so. Printed figures are rounded, and so
    everything is as exact as they are. R: `rpsychi::ind.oneway.second`, `BSDA::tsum.test` for two groups; Stata:
    `ttesti`; `statsmodels.stats.oneway.anova_generic`.

    Raises StatisticsError for numbers of unequal length or labels, a mean that is no number, an sd below 0 or missing,
    an n that is not a whole number from 1 on, and where `compare_groups` would.
    """
    confidence = confidence_level(confidence)
    names, columns = _labelled(((_MEANS, means), (_SDS, sds), (_NS, ns)), labels)
    mean, sd, n = columns
    _check(names, mean, sd, n)
    if order is not None:
        positions, notes = places_in_order(names, order)
        first_to_last = np.argsort(positions, kind="stable")
        names = [names[place] for place in first_to_last.tolist()]
        mean, sd, n = mean[first_to_last], sd[first_to_last], n[first_to_last]
        positions = positions[first_to_last]
    else:
        positions, notes = None, ()
    sum_of_squares = np.where(n > 1, sd, 0.0) ** 2 * (n - 1)
    sum_of_squares[sum_of_squares <= rounding_sum_of_squares(n, mean)] = 0.0
    reference = float(np.median(mean))
    note = Message(
        "Uit gemiddelden, standaarddeviaties en aantallen alleen zijn Levene, Kruskal–Wallis, Dunn en "
        "Jonckheere–Terpstra niet te berekenen: daarvoor zijn de antwoorden zelf nodig."
    )
    return compared(
        Moments(n, reference, mean - reference, sum_of_squares),
        names,
        confidence,
        positions=positions,
        notes=(*notes, note),
    )


def mean_against(
    mean: float,
    sd: float,
    n: float,
    published_mean: float,
    published_sd: float | None = None,
    published_n: float | None = None,
    *,
    confidence: float = 0.95,
) -> TTest:
    """t-test of an own mean against a published one; the estimate is own minus published.

    mean, sd, n: the own ones (sd above 0, n at least 2). With `published_sd` and `published_n` Welch's test, which
    counts the uncertainty of the published mean too; without them a one-sample test, which takes that mean as exact.
    R: `BSDA::tsum.test`, `t.test(mu = …)`; `scipy.stats.ttest_ind_from_stats(equal_var=False)`.

    Raises StatisticsError for numbers outside these ranges, or one of `published_sd` and `published_n` alone.
    """
    confidence = confidence_level(confidence)
    if (published_sd is None) != (published_n is None):
        raise StatisticsError(
            "Geef van het gepubliceerde gemiddelde óf standaarddeviatie en aantal allebei, óf geen van beide."
        )
    own = _error_share(mean, sd, n)
    if published_sd is None or published_n is None:
        if not np.isfinite(published_mean):
            raise _no_number(published_mean)
        published, df, method = 0.0, n - 1.0, "one-sample t"
    else:
        published = _error_share(published_mean, published_sd, published_n)
        df = (own + published) ** 2 / (own**2 / (n - 1) + published**2 / (published_n - 1))
        method = "Welch"
    error = float(np.sqrt(own + published))
    difference = float(mean) - float(published_mean)
    t = difference / error
    margin = float(stdtrit(df, (1 + confidence) / 2)) * error
    interval = Interval(difference - margin, difference + margin, confidence, method)
    return TTest(difference, interval, t, df, 2 * float(stdtr(df, -abs(t))))


def _error_share(mean: float, sd: float, n: float) -> float:
    """The squared standard error of a mean."""
    if not np.isfinite(mean):
        raise _no_number(mean)
    if not (np.isfinite(sd) and sd > 0):
        raise StatisticsError("De standaarddeviatie moet een getal boven 0 zijn; gegeven is {value}.", value=sd)
    if not (np.isfinite(n) and n >= 2 and float(n).is_integer()):
        raise StatisticsError("Het aantal antwoorden moet een geheel getal vanaf 2 zijn; gegeven is {value}.", value=n)
    return float(sd) ** 2 / float(n)


def _no_number(value: object) -> StatisticsError:
    return StatisticsError("Een gemiddelde moet een getal zijn; gegeven is {value}.", value=value)


def _labelled(
    given: Sequence[tuple[Message, Summary]], labels: Sequence[Any] | None
) -> tuple[list[Any], tuple[FloatArray, FloatArray, FloatArray]]:
    """The groups' labels, and the three columns in their order."""
    names = None if labels is None else list(labels)
    for _, column in given:
        if names is None and isinstance(column, Mapping | pd.Series):
            names = list(column.keys())
    columns = []
    for name, column in given:
        series = pd.Series(dict(column), dtype=object) if isinstance(column, Mapping) else column
        if isinstance(series, pd.Series) and labels is None:
            assert names is not None
            if not series.index.is_unique or set(series.index) != set(names):
                raise StatisticsError(
                    "De groepen bij de {name} zijn niet dezelfde als bij de andere getallen: {groups}. Geef elk getal "
                    "voor dezelfde groepen.",
                    name=name,
                    groups=", ".join(str(label) for label in series.index),
                )
            series = series.reindex(pd.Index(names, tupleize_cols=False))
        columns.append(column_values(series.to_numpy() if isinstance(series, pd.Series) else series))
    if names is None:
        names = list(range(1, len(columns[0]) + 1))
    lengths = {len(column) for column in columns} | {len(names)}
    if len(lengths) > 1:
        raise StatisticsError(
            "Geef evenveel gemiddelden, standaarddeviaties en aantallen als er groepen zijn; gegeven zijn er "
            "{means}, {sds} en {ns} voor {groups} groepen.",
            means=len(columns[0]),
            sds=len(columns[1]),
            ns=len(columns[2]),
            groups=len(names),
        )
    if len(set(names)) < len(names):
        raise StatisticsError("Een groep komt meer dan eens voor. Geef elke groep een eigen naam.")
    return names, (columns[0], columns[1], columns[2])


def _check(names: Sequence[Any], mean: FloatArray, sd: FloatArray, n: FloatArray) -> None:
    if len(names) < 2:
        raise StatisticsError("Er zijn minstens twee groepen nodig; gegeven: {count}.", count=len(names))
    for group, m, s, count in zip(names, mean.tolist(), sd.tolist(), n.tolist(), strict=True):
        if np.isnan(m):
            raise StatisticsError("Groep {group} heeft geen gemiddelde. Vul het in of laat de groep weg.", group=group)
        if not (count >= 1 and float(count).is_integer()):
            raise StatisticsError(
                "Groep {group}: het aantal antwoorden moet een geheel getal vanaf 1 zijn; gegeven is {value}.",
                group=group,
                value=count,
            )
        if count > 1 and not s >= 0:
            raise StatisticsError(
                "Groep {group}: de standaarddeviatie moet een getal vanaf 0 zijn; gegeven is {value}.",
                group=group,
                value=s,
            )
