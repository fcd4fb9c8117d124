"""When a hypothesis holds: the thresholds, and the steps from single results to a verdict.

One result (`of_check`), at 5% two-sided after Holm's correction:

* significant in the expected direction: supported; significant the other way: not supported;
* not significant: if the 95% interval still holds an effect that matters, in the expected direction, it cannot be said
  with this many answers; otherwise it is not supported, because an effect that matters can be ruled out.

An effect matters from a correlation of 0.20, which is typical in research on differences between people (Gignac &
Szodorai 2016, *Personality and Individual Differences* 102), or from the difference between two groups that explains as
much (0.4 standard deviations: r = d/√(d² + 4)), or 4% of the variance. A share has to lie above the one that it is
compared with.

A part (`of_part`): where all its results are needed, supported if all are, partly if some are; where one will do,
supported if one is. A hypothesis (`of_hypothesis`) likewise from its parts.

The study's rule (`replicated`): its own tests, at 5% without correction. Supported if at least half of them support the
hypothesis, partly if some do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from analysis.evidence.hypotheses.definitions import Combination, StudyVerdict
from analysis.evidence.hypotheses.results import Check, Conclusion, Measure, PartVerdict, StudyTest
from analysis.statistics import Interval
from analysis.statistics.multiple_testing import holm

ALPHA = 0.05
SMALLEST_CORRELATION = 0.20
SMALLEST_DIFFERENCE = 0.4
"""In standard deviations within the groups (of one measurement, for paired answers)."""
SMALLEST_EXPLAINED = SMALLEST_CORRELATION**2
MAJORITY = 0.5
SMALL_GROUP = 20
"""Fewer in a group than this is too small to test by the study's standard.

The study names no number; it called 5 and 19 too small (5% of the partnerships, 9% of the municipalities).
"""
NOTICEABLE_SHARE = 0.05
"""A difference between two shares below this is small, where the study compared shares without a test."""


def adjusted(families: Iterable[Sequence[Check]]) -> list[list[Check]]:
    """The checks of each family with Holm's p over that family, and the conclusion that follows."""
    done = []
    for family in families:
        known = [check.p for check in family if check.p is not None]
        steps = iter(holm(np.array(known, dtype=np.float64)).tolist()) if known else iter(())
        done.append([of_check(replace(c, p_holm=next(steps)) if c.p is not None else c) for c in family])
    return done


def of_check(check: Check) -> Check:
    """The check with its conclusion; what could not be computed cannot be said."""
    if check.estimate is None or check.p_holm is None:
        return check
    neutral = MAJORITY if check.measure is Measure.SHARE else 0.0
    as_expected = check.sign == 0 or check.measure is Measure.SHARE or check.estimate * check.sign > 0
    if check.measure is Measure.SHARE:
        as_expected = check.estimate > check.bound
    if check.p_holm < ALPHA:
        conclusion = Conclusion.SUPPORTED if as_expected else Conclusion.NOT_SUPPORTED
    elif check.measure is Measure.SHARE:
        conclusion = Conclusion.CANNOT_SAY
    else:
        conclusion = (
            Conclusion.CANNOT_SAY if _still_possible(check, check.interval, neutral) else Conclusion.NOT_SUPPORTED
        )
    return replace(check, conclusion=conclusion)


def _still_possible(check: Check, interval: Interval | None, neutral: float) -> bool:
    """Whether the interval holds an effect that matters, on the side that is expected."""
    if interval is None:
        return True
    up, down = interval.high >= neutral + check.bound, interval.low <= neutral - check.bound
    if check.sign == 0:
        return up or (down and check.measure is not Measure.EXPLAINED)
    return up if check.sign > 0 else down


def of_part(checks: Sequence[Check], combine: Combination) -> Conclusion:
    """The conclusion from the results of one part."""
    found = [check.conclusion for check in checks]
    if combine == "any" and Conclusion.SUPPORTED in found:
        return Conclusion.SUPPORTED
    return _together(found)


def of_hypothesis(parts: Sequence[PartVerdict]) -> Conclusion:
    """The conclusion from the parts that could be looked at; MISSING where there is none."""
    found = [part.conclusion for part in parts if not part.extra and part.conclusion is not Conclusion.MISSING]
    return _together(found) if found else Conclusion.MISSING


def _together(found: Sequence[Conclusion]) -> Conclusion:
    if not found:
        return Conclusion.CANNOT_SAY
    if len(set(found)) == 1:
        return found[0]
    if Conclusion.SUPPORTED in found or Conclusion.PARTLY in found:
        return Conclusion.PARTLY
    return Conclusion.CANNOT_SAY


def replicated(tests: Sequence[StudyTest]) -> StudyVerdict | None:
    """The study's verdict on one part by its own rule; None where nothing could be tested."""
    computed = [test for test in tests if test.value is not None]
    if not computed:
        return None
    holding = sum(test.holds for test in computed)
    if holding * 2 >= len(computed):
        return StudyVerdict.SUPPORTED
    return StudyVerdict.PARTLY if holding else StudyVerdict.NOT_SUPPORTED


def replicated_together(parts: Sequence[PartVerdict]) -> StudyVerdict | None:
    """The study's verdict on a hypothesis from those on its parts."""
    found = {part.replicated for part in parts if part.replicated is not None and not part.extra}
    if not found:
        return None
    return found.pop() if len(found) == 1 else StudyVerdict.PARTLY


def deciding(parts: Sequence[tuple[Sequence[Check], Combination]]) -> Check | None:
    """The result that stands for the whole: of alternatives the strongest, and of what is required the weakest."""
    candidates = []
    for checks, combine in parts:
        computed = [check for check in checks if check.p is not None]
        if computed:
            pick = min if combine == "any" else max
            candidates.append(pick(computed, key=_p))
    return max(candidates, key=_p) if candidates else None


def _p(check: Check) -> float:
    return 1.0 if check.p is None else check.p
