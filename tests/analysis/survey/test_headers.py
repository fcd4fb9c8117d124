"""Header rows and the look of survey tools' exports, written as their manuals show them."""

import pytest

from analysis.errors import SurveyError
from analysis.survey import Role, Survey, SurveyTool, draft_codebook, load_survey, suggest_codebook

QUALTRICS = (
    "StartDate,IPAddress,ResponseId,Q1,Q2_1,Q2_2\n"
    "Start Date,IP Address,Response ID,Hoe oud bent u?,Stellingen - Wij delen een doel,Stellingen - Wij werken samen\n"
    + ",".join('"{""ImportId"":""%s""}"' % key for key in ("startDate", "ipAddress", "_recordId", "QID1", "q1", "q2"))  # noqa: UP031
    + "\n"
    + "".join(f"2024-01-0{i} 10:00:00,10.0.0.{i},R_{i},4{i},{i},{6 - i}\n" for i in range(1, 6))
)
SURVEYMONKEY = (
    "Respondent ID,Collector ID,Start Date,Wat is uw functie?,Hoe tevreden bent u over,,Anders?\n"
    ",,,Response,De hulp,De school,Open-Ended Response\n"
    "114,9,01/02/2024,leraar,1,2,niets\n115,9,01/02/2024,ouder,5,4,\n116,9,01/03/2024,leraar,3,3,\n"
)
LIMESURVEY = (
    '\ufeff"id","submitdate","lastpage","startlanguage","seed","G01Q01[SQ001]","G01Q01[SQ002]","G02Q03"\n'
    '"1","2024-01-01 10:00:00","3","nl","11","A1","A5","N/A"\n'
    '"2","2024-01-01 11:00:00","3","nl","12","A2","A4","ja"\n'
    '"3","2024-01-01 12:00:00","3","nl","13","A3","N/A","nee"\n'
    '"4","2024-01-01 13:00:00","3","nl","14","A3","A4","nee"\n'
)


def notes(survey: Survey) -> str:
    return " ".join(map(str, survey.receipt.notes))


def test_qualtrics_has_three_header_rows_and_import_ids() -> None:
    survey = load_survey(QUALTRICS.encode())
    assert survey.responses.columns.tolist() == ["StartDate", "IPAddress", "ResponseId", "Q1", "Q2_1", "Q2_2"]
    assert len(survey) == 5
    assert (survey.receipt.tool, survey.receipt.header_rows) == (SurveyTool.QUALTRICS, 3)
    assert "Qualtrics" in notes(survey)
    assert draft_codebook(survey)["Q1"].label_nl == "Hoe oud bent u?"
    suggested = suggest_codebook(survey)
    assert [suggested[c].role for c in ("StartDate", "IPAddress", "ResponseId")] == ["ignore", "ignore", "id"]
    assert [(e.column, e.scale) for e in suggested if e.role is Role.ITEM] == [
        ("Q2_1", "stellingen"),
        ("Q2_2", "stellingen"),
    ]


def test_what_qualtrics_adds_to_a_question_with_an_open_answer_is_no_part_of_it() -> None:
    rows = "".join(
        f"2026-09-01 08:00:0{i},R_{i},{'Leraar' if i % 2 else 'Anders:'},{'' if i % 2 else 'x'}\n" for i in range(8)
    )
    head = "StartDate,ResponseId,Q1,Q1_3_TEXT\nBegindatum,Respons-ID,Wat is uw functie? - Selected Choice,"
    head += 'Wat is uw functie? - Anders: - Text\n"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}",'
    head += '"{""ImportId"":""QID1""}","{""ImportId"":""QID1_3_TEXT""}"\n'
    survey = load_survey((head + rows).encode())
    assert suggest_codebook(survey)["Q1"].label_nl == "Wat is uw functie?"


def test_surveymonkey_has_a_question_above_its_sub_questions() -> None:
    survey = load_survey(SURVEYMONKEY.encode())
    assert survey.responses.columns.tolist() == [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "Wat is uw functie?",
        "De hulp",
        "De school",
        "Anders?",
    ]
    assert (survey.receipt.tool, survey.receipt.header_rows) == (SurveyTool.SURVEYMONKEY, 2)
    suggested = suggest_codebook(survey)
    assert suggested["De school"].label_nl == "De school"
    assert suggested["De school"].scale == suggested["De hulp"].scale == "tevreden"
    assert (suggested["Respondent ID"].role, suggested["Collector ID"].role) == ("id", "ignore")


