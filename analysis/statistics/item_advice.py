"""Which items hold a scale back, and what turning one round or leaving it out would do."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.statistics.reliability import Reliability

SMALLEST_GAIN = 0.01
"""Gain in alpha from which leaving an item out is worth a thought: the second decimal that reports print."""

LOWEST_REST = 0.3
"""An item–rest correlation below this is usually thought too low (Nunnally & Bernstein 1994)."""


@dataclass(frozen=True)
class ItemAdvice:
    """One item to look at. advice: "reverse" where it runs against the others, "drop" where alpha rises without it.

    alpha: of the scale as it is; alpha_if_reversed, alpha_if_dropped: as in `Reliability.items`, None without a value.
    """

    item: Hashable
    advice: Literal["reverse", "drop"]
    rest_correlation: float | None
    alpha: float
    alpha_if_reversed: float | None
    alpha_if_dropped: float | None


def item_advice(result: Reliability) -> tuple[ItemAdvice, ...]:
    """The items of a scale that deserve a look, the largest gain in alpha first.

    "reverse": the correlation with the sum of the others is negative, its whole interval too (an item that just hangs
    together with nothing is not one worded the other way), and alpha rises when the item is turned round.
    "drop": alpha rises by 0.01 or more without it. Neither is a reason by itself: what the item asks decides.
    """
    found: list[tuple[float, ItemAdvice]] = []
    for item, row in result.items.iterrows():
        rest, reverse, drop = (
            None if np.isnan(row[name]) else float(row[name])
            for name in ("rest_correlation", "alpha_if_reversed", "alpha_if_dropped")
        )
        against = rest is not None and rest < 0 and not row["rest_high"] >= 0
        turned = reverse - result.alpha if reverse is not None else 0.0
        left = drop - result.alpha if drop is not None else 0.0
        if against and turned > 0:
            found.append((max(turned, left), ItemAdvice(item, "reverse", rest, result.alpha, reverse, drop)))
        elif left >= SMALLEST_GAIN:
            found.append((left, ItemAdvice(item, "drop", rest, result.alpha, reverse, drop)))
    return tuple(advice for _, advice in sorted(found, key=lambda pair: -pair[0]))


def weak_items(result: Reliability) -> pd.Series:
    """Item–rest correlations of the items that hardly belong to their scale, the lowest first; empty where all do.

    Weak is an item–rest correlation below 0.3, or alpha 0.01 or more higher without the item. An item of which the
    correlation has no value is not among them: `Reliability.notes` says why.
    """
    rest = result.items["rest_correlation"]
    gain = result.items["alpha_if_dropped"] - result.alpha
    weak = rest[(rest < LOWEST_REST) | ((gain >= SMALLEST_GAIN) & rest.notna())]
    return weak.sort_values(kind="stable")
