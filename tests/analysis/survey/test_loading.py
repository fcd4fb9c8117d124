"""Whole files as people have them, from bytes to typed answers."""

import io
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import AnalysisError, SurveyError
from analysis.survey import Codebook, Kind, Role, Survey, load_survey, parse_codebook, score_scales

ANSWERS = "1=helemaal niet zo|2=amper|3=half, half|4=vooral|5=helemaal zo"
CODEBOOK = f"""column,role,scale,label_nl,label_en,answers,answers_en,missing,reversed
respondent,id,,Nummer,Number,,,,
visie_1,item,visie,Wij delen één doel,We share one aim,"{ANSWERS}",,8=geen zicht op|9=niet van toepassing,
visie_2,item,visie,Ieder werkt apart,Each works alone,"{ANSWERS}",,8=geen zicht op|9=niet van toepassing,ja
model,group,,Samenwerkingsmodel,Collaboration model,schotten|ketens|netwerk|integraal,silos|chain|network|integrated,,
cijfer,grade,,Rapportcijfer,Report grade,,,,
""".encode()

# As a Dutch spreadsheet writes it: semicolons, cp1252, decimal commas, CRLF; as people type it: case, spaces, n.v.t.
DUTCH_FILE = (
    "respondent;visie_1;visie_2;model;cijfer;opmerking\r\n"
    "001;4;1;Netwerk;7,5;Eén team\r\n"
    "002;Helemaal  zo;geen zicht op;KETENS ;8;\r\n"
    '003;n.v.t.;99;silos;6,0;"anders; beter"\r\n'
    "004;;5 = helemaal zo;;;-\r\n"
).encode("cp1252")


def warnings(survey: Survey, column: str) -> str:
    return " ".join(map(str, survey.receipt.column(column).warnings))


@pytest.fixture(scope="module")
def dutch() -> Survey:
    return load_survey(DUTCH_FILE, CODEBOOK, name="wijk.csv")


def test_a_dutch_spreadsheet_file_is_typed_and_coded(dutch: Survey) -> None:
    expected = pd.DataFrame(
        {
            "respondent": pd.Series(["001", "002", "003", "004"], dtype="str"),
            "visie_1": [4.0, 5.0, np.nan, np.nan],
            "visie_2": [1.0, np.nan, np.nan, 5.0],
            "model": pd.Categorical(
                ["netwerk", "ketens", "schotten", None],
                categories=["schotten", "ketens", "netwerk", "integraal"],
                ordered=True,
            ),
            "cijfer": [7.5, 8.0, 6.0, np.nan],
            "opmerking": pd.Series(["Eén team", None, "anders; beter", None], dtype="str"),
        }
    )
    pd.testing.assert_frame_equal(dutch.responses, expected)
    assert dutch.name == "wijk.csv"
    assert len(dutch) == 4
    assert not dutch.simulated


def test_the_kinds_of_missing_answers_stay_apart(dutch: Survey) -> None:
    assert dutch.missing.shape == dutch.responses.shape
    pd.testing.assert_frame_equal(dutch.missing.isna(), dutch.responses.notna())
    assert dutch.missing["visie_1"].tolist()[2:] == ["niet van toepassing", "leeg"]
    assert dutch.missing["visie_2"].tolist()[1:3] == ["geen zicht op", "vermoedelijk ontbrekend: 99"]


def test_the_receipt_tells_what_was_understood(dutch: Survey) -> None:
    receipt = dutch.receipt
    assert (receipt.rows, receipt.encoding, receipt.delimiter, receipt.decimal) == (4, "cp1252", ";", ",")
    assert [column.name for column in receipt.columns] == list(dutch.responses.columns)
    visie = receipt.column("visie_1")
    assert (visie.role, visie.kind, visie.n) == (Role.ITEM, Kind.NUMBER, 2)
    assert visie.missing == {"niet van toepassing": 1, "leeg": 1}
    assert visie.answers == {1.0: 0, 2.0: 0, 3.0: 0, 4.0: 1, 5.0: 1}
    assert visie.unused_answers == (1.0, 2.0, 3.0)
    assert ("4", 4.0, None) in visie.examples
    assert ("Helemaal  zo", 5.0, None) in visie.examples
    assert ("n.v.t.", None, "niet van toepassing") in visie.examples
    assert receipt.column("model").answers == {"schotten": 1, "ketens": 1, "netwerk": 1, "integraal": 0}
    assert receipt.column("opmerking").role is None
    assert "1 keer 99" in warnings(dutch, "visie_2")
    assert all(warning in receipt.warnings for warning in receipt.column("visie_2").warnings)
    with pytest.raises(SurveyError, match='geen kolom "x"'):
        receipt.column("x")


