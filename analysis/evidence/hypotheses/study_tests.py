"""The study's own kind of test on the loaded data, sector by sector, to lay its conclusions beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import ttest_ind

from analysis.disclosure import merge_small_cells, merge_small_groups, require_enough
from analysis.errors import AnalysisError, Message
from analysis.evidence.hypotheses.checks import _withheld
from analysis.evidence.hypotheses.definitions import (
    SATISFACTION,
    SECTORED,
    Anova,
    ChiSquareTests,
    LevelTests,
    MostChosen,
    PearsonTests,
    SharesByLevel,
    SharesSatisfied,
    StudyMethod,
    TooSmall,
)
from analysis.evidence.hypotheses.results import Statistic, StudyTest
from analysis.evidence.hypotheses.rules import ALPHA, NOTICEABLE_SHARE, SMALL_GROUP
from analysis.evidence.hypotheses.variables import Variables, satisfaction_levels
from analysis.evidence.published import LEVELS
from analysis.statistics import compare_groups, correlate, crosstab

#: Pairs of levels of satisfaction, the lower one first.
_STEPS = tuple(combinations(LEVELS, 2))


def study_tests(method: StudyMethod, variables: Variables, minimum: int | None) -> tuple[StudyTest, ...]:
    """The study's tests of one part; those for which the survey lacks a column are left out.

    minimum: the smallest group that may be shown, None for simulated respondents. What cannot be computed or may not be
    shown has no value and says why.
    """
    match method:
        case Anova():
            found = _anovas(method, variables, minimum)
        case LevelTests():
            found = _level_tests(method, variables, minimum)
        case PearsonTests():
            found = _pearson(method, variables, minimum)
        case ChiSquareTests():
            found = _chi_square(method, variables, minimum)
        case MostChosen():
            found = _most_chosen(method, variables, minimum)
        case SharesSatisfied():
            found = _shares_satisfied(method, variables, minimum)
        case SharesByLevel():
            found = _shares_by_level(method, variables, minimum)
        case TooSmall():
            found = _sizes(method, variables, minimum)
    return tuple(found)


def _asked(name: str, variables: Variables) -> tuple[str, ...]:
    """The sectors for which something was asked; one empty one where it was asked once."""
    if name in SECTORED:
        return variables.sectors(name)
    return () if variables.missing([name]) else ("",)


def _anovas(method: Anova, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    for outcome in method.outcomes:
        for column in method.columns:
            for sector in _asked(column, variables):
                for outcome_sector in _asked(outcome, variables):
                    yield from _anova(method.within, outcome, outcome_sector, column, sector, variables, minimum)


def _anova(
    within: str,
    outcome: str,
    outcome_sector: str,
    column: str,
    sector: str,
    variables: Variables,
    minimum: int | None,
) -> Iterator[StudyTest]:
    """Of everybody, or within each answer of another column. ANOVA as `oneway.test(var.equal = TRUE)`."""
    values = variables.number(outcome, outcome_sector).values
    groups = variables.groups(column, sector)
    rows: dict[tuple[str, ...], pd.Series] = {(): pd.Series(True, index=values.index)}
    if within and not variables.missing([within]):
        strata = variables.groups(within)
        rows = {(str(label),): strata == label for label in strata.cat.categories}
    for detail, chosen in rows.items():
        blank = _blank(Statistic.F, outcome, column, sector or outcome_sector, detail)
        y, g = values[chosen], groups[chosen]
        try:
            if minimum is not None:
                require_enough(int((y.notna() & g.notna()).sum()), minimum)
                g = merge_small_groups(y, g, minimum).groups
            found = compare_groups(y, g, order=_order(g))
        except AnalysisError as error:
            yield _refused(blank, error.message)
            continue
        yield replace(
            blank,
            value=found.anova.f,
            df=(found.anova.df_between, found.anova.df_within),
            p=found.anova.p,
            n=found.n,
            holds=found.anova.p < ALPHA,
            p_ordered=found.jonckheere.p if found.jonckheere else None,
        )


def _order(groups: pd.Series) -> list[object] | None:
    """The groups that occur from low to high, None where they have no order or are only two."""
    used = groups.cat.remove_unused_categories().cat
    return list(used.categories) if used.ordered and len(used.categories) > 2 else None


def _level_tests(method: LevelTests, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    """Student's t-test, R `t.test(var.equal = TRUE)`; holds where the more satisfied score significantly higher."""
    for outcome in method.outcomes:
        if variables.missing([outcome]):
            continue
        values = variables.number(outcome).values
        for sector in _asked(SATISFACTION, variables):
            levels = satisfaction_levels(variables.number(SATISFACTION, sector).values)
            by_level = {level: values[levels == level].dropna().to_numpy() for level in LEVELS}
            sizes = [len(found) for found in by_level.values()]
            for low, high in _STEPS:
                a, b = by_level[high], by_level[low]
                blank = _blank(Statistic.T, outcome, SATISFACTION, sector, (high, low))
                # With one small level withheld, the other two would give it away together with the total.
                if minimum is not None and min(sizes) < minimum:
                    yield _refused(blank, _withheld(minimum))
                    continue
                if min(len(a), len(b)) < 2 or np.ptp(np.concatenate([a - a.mean(), b - b.mean()])) == 0:
                    yield _refused(blank, _too_few())
                    continue
                test = ttest_ind(a, b)
                yield replace(
                    blank,
                    value=float(test.statistic),
                    df=(float(len(a) + len(b) - 2),),
                    p=float(test.pvalue),
                    n=len(a) + len(b),
                    holds=bool(test.pvalue < ALPHA and test.statistic > 0),
                )


