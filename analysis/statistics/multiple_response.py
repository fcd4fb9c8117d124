"""A question with several answers by group: what share of each group chose each answer, and where do groups differ?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.errors import Message, StatisticsError
from analysis.statistics.contingency import refuse_too_many
from analysis.statistics.crosstab import SEED, CrossTable, crosstab
from analysis.statistics.inputs import Column, checked_seed, column_series, confidence_level, group_codes, item_matrix
from analysis.statistics.multiple_testing import holm
from analysis.statistics.results import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class MultipleResponse:
    """Answers × groups of a question to which several answers can be given. Numbers are unrounded.

    Everything is counted among the respondents who answered the question and have a group; a share is one of these
    respondents, not of the answers, so that the shares of a group add up to more than 1.

    chosen: DataFrame of counts by answer (rows, as given) and group (columns): how many of the group chose it.
    n: Series by group, how many of it answered the question. share, ci_low, ci_high: DataFrames as `chosen`, the share
        (0 to 1) with Wilson's score interval.
    overall: DataFrame by answer over all groups together: chosen, share, ci_low, ci_high, each of `total`.
    tests: DataFrame by answer, of those that can be tested: test (`"chi2"`, `"exact"`, `"monte_carlo"`; as
        `CrossTable.recommended`), p of that test, p_holm over all these answers, chi2, df, cramers_v, v_low, v_high,
        v_corrected, smallest_expected.
    tables: the cross-table of chosen and not chosen by group behind each of the tests.
    not_tested: why an answer has no test; it is not in the family of Holm's correction.
    nothing: respondents counted who chose none of the answers. unanswered: those left out because they did not answer
        the question. ungrouped: those left out because their group is missing, though they answered.
    name: of the groups, None where they have none.
    """

    chosen: pd.DataFrame
    n: pd.Series[int]
    share: pd.DataFrame
    ci_low: pd.DataFrame
    ci_high: pd.DataFrame
    overall: pd.DataFrame
    tests: pd.DataFrame
    tables: Mapping[Any, CrossTable]
    not_tested: Mapping[Any, Message]
    nothing: int
    unanswered: int
    ungrouped: int
    name: Any
    confidence: float

    @property
    def total(self) -> int:
        """How many respondents are counted."""
        return int(self.n.sum())

    @property
    def smallest_p(self) -> float | None:
        """Whether any answer depends on the group at all: the smallest of Holm's p; None without a test.

        A test of "multiple marginal independence" at Bonferroni's level (Agresti & Liu 1999, *Biometrics* 55).
        """
        return float(self.tests["p_holm"].min()) if len(self.tests) else None


@dataclass(frozen=True, eq=False)
class Choices:
    """A question's answers and the groups as they are counted.

    chosen: respondents × answers, 1 where chosen. codes: group of each, −1 where it is missing. Both are of those who
    answered the question; unanswered: how many did not.
    """

    chosen: FloatArray
    codes: IntArray
    answers: tuple[Any, ...]
    groups: tuple[Any, ...]
    name: Any
    unanswered: int


def multiple_response(
    options: pd.DataFrame, groups: Column, *, confidence: float = 0.95, seed: int = SEED
) -> MultipleResponse:
    """Cross a question to which several answers can be given with groups, and test each answer.

    options: one row a respondent, one column an answer: True or 1 where it was chosen, False or 0 where not. A missing
        value counts as not chosen where the respondent has a value for another answer; who has none at all did not
        answer the question and is left out. Who has a False for every answer answered it, and is counted.
    groups: the group of each respondent, same index; a missing one is left out. Categories keep their order (unused
        ones are dropped), other labels are sorted. At most 50 groups.
    confidence: of all intervals, strictly between 0 and 1. seed: of random tables, as for `crosstab`.

    Each answer is a cross-table by itself of chosen and not chosen by group, tested as `crosstab` recommends:
    Pearson's chi-square without Yates' correction, or where an expected count is below 5 Fisher's exact test (two
    groups) or Fisher–Freeman–Halton over random tables. The p-values are Holm's over the answers that can be tested.
    Intervals of shares: Wilson (1927).

    SPSS: CTABLES with a multiple response set and `/SIGTEST TYPE=CHISQUARE` (which has no exact test and no Holm). R:
    `chisq.test(table(chosen, group), correct = FALSE)` and `p.adjust(p, "holm")`;
    `statsmodels.stats.proportion.proportion_confint(k, n, method="wilson")`. JASP: Frequencies, contingency tables, one
    answer at a time.

    Raises StatisticsError for options that are no table or hold anything but these values, groups of other respondents,
    nobody who answered the question and has a group, fewer than two groups, and over 50 of them.
    """
    confidence, seed = confidence_level(confidence), checked_seed(seed)
    choices = choices_of(options, groups)
    known = choices.codes >= 0
    codes, chosen = choices.codes[known], choices.chosen[known]
    sizes = np.bincount(codes, minlength=len(choices.groups))
    used = np.flatnonzero(sizes)
    labels = [choices.groups[place] for place in used]
    refuse_too_many(choices.name, len(labels))
    if not len(codes):
        raise StatisticsError(
            "Er valt niets te kruisen: niemand die deze vraag beantwoordde, heeft een groep. Kies een andere vraag of "
            "een andere indeling."
        )
    if len(labels) < 2:
        raise StatisticsError(
            "Er valt niets te vergelijken: alle {n} respondenten die deze vraag beantwoordden, horen tot één groep, "
            "{label}. Kies een indeling met minstens twee groepen.",
            n=len(codes),
            label=labels[0],
        )
    counts: FloatArray = np.stack([chosen[codes == place].sum(axis=0) for place in used], axis=1)
    rows = pd.Index(list(choices.answers), name=options.columns.name, tupleize_cols=False)
    columns = pd.Index(labels, name=choices.name, tupleize_cols=False)
    n = sizes[used]
    low, high = wilson(counts, n, confidence)
    tables, refused = _tested(counts, n, rows, columns, confidence, seed)
    return MultipleResponse(
        chosen=pd.DataFrame(counts.astype(np.int64), rows, columns),
        n=pd.Series(n, columns, name="n"),
        share=pd.DataFrame(counts / n, rows, columns),
        ci_low=pd.DataFrame(low, rows, columns),
        ci_high=pd.DataFrame(high, rows, columns),
        overall=overall_shares(chosen, rows, confidence),
        tests=_tests(tables, rows),
        tables=tables,
        not_tested=refused,
        nothing=int((chosen.sum(axis=1) == 0).sum()),
        unanswered=choices.unanswered,
        ungrouped=int((~known).sum()),
        name=choices.name,
        confidence=confidence,
    )


def choices_of(options: pd.DataFrame, groups: Column) -> Choices:
    """Who chose what, checked; StatisticsError as of `multiple_response`, except for too few groups or too many."""
    matrix = item_matrix(options)
    if not matrix.shape[1]:
        raise StatisticsError("Deze vraag heeft geen antwoorden om uit te kiezen. Kies een andere vraag.")
    strange = ~(np.isnan(matrix) | (matrix == 0) | (matrix == 1))
    if strange.any():
        row, place = np.argwhere(strange)[0]
        raise StatisticsError(
            "Antwoord {answer}, rij {row}: '{value}' zegt niet of het gekozen is. Geef waar of onwaar, of 1 of 0.",
            answer=options.columns[place],
            row=int(row) + 1,
            value=float(matrix[row, place]),
        )
    series = column_series(groups)
    with_index = isinstance(groups, pd.Series)
    if len(series) != len(matrix) or (with_index and not series.index.equals(options.index)):
        raise StatisticsError(
            "De antwoorden en de groepen horen niet bij dezelfde respondenten ({answers} en {groups} rijen). Neem ze "
            "uit dezelfde tabel.",
            answers=len(matrix),
            groups=len(series),
        )
    codes, labels = group_codes(series)
    answered = ~np.isnan(matrix).all(axis=1)
    return Choices(
        chosen=np.nan_to_num(matrix[answered]),
        codes=codes[answered],
        answers=tuple(options.columns),
        groups=tuple(labels),
        name=series.name,
        unanswered=int((~answered).sum()),
    )


def overall_shares(chosen: FloatArray, answers: pd.Index[Any], confidence: float) -> pd.DataFrame:
    """Of `chosen` (respondents × answers, 0 or 1), by answer: chosen, share, ci_low, ci_high over all respondents."""
    counts = chosen.sum(axis=0)
    low, high = wilson(counts, len(chosen), confidence)
    return pd.DataFrame(
        {"chosen": counts.astype(np.int64), "share": counts / len(chosen), "ci_low": low, "ci_high": high},
        index=answers,
    )


def wilson(chosen: FloatArray, n: Any, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Wilson's (1927) score interval of `chosen` of `n` (over 0), elementwise: the ends, 0 to 1.

    R: `prop.test(x, n, correct = FALSE)$conf.int`, `binom::binom.wilson(x, n)`.
    """
    z = -float(ndtri((1 - confidence) / 2))
    share = chosen / n
    middle = share + z**2 / (2 * n)
    reach = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low, high = ((middle + side * reach) / (1 + z**2 / n) for side in (-1, 1))
    # The ends of none and of all are exactly 0 and 1; rounding must not take them beyond.
    return np.where(chosen == 0, 0.0, low), np.where(chosen == n, 1.0, high)


