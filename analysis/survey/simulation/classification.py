"""Who chose which collaboration model, phase and satisfaction: whole numbers that meet every printed table at once.

For each sector the study prints three margins (model, phase, satisfaction) and two cross-tables (satisfaction by model,
satisfaction by phase), over slightly different respondents: those interviewed by telephone answered no question on the
model. A small integer programme finds numbers of respondents per combination that fit all of these exactly; the
combinations are then dealt to respondents so that someone who is positive in one sector tends to be so in the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.survey.simulation.margins import whole_counts
from analysis.survey.simulation.study import LEVELS, MODELS, PHASES, SATISFACTION, Study

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

KNOWN = 4  # models and phases below this code name one; 4 is no view, 5 not applicable
KNOWN_LEVELS = len(LEVELS)
NO_VIEW_LEVEL, NOT_APPLICABLE_LEVEL = 3, 4
NO_ANSWER = -1
_LEVEL_OF_ANSWER = np.array([0, 0, 1, 2, 2, NO_VIEW_LEVEL, NOT_APPLICABLE_LEVEL])
_LEVELS, _MODELS, _PHASES = 5, len(MODELS), len(PHASES)


@dataclass(frozen=True)
class Classification:
    """The three answers of every respondent in every sector, as codes; NO_ANSWER for a question not asked.

    Respondents stand in the order in which they stopped: those who filled in the whole questionnaire first, then those
    who stopped on the way, then those interviewed by telephone.
    """

    model: Integers  # sector × respondent, codes of MODELS
    phase: Integers  # codes of PHASES
    level: Integers  # codes of LEVELS, then NO_VIEW_LEVEL and NOT_APPLICABLE_LEVEL


def classify(study: Study, stopped_from: int, rng: np.random.Generator) -> Classification:
    """Draws the classification of all respondents; those from `stopped_from` on did not finish the questionnaire.

    The satisfaction of those who stopped is chosen such that the others have the numbers that B4.22–B4.31 print.
    """
    total = study.respondents + study.telephone
    shape = (len(study.sectors), total)
    result = Classification(*(np.full(shape, NO_ANSWER, dtype=np.int64) for _ in range(3)))
    outlook = rng.normal(size=study.respondents)
    absence = rng.normal(size=study.respondents)
    for sector in range(len(study.sectors)):
        written, telephone = _combinations(study, sector, rng)
        written = _loosen(written, rng)
        order = _deal(study, sector, written, stopped_from, outlook, absence, rng)
        telephone = telephone[rng.permutation(len(telephone))]
        result.level[sector] = np.concatenate([written[order, 0], telephone[:, 0]])
        result.model[sector, : study.respondents] = written[order, 1]
        result.phase[sector] = np.concatenate([written[order, 2], telephone[:, 1]])
    return result


def satisfaction_answers(study: Study, sector: int, level: Integers, rng: np.random.Generator) -> Integers:
    """Spreads the levels of one sector over the seven printed answers (codes of SATISFACTION), to their margin."""
    answers = np.full(level.shape, NO_ANSWER, dtype=np.int64)
    total = len(level)
    for code in range(_LEVELS):
        members = rng.permutation(np.flatnonzero(level == code))
        options = np.flatnonzero(code == _LEVEL_OF_ANSWER)
        answers[members] = options[-1]
        if len(options) > 1:
            extreme = options[0] if code == 0 else options[1]
            moderate = options[1] if code == 0 else options[0]
            low, high = whole_counts(study.satisfaction_pct[sector, extreme], total)
            low_moderate, high_moderate = whole_counts(study.satisfaction_pct[sector, moderate], total)
            low, high = max(low, len(members) - high_moderate), min(high, len(members) - low_moderate)
            count = int(np.clip(round(study.satisfaction_pct[sector, extreme] * total / 100), low, high))
            answers[members] = moderate
            answers[members[:count]] = extreme
    return answers


def _combinations(study: Study, sector: int, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """One row (level, model, phase) per written questionnaire, and one (level, phase) per telephone interview."""
    written = np.arange(_LEVELS * _MODELS * _PHASES).reshape(_LEVELS, _MODELS, _PHASES)
    telephone = written.size + np.arange(_LEVELS * _PHASES).reshape(_LEVELS, _PHASES)
    variables = written.size + telephone.size
    rows: list[Floats] = []
    low: list[int] = []
    high: list[int] = []

    def require(cells: Integers, least: int, most: int) -> None:
        row = np.zeros(variables)
        row[cells.ravel()] = 1
        rows.append(row)
        low.append(least)
        high.append(most)

    everyone = study.respondents + study.telephone
    require(written, study.respondents, study.respondents)
    require(telephone, study.telephone, study.telephone)
    for model in range(_MODELS):
        require(written[:, model], *whole_counts(study.model_pct[sector, model], study.respondents))
    for phase in range(_PHASES):
        cells = np.concatenate([written[:, :, phase].ravel(), telephone[:, phase]])
        require(cells, *whole_counts(study.phase_pct[sector, phase], everyone))
    for level in range(_LEVELS):
        cells = np.concatenate([written[level].ravel(), telephone[level]])
        ranges = [
            whole_counts(study.satisfaction_pct[sector, answer], everyone)
            for answer in range(len(SATISFACTION))
            if _LEVEL_OF_ANSWER[answer] == level
        ]
        require(cells, sum(least for least, _ in ranges), sum(most for _, most in ranges))
    for level in range(KNOWN_LEVELS):
        for model in range(_MODELS):
            count = int(study.model_by_level[sector, model, level])
            require(written[level, model], count, count)
        for phase in range(KNOWN):
            count = int(study.phase_by_level[sector, phase, level])
            require(np.append(written[level, :, phase], telephone[level, phase]), count, count)
    # Without a limit the programme would give all telephone interviews the same two answers.
    alike = 1 + study.telephone // 4
    solution = milp(
        np.concatenate([_implausibility(rng).ravel(), _implausibility_by_telephone(rng).ravel()]),
        constraints=LinearConstraint(np.array(rows), low, high),
        integrality=np.ones(variables),
        bounds=Bounds(0, np.concatenate([np.full(written.size, np.inf), np.full(telephone.size, alike)])),
        options={"mip_rel_gap": 0.0},
    )
    assert solution.x is not None, f"no numbers of respondents fit the tables of {study.group} {study.sectors[sector]}"
    counts = np.round(solution.x).astype(np.int64)
    return (
        np.repeat(np.argwhere(written >= 0), counts[: written.size], axis=0),
        np.repeat(np.argwhere(telephone >= 0), counts[written.size :], axis=0),
    )


def _implausibility(rng: np.random.Generator) -> Floats:
    """Cost of a combination (level, model, phase): a sector that someone lacks has no model and no phase either, and
    a loose model seldom goes with an advanced phase. A little chance decides between equals."""
    level, model, phase = np.indices((_LEVELS, _MODELS, _PHASES))
    cost: Floats = 0.2 * rng.random(level.shape)
    cost += np.where((model < KNOWN) & (phase < KNOWN), 0.15 * np.abs(model - phase), 0.0)
    absent = (level == NOT_APPLICABLE_LEVEL).astype(int) + (model == 5) + (phase == 5)
    unknown = (level == NO_VIEW_LEVEL).astype(int) + (model == 4) + (phase == 4)
    cost += 2.0 * np.isin(absent, (1, 2)) + 0.5 * np.isin(unknown, (1, 2))
    return cost


def _implausibility_by_telephone(rng: np.random.Generator) -> Floats:
    level, phase = np.indices((_LEVELS, _PHASES))
    cost: Floats = 0.2 * rng.random(level.shape) + 0.3 * (phase == 0)
    cost += 2.0 * ((level == NOT_APPLICABLE_LEVEL) != (phase == 5))
    cost += 0.5 * ((level == NO_VIEW_LEVEL) != (phase == 4))
    return cost


def _loosen(written: Integers, rng: np.random.Generator) -> Integers:
    """Mixes the phases of half of the respondents with equal satisfaction.

    The programme's solution is an extreme one, with model and phase tied more closely than in life; both cross-tables
    and all margins stay as they are.
    """
    loosened = written.copy()
    for level in range(KNOWN_LEVELS):
        known = (written[:, 0] == level) & (written[:, 1] < KNOWN) & (written[:, 2] < KNOWN)
        chosen = np.flatnonzero(known & (rng.random(len(written)) < 0.5))
        loosened[chosen, 2] = written[rng.permutation(chosen), 2]
    return loosened


def _deal(
    study: Study,
    sector: int,
    written: Integers,
    stopped_from: int,
    outlook: Floats,
    absence: Floats,
    rng: np.random.Generator,
) -> Integers:
    """For every respondent the index of the combination that falls to them."""
    n = study.respondents
    order = np.full(n, -1, dtype=np.int64)
    left = np.ones(n, dtype=bool)
    seats = rng.permutation(np.arange(stopped_from, n))
    for level in range(KNOWN_LEVELS):
        members = np.flatnonzero(written[:, 0] == level)
        surplus = len(members) - int(study.satisfaction_n[sector, level])
        assert 0 <= surplus <= len(seats), "the printed numbers by satisfaction do not fit the respondents who stopped"
        order[seats[:surplus]] = rng.permutation(members)[:surplus]
        seats = seats[surplus:]
    left[order[order >= 0]] = False
    others = rng.permutation(np.flatnonzero(left & (written[:, 0] >= KNOWN_LEVELS)))
    assert len(others) >= len(seats), "too few respondents without a view to account for those who stopped"
    order[seats] = others[: len(seats)]
    left[order[order >= 0]] = False

    open_seats = np.flatnonzero(order < 0)
    absent = np.flatnonzero(left & (written[:, 0] == NOT_APPLICABLE_LEVEL))
    without = open_seats[np.argsort(-absence[open_seats], kind="stable")][: len(absent)]
    order[without] = rng.permutation(absent)
    left[absent] = False
    open_seats = np.flatnonzero(order < 0)
    rest = np.flatnonzero(left)
    by_merit = rest[np.argsort(_merit(study, sector, written[rest]) + 0.1 * rng.normal(size=len(rest)), kind="stable")]
    by_outlook = open_seats[np.argsort(outlook[open_seats] + 0.2 * rng.normal(size=len(rest)), kind="stable")]
    order[by_outlook] = by_merit
    return order


def _merit(study: Study, sector: int, combinations: Integers) -> Floats:
    """How high a combination scores on average over the scales, judged by the printed means."""
    model = study.model_means[:, sector].mean(axis=0)
    phase = study.phase_means[:, sector].mean(axis=0)
    level = np.nanmean(study.satisfaction_means[:, sector], axis=0)
    padded = [np.append(means, [means.mean()] * 2) for means in (level, model, phase)]
    return sum((padded[axis][combinations[:, axis]] for axis in range(3)), start=np.zeros(len(combinations)))
