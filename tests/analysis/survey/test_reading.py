"""From bytes to a table of texts: encodings, delimiters, quotes, ragged rows, and what is no table at all."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SurveyError
from analysis.survey import load_survey
from analysis.survey.reading import RawTable, read_table


def cells(table: RawTable) -> dict[str, list[str]]:
    return {column.name: [column.values[i] for i in column.codes] for column in table.columns}


def notes(table: RawTable) -> list[str]:
    return [str(note) for note in table.notes]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_same_table_in_every_common_dress(delimiter: str, encoding: str, newline: str) -> None:
    lines = [("naam", "fase"), ("Zoë", "oriëntatie"), ("Bé", "start")]
    text = newline.join(delimiter.join(line) for line in lines) + newline
    table = read_table(text.encode(encoding))
    assert cells(table) == {"naam": ["Zoë", "Bé"], "fase": ["oriëntatie", "start"]}
    assert table.delimiter == delimiter
    assert table.encoding == encoding
    assert table.row_numbers.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Decimal commas in a file with semicolons, as a Dutch spreadsheet writes it.
        ("a;b\n3,5;4,5\n2,0;1,5\n", {"a": ["3,5", "2,0"], "b": ["4,5", "1,5"]}),
        # Commas in the labels of the header and in the rows alike.
        ("Ik ben tevreden, alles samen;Vraag 2\n4,0;5\n3,5;4\n", {"Ik ben tevreden, alles samen": ["4,0", "3,5"]}),
        # The delimiter inside quotes, a doubled quote, and a line end inside quotes.
        ('a,b\n"een, twee",x\n"zei ""ja""",y\n"twee\nregels",z\n', {"a": ["een, twee", 'zei "ja"', "twee\nregels"]}),
        # A semicolon in a text of a file with commas.
        ("a,b\nja; graag,1\nnee,2\n", {"a": ["ja; graag", "nee"], "b": ["1", "2"]}),
        # A single column, also with decimal commas.
        ("cijfer\n7,5\n8\n", {"cijfer": ["7,5", "8"]}),
        # Excel's own first line.
        ("sep=;\r\na;b\r\n1,5;2,5\r\n", {"a": ["1,5"], "b": ["2,5"]}),
    ],
)
def test_the_delimiter_is_found_by_the_shape_of_the_table(text: str, expected: dict[str, list[str]]) -> None:
    found = cells(read_table(text.encode()))
    assert {name: found[name] for name in expected} == expected


def test_paths_bytes_and_file_objects_are_alike(tmp_path) -> None:
    content = "a;b\n1;é\n"
    path = tmp_path / "enquête.csv"
    path.write_bytes(content.encode())
    binary = io.BytesIO(content.encode())
    binary.read()  # An upload widget may hand over an object that has been read before.
    expected = {"a": ["1"], "b": ["é"]}
    for source in (path, str(path), content.encode(), bytearray(content.encode()), binary, io.StringIO(content)):
        assert cells(read_table(source)) == expected
    assert read_table(path).name == "enquête.csv"
    assert read_table(content.encode(), name="eigen.csv").name == "eigen.csv"


def test_what_carries_no_answers_is_left_out_with_a_note() -> None:
    table = read_table(b"a;b;\n1;2;\n\n;;\n3;4;;;\n\n\n")
    assert cells(table) == {"a": ["1", "3"], "b": ["2", "4"]}
    assert table.row_numbers.tolist() == [2, 5]
    assert notes(table) == [
        "Lege rijen zijn weggelaten (aantal: 2).",
        "Lege kolommen zonder naam zijn weggelaten (aantal: 1).",
    ]


def test_delimiters_at_the_end_of_the_header_alone() -> None:
    assert cells(read_table(b"a;b;\n1;2\n3;4;\n")) == {"a": ["1", "3"], "b": ["2", "4"]}


def test_a_filled_column_without_a_name_gets_one_and_a_warning() -> None:
    table = read_table(b"a;;kolom_2\n1;2;3\n")
    assert cells(table) == {"a": ["1"], "kolom_2_": ["2"], "kolom_2": ["3"]}
    assert "Kolom 2" in str(table.columns[1].warnings[0])


def test_a_header_of_numbers_is_noticed() -> None:
    assert "kopregel" in notes(read_table(b"1;2\n3;4\n"))[0]


def test_text_that_was_saved_in_the_wrong_encoding_is_noticed() -> None:
    assert any("tekencodering" in note for note in notes(read_table("a;b\noriÃ«ntatie;1\n".encode())))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is leeg"),
        (b"\xef\xbb\xbf \r\n", "is leeg"),
        (b"a;b\r\n", r"kopregel in het bestand \(a, b\), maar geen enkele rij"),
        (b"a;b\n;\n;\n", "geen enkele rij"),
        (b"a;b;a;c;c\n1;2;3;4;5\n", r"meer dan eens voor: a, c\."),
        (b"a; a\n1;2\n", "meer dan eens voor: a"),
        (b"a;b\n1;2\n\n1;2;3\n", "rij 4: het aantal velden is 3, in de kopregel 2"),
        (b"a;b\n1;2\n1\n", "rij 3: het aantal velden is 1, in de kopregel 2"),
        (b'a;b\n"1\n2";3\n4\n', "rij 3: het aantal velden is 1"),
        (b'a;b\n1;"2\n3;4\n', "aanhalingsteken dat niet wordt gesloten"),
        (b"a;b\n1;" + b"x" * 200_000 + b"\n", "meer dan 131072 tekens"),
        (b"PK\x03\x04\x14\x00\x06\x00", "de soort Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "de soort Excel"),
        (b"$FL2@(#) SPSS DATA FILE", "de soort SPSS"),
        (b"%PDF-1.7\n", "de soort PDF"),
        (b"\x89PNG\r\n\x1a\n", "de soort PNG"),
        (b"\n<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "de soort HTML"),
        (b'<?xml version="1.0"?><x/>', "de soort XML"),
        (b'[{"a": 1}, {"a": 2}]', "de soort JSON"),
        (b"a;b\n1;\x00\n", "geen leesbaar tekstbestand"),
        (bytes(range(256)), "geen leesbaar tekstbestand"),
        ("a;b\n1;2\n".encode("utf-16") + b"\x00", "geen leesbaar tekstbestand"),
        (
            b"Geachte heer of mevrouw,\nhierbij stuur ik u onze gegevens.\nMet vriendelijke groet van mij\n",
            "lopende tekst",
        ),
    ],
)
def test_wrong_input_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(SurveyError, match=sentence):
        read_table(content)


