"""The same recipe, new data: everything that no longer fits is told at once, and can be gone on without."""

import copy
import pickle

import pytest

from analysis.errors import SurveyError
from analysis.survey import (
    CodebookMisfitError,
    Misfit,
    MisfitKind,
    UnknownCode,
    declare_missing,
    load_survey,
    parse_codebook,
)

CODEBOOK = parse_codebook(
    b"column,role,scale,answers\nv_1,item,visie,1|2|3\nv_2,item,visie,1|2|3\nv_3,item,visie,1|2|3\n"
    b"model,group,,ketens|netwerk\ncijfer,grade,,\n"
)
NEXT_YEAR = b"v_1;v2;v_3;model;cijfer\n1;1;4;silo;7\n5;2;3;ketens;zeven\n"


def misfits() -> CodebookMisfitError:
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(NEXT_YEAR, CODEBOOK)
    return caught.value


def test_all_misfits_are_listed_at_once() -> None:
    error = misfits()
    assert [(m.kind, m.column) for m in error.misfits] == [
        (MisfitKind.ABSENT, "v_2"),
        (MisfitKind.ANSWERS, "v_1"),
        (MisfitKind.ANSWERS, "v_3"),
        (MisfitKind.ANSWERS, "model"),
        (MisfitKind.ANSWERS, "cijfer"),
    ]
    sentence = str(error)
    for piece in ("bij 5 kolommen", 'Kolom v_1, rij 3: "5"', 'Kolom model, rij 2: "silo"', '"zeven" is geen getal'):
        assert sentence.count(piece) == 1
    assert "v_2 → v2" in sentence
    assert all(isinstance(m, Misfit) and str(m.message) for m in error.misfits)
    assert "v2" in str(error.misfits[0].message)


def test_a_single_misfit_is_told_as_it_is() -> None:
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(b"v_1;v_2;v_3;model;cijfer\n1;1;4;ketens;7\n", CODEBOOK)
    (misfit,) = caught.value.misfits
    assert str(caught.value) == str(misfit.message)


def test_the_error_survives_copies() -> None:
    error = misfits()
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (str(twin), twin.misfits) == (str(error), error.misfits)


def test_many_misfits_are_counted_beyond_the_first_ten() -> None:
    columns = [f"v{i}" for i in range(30)]
    codebook = "column,role,scale,answers\n" + "".join(f"{c},item,s,1|2\n" for c in columns)
    with pytest.raises(CodebookMisfitError, match="En nog 20 andere") as caught:
        load_survey(f"{';'.join(columns)}\n{';'.join(map(str, range(10, 40)))}\n".encode(), codebook.encode())
    assert len(caught.value.misfits) == 30


def test_going_on_without_what_does_not_fit_is_noted() -> None:
    survey = load_survey(NEXT_YEAR, CODEBOOK, ignore_misfits=True)
    assert survey.codebook is not None
    assert len(survey.codebook) == 0
    assert survey.responses["v_3"].tolist() == [4.0, 3.0]
    assert "Schaal {scale} doet niet mee" in survey.receipt.notes[0].template
    assert len(survey.receipt.notes) == 6
    partly = load_survey(b"v_1;v_3;model;cijfer\n1;3;ketens;7\n", CODEBOOK, ignore_misfits=True)
    assert partly.scales[0].items == ("v_1", "v_3")
    without = load_survey(b"v_1;v_3;model;cijfer\n1;3;ketens;7\n", CODEBOOK.without("v_2"))
    assert without.codebook == partly.codebook
    assert without.receipt.notes == ()


def test_a_recipe_that_fits_changes_nothing() -> None:
    content = b"v_1;v_2;v_3;model;cijfer\n1;2;3;ketens;7\n"
    kept = load_survey(content, CODEBOOK, ignore_misfits=True)
    assert kept.codebook == CODEBOOK
    assert kept.receipt == load_survey(content, CODEBOOK).receipt


COLUMNS = [f"Q1_{i}" for i in range(1, 13)]
UNDECLARED = parse_codebook(("column,role,scale,answers\n" + "".join(f"{c},item,s,1|2|3\n" for c in COLUMNS)).encode())


def with_codes(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in [COLUMNS, *rows]).encode()


def test_one_code_in_many_columns_is_one_sentence_and_one_step() -> None:
    content = with_codes(
        [["1"] * 12, ["-99"] * 11 + ["2"], ["3"] * 11 + ["-99,0"], ["7", "2", "weet niet", *["1"] * 9]]
    )
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(content, UNDECLARED)
    sentence = str(caught.value)
    assert sentence.count("-99") == 3, "once for all columns, and once with each column that has something else too"
    assert "in 12 kolommen: Q1_1, Q1_2, Q1_3, Q1_4, Q1_5, Q1_6, Q1_7, Q1_8 en nog 4 (12 cellen)" in sentence
    assert caught.value.codes == (UnknownCode("-99", tuple(COLUMNS), 12), UnknownCode("7", ("Q1_1",), 1))
    codebook = declare_missing(UNDECLARED, COLUMNS, "-99")
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(content, codebook)
    assert [misfit.column for misfit in caught.value.misfits] == ["Q1_1", "Q1_3"]
    codebook = declare_missing(declare_missing(codebook, ["Q1_1"], "7"), ["Q1_3"], "weet niet")
    survey = load_survey(content, codebook.to_csv().encode())
    assert survey.receipt.column("Q1_12").missing == {"ontbrekend (-99)": 1}
    assert survey.receipt.column("Q1_3").missing == {"ontbrekend (-99)": 1, "ontbrekend (weet niet)": 1}


def test_texts_that_are_no_codes_are_not_offered() -> None:
    many = with_codes([[f"tekst {i}", *["1"] * 11] for i in range(30)])
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(many, UNDECLARED)
    assert caught.value.codes == ()
    with pytest.raises(SurveyError, match="geen plaats"):
        declare_missing(UNDECLARED, COLUMNS, "a|b")
