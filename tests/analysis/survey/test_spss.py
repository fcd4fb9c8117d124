"""SPSS files as pyreadstat writes them: labels, value labels and user-missing values kept."""

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import pyreadstat
import pytest

from analysis.errors import SurveyError
from analysis.statistics import reliability
from analysis.survey import FileFormat, Kind, draft_codebook, load_survey, parse_codebook, suggest

FRAME = pd.DataFrame(
    {
        "v_1": [1.0, 2.0, 8.0, np.nan],
        "v_2": [5.0, 97.0, 98.5, 4.0],
        "model": [1.0, 2.0, 2.0, 4.0],
        "plaats": ["Zoë", "", "weetniet", "B"],
        "datum": [datetime.date(2024, 1, 2), None, datetime.date(1950, 12, 31), datetime.date(2024, 1, 2)],
        "cijfer": [7.25, 1.234, 8, 6],
    }
)
LABELS = {"v_1": "Wij delen één doel", "model": "Samenwerkingsmodel"}
VALUES = {
    "v_1": {1.0: "oneens", 5.0: "eens", 8.0: "weet | niet", 9.0: "weet | niet"},
    "model": {1.0: "schotten", 2.0: "ketens", 3.0: "netwerk", 4.0: "integraal"},
}
MISSING = {"v_1": [8, 9], "v_2": [{"lo": 90, "hi": 99}], "plaats": ["weetniet"]}


