"""Scores with the data, written for a spreadsheet and for SPSS, read back by programs that we did not write."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from analysis.errors import SurveyError
from analysis.survey import (
    ScoreRule,
    changed_codebook,
    load_sample,
    load_survey,
    lost_in_spss,
    sample_file,
    scored_data,
    to_spss,
    to_workbook,
    try_out,
)
from analysis.survey import raw_answers as raw_answers_of
from analysis.survey.spss_writing import MissingForm, missing_form

DATA = (
    "id;Vraag 1;vraag_2;to;datum;open tekst\n"
    "a;1;5;ja;2026-01-02;=1+1\n"
    "b;geen zicht op;4;nee;2026-03-04;één lange tekst " + "x" * 300 + "\n"
    "c;8;;ja;;\n"
    "d;5;1;nee;2025-12-31;ñ\n"
)
CODEBOOK = (
    "column,role,scale,label_nl,answers,missing,reversed\n"
    "id,id,,Nummer,,,\n"
    "Vraag 1,item,s,Eerste,1=oneens|2|3|4|5=eens,8=geen zicht op,\n"
    "vraag_2,item,s,Tweede,1=oneens|2|3|4|5=eens,8=geen zicht op,ja\n"
    "to,group,,Aan,,,\n"
    "open tekst,background,,Toelichting,,,\n"
)


@pytest.fixture
def survey():
    return load_survey(DATA.encode(), CODEBOOK.encode(), name="a.csv")


def test_scores_stand_behind_the_answers(survey):
    data = scored_data(survey, {"s": ScoreRule(2)})
    assert list(data.frame)[-3:] == ["vraag_2_omgekeerd", "n_s", "score_s"]
    assert data.frame["vraag_2_omgekeerd"].tolist() == pytest.approx([1, 2, np.nan, 5], nan_ok=True)
    assert data.frame["n_s"].tolist() == [2, 1, 0, 2]
    assert data.frame["score_s"].tolist() == pytest.approx([1, np.nan, np.nan, 5], nan_ok=True)
    assert data.scored == {"s": 2}
    assert data.frame["Vraag 1"].tolist() == [1, 8, 8, 5]  # the declared code, whichever way it stood in the file


def test_a_sum_counts_an_open_item_as_the_mean_of_the_others(survey):
    data = scored_data(survey, {"s": ScoreRule(1, "sum")})
    assert data.frame["score_s"].tolist() == pytest.approx([2, 4, np.nan, 10], nan_ok=True)


def test_pyreadstat_reads_the_spss_file_with_its_labels(survey):
    content = to_spss(scored_data(survey, {"s": ScoreRule(1)}))
    frame, meta = pyreadstat.read_sav(io.BytesIO(content), user_missing=True)
    assert list(frame)[:4] == ["id", "Vraag_1", "vraag_2", "V_to"]  # TO is a word of SPSS itself
    assert frame["Vraag_1"].tolist() == [1, 8, 8, 5]
    assert meta.column_names_to_labels["Vraag_1"] == "Eerste"
    assert meta.variable_value_labels["Vraag_1"] == {1: "oneens", 2: "2", 3: "3", 4: "4", 5: "eens", 8: "geen zicht op"}
    assert meta.missing_ranges["Vraag_1"] == [{"lo": 8.0, "hi": 8.0}]
    assert meta.variable_measure["Vraag_1"] == "ordinal"
    assert str(frame["datum"].iloc[0])[:10] == "2026-01-02"
    assert pd.isna(frame["datum"].iloc[2])
    assert frame["open_tekst"].iloc[0] == "=1+1"
    assert len(frame["open_tekst"].iloc[1].encode()) == 255
    assert frame["open_tekst"].iloc[3] == "ñ"
    assert pd.isna(pyreadstat.read_sav(io.BytesIO(content))[0]["Vraag_1"].iloc[1])


def test_a_sample_survives_the_way_to_spss_and_back():
    sample = load_sample("gemeenten")
    content = to_spss(scored_data(sample, {"gedeelde_visie": ScoreRule(3)}))
    again = load_survey(content, sample.codebook, name="a.sav")
    for scale in sample.scales:
        pd.testing.assert_frame_equal(again.items(scale), sample.items(scale))
    assert again.missing["visie_1"].value_counts().to_dict() == sample.missing["visie_1"].value_counts().to_dict()


def test_a_text_that_looks_like_a_formula_is_none_in_the_workbook(survey):
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(scored_data(survey, {"s": ScoreRule(1)}))))
    rows = list(book["data"].iter_rows())
    place = [cell.value for cell in rows[0]].index("open tekst")
    assert rows[1][place].value == "=1+1"
    assert rows[1][place].data_type == "s"
    assert rows[1][[cell.value for cell in rows[0]].index("score_s")].value == 1
    assert book["variables"].max_row == len(rows[0]) + 1


def test_columns_that_were_left_out_stay_out():
    left = load_survey(DATA.encode(), CODEBOOK.encode(), name="a.csv", leave_out=["open tekst"])
    assert "open tekst" not in scored_data(left, {"s": ScoreRule(1)}).frame


def test_names_that_spss_would_take_for_one_another_stay_apart():
    survey = load_survey(b"a b;a_b;A-B;1x\n1;2;3;4\n", name="a.csv")
    frame, _ = pyreadstat.read_sav(io.BytesIO(to_spss(scored_data(survey, {}))))
    assert len({name.upper() for name in frame}) == 4
    assert frame.iloc[0].tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize("fewest", [0, 3, True, 1.5])
def test_a_rule_that_cannot_be_met(survey, fewest):
    with pytest.raises(SurveyError, match="van 1 tot en met 2"):
        scored_data(survey, {"s": ScoreRule(fewest)})


def test_an_item_turned_round_and_one_left_out(survey):
    assert try_out(survey, turned=["vraag_2"]).items("s")["vraag_2"].tolist()[:2] == [5, 4]
    assert survey.items("s")["vraag_2"].tolist()[:2] == [1, 2]
    assert try_out(survey, left_out=["Vraag 1"]).scale("s").items == ("vraag_2",)
    assert changed_codebook(survey, turned=["vraag_2"])["vraag_2"].reversed is False
    with pytest.raises(SurveyError, match="zonder codeboek"):
        changed_codebook(load_survey(b"a;b\n1;2\n", name="a.csv"))


def test_what_every_text_was_read_as(survey):
    found = raw_answers_of(DATA.encode(), survey, ["Vraag 1", "vraag_2"])
    assert found.positions == {"Vraag 1": 2, "vraag_2": 3}
    assert found.first_row == 2
    assert found.answers == {}
    assert set(found.missing) == {"geen zicht op", "8"}
    words = load_survey(DATA.replace(";5;", ";Eens;").encode(), CODEBOOK.encode(), name="a.csv")
    assert raw_answers_of(DATA.replace(";5;", ";Eens;").encode(), words, ["vraag_2"]).answers == {"Eens": 5.0}
    with pytest.raises(SurveyError, match="niet het bestand"):
        raw_answers_of(sample_file("gemeenten"), survey, ["Vraag 1"])


@pytest.mark.parametrize(
    ("codes", "answers", "form"),
    [
        ([9, 8], [1, 5], MissingForm((8, 9))),
        ([96, 97, 98, 99], [1, 5], MissingForm((), (96, 99))),
        ([-1, 96, 97, 98], [1, 5], MissingForm((-1,), (96, 98))),
        ([-1, -2, 96, 97, 98], [1, 5], MissingForm((-2,), (96, 98), (-1,))),
        ([7, 9, 97, 99], [1, 8, 98], MissingForm((7, 9, 97), None, (99,))),
    ],
)
def test_codes_of_missing_answers_fill_the_places_that_spss_has(codes, answers, form):
    assert missing_form(codes, answers) == form


@pytest.mark.parametrize(
    ("codes", "lost"), [([96, 97, 98, 99], []), ([-1, 96, 97, 99], []), ([-1, 0, 6, 99], [99]), ([6, 0, 7, 9, 99], [])]
)
def test_more_than_three_codes_go_to_spss_and_back_as_a_range_or_with_a_note(codes, lost):
    answers = [1, 2, 3, 4, 5] * 4
    missing = "|".join(f"{code}=reden {abs(code)}" for code in codes)
    content = "\n".join(["v;z", *(f"{value};q" for value in [*answers, *codes])])
    codebook = f'column,role,scale,answers,missing\nv,item,a,1|2|3|4|5,"{missing}"\n'
    survey = load_survey(content.encode(), codebook.encode())
    again = load_survey(to_spss(scored_data(survey, {})))
    pd.testing.assert_series_equal(again.responses["v"], survey.responses["v"])
    kinds = survey.receipt.column("v").missing
    kept = {kind: 1 for kind in kinds if int(kind.split()[1]) not in lost}
    assert again.receipt.column("v").missing == kept | ({"leeg": len(lost)} if lost else {})
    notes = lost_in_spss(survey)
    assert [note.values["codes"] for note in notes] == ([", ".join(map(str, lost))] if lost else [])


def test_rows_left_out_are_passed_on_to_a_program():
    left = load_survey(DATA.encode(), CODEBOOK.encode(), name="a.csv", leave_out_rows=[2])
    found = raw_answers_of(DATA.encode(), left, ["Vraag 1", "vraag_2"])
    assert (found.first_row, found.left_out) == (2, (2,)), "rows are counted as in the whole file"
    with pytest.raises(SurveyError, match="niet het bestand"):
        raw_answers_of(sample_file("gemeenten"), left, ["Vraag 1"])


@pytest.fixture
def of_spss(tmp_path) -> bytes:
    frame = pd.DataFrame(
        {
            "nr": [1001.0, 1002, 1003, 1004],
            "sleutel": ["7", "8", "9", "10"],
            "soort": [1.0, 2, 2, 9],
            "v1": [1.0, 2, 5, 99],
            "v2": [2.0, 97, 98, 4],
        }
    )
    pyreadstat.write_sav(
        frame,
        tmp_path / "a.sav",
        variable_value_labels={
            "soort": {1.0: "basisschool", 2.0: "vo", 9.0: "onbekend"},
            "v2": {1.0: "nooit", 5.0: "altijd", 97.0: "weet niet", 98.0: "wil niet"},
        },
        missing_ranges={"soort": [9], "v1": [99], "v2": [{"lo": 97, "hi": 99}]},
    )
    return (tmp_path / "a.sav").read_bytes()


@pytest.mark.parametrize(
    "codebook",
    [
        None,
        "column,role,scale,answers\nv1,item,s,1|2|3|4|5\n",
        "column,role,scale,answers\nnr,id,,\nsleutel,id,,\nsoort,group,,\nv1,item,s,1|2|3|4|5\nv2,item,s,1|2|3|4|5\n",
    ],
    ids=["none", "in part", "whole"],
)
def test_a_file_of_spss_goes_back_with_its_codes_labels_and_missing_codes(of_spss, codebook) -> None:
    """By pyreadstat: what SPSS's own syntax and merges rest on is as it was, whatever the codebook makes of it."""
    survey = load_survey(of_spss, codebook.encode() if codebook else None, name="a.sav")
    before, of_file = pyreadstat.read_sav(io.BytesIO(of_spss), user_missing=True)
    rules = {scale.name: ScoreRule(1) for scale in survey.scales}
    after, written = pyreadstat.read_sav(io.BytesIO(to_spss(scored_data(survey, rules))), user_missing=True)
    pd.testing.assert_frame_equal(after[list(before)], before)
    for name, labels in of_file.variable_value_labels.items():
        assert labels.items() <= written.variable_value_labels[name].items()
    for name, codes in {"soort": {9.0}, "v1": {99.0}, "v2": {97.0, 98.0}}.items():
        assert {found["lo"] for found in written.missing_ranges[name]} == codes


def test_groups_are_words_in_a_spreadsheet_and_a_key_with_zeros_before_it_stays_a_text(of_spss) -> None:
    codebook = b"column,role,answers\nnr,id,\nsoort,group,1=basisschool|2=vo\n"
    assert scored_data(load_survey(of_spss, codebook), {}).frame["soort"].tolist()[:2] == ["basisschool", "vo"]
    keys = load_survey(b"nr;v1\n007;1\n008;2\n010;3\n", b"column,role\nnr,id\n")
    frame, _ = pyreadstat.read_sav(io.BytesIO(to_spss(scored_data(keys, {}))))
    assert frame["nr"].tolist() == ["007", "008", "010"]


def test_whole_numbers_are_shown_whole_in_spss() -> None:
    data = scored_data(load_survey(b"nr;cijfer\n123456789012;7,5\n2;8\n", b"column,role\nnr,id\ncijfer,grade\n"), {})
    _, meta = pyreadstat.read_sav(io.BytesIO(to_spss(data)))
    assert meta.original_variable_types == {"nr": "F12.0", "cijfer": "F8.2"}
