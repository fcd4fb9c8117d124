"""Describing one column, and counting the answers to items of one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from analysis.errors import Message, StatisticsError
from analysis.statistics.inputs import Column, Items, column_values, confidence_level, item_frame, item_matrix
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import Interval


@dataclass(frozen=True)
class Description:
    """One column described. n: values; missing: empty cells; sd with n − 1; interval: t interval for the mean.

    sd is None for a single value, interval is None when the values do not vary; the reason is in `notes`.
    """

    n: int
    missing: int
    mean: float
    median: float
    sd: float | None
    minimum: float
    maximum: float
    interval: Interval | None
    confidence: float
    notes: tuple[Message, ...]


def describe(values: Column, confidence: float = 0.95) -> Description:
    """Describe a numeric column, NaN for missing. R: `psych::describe`, and `t.test(values)$conf.int`.

    Raises StatisticsError when there is no value at all, a value is not a number, or `confidence` is not between 0 and
    1.
    """
    confidence = confidence_level(confidence)
    everything = column_values(values)
    x = everything[~np.isnan(everything)]
    n = len(x)
    if n == 0:
        raise StatisticsError(
            "Er valt niets te beschrijven: de kolom heeft geen enkel antwoord. Kies een andere kolom."
        )
    provisional = float(x.mean())
    deviations = x - provisional
    correction = float(deviations.mean())
    mean = provisional + correction
    sum_of_squares = float(((deviations - correction) ** 2).sum())
    constant = sum_of_squares <= rounding_sum_of_squares(n, mean)
    notes: tuple[Message, ...] = ()
    sd: float | None = None
    interval = None
    if n == 1:
        notes = (Message("Met één antwoord zijn geen spreiding en geen interval te berekenen."),)
    elif constant:
        sd = 0.0
        notes = (Message("Alle {n} antwoorden zijn gelijk: een interval is niet te berekenen.", {"n": n}),)
    else:
        sd = float(np.sqrt(sum_of_squares / (n - 1)))
        margin = float(stdtrit(n - 1, (1 + confidence) / 2)) * sd / float(np.sqrt(n))
        interval = Interval(mean - margin, mean + margin, confidence, "t")
    return Description(
        n=n,
        missing=len(everything) - n,
        mean=mean,
        median=float(np.median(x)),
        sd=sd,
        minimum=float(x.min()),
        maximum=float(x.max()),
        interval=interval,
        confidence=confidence,
        notes=notes,
    )


def answer_counts(items: Items, minimum: float, maximum: float) -> pd.DataFrame:
    """How often each answer was given, for stacked bars.

    items: one column an item, answers whole numbers from `minimum` to `maximum`, NaN for missing. Returns a DataFrame
    indexed by item with a column for each possible answer (int, also those that nobody gave) and `n`, their sum.

    Raises StatisticsError when an answer lies outside the range or between two whole numbers.
    """
    if not float(minimum).is_integer() or not float(maximum).is_integer() or minimum >= maximum:
        raise StatisticsError(
            "De antwoorden moeten lopen van een geheel getal naar een groter geheel getal; gegeven is {minimum} tot "
            "{maximum}.",
            minimum=minimum,
            maximum=maximum,
        )
    lowest, highest = int(minimum), int(maximum)
    items = item_frame(items)
    answers = item_matrix(items)
    observed = ~np.isnan(answers)
    outside = observed & ((answers < lowest) | (answers > highest) | (answers != np.round(answers)))
    if outside.any():
        row, position = np.argwhere(outside)[0]
        raise StatisticsError(
            "Kolom {column}, rij {row}: {value} is geen antwoord van {minimum} tot {maximum}. Verbeter het antwoord of "
            "laat het leeg.",
            column=items.columns[position],
            row=int(row) + 1,
            value=float(answers[row, position]),
            minimum=lowest,
            maximum=highest,
        )
    options = highest - lowest + 1
    counts = np.zeros((answers.shape[1], options), dtype=np.int64)
    for position in range(answers.shape[1]):
        given = answers[observed[:, position], position].astype(np.int64) - lowest
        counts[position] = np.bincount(given, minlength=options)
    table = pd.DataFrame(
        counts,
        index=pd.Index(list(items.columns), name="item", tupleize_cols=False),
        columns=pd.Index(range(lowest, highest + 1), dtype=object),
    )
    table["n"] = counts.sum(axis=1)
    return table
