"""Scale scores: the mean or the sum of the items that a respondent answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from analysis.errors import SurveyError
from analysis.survey.model import Outcome, Survey

ScoreKind: TypeAlias = Literal["mean", "sum"]

# 0.3 of 10 items is 3 items, also where the product comes out a hair above 3.
_ROUNDING = 1e-9


def score_scales(survey: Survey, minimum_answered: float = 0.5, *, kind: ScoreKind = "mean") -> pd.DataFrame:
    """The score of each respondent on each scale: the mean of the items answered, reversed ones turned round.

    minimum_answered: the share of a scale's items, above 0 up to 1, that must be answered for a score; with less the
    score is NaN. A share that is met exactly is enough. kind: "mean", in the range of the scale's answers, or "sum":
    the mean times the number of items, so that an item left open counts as the mean of the others (person-mean
    imputation: Downey & King 1998, *J. Gen. Psychol.* 125) and everyone's sum lies in one range. Returns one row a
    respondent and one column a scale. SurveyError for a share outside 0–1 and another kind. As SPSS `MEAN.n(…)`, times
    the number of items for a sum, with n the share times the number of items, rounded up; SPSS `SUM.n(…)` instead
    counts an open item as 0.
    """
    _check_share(minimum_answered)
    _check_kind(kind)
    scores = {scale.name: _score(survey.items(scale), minimum_answered, kind) for scale in survey.scales}
    return pd.DataFrame(scores, index=survey.responses.index, dtype="float64")


def score_items(items: pd.DataFrame, fewest_answered: int, *, kind: ScoreKind = "mean") -> pd.Series:
    """The score of each respondent on these items (reversed ones turned round already), as `score_scales` gives it.

    fewest_answered: how many of them must be answered for a score, from 1 to all; SurveyError outside that, and for
    items that are no table of numbers.
    """
    _check_items(items)
    count = items.shape[1]
    if isinstance(fewest_answered, bool) or not isinstance(fewest_answered, int) or not 1 <= fewest_answered <= count:
        raise SurveyError(
            "Het aantal items dat minstens beantwoord moet zijn loopt van 1 tot en met {count}; gegeven is {value}.",
            count=count,
            value=fewest_answered,
        )
    _check_kind(kind)
    return _score(items, fewest_answered / count, kind)


def outcome_values(survey: Survey, outcome: Outcome | str, minimum_answered: float = 0.5) -> pd.Series:
    """The values of one outcome, a scale score, grade or item as answered: one float a respondent, NaN where missing.

    SurveyError where the survey has no such outcome.
    """
    _check_share(minimum_answered)
    name = outcome.name if isinstance(outcome, Outcome) else outcome
    found = next((known for known in survey.outcomes if known.name == name), None)
    if found is None:
        raise SurveyError(
            'De gegevens hebben geen schaal, cijfer of item "{outcome}". Wel: {outcomes}.',
            outcome=name,
            outcomes=", ".join(known.name for known in survey.outcomes),
        )
    if found.role is not None:
        return survey.responses[found.name]
    return _score(survey.items(found.name), minimum_answered).rename(found.name)


def outcome_frame(survey: Survey, outcomes: Mapping[str, str], minimum_answered: float = 0.5) -> pd.DataFrame:
    """Several outcomes beside each other: one row a respondent, one column for each name, called by its label.

    outcomes: name → label. Labels that two outcomes share get the name behind them. SurveyError as `outcome_values`.
    """
    labels = list(outcomes.values())
    columns = {
        label if labels.count(label) == 1 else f"{label} ({name})": outcome_values(survey, name, minimum_answered)
        for name, label in outcomes.items()
    }
    return pd.DataFrame(columns, index=survey.responses.index, dtype="float64")


def _score(items: pd.DataFrame, minimum_answered: float, kind: ScoreKind = "mean") -> pd.Series:
    enough = items.notna().sum(axis=1) >= minimum_answered * items.shape[1] - _ROUNDING
    means = items.mean(axis=1).where(enough)
    return means if kind == "mean" else means * items.shape[1]


def _check_items(items: object) -> None:
    if not isinstance(items, pd.DataFrame):
        raise SurveyError(
            "Een schaalscore wordt berekend uit een tabel met één kolom per item; gegeven is een {kind}.",
            kind=type(items).__name__,
        )
    for position, name in enumerate(items.columns):
        column = items.iloc[:, position]
        if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_complex_dtype(column) or np.isinf(column).any():
            raise SurveyError(
                "Kolom {column}: niet alle antwoorden zijn getallen waarmee te rekenen is. Zet de antwoorden eerst om.",
                column=name,
            )


def _check_kind(kind: object) -> None:
    if kind not in ("mean", "sum"):
        raise SurveyError("Onbekende soort schaalscore: {value}. Kies 'mean' of 'sum'.", value=kind)


def _check_share(minimum_answered: float) -> None:
    if not 0 < minimum_answered <= 1:  # NaN is refused too: it compares as false.
        raise SurveyError(
            "Het deel van de items dat minstens beantwoord moet zijn is {share}. Kies een deel boven 0 en hoogstens 1.",
            share=minimum_answered,
        )
