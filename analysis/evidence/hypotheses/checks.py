"""The tests that the conclusion rests on: for each question one that suits how the answers came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from analysis.disclosure import merge_small_groups, require_enough, withhold_small_groups
from analysis.errors import AnalysisError, Message, Names
from analysis.evidence.hypotheses.by_sector import (
    answers_by_sector,
    difference_model,
    only_shared_sector,
    rank_model,
    sectors_of,
)
from analysis.evidence.hypotheses.definitions import (
    Association,
    Difference,
    MiddleShare,
    Omnibus,
    Paired,
    Question,
    Sign,
)
from analysis.evidence.hypotheses.results import BetterTest, Check, Measure
from analysis.evidence.hypotheses.rules import MAJORITY, SMALLEST_CORRELATION, SMALLEST_DIFFERENCE, SMALLEST_EXPLAINED
from analysis.evidence.hypotheses.variables import ALSO_ASKED, Variable, Variables
from analysis.statistics import (
    Interval,
    TwoGroups,
    compare_groups,
    compare_paired,
    compare_repeated,
    compare_two,
    correlate,
)

CONFIDENCE = 0.95


def needed(question: Question) -> tuple[str, ...]:
    """The names of scales and columns without which a question cannot be looked at.

    Of several outcomes, predictors or columns that do the same work, one will do; the others are left out.
    """
    match question:
        case MiddleShare(column=column):
            return (column,)
        case Association(outcomes=outcomes, predictors=predictors):
            return (*outcomes, *predictors)
        case Difference(outcomes=outcomes, columns=columns):
            return (*outcomes, *columns)
        case Paired(first=first, second=second):
            return (first, *second)
        case Omnibus(outcome=outcome, column=column):
            return (outcome, column)


def check(question: Question, variables: Variables, minimum: int | None) -> tuple[Check, ...]:
    """The results of one question, without those for which the survey lacks a scale or column.

    minimum: the smallest group that may be shown, None for simulated respondents. Where a result cannot be computed or
    may not be shown, its estimate is None and `reason` says why. Holm's p and the conclusion come later.
    """
    match question:
        case MiddleShare():
            return _shares(question, variables, minimum)
        case Association():
            return tuple(
                _association(outcome, predictor, question.sign, variables, minimum)
                for outcome in question.outcomes
                for predictor in question.predictors
                if not variables.missing([outcome, predictor])
            )
        case Difference():
            return tuple(
                _difference(outcome, column, question, variables, minimum)
                for outcome in question.outcomes
                for column in question.columns
                if not variables.missing([outcome, column])
            )
        case Paired():
            return tuple(
                _paired(question.first, second, question.sign, variables, minimum)
                for second in question.second
                if not variables.missing([question.first, second])
            )
        case Omnibus():
            return (_omnibus(question, variables, minimum),)


def _shares(question: MiddleShare, variables: Variables, minimum: int | None) -> tuple[Check, ...]:
    sectors = variables.sectors(question.column)
    if question.against == "runner_up" and sectors != ("",):
        sectors += tuple(s for s in ALSO_ASKED if variables.name(f"{question.column}_{s}"))
    return tuple(_share(question, sector, variables, minimum) for sector in sectors)


def _share(question: MiddleShare, sector: str, variables: Variables, minimum: int | None) -> Check:
    """Clopper & Pearson's interval; R `binom.test`. Compared with the runner-up: the same test among those two only."""
    counts = variables.groups(question.column, sector).value_counts(sort=False)
    sizes = {str(label).casefold(): int(size) for label, size in counts.items()}
    n = sum(sizes.values())
    middle = sum(sizes.get(label, 0) for label in question.middle)
    others = [size for label, size in sizes.items() if label not in question.middle]
    rival = max(others, default=0) if question.against == "runner_up" else sum(others)
    # With n, the middle and the rival known, so is what is left.
    rest = None if question.against == "others" else n - middle - rival

    blank = Check(
        outcome=question.column,
        predictor="",
        sectors=(sector,) if sector else (),
        test=BetterTest.EXACT_SHARE,
        measure=Measure.SHARE,
        sign=1,
        high=question.middle,
        bound=MAJORITY,
        n=n,
    )

    if not any(label in sizes for label in question.middle):
        return replace(blank, n=None, reason=_no_such_answers(question.column, question.middle))
    if n == 0 or middle + rival == 0:
        return replace(blank, n=None, reason=Message("Er zijn geen antwoorden."))
    if minimum is not None and min(middle, n - middle, rival, minimum if rest is None else rest) < minimum:
        return replace(blank, n=None, reason=_withheld(minimum))
    low, high = binomtest(middle, n).proportion_ci(CONFIDENCE, "exact")
    return replace(
        blank,
        estimate=middle / n,
        interval=Interval(float(low), float(high), CONFIDENCE, "Clopper–Pearson"),
        p=float(binomtest(middle, middle + rival).pvalue),
        bound=rival / n,
    )


