"""Internal consistency of a scale: alpha and its kin with intervals, and what each item contributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import fdtri, ndtri

from analysis.errors import Message, Names, StatisticsError
from analysis.statistics import coefficients
from analysis.statistics.bootstrap import bootstrap_alphas, draws
from analysis.statistics.inputs import Items, checked_seed, confidence_level, item_columns, item_frame, item_matrix
from analysis.statistics.inter_item import Basis, check_basis, polychoric_codes, polychoric_matrix, polychoric_notes
from analysis.statistics.item_moments import BLOCK, NEGLIGIBLE, ItemMoments, Missing, check_missing_rule, item_moments
from analysis.statistics.one_factor import (
    FEWEST_ITEMS,
    OneFactor,
    omega_standard_error,
    omega_total,
    one_factor,
    one_factors_without,
)
from analysis.statistics.results import FloatArray, Interval

_FEWEST_RESAMPLES = 20
_FEWEST_OF_A_FACTOR = 3


@dataclass(frozen=True)
class Omega:
    """McDonald's omega total, with its interval (None when not computable; the reason is in the scale's notes)."""

    value: float
    interval: Interval | None
    method: str


@dataclass(frozen=True, eq=False)
class Reliability:
    """Cronbach's alpha of a scale and of what is left without each item. Numbers are unrounded.

    alpha: at most 1; may be negative.
    interval: Feldt (1965), computed with `interval_n` respondents.
    n: respondents that alpha rests on: those with an answer to every item (listwise) or to any item (pairwise).
    interval_n: n (listwise), or the smallest number of respondents that two items share (pairwise).
    mean_inter_item_correlation: mean of the correlations of the pairs of items that vary; None without any.
    items: DataFrame indexed by item name in the given order, on the same respondents as alpha: `n`, `mean`, `sd`,
        `rest_correlation` (with the sum of the other items), `alpha_if_dropped`, `omega_if_dropped`,
        `alpha_if_reversed` (alpha with this item turned round), `rest_low` and `rest_high` (interval of the rest
        correlation, Fisher's z on the item's n), and, where the range of the answers was given, `floor` and `ceiling`
        (share, 0 to 1, of the answers at either end). NaN means not computable; the reason is in `notes`.
    standardised_alpha: k·r̄/(1 + (k − 1)·r̄), r̄ the mean inter-item correlation. Pairwise each correlation has the
        standard deviations of the respondents that its two items share, as `cor(use = "pairwise.complete.obs")`, so
        that none leaves −1 to 1; JASP does the same. `psych::alpha` takes `cov2cor` of the pairwise covariances (the
        items' own deviations): its std.alpha and average_r then differ in the third decimal. Listwise all agree.
    omega: McDonald's omega total of one factor; None (so no `.value` either) with fewer than three items that vary and
        where no such model fits; the reason is in `notes`. On a polychoric basis it has no interval, see `notes`.
    standardised_alpha and omega rest on the items that vary.
    lambda2: Guttman's second lower bound, on covariances as in SPSS and JASP (`psych::guttman` takes correlations).
    split_half: odd against even items in the given order, stepped up by Spearman–Brown (later versions of JASP take
        Guttman's formula on these halves, which is nearer to 0 unless their variances are equal).
    missing, confidence, basis: the choices that were made.
    dropped: rows of the data that were left out.
    notes: what a reader must know of this result, also why a value is None.
    """

    alpha: float
    interval: Interval
    n: int
    interval_n: int
    mean_inter_item_correlation: float | None
    items: pd.DataFrame
    standardised_alpha: float | None
    omega: Omega | None
    lambda2: float
    split_half: float | None
    missing: Missing
    confidence: float
    basis: Basis
    dropped: int
    notes: tuple[Message, ...]
    _answers: pd.DataFrame = field(repr=False)

    def bootstrap_interval(self, resamples: int = 2000, seed: int = 1) -> Interval:
        """Percentile interval of alpha from `resamples` samples drawn again from the respondents (Efron 1979).

        For alpha, percentiles hold up better than Feldt's interval when answers are skewed or items differ much
        (Padilla, Divers & Newton 2012, *Appl. Psychol. Meas.* 36). The same missing rule and basis as alpha; one seed
        (a whole number from 0) gives one interval. Above 10,000 respondents random groups of them are drawn (see
        `bootstrap_alphas`). R: `psych::alpha(items, n.iter = resamples)`. On polychoric correlations this takes some
        seconds. Samples in which alpha has no value are left out; when that is more than one in ten, StatisticsError.
        """
        if isinstance(resamples, bool) or not isinstance(resamples, int | np.integer) or resamples < _FEWEST_RESAMPLES:
            raise StatisticsError(
                "Het aantal herhaalde steekproeven moet een geheel getal van minstens {fewest} zijn; gegeven is "
                "{value}.",
                fewest=_FEWEST_RESAMPLES,
                value=resamples,
            )
        rng = np.random.default_rng(checked_seed(seed))
        if self.basis == "polychoric":
            alphas = self._polychoric_alphas(int(resamples), rng)
        else:
            answers = item_matrix(self._answers)
            observed = ~np.isnan(answers)
            if not observed.all():
                answers = answers[observed.all(axis=1) if self.missing == "listwise" else observed.any(axis=1)]
            alphas = bootstrap_alphas(answers, int(resamples), rng)
        valid = alphas[~np.isnan(alphas)]
        if len(valid) < 0.9 * len(alphas):
            raise StatisticsError(
                "Een interval uit herhaalde steekproeven is niet te berekenen: in {failed} van de {resamples} "
                "steekproeven heeft alfa geen waarde. Neem meer respondenten.",
                failed=len(alphas) - len(valid),
                resamples=len(alphas),
            )
        tail = (1 - self.confidence) / 2
        low, high = np.quantile(valid, [tail, 1 - tail])
        return Interval(float(low), float(high), self.confidence, "bootstrap, percentiles")

    def _polychoric_alphas(self, resamples: int, rng: np.random.Generator) -> FloatArray:
        coded = polychoric_codes(self._answers, self.missing)
        k = coded.codes.shape[1]
        alphas = np.full(resamples, np.nan)
        done = 0
        for weights in draws(np.ones(len(coded.codes)), resamples, rng):
            for drawn in weights:
                matrix = polychoric_matrix(coded, drawn)
                alphas[done] = coefficients.alpha_of_sums(k, np.array(float(k)), matrix.sum()[None])[0]
                done += 1
        return alphas


def reliability(
    items: Items,
    missing: Missing = "listwise",
    confidence: float = 0.95,
    *,
    basis: Basis = "pearson",
    minimum: float | None = None,
    maximum: float | None = None,
) -> Reliability:
    """Cronbach's alpha and the other reliability coefficients of the sum of `items`, with item statistics.

    items: one row a respondent, one numeric column an item (two or more), reversed items already turned round; NaN
        where an answer is missing.
    missing: "listwise" keeps the respondents who answered every item, "pairwise" takes each covariance over the
        respondents who answered both items.
    confidence: of the intervals, between 0 and 1.
    basis: "pearson", or "polychoric" for ordinal alpha and omega (Zumbo, Gadermann & Zeisser 2007, *J. Mod. Appl.
        Stat. Methods* 6): every coefficient from polychoric correlations; `mean` and `sd` stay those of the answers.
    minimum, maximum: lowest and highest possible answer, for `floor` and `ceiling`; both or neither.

    alpha = k/(k−1) · (1 − Σ item variances / variance of the sum) (Cronbach 1951, *Psychometrika* 16). Interval:
    (1 − α)/(1 − alpha), with α the population's, follows F with n − 1 and (n − 1)(k − 1) degrees of freedom (Feldt
    1965, *Psychometrika* 30). R: `psych::alpha(items, use = "complete.obs")`, raw_alpha, std.alpha, r.drop and the
    Feldt interval; SPSS RELIABILITY is listwise too. JASP's default interval is another one. `pingouin.cronbach_alpha`
    agrees on complete data; with missing values it counts n before it drops rows, so that its interval is too narrow.

    Omega (McDonald 1999): one factor by maximum likelihood on the covariances, interval by the delta method and capped
    at 1, as in JASP and `lavaan` (listwise; for pairwise JASP takes full information, and the third decimal differs);
    `psych::omega(items, nfactors = 1)` takes minres on correlations and differs in the second decimal or further.

    Raises StatisticsError when alpha cannot be computed: fewer than two items or three respondents, no variance in the
    sum, columns that are not numbers, an unknown `missing` or `basis`, a `confidence` outside 0 to 1.
    """
    confidence = confidence_level(confidence)
    check_missing_rule(missing)
    check_basis(basis)
    check_answer_range(minimum, maximum)
    items = item_frame(items)
    names = list(items.columns)
    if len(names) < 2:
        raise StatisticsError(
            "Voor alfa zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=len(names)
        )
    moments = item_moments(items, missing)
    notes: list[Message] = []
    if basis == "polychoric":
        correlation = polychoric_matrix(polychoric_codes(items, missing))
        notes.extend(polychoric_notes(correlation, names))
        covariance = _without_constant(correlation, moments)
    else:
        correlation, covariance = moments.correlation, moments.covariance
    interval_n = moments.smallest_pair
    alpha = coefficients.cronbach_alpha(covariance)
    varies = moments.varies
    both = np.ix_(varies, varies)
    scale = np.sqrt(np.diag(covariance))[varies]
    # On the items' own deviations: pairwise, each correlation has those of its pair.
    standardised_covariance = covariance[both] / np.outer(scale, scale)
    model = one_factor(standardised_covariance)
    omega = _omega(model, scale, interval_n, confidence, basis, notes)
    omega_if_dropped = _omega_if_dropped(standardised_covariance, scale, varies, omega, model)
    table = _item_table(moments, covariance, confidence, omega_if_dropped)
    if minimum is not None and maximum is not None:
        table["floor"], table["ceiling"] = _shares(items, moments, (minimum, maximum))
    standardised = coefficients.standardised_alpha(correlation[both])
    halves = coefficients.split_half(covariance)
    notes = [
        *_notes(alpha, moments, table, missing, interval_n),
        *_coefficient_notes(moments, table, omega, standardised, halves, basis),
        *notes,
    ]
    return Reliability(
        alpha=alpha,
        interval=_feldt_interval(alpha, interval_n, len(names), confidence),
        n=moments.n,
        interval_n=interval_n,
        mean_inter_item_correlation=_mean_correlation(correlation[both]),
        items=table,
        standardised_alpha=standardised,
        omega=omega,
        lambda2=coefficients.guttman_lambda2(covariance),
        split_half=halves,
        missing=missing,
        confidence=confidence,
        basis=basis,
        dropped=moments.rows - moments.n,
        notes=tuple(notes),
        _answers=items.copy(deep=False),
    )


def check_answer_range(minimum: float | None, maximum: float | None) -> None:
    """StatisticsError unless both are None, or `minimum` is less than `maximum`."""
    if minimum is None and maximum is None:
        return
    if minimum is None or maximum is None or not minimum < maximum:
        raise StatisticsError(
            "Geef het laagste en het hoogste mogelijke antwoord allebei, het laagste eerst; gegeven is {minimum} tot "
            "{maximum}.",
            minimum=minimum,
            maximum=maximum,
        )


def _without_constant(correlation: FloatArray, moments: ItemMoments) -> FloatArray:
    """Polychoric correlations as covariances of standardised items: 0 for an item without variance."""
    covariance = correlation.copy()
    covariance[~moments.varies, :] = covariance[:, ~moments.varies] = 0.0
    if np.isnan(covariance).any():
        first, second = np.argwhere(np.isnan(covariance))[0]
        raise StatisticsError(
            "De samenhang van {first} en {second} is niet te berekenen: wie beide items beantwoordde, gaf op een van "
            "beide hetzelfde antwoord. Kies 'listwise' of laat een van beide items weg.",
            first=moments.names[first],
            second=moments.names[second],
        )
    return covariance


def _omega(
    model: OneFactor | None, scale: FloatArray, n: int, confidence: float, basis: Basis, notes: list[Message]
) -> Omega | None:
    """Omega of the items that vary; the reason for what is None goes to `notes`."""
    if len(scale) < FEWEST_ITEMS:
        notes.append(
            Message("Omega is niet te berekenen: daarvoor zijn minstens drie items met verschillende antwoorden nodig.")
        )
        return None
    if model is None:
        notes.append(
            Message(
                "Omega is niet te berekenen: bij deze samenhangen past geen model met één factor, bijvoorbeeld doordat "
                "een item uit de andere volgt."
            )
        )
        return None
    value = omega_total(model, scale)
    method = "one factor, maximum likelihood"
    error = omega_standard_error(model, scale, n) if basis == "pearson" else None
    if error is None:
        notes.append(
            Message(
                "Het interval van omega is niet te berekenen: volgens het model valt een item geheel samen met de "
                "factor, of zijn de items te weinig verwant."
            )
            if basis == "pearson"
            else Message(
                "Omega heeft hier geen interval: de formule geldt voor samenhangen die zijn gemeten, en polychorische "
                "zijn zelf geschat."
            )
        )
        return Omega(value, None, method)
    margin = float(ndtri((1 + confidence) / 2)) * error
    return Omega(value, Interval(value - margin, min(value + margin, 1.0), confidence, "delta"), method)


def _omega_if_dropped(
    correlation: FloatArray,
    scale: FloatArray,
    varies: np.ndarray[Any, np.dtype[np.bool_]],
    omega: Omega | None,
    whole: OneFactor | None,
) -> FloatArray:
    """Omega without each item; without an item that does not vary it is the scale's own."""
    result = np.full(len(varies), np.nan)
    if omega is not None:
        result[~varies] = omega.value
    among = np.flatnonzero(varies)
    if len(among) <= FEWEST_ITEMS:
        return result
    for position, model in enumerate(one_factors_without(correlation, whole)):
        if model is not None:
            result[among[position]] = omega_total(model, np.delete(scale, position))
    return result


def _shares(items: pd.DataFrame, moments: ItemMoments, answers: Sequence[float]) -> list[FloatArray]:
    """For each of `answers` its share of an item's answers, among the respondents that the moments rest on."""
    columns = item_columns(items)
    whole = int(moments.pair_n.min()) == int(moments.pair_n.max()) == moments.n < moments.rows
    given = np.zeros((len(answers), len(columns)))
    for start in range(0, moments.rows, BLOCK):
        block = np.stack([column[start : start + BLOCK] for column in columns])
        complete = ~np.isnan(block.sum(axis=0)) if whole else True
        for position, answer in enumerate(answers):
            given[position] += np.count_nonzero((block == answer) & complete, axis=1)
    return list(given / np.diag(moments.pair_n))


def _feldt_interval(alpha: float, n: int, k: int, confidence: float) -> Interval:
    tail = (1 - confidence) / 2
    df_respondents, df_residual = n - 1, (n - 1) * (k - 1)
    low, high = (1 - (1 - alpha) * float(fdtri(df_respondents, df_residual, p)) for p in (1 - tail, tail))
    return Interval(low, high, confidence, "Feldt (1965)")


def _mean_correlation(correlation: FloatArray) -> float | None:
    pairs = correlation[np.triu_indices_from(correlation, k=1)]
    pairs = pairs[~np.isnan(pairs)]
    return float(pairs.mean()) if pairs.size else None


def _item_table(
    moments: ItemMoments, covariance: FloatArray, confidence: float, omega_if_dropped: FloatArray
) -> pd.DataFrame:
    k = len(covariance)
    others = 1.0 - np.eye(k)
    variance = np.diag(covariance)
    with_rest = (covariance * others).sum(axis=1)
    rest_variance = ((others @ covariance) * others).sum(axis=1)  # summed directly: subtracting would lose digits
    rest_item_variances = others @ variance
    rest_varies = rest_variance > NEGLIGIBLE * rest_item_variances

    correlation = np.full(k, np.nan)
    both = rest_varies & (variance > 0)
    correlation[both] = with_rest[both] / np.sqrt(variance[both] * rest_variance[both])
    correlation[np.abs(correlation) > 1 + 1e-9] = np.nan  # only pairwise: no set of answers has these covariances
    correlation = np.clip(correlation, -1.0, 1.0)
    if_dropped = np.full(k, np.nan)
    if k > 2:
        if_dropped = coefficients.alpha_of_sums(k - 1, rest_item_variances, rest_variance)
    if_reversed = coefficients.alpha_of_sums(k, np.full(k, variance.sum()), rest_variance + variance - 2 * with_rest)
    n = np.diag(moments.pair_n)
    low, high = fisher_interval(correlation, n, confidence)
    return pd.DataFrame(
        {
            "n": n.astype(np.int64),
            "mean": moments.mean,
            "sd": np.sqrt(np.diag(moments.covariance)),
            "rest_correlation": correlation,
            "alpha_if_dropped": if_dropped,
            "omega_if_dropped": omega_if_dropped,
            "alpha_if_reversed": if_reversed,
            "rest_low": low,
            "rest_high": high,
        },
        index=pd.Index(moments.names, name="item", tupleize_cols=False),
    )


def fisher_interval(correlation: FloatArray, n: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Interval of correlations by Fisher's z, for those in the result with over three respondents; else NaN."""
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.arctanh(correlation)
        margin = np.where(n > 3, ndtri((1 + confidence) / 2) / np.sqrt(n - 3), np.nan)
        return np.tanh(z - margin), np.tanh(z + margin)


def _coefficient_notes(
    moments: ItemMoments,
    table: pd.DataFrame,
    omega: Omega | None,
    standardised: float | None,
    halves: float | None,
    basis: Basis,
) -> list[Message]:
    notes = []
    if basis == "polychoric":
        notes.append(
            Message(
                "Alfa rust op polychorische samenhangen, die zelf geschat zijn: het interval is daardoor te smal. "
                "Neem liever het interval uit herhaalde steekproeven."
            )
        )
    constant = [str(name) for name, varies in zip(moments.names, moments.varies, strict=True) if not varies]
    if constant and (omega is not None or standardised is not None):
        notes.append(
            Message(
                "Gestandaardiseerde alfa en omega zijn berekend zonder {items}: daar geeft iedereen hetzelfde "
                "antwoord.",
                {"items": Names(tuple(constant))},
            )
        )
    if standardised is None:
        notes.append(
            Message(
                "Gestandaardiseerde alfa is niet te berekenen: er zijn te weinig items met verschillende antwoorden, "
                "of zij heffen elkaar op."
            )
        )
    if halves is None:
        notes.append(
            Message(
                "De betrouwbaarheid van twee helften is niet te berekenen: een van de helften verschilt niet tussen "
                "respondenten, of zij heffen elkaar op."
            )
        )
    if omega is not None:
        without = [str(item) for item in table.index[table["omega_if_dropped"].isna()]]
        if len(without) == len(table) == _FEWEST_OF_A_FACTOR:
            notes.append(
                Message("Omega zonder een item is niet te berekenen: daarvoor moeten er minstens drie andere zijn.")
            )
        elif without:
            notes.append(Message("Omega is niet te berekenen zonder {items}.", {"items": Names(tuple(without))}))
    return notes


def _notes(
    alpha: float, moments: ItemMoments, table: pd.DataFrame, missing: Missing, interval_n: int
) -> tuple[Message, ...]:
    notes = []
    dropped = moments.rows - moments.n
    if dropped and missing == "listwise":
        notes.append(
            Message(
                "Van de {rows} respondenten tellen er {dropped} niet mee, omdat zij op een of meer items geen "
                "geldig antwoord gaven.",
                {"rows": moments.rows, "dropped": dropped},
            )
        )
    elif dropped:
        notes.append(
            Message(
                "Van de {rows} respondenten tellen er {dropped} niet mee, omdat zij geen enkel item beantwoordden.",
                {"rows": moments.rows, "dropped": dropped},
            )
        )
    if alpha < 0:
        notes.append(
            Message(
                "Alfa is negatief: de items hangen gemiddeld negatief samen. Controleer of er items omgekeerd moeten "
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
            Message("Met twee items is er geen alfa zonder het item: één item heeft geen samenhang met andere items.")
        )
    figures = (table[figure].tolist() for figure in ("sd", "rest_correlation", "rest_high", "alpha_if_dropped"))
    for item, sd, rest, rest_high, if_dropped in zip(table.index, *figures, strict=True):
        values = {"item": Names((item,))}
        if sd == 0:
            notes.append(
                Message(
                    "Bij item {item} geeft iedereen hetzelfde antwoord; een samenhang met de andere items is niet te "
                    "berekenen.",
                    values,
                )
            )
        elif np.isnan(rest):
            notes.append(
                Message("De samenhang van item {item} met de som van de andere items is niet te berekenen.", values)
            )
        elif rest < -NEGLIGIBLE and rest_high >= 0:
            notes.append(
                Message(
                    "Item {item} hangt niet aantoonbaar samen met de andere items: het interval van de samenhang "
                    "sluit 0 niet uit.",
                    values,
                )
            )
        elif rest < -NEGLIGIBLE:
            notes.append(
                Message(
                    "Item {item} loopt tegen de schaal in: hoger op dit item gaat samen met lager op de andere. "
                    "Controleer of het item omgekeerd moet worden.",
                    values,
                )
            )
        if len(table) > 2 and np.isnan(if_dropped):
            notes.append(Message("Alfa zonder item {item} is niet te berekenen.", values))
    return tuple(notes)
