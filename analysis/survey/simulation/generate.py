"""From the printed tables to a survey file: the steps in their order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.survey.simulation import background
from analysis.survey.simulation.answers import (
    MISSING,
    NOT_ASKED,
    Answers,
    draw_item,
    missing_codes,
    simulate_answers,
)
from analysis.survey.simulation.classification import (
    KNOWN,
    NO_ANSWER,
    NOT_APPLICABLE_LEVEL,
    Classification,
    classify,
    satisfaction_answers,
)
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
from analysis.survey.simulation.margins import fit_margin
from analysis.survey.simulation.study import FINANCE, SCALES, Study, load_study

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# The seeds of the shipped files: of the first few, those that left the least loss.
SEEDS = {"swv": 1, "gemeente": 1}
FILES = {"swv": "survey_samenwerkingsverbanden", "gemeente": "survey_gemeenten"}
LEAST_FINANCE_CORRELATION = -0.25


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
    scores = _scores(study, answers.items)
    satisfaction = np.array(
        [satisfaction_answers(study, sector, level, rng) for sector, level in enumerate(answers.classification.level)]
    )
    columns = {
        **_item_columns(study, answers, scores, rng),
        **_classification_columns(study, answers.classification, satisfaction, rng),
        **_grade_columns(study, answers.classification, scores, rng),
    }
    place = _situation_of_partnerships if group == "swv" else _situation_of_municipalities
    columns |= place(study, answers, satisfaction, scores, rng)
    codebook = build_codebook(group, study.labels)
    order = rng.permutation(study.respondents + study.telephone)
    responses = pd.DataFrame(columns).iloc[order].reset_index(drop=True)
    responses.insert(0, "respondent", np.arange(1, len(responses) + 1))
    return Sample(responses[codebook["column"].tolist()], codebook, answers.loss, answers.moves)


def write(sample: Sample, group: str, directory: Path) -> None:
    """Writes the survey file and its codebook: UTF-8, commas, line feeds, an empty cell for a question not asked."""
    name = FILES[group]
    sample.responses.to_csv(directory / f"{name}.csv", index=False, lineterminator="\n")
    sample.codebook.to_csv(directory / f"{name}_codebook.csv", index=False, lineterminator="\n")


def _scores(study: Study, items: Integers) -> dict[str, Floats]:
    """Mean of the answered items of each scale; NaN for those not asked."""
    scores = {}
    first = 0
    for scale in SCALES:
        count = len(study.scale_items(scale))
        block = items[:, first : first + count]
        answered = (block > MISSING).sum(axis=1)
        scores[scale] = np.where(answered > 0, np.where(block > MISSING, block, 0).sum(axis=1), np.nan) / np.maximum(
            answered, 1
        )
        first += count
    return scores


def _item_columns(
    study: Study, answers: Answers, scores: dict[str, Floats], rng: np.random.Generator
) -> dict[str, pd.Series]:
    columns = {}
    targets = [target for scale in SCALES for target in study.scale_items(scale)]
    names = [name for scale in SCALES for name in item_columns(scale, len(study.scale_items(scale)))]
    for j, (name, target) in enumerate(zip(names, targets, strict=True)):
        columns[name] = _with_missing_codes(
            answers.items[:, j], missing_codes(target, _missing_count(answers.items[:, j])), rng
        )
    borging = scores["borging"]
    for name, target in zip(item_columns(FINANCE, 4), study.scale_items(FINANCE), strict=True):
        n = target.margin.n
        no_view, not_applicable = target.margin.start[5:]
        missing = rng.permutation(n)[: no_view + not_applicable]
        drawn = draw_item(target, rng.normal(size=len(borging)), missing, rng)
        drawn = background.settle(
            drawn,
            np.where(drawn > MISSING, 0, -1),
            lambda values: _unlike(values, borging),
            rng,
        )
        columns[name] = _with_missing_codes(drawn, (int(no_view), int(not_applicable)), rng)
    return columns


def _unlike(item: Integers, score: Floats) -> float:
    """How far an item is from going together with a scale not at all, or slightly the other way round."""
    known = (item > MISSING) & ~np.isnan(score)
    r = float(np.corrcoef(item[known], score[known])[0, 1])
    return max(0.0, r + 0.02, LEAST_FINANCE_CORRELATION - r)


def _missing_count(item: Integers) -> int:
    return int((item == MISSING).sum())


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


def _classification_columns(
    study: Study, classification: Classification, satisfaction: Integers, rng: np.random.Generator
) -> dict[str, pd.Series]:
    columns = {}
    for sector, name in enumerate(study.sectors):
        columns[f"model_{name}"] = _texts(classification.model[sector], (*MODELS, NO_VIEW, NOT_APPLICABLE))
        columns[f"fase_{name}"] = _texts(classification.phase[sector], (*PHASES, NO_VIEW, NOT_APPLICABLE))
        answers = np.array([1, 2, 3, 4, 5, NO_VIEW_CODE, NOT_APPLICABLE_CODE])
        columns[f"tevredenheid_{name}"] = _whole(answers[satisfaction[sector]].astype(float))
    for name, percentages in study.phase_pct_by_education.items():
        counts = fit_margin(percentages.tolist(), study.respondents).start
        codes = np.full(study.respondents + study.telephone, NO_ANSWER)
        standing = np.minimum(classification.phase[0, : study.respondents], KNOWN - 1) + rng.normal(
            size=study.respondents
        )
        codes[np.argsort(standing, kind="stable")] = np.repeat(np.arange(len(counts)), counts)
        codes[: study.respondents] = _spread_unknown(codes[: study.respondents], rng)
        columns[f"fase_{name}"] = _texts(codes, (*PHASES, NO_VIEW, NOT_APPLICABLE))
    return columns


def _spread_unknown(codes: Integers, rng: np.random.Generator) -> Integers:
    """Lets those who named no phase change places with others at random: having no view is not the highest phase."""
    codes = codes.copy()
    for member in np.flatnonzero(codes >= KNOWN):
        other = rng.choice(np.flatnonzero(codes < KNOWN))
        codes[[member, other]] = codes[[other, member]]
    return codes


def _grade_columns(
    study: Study, classification: Classification, scores: dict[str, Floats], rng: np.random.Generator
) -> dict[str, pd.Series]:
    columns = {}
    for _, row in study.grades.iterrows():
        sector = str(row["sector"])
        eligible = np.arange(study.respondents)
        if sector in study.sectors:
            level = classification.level[study.sectors.index(sector), : study.respondents]
            eligible = np.flatnonzero(level != NOT_APPLICABLE_LEVEL)
        lowest, highest, n = int(row["min"]), int(row["max"]), int(row["n"])
        counts = background.grade_counts(float(row["mean"]), float(row["sd"]), lowest, highest, n)
        assert n <= len(eligible), f"more grades printed than respondents concerned: {row['factor']} {sector}"
        grades = background.give_grades(scores[str(row["factor"])], eligible, counts, lowest, rng)
        columns[f"cijfer_{row['factor']}_{sector}"] = _whole(grades)
    return columns


def _bottlenecks(study: Study, rng: np.random.Generator) -> pd.Series:
    """Yes or no to experiencing bottlenecks, of as many respondents as were asked; not of those on the telephone."""
    asked, percentages = study.bottlenecks
    asked = min(asked, study.respondents)
    codes = np.full(study.respondents + study.telephone, NO_ANSWER)
    codes[:asked] = rng.permutation(np.repeat([0, 1], fit_margin(percentages.tolist(), asked).start))
    return _texts(codes, BACKGROUND[study.group]["knelpunten"].answers)


def _from_response(study: Study, variable: str, rng: np.random.Generator) -> Integers:
    """Codes of a background variable in random order, with the numbers of the response tables."""
    counts = study.response.loc[study.response["variable"] == variable, "response_n"].to_numpy(dtype=np.int64)
    codes = np.full(study.respondents, NO_ANSWER)
    codes[: counts.sum()] = np.repeat(np.arange(len(counts)), counts)
    return rng.permutation(codes)


def _background_columns(study: Study, codes: dict[str, Integers]) -> dict[str, pd.Series]:
    """Codes as texts; those interviewed by telephone have none."""
    none = np.full(study.telephone, NO_ANSWER)
    return {
        name: _texts(np.concatenate([values, none]), BACKGROUND[study.group][name].answers)
        for name, values in codes.items()
    }


def _outcomes(study: Study, satisfaction: Integers, classification: Classification) -> list[list[Floats]]:
    """Satisfaction of the respondents (without telephone), for each sector in both codings."""
    n = study.respondents
    return [
        background.satisfaction_outcomes(answer[:n], level[:n])
        for answer, level in zip(satisfaction, classification.level, strict=True)
    ]


def _situation_of_partnerships(
    study: Study, answers: Answers, satisfaction: Integers, scores: dict[str, Floats], rng: np.random.Generator
) -> dict[str, pd.Series]:
    """Region, number of municipalities, equalisation and type; what appendix 4 says of them holds.

    No differences in satisfaction by equalisation or number of municipalities, nor in added value by equalisation
    within a type. Appendix 7: primary education names the network model twice as often as the chain model, secondary
    education the reverse, and the two types answer differently on who pays for what.
    """
    n = study.respondents
    by_sector = _outcomes(study, satisfaction, answers.classification)
    outcomes = [outcome for sector in by_sector for outcome in sector]
    added_value = scores["meerwaarde"][:n]
    model = answers.classification.model[0, :n]
    paying = answers.items[:n, sum(len(study.scale_items(scale)) for scale in SCALES[:4]) + 4]

    primary = int(study.response.loc[study.response["category"] == "po", "response_n"].iloc[0])
    in_primary = np.zeros(n, dtype=np.bool_)
    chain, network = (rng.permutation(np.flatnonzero(model == MODELS.index(name))) for name in ("ketens", "netwerk"))
    others = rng.permutation(np.flatnonzero((model != MODELS.index("ketens")) & (model != MODELS.index("netwerk"))))
    third = round(len(network) / 3)
    chosen = np.concatenate([network[: len(network) - third], chain[: round(len(chain) / 3)]])
    in_primary[chosen] = True
    in_primary[others[: primary - len(chosen)]] = True
    type_ = background.settle(
        np.where(in_primary, 0, 1),
        model,
        lambda values: background.too_high(background.association_p(values, paying, paying > MISSING)),
        rng,
    )
    equalisation = background.settle(
        _from_response(study, "verevening", rng),
        np.zeros(n, dtype=np.int64),
        lambda values: (
            background.no_difference(outcomes, values)
            + background.no_difference([np.where(type_ == code, added_value, np.nan) for code in (0, 1)], values)
        ),
        rng,
    )
    municipalities = background.settle(
        _from_response(study, "aantal_gemeenten", rng),
        np.zeros(n, dtype=np.int64),
        lambda values: background.no_difference(_among(outcomes, values >= 0), values),
        rng,
    )
    codes = {
        "regio": _from_response(study, "regio", rng),
        "aantal_gemeenten": municipalities,
        "verevening": equalisation,
        "type": type_,
    }
    return _background_columns(study, codes) | {"knelpunten": _bottlenecks(study, rng)}


def _situation_of_municipalities(
    study: Study, answers: Answers, satisfaction: Integers, scores: dict[str, Floats], rng: np.random.Generator
) -> dict[str, pd.Series]:
    """Region, size, type and teams; what appendix 4 says of them holds.

    B4.32 (size by model in primary education) and B4.1 (satisfaction by broad team) are exact. By size and by type no
    differences in satisfaction or added value, and none in the model of the other two sectors by size; broad teams make
    no difference in primary education or for added value, the other teams none at all. Appendix 7: the phase in
    secondary education differs by type.
    """
    n = study.respondents
    by_sector = _outcomes(study, satisfaction, answers.classification)
    outcomes = [outcome for sector in by_sector for outcome in sector]
    added_value = scores["meerwaarde"][:n]
    model = answers.classification.model[:, :n]
    phase_vo = answers.classification.phase[study.sectors.index("vo"), :n]
    everyone = np.zeros(n, dtype=np.int64)

    size_answers = BACKGROUND["gemeente"]["inwoners"].answers
    table = study.size_by_model.loc[list(size_answers), list(MODELS)].to_numpy(dtype=np.int64)
    totals = study.response.loc[study.response["variable"] == "inwoners", "response_n"].to_numpy(dtype=np.int64)
    size = background.settle(
        background.sizes_by_model(model[0], table, totals, rng),
        np.where(model[0] < KNOWN, model[0], KNOWN),
        lambda values: (
            background.no_difference([*outcomes, added_value], values)
            + sum(background.too_low(background.association_p(values, other, other < KNOWN)) for other in model[1:])
        ),
        rng,
    )

    largest = rng.permutation(np.flatnonzero(size == len(totals) - 1))
    large = rng.permutation(np.flatnonzero(size == len(totals) - 2))
    g4, g40, _ = study.response.loc[study.response["variable"] == "gemeentetype", "response_n"].to_numpy()
    type_ = np.full(n, 2)
    type_[np.concatenate([largest, large])[: g4 + g40]] = 1
    type_[largest[:g4]] = 0
    known_phase = phase_vo < KNOWN
    type_ = background.settle(
        type_,
        np.where(size == len(totals) - 1, 0, np.where(size == len(totals) - 2, 1, -1)),
        lambda values: (
            background.no_difference([*outcomes, added_value], values)
            + background.too_high(background.association_p(values, phase_vo, known_phase))
        ),
        rng,
    )

    first, second = (study.sectors.index(sector) for sector in ("vo", "vso"))
    level = answers.classification.level[:, :n]
    broad, strata = background.with_team(
        (level[first], level[second]),
        (_team_figures(study, "vo"), _team_figures(study, "vso")),
        study.without_team["breed_team"],
        rng,
    )
    broad_team = background.settle(
        np.where(broad, 0, 1),
        strata,
        lambda values: (
            background.no_difference([*by_sector[0], added_value], values)
            + sum(
                background.too_high(background.anova_p(outcome, values))
                for sector in (first, second)
                for outcome in by_sector[sector]
            )
        ),
        rng,
    )
    codes = {
        "regio": _from_response(study, "regio", rng),
        "inwoners": size,
        "gemeentetype": type_,
        "breed_team": broad_team,
    }
    for team in ("jeugdteam", "generalistisch_team"):
        none = sum(study.without_team[team]) // 2
        codes[team] = background.settle(
            rng.permutation(np.repeat([0, 1], [n - none, none])),
            everyone,
            lambda values: background.no_difference([*outcomes, added_value], values),
            rng,
        )
    return _background_columns(study, codes) | {"knelpunten": _bottlenecks(study, rng)}


def _team_figures(study: Study, sector: str) -> background.TeamFigures:
    def row(name: str) -> tuple[float, float, int]:
        mean, sd, n = study.team_satisfaction.loc[(sector, name), ["mean", "sd", "n"]].to_numpy(dtype=float)
        return float(mean), float(sd), int(n)

    return background.TeamFigures(row("breed_team"), row("geen_breed_team"))


def _among(outcomes: list[Floats], known: NDArray[np.bool_]) -> list[Floats]:
    return [np.where(known, outcome, np.nan) for outcome in outcomes]
