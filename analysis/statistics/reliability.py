"""Internal consistency of a scale: Cronbach's alpha with Feldt's interval, and what each item contributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import fdtri

from analysis.errors import Message, StatisticsError
from analysis.statistics.inputs import confidence_level, item_matrix
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import FloatArray, Interval

Missing: TypeAlias = Literal["listwise", "pairwise"]

FEWEST_RESPONDENTS = 3
"""With two respondents every correlation is 1 or −1, and alpha says nothing."""

_NEGLIGIBLE = 1e-12  # share of a sum below which what is left after subtraction is rounding


@dataclass(frozen=True, eq=False)
class Reliability:
    """Cronbach's alpha of a scale and of what is left without each item. Numbers are unrounded.

    alpha: at most 1; may be negative.
    interval: Feldt (1965), computed with `interval_n` respondents.
    n: respondents that alpha rests on: those with an answer to every item (listwise) or to any item (pairwise).
    interval_n: n (listwise), or the smallest number of respondents that two items share (pairwise).
    mean_inter_item_correlation: mean of the Pearson correlations of the pairs of items that vary; None without any.
    items: DataFrame indexed by item name in the given order, on the same respondents as alpha: `n`, `mean`, `sd`,
        `rest_correlation` (with the sum of the other items) and `alpha_if_dropped`. NaN means not computable; the
        reason is in `notes`.
    missing, confidence: the choices that were made.
    dropped: rows of the data that were left out.
    notes: what a reader must know of this result.
    """

    alpha: float
    interval: Interval
    n: int
    interval_n: int
    mean_inter_item_correlation: float | None
    items: pd.DataFrame
    missing: Missing
    confidence: float
    dropped: int
    notes: tuple[Message, ...]


def reliability(items: pd.DataFrame, missing: Missing = "listwise", confidence: float = 0.95) -> Reliability:
    """Cronbach's alpha of the sum of `items`, with item statistics.

    items: one row a respondent, one numeric column an item (two or more), reversed items already turned round; NaN
        where an answer is missing.
    missing: "listwise" keeps the respondents who answered every item, "pairwise" takes each covariance over the
        respondents who answered both items.
    confidence: of the interval, between 0 and 1.

    alpha = k/(k−1) · (1 − Σ item variances / variance of the sum) (Cronbach 1951, *Psychometrika* 16). Interval:
    (1 − α)/(1 − alpha), with α the population's, follows F with n − 1 and (n − 1)(k − 1) degrees of freedom (Feldt
    1965, *Psychometrika* 30). R: `psych::alpha(items, use = "complete.obs")`, raw_alpha, r.drop and the Feldt interval;
    SPSS RELIABILITY is listwise too. JASP's default interval is another one. `pingouin.cronbach_alpha` agrees on
    complete data; with missing values it counts n before it drops rows, so that its interval is too narrow.

    Raises StatisticsError when alpha cannot be computed: fewer than two items or three respondents, no variance in the
    sum, columns that are not numbers, an unknown `missing`, a `confidence` outside 0 to 1.
    """
    confidence = confidence_level(confidence)
    if missing not in ("listwise", "pairwise"):
        raise StatisticsError(
            "Onbekende regel voor ontbrekende antwoorden: {value}. Kies 'listwise' of 'pairwise'.", value=missing
        )
    answers = item_matrix(items)
    names = list(items.columns)
    if len(names) < 2:
        raise StatisticsError(
            "Voor alpha zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=len(names)
        )
    rows = len(answers)
    observed = ~np.isnan(answers)
    _check_answered(observed, names)
    if missing == "listwise":
        answers = answers[observed.all(axis=1)] if not observed.all() else answers
    else:
        answers = answers[observed.any(axis=1)]
    n = len(answers)
    if n < FEWEST_RESPONDENTS:
        raise StatisticsError(
            "Alpha is niet te berekenen: van de {rows} respondenten blijven er {n} over, en nodig zijn er minstens "
            "{fewest}. Neem meer respondenten, of laat het item met de meeste ontbrekende antwoorden weg.",
            rows=rows,
            n=n,
            fewest=FEWEST_RESPONDENTS,
        )
    moments = _complete_moments(answers) if missing == "listwise" else _pairwise_moments(answers)
    interval_n = _smallest_pair(moments, names)
    alpha = _alpha(moments.covariance)
    table = _item_table(moments, names)
    return Reliability(
        alpha=alpha,
        interval=_feldt_interval(alpha, interval_n, len(names), confidence),
        n=n,
        interval_n=interval_n,
        mean_inter_item_correlation=_mean_correlation(moments.correlation),
        items=table,
        missing=missing,
        confidence=confidence,
        dropped=rows - n,
        notes=_notes(alpha, moments, table, missing, interval_n),
    )


@dataclass(frozen=True, eq=False)
class _Moments:
    """pair_n, covariance, correlation: items × items; mean: per item. Without variance a covariance is exactly 0."""

    pair_n: FloatArray
    mean: FloatArray
    covariance: FloatArray
    correlation: FloatArray


def _complete_moments(answers: FloatArray) -> _Moments:
    """Everything from one Gram matrix of the centred answers; `answers` has no NaN and is overwritten."""
    n, k = answers.shape
    mean = answers.mean(axis=0)
    answers -= mean
    remainder = answers.mean(axis=0)  # the rounding error of the first mean
    answers -= remainder
    gram = answers.T @ answers
    mean = mean + remainder
    constant = np.diag(gram) <= rounding_sum_of_squares(n, mean)
    gram[constant, :] = gram[:, constant] = 0.0
    sums_of_squares = np.diag(gram)
    return _Moments(
        pair_n=np.full((k, k), float(n)),
        mean=mean,
        covariance=gram / (n - 1),
        correlation=_correlation(gram, np.sqrt(np.outer(sums_of_squares, sums_of_squares))),
    )


def _pairwise_moments(answers: FloatArray) -> _Moments:
    """The same over the respondents that each pair of items shares, as matrix products with the mask of answers."""
    observed = ~np.isnan(answers)
    if observed.all():
        return _complete_moments(answers)
    mask = observed.astype(np.float64)
    count = mask.sum(axis=0)
    mean = np.where(observed, answers, 0.0).sum(axis=0) / count
    centred = np.where(observed, answers - mean, 0.0)
    remainder = centred.sum(axis=0) / count
    centred -= mask * remainder
    mean = mean + remainder
    constant = (centred**2).sum(axis=0) <= rounding_sum_of_squares(count, mean)
    centred[:, constant] = 0.0

    pair_n = mask.T @ mask
    shared = np.maximum(pair_n, 1.0)  # pairs that share fewer than two respondents are refused by the caller
    sums = centred.T @ mask  # row i, column j: sum of item i over those who answered j
    products = centred.T @ centred - sums * sums.T / shared
    squares = (centred**2).T @ mask
    sums_of_squares = squares - sums**2 / shared
    sums_of_squares[sums_of_squares <= _NEGLIGIBLE * squares] = 0.0
    return _Moments(
        pair_n=pair_n,
        mean=mean,
        covariance=products / np.maximum(shared - 1, 1.0),
        correlation=_correlation(products, np.sqrt(sums_of_squares * sums_of_squares.T)),
    )


def _correlation(products: FloatArray, norm: FloatArray) -> FloatArray:
    correlation = np.full(norm.shape, np.nan)
    np.divide(products, norm, out=correlation, where=norm > 0)
    clipped: FloatArray = np.clip(correlation, -1.0, 1.0)
    return clipped


def _check_answered(observed: npt.NDArray[np.bool_], names: Sequence[Any]) -> None:
    unanswered = [str(names[position]) for position in np.flatnonzero(~np.any(observed, axis=0)).tolist()]
    if unanswered:
        raise StatisticsError(
            "Niemand heeft een antwoord op {items}. Laat deze items weg of controleer de kolommen.",
            items=", ".join(unanswered),
        )


def _smallest_pair(moments: _Moments, names: Sequence[Any]) -> int:
    smallest = int(moments.pair_n.min())
    if smallest < FEWEST_RESPONDENTS:
        first, second = divmod(int(np.argmin(moments.pair_n)), len(names))
        raise StatisticsError(
            "De items {first} en {second} zijn door maar {n} respondenten allebei beantwoord; nodig zijn er minstens "
            "{fewest}. Laat een van beide items weg.",
            first=names[first],
            second=names[second],
            n=smallest,
            fewest=FEWEST_RESPONDENTS,
        )
    return smallest


def _alpha(covariance: FloatArray) -> float:
    k = len(covariance)
    item_variances, total = float(np.trace(covariance)), float(covariance.sum())
    if item_variances == 0:
        raise StatisticsError(
            "Alpha is niet te berekenen: bij elk item geven alle respondenten hetzelfde antwoord. "
            "Zonder verschillen tussen respondenten valt er geen samenhang te meten."
        )
    if total <= _NEGLIGIBLE * item_variances:
        raise StatisticsError(
            "Alpha is niet te berekenen: de somscore verschilt niet tussen respondenten, omdat de items elkaar "
            "opheffen. Controleer of er items omgekeerd moeten worden."
        )
    alpha = k / (k - 1) * (1 - item_variances / total)
    if alpha > 1 + _NEGLIGIBLE:
        raise StatisticsError(
            "Alpha is paarsgewijs niet te berekenen: per paar van items antwoorden zulke verschillende respondenten "
            "dat de samenhangen elkaar tegenspreken. Kies 'listwise'."
        )
    return min(alpha, 1.0)


def _feldt_interval(alpha: float, n: int, k: int, confidence: float) -> Interval:
    tail = (1 - confidence) / 2
    df_respondents, df_residual = n - 1, (n - 1) * (k - 1)
    low, high = (1 - (1 - alpha) * float(fdtri(df_respondents, df_residual, p)) for p in (1 - tail, tail))
    return Interval(low, high, confidence, "Feldt (1965)")


def _mean_correlation(correlation: FloatArray) -> float | None:
    pairs = correlation[np.triu_indices_from(correlation, k=1)]
    pairs = pairs[~np.isnan(pairs)]
    return float(pairs.mean()) if pairs.size else None


def _item_table(moments: _Moments, names: Sequence[Any]) -> pd.DataFrame:
    covariance = moments.covariance
    k = len(covariance)
    others = 1.0 - np.eye(k)
    variance = np.diag(covariance)
    with_rest = (covariance * others).sum(axis=1)
    rest_variance = ((others @ covariance) * others).sum(axis=1)  # summed directly: subtracting would lose digits
    rest_item_variances = others @ variance
    rest_varies = rest_variance > _NEGLIGIBLE * rest_item_variances

    correlation = np.full(k, np.nan)
    both = rest_varies & (variance > 0)
    correlation[both] = with_rest[both] / np.sqrt(variance[both] * rest_variance[both])
    correlation[np.abs(correlation) > 1 + 1e-9] = np.nan  # only pairwise: no set of answers has these covariances
    if_dropped = np.full(k, np.nan)
    if k > 2:
        share = rest_item_variances[rest_varies] / rest_variance[rest_varies]
        if_dropped[rest_varies] = (k - 1) / (k - 2) * (1 - share)
        if_dropped[if_dropped > 1 + 1e-9] = np.nan  # likewise
    return pd.DataFrame(
        {
            "n": np.diag(moments.pair_n).astype(np.int64),
            "mean": moments.mean,
            "sd": np.sqrt(variance),
            "rest_correlation": np.clip(correlation, -1.0, 1.0),
            "alpha_if_dropped": np.minimum(if_dropped, 1.0),
        },
        index=pd.Index(names, name="item", tupleize_cols=False),
    )


def _notes(
    alpha: float, moments: _Moments, table: pd.DataFrame, missing: Missing, interval_n: int
) -> tuple[Message, ...]:
    notes = []
    if alpha < 0:
        notes.append(
            Message(
                "Alpha is negatief: de items hangen gemiddeld negatief samen. Controleer of er items omgekeerd moeten "
                "worden."
            )
        )
    if missing == "pairwise" and int(moments.pair_n.max()) != interval_n:
        notes.append(
            Message(
                "Het interval is berekend met {n} respondenten, het kleinste aantal dat twee items samen hebben.",
                {"n": interval_n},
            )
        )
    if len(table) == 2:
        notes.append(
            Message("Met twee items is er geen alpha zonder het item: één item heeft geen samenhang met andere items.")
        )
    for item, row in table.iterrows():
        values = {"item": item}
        if row["sd"] == 0:
            notes.append(
                Message(
                    "Bij item {item} geeft iedereen hetzelfde antwoord; een samenhang met de andere items is niet te "
                    "berekenen.",
                    values,
                )
            )
        elif np.isnan(row["rest_correlation"]):
            notes.append(
                Message("De samenhang van item {item} met de som van de andere items is niet te berekenen.", values)
            )
        elif row["rest_correlation"] < -_NEGLIGIBLE:
            notes.append(
                Message(
                    "Item {item} loopt tegen de schaal in: hoger op dit item gaat samen met lager op de andere. "
                    "Controleer of het item omgekeerd moet worden.",
                    values,
                )
            )
        if len(table) > 2 and np.isnan(row["alpha_if_dropped"]):
            notes.append(Message("Alpha zonder item {item} is niet te berekenen.", values))
    return tuple(notes)