def _association(outcome: str, predictor: str, sign: Sign, variables: Variables, minimum: int | None) -> Check:
    """Spearman's rho with Bonett & Wright's interval, R `psych::corr.test(method = "spearman")`.

    For groups in order this asks whether the outcome rises from the first to the last, which an ANOVA does not. Of an
    outcome that was asked for several sectors its mixed counterpart, on the answers themselves.
    """
    mixed = _mixed_association(outcome, predictor, sign, variables, minimum)
    if mixed is not None:
        return mixed
    y, x, reason = _two(outcome, predictor, variables, sector=only_shared_sector(outcome, predictor, variables))

    blank = Check(
        outcome=outcome,
        predictor=predictor,
        sectors=_sectors(y, x),
        test=BetterTest.RANK_CORRELATION,
        measure=Measure.CORRELATION,
        sign=sign,
        bound=SMALLEST_CORRELATION,
        n=None,
        reason=reason,
    )

    if y is None or x is None:
        return blank
    pair = pd.DataFrame({"y": y.values, "x": x.values})
    n = int(pair.notna().all(axis=1).sum())
    if minimum is not None and n < minimum:
        return replace(blank, reason=_withheld(minimum))
    try:
        found = correlate(pair, method="spearman", confidence=CONFIDENCE)
    except AnalysisError as error:
        return replace(blank, n=n, reason=error.message)
    rho, low, high = (float(frame.to_numpy()[0, 1]) for frame in (found.r, found.ci_low, found.ci_high))
    if not np.isfinite([rho, low, high]).all():
        return replace(blank, n=n, reason=found.notes[0] if found.notes else _not_computable())
    return replace(
        blank,
        n=n,
        estimate=rho,
        interval=Interval(low, high, CONFIDENCE, found.interval_method),
        p=float(found.p.to_numpy()[0, 1]),
    )


def _mixed_association(
    outcome: str, predictor: str, sign: Sign, variables: Variables, minimum: int | None
) -> Check | None:
    """None where there is nothing to gain, or no such model: one sector, or nobody who answered for two."""
    try:
        answers = answers_by_sector(outcome, predictor, variables)
        if minimum is not None and answers["respondent"].nunique() < minimum:
            return None
        found = rank_model(answers, CONFIDENCE)
    except AnalysisError:
        return None
    return Check(
        outcome=outcome,
        predictor=predictor,
        sectors=tuple(dict.fromkeys(answers["sector"])),
        test=BetterTest.MIXED_RANKS,
        measure=Measure.CORRELATION,
        sign=sign,
        bound=SMALLEST_CORRELATION,
        n=found.respondents,
        answers=found.answers,
        estimate=found.test.estimate,
        interval=found.test.interval,
        p=found.test.p,
    )


def _difference(outcome: str, column: str, question: Difference, variables: Variables, minimum: int | None) -> Check:
    """Welch's t-test with its interval: R `t.test(y ~ x)`; of an outcome asked for several sectors a mixed model."""
    high = tuple(label.casefold() for label in question.high)
    low = tuple(label.casefold() for label in question.low)
    try:
        y: Variable | None = variables.number(outcome)
        reason = None
    except AnalysisError as error:
        y, reason = None, error.message

    blank = Check(
        outcome=outcome,
        predictor=column,
        sectors=_sectors(y),
        test=BetterTest.WELCH,
        measure=Measure.DIFFERENCE,
        sign=question.sign,
        high=question.high,
        low=question.low,
        n=None,
        bound=0.0,
        reason=reason,
    )

    if y is None:
        return blank
    answers = variables.groups(column).astype("object").map(lambda a: str(a).casefold(), na_action="ignore")
    side = pd.Series(None, index=answers.index, dtype=object)
    side[answers.isin(high)] = "high"
    side[answers.isin(low) if low else answers.notna() & ~answers.isin(high)] = "low"
    side = side.astype(pd.CategoricalDtype(["high", "low"]))
    both = side[y.values.notna()].value_counts()
    smaller = min(int(both.get("high", 0)), int(both.get("low", 0)))
    if minimum is not None and smaller < minimum:
        return replace(blank, reason=_withheld(minimum))
    if smaller < 2:
        return replace(blank, n=int(both.sum()), reason=_too_few(column, question.high))
    try:
        if minimum is not None:  # who has an answer but is in neither group may be few as well
            side = withhold_small_groups(y.values, side, minimum).groups
        mixed = _mixed_difference(outcome, side, variables, blank)
        if mixed is not None:
            return mixed
        found = compare_two(y.values, side, confidence=CONFIDENCE)
    except AnalysisError as error:
        return replace(blank, n=None if minimum is not None else int(both.sum()), reason=error.message)
    return replace(
        blank,
        n=sum(found.n),
        estimate=found.welch.estimate,
        interval=found.welch.interval,
        p=found.welch.p,
        bound=SMALLEST_DIFFERENCE * _sd_within(found),
    )


