"""The same numbers from another program: pingouin, written by others, so that a reader need not take ours on trust.

pingouin is too slow for every movement of a slider (milliseconds a call); here it is asked once, when a user wants to
see that a result holds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import StatisticsError
from analysis.statistics.comparison import GroupComparison
from analysis.statistics.inputs import Column

#: Numbers that differ by less than this share are called equal: both programs compute in double precision.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Check:
    """One number twice: `name` in the field's own notation, `ours` and `theirs` unrounded (`theirs` NaN: not given)."""

    name: str
    ours: float
    theirs: float

    @property
    def agrees(self) -> bool:
        """Whether both are the same number, but for rounding."""
        return math.isclose(self.ours, self.theirs, rel_tol=TOLERANCE, abs_tol=1e-12)


@dataclass(frozen=True)
class SecondOpinion:
    """What another `program` (name and version) makes of the same answers, on `n` of them."""

    program: str
    n: int
    checks: tuple[Check, ...]

    @property
    def agrees(self) -> bool:
        """Whether every number is the same."""
        return all(check.agrees for check in self.checks)


def second_opinion_on_groups(values: Column, groups: Column, found: GroupComparison) -> SecondOpinion:
    """Have pingouin compute the tests in `found`, the result of `compare_groups(values, groups)` with the same columns.

    ANOVA, Welch and Kruskal–Wallis with their p-values, eta², Levene about the mean, and of every pair the p-value of
    Games–Howell and of Tukey and Hedges' g. What `found` could not compute is left out.

    Raises StatisticsError where the columns are not those that `found` was made of (another n).
    """
    import pingouin

    frame = pd.DataFrame({"value": pd.to_numeric(pd.Series(np.asarray(values)), errors="coerce")})
    frame["group"] = np.asarray(pd.Series(groups).astype(object))
    frame = frame.dropna()
    _same_answers(len(frame), found.n)
    # pingouin sorts the labels; a number for each keeps our order, and is unique where labels read alike.
    codes = {label: number for number, label in enumerate(found.groups.index)}
    frame["group"] = frame["group"].map(codes).astype(int)

    anova = pingouin.anova(frame, dv="value", between="group").iloc[0]
    checks = [
        Check("ANOVA: F", found.anova.f, float(anova["F"])),
        Check("ANOVA: p", found.anova.p, float(anova["p_unc"])),
        Check("η²", found.eta_squared.value, float(anova["np2"])),
    ]
    if found.welch is not None:
        row = pingouin.welch_anova(frame, dv="value", between="group").iloc[0]
        checks += [
            Check("Welch: F", found.welch.f, float(row["F"])),
            Check("Welch: df", found.welch.df_within, float(row["ddof2"])),
            Check("Welch: p", found.welch.p, float(row["p_unc"])),
        ]
    if found.kruskal is not None:
        row = pingouin.kruskal(frame, dv="value", between="group").iloc[0]
        checks += [
            Check("Kruskal–Wallis: H", found.kruskal.h, float(row["H"])),
            Check("Kruskal–Wallis: p", found.kruskal.p, float(row["p_unc"])),
        ]
    if found.levene is not None:
        row = pingouin.homoscedasticity(frame, dv="value", group="group", center="mean").iloc[0]
        checks += [
            Check("Levene: F", found.levene.f, float(row["W"])),
            Check("Levene: p", found.levene.p, float(row["pval"])),
        ]
    return SecondOpinion(_program(), found.n, (*checks, *_pairs(pingouin, frame, found, codes)))


def second_opinion_on_alpha(items: pd.DataFrame, alpha: float, n: int) -> SecondOpinion:
    """Have pingouin compute Cronbach's alpha of `items`, over the `n` respondents who answered every one of them.

    items: reversed ones turned round, as for `reliability`. The interval is left out: pingouin rounds it, and counts n
    before it drops incomplete respondents.

    Raises StatisticsError where another number of respondents answered every item.
    """
    import pingouin

    complete = items.dropna().astype(float)
    _same_answers(len(complete), n)
    return SecondOpinion(_program(), n, (Check("α", alpha, float(pingouin.cronbach_alpha(complete)[0])),))


def _pairs(pingouin: Any, frame: pd.DataFrame, found: GroupComparison, codes: dict[Any, int]) -> Sequence[Check]:
    """Each pair's p-values and effect size. Pingouin's Games–Howell needs spread in every group."""
    wanted: list[tuple[str, str, str, Callable[..., pd.DataFrame]]] = [
        ("Tukey: p", "p_tukey", "p_tukey", pingouin.pairwise_tukey),
    ]
    if found.welch is not None:
        wanted.insert(0, ("Games–Howell: p", "p_games_howell", "pval", pingouin.pairwise_gameshowell))
        wanted.append(("Hedges’ g", "hedges_g", "hedges", pingouin.pairwise_gameshowell))
    checks = []
    for name, ours, theirs, compute in wanted:
        table = compute(frame, dv="value", between="group").set_index(["A", "B"])[theirs]
        for pair in found.pairwise.itertuples(index=False):
            value = float(getattr(pair, ours))
            if not math.isnan(value):
                other = float(table[(codes[pair.group_a], codes[pair.group_b])])
                checks.append(Check(f"{name} ({pair.group_a} – {pair.group_b})", value, other))
    return checks


def _same_answers(given: int, used: int) -> None:
    if given != used:
        raise StatisticsError(
            "Narekenen kan alleen met dezelfde antwoorden: het resultaat rust op {used} antwoorden, gegeven zijn er "
            "{given}.",
            used=used,
            given=given,
        )


def _program() -> str:
    return f"pingouin {version('pingouin')}"
