"""Multiple regression: what each factor adds to an outcome when the others are held constant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import fdtrc, stdtr, stdtrit

from analysis.errors import Message, Names, StatisticsError
from analysis.statistics.inputs import Column, column_series, column_values, confidence_level, item_matrix
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import FloatArray, FTest

StandardErrors: TypeAlias = Literal["classical", "HC3"]

HIGH_VIF = 10.0
"""From this variance inflation on, predictors say so much the same that their shares cannot be told apart."""

_SINGULAR = 1e-9  # of a standardised predictor: what the others leave of it


@dataclass(frozen=True, eq=False)
class Regression:
    """Ordinary least squares of one outcome on k predictors. `n` counts who answered all of them.

    coefficients: DataFrame by predictor: b, se, ci_low, ci_high (in the units of the outcome per unit of the
        predictor); beta, beta_low, beta_high (both standardised); t, p; r (Pearson correlation with the outcome, on the
        same respondents); unique (the share of the variance of the outcome that R² loses without the predictor: the
        squared semipartial correlation); vif (variance inflation, 1 for unrelated predictors).
    intercept, intercept_se: of the equation in the original units.
    r_squared, adjusted_r_squared: shares of the variance explained; the second can be negative. sigma: standard error
        of the estimate. f: the test that all coefficients are 0 (with HC3: Wald's, over k). df: residual degrees of
        freedom, n − k − 1.
    standard_errors: "classical" (equal spread of the residuals) or "HC3", which does without. excluded: rows left out.
    """

    coefficients: pd.DataFrame
    intercept: float
    intercept_se: float
    r_squared: float
    adjusted_r_squared: float
    sigma: float
    f: FTest
    df: int
    n: int
    excluded: int
    standard_errors: StandardErrors
    confidence: float
    notes: tuple[Message, ...]


@dataclass(frozen=True, eq=False)
class Block:
    """One step of a hierarchical regression: what these predictors add to those of the steps before.

    predictors: the names entered in this step. model: the regression on all so far. r_squared_change: how much R² rose,
    0 to 1. change: the test that their coefficients are all 0, with the residuals of `model` (equal spread).
    """

    predictors: tuple[Any, ...]
    model: Regression
    r_squared_change: float
    change: FTest


def regress_in_blocks(
    outcome: Column, blocks: Sequence[pd.DataFrame], *, confidence: float = 0.95
) -> tuple[Block, ...]:
    """Enter the predictors in blocks, all on the respondents who answered every one of them (hierarchical regression).

    R: `anova(lm(y ~ a), lm(y ~ a + b))`; SPSS: REGRESSION with several /METHOD=ENTER and R square change; JASP and
    jamovi: model comparison of blocks.

    Raises StatisticsError where `regress` does for all blocks together, and for a predictor that is entered twice.
    """
    together = pd.concat(blocks, axis=1) if blocks else pd.DataFrame(index=column_series(outcome).index)
    names = list(together.columns)
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise StatisticsError("{predictor} staat in twee blokken. Noem elke voorspeller één keer.", predictor=twice)
    whole = regress(outcome, together, confidence=confidence)
    complete = together.notna().all(axis=1).to_numpy() & ~np.isnan(column_values(column_series(outcome)))
    y = column_series(outcome)[complete]
    found: list[Block] = []
    entered = 0
    for block in blocks:
        entered += block.shape[1]
        last = entered == len(names)
        model = whole if last else regress(y, together.loc[complete].iloc[:, :entered], confidence=confidence)
        gained = max(model.r_squared - (found[-1].model.r_squared if found else 0.0), 0.0)
        f = gained / block.shape[1] / ((1 - model.r_squared) / model.df)
        p = float(fdtrc(block.shape[1], model.df, f))
        change = FTest(f, float(block.shape[1]), float(model.df), p)
        found.append(Block(tuple(block.columns), model, gained, change))
    return tuple(found)


def regress(
    outcome: Column,
    predictors: pd.DataFrame,
    *,
    standard_errors: StandardErrors = "classical",
    confidence: float = 0.95,
) -> Regression:
    """Regress `outcome` on the columns of `predictors`, one row a respondent, NaN for missing (listwise left out).

    Rows are paired by position; a Series as outcome must have the same index as `predictors`.
    standard_errors: "HC3" (MacKinnon & White 1985; Long & Ervin 2000 advise it below 250 respondents) where the spread
        of the residuals may differ. The intervals of beta are those of the model refitted to standardised variables,
        which take the sds as known (R: `parameters::standardize_parameters(m, method = "refit")`, `lm(scale(y) ~ …)`).

    R: `lm`, `car::vif`, `sandwich::vcovHC(m, "HC3")`; SPSS: REGRESSION with Part and Collinearity.

    Raises StatisticsError for no predictors, columns that are not numbers or of another length, not more respondents
    than coefficients, an outcome or predictor without spread, a predictor that follows from the others, and another
    `standard_errors`.
    """
    confidence = confidence_level(confidence)
    if standard_errors not in ("classical", "HC3"):
        raise StatisticsError("Onbekende standaardfout: {value}. Kies 'classical' of 'HC3'.", value=standard_errors)
    x_all = item_matrix(predictors)
    y_series = column_series(outcome)
    y_all = column_values(y_series)
    names = list(predictors.columns)
    _check_pairing(outcome, y_all, predictors)
    complete = ~(np.isnan(x_all).any(axis=1) | np.isnan(y_all))
    x, y = x_all[complete], y_all[complete]
    n, k = x.shape
    _check_size(n, k)
    outcome_name = "uitkomst" if y_series.name is None else y_series.name
    _check_spread(np.column_stack([y, x]), [outcome_name, *names])

    means, sds = x.mean(axis=0), x.std(axis=0, ddof=1)
    y_sd = float(y.std(ddof=1))
    z, v = (x - means) / sds, (y - y.mean()) / y_sd
    q, upper = np.linalg.qr(z)
    left_over = np.abs(np.diag(upper)) / np.sqrt(n - 1)
    if (left_over < _SINGULAR).any():
        raise StatisticsError(
            "{predictor} volgt geheel uit de andere voorspellers, zodat hun aandelen niet te scheiden zijn. Laat een "
            "van hen weg.",
            predictor=names[int(np.argmin(left_over))],
        )
    inverse_upper = np.linalg.inv(upper)
    bread = inverse_upper @ inverse_upper.T  # (Z'Z)⁻¹
    beta = inverse_upper @ (q.T @ v)
    residuals = v - z @ beta
    df = n - k - 1
    within = float(residuals @ residuals)
    total = float(v @ v)
    if within <= float(rounding_sum_of_squares(n, 1.0)):
        raise StatisticsError(
            "{outcome} volgt geheel uit de voorspellers: er is geen afwijking waaraan een coëfficiënt te toetsen is. "
            "Kies voorspellers die niet in de uitkomst zelf zitten.",
            outcome=outcome_name,
        )
    mean_square = within / df
    covariance = bread * mean_square
    to_intercept = np.concatenate([[1.0], -means / sds])  # the intercept in original units from mean and betas
    with_constant = np.zeros((k + 1, k + 1))
    with_constant[0, 0], with_constant[1:, 1:] = mean_square / n, covariance
    if standard_errors == "HC3":
        with_constant = _hc3(z, q, residuals, bread)
        covariance = with_constant[1:, 1:]
    se_beta = np.sqrt(np.diag(covariance))
    scale = y_sd / sds
    t = beta / se_beta
    margin = float(stdtrit(df, (1 + confidence) / 2)) * se_beta
    r_squared = 1 - within / total
    vif = np.diag(bread) * (n - 1)
    if standard_errors == "HC3":
        f = float(beta @ np.linalg.solve(covariance, beta)) / k
    else:
        f = (total - within) / k / mean_square
    coefficients = pd.DataFrame(
        {
            "b": beta * scale,
            "se": se_beta * scale,
            "ci_low": (beta - margin) * scale,
            "ci_high": (beta + margin) * scale,
            "beta": beta,
            "beta_low": beta - margin,
            "beta_high": beta + margin,
            "t": t,
            "p": 2 * stdtr(df, -np.abs(t)),
            "r": z.T @ v / (n - 1),
            "unique": beta**2 / np.diag(bread) / total,
            "vif": vif,
        },
        index=pd.Index(names, name="predictor", tupleize_cols=False),
    )
    return Regression(
        coefficients=coefficients,
        intercept=float(y.mean() - means @ (beta * scale)),
        intercept_se=float(np.sqrt(to_intercept @ with_constant @ to_intercept)) * y_sd,
        r_squared=r_squared,
        adjusted_r_squared=1 - (1 - r_squared) * (n - 1) / df,
        sigma=float(np.sqrt(mean_square)) * y_sd,
        f=FTest(f, float(k), float(df), float(fdtrc(k, df, f))),
        df=df,
        n=n,
        excluded=len(y_all) - n,
        standard_errors=standard_errors,
        confidence=confidence,
        notes=_notes(n, k, vif, names),
    )


def _hc3(z: FloatArray, q: FloatArray, residuals: FloatArray, bread: FloatArray) -> FloatArray:
    """HC3 covariance of the mean and the coefficients of standardised predictors (which are orthogonal to it)."""
    n = len(z)
    leverage = 1 / n + (q**2).sum(axis=1)
    if (leverage > 1 - 1e-10).any():
        raise StatisticsError(
            "Eén respondent bepaalt een coëfficiënt geheel, zodat HC3-standaardfouten niet te berekenen zijn. Kies de "
            "klassieke standaardfouten, of minder voorspellers."
        )
    weight = (residuals / (1 - leverage)) ** 2
    design = np.column_stack([np.ones(n), z])
    outer = np.zeros((z.shape[1] + 1,) * 2)
    outer[0, 0], outer[1:, 1:] = 1 / n, bread
    covariance: FloatArray = outer @ (design.T * weight) @ design @ outer
    return covariance


def _check_pairing(outcome: Column, y: FloatArray, predictors: pd.DataFrame) -> None:
    if len(y) != len(predictors) or (isinstance(outcome, pd.Series) and not outcome.index.equals(predictors.index)):
        raise StatisticsError(
            "De uitkomst en de voorspellers horen niet bij dezelfde rijen ({outcome} en {predictors}). Neem ze uit "
            "dezelfde tabel.",
            outcome=len(y),
            predictors=len(predictors),
        )


def _check_size(n: int, k: int) -> None:
    if k == 0:
        raise StatisticsError("Een regressie heeft minstens één voorspeller nodig. Kies er een.")
    if n < k + 2:
        raise StatisticsError(
            "Voor {k} voorspellers zijn minstens {least} respondenten nodig die alles beantwoordden; het zijn er {n}. "
            "Kies minder voorspellers.",
            k=k,
            least=k + 2,
            n=n,
        )


def _check_spread(columns: FloatArray, names: Sequence[Any]) -> None:
    spread = ((columns - columns.mean(axis=0)) ** 2).sum(axis=0)
    flat = spread <= rounding_sum_of_squares(len(columns), columns.mean(axis=0))
    if flat.any():
        raise StatisticsError(
            "{column} heeft geen spreiding onder de {n} respondenten die alles beantwoordden. Kies een andere kolom.",
            column=names[int(np.argmax(flat))],
            n=len(columns),
        )


def _notes(n: int, k: int, vif: FloatArray, names: Sequence[Any]) -> tuple[Message, ...]:
    notes = []
    high = [str(name) for name, value in zip(names, vif.tolist(), strict=True) if value >= HIGH_VIF]
    if high:
        notes.append(
            Message(
                "Deze voorspellers zeggen zozeer hetzelfde als de andere (VIF vanaf 10) dat hun aandelen nauwelijks te "
                "scheiden zijn: {predictors}.",
                {"predictors": Names(tuple(high))},
            )
        )
    if n < 10 * k:
        notes.append(
            Message(
                "Er zijn {n} respondenten voor {k} voorspellers, minder dan tien per voorspeller: de coëfficiënten "
                "zijn onzeker.",
                {"n": n, "k": k},
            )
        )
    return tuple(notes)
