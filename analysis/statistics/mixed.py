"""More than one answer of the same respondents, such as for two sectors: a model with an intercept for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from scipy.special import stdtr, stdtrit

from analysis.errors import Message, StatisticsError
from analysis.statistics.inputs import (
    Column,
    column_series,
    column_values,
    confidence_level,
    group_codes,
    paired_values,
)
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import FloatArray, IntArray, Interval, TTest

_GRID = 60
_SINGULAR = 1e-7
"""A share of the respondents below this is 0: the likelihood is flat there."""
_STEP = 2e-3
"""Of the logarithms of both variances, to differentiate the likelihood by four-point differences."""
_DEPENDENT = 1e-9


@dataclass(frozen=True, eq=False)
class MixedModel:
    """A linear model with a random intercept for each respondent, by restricted maximum likelihood (REML).

    coefficients: DataFrame with a row for each: predictor (None for the intercept), level (of a predictor of groups,
        against the first group; None for a number), b, se, df (Satterthwaite), t, p, ci_low, ci_high.
    respondent_variance, residual_variance: of the intercepts, and within respondents. icc: intraclass correlation, the
        first over the sum of both, 0 to 1. reml: −2 · log restricted likelihood, as lme4 prints it.
    n: answers used; respondents: who gave them; repeated: how many of these answered more than once. excluded: answers
        left out because something is missing.
    singular: the respondents' variance is estimated as 0, so that this is ordinary least squares; `notes` says so.
    """

    coefficients: pd.DataFrame
    respondent_variance: float
    residual_variance: float
    icc: float
    reml: float
    n: int
    respondents: int
    repeated: int
    excluded: int
    singular: bool
    confidence: float
    notes: tuple[Message, ...]

    def effect(self, predictor: object, level: object = None) -> TTest:
        """The test of one coefficient; KeyError where the model has no such."""
        table = self.coefficients
        same_level = table["level"].isna() if level is None else table["level"] == level
        rows = table[(table["predictor"] == predictor) & same_level]
        if rows.empty:
            raise KeyError((predictor, level))
        row = rows.iloc[0]
        interval = Interval(float(row["ci_low"]), float(row["ci_high"]), self.confidence, "REML, Satterthwaite")
        return TTest(float(row["b"]), interval, float(row["t"]), float(row["df"]), float(row["p"]))


@dataclass(frozen=True, eq=False)
class RepeatedComparison:
    """Two questions to the same respondents, of whom some answered one only; the difference is first minus second.

    means: estimated for all respondents, who answered one only included. both, first_only, second_only: how many
    respondents answered what. model: the mixed model behind it, of which the difference is the coefficient.
    """

    difference: TTest
    means: tuple[float, float]
    both: int
    first_only: int
    second_only: int
    model: MixedModel

    @property
    def n(self) -> int:
        """All respondents who answered at least one of the questions."""
        return self.both + self.first_only + self.second_only


def mixed_model(
    outcome: Column, predictors: pd.DataFrame, respondents: Column, *, confidence: float = 0.95
) -> MixedModel:
    """Regress `outcome` on `predictors`, one row an answer, with a random intercept for each of the `respondents`.

    Answers of one respondent are equally correlated (compound symmetry with a correlation of 0 or more); those of
    different respondents are independent. Rows are paired by position; two Series must share their index. A column of
    numbers is one predictor; one of text or categories is coded against its first group (R: `contr.treatment`).

    The ratio of both variances maximises the restricted likelihood (Patterson & Thompson 1971, *Biometrika* 58), of
    which everything else follows in closed form; tests have Satterthwaite's degrees of freedom, from the curvature of
    the likelihood at its maximum (Kuznetsova, Brockhoff & Christensen 2017, *Journal of Statistical Software* 82).

    R: `lmerTest::lmer(y ~ x + (1 | respondent))`, `nlme::lme(y ~ x, random = ~1 | respondent)` (other degrees of
    freedom); SPSS: MIXED with /RANDOM=INTERCEPT | SUBJECT(respondent); JASP and jamovi: linear mixed models.

    Raises StatisticsError for columns of another length or index, predictors without spread or that follow from each
    other, fewer answers than coefficients + 1, no respondent with two answers, and an outcome without spread within
    the respondents.
    """
    confidence = confidence_level(confidence)
    y_series, who = column_series(outcome), column_series(respondents)
    _check_rows(outcome, y_series, predictors, who)
    y_all = column_values(y_series)
    codes, _ = group_codes(who)
    complete = ~np.isnan(y_all) & ~predictors.isna().any(axis=1).to_numpy() & (codes >= 0)
    y = y_all[complete]
    x, terms = _design(predictors[complete])
    codes = np.unique(codes[complete], return_inverse=True)[1]
    _check_data(y, x, codes, terms)
    fitted = _Fit.of(y, x, codes)
    ratio = fitted.best_ratio()
    singular = ratio <= _SINGULAR
    solution = fitted.at(0.0 if singular else ratio)
    covariance = solution.inverse * solution.residual_variance
    b = solution.coefficients
    se = np.sqrt(np.diag(covariance))
    df = np.full(b.size, float(y.size - b.size)) if singular else fitted.satterthwaite(ratio)
    b, se = fitted.in_original_units(b, covariance)
    t = b / se
    margin = stdtrit(df, (1 + confidence) / 2) * se
    coefficients = pd.DataFrame(
        {
            "predictor": pd.Series([None, *(term.name for term in terms)], dtype=object),
            "level": pd.Series([None, *(term.level for term in terms)], dtype=object),
            "b": b,
            "se": se,
            "df": df,
            "t": t,
            "p": 2 * stdtr(df, -np.abs(t)),
            "ci_low": b - margin,
            "ci_high": b + margin,
        }
    )
    scale = fitted.scale**2
    sizes = np.bincount(codes)
    return MixedModel(
        coefficients=coefficients,
        respondent_variance=0.0 if singular else ratio * solution.residual_variance * scale,
        residual_variance=solution.residual_variance * scale,
        icc=0.0 if singular else ratio / (1 + ratio),
        reml=fitted.reml(0.0 if singular else ratio),
        n=y.size,
        respondents=sizes.size,
        repeated=int((sizes > 1).sum()),
        excluded=len(y_all) - y.size,
        singular=singular,
        confidence=confidence,
        notes=_notes(singular, sizes),
    )


def compare_repeated(first: Column, second: Column, *, confidence: float = 0.95) -> RepeatedComparison:
    """Compare two answers of the same respondents, and use those of who gave only one of them too.

    One row a respondent, NaN for missing; rows are paired as in `compare_paired`. Where all answered both, and answers
    of one respondent resemble each other, this is the paired t test exactly; who answered one only adds what a
    comparison of two groups would, weighed by how much the answers of one respondent are alike.

    R: `lmerTest::lmer(y ~ question + (1 | respondent))` on the answers under each other. Raises StatisticsError where
    `mixed_model` does, and for columns of unequal length or index.
    """
    a, b = paired_values(first, second)
    question = pd.DataFrame({"question": np.repeat([1.0, 0.0], a.size)})
    model = mixed_model(np.concatenate([a, b]), question, np.tile(np.arange(a.size), 2), confidence=confidence)
    difference = model.effect("question")
    intercept = float(model.coefficients["b"].iloc[0])
    has_a, has_b = ~np.isnan(a), ~np.isnan(b)
    return RepeatedComparison(
        difference=difference,
        means=(intercept + difference.estimate, intercept),
        both=int((has_a & has_b).sum()),
        first_only=int((has_a & ~has_b).sum()),
        second_only=int((has_b & ~has_a).sum()),
        model=model,
    )


@dataclass(frozen=True)
class _Term:
    name: Any
    level: Any = None


def _design(predictors: pd.DataFrame) -> tuple[FloatArray, list[_Term]]:
    """The columns of the model without its intercept, and what each of them is; `predictors` lacks nothing."""
    columns: list[FloatArray] = []
    terms: list[_Term] = []
    for name, column in predictors.items():
        if pd.api.types.is_numeric_dtype(column.dtype) and not isinstance(column.dtype, pd.CategoricalDtype):
            columns.append(column_values(column))
            terms.append(_Term(name))
            continue
        codes, labels = group_codes(column)
        present = [code for code in range(len(labels)) if (codes == code).any()]
        for code in present[1:]:
            columns.append((codes == code).astype(np.float64))
            terms.append(_Term(name, labels[code]))
    return np.column_stack(columns) if columns else np.empty((len(predictors), 0)), terms


@dataclass(frozen=True, eq=False)
class _Solution:
    coefficients: FloatArray
    inverse: FloatArray
    residual_variance: float


@dataclass(frozen=True, eq=False)
class _Fit:
    """Sums of squares and products, of which the likelihood follows for every ratio of both variances.

    The outcome and predictors are standardised, so that no digits are lost to large means. by_size: of respondents with
    the same number of answers m, the products of their sums.
    """

    n: int
    shift: FloatArray
    spread: FloatArray
    centre: float
    scale: float
    products: FloatArray
    by_size: tuple[tuple[int, int, FloatArray], ...] = field(repr=False)

    @classmethod
    def of(cls, y: FloatArray, x: FloatArray, codes: IntArray) -> _Fit:
        shift, spread = x.mean(axis=0), x.std(axis=0)
        centre, scale = float(y.mean()), float(y.std())
        z = np.column_stack([np.ones(y.size), (x - shift) / spread, (y - centre) / scale])
        sums = np.column_stack([np.bincount(codes, weights=column) for column in z.T])
        sizes = np.bincount(codes)
        by_size = tuple(
            (int(m), int((sizes == m).sum()), sums[sizes == m].T @ sums[sizes == m]) for m in np.unique(sizes)
        )
        return cls(y.size, shift, spread, centre, scale, z.T @ z, by_size)

    def _weighted(self, ratio: float) -> tuple[FloatArray, float]:
        """Z'V⁻¹Z times the residual variance, and log |V| less its part in that variance."""
        total = self.products.copy()
        log_det = 0.0
        for m, count, products in self.by_size:
            total -= ratio / (1 + m * ratio) * products
            log_det += count * math.log1p(m * ratio)
        return total, log_det

    def at(self, ratio: float) -> _Solution:
        total, _ = self._weighted(ratio)
        inverse = np.asarray(np.linalg.inv(total[:-1, :-1]), dtype=np.float64)
        b = np.asarray(inverse @ total[:-1, -1], dtype=np.float64)
        return _Solution(b, inverse, self._residual(total, b) / (self.n - b.size))

    @staticmethod
    def _residual(total: FloatArray, b: FloatArray) -> float:
        return float(total[-1, -1] - total[:-1, -1] @ b)

    def _criterion(self, ratio: float) -> float:
        """−2 · log restricted likelihood at the best residual variance, less a constant."""
        total, log_det = self._weighted(ratio)
        b = np.asarray(np.linalg.solve(total[:-1, :-1], total[:-1, -1]), dtype=np.float64)
        residual = max(self._residual(total, b), 1e-300)
        information = float(np.linalg.slogdet(total[:-1, :-1])[1])
        return float(log_det + information + (self.n - b.size) * math.log(residual))

    def best_ratio(self) -> float:
        """The ratio of the respondents' variance to the residual one with the highest likelihood; 0 at the edge."""

        def at_share(share: float) -> float:
            return self._criterion(share / (1 - share))

        shares = np.linspace(0.0, 1.0, _GRID, endpoint=False)
        best = int(np.argmin([at_share(share) for share in shares.tolist()]))
        low, high = shares[max(best - 1, 0)], shares[best + 1] if best + 1 < _GRID else 1.0
        found = minimize_scalar(at_share, bounds=(low, high), method="bounded", options={"xatol": 1e-11})
        share = float(found.x)
        if at_share(0.0) <= at_share(share):
            return 0.0
        return share / (1 - share)

    def reml(self, ratio: float) -> float:
        """The criterion as lme4 prints it: of the outcome and the predictors in their own units."""
        df = self.n - len(self.products) + 1
        units = 2 * float(np.log(self.spread).sum()) + 2 * df * math.log(self.scale)
        return self._criterion(ratio) + df * (1 + math.log(2 * math.pi / df)) + units

    def satterthwaite(self, ratio: float) -> FloatArray:
        """Degrees of freedom of every coefficient: 2·v²/Var(v) of its squared standard error v (Satterthwaite 1946).

        v depends on the logarithms of both variances; their covariance is the inverse of half the curvature of −2 · log
        restricted likelihood. Both derivatives by four-point central differences.
        """
        start = np.log([ratio * self.at(ratio).residual_variance, self.at(ratio).residual_variance])

        def deviance(at: FloatArray) -> float:
            between, within = np.exp(at).tolist()
            total, log_det = self._weighted(between / within)
            b = np.asarray(np.linalg.solve(total[:-1, :-1], total[:-1, -1]), dtype=np.float64)
            df = self.n - b.size
            log_information = float(np.linalg.slogdet(total[:-1, :-1])[1])
            return float(log_det + df * math.log(within) + log_information + self._residual(total, b) / within)

        def squared_errors(at: FloatArray) -> FloatArray:
            between, within = np.exp(at).tolist()
            total, _ = self._weighted(between / within)
            inverse = np.linalg.inv(total[:-1, :-1]) * within
            return self._original_variances(inverse)

        steps = np.eye(2) * _STEP
        slopes = np.array([_slope(squared_errors, start, step) for step in steps])  # 2 × coefficients
        curvature = np.array(
            [[_slope(lambda at, s=s: _slope(deviance, at, s), start, u) for s in steps] for u in steps]
        )
        spread = 2 * np.linalg.inv((curvature + curvature.T) / 2)
        variance = np.einsum("ik,ij,jk->k", slopes, spread, slopes)
        df: FloatArray = 2 * squared_errors(start) ** 2 / np.maximum(variance, 1e-300)
        return df

    def _transform(self) -> FloatArray:
        """From coefficients of standardised variables to those in the original units."""
        transform = np.diag(np.concatenate([[1.0], 1 / self.spread]))
        transform[0, 1:] = -self.shift / self.spread
        return transform * self.scale

    def _original_variances(self, covariance: FloatArray) -> FloatArray:
        transform = self._transform()
        variances: FloatArray = np.einsum("ij,jk,ik->i", transform, covariance, transform)
        return variances

    def in_original_units(self, b: FloatArray, covariance: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Coefficients and their standard errors in the units of the outcome per unit of the predictor."""
        original = self._transform() @ b
        original[0] += self.centre
        return original, np.sqrt(self._original_variances(covariance))


def _slope(function: Any, at: FloatArray, step: FloatArray) -> Any:
    """The derivative along `step`, per its length, to the fourth order."""
    far, near = function(at + 2 * step) - function(at - 2 * step), function(at + step) - function(at - step)
    return (8 * near - far) / (12 * float(step.sum()))


def _check_rows(outcome: Column, y: pd.Series[Any], predictors: pd.DataFrame, who: pd.Series[Any]) -> None:
    same = len(y) == len(predictors) == len(who)
    if same and isinstance(outcome, pd.Series):
        same = y.index.equals(predictors.index)
    if not same:
        raise StatisticsError(
            "De uitkomst, de voorspellers en de respondenten horen niet bij dezelfde rijen ({outcome}, {predictors} en "
            "{respondents}). Neem ze uit dezelfde tabel.",
            outcome=len(y),
            predictors=len(predictors),
            respondents=len(who),
        )


def _check_data(y: FloatArray, x: FloatArray, codes: IntArray, terms: Sequence[_Term]) -> None:
    n, k = x.shape
    if n < k + 3:
        raise StatisticsError(
            "Voor dit model met {k} coëfficiënten zijn minstens {least} antwoorden nodig; het zijn er {n}.",
            k=k + 1,
            least=k + 3,
            n=n,
        )
    flat = ((x - x.mean(axis=0)) ** 2).sum(axis=0) <= rounding_sum_of_squares(n, x.mean(axis=0))
    if flat.any():
        raise StatisticsError(
            "{column} heeft geen spreiding onder de {n} gebruikte antwoorden. Kies een andere kolom.",
            column=terms[int(np.argmax(flat))].name,
            n=n,
        )
    standardised = (x - x.mean(axis=0)) / x.std(axis=0)
    if k > 1:
        left = np.abs(np.diag(np.linalg.qr(standardised)[1])) / math.sqrt(n)
        if (left < _DEPENDENT).any():
            raise StatisticsError(
                "{predictor} volgt geheel uit de andere voorspellers, zodat hun aandelen niet te scheiden zijn. Laat "
                "een van hen weg.",
                predictor=terms[int(np.argmin(left))].name,
            )
    sizes = np.bincount(codes)
    if sizes.max() < 2:
        raise StatisticsError(
            "Geen enkele respondent gaf meer dan één antwoord, zodat er niets te zeggen is over hoe antwoorden van "
            "dezelfde respondent op elkaar lijken. Gebruik een toets voor onafhankelijke groepen."
        )
    design = np.column_stack([x, y])
    within = design - np.column_stack([np.bincount(codes, weights=c) / sizes for c in design.T])[codes]
    fitted = np.linalg.lstsq(within[:, :-1], within[:, -1], rcond=None)[0] if k else np.empty(0)
    residual = within[:, -1] - within[:, :-1] @ fitted
    if float(residual @ residual) <= float(rounding_sum_of_squares(n, float(np.abs(y).max()))):
        raise StatisticsError(
            "Bij elke respondent zijn de antwoorden gelijk, op wat de voorspellers verklaren na: er is geen spreiding "
            "binnen respondenten om een verschil aan af te meten."
        )


def _notes(singular: bool, sizes: IntArray) -> tuple[Message, ...]:
    notes = []
    if singular:
        notes.append(
            Message(
                "Antwoorden van dezelfde respondent lijken hier niet meer op elkaar dan die van verschillende: de "
                "variantie tussen respondenten is op 0 geschat (singuliere schatting), en het model telt elk antwoord "
                "als onafhankelijk."
            )
        )
    if (sizes > 1).sum() < 5:
        notes.append(
            Message(
                "Maar {count} respondenten gaven meer dan één antwoord; hoe sterk hun antwoorden op elkaar lijken, is "
                "daarmee onzeker.",
                {"count": int((sizes > 1).sum())},
            )
        )
    return tuple(notes)