def test_the_name_of_the_file_stands_in_the_sentence() -> None:
    with pytest.raises(SurveyError, match=r"^wijk\.csv, rij 2: "):
        read_table(b"a;b\n1\n", name="wijk.csv")


def test_missing_files_and_folders(tmp_path) -> None:
    with pytest.raises(SurveyError, match=r"nergens\.csv: dit bestand bestaat niet"):
        read_table(tmp_path / "nergens.csv")
    with pytest.raises(SurveyError, match="kan niet worden gelezen"):
        read_table(tmp_path)


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not(tmp_path) -> None:
    content = b"a;b\n" + b"1;2\n" * 10
    path = tmp_path / "groot.csv"
    path.write_bytes(content)
    for source in (content, path, io.BytesIO(content)):
        assert len(read_table(source, maximum_bytes=len(content))) == 10
        with pytest.raises(SurveyError, match="groter dan"):
            read_table(source, maximum_bytes=len(content) - 1)


def test_something_else_than_a_file_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(SurveyError, match="niet van int"):
        read_table(12)  # type: ignore[arg-type]


TEXTS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cf"]), max_size=8).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from("12345")), min_size=1, max_size=8),
    delimiter=st.sampled_from([";", ",", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_read_back(rows, delimiter: str, encoding: str, newline: str) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [delimiter.join(map(quoted, row)) for row in [("één", "twee", "drie"), *rows]]
    content = (newline.join(lines) + newline).encode(encoding)
    garbled = any("Ã" in cell or "â" in cell for row in rows for cell in row)
    table = read_table(content)
    assert garbled or not table.notes
    assert list(zip(*cells(table).values(), strict=True)) == rows


def test_a_file_opened_as_text_with_another_encoding_is_read_all_the_same() -> None:
    """What `open("enquete.csv")` gives on Linux for a file from a Dutch Excel."""
    opened = io.TextIOWrapper(io.BytesIO("v1;naam\n5;Zoë\n4;André\n".encode("cp1252")), encoding="utf-8")
    assert list(load_survey(opened).responses["naam"]) == ["Zoë", "André"]


def test_an_object_that_can_only_be_read_is_read() -> None:
    class Stream:
        def read(self, _size: int = -1) -> bytes:
            return b"a;b\n1;2\n2;3\n"

    assert len(load_survey(Stream())) == 2  # type: ignore[arg-type]


def test_a_closed_file_is_a_sentence() -> None:
    closed = io.BytesIO(b"a;b\n1;2\n")
    closed.close()
    with pytest.raises(SurveyError, match="kan niet worden gelezen"):
        load_survey(closed)


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        (b"id v w\n1 2 3\n2 3 4\n", " "),
        (b"  id   v   w\n   1   2   3\n  12   3   4\n", " "),
        (b"id v w\n1 2,5 3,5\n2 3,5 4,0\n", " "),
        (b"id v w\n1 2 3\n", " "),
        (b"id^v^w\n1^2^3\n", "^"),
    ],
)
def test_tables_by_spaces_and_by_carets(content: bytes, delimiter: str) -> None:
    table = read_table(content)
    assert (table.delimiter, table.names) == (delimiter, ("id", "v", "w"))
    assert len(table) == content.count(b"\n") - 1
    assert [column.values[0] for column in table.columns] == content.decode().splitlines()[1].replace("^", " ").split()


@pytest.mark.parametrize(
    "content",
    [b"Mijn groep\nGroep 1\nGroep 2\n", b"Geachte heer\nwij zijn\n", b"een 2 drie\n1 2 3\n", b"a b\n1 2\n3\n"],
)
def test_words_on_a_line_are_no_columns(content: bytes) -> None:
    assert read_table(content).delimiter is None


def test_a_name_that_comes_back_is_numbered_and_told() -> None:
    survey = load_survey(
        b"nr;Toelichting;a;Toelichting;b;Toelichting (2);c;d;e;f\n1;x;1;y;2;z;3;4;5;6\n2;x;1;y;2;z;3;4;5;6\n"
    )
    names = ["nr", "Toelichting", "a", "Toelichting (3)", "b", "Toelichting (2)", "c", "d", "e", "f"]
    assert [column.name for column in survey.receipt.columns] == names
    assert survey.responses["Toelichting (3)"].tolist() == ["y", "y"]
    (note,) = [str(note) for note in survey.receipt.notes if "keer voor" in str(note)]
    assert "Toelichting komt 2 keer voor; elke volgende heet hier Toelichting (3)" in note
