"""Answers that one respondent gave for several sectors, under each other, and mixed models on them.

Two sectors answered by one respondent are not independent, and their mean would hide what differs between them, and
weigh who answered for one sector as heavily as who answered for three.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.evidence.hypotheses.definitions import SECTORED
from analysis.evidence.hypotheses.variables import Variables
from analysis.statistics import MixedModel, TTest, mixed_model


@dataclass(frozen=True)
class Mixed:
    """The test of one predictor in a mixed model; sd: of one answer, at equal predictor and sector."""

    test: TTest
    respondents: int
    answers: int
    sd: float


def sectors_of(outcome: str, variables: Variables) -> tuple[str, ...]:
    """The sectors for which an outcome was asked; empty unless there are two or more."""
    found = variables.sectors(outcome) if outcome in SECTORED else ()
    return found if len(found) > 1 else ()


def only_shared_sector(outcome: str, predictor: str, variables: Variables) -> str:
    """The one sector for which both were asked, empty where that is not so: there nothing has to be averaged."""
    if outcome not in SECTORED or predictor not in SECTORED:
        return ""
    shared = [sector for sector in variables.sectors(outcome) if sector in variables.sectors(predictor)]
    return shared[0] if len(shared) == 1 else ""


def answers_by_sector(outcome: str, predictor: str, variables: Variables) -> pd.DataFrame:
    """A row for each answer: respondent, sector, y and x; a predictor asked by sector is that of the same sector."""
    parts = []
    for sector in sectors_of(outcome, variables):
        own_sector = sector if predictor in SECTORED and sector in variables.sectors(predictor) else ""
        if predictor in SECTORED and not own_sector:
            continue
        y = variables.number(outcome, sector).values
        x = variables.number(predictor, own_sector).values
        parts.append(pd.DataFrame({"respondent": np.arange(len(y)), "sector": sector, "y": y, "x": x}))
    if not parts:
        return pd.DataFrame({"respondent": [], "sector": [], "y": [], "x": []})
    return pd.concat(parts, ignore_index=True).dropna()


def rank_model(answers: pd.DataFrame, confidence: float) -> Mixed:
    """The mixed counterpart of Spearman's rho: both mid-ranks standardised, at equal sector, an intercept for each.

    With one answer a respondent it would be rho itself. R: `lmerTest::lmer(scale(rank(y)) ~ scale(rank(x)) + sector +
    (1 | respondent))`. Raises StatisticsError where `mixed_model` does.
    """
    ranks = answers[["y", "x"]].rank()
    standard = (ranks - ranks.mean()) / ranks.std().where(lambda sd: sd > 0, 1.0)
    return _fitted(standard["y"], answers.assign(x=standard["x"]), confidence)


def difference_model(answers: pd.DataFrame, confidence: float) -> Mixed:
    """The difference between x = 1 and x = 0 at equal sector, in points, an intercept for each respondent.

    R: `lmerTest::lmer(y ~ x + sector + (1 | respondent))`. Raises StatisticsError where `mixed_model` does.
    """
    return _fitted(answers["y"], answers, confidence)


def _fitted(y: pd.Series, answers: pd.DataFrame, confidence: float) -> Mixed:
    several = len(answers) > 0 and bool((answers["sector"] != answers["sector"].iloc[0]).any())
    predictors = answers[["x", "sector"]] if several else answers[["x"]]
    model = mixed_model(y, predictors, answers["respondent"], confidence=confidence)
    return Mixed(model.effect("x"), model.respondents, model.n, _sd(model))


def _sd(model: MixedModel) -> float:
    return float(np.sqrt(model.respondent_variance + model.residual_variance))