def test_limesurvey_codes_arrays_and_not_applicable() -> None:
    survey = load_survey(LIMESURVEY.encode())
    assert survey.receipt.tool is SurveyTool.LIMESURVEY
    assert survey.receipt.encoding == "utf-8-sig"
    assert survey.receipt.column("G02Q03").missing == {"niet van toepassing": 1}
    suggested = suggest_codebook(survey)
    assert [suggested[c].role for c in ("id", "submitdate", "seed")] == ["id", "ignore", "ignore"]
    coded = load_survey(LIMESURVEY.encode(), suggested.to_csv().encode())
    assert coded.items("G01Q01").fillna(0).to_numpy().tolist() == [[1, 5], [2, 4], [3, 0], [3, 4]]


def test_limesurvey_with_codes_and_texts_in_the_header() -> None:
    header = '"id","lastpage","startlanguage","G01Q01. Hoe gaat het?","G01Q02[SQ1]. Hulp [Op school]"\n'
    survey = load_survey((header + '"1","3","nl","goed","1"\n').encode())
    assert survey.responses.columns.tolist()[3:] == ["G01Q01", "G01Q02[SQ1]"]
    assert draft_codebook(survey)["G01Q01"].label_nl == "Hoe gaat het?"


def test_a_row_of_questions_below_the_names_is_recognised() -> None:
    content = b"v1;v2;v3\nHoe tevreden bent u?;Hoe vaak komt u?;Wat wilt u nog kwijt?\n1;2;a\n2;3;b\n3;3;a\n"
    survey = load_survey(content)
    assert survey.receipt.header_rows == 2
    assert survey.responses["v1"].tolist() == [1, 2, 3]
    assert [entry.label_nl for entry in draft_codebook(survey)][:2] == ["Hoe tevreden bent u?", "Hoe vaak komt u?"]
    assert len(load_survey(content, header_rows=1)) == 4


@pytest.mark.parametrize(
    "content",
    [
        b"a;b\ngeen zicht op;geen zicht op\n1;2\n2;3\n3;1\n",
        b"a;b\n1;x\n1;2\n2;3\n3;1\n",
        b"naam;stad\nAnna;Almere\nBert;Utrecht\nCees;Almelo\nDirk;Almelo\n",
    ],
)
def test_a_first_row_of_answers_is_not_taken_for_a_header(content: bytes) -> None:
    assert load_survey(content).receipt.header_rows == 1


def test_two_rows_of_which_none_names_every_column_are_put_together() -> None:
    survey = load_survey(b"School;;Thuis;\nhulp;rust;hulp;rust\n1;2;3;4\n", header_rows=2)
    assert survey.responses.columns.tolist() == ["School – hulp", "School – rust", "Thuis – hulp", "Thuis – rust"]


def test_the_shortest_complete_row_gives_the_names() -> None:
    survey = load_survey(b"Hoe gaat het met u?;Hoe oud bent u?\nv1;v2\n1;2\n", header_rows=2)
    assert survey.responses.columns.tolist() == ["v1", "v2"]
    assert draft_codebook(survey)["v1"].label_nl == "Hoe gaat het met u?"


def test_a_title_in_a_delimited_text_with_the_width_of_the_table() -> None:
    survey = load_survey(b"Enquete 2024;;\n;;\nnr;a;b\n1;2;3\n")
    assert survey.responses.columns.tolist() == ["nr", "a", "b"]
    assert "Enquete 2024" in notes(survey)


def test_an_impossible_number_of_header_rows() -> None:
    with pytest.raises(SurveyError, match="Kies 1 tot en met 3"):
        load_survey(b"a;b\n1;2\n", header_rows=4)
    with pytest.raises(SurveyError, match="geen enkele rij"):
        load_survey(b"a;b\n1;2\n", header_rows=3)


ROWS = "".join(f"{i};{1 + i % 5};{1 + i % 4};{1 + i % 3}\n" for i in range(1, 41))
QUESTIONS = "Nummer;Hoe vaak;Vertrouwen;Visie\n"