def _mixed_difference(outcome: str, side: pd.Series, variables: Variables, blank: Check) -> Check | None:
    """None where there is nothing to gain, or no such model: one sector, or nobody who answered for two."""
    try:
        parts = [
            pd.DataFrame(
                {
                    "respondent": np.arange(len(side)),
                    "sector": sector,
                    "y": variables.number(outcome, sector).values,
                    "x": side.map({"high": 1.0, "low": 0.0}).astype("float64"),
                }
            )
            for sector in sectors_of(outcome, variables)
        ]
        if not parts:
            return None
        found = difference_model(pd.concat(parts, ignore_index=True).dropna(), CONFIDENCE)
    except AnalysisError:
        return None
    return replace(
        blank,
        test=BetterTest.MIXED_GROUPS,
        n=found.respondents,
        answers=found.answers,
        estimate=found.test.estimate,
        interval=found.test.interval,
        p=found.test.p,
        bound=SMALLEST_DIFFERENCE * found.sd,
    )


def _paired(first: str, second: str, sign: Sign, variables: Variables, minimum: int | None) -> Check:
    """Paired t-test: R `t.test(first, second, paired = TRUE)`; with who answered one of both only, a mixed model."""
    y, x, reason = _two(first, second, variables)

    blank = Check(
        outcome=first,
        predictor=second,
        sectors=(),
        test=BetterTest.PAIRED,
        measure=Measure.DIFFERENCE,
        sign=sign,
        n=None,
        bound=0.0,
        reason=reason,
    )

    if y is None or x is None:
        return blank
    both = y.values.notna() & x.values.notna()
    n = int(both.sum())
    if minimum is not None and n < minimum:
        return replace(blank, reason=_withheld(minimum))
    a, b = y.values[both], x.values[both]
    try:
        found = compare_paired(a, b, confidence=CONFIDENCE)
    except AnalysisError as error:
        return replace(blank, n=n, reason=error.message)
    sd = float(np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2))
    only_one = int((y.values.notna() ^ x.values.notna()).sum())
    if only_one >= max(minimum or 1, 1):
        mixed = compare_repeated(y.values, x.values, confidence=CONFIDENCE)  # possible wherever the paired test is
        return replace(
            blank,
            test=BetterTest.MIXED_PAIRED,
            n=mixed.n,
            answers=mixed.model.n,
            estimate=mixed.difference.estimate,
            interval=mixed.difference.interval,
            p=mixed.difference.p,
            bound=SMALLEST_DIFFERENCE * sd,
        )
    return replace(
        blank,
        n=n,
        estimate=found.t.estimate,
        interval=found.t.interval,
        p=found.t.p,
        bound=SMALLEST_DIFFERENCE * sd,
    )


def _omnibus(question: Omnibus, variables: Variables, minimum: int | None) -> Check:
    """Welch's ANOVA, R `oneway.test`; eta² with the interval of `MBESS::ci.pvaf`."""

    blank = Check(
        outcome=question.outcome,
        predictor=question.column,
        sectors=(),
        test=BetterTest.WELCH_ANOVA,
        measure=Measure.EXPLAINED,
        sign=0,
        bound=SMALLEST_EXPLAINED,
        n=None,
    )

    try:
        y = variables.number(question.outcome)
        groups = variables.groups(question.column)
        if minimum is not None:
            groups = merge_small_groups(y.values, groups, minimum).groups
        found = compare_groups(y.values, groups, confidence=CONFIDENCE)
        if minimum is not None:
            require_enough(found.n, minimum)
    except AnalysisError as error:
        return replace(blank, reason=error.message)
    if found.welch is None:
        return replace(blank, sectors=y.sectors, n=found.n, reason=found.notes[0] if found.notes else _not_computable())
    return replace(
        blank,
        sectors=y.sectors,
        n=found.n,
        estimate=found.eta_squared.value,
        interval=found.eta_squared.interval,
        p=found.welch.p,
    )


def _two(
    first: str, second: str, variables: Variables, sector: str = ""
) -> tuple[Variable | None, Variable | None, Message | None]:
    try:
        return variables.number(first, sector), variables.number(second, sector), None
    except AnalysisError as error:
        return None, None, error.message


def _sectors(*used: Variable | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sector for variable in used if variable is not None for sector in variable.sectors))


def _sd_within(found: TwoGroups) -> float:
    """The standard deviation within the groups, pooled."""
    df = np.array(found.n) - 1
    return float(np.sqrt((df * np.square(found.sds)).sum() / df.sum()))


def _withheld(minimum: int) -> Message:
    return Message(
        "Niet getoond: het resultaat zou op minder dan {minimum} antwoorden in een groep rusten.", {"minimum": minimum}
    )


def _too_few(column: str, labels: Sequence[str]) -> Message:
    return Message(
        "Bij {column} zijn er te weinig respondenten met en zonder {labels} om te vergelijken.",
        {"column": Names((column,)), "labels": Names(tuple(labels))},
    )


def _no_such_answers(column: str, labels: Sequence[str]) -> Message:
    return Message(
        "In {column} komt het antwoord {labels} niet voor; de antwoorden moeten heten als in het onderzoek.",
        {"column": column, "labels": ", ".join(labels)},
    )


def _not_computable() -> Message:
    return Message("Het resultaat is met deze antwoorden niet te berekenen.")
