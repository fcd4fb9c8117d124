"""Excel workbooks, made by openpyxl and by pandas: the sheet, the header below titles, and what cells stand for."""

import io
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from analysis.errors import SurveyError
from analysis.survey import FileFormat, load_survey, parse_codebook, sheet_names

HEADER = ["nr", "model", "datum", "cijfer", "vinkje"]
ROWS = [
    [1.0, "Netwerk", pd.Timestamp(2024, 1, 13).to_pydatetime(), 7.25, True],
    [2, "ketens ", pd.Timestamp(2024, 1, 13, 9, 30).to_pydatetime(), 1.234, False],
    [3, None, None, 8, None],
]


def workbook(*sheets: tuple[str, list[list[object]]], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if merge and rows:
            sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_read_as_what_they_stand_for() -> None:
    survey = load_survey(workbook(("Data", [HEADER, *ROWS])), name="wijk.xlsx")
    assert survey.responses["nr"].tolist() == [1.0, 2.0, 3.0]
    assert survey.receipt.column("nr").examples[0].raw == "1"
    # A number cell has no thousands separator: 1.234 is not a thousand, and nothing is doubtful about it.
    assert survey.responses["cijfer"].tolist() == [7.25, 1.234, 8.0]
    assert survey.receipt.column("cijfer").warnings == ()
    assert survey.responses["datum"].tolist()[:2] == [
        pd.Timestamp(2024, 1, 13),
        pd.Timestamp(2024, 1, 13, 9, 30),
    ]
    assert survey.responses["vinkje"].astype(object).tolist()[:2] == ["WAAR", "ONWAAR"]
    receipt = survey.receipt
    assert (receipt.file_format, receipt.sheet, receipt.header_rows) == (FileFormat.XLSX, "Data", 1)


def test_numbers_as_texts_are_still_doubtful_in_a_workbook() -> None:
    survey = load_survey(workbook(("Data", [["a"], ["1.234"], ["5"]])))
    assert "duizendtal" in str(survey.receipt.column("a").warnings[0])


def test_titles_above_the_header_are_skipped_with_a_note_and_rows_are_numbered_as_on_screen() -> None:
    content = workbook(("Data", [["Enquête 2024"], [], HEADER, *ROWS]), merge="A1:D1")
    survey = load_survey(content)
    assert survey.responses.columns.tolist() == HEADER
    assert any("Enquête 2024" in str(note) for note in survey.receipt.notes)
    with pytest.raises(SurveyError, match=r'Kolom model, rij 4: "Netwerk"'):
        load_survey(content, b"column,role,answers\nmodel,group,schotten|ketens\n")


def test_the_first_sheet_with_anything_is_read_unless_another_is_asked_for() -> None:
    content = workbook(("Leeg", []), ("Een", [["a", "b"], [1, 2]]), ("Twee", [["c", "d"], [3, 4]]))
    assert sheet_names(content) == ("Leeg", "Een", "Twee")
    survey = load_survey(content)
    assert survey.receipt.sheet == "Een"
    assert "Leeg, Twee" in str(survey.receipt.notes[0])
    assert load_survey(content, sheet="Twee").responses.columns.tolist() == ["c", "d"]
    assert load_survey(content, sheet=2).responses.columns.tolist() == ["c", "d"]
    with pytest.raises(SurveyError, match=r'geen werkblad "Drie"\. Wel: Leeg, Een, Twee'):
        load_survey(content, sheet="Drie")
    with pytest.raises(SurveyError, match='geen werkblad "7"'):
        load_survey(content, sheet=7)
    with pytest.raises(SurveyError, match='werkblad "Leeg" is leeg'):
        load_survey(content, sheet="Leeg")
    with pytest.raises(SurveyError, match="geen van de werkbladen"):
        load_survey(workbook(("Leeg", []), ("Ook", [[None, ""]])))
    assert sheet_names(b"a;b\n1;2\n") == ()


def test_a_pivot_table_before_the_answers_is_told() -> None:
    answers: list[list[object]] = [["model", "v1", "v2"], *([["ketens", 1, 2]] * 120)]
    pivot: list[list[object]] = [["model", "gemiddeld"], ["ketens", 1.5], ["netwerk", 2.5]]
    content = workbook(("Draaitabel", pivot), ("Antwoorden", answers))
    notes = [str(note) for note in load_survey(content, sheet="Draaitabel").receipt.notes]
    assert any('Het werkblad "Antwoorden" is veel groter dan "Draaitabel"' in note for note in notes)
    assert load_survey(content).receipt.sheet == "Antwoorden"
    assert "de grootste tabel (3 kolommen met een naam)" in str(load_survey(content).receipt.notes[0])
    notes = [str(note) for note in load_survey(content, sheet="Antwoorden").receipt.notes]
    assert not any("veel groter" in note for note in notes)
    alike = workbook(("2024", answers), ("2025", answers[:100]))
    assert not any("veel groter" in str(note) for note in load_survey(alike, sheet="2025").receipt.notes)


def test_prose_before_the_answers_is_not_taken_for_a_table() -> None:
    answers: list[list[object]] = [["nr", "v1", "v2"], *([i, 1, 2] for i in range(8))]
    prose: list[list[object]] = [[f"Regel {i} van de toelichting"] for i in range(40)]
    survey = load_survey(workbook(("Toelichting", prose), ("Antwoorden", answers)))
    assert (survey.receipt.sheet, survey.responses.columns.tolist()) == ("Antwoorden", ["nr", "v1", "v2"])
    # A first sheet that is a table itself goes before a larger one: it is what the file opens with.
    wide: list[list[object]] = [[f"v{i}" for i in range(9)], *([[1] * 9] * 20)]
    longer: list[list[object]] = [[f"w{i}" for i in range(9)], *([[1] * 9] * 60)]
    assert load_survey(workbook(("2024", wide), ("2025", longer))).receipt.sheet == "2024"


def test_the_sheet_that_has_the_columns_of_the_codebook_goes_before_any_other() -> None:
    first: list[list[object]] = [["nr", "a", "b", "c", "d"], *([[i, 1, 2, 3, 4] for i in range(30)])]
    other: list[list[object]] = [["nr", "w1", "oud"], *([[i, 1, 2] for i in range(9)])]
    content = workbook(("Begeleiders", first), ("Leraren", other))
    codebook = b"column,role,earlier_names\nnr,id,\nw1,grade,\nw2,grade,oud\n"
    survey = load_survey(content, codebook)
    assert survey.receipt.sheet == "Leraren"
    assert "de kolommen van het codeboek" in str(survey.receipt.notes[0])
    assert survey.responses.columns.tolist() == ["nr", "w1", "w2"]
    assert load_survey(content).receipt.sheet == "Begeleiders"
    with pytest.raises(SurveyError, match="w1"):  # a sheet that was asked for stays
        load_survey(content, codebook, sheet="Begeleiders")


def test_empty_rows_and_columns_at_the_ends_carry_nothing() -> None:
    survey = load_survey(workbook(("Data", [[*HEADER, None], *ROWS, [None] * 8, ["", " "], *[[None]] * 20])))
    assert survey.responses.shape == (3, 5)
    ragged = load_survey(workbook(("Data", [["a", "b"], *[[1, 2]] * 80, [1, 2, None, "los"]])))
    assert ragged.responses.shape == (81, 3)
    assert "geen naam" in str(ragged.receipt.column("kolom_4").warnings[0])


def test_formulas_give_their_stored_result_and_are_told_where_they_have_none() -> None:
    unstored = workbook(("Data", [["a", "b"], [1, "=A2+1"], [2, 5]]))
    survey = load_survey(unstored)
    assert survey.responses["b"].isna().tolist() == [True, False]
    assert "Formules zonder bewaarde uitkomst" in " ".join(map(str, survey.receipt.notes))
    members = {}
    with zipfile.ZipFile(io.BytesIO(unstored)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    assert sheet.count(b"</f><v") == 1 or sheet.count(b"</f>") == 1
    stored = sheet.replace(b"</f><v />", b"</f><v>2</v>").replace(b"</f><v/>", b"</f><v>2</v>")
    stored = stored.replace(b"</f><v></v>", b"</f><v>2</v>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, stored if name == "xl/worksheets/sheet1.xml" else data)
    computed = load_survey(out.getvalue())
    np.testing.assert_array_equal(computed.responses["b"], [2.0, 5.0])
    assert not computed.receipt.notes


def test_what_pandas_writes_is_read_back() -> None:
    frame = pd.DataFrame({"getal": [1.5, 2.0, 1e-7], "tekst": ["één", "a;b", "c|d"], "heel": [1, 2, 3]})
    out = io.BytesIO()
    frame.to_excel(out, index=False)
    survey = load_survey(out)
    np.testing.assert_array_equal(survey.responses["getal"], frame["getal"])
    assert survey.responses["tekst"].astype(str).tolist() == frame["tekst"].tolist()


def test_a_codebook_may_be_a_workbook_too() -> None:
    rows = [["column", "role", "scale", "answers"], ["a", "item", "s", "1|2"]]
    codebook = parse_codebook(workbook(("Codeboek", rows)))
    assert codebook.scales[0].items == ("a",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (workbook(("Data", [HEADER, *ROWS]))[:3000], "beschadigd of niet volledig"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "met een wachtwoord"),
        (b"\xd0\xcf\x11\xe0" + b"Workbook", r"oud bestand van de soort Excel \(\.xls\)"),
        (workbook(("Data", [HEADER])), "geen enkele rij"),
        (workbook(("Data", [["a", "a"], [1, 2]])), "meer dan eens voor: a"),
    ],
    ids=["cut off", "password", "xls", "no rows", "name twice"],
)
def test_workbooks_that_cannot_be_read_get_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(SurveyError, match=sentence):
        load_survey(content)


@pytest.mark.parametrize(
    ("member", "kind"),
    [("content.xml", "OpenDocument"), ("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("a.csv", "zip")],
)
def test_other_archives_are_named(member: str, kind: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(SurveyError, match=kind):
        load_survey(out.getvalue())


def test_a_workbook_that_unpacks_to_far_more_than_a_file_may_be_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2_000_000)
    with pytest.raises(SurveyError, match="uitgepakt"):
        load_survey(out.getvalue(), maximum_bytes=50_000)


def test_a_lone_cell_far_away_is_refused_before_memory_is_reserved_for_all_between() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "a", 2
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(SurveyError, match="beslaat 17179869184 cellen"):
        load_survey(out.getvalue())


def test_error_cells_keep_what_they_say_and_stay_in_their_place() -> None:
    rows = [[None], [None, "a", "b"], [None, 1, "#N/A"], [None, "#DIV/0!", 2], [None, 3, 4]]
    survey = load_survey(workbook(("Data", rows)))
    assert survey.responses["b"].isna().tolist() == [True, False, False]
    assert '"#N/A" is gelezen als een lege cel' in str(survey.receipt.column("b").warnings[0])
    with pytest.raises(SurveyError, match=r'Kolom a, rij 4: "#DIV/0!" is geen getal'):
        load_survey(workbook(("Data", rows)), b"column,role\na,grade\n")


def test_a_hidden_sheet_is_not_taken_for_the_answers() -> None:
    book = openpyxl.Workbook()
    book.active.append(["geheim"])
    book.active.append([1])
    book.active.sheet_state = "hidden"
    for row in (["a", "b"], [1, 2]):
        (book["Data"] if "Data" in book.sheetnames else book.create_sheet("Data")).append(row)
    out = io.BytesIO()
    book.save(out)
    assert load_survey(out.getvalue()).receipt.sheet == "Data"


def test_cells_are_those_that_openpyxl_reads() -> None:
    """An independent reader of the same file."""
    rng = np.random.default_rng(4)
    pool: list[object] = [
        None,
        1,
        2.5,
        -3e-9,
        12345678901,
        "tekst",
        " spatie ",
        "1.234",
        True,
        False,
        "één\ntwee",
        "=x",
    ]
    pool += [pd.Timestamp(2025, 3, 1).to_pydatetime(), pd.Timestamp(2025, 3, 1, 8, 15).to_pydatetime()]
    rows = [
        [f"kolom {i}" for i in range(8)],
        *([pool[i] for i in rng.integers(0, len(pool) - 1, 8)] for _ in range(60)),
    ]
    content = workbook(("Data", rows))
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    survey = load_survey(content)
    for column, cells in zip(survey.receipt.columns, sheet.iter_cols(values_only=True), strict=True):
        filled = [cell for cell in cells[1:] if cell is not None]
        assert column.n == len(filled)
        assert len(set(survey.responses[column.name].dropna())) <= len({str(cell).strip() for cell in filled})


def test_a_sheet_with_only_a_title_is_not_taken_for_the_answers() -> None:
    content = workbook(("Toelichting", [["Enquête 2025"]]), ("Data", [["a", "b"], [1, 2]]))
    survey = load_survey(content)
    assert survey.receipt.sheet == "Data"
    assert "Toelichting" in str(survey.receipt.notes[0])


def test_number_cells_do_not_decide_what_a_point_in_a_text_means() -> None:
    survey = load_survey(workbook(("Data", [["cijfer", "leerlingen"], [7.5, "1.777"], [6.25, "2.345"]])))
    assert survey.responses["leerlingen"].tolist() == [1777, 2345]  # as in a Dutch text file, and told
    assert "duizendtal" in str(survey.receipt.column("leerlingen").warnings[0])


def test_a_whole_number_beyond_15_digits_is_written_with_its_digits() -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "v"])
    for i in range(3):
        book.active.append([9.00719925474012e18 + i * 1e6, i])
    file = io.BytesIO()
    book.save(file)
    survey = load_survey(file.getvalue())
    assert survey.responses["id"].tolist()[0] == "9007199254740120000"
    assert survey.responses["id"].nunique() == 3


def test_names_below_blocks_may_be_short_and_answers_words() -> None:
    blocks: list[object] = ["", "", "Achtergrond", "", "", "Aanbod", "", ""]
    names: list[object] = ["Nr", "Ingevuld", "Gemeente", "Sector", "Functie", "SMW", "BSO", "GGZ"]
    places, kinds, posts = ("Almelo", "Borne", "Hengelo"), ("po", "vo"), ("leerkracht", "directeur")
    rows: list[list[object]] = [
        [
            i,
            f"{1 + i % 28}-3-2026",
            places[i % 3],
            kinds[i % 2],
            posts[i % 2],
            *(["ja", "nee", "weet niet"][i % 3],) * 3,
        ]
        for i in range(40)
    ]
    title: list[list[object]] = [["Enquête voorjaar"], []]
    survey = load_survey(workbook(("Export", [*title, blocks, names, *rows])))
    assert (survey.receipt.header_rows, len(survey)) == (2, 40)
    assert survey.responses.columns.tolist() == names
    assert survey.receipt.column("GGZ").description.label == "Aanbod – GGZ"
    # A first respondent with the answers of others below is no row of names, however few columns have one.
    sparse = load_survey(workbook(("Export", [blocks, *(row[:8] for row in rows)])))
    assert (sparse.receipt.header_rows, len(sparse)) == (1, 40)


def test_blocks_merged_over_columns_are_header_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Blok A", None, "Blok B", None],
        ["Nummer", "Hoe vaak", "Vertrouwen", "Visie"],
        ["id", "v1", "v2", "v3"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    for i in range(20):
        sheet.append([i, 1 + i % 5, 1 + i % 4, 1 + i % 3])
    file = io.BytesIO()
    book.save(file)
    survey = load_survey(file.getvalue())
    assert (survey.receipt.header_rows, len(survey)) == (3, 20)
    assert survey.responses.columns.tolist() == ["id", "v1", "v2", "v3"]
    assert survey.receipt.column("v3").description.label == "Blok B – Visie"
