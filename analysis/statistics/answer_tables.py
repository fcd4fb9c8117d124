"""Cross-tables of every pair of items with a limited number of answers, for all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import StatisticsError
from analysis.statistics.inputs import item_columns, refuse_too_large
from analysis.statistics.results import FloatArray, IntArray

MOST_ANSWERS = 20
"""With more different answers an item is a measurement rather than a choice among answers."""

_BLOCK = 65_536


@dataclass(frozen=True, eq=False)
class AnswerCodes:
    """Answers of k items as codes.

    codes: respondents × k, 0 for the lowest answer that occurs, −1 for missing. answers: how many different ones occur
    in each item.
    """

    codes: IntArray
    answers: IntArray


def answer_codes(items: pd.DataFrame) -> AnswerCodes:
    """`items` (columns of numbers, NaN for missing) as codes; StatisticsError when an item has over twenty answers."""
    codes = np.empty(items.shape, dtype=np.intp, order="F")
    answers = np.zeros(items.shape[1], dtype=np.intp)
    names = list(items.columns)
    for position, column in enumerate(item_columns(items)):
        values = np.asarray(column, dtype=np.float64)
        refuse_too_large(values[:, None], [names[position]])
        found, uniques = pd.factorize(values, sort=True)
        if len(uniques) > MOST_ANSWERS:
            raise StatisticsError(
                "Item {item} heeft {count} verschillende antwoorden; een polychorische samenhang is voor vragen met "
                "hoogstens {most} antwoorden. Kies de gewone (Pearson) samenhang.",
                item=names[position],
                count=len(uniques),
                most=MOST_ANSWERS,
            )
        codes[:, position], answers[position] = found, len(uniques)
    return AnswerCodes(codes, answers)


def pair_tables(coded: AnswerCodes, weights: FloatArray | None = None) -> FloatArray:
    """Counts (k × k × c × c, c the largest number of answers) of each pair of answers to each pair of items.

    A respondent who left either item open counts in neither cell. weights: how often each respondent counts.
    """
    codes, k = coded.codes, coded.codes.shape[1]
    most = int(coded.answers.max(initial=1))
    joint = np.zeros((k * most, k * most))
    for start in range(0, len(codes), _BLOCK):
        block = codes[start : start + _BLOCK]
        rows, columns = np.nonzero(block >= 0)
        chosen = np.zeros((len(block), k * most))
        chosen[rows, columns * most + block[rows, columns]] = 1.0
        counted = chosen if weights is None else chosen * weights[start : start + _BLOCK, None]
        joint += chosen.T @ counted
    tables: FloatArray = joint.reshape(k, most, k, most).transpose(0, 2, 1, 3)
    return tables


def answered_by_both(coded: AnswerCodes) -> np.ndarray[Any, np.dtype[np.int64]]:
    """k × k: respondents who answered both items."""
    observed = (coded.codes >= 0).astype(np.float64)
    return np.rint(observed.T @ observed).astype(np.int64)
