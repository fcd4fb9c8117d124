"""Two groupings at once: does each matter beside the other, and does one's effect depend on the other?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import fdtrc, stdtrit

from analysis.errors import Message, StatisticsError
from analysis.statistics.grouping import grouped
from analysis.statistics.inputs import Column, column_series, confidence_level, group_codes
from analysis.statistics.oneway import group_moments
from analysis.statistics.results import FloatArray

FIRST, SECOND, INTERACTION, RESIDUAL = "first", "second", "interaction", "residual"


@dataclass(frozen=True, eq=False)
class TwoFactorAnova:
    """Two-factor ANOVA. `n` counts who has a value and both groups.

    type_2, type_3: DataFrames with rows first, second, interaction and residual: ss, df, f, p, partial_eta_squared (NaN
        for the residual). They differ when cells differ in size. Type II tests a main effect beside the other one,
        Type III the unweighted means of the cells; the interaction is the same. type_3 is None with an empty cell.
    cells: DataFrame with a row for each pair of groups that occurs: first, second, n, mean, sd, ci_low, ci_high (t
        interval on the cell's own sd; NaN for one answer).
    labels: the groups of the first and of the second factor, in order.
    """

    type_2: pd.DataFrame
    type_3: pd.DataFrame | None
    cells: pd.DataFrame
    labels: tuple[tuple[object, ...], tuple[object, ...]]
    n: int
    excluded: int
    confidence: float
    notes: tuple[Message, ...]


def two_factor_anova(values: Column, first: Column, second: Column, *, confidence: float = 0.95) -> TwoFactorAnova:
    """ANOVA of `values` by two groupings and their interaction; Series must share their index, others their position.

    R: `car::Anova(lm(y ~ a * b), type = 2)` and, with `contr.sum`, `type = 3`; SPSS UNIANOVA and JASP use Type III by
    default, jamovi too. Sums of squares are differences between the residuals of models fitted to the cell means,
    weighted by their sizes, which is the same as fitting the answers.

    Raises StatisticsError for columns that cannot be paired, values that are no numbers, a factor of one group, and
    cells without any spread.
    """
    confidence = confidence_level(confidence)
    a, b = column_series(first), column_series(second)
    if len(a) != len(b) or not a.index.equals(b.index):
        raise StatisticsError(
            "De twee indelingen horen niet bij dezelfde rijen ({first} en {second}). Neem ze uit dezelfde tabel.",
            first=len(a),
            second=len(b),
        )
    by_first = grouped(values, a.where(b.notna()))
    codes_a, labels_a = by_first.codes, by_first.labels
    codes_b, labels_b = _second(by_first.rows, b)
    cell_codes, cells = np.unique(codes_a * len(labels_b) + codes_b, return_inverse=True)
    moments, _ = group_moments(by_first.values, cells, cell_codes.size)
    i, j = np.divmod(cell_codes, len(labels_b))
    if moments.df_within <= 0 or moments.within == 0:
        raise StatisticsError(
            "Deze twee indelingen zijn samen niet te toetsen: binnen elke combinatie van groepen is er geen spreiding. "
            "Kies indelingen met minder groepen."
        )
    complete = cell_codes.size == len(labels_a) * len(labels_b)
    design_a, design_b = _sum_to_zero(i, len(labels_a)), _sum_to_zero(j, len(labels_b))
    crossed = (design_a[:, :, None] * design_b[:, None, :]).reshape(len(i), -1)
    one = np.ones((len(i), 1))

    def unexplained(*parts: FloatArray) -> tuple[float, int]:
        """What of the cell means a model leaves, and its rank."""
        design = np.hstack([one, *parts])
        root = np.sqrt(moments.n)
        weighted = root * moments.offset
        fit, _, rank, _ = np.linalg.lstsq(design * root[:, None], weighted, rcond=None)
        left = weighted - (design * root[:, None]) @ fit
        return float(left @ left), int(rank)

    def step(without: tuple[FloatArray, ...], whole: tuple[FloatArray, ...]) -> tuple[float, int]:
        (small, rank), (large, larger) = unexplained(*whole), unexplained(*without)
        return max(large - small, 0.0), rank - larger

    a_, b_, ab = design_a, design_b, crossed
    interaction = step((a_, b_), (a_, b_, ab))
    type_2 = _table((step((b_,), (a_, b_)), step((a_,), (a_, b_)), interaction), moments.within, moments.df_within)
    type_3 = None
    if complete:
        full = (a_, b_, ab)
        type_3 = _table((step((b_, ab), full), step((a_, ab), full), interaction), moments.within, moments.df_within)
    sd = np.sqrt(moments.variance)
    varying = moments.sum_of_squares > 0
    margin = np.full(sd.shape, np.nan)
    margin[varying] = stdtrit(moments.n[varying] - 1, (1 + confidence) / 2) * sd[varying] / np.sqrt(moments.n[varying])
    return TwoFactorAnova(
        type_2=type_2,
        type_3=type_3,
        cells=pd.DataFrame(
            {
                "first": [labels_a[code] for code in i.tolist()],
                "second": [labels_b[code] for code in j.tolist()],
                "n": moments.n.astype(np.int64),
                "mean": moments.mean,
                "sd": sd,
                "ci_low": moments.mean - margin,
                "ci_high": moments.mean + margin,
            }
        ),
        labels=(tuple(labels_a), tuple(labels_b)),
        n=int(moments.n.sum()),
        excluded=by_first.excluded,
        confidence=confidence,
        notes=_notes(complete, interaction[1]),
    )


def _second(rows: Any, second: pd.Series[Any]) -> tuple[Any, list[Any]]:
    """Codes and labels of the second factor on the rows that were kept."""
    codes, labels = group_codes(second)
    used, again = np.unique(codes[rows], return_inverse=True)
    if used.size < 2:
        raise StatisticsError(
            "De tweede indeling heeft bij deze antwoorden maar één groep, {group}. Kies een andere.",
            group=labels[int(used[0])],
        )
    return again.astype(np.intp), [labels[code] for code in used.tolist()]


def _sum_to_zero(codes: Any, k: int) -> FloatArray:
    """Columns that add up to 0 over the groups (R `contr.sum`): the last group is −1 everywhere."""
    contrasts: FloatArray = np.vstack([np.eye(k - 1), -np.ones(k - 1)])
    chosen: FloatArray = contrasts[codes]
    return chosen


def _table(steps: tuple[tuple[float, int], ...], within: float, df_within: float) -> pd.DataFrame:
    rows = []
    for squares, df in steps:
        f = squares / df / (within / df_within) if df else np.nan
        p = float(fdtrc(df, df_within, f)) if df else np.nan
        rows.append((squares, float(df), f, p, squares / (squares + within)))
    rows.append((within, df_within, np.nan, np.nan, np.nan))
    return pd.DataFrame(
        rows,
        columns=["ss", "df", "f", "p", "partial_eta_squared"],
        index=pd.Index([FIRST, SECOND, INTERACTION, RESIDUAL], name="source"),
    )


def _notes(complete: bool, interaction_df: int) -> tuple[Message, ...]:
    notes = []
    if not complete:
        notes.append(
            Message(
                "Niet elke combinatie van groepen komt voor; daarom is alleen Type II te berekenen, en zegt de "
                "interactie alleen iets over de combinaties die er zijn."
            )
        )
    if interaction_df == 0:
        notes.append(Message("Er zijn te weinig combinaties om een interactie te toetsen."))
    return tuple(notes)
