"""How sure the answer is: many draws of the uncertain assumptions, and what comes of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.budget.assumptions import Assumptions
from analysis.budget.evaluation import evaluate, model_for
from analysis.budget.expressions import Array
from analysis.budget.projection import HALF_A_CENT
from analysis.budget.ranges import RangeLike, Spread, validated_ranges, with_values
from analysis.errors import BudgetError, Message

QUANTILES: Mapping[str, float] = {
    "p5": 0.05,
    "p10": 0.10,
    "p25": 0.25,
    "p50": 0.50,
    "p75": 0.75,
    "p90": 0.90,
    "p95": 0.95,
}
"""The quantiles of a fan, by column name."""

MOST_DRAWS = 1_000_000
_SIMULATED = ("individual", "collective", "difference", "cumulative")
_CHUNK = 4_000
"""Draws computed together: few enough for the arrays to stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Simulation:
    """What the two routes cost over all draws.

    fans: for each of individual, collective, difference and cumulative a DataFrame with a row for each year: `year`,
        `mean` and the quantiles p5, p10, p25, p50, p75, p90, p95, in nominal euros.
    probability_cheaper: Series by calendar year: the part of the draws in which the arrangement has cost less than
        individual care from the start up to and including that year (cumulative difference below 0).
    probability_cheaper_in_year: the same for the difference of that year alone.
    ranges: the ranges as used, low ≤ mode ≤ high; what is not in it was certain.
    """

    assumptions: Assumptions
    ranges: Mapping[str, Spread]
    draws: int
    seed: int
    fans: Mapping[str, pd.DataFrame]
    probability_cheaper: pd.Series
    probability_cheaper_in_year: pd.Series

    @property
    def fan(self) -> pd.DataFrame:
        """Quantiles by year of the cumulative difference: what the arrangement has cost more (or less) by then."""
        return self.fans["cumulative"]

    @property
    def mean(self) -> pd.DataFrame:
        """Means by year, with the columns year, individual, collective, difference and cumulative."""
        return pd.DataFrame({"year": self.fan["year"]} | {name: fan["mean"] for name, fan in self.fans.items()})


def simulate(
    assumptions: Assumptions, ranges: Mapping[str, RangeLike], draws: int = 20_000, seed: int = 1
) -> Simulation:
    """Draw the assumptions in `ranges` independently of each other and project every draw.

    Each is drawn from a PERT distribution (Malcolm et al. 1959): a beta distribution stretched over low to high with
    α = 1 + 4 (mode − low) / (high − low) and β = 6 − α, whose mean is (low + 4 mode + high) / 6. In R:
    `mc2d::rpert(n, low, mode, high)`.

    ranges: by assumption a `Range` or (low, high) around the assumption's own value, or (low, most likely, high).
    draws: 1 to 1,000,000. seed: the same seed gives the same draws; an assumption's draws depend on its own range only,
        so that two scenarios differ by what they assume and not by chance.
    Raises BudgetError where a range, the number of draws or the seed is not possible.
    """
    spreads = validated_ranges(assumptions, ranges)
    _check_number(draws, Message("Aantal trekkingen"), 1, MOST_DRAWS)
    _check_number(seed, Message("Startgetal"), 0, 2**63 - 1)
    drawn = {name: _pert(name, spread, draws, seed) for name, spread in spreads.items()}
    values = with_values(assumptions, drawn)
    model = model_for(assumptions, values)
    results = {name: np.empty((assumptions.years, draws)) for name in _SIMULATED}
    for start in range(0, draws, _CHUNK):
        part = slice(start, start + _CHUNK)
        chunk = {name: value[part] if value.ndim else value for name, value in values.items()}
        for name, rows in evaluate(model, chunk, assumptions.years, _SIMULATED).items():
            results[name][:, part] = rows
    calendar = assumptions.start_year + np.arange(assumptions.years)
    index = pd.Index(calendar, name="year")
    # Counted before the fans are made: those sort the draws where they stand.
    cheaper, cheaper_in_year = (
        pd.Series((results[name] < -HALF_A_CENT).mean(axis=1), index=index, name=label)
        for name, label in (("cumulative", "probability_cheaper"), ("difference", "probability_cheaper_in_year"))
    )
    return Simulation(
        assumptions=assumptions,
        ranges=spreads,
        draws=draws,
        seed=seed,
        fans={name: _fan(calendar, rows) for name, rows in results.items()},
        probability_cheaper=cheaper,
        probability_cheaper_in_year=cheaper_in_year,
    )


def _pert(name: str, spread: Spread, draws: int, seed: int) -> Array:
    width = spread.high - spread.low
    if width == 0:
        return np.full(draws, spread.mode)
    alpha = 1 + 4 * (spread.mode - spread.low) / width
    return spread.low + width * _standard_draws(name, alpha, draws, seed)


@lru_cache(maxsize=64)
def _standard_draws(name: str, alpha: float, draws: int, seed: int) -> Array:
    """Draws between 0 and 1. Kept, because of all assumptions a user moves one at a time."""
    drawn = np.random.default_rng([seed, crc32(name.encode())]).beta(alpha, 6 - alpha, draws)
    drawn.setflags(write=False)
    return drawn


def _fan(calendar: NDArray[np.int64], rows: Array) -> pd.DataFrame:
    """Mean and quantiles by year (linear interpolation, R's type 7); sorts `rows` in place."""
    mean = rows.mean(axis=1)
    rows.sort(axis=1)
    last = rows.shape[1] - 1
    positions = np.array(list(QUANTILES.values())) * last
    below = np.floor(positions).astype(int)
    weight = positions - below
    quantiles = rows[:, below] * (1 - weight) + rows[:, np.minimum(below + 1, last)] * weight
    return pd.DataFrame({"year": calendar, "mean": mean} | dict(zip(QUANTILES, quantiles.T, strict=True)))


def _check_number(value: object, what: Message, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        raise BudgetError(
            "{what}: {value} kan niet. Kies een heel getal van {low} tot en met {high}.",
            what=what,
            value=value,
            low=low,
            high=high,
        )
