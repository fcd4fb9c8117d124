"""Respondents with more than one row are told, with what keeps one row of each."""

import numpy as np
import pandas as pd
import pytest

from analysis.survey import Role, load_survey, suggest_codebook


def measured(n: int = 30, moments: tuple[str, ...] = ("Nulmeting", "Vervolgmeting")) -> pd.DataFrame:
    rng = np.random.default_rng(8)
    rows = [
        {"Record ID": i, "Event Name": moment, **{f"stelling_{k}": rng.integers(1, 6) for k in range(1, 5)}}
        for i in range(1, n + 1)
        for moment in moments
    ]
    return pd.DataFrame(rows)


def content(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(sep=";", index=False).encode()


def test_two_measurements_are_told_apart_by_their_moment() -> None:
    frame = measured()
    survey = load_survey(content(frame))
    found = survey.receipt.repeated
    assert found is not None
    assert (found.column, found.by, found.respondents, found.rows) == ("Record ID", "Event Name", 30, 60)
    assert [moment.label for moment in found.moments] == ["Nulmeting", "Vervolgmeting"]
    first = load_survey(content(frame), leave_out_rows=found.moments[0].others)
    assert first.responses["Event Name"].unique().tolist() == ["Nulmeting"]
    assert (len(first), first.receipt.repeated) == (30, None)
    codebook = suggest_codebook(survey)
    assert (codebook["Record ID"].role, codebook["Event Name"].role) == (Role.ID, Role.GROUP)


@pytest.mark.parametrize("name", ["meting", "Meetmoment", "wave", "schooljaar", "t"])
def test_the_moment_goes_by_many_names(name: str) -> None:
    frame = measured(moments=("2024", "2025", "2026")).rename(columns={"Event Name": name, "Record ID": "respnr"})
    found = load_survey(content(frame)).receipt.repeated
    assert found is not None
    assert (found.by, len(found.moments)) == (name, 3)


def test_who_was_sent_in_twice_keeps_the_fullest_row() -> None:
    frame = measured(moments=("enige",)).drop(columns="Event Name").astype(object)
    twice = frame.iloc[[4, 9]].copy()
    frame.loc[4, ["stelling_1", "stelling_2"]] = ""  # the first one is not complete; of number 10 both are
    both = pd.concat([frame, twice], ignore_index=True)
    found = load_survey(content(both)).receipt.repeated
    assert found is not None
    assert (found.by, found.respondents, found.rows) == (None, 30, 32)
    assert found.less_filled == (6, 33)  # rows of the file, the header being 1
    assert "6, 32" in str(found.message)
    without = load_survey(content(both), leave_out_rows=found.less_filled)
    assert without.receipt.repeated is None
    assert without.missing["stelling_1"].isna().all()


def test_numbers_of_schools_and_answers_are_no_respondents() -> None:
    frame = measured(moments=("enige",)).drop(columns="Event Name")
    frame["school_id"] = frame["Record ID"] % 7
    frame["team nr"] = frame["Record ID"] % 9
    assert load_survey(content(frame)).receipt.repeated is None
    assert load_survey(content(frame.drop(columns="Record ID"))).receipt.repeated is None


@pytest.mark.parametrize("before", ["voor", "Vóór"])
def test_after_a_measurement_is_no_missing_answer(before: str) -> None:
    """*na* is what R writes for nothing, and the Dutch for *after*: beside *voor* it is a moment."""
    frame = measured(moments=(before, "na")).rename(columns={"Event Name": "meting"})
    survey = load_survey(content(frame))
    assert survey.responses["meting"].value_counts().to_dict() == {before: 30, "na": 30}
    assert [answer.code for answer in suggest_codebook(survey)["meting"].answers] in ([before, "na"], ["na", before])
    other = frame.rename(columns={"meting": "team"}).replace({"team": {before: "Noord"}})
    assert load_survey(content(other)).missing["team"].notna().sum() == 30
