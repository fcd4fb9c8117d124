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


def ranked(n: int = 120, options: int = 4) -> pd.DataFrame:
    """The places from 1 that each respondent gives to the options of one question."""
    rng = np.random.default_rng(21)
    places = np.argsort(np.argsort(rng.normal(size=(n, options)) + np.arange(options) / options, axis=1), axis=1) + 1
    return pd.DataFrame(places, columns=[f"doel_{k}" for k in range(1, options + 1)])


def test_what_respondents_put_in_an_order_is_no_scale_and_that_is_told() -> None:
    places = ranked()
    places.iloc[3] = [1, 1, 2, 3]  # one who erred
    survey, found = read(places)
    assert not survey.scales
    assert {found.codebook[name].role for name in places} == {Role.BACKGROUND}
    (told,) = [shared for shared in found.shared if shared.kind is TakenAs.RANKS]
    assert told.columns == tuple(places)
    taken = load_survey(places.to_csv(index=False).encode(), told.otherwise(found.codebook).to_csv().encode())
    (scale,) = taken.scales
    assert scale.items == tuple(places)


@pytest.mark.parametrize(("options", "asked"), [(6, 3), (14, 14), (14, 3)])
def test_only_the_first_few_need_a_place_and_there_may_be_many(options: int, asked: int) -> None:
    places = ranked(options=options)
    places = places.where(places <= asked).astype("Int64")
    _, found = read(places)
    (told,) = found.shared
    assert told.kind is TakenAs.RANKS
    taken = load_survey(places.to_csv(index=False).encode(), told.otherwise(found.codebook))
    assert len(taken.scales[0].items) == options


@pytest.mark.parametrize("points", [POINTS[:, :4], POINTS[:, :3] % 3 + 1, POINTS])
def test_answers_that_may_be_equal_are_no_order(points: np.ndarray) -> None:
    survey, found = read(pd.DataFrame(points).add_prefix("doel_"))
    assert len(survey.scales) == 1
    assert not found.shared


def test_test_questions_of_0_and_1_are_one_question_until_somebody_says_they_are_a_scale() -> None:
    rng = np.random.default_rng(8)
    right = (rng.normal(size=(90, 1)) + rng.normal(size=(90, 6)) > 0).astype(int)
    frame = pd.DataFrame(right).add_prefix("kennis_")
    survey, found = read(frame)
    assert survey.multiple
    (told,) = found.shared
    assert told.kind is TakenAs.CHOICES
    taken = load_survey(frame.to_csv(index=False).encode(), told.otherwise(found.codebook).to_csv().encode())
    (scale,) = taken.scales
    # Alpha of items of 0 and 1 is Kuder and Richardson's formula 20.
    expected = pingouin.cronbach_alpha(data=frame)[0]
    assert reliability(taken.items(scale.name)).alpha == pytest.approx(expected, abs=1e-12)


def test_options_that_say_what_they_are_raise_no_such_question() -> None:
    rng = np.random.default_rng(8)
    options = [f"hulp: {where}" for where in ("groep", "gezin", "thuis", "geen")]
    frame = pd.DataFrame(rng.integers(0, 2, (90, 4)), columns=options)
    survey, found = read(frame)
    assert survey.multiple
    assert not found.shared


def test_the_row_numbers_of_r_and_pandas_are_no_answers() -> None:
    frame = pd.DataFrame(POINTS).add_prefix("v_")
    for first in (0, 1):
        frame.index = pd.RangeIndex(first, first + len(frame))
        content = frame.to_csv().encode()
        found = suggest(load_survey(content)).codebook
        assert [entry.role for entry in found] == [Role.ID, *[Role.ITEM] * 5]
    frame.index = pd.Index(np.arange(len(frame)) % 40)
    assert next(iter(suggest(load_survey(frame.to_csv().encode())).codebook)).role is not Role.ID


def sliders() -> pd.DataFrame:
    rng = np.random.default_rng(31)
    level = rng.normal(size=(90, 1))
    places = np.clip(np.rint(60 + 18 * level + rng.normal(0, 12, (90, 3))), 0, 100).astype(int)
    return pd.DataFrame(places).add_prefix("tevreden_")


def test_sliders_of_one_question_may_be_a_scale() -> None:
    frame = sliders()
    _, found = read(frame)
    (told,) = found.shared
    assert told.kind is TakenAs.SLIDERS
    written = told.otherwise(found.codebook).to_csv()
    assert "0|...|100" in written
    taken = load_survey(frame.to_csv(index=False).encode(), written.encode())
    (scale,) = taken.scales
    assert (scale.minimum, scale.maximum) == (0, 100)
    expected = pingouin.cronbach_alpha(data=frame)[0]
    assert reliability(taken.items(scale.name)).alpha == pytest.approx(expected, abs=1e-12)


def test_points_that_are_divided_and_things_that_are_counted_are_no_sliders() -> None:
    frame = sliders()
    divided = frame.assign(tevreden_1=95 - frame["tevreden_0"] // 2, tevreden_2=5 + frame["tevreden_0"] // 2)
    divided["tevreden_0"] = 0
    counted = frame.rename(columns=lambda name: f"Aantal leerlingen {name[-1]}")
    for other in (divided, counted, frame // 2, frame + 0.5):
        assert not [shared for shared in read(other)[1].shared if shared.kind is TakenAs.SLIDERS]