def test_examples_always_show_a_missing_answer_where_there_is_one() -> None:
    rows = "\n".join(f"{i};{i}" for i in range(1, 9)) + "\nx;\n"
    examples = load_survey(f"a;b\n{rows}".encode()).receipt.column("b").examples
    assert len(examples) == 5
    assert examples[-1] == ("", None, "leeg")


def test_reversed_items_are_turned_by_the_range_of_the_answers_not_by_what_was_given(dutch: Survey) -> None:
    items = dutch.items("visie")
    assert items.columns.tolist() == ["visie_1", "visie_2"]
    np.testing.assert_array_equal(items["visie_2"], [5.0, np.nan, np.nan, 1.0])
    np.testing.assert_array_equal(dutch.responses["visie_2"], [1.0, np.nan, np.nan, 5.0])
    pd.testing.assert_frame_equal(dutch.items(dutch.scales[0]), items)
    scale = load_survey(b"a\n2\n3\n", b"column,role,scale,answers,reversed\na,item,s,0|1|2|3|4,ja\n").items("s")
    assert scale["a"].tolist() == [2.0, 1.0]


def test_unknown_scales_are_answered_with_those_that_exist(dutch: Survey) -> None:
    with pytest.raises(SurveyError, match=r'geen schaal "vertrouwen"\. Wel: visie\.'):
        dutch.items("vertrouwen")
    with pytest.raises(SurveyError, match="wijst geen items aan een schaal toe"):
        load_survey(b"a;b\n1;2\n").items("visie")


def test_what_pages_choose_from(dutch: Survey) -> None:
    assert [entry.column for entry in dutch.groups] == ["model"]
    assert [entry.column for entry in dutch.grades] == ["cijfer"]
    assert [(o.name, o.role, o.label("en")) for o in dutch.outcomes] == [
        ("visie", None, "Visie"),
        ("cijfer", "grade", "Report grade"),
        ("visie_1", "item", "We share one aim"),
        ("visie_2", "item", "Each works alone"),
    ]


def test_a_file_without_a_codebook_has_kinds_and_nothing_else() -> None:
    content = (
        "nr;getal;datum;keuze;tekst;leeg;code\n"
        "1;1.234,5;03-01-2024;ja;lang verhaal;;0012\n"
        "2;n.v.t.;13-02-2024;Nee;ander verhaal;;0013\n"
        "3;2;;ja ;;;0014\n"
        "4;3,5;31-12-2024;nee;nog een;;0015\n"
    )
    survey = load_survey(content.encode())
    kinds = {column.name: column.kind for column in survey.receipt.columns}
    assert kinds == {
        "nr": "number",
        "getal": "number",
        "datum": "date",
        "keuze": "category",
        "tekst": "text",
        "leeg": "empty",
        "code": "text",
    }
    np.testing.assert_array_equal(survey.responses["getal"], [1234.5, np.nan, 2.0, 3.5])
    assert survey.responses["datum"].tolist()[1] == pd.Timestamp(2024, 2, 13)
    assert survey.responses["keuze"].astype(str).str.casefold().tolist() == ["ja", "nee", "ja", "nee"]
    assert not survey.responses["keuze"].cat.ordered
    assert survey.responses["code"].tolist() == ["0012", "0013", "0014", "0015"]
    assert survey.responses["leeg"].isna().all()
    assert survey.missing["getal"].tolist()[1] == "niet van toepassing"
    assert (survey.scales, survey.groups, survey.grades, survey.outcomes, survey.codebook) == ((), (), (), (), None)
    assert score_scales(survey).shape == (4, 0)


def test_a_column_that_the_codebook_does_not_name_is_kept_and_used_for_nothing() -> None:
    survey = load_survey(b"a;extra\n1;5\n2;6\n", b"column,role,scale,answers\na,item,s,1|2\n")
    assert survey.responses["extra"].tolist() == [5.0, 6.0]
    assert [outcome.name for outcome in survey.outcomes] == ["s", "a"]


def test_all_columns_that_the_file_lacks_are_named_at_once() -> None:
    codebook = b"column,role\na,id\nvisie_1,grade\nfase,background\nregio,background\n"
    with pytest.raises(SurveyError, match=r"niet in het bestand staan: visie_1, fase, regio\. .*visie_1 → visie1"):
        load_survey(b"a;visie1\n1;2\n", codebook)
    with pytest.raises(SurveyError, match=r"staan: visie_1, fase, regio\. Haal ze"):
        load_survey(b"a;zzz\n1;2\n", codebook)


def test_names_that_differ_in_case_or_spacing_are_matched_with_a_warning() -> None:
    survey = load_survey(b"VISIE 1 ;B\n3;x\n", b"column,role,scale,answers\nvisie_1,item,s,1|2|3\n")
    assert survey.responses.columns.tolist() == ["visie_1", "B"]
    assert 'heet in het bestand "VISIE 1"' in warnings(survey, "visie_1")
    with pytest.raises(SurveyError, match="niet in het bestand staan: visie"):
        load_survey(b"Visie;VISIE\n3;3\n", b"column,role\nvisie,grade\n")