@pytest.mark.parametrize(
    ("head", "rows", "labels"),
    [
        ("Blok A;;Blok B;\n" + QUESTIONS + "id;v1;v2;v3\n", 3, ["Hoe vaak", "Vertrouwen"]),
        ("Blok A;;Blok B\n" + QUESTIONS + "id;v1;v2;v3\n", 3, ["Hoe vaak", "Vertrouwen"]),
        ("Blok A;Blok A;Blok B;Blok B\n" + QUESTIONS + "id;v1;v2;v3\n", 3, ["Hoe vaak", "Vertrouwen"]),
        ("id;v1;v2;v3\n" + QUESTIONS + "open;1-5;1-5;1-5\n", 3, ["Hoe vaak – 1-5", "Vertrouwen – 1-5"]),
        ("id;v1;v2;v3\nopen;1-5;1 t/m 5;1-5\n", 2, ["v1 (1-5)", "v2 (1 t/m 5)"]),
        (";Blok A;;Blok B\nid;v1;v2;v3\n", 2, ["v1", "v2"]),
        ("Enquête 2026\n" + "id;v1;v2;v3\n", 1, ["v1", "v2"]),
    ],
)
def test_header_rows_are_recognised_by_the_numbers_below_them(head: str, rows: int, labels: list[str]) -> None:
    survey = load_survey((head + ROWS).encode())
    assert survey.receipt.header_rows == rows
    assert survey.responses.columns.tolist() == ["id", "v1", "v2", "v3"]
    assert survey.responses["v3"].tolist() == [1 + i % 3 for i in range(1, 41)]
    own = [(c.description.own_text or c.name) for c in survey.receipt.columns[1:3]]
    assert own == labels
    assert load_survey((head + ROWS).encode(), header_rows=rows).responses.equals(survey.responses)


def test_blocks_above_the_columns_are_what_these_share() -> None:
    survey = load_survey(("Blok A;;Blok B;\n" + QUESTIONS + "id;v1;v2;v3\n" + ROWS).encode())
    assert [c.description.question for c in survey.receipt.columns] == ["Blok A", "Blok A", "Blok B", "Blok B"]


@pytest.mark.parametrize(
    "first",
    [
        "x;weet niet;weet niet;weet ik niet\ny;geen;n.v.t.;nee\n",
        "1;geen mening;geen zicht op;onbekend\n2;3;weet niet;4\n",
        "een;2;3;4\n",
    ],
)
def test_respondents_who_do_not_answer_are_no_header(first: str) -> None:
    survey = load_survey(("id;v1;v2;v3\n" + first + ROWS).encode())
    assert survey.receipt.header_rows == 1
    assert len(survey) == 40 + first.count("\n")


@pytest.mark.parametrize("title", ["Enquête 2026\n", "Enquête 2026, voorjaar\nGemeente X\n\n", "Enquête 2026;;;\n"])
def test_a_title_above_the_table_is_passed_over_and_told(title: str) -> None:
    survey = load_survey((title + "id;v1;v2;v3\n" + ROWS).encode())
    assert survey.responses.columns.tolist() == ["id", "v1", "v2", "v3"]
    assert len(survey) == 40
    assert "Enquête 2026" in notes(survey)
    assert survey.row_numbers[0] == title.count("\n") + 2


def test_a_first_row_of_questions_below_another_header_is_noticed() -> None:
    questions = "Hoe tevreden bent u over de hulp?;Hoe vaak komt u op school?;Wat is uw leeftijd nu?\n"
    content = ("A;B;C\n" + questions + "1;2;31\n2;3;45\n2;1;56\n").encode()
    wrong = load_survey(content, header_rows=1).receipt
    assert (wrong.first_row_asks, wrong.header_rows, wrong.recognised_rows) == (True, 1, 2)
    right = load_survey(content, header_rows=2).receipt
    assert (right.first_row_asks, right.rows) == (False, 3)
    # Who answers with remarks, or with longer words than others, asks nothing.
    for rows in (
        "Goede sfeer hier op school;Ik mis overleg met u;ja\n" * 2,
        "helemaal mee eens;eens;31\neens;oneens;4\n",
    ):
        assert not load_survey(("a;b;c\n" + rows + "x;y;z\nq;r;s\n").encode()).receipt.first_row_asks


def test_empty_rows_never_count_as_header_rows() -> None:
    blocks = ";Blok A;;Blok B;\n;;;;\n;;;;\n"
    content = (blocks + "id;v1;v2;v3;v4\n;;;;\n" + "".join(f"{i};1;{i % 4};{i % 3};2\n" for i in range(9))).encode()
    survey = load_survey(content)
    assert (survey.receipt.header_rows, survey.responses.columns.tolist()) == (2, ["id", "v1", "v2", "v3", "v4"])
    assert load_survey(content, header_rows=2).responses.equals(survey.responses)
    assert survey.row_numbers[0] == 6
    assert "titels van blokken (Blok A, Blok B)" in notes(survey)
