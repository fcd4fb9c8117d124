"""Means, covariances and correlations of items, by either rule for missing answers, in one pass over the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from analysis.errors import Names, StatisticsError
from analysis.statistics.inputs import item_columns, item_matrix, refuse_too_large
from analysis.statistics.precision import LARGEST_VALUE, rounding_sum_of_squares
from analysis.statistics.results import FloatArray

Missing: TypeAlias = Literal["listwise", "pairwise"]

FEWEST_RESPONDENTS = 3
"""With two respondents every correlation is 1 or −1."""

NEGLIGIBLE = 1e-12
"""Share of a sum below which what is left after subtraction is rounding."""

BLOCK = 4096
"""Respondents at a time: twelve items of so many stay in the processor's cache, and in one product of it."""

_FIRST = 1024
"""Respondents whose answers tell about where all others lie."""


@dataclass(frozen=True, eq=False)
class ItemMoments:
    """First and second moments of k items.

    names: the items' names, in the order of the data.
    rows: respondents in the data; n: those with an answer to every item (listwise) or to any item (pairwise).
    pair_n, covariance, correlation: k × k. An item without variance has covariances of exactly 0 and correlations NaN.
    mean: k.
    """

    names: tuple[Any, ...]
    rows: int
    n: int
    pair_n: FloatArray
    mean: FloatArray
    covariance: FloatArray
    correlation: FloatArray

    @property
    def smallest_pair(self) -> int:
        """The smallest number of respondents that two items share."""
        return int(self.pair_n.min())

    @property
    def varies(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which items have variance."""
        varies: np.ndarray[Any, np.dtype[np.bool_]] = np.diag(self.covariance) > 0
        return varies


def check_missing_rule(missing: object) -> None:
    """StatisticsError unless `missing` is "listwise" or "pairwise"."""
    if missing not in ("listwise", "pairwise"):
        raise StatisticsError(
            "Onbekende regel voor ontbrekende antwoorden: {value}. Kies 'listwise' of 'pairwise'.", value=missing
        )


def item_moments(items: pd.DataFrame, missing: Missing) -> ItemMoments:
    """The moments of `items` (one row a respondent, one numeric column an item, NaN for missing).

    Raises StatisticsError for columns that are not numbers, an item that nobody answered, and fewer than three
    respondents, in all or for two of the items.
    """
    moments = _listwise(items) if missing == "listwise" else _pairwise(items)
    smallest = moments.smallest_pair
    if smallest < FEWEST_RESPONDENTS:
        alone = np.diag(moments.pair_n)
        if alone.min() < FEWEST_RESPONDENTS:
            raise StatisticsError(
                "Item {item} is door maar {n} respondenten beantwoord; nodig zijn er minstens {fewest}. Laat dit item "
                "weg.",
                item=Names((moments.names[int(alone.argmin())],)),
                n=int(alone.min()),
                fewest=FEWEST_RESPONDENTS,
            )
        first, second = divmod(int(np.argmin(moments.pair_n)), len(moments.names))
        raise StatisticsError(
            "De items {first} en {second} zijn door maar {n} respondenten allebei beantwoord; nodig zijn er minstens "
            "{fewest}. Laat een van beide items weg.",
            first=Names((moments.names[first],)),
            second=Names((moments.names[second],)),
            n=smallest,
            fewest=FEWEST_RESPONDENTS,
        )
    return moments


def varying_correlation(moments: ItemMoments) -> FloatArray:
    """The correlations of `moments`; StatisticsError that names the items that everyone answers alike."""
    constant = [str(name) for name, varies in zip(moments.names, moments.varies, strict=True) if not varies]
    if constant:
        raise StatisticsError(
            "Bij {items} geeft iedereen hetzelfde antwoord; een samenhang met de andere items is niet te berekenen. "
            "Laat deze items weg.",
            items=Names(tuple(constant)),
        )
    if np.isnan(moments.correlation).any():
        first, second = np.argwhere(np.isnan(moments.correlation))[0]
        raise StatisticsError(
            "De samenhang van {first} en {second} is niet te berekenen: wie beide items beantwoordde, gaf op een van "
            "beide hetzelfde antwoord. Kies 'listwise' of laat een van beide items weg.",
            first=Names((moments.names[first],)),
            second=Names((moments.names[second],)),
        )
    correlation: FloatArray = moments.correlation.copy()
    np.fill_diagonal(correlation, 1.0)
    return correlation


def _listwise(items: pd.DataFrame) -> ItemMoments:
    """Everything from one Gram matrix, of the items and a row of ones for their sums, added up over blocks.

    Answers are taken as distances from a value amid the first ones, so that a large mean costs no digits: at worst,
    with first answers unlike all others, the sums of squares are as many times too large as there are such portions.
    """
    columns = item_columns(items)
    names = tuple(items.columns)
    rows, k = items.shape
    first = np.array([column[:_FIRST] for column in columns], dtype=np.float64)
    origin = _middle(first.reshape(k, min(rows, _FIRST)))  # also without columns
    n = 0
    total = np.zeros((k, k + 1))
    answered = np.zeros(k, dtype=bool)
    buffer = np.ones((k + 1, min(rows, BLOCK)))
    ones = np.ones(k)
    gaps = False  # whether the block before had missing answers: then those of the next are looked for at once
    for start in range(0, rows, BLOCK):
        with_ones = buffer[:, : min(BLOCK, rows - start)]
        block = with_ones[:k]
        with np.errstate(over="ignore", invalid="ignore"):
            for position, column in enumerate(columns):
                np.subtract(column[start : start + BLOCK], origin[position], out=block[position])
            # NaN comes through as NaN, so that complete blocks need no search for it; too large numbers likewise.
            added = None if gaps else block @ with_ones.T
            if added is None or not (np.diag(added) < LARGEST_VALUE).all():
                incomplete = np.flatnonzero(np.isnan(ones @ block))
                gaps = incomplete.size > 0
                left_out = block[:, incomplete]
                answered |= ~np.isnan(left_out).all(axis=1) if gaps else False
                block[:, incomplete] = 0.0  # at the origin a respondent adds nothing
                added = block @ with_ones.T
                if not (np.diag(added) < LARGEST_VALUE).all() or (np.abs(left_out) > LARGEST_VALUE).any():
                    given = [column[start : start + BLOCK].astype(np.float64) for column in columns]
                    refuse_too_large(np.column_stack(given), names, start)
                n -= incomplete.size
        n += block.shape[1]
        total += added
    _check_answered(~answered if n == 0 else np.zeros(k, dtype=bool), names)
    _check_enough(rows, n)
    gram, sums = (total[:, :k] + total[:, :k].T) / 2, total[:, k]
    mean = origin + sums / n
    products = gram - np.outer(sums, sums / n)
    rounding = np.maximum(rounding_sum_of_squares(n, mean), 4 * np.finfo(np.float64).eps * np.diag(gram))
    constant = np.diag(products) <= rounding
    products[constant, :] = products[:, constant] = 0.0
    sums_of_squares = np.diag(products)
    return ItemMoments(
        names=names,
        rows=rows,
        n=n,
        pair_n=np.full((k, k), float(n)),
        mean=mean,
        covariance=products / (n - 1),
        correlation=_correlation(products, np.sqrt(np.outer(sums_of_squares, sums_of_squares))),
    )


def _middle(block: FloatArray) -> FloatArray:
    """A value amid each row: its median, or 0 for a row without usable numbers, which is refused later."""
    if (np.abs(block) < LARGEST_VALUE).all() and block.shape[1]:
        return np.asarray(np.median(block, axis=1), np.float64)
    usable = [row[np.abs(row) < LARGEST_VALUE] for row in block]
    return np.array([np.median(values) if values.size else 0.0 for values in usable])


def _pairwise(items: pd.DataFrame) -> ItemMoments:
    """Over the respondents that each pair of items shares, as matrix products with the mask of answers."""
    answers = item_matrix(items)
    names = tuple(items.columns)
    observed = ~np.isnan(answers)
    if observed.all():
        return _listwise(items)
    _check_answered(np.asarray(~observed.any(axis=0)), names)
    some = observed.any(axis=1)
    n = int(some.sum())
    _check_enough(len(answers), n)
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
    sums_of_squares[sums_of_squares <= NEGLIGIBLE * squares] = 0.0
    return ItemMoments(
        names=names,
        rows=len(answers),
        n=n,
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


def _check_answered(unanswered: np.ndarray[Any, np.dtype[np.bool_]], names: Sequence[Any]) -> None:
    if unanswered.any():
        raise StatisticsError(
            "Niemand heeft een antwoord op {items}. Laat deze items weg of controleer de kolommen.",
            items=Names(tuple(str(names[position]) for position in np.flatnonzero(unanswered).tolist())),
        )


def _check_enough(rows: int, n: int) -> None:
    if n < FEWEST_RESPONDENTS:
        raise StatisticsError(
            "Er valt niets te berekenen: van de {rows} respondenten blijven er {n} over, en nodig zijn er minstens "
            "{fewest}. Neem meer respondenten, of laat het item met de meeste ontbrekende antwoorden weg.",
            rows=rows,
            n=n,
            fewest=FEWEST_RESPONDENTS,
        )
