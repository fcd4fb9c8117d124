"""What columns are because of those next to them, and answers in signs: a dash that is no empty cell."""

import numpy as np
import pandas as pd
import pingouin
import pytest

from analysis.statistics import reliability
from analysis.survey import Role, Suggestion, Survey, TakenAs, load_survey, suggest

N = 80
RNG = np.random.default_rng(14)
POINTS = np.clip(np.rint(3 + RNG.normal(size=(N, 1)) + RNG.normal(0, 0.7, (N, 5))), 1, 5).astype(int)


def read(frame: pd.DataFrame) -> tuple[Survey, Suggestion]:
    content = frame.to_csv(sep=";", index=False).encode()
    found = suggest(load_survey(content))
    written = found.codebook.to_csv().encode()
    return load_survey(content, written), found


@pytest.mark.parametrize("middle", ["+/-", "±", "0"])
def test_plusses_and_dashes_are_answers_from_low_to_high(middle: str) -> None:
    signs = ("--", "-", middle, "+", "++")
    frame = pd.DataFrame([[signs[p - 1] for p in row] for row in POINTS]).add_prefix("Oordeel over punt ")
    frame.iloc[3, 2] = ""
    survey, _ = read(frame)
    (scale,) = survey.scales
    kept = np.delete(POINTS, 3, axis=0)
    result = reliability(survey.items(scale.name))
    assert result.n == N - 1
    assert result.alpha == pytest.approx(pingouin.cronbach_alpha(data=pd.DataFrame(kept))[0], abs=1e-12)
    assert survey.items(scale.name).to_numpy()[0].tolist() == POINTS[0].tolist()


def test_a_dash_is_an_empty_cell_where_no_plus_says_otherwise() -> None:
    rows = "".join(f"{'-' if i % 3 else '4'};{'+' if i % 2 else '-'};x\n" for i in range(30))
    survey = load_survey(f"a;b;c\n{rows}".encode())
    assert survey.receipt.column("a").missing == {"leeg": 20}
    assert survey.receipt.column("b").missing == {"leeg": 15}  # a plus for yes, a dash for nothing


def test_ticks_next_to_each_other_are_one_question() -> None:
    ticks = pd.DataFrame(np.where(RNG.random((N, 4)) < 0.4, "x", ""), columns=["Geld", "Tijd", "Privacy", "Anders"])
    frame = pd.concat([pd.Series(np.arange(N) % 7 + 20, name="leeftijd"), ticks], axis=1)
    frame["los"] = np.where(np.arange(N) % 2, "ja", "nee")
    survey, found = read(frame)
    (question,) = survey.multiple
    assert question.columns == tuple(ticks)
    assert found.codebook["los"].role is not Role.IGNORE
    (shared,) = found.shared
    assert (shared.kind, shared.columns) == (TakenAs.TICKS, tuple(ticks))
    apart = shared.otherwise(found.codebook)
    assert not any(apart[name].multiple for name in ticks)
    assert not shared.holds(apart)
    assert not read(frame.drop(columns=["Geld", "Tijd"]))[0].multiple, "two ticks can be two questions"


def test_columns_beside_a_scale_with_its_answers_are_items_of_it_and_others_are_not() -> None:
    often = ("nooit", "zelden", "soms", "vaak", "altijd")
    names = ["overleg met ouders", "overleg met leraren", "overleg met wijkteam", "warme overdracht"]
    frame = pd.DataFrame([[often[p - 1] for p in row] for row in POINTS[:, :4]], columns=names)
    frame["model"] = np.repeat(["een", "twee"], N // 2)
    frame["uitje"] = frame["warme overdracht"].to_numpy()[::-1]  # the same answers, but not next to them
    survey, found = read(frame)
    (scale,) = survey.scales
    assert scale.items == tuple(names)
    (shared,) = found.shared
    assert (shared.kind, shared.columns) == (TakenAs.BESIDE, ("warme overdracht",))
    assert found.codebook["uitje"].role is Role.GROUP
    apart = shared.otherwise(found.codebook)
    assert [apart[name].role for name in shared.columns] == [Role.GROUP]
    assert not shared.holds(apart)