def _pearson(method: PearsonTests, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    for outcome in method.outcomes:
        for predictor in method.predictors:
            if variables.missing([outcome, predictor]):
                continue
            blank = _blank(Statistic.R, outcome, predictor, "", ())
            pair = pd.DataFrame({"y": variables.number(outcome).values, "x": variables.number(predictor).values})
            n = int(pair.notna().all(axis=1).sum())
            try:
                if minimum is not None:
                    require_enough(n, minimum)
                found = correlate(pair)
            except AnalysisError as error:
                yield _refused(blank, error.message)
                continue
            r, p = (float(frame.to_numpy()[0, 1]) for frame in (found.r, found.p))
            if not np.isfinite([r, p]).all():
                yield _refused(blank, found.notes[0] if found.notes else _too_few())
                continue
            yield replace(
                blank,
                value=r,
                df=(float(n - 2),),
                p=p,
                n=n,
                holds=p < ALPHA and r > 0,
            )


def _chi_square(method: ChiSquareTests, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    """Pearson's chi-square; in an own file on categories merged until no cell is small."""
    if variables.missing([method.column, method.by_sector]):
        return
    rows = variables.groups(method.column)
    for sector in _asked(method.by_sector, variables):
        columns = variables.groups(method.by_sector, sector)
        blank = _blank(Statistic.CHI2, method.by_sector, method.column, sector, ())
        try:
            x, y = rows, columns
            if minimum is not None:
                merged = merge_small_cells(x, y, minimum, rows_ordered=True, columns_ordered=True)
                x, y = merged.rows, merged.columns
            found = crosstab(x, y, random=False)
        except AnalysisError as error:
            yield _refused(blank, error.message)
            continue
        tau = found.kendall_tau_b
        as_expected = method.sign == 0 or tau is None or tau.value * method.sign > 0
        yield replace(
            blank,
            value=found.chi2,
            df=(float(found.df),),
            p=found.p,
            n=found.n,
            holds=found.p < ALPHA and as_expected,
        )


def _most_chosen(method: MostChosen, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    for sector in _asked(method.column, variables):
        counts = variables.groups(method.column, sector).value_counts(sort=False)
        sizes = {str(label).casefold(): int(size) for label, size in counts.items()}
        n = sum(sizes.values())
        middle = sum(sizes.get(label, 0) for label in method.middle)
        others = [size for label, size in sizes.items() if label not in method.middle]
        rival = max(others, default=0) if method.against == "runner_up" else sum(others)
        blank = _blank(Statistic.SHARE, method.column, "", sector, method.middle)
        if n == 0 or not any(label in sizes for label in method.middle):
            yield _refused(blank, _too_few())
        elif minimum is not None and min(middle, n - middle, rival) < minimum:
            yield _refused(blank, _withheld(minimum))
        else:
            yield _share(middle / n, rival / n, n, middle > rival, blank)


def _shares_satisfied(method: SharesSatisfied, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    for second in method.second:
        if variables.missing([method.first, second]):
            continue
        blank = _blank(Statistic.SHARE, method.first, second, "", ())
        levels = [satisfaction_levels(variables.number(name).values) for name in (method.first, second)]
        counts = [(int((found == "tevreden").sum()), int(found.notna().sum())) for found in levels]
        if min(n for _, n in counts) == 0:
            yield _refused(blank, _too_few())
        elif minimum is not None and min(size for k, n in counts for size in (k, n - k)) < minimum:
            yield _refused(blank, _withheld(minimum))
        else:
            share, other = (k / n for k, n in counts)
            n = min(n for _, n in counts)
            yield _share(share, other, n, share - other >= NOTICEABLE_SHARE, blank)


def _shares_by_level(method: SharesByLevel, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    for sector in _asked(method.column, variables):
        if sector not in variables.sectors(SATISFACTION):
            continue
        blank = _blank(Statistic.SHARE, method.column, SATISFACTION, sector, method.high)
        levels = satisfaction_levels(variables.number(SATISFACTION, sector).values)
        groups = variables.groups(method.column, sector).astype(object).map(_folded, na_action="ignore")
        chosen = groups.isin(method.high).where(groups.notna())
        shares: list[float] = []
        sizes: list[int] = []
        for level in ("tevreden", "ontevreden"):
            answers = chosen[(levels == level) & chosen.notna()].astype(bool)
            sizes += [int(answers.sum()), int((~answers).sum())]
            shares.append(float(answers.mean()) if len(answers) else np.nan)
        if not np.isfinite(shares).all():
            yield _refused(blank, _too_few())
        elif minimum is not None and min(sizes) < minimum:
            yield _refused(blank, _withheld(minimum))
        else:
            yield _share(shares[0], shares[1], sum(sizes), shares[0] > shares[1], blank)


def _sizes(method: TooSmall, variables: Variables, minimum: int | None) -> Iterator[StudyTest]:
    if variables.missing([method.column]):
        return
    counts = variables.groups(method.column).value_counts(sort=False)
    smallest = int(counts.min()) if len(counts) > 1 else 0
    blank = _blank(Statistic.SIZE, method.column, "", "", (str(counts.idxmin()),))
    if minimum is not None and smallest < minimum:
        yield _refused(blank, _withheld(minimum))
        return
    yield replace(
        blank,
        value=float(smallest),
        df=(),
        p=None,
        n=int(counts.sum()),
        holds=smallest >= SMALL_GROUP,
    )


def _blank(statistic: Statistic, outcome: str, predictor: str, sector: str, detail: tuple[str, ...]) -> StudyTest:
    """A test before its result is known."""
    return StudyTest(
        outcome=outcome,
        predictor=predictor,
        sector=sector,
        statistic=statistic,
        value=None,
        df=(),
        p=None,
        n=None,
        holds=False,
        detail=detail,
    )


def _share(share: float, other: float, n: int, holds: bool, blank: StudyTest) -> StudyTest:
    return replace(blank, value=share, other=other, n=n, holds=holds)


def _refused(blank: StudyTest, reason: Message) -> StudyTest:
    return replace(blank, reason=reason)


def _folded(label: object) -> str:
    return str(label).casefold()


def _too_few() -> Message:
    return Message("Met deze antwoorden valt er niets te toetsen: te weinig antwoorden, of zonder verschillen.")
