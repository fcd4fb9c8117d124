"""What evaluating a hypothesis gives: numbers only, unrounded, with the n behind each, and the conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.errors import Message
from analysis.evidence.hypotheses.definitions import Sign, StudyVerdict, Theme
from analysis.statistics import Interval
from analysis.survey import OwnHypothesis


class Conclusion(StrEnum):
    """What the loaded data say of a hypothesis; `analysis.evidence.hypotheses.rules` says when."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    NOT_SUPPORTED = "not supported"
    CANNOT_SAY = "cannot be said with this many answers"
    MISSING = "columns missing"


class Measure(StrEnum):
    """What an estimate is."""

    CORRELATION = "correlation"
    """Spearman's rho, −1 to 1; of a mixed model the standardised slope between ranks."""
    DIFFERENCE = "difference"
    """Difference of two means, in points of the outcome's scale."""
    SHARE = "share"
    """Share of respondents, 0 to 1."""
    EXPLAINED = "explained"
    """Eta²: the share of the variance that goes with the groups, 0 to 1."""


class BetterTest(StrEnum):
    """The test that the conclusion rests on."""

    EXACT_SHARE = "exact_share"
    RANK_CORRELATION = "rank_correlation"
    WELCH = "welch"
    PAIRED = "paired"
    WELCH_ANOVA = "welch_anova"
    MIXED_RANKS = "mixed_ranks"
    MIXED_GROUPS = "mixed_groups"
    MIXED_PAIRED = "mixed_paired"
    """Mixed models, with an intercept for each respondent: answers for several sectors, or for one of two only."""


class Statistic(StrEnum):
    """What a test of the study's kind gives."""

    F = "F"
    T = "t"
    R = "r"
    CHI2 = "chi2"
    SHARE = "share"
    """No test: a share (0–1) beside `other_share`."""
    SIZE = "size"
    """No test: the size of the smallest group."""


@dataclass(frozen=True)
class Check:
    """One test on the loaded data, that the conclusion rests on.

    outcome, predictor: names of a scale or column; `tevredenheid`, `model` and `fase` are means over `sectors` (those
    used; empty where none). high, low: the answers compared, empty unless two groups are. estimate,
    interval: in the unit that `measure` says. p: two-sided; p_holm: Holm's, over the family. bound: the smallest effect
    that matters, in the same unit. n: who answered all that is needed; answers: how many answers they gave, where these
    are counted one by one (mixed models), else None. reason: why estimate and p are None.
    """

    outcome: str
    predictor: str
    sectors: tuple[str, ...]
    test: BetterTest
    measure: Measure
    sign: Sign
    bound: float
    n: int | None
    estimate: float | None = None
    interval: Interval | None = None
    p: float | None = None
    p_holm: float | None = None
    high: tuple[str, ...] = ()
    low: tuple[str, ...] = ()
    conclusion: Conclusion = Conclusion.CANNOT_SAY
    reason: Message | None = None
    answers: int | None = None


@dataclass(frozen=True)
class StudyTest:
    """One test of the study's kind on the loaded data.

    outcome, predictor, sector: what is tested (sector empty where none). detail: which two groups, or within which
    group, is compared. value, df: of the statistic. p: two-sided, as the study took it: not adjusted; None where the
    study did not test. other: the other share for `Statistic.SHARE`. holds: whether the study would have counted this
    as support. p_ordered: of Jonckheere–Terpstra, where the groups of an analysis of variance have an order.
    """

    outcome: str
    predictor: str
    sector: str
    statistic: Statistic
    value: float | None
    df: tuple[float, ...]
    p: float | None
    n: int | None
    holds: bool
    detail: tuple[str, ...] = ()
    other: float | None = None
    p_ordered: float | None = None
    reason: Message | None = None


@dataclass(frozen=True)
class PrintedTest:
    """The study's own printed numbers, tested: kendall's tau-b of a printed cross-table, or a difference of means.

    interval: 95%. p: linear-by-linear by permutation for a table, Welch for means. study_tested: whether the study had
    found it significant (True), not (False), or had not tested it (None).
    """

    figure: str
    group: str
    sector: str
    predictor: str
    outcome: str
    measure: Measure | None
    estimate: float
    interval: Interval | None
    p: float
    n: int
    study_tested: bool | None


@dataclass(frozen=True)
class PartVerdict:
    """One part of a hypothesis on the loaded data. replicated: by the study's test and rule; None where it has none.

    missing: the columns that it lacks. own: an expectation of the user's.
    """

    key: str
    label: Message
    conclusion: Conclusion
    replicated: StudyVerdict | None
    checks: tuple[Check, ...]
    study_tests: tuple[StudyTest, ...]
    missing: tuple[str, ...] = ()
    extra: bool = False


@dataclass(frozen=True)
class Verdict:
    """A hypothesis, what the study concluded, and what the loaded data say.

    published: the study's verdict; tested: whether it rests on tests of significance. replicated: the study's tests and
    rule on the loaded data, None where they cannot be done. conclusion: by the better tests and `rules`.

    estimate, interval, p, p_holm, n, measure: of the result that decides: of the required results the weakest, of
    alternatives the strongest. None where it cannot be computed or the columns are missing. deciding: that check.

    missing: columns that the file lacks. explanation: why this differs from the study, empty where it does not. notes:
    what else a reader must know. own: the user's expectation, None for the study's.
    """

    id: str
    theme: Theme
    short: Message
    statement: Message
    respondents: tuple[str, ...]
    method: Message
    finding: Message
    published: StudyVerdict
    tested: bool
    reference: str
    replicated: StudyVerdict | None
    conclusion: Conclusion
    estimate: float | None
    interval: Interval | None
    p: float | None
    p_holm: float | None
    n: int | None
    measure: Measure | None
    deciding: Check | None
    parts: tuple[PartVerdict, ...]
    missing: tuple[str, ...]
    explanation: tuple[Message, ...]
    notes: tuple[Message, ...]
    printed: tuple[PrintedTest, ...] = ()
    own: OwnHypothesis | None = None