def test_the_codebook_may_be_parsed_already_or_any_source(tmp_path) -> None:
    path = tmp_path / "codeboek.csv"
    path.write_bytes(CODEBOOK)
    expected = load_survey(DUTCH_FILE, CODEBOOK)
    for codebook in (parse_codebook(CODEBOOK), path, str(path), io.BytesIO(CODEBOOK), io.StringIO(CODEBOOK.decode())):
        survey = load_survey(DUTCH_FILE, codebook)
        pd.testing.assert_frame_equal(survey.responses, expected.responses)
        assert isinstance(survey.codebook, Codebook)


def test_the_number_of_a_row_is_the_one_that_a_spreadsheet_shows() -> None:
    codebook = b"column,role,scale,answers\na,item,s,1|2|3\n"
    with pytest.raises(SurveyError, match=r'Kolom a, rij 5: "7" is geen van de antwoorden 1, 2, 3\..*kolom: 2\.'):
        load_survey(b'a;b\n1;"twee\nregels"\n\n;\n7;x\n7;x\n', codebook)


def test_a_file_over_the_limit() -> None:
    with pytest.raises(SurveyError, match="groter dan"):
        load_survey(DUTCH_FILE, CODEBOOK, maximum_bytes=20)


def test_tabs_are_the_delimiter_where_an_empty_cell_and_a_sentence_make_as_many_words() -> None:
    survey = load_survey(b"a\tb\tc\td\n\t\t6\tx; y, z\n")
    assert survey.responses["c"].tolist() == [6]
    assert survey.responses["d"].tolist() == ["x; y, z"]


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["", "1", "2", "3", "4", "5", "8", "9"]),
            st.sampled_from(["", "schotten", "ketens", "netwerk", "integraal"]),
            st.sampled_from(["", "6", "7,5", "10,0"]),
            st.sampled_from(["één", "oriëntatie", "a; b, c"]),
        ),
        min_size=1,
        max_size=10,
    ),
    delimiter=st.sampled_from([";", ",", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_delimiter_and_encoding_make_no_difference(rows, delimiter: str, encoding: str) -> None:
    codebook = parse_codebook(CODEBOOK).without("respondent", "visie_2")
    frame = pd.DataFrame(rows, columns=["visie_1", "model", "cijfer", "opmerking"])
    content = frame.to_csv(sep=delimiter, index=False, lineterminator="\r\n").encode(encoding)
    survey = load_survey(content, codebook)
    plain = {text: float(text) for text in "12345"} | {"8": np.nan, "9": np.nan, "": np.nan}
    np.testing.assert_array_equal(survey.responses["visie_1"], [plain[row[0]] for row in rows])
    assert survey.responses["model"].astype(object).where(survey.responses["model"].notna(), "").tolist() == [
        row[1] for row in rows
    ]
    grades = {"": np.nan, "6": 6.0, "7,5": 7.5, "10,0": 10.0}
    np.testing.assert_array_equal(survey.responses["cijfer"], [grades[row[2]] for row in rows])
    assert survey.responses["opmerking"].astype(str).tolist() == [row[3] for row in rows]


@pytest.mark.parametrize("seed", range(20))
def test_broken_files_end_in_a_survey_or_in_a_sentence(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(10):
        content = _broken(rng)
        for codebook in (None, CODEBOOK):
            outcome = _outcome(content, codebook)
            if isinstance(outcome, Survey):
                assert outcome.responses.shape == outcome.missing.shape
                assert len(outcome) >= 1
                score_scales(outcome)
            else:
                assert outcome.endswith((".", "?"))


def _outcome(content: bytes, codebook: bytes | None) -> Survey | str:
    try:
        return load_survey(content, codebook)
    except AnalysisError as error:
        return str(error)


def _broken(rng: np.random.Generator) -> bytes:
    """A file as people have it, with one to four things wrong with it."""
    content = bytearray(DUTCH_FILE)
    for _ in range(rng.integers(1, 5)):
        place = int(rng.integers(0, max(1, len(content))))
        match rng.integers(0, 9):
            case 0:
                del content[place:]
            case 1:
                content[place:place] = bytes(rng.integers(0, 256, 3, dtype=np.uint8))
            case 2:
                content[place:place] = b'"'
            case 3:
                content = bytearray(content.replace(b";", b",", int(rng.integers(1, 10))))
            case 4:
                content[place:place] = b"=1+1;;;"
            case 5:
                content = bytearray(content.replace(b"\r\n", b"\n", int(rng.integers(1, 4))))
            case 6:
                content[place:place] = json.dumps({"a": [1, 2]}).encode()
            case 7:
                content[place:place] = b"x" * 5_000
            case 8:
                content = bytearray(bytes(content).decode("cp1252", errors="replace").encode("utf-16"))
    return bytes(content)
