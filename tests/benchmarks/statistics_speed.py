"""How much faster the statistics are than pingouin's functions called one by one; both measured in this run.

Run from the root of the project: `python -m tests.benchmarks.statistics_speed` (about two minutes).
"""

import statistics
import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pingouin

from analysis.statistics import compare_groups, polychoric, reliability


def seconds(task: Callable[[], object], repeats: int = 1) -> float:
    """Shortest of `repeats` runs."""
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        durations.append(time.perf_counter() - start)
    return min(durations)


def alternated(own: Callable[[], object], theirs: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Median processor seconds of either, measured in turns: what else the machine does slows both alike."""
    durations: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeats):
        for task, kept in zip((own, theirs), durations, strict=True):
            start = time.process_time()
            task()
            kept.append(time.process_time() - start)
    return statistics.median(durations[0]), statistics.median(durations[1])


def report(title: str, own: float, theirs: float) -> None:
    print(f"{title:<60} {own:9.3f} s   pingouin {theirs:9.3f} s   {theirs / own:7.1f} times faster")


def respondents(n: int, groups: int, rng: np.random.Generator) -> pd.DataFrame:
    group = rng.integers(0, groups, n)
    return pd.DataFrame({"value": rng.normal(3 + 0.1 * group, 1), "group": group.astype(str)})


def answers(n: int, trait: float, rng: np.random.Generator, items: int = 12) -> pd.DataFrame:
    """Answers from 1 to 5 to some items with a common trait of this standard deviation."""
    return pd.DataFrame(np.clip(np.round(3 + trait * rng.normal(size=(n, 1)) + rng.normal(size=(n, items))), 1, 5))


def pingouin_resamples(items: pd.DataFrame, resamples: int, rng: np.random.Generator) -> None:
    for _ in range(resamples):
        pingouin.cronbach_alpha(items.iloc[rng.integers(0, len(items), len(items))])


def pingouin_scale(items: pd.DataFrame) -> None:
    pingouin.cronbach_alpha(items)
    for item in items:
        pingouin.cronbach_alpha(items.drop(columns=item))


def pingouin_groups(frame: pd.DataFrame) -> None:
    """ANOVA, Welch, Levene, Games–Howell and Tukey: of `compare_groups` without ranks the part that pingouin has."""
    columns = {"data": frame, "dv": "value", "between": "group"}
    pingouin.anova(**columns)
    pingouin.welch_anova(**columns)
    pingouin.homoscedasticity(frame, dv="value", group="group", center="mean")
    pingouin.pairwise_gameshowell(**columns)
    pingouin.pairwise_tukey(**columns)


def main() -> None:
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(1)

    complete = answers(1_000_000, 1.0, rng)
    for title, scale in (
        ("everything of a scale, 1,000,000 × 12", complete),
        ("the same with 2% of the answers missing, listwise", complete.mask(rng.random(complete.shape) < 0.02)),
        ("the same, of items that do not belong together", answers(1_000_000, 0.0, rng)),
    ):
        report(
            title,
            seconds(lambda scale=scale: reliability(scale), 5),
            seconds(lambda scale=scale: pingouin_scale(scale), 2),
        )

    for n, items in ((1_000, 100), (500, 200)):
        many = answers(n, 0.8, rng, items)
        report(
            f"everything of a scale, {n:,} × {items} (pingouin: no omega)",
            seconds(lambda many=many: reliability(many), 3),
            seconds(lambda many=many: pingouin_scale(many)),
        )

    some = answers(10_000, 1.0, rng)
    result = reliability(some)
    report(
        "2,000 bootstrap resamples of 10,000 × 12 (pingouin: 200)",
        seconds(lambda: result.bootstrap_interval(2000), 3),
        seconds(lambda: pingouin_resamples(some, 200, rng)),
    )

    few = answers(200, 1.0, rng)
    print(f"{'polychoric correlations of 200 × 12':<60} {seconds(lambda: polychoric(few), 3):9.3f} s")

    groups(rng)


def groups(rng: np.random.Generator) -> None:
    """Comparisons of groups."""
    small = [respondents(217, 4, rng) for _ in range(60)]
    compare_groups(small[0]["value"], small[0]["group"])  # imports
    report(
        "60 group comparisons of 217 respondents",
        *alternated(
            lambda: [compare_groups(frame["value"], frame["group"], ranks=False) for frame in small],
            lambda: [pingouin_groups(frame) for frame in small],
            3,
        ),
    )

    large = respondents(1_000_000, 4, rng)
    large["group"] = large["group"].astype("category")
    report(
        "one group comparison of 1,000,000 respondents",
        *alternated(
            lambda: compare_groups(large["value"], large["group"], ranks=False), lambda: pingouin_groups(large), 7
        ),
    )
    report(
        "the same, rank test included on both sides",
        *alternated(
            lambda: compare_groups(large["value"], large["group"]),
            lambda: (pingouin_groups(large), pingouin.kruskal(large, dv="value", between="group")),
            3,
        ),
    )
    answered = large.assign(value=large["value"].round())
    report(
        "the same, of answers from 1 to 5",
        *alternated(
            lambda: compare_groups(answered["value"], answered["group"]),
            lambda: (pingouin_groups(answered), pingouin.kruskal(answered, dv="value", between="group")),
            3,
        ),
    )
    order = sorted(large["group"].unique())
    ordered = seconds(lambda: compare_groups(large["value"], large["group"], order=order), 3)
    print(f"{'with linear contrast and Jonckheere–Terpstra':<60} {ordered:9.3f} s")


if __name__ == "__main__":
    main()