@pytest.fixture(scope="module", params=[False, True], ids=["sav", "zsav"])
def content(request, tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("spss") / "enquete.dat"
    pyreadstat.write_sav(
        FRAME, path, column_labels=LABELS, variable_value_labels=VALUES, missing_ranges=MISSING, compress=request.param
    )
    return path.read_bytes()


def test_answers_and_kinds_of_missing_without_a_codebook(content: bytes) -> None:
    survey = load_survey(content, name="enquete.sav")
    assert survey.codebook is None
    assert survey.scales == ()
    np.testing.assert_array_equal(survey.responses["v_1"], [1, 2, np.nan, np.nan])
    assert survey.missing["v_1"].tolist()[2:] == ["weet / niet", "leeg"]
    np.testing.assert_array_equal(survey.responses["v_2"], [5, np.nan, np.nan, 4])
    assert survey.receipt.column("v_2").missing == {"97": 1, "98.5": 1}
    assert survey.responses["plaats"].isna().tolist() == [False, True, True, False]
    np.testing.assert_array_equal(survey.responses["cijfer"], [7.25, 1.234, 8, 6])
    assert survey.receipt.column("datum").kind is Kind.DATE
    assert survey.responses["datum"].tolist()[2] == pd.Timestamp(1950, 12, 31)
    assert survey.receipt.file_format is FileFormat.SAV
    assert survey.receipt.header_rows == 0


def test_the_draft_carries_all_labels_answers_and_missing_codes(content: bytes) -> None:
    draft = draft_codebook(load_survey(content))
    assert draft["v_1"].label_nl == "Wij delen één doel"
    assert [(a.code, a.label_nl) for a in draft["v_1"].answers] == [
        ("1", "oneens"),
        ("2", ""),
        ("3", ""),
        ("4", ""),
        ("5", "eens"),
    ]
    # One label for two codes: a codebook has a label once, so the second shows its code.
    assert [(a.code, a.label_nl) for a in draft["v_1"].missing] == [("8", "weet / niet"), ("9", "weet / niet (9)")]
    assert [a.label_nl for a in draft["model"].answers] == ["schotten", "ketens", "netwerk", "integraal"]
    assert [a.code for a in draft["v_2"].missing] == ["97", "98.5"]
    assert parse_codebook(draft.to_csv().encode()) == draft


def test_the_draft_with_roles_reads_the_same_file(content: bytes) -> None:
    draft = draft_codebook(load_survey(content))
    owned = draft.replace("v_1", role="item", scale="visie").replace("model", role="group")
    survey = load_survey(content, owned)
    assert survey.items("visie")["v_1"].tolist()[:2] == [1.0, 2.0]
    assert survey.responses["model"].astype(str).tolist() == ["schotten", "ketens", "ketens", "integraal"]


def test_missing_codes_of_the_file_count_where_the_codebook_says_nothing_of_them(content: bytes) -> None:
    silent = load_survey(content, b"column,role,scale,answers\nv_1,item,visie,1|2|3|4|5\n")
    assert silent.receipt.column("v_1").missing == {"weet / niet": 1, "leeg": 1}
    as_answer = load_survey(content, b"column,role,scale,answers\nv_1,item,visie,1|2|3|4|5|6|7|8\n")
    assert as_answer.responses["v_1"].tolist()[2] == 8.0


def test_files_that_cannot_be_read_get_a_sentence(content: bytes) -> None:
    for broken in (b"$FL2@(#) SPSS DATA FILE", content[: len(content) // 3]):
        with pytest.raises(SurveyError, match=r"soort SPSS, maar het is beschadigd|geen enkele respondent"):
            load_survey(broken)


def test_a_file_without_respondents(tmp_path) -> None:
    pyreadstat.write_sav(FRAME.head(0)[["v_1"]], tmp_path / "leeg.sav")
    with pytest.raises(SurveyError, match="geen enkele respondent"):
        load_survey(tmp_path / "leeg.sav")


def test_ranges_long_texts_moments_and_compression_are_read(tmp_path) -> None:
    """As SPSS's own examples of MISSING VALUES: LOWEST THRU, a range with a code, codes of texts."""
    frame = pd.DataFrame(
        {
            "laag": [1.0, 2, -5, 0, 3, np.nan],
            "bereik": [-1.0, -2, -99, 3, 4, 5],
            "hoog": [1.0, 2, 3, 97, 98, 99],
            "open": ["x" * 2000, "kort", "-9", "-8", "anders", ""],
            "moment": [pd.Timestamp(2024, 1, 2, 3, 4, 5)] * 5 + [None],
        }
    )
    path = tmp_path / "a.zsav"
    pyreadstat.write_sav(
        frame,
        path,
        compress=True,
        column_labels={"laag": "Vraag " * 60, "open": "é" * 250},
        variable_value_labels={"hoog": {97.0: "weet niet", 98.0: "n.v.t.", 99.0: "weigert"}},
        missing_ranges={
            "laag": [{"lo": -1e300, "hi": 0}],
            "bereik": [-99, {"lo": -2, "hi": -1}],
            "hoog": [{"lo": 97, "hi": np.inf}],
            "open": ["-9", "-8"],
        },
    )
    survey = load_survey(path)
    assert survey.receipt.file_format is FileFormat.SAV
    np.testing.assert_array_equal(survey.responses["laag"], [1, 2, np.nan, np.nan, 3, np.nan])
    np.testing.assert_array_equal(survey.responses["bereik"], [np.nan, np.nan, np.nan, 3, 4, 5])
    assert dict(survey.receipt.column("hoog").missing) == {"weet niet": 1, "n.v.t.": 1, "weigert": 1}
    assert dict(survey.receipt.column("open").missing) == {"-9": 1, "-8": 1, "leeg": 1}
    assert survey.responses["open"][0] == "x" * 2000
    assert survey.responses["moment"][0] == pd.Timestamp(2024, 1, 2, 3, 4, 5)
    assert survey.receipt.column("laag").description.label.startswith("Vraag Vraag")
    assert len(survey.receipt.column("open").description.label) >= 120  # SPSS itself keeps 256 bytes


@pytest.mark.parametrize("words", ["weet niet", "n.v.t.", "Don't know"])
def test_a_labelled_code_for_no_answer_that_the_file_does_not_declare_missing_is_no_step_of_a_scale(
    tmp_path: Path, words: str
) -> None:
    rng = np.random.default_rng(6)
    points = np.clip(np.rint(3 + rng.normal(size=(120, 1)) + rng.normal(0, 0.7, (120, 4))), 1, 5)
    points[rng.random(points.shape) < 0.06] = 9
    frame = pd.DataFrame(points, columns=["v1", "v2", "v3", "v4"])
    labels = {1: "helemaal oneens", 2: "oneens", 3: "neutraal", 4: "eens", 5: "helemaal eens", 9: words}
    path = tmp_path / "niet_opgegeven.sav"
    pyreadstat.write_sav(
        frame, str(path), variable_value_labels=dict.fromkeys(frame, labels), missing_ranges={"v1": [9]}
    )
    survey = load_survey(path, suggest(load_survey(path)).codebook)
    (scale,) = survey.scales
    assert (scale.minimum, scale.maximum) == (1, 5)
    kept = frame.replace(9, np.nan).dropna()
    assert reliability(survey.items(scale.name)).alpha == pytest.approx(pingouin.cronbach_alpha(kept)[0], abs=1e-12)
    assert sum(survey.missing[name].notna().sum() for name in frame) == (points == 9).sum()
