"""The respondents once their answers on the scales stand: what everything beside the scales is fitted to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.survey.simulation.answers import MISSING, Answers
from analysis.survey.simulation.classification import KNOWN_LEVELS, Classification, satisfaction_answers
from analysis.survey.simulation.study import SCALES, Study

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LEVEL_VALUES = np.array([1.0, 3.0, 5.0])  # B4.1 fits only when the levels of satisfaction are coded so
ANSWERS_OF_SATISFACTION = 5


@dataclass(frozen=True)
class Respondents:
    """Simulated respondents, in the order of `Classification`: the last ones were interviewed by telephone."""

    study: Study
    items: Integers  # respondent × item
    classification: Classification
    satisfaction: Integers  # sector × respondent, codes of SATISFACTION
    scores: Mapping[str, Floats]  # by scale; NaN for respondents not asked

    @property
    def written(self) -> int:
        """Number of respondents who filled in the questionnaire; they come first."""
        return self.study.respondents

    @property
    def everyone(self) -> int:
        """Number of respondents, those interviewed by telephone included."""
        return self.study.respondents + self.study.telephone

    def outcomes(self, sector: int) -> list[Floats]:
        """Satisfaction with a sector of those who filled in the questionnaire, NaN where they gave none.

        Twice: as answered (1 to 5), and by level (1, 3, 5). A statement of the study should hold either way.
        """
        answer = self.satisfaction[sector, : self.written]
        return [
            np.where(answer < ANSWERS_OF_SATISFACTION, answer + 1.0, np.nan),
            level_values(self.classification.level[sector, : self.written]),
        ]

    def all_outcomes(self) -> list[Floats]:
        """Satisfaction with all sectors."""
        return [outcome for sector in range(len(self.study.sectors)) for outcome in self.outcomes(sector)]


def respondents(study: Study, answers: Answers, rng: np.random.Generator) -> Respondents:
    """Scores the annealed answers, and spreads levels of satisfaction over the five printed answers."""
    levels = answers.classification.level
    satisfaction = np.array([satisfaction_answers(study, sector, level, rng) for sector, level in enumerate(levels)])
    return Respondents(study, answers.items, answers.classification, satisfaction, _scores(study, answers.items))


def level_values(level: Integers) -> Floats:
    """Levels of satisfaction as 1, 3 and 5; NaN for the rest."""
    values = np.full(len(level), np.nan)
    known = (level >= 0) & (level < KNOWN_LEVELS)
    values[known] = LEVEL_VALUES[level[known]]
    return values


def _scores(study: Study, items: Integers) -> dict[str, Floats]:
    """Mean of the answered items of each scale."""
    counts = [len(study.scale_items(scale)) for scale in SCALES]
    blocks = np.split(items, np.cumsum(counts)[:-1], axis=1)
    scores = {}
    for scale, block in zip(SCALES, blocks, strict=True):
        answered = (block > MISSING).sum(axis=1)
        total = np.where(block > MISSING, block, 0).sum(axis=1)
        scores[scale] = np.where(answered > 0, total / np.maximum(answered, 1), np.nan)
    return scores
