"""How sure the answer is: many draws of the uncertain assumptions, and what comes of each."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import pandas as pd
from scipy.special import betaincinv, ndtr

from analysis.budget.assumptions import Assumptions
from analysis.budget.evaluation import evaluate, model_for
from analysis.budget.expressions import Array
from analysis.budget.projection import HALF_A_CENT
from analysis.budget.ranges import RangeLike, Spread, default_ranges, validated_ranges, with_values
from analysis.budget.validation import quotable
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
_THREADS = 2
"""NumPy lets go of the interpreter while it computes, so that two parts of the draws can be worked out at once."""
_KEPT_DRAWS = 50_000
"""The most draws that are kept for a next simulation: beyond it they would take too much memory."""
_FARTHEST, _PER_UNIT = 7, 64
"""The table of a PERT's quantiles: how many standard deviations it reaches, and its points for each of them."""


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
    assumptions: Assumptions, ranges: Mapping[str, RangeLike] | None = None, draws: int = 20_000, seed: int = 1
) -> Simulation:
    """Draw the assumptions in `ranges` independently of each other and project every draw.

    Each is drawn from a PERT distribution (Malcolm et al. 1959): a beta distribution stretched over low to high with
    α = 1 + 4 (mode − low) / (high − low) and β = 6 − α, whose mean is (low + 4 mode + high) / 6. In R:
    `mc2d::rpert(n, low, mode, high)`.

    ranges: by assumption a `Range` or (low, high) around the assumption's own value, or (low, most likely, high);
        None takes `default_ranges`.
    draws: 1 to 1,000,000. seed: the same seed gives the same draws; an assumption's draws depend on its own range only,
        so that two scenarios differ by what they assume and not by chance.
    Raises BudgetError where a range, the number of draws or the seed is not possible.
    """
    spreads = validated_ranges(assumptions, default_ranges(assumptions) if ranges is None else ranges)
    _check_number(draws, Message("Aantal trekkingen"), 1, MOST_DRAWS)
    _check_number(seed, Message("Startgetal"), 0, 2**63 - 1)
    # One block for all: what is asked for by the megabyte comes in large pages, and is not faulted in page by page.
    block = np.empty((len(_SIMULATED), assumptions.years, draws))
    results = dict(zip(_SIMULATED, block, strict=True))
    values = with_values(assumptions, {name: np.asarray(spread.mode) for name, spread in spreads.items()})
    model = model_for(assumptions, values)
    uncertain = {name: spread for name, spread in spreads.items() if spread.high > spread.low}

    def standard_draws(name: str) -> Array:
        draw = _standard_draws if draws <= _KEPT_DRAWS else _standard_draws.__wrapped__
        return draw(name, _alpha(uncertain[name]), draws, seed)

    def compute(start: int) -> None:
        part = slice(start, start + _CHUNK)
        drawn = {
            name: spread.low + (spread.high - spread.low) * standard[name][part] for name, spread in uncertain.items()
        }
        for name, rows in evaluate(model, values | drawn, assumptions.years, _SIMULATED).items():
            results[name][:, part] = rows

    with ThreadPoolExecutor(_THREADS) as threads:
        standard = dict(zip(uncertain, threads.map(standard_draws, uncertain), strict=True))
        list(threads.map(compute, range(0, draws, _CHUNK)))
        # Counted before the fans are made: those sort the draws where they stand.
        cheaper, cheaper_in_year = threads.map(_share_below_zero, (results["cumulative"], results["difference"]))
        fans = list(threads.map(_quantiles, results.values()))
    calendar = assumptions.start_year + np.arange(assumptions.years)
    index = pd.Index(calendar, name="year")
    return Simulation(
        assumptions=assumptions,
        ranges=spreads,
        draws=draws,
        seed=seed,
        fans={name: pd.DataFrame({"year": calendar} | fan) for name, fan in zip(results, fans, strict=True)},
        probability_cheaper=pd.Series(cheaper, index=index, name="probability_cheaper"),
        probability_cheaper_in_year=pd.Series(cheaper_in_year, index=index, name="probability_cheaper_in_year"),
    )


def _alpha(spread: Spread) -> float:
    # Rounded, so that ranges of the same shape share their table whatever the last bit of their ends.
    return round(1 + 4 * (spread.mode - spread.low) / (spread.high - spread.low), 9)


@lru_cache(maxsize=64)
def _standard_draws(name: str, alpha: float, draws: int, seed: int) -> Array:
    """Draws between 0 and 1. Kept, because of all assumptions a user moves one at a time.

    Normal draws z go through the quantile function: x = F⁻¹(Φ(z)). So an assumption's draws move along with its range
    (the same z, whatever the shape), and the function is smooth enough in z to be read from a table.
    """
    z = np.random.default_rng([seed, crc32(name.encode())]).standard_normal(draws)
    position = np.clip((z + _FARTHEST) * _PER_UNIT, 0, 2 * _FARTHEST * _PER_UNIT - 1e-9)
    below = position.astype(np.intp)
    position -= below
    quantiles, steps = _quantile_table(alpha)
    drawn = quantiles[below] + steps[below] * position
    drawn.setflags(write=False)
    return drawn


@lru_cache(maxsize=256)
def _quantile_table(alpha: float) -> tuple[Array, Array]:
    """The quantiles of beta(α, 6 − α) at z = −7, …, 7, and the steps between them.

    Linear between these points it is right to 1e-5 (measured against the exact quantiles in the tests).
    """
    tail = ndtr(np.arange(-_FARTHEST * _PER_UNIT, 1) / _PER_UNIT)
    # The upper half from its own tail: close to 1 a chance has lost the digits that the quantile needs.
    lower, upper = betaincinv(alpha, 6 - alpha, tail), 1 - betaincinv(6 - alpha, alpha, tail)
    quantiles = np.concatenate([lower, upper[-2::-1]])
    return quantiles[:-1], np.diff(quantiles)


def _share_below_zero(rows: Array) -> Array:
    return np.asarray(np.count_nonzero(rows < -HALF_A_CENT, axis=1) / rows.shape[1])


def _quantiles(rows: Array) -> dict[str, Array]:
    """Mean and quantiles by year (linear interpolation, R's type 7); sorts `rows` in place."""
    mean = rows.mean(axis=1)
    rows.sort(axis=1)
    last = rows.shape[1] - 1
    positions = np.array(list(QUANTILES.values())) * last
    below = np.floor(positions).astype(int)
    weight = positions - below
    quantiles = rows[:, below] * (1 - weight) + rows[:, np.minimum(below + 1, last)] * weight
    return {"mean": mean} | dict(zip(QUANTILES, quantiles.T, strict=True))


def _check_number(value: object, what: Message, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        raise BudgetError(
            "{what}: {value} kan niet. Kies een heel getal van {low} tot en met {high}.",
            what=what,
            value=quotable(value),
            low=low,
            high=high,
        )
