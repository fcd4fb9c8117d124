"""Cross-tables: do two answers go together, how strongly, and where in the table does it show?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtr
from scipy.stats import fisher_exact

from analysis.errors import Message
from analysis.statistics.contingency import Contingency, contingency, scores
from analysis.statistics.inputs import Column, checked_seed, confidence_level
from analysis.statistics.multiple_testing import holm
from analysis.statistics.noncentrality import noncentral_chi_square_interval
from analysis.statistics.ordinal_association import (
    LinearAssociation,
    OrdinalAssociation,
    linear_association,
    tau_b_and_gamma,
)
from analysis.statistics.random_tables import RandomTables, random_tables
from analysis.statistics.results import Estimate, FloatArray, Interval

Recommended: TypeAlias = Literal["linear", "chi2", "exact", "monte_carlo"]

SEED = 2018
SMALL_EXPECTED = 5.0
"""Below this expected count the chi-square distribution is a rough one (Cochran 1954)."""

_MOST_DRAWN = 10_000_000  # respondents in a table of which random ones are drawn
_MOST_DRAWN_UNASKED = 10_000  # above, the permutation p of a straight line is the asymptotic one to three decimals
_MOST_CELLS_UNASKED = 150  # more cells make drawing slow


@dataclass(frozen=True)
class EffectSize(Estimate):
    """A point estimate with its interval, and `corrected`: the same corrected for bias (0 to 1)."""

    corrected: float


@dataclass(frozen=True)
class EndOfRows:
    """The rows at one end of a table of ordered answers, taken together: how many chose one of the upper columns.

    rows: their labels, outermost first. share: of their `n` answers (0 to 1).
    """

    rows: tuple[Any, ...]
    share: float
    n: int


@dataclass(frozen=True, eq=False)
class CrossTable:
    """A table of two answers and its tests. Numbers are unrounded; `n` counts who gave both answers.

    observed, expected: DataFrames of counts by row and column label, expected under independence. row_shares,
        column_shares: observed as shares (0–1) of the row, and of the column.
    residuals: adjusted standardised residuals, about standard normal without association (Haberman 1973; R
        `chisq.test(x)$stdres`, SPSS "adjusted standardized"). residuals_p: two-sided p of each, Holm's over all cells.
    chi2, df, p: Pearson's chi-square without Yates' correction. likelihood_ratio, p_likelihood_ratio: G² on the same
        degrees of freedom.
    cramers_v: 0 to 1; interval √(λ/(n·(k − 1))), k the fewer of rows and columns, from the limits of the noncentrality
        λ, in which √(χ²/(n·(k − 1))) itself can lie above a limit; `corrected` is Bergsma's (2013).
    random: p over 100,000 random tables with these margins (Fisher–Freeman–Halton), None where none were drawn.
    p_exact: Fisher's exact test, two-sided, None unless the table is 2 × 2.
    kendall_tau_b, gamma, linear: None unless rows and columns are both ordered, with a note.
    smallest_expected, small_cells: the smallest expected count, and the number of cells in which it is below 5.
    recommended: the test for this table (see `recommended_p`). ordered: whether the rows and the columns are.
    names: of the rows and of the columns, None where they have none. excluded: rows of the data left out because an
        answer is missing.
    """

    observed: pd.DataFrame
    expected: pd.DataFrame
    residuals: pd.DataFrame
    residuals_p: pd.DataFrame
    row_shares: pd.DataFrame
    column_shares: pd.DataFrame
    chi2: float
    df: int
    p: float
    likelihood_ratio: float
    p_likelihood_ratio: float
    cramers_v: EffectSize
    random: RandomTables | None
    p_exact: float | None
    kendall_tau_b: OrdinalAssociation | None
    gamma: OrdinalAssociation | None
    linear: LinearAssociation | None
    smallest_expected: float
    small_cells: int
    recommended: Recommended
    n: int
    excluded: int
    ordered: tuple[bool, bool]
    names: tuple[Any, Any]
    confidence: float
    notes: tuple[Message, ...]

    @property
    def p_monte_carlo(self) -> float | None:
        """The Fisher–Freeman–Halton p over random tables, None where none were drawn."""
        return None if self.random is None else self.random.p

    @property
    def p_linear(self) -> float | None:
        """The p of the linear-by-linear association, by permutation where tables were drawn; None if not ordered."""
        return None if self.linear is None else self.linear.p

    @property
    def upper_columns(self) -> tuple[Any, ...]:
        """Labels of the columns above the middle one (or above the middle)."""
        labels = list(self.observed.columns)
        return tuple(labels[(len(labels) + 1) // 2 :])

    def ends(self, least: int = 10) -> tuple[EndOfRows, EndOfRows] | None:
        """How many chose an upper column in the first rows and in the last ones, for a contrast that can be told.

        From each end as many rows are taken together as it takes to have `least` answers, so that two respondents are
        no 100%. None where the two ends would meet.
        """
        counts = self.observed.sum(axis=1).to_numpy()
        upper = self.observed[list(self.upper_columns)].sum(axis=1).to_numpy()
        labels = list(self.observed.index)
        taken = []
        for order in (range(len(labels)), range(len(labels) - 1, -1, -1)):
            places: list[int] = []
            for place in order:
                places.append(place)
                if counts[places].sum() >= least:
                    break
            n = int(counts[places].sum())
            taken.append((places, EndOfRows(tuple(labels[p] for p in places), float(upper[places].sum()) / n, n)))
        (low, first), (high, last) = taken
        return None if max(low) >= min(high) else (first, last)

    @property
    def recommended_p(self) -> float:
        """The p of the test that fits this table.

        Two ordered answers: linear-by-linear, because the question is whether the one rises with the other. Otherwise
        chi-square where every expected count is at least 5, and where one is not: Fisher's exact test (2 × 2) or
        Fisher–Freeman–Halton over random tables.
        """
        found = {"linear": self.p_linear, "exact": self.p_exact, "monte_carlo": self.p_monte_carlo, "chi2": self.p}
        p = found[self.recommended]
        assert p is not None  # only a test that was done is recommended
        return p


def crosstab(
    rows: Column | None = None,
    columns: Column | None = None,
    *,
    counts: pd.DataFrame | None = None,
    rows_ordered: bool | None = None,
    columns_ordered: bool | None = None,
    random: bool | None = None,
    seed: int = SEED,
    confidence: float = 0.95,
) -> CrossTable:
    """Cross two columns of answers, or test a table of counts as it was printed.

    rows, columns: two columns of equal length, at most 50 different answers each; rows of the data in which either is
        missing are left out. Two Series are paired by their index, as in `compare_groups`. Categories keep their order
        (unused ones are dropped), other labels are sorted.
    counts: instead of these, a DataFrame of whole numbers from 0, row and column labels as its index and columns, in
        the order given. A row or column of only zeros is left out, with a note.
    rows_ordered, columns_ordered: whether low to high has a meaning. By default: ordered categories and numbers have
        an order, other labels not; a table of counts has the order in which it stands.
    random: whether to draw 100,000 tables with the same margins. By default where an expected count is below 5 (there
        chi-square is a rough approximation) and where rows and columns are both ordered (for the permutation p of the
        linear association), unless the table is so large that the approximation is right to three decimals (over 10,000
        answers) or has over 150 cells. seed: of the drawing; the same seed gives the same p.
    confidence: of all intervals, strictly between 0 and 1.

    R: `chisq.test(x, correct = FALSE)`, `fisher.test(x, simulate.p.value = TRUE, B = 1e5)`, `coin::lbl_test`,
    `DescTools::KendallTauB`, `DescTools::GoodmanKruskalGamma`. Cramér's V:
    `effectsize::cramers_v(adjust = FALSE, alternative = "two.sided")`, of which version 0.8.3 gives too high an upper
    limit where the lower one is 0. The scores of the linear association are the labels where these are rising numbers,
    otherwise 1, 2, 3, ….

    Raises StatisticsError for columns that cannot be paired, over 50 different answers, counts that are not whole
    numbers from 0, no answers at all, and fewer than two rows or columns with answers.
    """
    confidence, seed = confidence_level(confidence), checked_seed(seed)
    table = contingency(rows, columns, counts, (rows_ordered, columns_ordered))
    observed = table.observed.astype(np.float64)
    n = float(observed.sum())
    row_margin, column_margin = observed.sum(axis=1), observed.sum(axis=0)
    expected = np.outer(row_margin, column_margin) / n
    df = (len(row_margin) - 1) * (len(column_margin) - 1)
    chi2 = float(((observed - expected) ** 2 / expected).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    g2 = max(0.0, 2 * float(logs.sum()))
    residuals = (observed - expected) / np.sqrt(expected * np.outer(1 - row_margin / n, 1 - column_margin / n))

    small = int((expected < SMALL_EXPECTED).sum())
    both_ordered = all(table.ordered)
    line = (scores(table.row_labels), scores(table.column_labels)) if both_ordered else None
    drawn = None
    if _draws(random, observed, small > 0, both_ordered):
        drawn = random_tables(table.observed, line, seed=seed)
    tau_b, gamma = tau_b_and_gamma(observed, confidence) if both_ordered else (None, None)
    linear = linear_association(observed, *line, drawn.p_linear if drawn else None) if line else None
    p_exact = float(fisher_exact(table.observed)[1]) if observed.shape == (2, 2) and n <= _MOST_DRAWN else None
    return CrossTable(
        observed=_framed(table.observed, table),
        expected=_framed(expected, table),
        residuals=_framed(residuals, table),
        residuals_p=_framed(holm(2 * ndtr(-np.abs(residuals))), table),
        row_shares=_framed(observed / row_margin[:, None], table),
        column_shares=_framed(observed / column_margin, table),
        chi2=chi2,
        df=df,
        p=float(chdtrc(df, chi2)),
        likelihood_ratio=g2,
        p_likelihood_ratio=float(chdtrc(df, g2)),
        cramers_v=_cramers_v(chi2, df, n, observed.shape, confidence),
        random=drawn,
        p_exact=p_exact,
        kendall_tau_b=tau_b,
        gamma=gamma,
        linear=linear,
        smallest_expected=float(expected.min()),
        small_cells=small,
        recommended=_recommended(both_ordered, small > 0, p_exact, drawn),
        n=int(table.observed.sum()),
        excluded=table.excluded,
        ordered=table.ordered,
        names=table.names,
        confidence=confidence,
        notes=(*table.notes, *_notes(table, small, drawn, random, gamma, both_ordered)),
    )


def _draws(asked: bool | None, observed: FloatArray, small: bool, both_ordered: bool) -> bool:
    n = observed.sum()
    if asked is not None:
        return bool(asked) and bool(n <= _MOST_DRAWN)
    worth = small or (both_ordered and n <= _MOST_DRAWN_UNASKED)
    return bool(worth and n <= _MOST_DRAWN and observed.size <= _MOST_CELLS_UNASKED)


def _recommended(both_ordered: bool, small: bool, p_exact: float | None, drawn: RandomTables | None) -> Recommended:
    if both_ordered:
        return "linear"
    if not small:
        return "chi2"
    if p_exact is not None:
        return "exact"
    return "monte_carlo" if drawn is not None else "chi2"


def _cramers_v(chi2: float, df: int, n: float, shape: tuple[int, ...], confidence: float) -> EffectSize:
    fewest = min(shape)
    noncentrality = noncentral_chi_square_interval(chi2, df, confidence)

    def v(x: float) -> float:
        return min(1.0, float(np.sqrt(x / (n * (fewest - 1)))))

    interval = Interval(v(noncentrality.low), v(noncentrality.high), confidence, noncentrality.method)
    return EffectSize(v(chi2), interval, _corrected_v(chi2, n, shape))


def _corrected_v(chi2: float, n: float, shape: tuple[int, ...]) -> float:
    """Bergsma (2013), *Journal of the Korean Statistical Society* 42; R `rcompanion::cramerV(bias.correct = TRUE)`."""
    rows, columns = shape
    if n <= 1:
        return 0.0
    phi2 = max(0.0, chi2 / n - (rows - 1) * (columns - 1) / (n - 1))
    fewest = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1))
    return min(1.0, float(np.sqrt(phi2 / (fewest - 1)))) if fewest > 1 else 0.0


def _framed(values: np.ndarray[Any, Any], table: Contingency) -> pd.DataFrame:
    return pd.DataFrame(
        values,
        index=pd.Index(list(table.row_labels), name=table.names[0], tupleize_cols=False),
        columns=pd.Index(list(table.column_labels), name=table.names[1], tupleize_cols=False),
    )


def _notes(
    table: Contingency,
    small: int,
    drawn: RandomTables | None,
    asked: bool | None,
    gamma: OrdinalAssociation | None,
    both_ordered: bool,
) -> Sequence[Message]:
    notes = []
    if small:
        notes.append(
            Message(
                "In {small} van de {cells} cellen is het verwachte aantal kleiner dan 5; daar is de chikwadraattoets "
                "onnauwkeurig.",
                {"small": small, "cells": table.observed.size},
            )
        )
    if drawn is None and (asked or (asked is None and small)):
        notes.append(
            Message(
                "De tabel is te groot om er toevallige tabellen met dezelfde randtotalen bij te trekken; een exacte "
                "toets ontbreekt daarom."
            )
        )
    if not both_ordered:
        notes.append(
            Message(
                "Kendalls tau-b, gamma en de lineaire samenhang gelden alleen voor twee geordende antwoorden; hier is "
                "ten minste één van beide dat niet."
            )
        )
    elif gamma is None:
        notes.append(Message("Gamma is niet te berekenen: geen enkel paar respondenten verschilt in beide antwoorden."))
    elif gamma.interval is None:
        notes.append(
            Message(
                "Gamma is {value}: alle paren die in beide antwoorden verschillen wijzen dezelfde kant op. Een "
                "interval is er dan niet.",
                {"value": gamma.value},
            )
        )
    return notes
