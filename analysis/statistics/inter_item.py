"""Correlations between the items of a scale, Pearson's or polychoric, each with the respondents it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from analysis.errors import Message, StatisticsError
from analysis.statistics.answer_tables import AnswerCodes, answer_codes, answered_by_both, pair_tables
from analysis.statistics.inputs import Items, item_frame
from analysis.statistics.item_moments import Missing, check_missing_rule, item_moments
from analysis.statistics.polychoric import LARGEST_CORRELATION, polychoric_correlations
from analysis.statistics.results import FloatArray

Basis: TypeAlias = Literal["pearson", "polychoric"]


@dataclass(frozen=True, eq=False)
class ItemCorrelations:
    """Correlations of k items.

    r: k × k DataFrame by item, 1 on the diagonal, −1 to 1; NaN where an item does not vary (among those who share it).
    n: k × k DataFrame of whole numbers, the respondents of each pair.
    method, missing: the choices that were made.
    notes: what a reader must know, such as a polychoric correlation on its bound.
    """

    r: pd.DataFrame
    n: pd.DataFrame
    method: Basis
    missing: Missing
    notes: tuple[Message, ...]


def inter_item_correlations(
    items: Items, method: Basis = "pearson", *, missing: Missing = "pairwise"
) -> ItemCorrelations:
    """Correlations between the columns of `items`, one row a respondent, NaN for missing.

    method: "pearson", or "polychoric" for items with at most twenty ordered answers (see `polychoric`).
    missing: "pairwise" takes each pair over who answered both, "listwise" all over who answered every item.

    R: `cor(items, use = "pairwise.complete.obs")`, `psych::polychoric(items, correct = 0, global = FALSE)`.
    Raises StatisticsError for fewer than two items, columns that are not numbers, an item without answers, two items
    that fewer than three respondents share, and another `method` or `missing`.
    """
    check_basis(method)
    check_missing_rule(missing)
    items = item_frame(items)
    if items.shape[1] < 2:
        raise StatisticsError(
            "Voor samenhang zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=items.shape[1]
        )
    if method == "polychoric":
        return polychoric(items, missing=missing)
    moments = item_moments(items, missing)
    r = moments.correlation.copy()
    r[np.diag_indices_from(r)] = np.where(moments.varies, 1.0, np.nan)
    return _framed(r, np.rint(moments.pair_n).astype(np.int64), items, "pearson", missing, ())


def polychoric(items: Items, *, missing: Missing = "pairwise") -> ItemCorrelations:
    """Polychoric correlations between items with ordered answers: of the normal traits behind them.

    In two steps, thresholds first (Olsson 1979), each pair by its own table, empty cells left empty. Answers count by
    their order only. R: `polycor::polychor` for a pair. Values lie within ±0.9999; a pair on that bound is named.
    Raises StatisticsError as `inter_item_correlations`, and for an item with over twenty different answers.
    """
    check_missing_rule(missing)
    items = item_frame(items)
    coded = polychoric_codes(items, missing)
    r = polychoric_matrix(coded)
    np.fill_diagonal(r, np.where(coded.answers > 1, 1.0, np.nan))
    return _framed(r, answered_by_both(coded), items, "polychoric", missing, polychoric_notes(r, list(items.columns)))


def check_basis(basis: object) -> None:
    """StatisticsError unless `basis` is "pearson" or "polychoric"."""
    if basis not in ("pearson", "polychoric"):
        raise StatisticsError(
            "Onbekende soort samenhang: {value}. Kies 'pearson' of 'polychoric'.",
            value=basis,
        )


def polychoric_codes(items: pd.DataFrame, missing: Missing) -> AnswerCodes:
    """The answers that polychoric correlations rest on; the moments' checks apply (see `item_moments`)."""
    item_moments(items, missing)
    coded = answer_codes(items)
    if missing == "listwise":
        complete = (coded.codes >= 0).all(axis=1)
        coded = AnswerCodes(coded.codes[complete], coded.answers)
    return coded


def polychoric_matrix(coded: AnswerCodes, weights: FloatArray | None = None) -> FloatArray:
    """k × k with 1 on the diagonal; NaN for pairs of which one item does not vary. weights: as for `pair_tables`."""
    tables = pair_tables(coded, weights)
    k = len(tables)
    above = np.triu_indices(k, 1)
    r = np.eye(k)
    r[above] = polychoric_correlations(tables[above])
    return r + np.triu(r, 1).T


def polychoric_notes(r: FloatArray, names: Sequence[object]) -> tuple[Message, ...]:
    """A note for each pair of items whose polychoric correlation met the bound of the search."""
    pairs = np.argwhere(np.triu(np.abs(r) > LARGEST_CORRELATION - 1e-6, 1))
    return tuple(
        Message(
            "De polychorische samenhang van {first} en {second} ligt op de grens van wat te schatten is: er zijn lege "
            "cellen in hun kruistabel.",
            {"first": names[first], "second": names[second]},
        )
        for first, second in pairs.tolist()
    )


def _framed(
    r: FloatArray,
    n: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    items: pd.DataFrame,
    method: Basis,
    missing: Missing,
    notes: tuple[Message, ...],
) -> ItemCorrelations:
    names = pd.Index(list(items.columns), name="item", tupleize_cols=False)
    return ItemCorrelations(
        r=pd.DataFrame(r, index=names, columns=names),
        n=pd.DataFrame(n, index=names, columns=names),
        method=method,
        missing=missing,
        notes=notes,
    )
