"""Exploratory factor analysis: which items go together, and whether the answers lend themselves to the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from analysis.errors import Message, Names, StatisticsError
from analysis.statistics.extraction import (
    LOWEST_UNIQUENESS,
    Extracted,
    Extraction,
    extract,
    implied_discrepancy,
    log_determinant_of,
)
from analysis.statistics.inputs import Items, item_frame
from analysis.statistics.inter_item import Basis, check_basis, polychoric_codes, polychoric_matrix, polychoric_notes
from analysis.statistics.item_moments import Missing, check_missing_rule, item_moments, varying_correlation
from analysis.statistics.model_fit import (
    ChiSquareTest,
    chi_square_test,
    comparative_fit_index,
    rmsea,
    tucker_lewis_index,
)
from analysis.statistics.parallel import ParallelAnalysis, parallel_analysis
from analysis.statistics.results import Estimate, FloatArray

Rotation: TypeAlias = Literal["oblimin", "varimax", "none"]

FEWEST_ITEMS = 3

ROTATION_TOLERANCE = 1e-6
"""Norm of the gradient at which rotating stops. R's GPArotation stops at 1e-5. Far smaller cannot be reached: what is
won by another step drowns in the rounding of the criterion, and all 2,000 steps would be taken for nothing."""


@dataclass(frozen=True, eq=False)
class FactorAnalysis:
    """An exploratory factor analysis. Factors are named F1, F2, … in falling order of the variance they explain.

    loadings: DataFrame, item × factor: pattern coefficients, signed so that a factor's loadings add up above 0.
    communalities, uniquenesses: Series by item, 0 to 1, adding up to 1.
    factor_correlations: DataFrame, factor × factor; ones and zeros unless the rotation is oblique.
    variance: DataFrame by factor: `ss_loadings`, `proportion` of all variance, and `cumulative`.
    eigenvalues: of the correlation matrix, falling.
    chi2, df, p: test that this number of factors suffices; None for p (and others) when df is 0 or when the
        correlations are singular. rmsea with its 90% interval, of the uncorrected discrepancy (not as in psych, see
        `factor_analysis`); tli (unbounded), cfi (0 to 1).
    kmo: Kaiser–Meyer–Olkin measure, 0 to 1; kmo_items: Series by item. bartlett: test of no correlation at all.
    n: respondents (pairwise: the smallest number that two items share); dropped: rows left out.
    factors, rotation, extraction, missing, basis: the choices; parallel: the analysis that chose `factors`, if it did.
    """

    loadings: pd.DataFrame
    communalities: pd.Series[float]
    uniquenesses: pd.Series[float]
    factor_correlations: pd.DataFrame
    variance: pd.DataFrame
    eigenvalues: FloatArray
    chi2: float | None
    df: int
    p: float | None
    rmsea: Estimate | None
    tli: float | None
    cfi: float | None
    kmo: float | None
    kmo_items: pd.Series[float] | None
    bartlett: ChiSquareTest | None
    n: int
    dropped: int
    factors: int
    rotation: Rotation
    extraction: Extraction
    missing: Missing
    basis: Basis
    parallel: ParallelAnalysis | None
    notes: tuple[Message, ...]


def factor_analysis(
    items: Items,
    factors: int | None = None,
    rotation: Rotation = "oblimin",
    *,
    extraction: Extraction = "minres",
    missing: Missing = "listwise",
    basis: Basis = "pearson",
    seed: int = 1,
) -> FactorAnalysis:
    """Exploratory factor analysis of the correlations between `items`.

    items: one row a respondent, three or more numeric columns, NaN for missing.
    factors: how many; None takes what `parallel_analysis(items, seed)` suggests, and at least one.
    rotation: "oblimin" (direct quartimin, Jennrich & Sampson 1966: oblimin with γ = 0, not Kaiser-normalised),
        "varimax" (Kaiser-normalised, as R's and SPSS's) or "none". extraction: "minres" or "ml".
    missing: "listwise" or "pairwise". basis: of the correlations, "pearson" or "polychoric"; on either the number of
        factors is suggested by a parallel analysis of Pearson's.

    R: `psych::fa(items, factors, rotate = "oblimin", fm = "minres")`, and `factanal` for "ml"; jamovi and JASP stand on
    psych. χ² is Bartlett-corrected, (n − 1 − (2k + 5)/6 − 2m/3) times the discrepancy, as is the baseline of tli and
    cfi (without the last term, which psych keeps: its tli differs in the fourth decimal); rmsea rests on (n − 1) times
    the discrepancy (Browne & Cudeck 1992), where psych takes the corrected χ² and comes out slightly lower. On
    polychoric correlations: `psych::fa(items, factors, cor = "poly", correct = 0)`; there χ², p and the indices made
    of it take the correlations for measured ones, and are too favourable or too strict by what estimating them costs.

    Raises StatisticsError when the factors are too many for the items, an item does not vary, there are too few
    respondents, and for unknown choices.
    """
    check_missing_rule(missing)
    check_basis(basis)
    _check_choices(rotation, extraction)
    items = item_frame(items)
    k = items.shape[1]
    if k < FEWEST_ITEMS:
        raise StatisticsError(
            "Voor een factoranalyse zijn minstens drie items nodig; gegeven: {count}. Kies meer items.", count=k
        )
    moments = item_moments(items, missing)
    correlation = varying_correlation(moments)
    notes: list[Message] = []
    if basis == "polychoric":
        correlation = polychoric_matrix(polychoric_codes(items, missing))
        notes.extend(polychoric_notes(correlation, moments.names))
    n = moments.smallest_pair
    parallel = parallel_analysis(items, seed, missing=missing) if factors is None else None
    wanted = factors
    if parallel is not None:
        wanted = min(max(parallel.suggested, 1), _most_factors(k))
        if parallel.suggested == 0:
            notes.append(Message("De parallelle analyse vindt geen enkele factor: deze items hangen nauwelijks samen."))
    m = _checked_factors(wanted, k)
    sign, log_determinant = log_determinant_of(correlation)
    if sign <= 0:
        notes.append(
            Message(
                "De samenhangen zijn niet los van elkaar te bepalen (een item volgt uit de andere): KMO, de toets van "
                "Bartlett en de passing van het model zijn niet te berekenen."
            )
            if basis == "pearson"
            else Message(
                "De polychorische samenhangen spreken elkaar tegen (ieder is voor zich geschat): KMO, de toets van "
                "Bartlett en de passing van het model zijn niet te berekenen. Neem Pearson of meer respondenten."
            )
        )
        if extraction == "ml":
            raise StatisticsError(
                "Met de grootste waarschijnlijkheid ('ml') zijn hier geen factoren te vinden: een item volgt uit de "
                "andere. Laat dat item weg of kies 'minres'."
            )
    extracted = extract(correlation, m, extraction)
    if not extracted.converged:
        raise StatisticsError(
            "De factoranalyse met {factors} factoren komt niet tot een uitkomst. Kies minder factoren.", factors=m
        )
    loadings, phi = _rotated(extracted.loadings, rotation)
    names = pd.Index(moments.names, name="item", tupleize_cols=False)
    labels = pd.Index([f"F{number}" for number in range(1, m + 1)], name="factor")
    explained = np.diag(phi @ loadings.T @ loadings)
    bartlett = kmo = kmo_items = None
    if sign > 0:
        bartlett = chi_square_test(max(-(n - 1 - (2 * k + 5) / 6) * log_determinant, 0.0), k * (k - 1) // 2)
        kmo, adequacy = _sampling_adequacy(correlation)
        kmo_items = pd.Series(adequacy, index=names)
    df, test, error = _fit(correlation, extracted, m, n)
    heywood = [str(name) for name, u in zip(moments.names, extracted.uniqueness, strict=True) if u <= LOWEST_UNIQUENESS]
    if heywood:
        notes.append(
            Message(
                "Deze items vallen volgens de factoranalyse geheel samen met de factoren: {items}. Zo'n uitkomst wijst "
                "op te veel factoren of te weinig respondenten.",
                {"items": Names(tuple(heywood))},
            )
        )
    if df == 0:
        notes.append(
            Message(
                "Met zoveel factoren past het model altijd precies: er valt niets te toetsen. Kies minder factoren."
            )
        )
    return FactorAnalysis(
        loadings=pd.DataFrame(loadings, index=names, columns=labels),
        communalities=pd.Series(1 - extracted.uniqueness, index=names),
        uniquenesses=pd.Series(extracted.uniqueness, index=names),
        factor_correlations=pd.DataFrame(phi, index=labels, columns=labels),
        variance=pd.DataFrame(
            {"ss_loadings": explained, "proportion": explained / k, "cumulative": np.cumsum(explained) / k},
            index=labels,
        ),
        eigenvalues=np.linalg.eigvalsh(correlation)[::-1].astype(np.float64),
        chi2=test.chi2 if test else None,
        df=df,
        p=test.p if test else None,
        rmsea=error,
        tli=tucker_lewis_index(test, bartlett) if test and bartlett else None,
        cfi=comparative_fit_index(test, bartlett) if test and bartlett else None,
        kmo=kmo,
        kmo_items=kmo_items,
        bartlett=bartlett,
        n=n,
        dropped=moments.rows - moments.n,
        factors=m,
        rotation=rotation,
        extraction=extraction,
        missing=missing,
        basis=basis,
        parallel=parallel,
        notes=tuple(notes),
    )


def _check_choices(rotation: object, extraction: object) -> None:
    if rotation not in ("oblimin", "varimax", "none"):
        raise StatisticsError(
            "Onbekende rotatie: {value}. Kies 'oblimin', 'varimax' of 'none'.",
            value=rotation,
        )
    if extraction not in ("minres", "ml"):
        raise StatisticsError(
            "Onbekende manier om factoren te bepalen: {value}. Kies 'minres' of 'ml'.", value=extraction
        )


def _most_factors(k: int) -> int:
    """The most factors with which the model of k items has no negative degrees of freedom."""
    return max(m for m in range(1, k) if _degrees_of_freedom(k, m) >= 0)


def _degrees_of_freedom(k: int, m: int) -> int:
    return ((k - m) ** 2 - k - m) // 2


def _checked_factors(factors: object, k: int) -> int:
    most = _most_factors(k)
    if isinstance(factors, bool) or not isinstance(factors, int | np.integer) or not 1 <= int(factors) <= most:
        raise StatisticsError(
            "Het aantal factoren moet bij {count} items een geheel getal van 1 tot en met {most} zijn; gegeven is "
            "{value}.",
            count=k,
            most=most,
            value=factors,
        )
    return int(factors)


def _rotated(loadings: FloatArray, rotation: Rotation) -> tuple[FloatArray, FloatArray]:
    """Rotated loadings and the correlations of the factors, in falling order of explained variance, signs upward."""
    m = loadings.shape[1]
    phi = np.eye(m)
    if m > 1 and rotation != "none":
        from statsmodels.multivariate.factor_rotation import rotate_factors

        method = "quartimin" if rotation == "oblimin" else "varimax"
        length = np.ones(len(loadings))
        if rotation == "varimax":
            length = np.sqrt((loadings**2).sum(axis=1))
            length[length == 0] = 1.0
        rotated, turn = rotate_factors(loadings / length[:, None], method, tol=ROTATION_TOLERANCE, max_tries=2000)
        loadings, phi = rotated * length[:, None], turn.T @ turn
    order = np.argsort(-np.diag(phi @ loadings.T @ loadings), kind="stable")
    sign = np.where(loadings[:, order].sum(axis=0) < 0, -1.0, 1.0)
    return loadings[:, order] * sign, phi[np.ix_(order, order)] * np.outer(sign, sign)


def _sampling_adequacy(correlation: FloatArray) -> tuple[float, FloatArray]:
    """Kaiser–Meyer–Olkin (Kaiser & Rice 1974): squared correlations against squared partial ones. R: `psych::KMO`."""
    inverse = np.linalg.inv(correlation)
    spread = np.sqrt(np.diag(inverse))
    off = 1 - np.eye(len(correlation))
    plain = (correlation * off) ** 2
    partial = (inverse / np.outer(spread, spread) * off) ** 2
    both = plain + partial
    adequacy = np.divide(plain.sum(axis=0), both.sum(axis=0), out=np.full(len(off), 0.5), where=both.sum(axis=0) > 0)
    total = float(both.sum())
    return float(plain.sum() / total) if total > 0 else 0.5, adequacy


def _fit(
    correlation: FloatArray, extracted: Extracted, m: int, n: int
) -> tuple[int, ChiSquareTest | None, Estimate | None]:
    k = len(correlation)
    df = _degrees_of_freedom(k, m)
    discrepancy = implied_discrepancy(correlation, extracted.loadings, extracted.uniqueness)
    multiplier = n - 1 - (2 * k + 5) / 6 - 2 * m / 3
    if df == 0 or discrepancy is None or multiplier <= 0:
        return df, None, None
    return df, chi_square_test(multiplier * discrepancy, df), rmsea((n - 1) * discrepancy, df, n - 1)
