"""The generator of the simulated files: its building blocks, and the command as a whole."""

from __future__ import annotations

import statistics
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.survey.simulation import __main__ as command
from analysis.survey.simulation.answers import draw_item
from analysis.survey.simulation.classification import NO_ANSWER, classify, satisfaction_answers
from analysis.survey.simulation.exchange import settle
from analysis.survey.simulation.generate import Sample
from analysis.survey.simulation.grades import give_grades, grade_counts
from analysis.survey.simulation.margins import fit_margin, whole_counts
from analysis.survey.simulation.study import SCALES, ItemTarget, Study, load_study

ROOT = Path(__file__).resolve().parents[3]
SAMPLE_DATA = ROOT / "sample_data"
FILES = (
    "survey_gemeenten.csv",
    "survey_gemeenten_codebook.csv",
    "survey_samenwerkingsverbanden.csv",
    "survey_samenwerkingsverbanden_codebook.csv",
)


@pytest.fixture(scope="module", params=["swv", "gemeente"])
def study(request: pytest.FixtureRequest) -> Study:
    return load_study(request.param, SAMPLE_DATA / "published")


def test_the_command_says_when_the_shipped_files_are_not_what_it_makes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The simulation itself takes most of a minute and is checked by hand (`make sample`), this is its verdict."""
    shipped = {group: pd.read_csv(SAMPLE_DATA / f"{name}.csv", dtype="str") for group, name in command.FILES.items()}
    codebooks = {
        group: pd.read_csv(SAMPLE_DATA / f"{name}_codebook.csv", dtype="str") for group, name in command.FILES.items()
    }
    monkeypatch.setattr(
        command, "generate", lambda group, _, seed: Sample(shipped[group], codebooks[group], 0.0, moves=seed)
    )
    monkeypatch.setattr(sys, "argv", ["simulation", "--check"])
    command.main()
    assert capsys.readouterr().out.count("the same, byte for byte") == len(command.FILES)
    shipped["swv"].iloc[0, 1] = "5" if shipped["swv"].iloc[0, 1] != "5" else "4"
    with pytest.raises(SystemExit) as stopped:
        command.main()
    assert "survey_samenwerkingsverbanden.csv" in str(stopped.value)
    monkeypatch.setattr(sys, "argv", ["simulation", "--to", str(tmp_path)])
    command.main()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)


# ------------------------------------------------------------------------------------------------ margins


def half_up(count: int, n: int) -> int:
    """A percentage as SPSS prints it, in decimal arithmetic."""
    return int((Decimal(100 * count) / Decimal(n)).quantize(Decimal(1), ROUND_HALF_UP))


@given(n=st.integers(60, 400), count=st.data())
def test_whole_counts_are_those_that_round_to_the_printed_percentage(n: int, count: st.DataObject) -> None:
    printed = half_up(count.draw(st.integers(0, n)), n)
    low, high = whole_counts(printed, n)
    assert {half_up(c, n) for c in range(low, high + 1)} == {printed}
    for outside in {low - 1, high + 1} & set(range(n + 1)):
        on_a_half = 200 * outside % n == 0 and (200 * outside // n) % 2 == 1
        assert half_up(outside, n) != printed or on_a_half


@given(counts=st.lists(st.integers(0, 80), min_size=7, max_size=7).filter(lambda counts: sum(counts) >= 60))
def test_margin_of_real_counts_adds_up_and_rounds_to_print(counts: list[int]) -> None:
    n = sum(counts)
    margin = fit_margin([half_up(count, n) for count in counts], n)
    assert margin.start.sum() == n
    assert ((margin.low <= margin.start) & (margin.start <= margin.high)).all()
    assert not margin.relaxed or any((200 * count) % n == 0 for count in counts)


def test_margin_of_a_row_that_sums_to_102_percent_strays_as_little_as_it_can() -> None:
    # B.6.14, agreement on the approach: 1, 6, 53, 33, 2 and 7% of 216
    margin = fit_margin([1, 6, 53, 33, 2, 7], 216)
    assert margin.relaxed
    assert margin.start.sum() == 216
    assert np.abs(100 * margin.start / 216 - [1, 6, 53, 33, 2, 7]).max() < 0.6


def test_an_answer_without_a_printed_percentage_is_not_given() -> None:
    margin = fit_margin([30, 40, 30, float("nan")], 105)
    assert margin.high[3] == 0
    assert margin.start.sum() == 105


# ------------------------------------------------------------------------------------------------ the study


def test_study_reads_what_is_printed() -> None:
    swv, gemeente = (load_study(group, SAMPLE_DATA / "published") for group in ("swv", "gemeente"))
    assert (swv.respondents, swv.telephone, gemeente.respondents, gemeente.telephone) == (105, 3, 217, 7)
    assert gemeente.alpha[SCALES.index("sturing")] == 0.722  # appendix 3
    assert swv.model_means[SCALES.index("sturing"), 1, 3] == 3.89  # B4.10, integral
    assert gemeente.phase_means[SCALES.index("gedeelde_visie"), 2, 0] == 2.82  # B4.7, orientation
    assert gemeente.model_by_level[1, 1].tolist() == [21, 40, 28]  # B4.14, chain
    assert swv.satisfaction_n[0].tolist() == [33, 41, 29]  # B4.22
    assert [len(swv.scale_items(scale)) for scale in SCALES] == [6, 6, 6, 6, 8, 12]
    assert np.isnan(swv.sd[0])
    assert not np.isnan(gemeente.sd).any()


def test_classification_keeps_the_margins_and_stays_within_the_tables(study: Study) -> None:
    stopped = study.scale_items("borging")[0].margin.n
    result = classify(study, stopped, np.random.default_rng(8))
    everyone = study.respondents + study.telephone
    for sector in range(len(study.sectors)):
        assert (result.model[sector, study.respondents :] == NO_ANSWER).all()
        assert (result.phase[sector] >= 0).all()
        finished = result.level[sector, :stopped]
        assert [(finished == level).sum() for level in range(3)] == study.satisfaction_n[sector].tolist()
        for level in range(3):
            of_level = result.level[sector] == level
            models = [(of_level & (result.model[sector] == model)).sum() for model in range(6)]
            assert models == study.model_by_level[sector, :, level].tolist()
        answers = satisfaction_answers(study, sector, result.level[sector], np.random.default_rng(1))
        for answer, printed in enumerate(study.satisfaction_pct[sector]):
            assert half_up(int((answers == answer).sum()), everyone) == printed


# ------------------------------------------------------------------------------------------------ building blocks


def test_an_item_follows_its_margin_and_its_factor() -> None:
    margin = fit_margin([5, 20, 40, 25, 5, 5, float("nan")], 200)
    latent = np.random.default_rng(3).normal(size=210)
    missing = np.arange(margin.start[5])
    item = draw_item(ItemTarget("sturing", margin), latent, missing, np.random.default_rng(4))
    assert (item[200:] == -1).all()
    assert (item[missing] == 0).all()
    assert [(item == answer).sum() for answer in range(1, 6)] == margin.start[:5].tolist()
    answered = item > 0
    assert 0.5 < stats.spearmanr(latent[answered], item[answered]).statistic < 0.9


@settings(max_examples=25, deadline=None)
@given(grades=st.lists(st.integers(3, 9), min_size=60, max_size=180).filter(lambda grades: len(set(grades)) > 3))
def test_grade_counts_give_the_printed_mean_and_sd_of_any_real_grades(grades: list[int]) -> None:
    mean, sd = round(statistics.mean(grades), 2), round(statistics.stdev(grades), 2)
    if max(abs(statistics.mean(grades) - mean), abs(statistics.stdev(grades) - sd)) > 0.0049:
        return  # on a half: which way it was printed cannot be told
    counts = grade_counts(mean, sd, min(grades), max(grades), len(grades))
    found = np.repeat(np.arange(min(grades), max(grades) + 1), counts)
    assert (len(found), found.min(), found.max()) == (len(grades), min(grades), max(grades))
    assert abs(statistics.mean(found.tolist()) - mean) < 0.005
    assert abs(statistics.stdev(found.tolist()) - sd) < 0.005


def test_grades_go_to_the_eligible_and_rise_with_the_score() -> None:
    rng = np.random.default_rng(5)
    score = rng.normal(size=120)
    eligible = np.arange(0, 120, 2)
    grades = give_grades(score, eligible, np.array([5, 20, 20, 5]), 5, rng)
    given_to = np.flatnonzero(~np.isnan(grades))
    assert len(given_to) == 50
    assert set(given_to) <= set(eligible)
    assert np.corrcoef(score[given_to], grades[given_to])[0, 1] > 0.4


@settings(max_examples=40, deadline=None)
@given(
    respondents=st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 2)), min_size=4, max_size=60).filter(
        lambda pairs: any(stratum >= 0 for _, stratum in pairs)
    ),
    seed=st.integers(0, 99),
)
def test_exchange_keeps_the_numbers_within_every_stratum(respondents: list[tuple[int, int]], seed: int) -> None:
    values, strata = (np.array(column) for column in zip(*respondents, strict=True))
    weights = np.arange(len(values))

    def shortfall(codes: np.ndarray) -> float:
        return float(codes @ weights)

    before = values.copy()
    settled = settle(values, strata, shortfall, np.random.default_rng(seed), tries=50)
    assert (values == before).all()
    assert (settled[strata < 0] == values[strata < 0]).all()
    for stratum in range(3):
        assert sorted(settled[strata == stratum]) == sorted(values[strata == stratum])
    assert shortfall(settled) <= shortfall(values)