def _tested(
    counts: FloatArray, n: IntArray, rows: pd.Index[Any], columns: pd.Index[Any], confidence: float, seed: int
) -> tuple[dict[Any, CrossTable], dict[Any, Message]]:
    tables: dict[Any, CrossTable] = {}
    refused: dict[Any, Message] = {}
    for answer, line in zip(rows, counts, strict=True):
        if line.sum() == 0:
            refused[answer] = Message("niemand koos dit antwoord")
        elif line.sum() == n.sum():
            refused[answer] = Message("iedereen koos dit antwoord")
        else:
            table = pd.DataFrame([n - line, line], columns=columns)
            tables[answer] = crosstab(
                counts=table, rows_ordered=False, columns_ordered=False, seed=seed, confidence=confidence
            )
    return tables, refused


def _tests(tables: Mapping[Any, CrossTable], rows: pd.Index[Any]) -> pd.DataFrame:
    found = [(table, table.cramers_v) for table in tables.values()]
    p = np.array([table.recommended_p for table, _ in found], dtype=np.float64)
    return pd.DataFrame(
        {
            "test": [table.recommended for table, _ in found],
            "p": p,
            "p_holm": holm(p),
            "chi2": [table.chi2 for table, _ in found],
            "df": [table.df for table, _ in found],
            "cramers_v": [v.value for _, v in found],
            "v_low": [v.interval.low for _, v in found],
            "v_high": [v.interval.high for _, v in found],
            "v_corrected": [v.corrected for _, v in found],
            "smallest_expected": [table.smallest_expected for table, _ in found],
        },
        index=pd.Index(list(tables), name=rows.name, tupleize_cols=False, dtype=rows.dtype),
    )
