"""How much faster the statistics are than pingouin's functions called one by one; both measured in this run.

Run from the root of the project: `python -m tests.benchmarks.statistics_speed` (about two minutes).
"""

import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pingouin

from analysis.statistics import compare_groups, reliability


def seconds(task: Callable[[], object], repeats: int = 1) -> float:
    """Shortest of `repeats` runs."""
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        durations.append(time.perf_counter() - start)
    return min(durations)


def report(title: str, own: float, theirs: float) -> None:
    print(f"{title:<60} {own:9.3f} s   pingouin {theirs:9.3f} s   {theirs / own:7.1f} times faster")


def respondents(n: int, groups: int, rng: np.random.Generator) -> pd.DataFrame:
    group = rng.integers(0, groups, n)
    return pd.DataFrame({"value": rng.normal(3 + 0.1 * group, 1), "group": group.astype(str)})


def pingouin_scale(items: pd.DataFrame) -> None:
    pingouin.cronbach_alpha(items)
    for item in items:
        pingouin.cronbach_alpha(items.drop(columns=item))


def pingouin_groups(frame: pd.DataFrame) -> None:
    columns = {"data": frame, "dv": "value", "between": "group"}
    pingouin.anova(**columns)
    pingouin.welch_anova(**columns)
    pingouin.homoscedasticity(frame, dv="value", group="group", center="mean")
    pingouin.pairwise_gameshowell(**columns)
    pingouin.pairwise_tukey(**columns)


def main() -> None:
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(1)

    items = pd.DataFrame(rng.integers(1, 6, (1_000_000, 12)).astype(float))
    report(
        "alpha and item statistics, 1,000,000 × 12",
        seconds(lambda: reliability(items), 3),
        seconds(lambda: pingouin_scale(items)),
    )

    small = [respondents(217, 4, rng) for _ in range(60)]
    compare_groups(small[0]["value"], small[0]["group"])  # imports
    report(
        "60 group comparisons of 217 respondents",
        seconds(lambda: [compare_groups(frame["value"], frame["group"]) for frame in small], 3),
        seconds(lambda: [pingouin_groups(frame) for frame in small[:6]]) * 10,
    )

    large = respondents(1_000_000, 4, rng)
    large["group"] = large["group"].astype("category")
    report(
        "one group comparison of 1,000,000 respondents",
        seconds(lambda: compare_groups(large["value"], large["group"]), 3),
        seconds(lambda: pingouin_groups(large)),
    )


if __name__ == "__main__":
    main()
