"""From the printed tables to a survey file: the steps in their order, and the columns that come of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.survey.simulation.answers import MISSING, NOT_ASKED, draw_item, missing_codes, simulate_answers
from analysis.survey.simulation.classification import KNOWN, NO_ANSWER, NOT_APPLICABLE_LEVEL, classify
from analysis.survey.simulation.codebooks import (
    BACKGROUND,
    MODELS,
    NO_VIEW,
    NO_VIEW_CODE,
    NOT_APPLICABLE,
    NOT_APPLICABLE_CODE,
    PHASES,
    build_codebook,
    item_columns,
)
from analysis.survey.simulation.exchange import settle
from analysis.survey.simulation.grades import give_grades, grade_counts
from analysis.survey.simulation.margins import fit_margin
from analysis.survey.simulation.respondents import Respondents, respondents
from analysis.survey.simulation.situation import situation
from analysis.survey.simulation.study import FINANCE, SCALES, load_study

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SEEDS = {"swv": 7, "gemeente": 1}  # of the shipped files: seeds that leave no loss
FILES = {"swv": "survey_samenwerkingsverbanden", "gemeente": "survey_gemeenten"}
FINANCE_CORRELATION = (-0.25, -0.02)  # with borging: appendix 3 says that they do not go together positively


@dataclass(frozen=True)
class Sample:
    """A simulated survey file, its codebook, and the loss that the annealing left."""

    responses: pd.DataFrame
    codebook: pd.DataFrame
    loss: float
    moves: int


def generate(group: str, published: Path, seed: int) -> Sample:
    """Simulates the respondents of one group (`swv` or `gemeente`) from the printed figures in `published`."""
    study = load_study(group, published)
    rng = np.random.default_rng(seed)
    classification = classify(study, study.scale_items("borging")[0].margin.n, rng)
    answers = simulate_answers(study, classification, seed)
    people = respondents(study, answers, rng)
    columns = {
        **_item_columns(people, rng),
        **_finance_columns(people, rng),
        **_classification_columns(people, rng),
        **_grade_columns(people, rng),
        **_situation_columns(people, rng),
    }
    codebook = build_codebook(group, study.labels)
    shuffled = pd.DataFrame(columns).iloc[rng.permutation(people.everyone)].reset_index(drop=True)
    shuffled.insert(0, "respondent", np.arange(1, len(shuffled) + 1))
    return Sample(shuffled[codebook["column"].tolist()], codebook, answers.loss, answers.moves)


def write(sample: Sample, group: str, directory: Path) -> None:
    """Writes the survey file and its codebook: UTF-8, commas, line feeds, an empty cell for a question not asked."""
    name = FILES[group]
    sample.responses.to_csv(directory / f"{name}.csv", index=False, lineterminator="\n")
    sample.codebook.to_csv(directory / f"{name}_codebook.csv", index=False, lineterminator="\n")


def _item_columns(people: Respondents, rng: np.random.Generator) -> dict[str, pd.Series]:
    targets = [target for scale in SCALES for target in people.study.scale_items(scale)]
    names = [name for scale in SCALES for name in item_columns(scale, len(people.study.scale_items(scale)))]
    columns = {}
    for name, target, item in zip(names, targets, people.items.T, strict=True):
        columns[name] = _with_missing_codes(item, missing_codes(target, int((item == MISSING).sum())), rng)
    return columns


def _finance_columns(people: Respondents, rng: np.random.Generator) -> dict[str, pd.Series]:
    """The four statements that the study left out of the scale, as they do not go together with the others."""
    borging = people.scores["borging"]
    targets = people.study.scale_items(FINANCE)
    columns = {}
    for name, target in zip(item_columns(FINANCE, len(targets)), targets, strict=True):
        no_view, not_applicable = (int(count) for count in target.margin.start[5:])
        missing = rng.permutation(target.margin.n)[: no_view + not_applicable]
        item = draw_item(target, rng.normal(size=people.everyone), missing, rng)
        item = settle(item, np.where(item > MISSING, 0, -1), lambda values: _too_alike(values, borging), rng)
        columns[name] = _with_missing_codes(item, (no_view, not_applicable), rng)
    return columns


def _too_alike(item: Integers, score: Floats) -> float:
    known = (item > MISSING) & ~np.isnan(score)
    r = float(np.corrcoef(item[known], score[known])[0, 1])
    return max(0.0, r - FINANCE_CORRELATION[1], FINANCE_CORRELATION[0] - r)


def _classification_columns(people: Respondents, rng: np.random.Generator) -> dict[str, pd.Series]:
    study, classification = people.study, people.classification
    satisfaction = np.array([1, 2, 3, 4, 5, NO_VIEW_CODE, NOT_APPLICABLE_CODE])
    columns = {}
    for sector, name in enumerate(study.sectors):
        columns[f"model_{name}"] = _texts(classification.model[sector], (*MODELS, NO_VIEW, NOT_APPLICABLE))
        columns[f"fase_{name}"] = _texts(classification.phase[sector], (*PHASES, NO_VIEW, NOT_APPLICABLE))
        columns[f"tevredenheid_{name}"] = _whole(satisfaction[people.satisfaction[sector]].astype(float))
    for name, percentages in study.phase_pct_by_education.items():
        counts = fit_margin(percentages.tolist(), people.written).start
        codes = _phases_like(classification.phase[0, : people.written], counts, rng)
        columns[f"fase_{name}"] = _texts(_all_respondents(codes, people), (*PHASES, NO_VIEW, NOT_APPLICABLE))
    return columns


def _phases_like(phase: Integers, counts: Integers, rng: np.random.Generator) -> Integers:
    """Phases in the given numbers that go together with those in `phase`; who has no view is left to chance."""
    codes = np.full(len(phase), NO_ANSWER)
    without = rng.permutation(len(phase))[: counts[KNOWN:].sum()]
    codes[without] = np.repeat(np.arange(KNOWN, len(counts)), counts[KNOWN:])
    rest = np.flatnonzero(codes == NO_ANSWER)
    standing = np.minimum(phase[rest], KNOWN - 1) + rng.normal(size=len(rest))
    codes[rest[np.argsort(standing, kind="stable")]] = np.repeat(np.arange(KNOWN), counts[:KNOWN])
    return codes


def _grade_columns(people: Respondents, rng: np.random.Generator) -> dict[str, pd.Series]:
    study = people.study
    columns = {}
    for _, row in study.grades.iterrows():
        factor, sector = str(row["factor"]), str(row["sector"])
        eligible = np.arange(people.written)
        if sector in study.sectors:
            level = people.classification.level[study.sectors.index(sector), : people.written]
            eligible = np.flatnonzero(level != NOT_APPLICABLE_LEVEL)
        lowest, highest = int(row["min"]), int(row["max"])
        counts = grade_counts(float(row["mean"]), float(row["sd"]), lowest, highest, int(row["n"]))
        columns[f"cijfer_{factor}_{sector}"] = _whole(give_grades(people.scores[factor], eligible, counts, lowest, rng))
    return columns


def _situation_columns(people: Respondents, rng: np.random.Generator) -> dict[str, pd.Series]:
    questions = BACKGROUND[people.study.group]
    return {
        name: _texts(_all_respondents(codes, people), questions[name].answers)
        for name, codes in situation(people, rng).items()
    }


def _all_respondents(codes: Integers, people: Respondents) -> Integers:
    """Adds the respondents interviewed by telephone, to whom the question was not put."""
    return np.concatenate([codes, np.full(people.everyone - people.written, NO_ANSWER)])


def _with_missing_codes(item: Integers, counts: tuple[int, int], rng: np.random.Generator) -> pd.Series:
    """The item as it goes into the file: codes for the two kinds of missing answers, empty where not asked."""
    values = item.copy()
    missing = rng.permutation(np.flatnonzero(item == MISSING))
    values[missing] = np.repeat([NO_VIEW_CODE, NOT_APPLICABLE_CODE], counts)
    return _whole(np.where(values == NOT_ASKED, np.nan, values.astype(float)))


def _whole(values: Floats) -> pd.Series:
    """Whole numbers with empty cells, which a plain integer column cannot hold."""
    return pd.Series(values).astype("Int64")


def _texts(codes: Integers, answers: tuple[str, ...]) -> pd.Series:
    return pd.Series([answers[code] if code >= 0 else None for code in codes], dtype="str")
