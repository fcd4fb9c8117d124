"""Questions with several answers, in every form that survey tools write them."""

import pytest

from analysis.errors import SurveyError
from analysis.survey import Role, load_survey, parse_codebook, suggest_codebook

COLUMNS = "column,role,scale,label_nl\nm_1,multiple,vervoer,auto\nm_2,multiple,vervoer,fiets\n"


@pytest.mark.parametrize(
    ("rows", "n"),
    [
        ("1;0\n0;0\n1;1\n;\n", 3),  # 0 says that the question was put, an empty row does not
        ("ja;nee\nnee;nee\nJA;ja\n;\n", 3),
        ("auto;\n;\nAuto;fiets\n;\n", 2),
        ("x;\n;\nX;x\n;\n", 2),
        ("1;\n;\n1;1\n;\n", 2),
    ],
)
def test_one_column_for_each_answer(rows: str, n: int) -> None:
    survey = load_survey(("m_1;m_2;z\n" + rows.replace("\n", ";q\n")).encode(), COLUMNS.encode())
    (question,) = survey.multiple
    assert (question.name, question.options, question.columns) == ("vervoer", ("auto", "fiets"), ("m_1", "m_2"))
    chosen = survey.selected("vervoer")
    assert len(chosen) == n
    assert chosen.dtypes.unique().tolist() == [bool]
    assert chosen.sum().to_dict() == {"auto": 2, "fiets": 1}


@pytest.mark.parametrize("separator", [";", "|", ", "])
def test_all_answers_in_one_cell(separator: str) -> None:
    cells = [f"auto{separator}fiets", "Fiets", "", f"auto{separator} auto"]
    content = "m\tz\n" + "".join(f"{cell}\tq\n" for cell in cells)
    survey = load_survey(content.encode(), b"column,role,answers\nm,multiple,auto|fiets|bus\n")
    (question,) = survey.multiple
    assert question.in_one_cell
    assert question.options == ("auto", "fiets", "bus")
    chosen = survey.selected(question)
    assert chosen.index.tolist() == [0, 1, 3]
    assert chosen.sum().to_dict() == {"auto": 2, "fiets": 2, "bus": 0}


def test_without_listed_answers_the_options_are_those_given() -> None:
    survey = load_survey(b"m\tz\nb;a\tq\nc\tq\n", b"column,role\nm,multiple\n")
    assert survey.multiple[0].options == ("a", "b", "c")


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(SurveyError, match=r'Kolom m_1, rij 3: "misschien"'):
        load_survey(b"m_1;m_2\n1;0\nmisschien;1\n", COLUMNS.encode())
    with pytest.raises(SurveyError, match=r'Kolom m, rij 2: "auto;raket"'):
        load_survey(b"m\tz\nauto;raket\tq\n", b"column,role,answers\nm,multiple,auto|fiets\n")


def test_unknown_questions_are_answered_with_those_that_exist() -> None:
    survey = load_survey(b"m_1;m_2\n1;0\n", COLUMNS.encode())
    with pytest.raises(SurveyError, match=r'geen meerkeuzevraag "x"\. Wel: vervoer'):
        survey.selected("x")
    assert load_survey(b"a;b\n1;2\n").multiple == ()


def test_the_role_stands_in_the_codebook_file() -> None:
    codebook = parse_codebook(COLUMNS.encode())
    assert codebook["m_1"].multiple
    assert codebook["m_1"].role is Role.BACKGROUND
    assert parse_codebook(codebook.to_csv().encode()) == codebook
    assert not codebook.replace("m_1", role="item", answers="1|2")["m_1"].multiple


def test_both_forms_are_suggested() -> None:
    rows = [("auto", "", "a;b"), ("", "fiets", "b"), ("auto", "fiets", "a"), ("", "", "b;c"), ("auto", "", "c;a")]
    content = "v_1\tv_2\thobby\n" + "".join("\t".join(row) + "\n" for row in rows)
    survey = load_survey(content.encode(), suggest_codebook(load_survey(content.encode())))
    assert [(q.name, q.options) for q in survey.multiple] == [("v", ("auto", "fiets")), ("hobby", ("a", "b", "c"))]
    assert survey.selected("hobby").sum().to_dict() == {"a": 3, "b": 3, "c": 2}


STEMS = ("Vorm_{}", "Welke vormen? - {}", "Vorm: {}", "Welke vormen? ({})", "Welke vormen? [{}]")
CODINGS = {
    "numbers": ("1", "0"),
    "one or nothing": ("1", ""),
    "yes and no": ("ja", "nee"),
    "crosses": ("x", ""),
    "words": ("Geselecteerd", "Niet geselecteerd"),
    "own text": (None, ""),
}
OPTIONS = ("ambulant", "groep", "thuis")


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("coding", CODINGS.values(), ids=CODINGS)
def test_columns_that_end_in_an_answer_are_one_question(stem: str, coding: tuple[str | None, str]) -> None:
    yes, no = coding
    picks = [[(i >> place) % 2 == 1 for place in range(3)] for i in range(1, 8)] * 5
    rows = [
        ";".join((yes or option) if pick else no for option, pick in zip(OPTIONS, row, strict=True)) for row in picks
    ]
    own = [";zelf bedacht" if i % 9 == 0 else ";" for i in range(len(rows))]
    header = ";".join(["nr", *(stem.format(option) for option in (*OPTIONS, "anders, namelijk"))])
    body = [f"{i};{row}{words}" for i, (row, words) in enumerate(zip(rows, own, strict=True))]
    content = "\n".join([header, *body]).encode()
    survey = load_survey(content, suggest_codebook(load_survey(content)).to_csv().encode())
    (question,) = survey.multiple
    chosen = survey.selected(question)[list(OPTIONS)]
    assert chosen.sum().tolist() == [sum(row[place] for row in picks) for place in range(3)]


def test_columns_with_different_codes_are_no_question() -> None:
    rows = [f"{i % 2};{('ja', 'nee')[i % 2]};{('man', 'vrouw')[i % 2]}" for i in range(20)]
    content = "\n".join(["Vorm_groep;Vorm_thuis;Vorm_mens", *rows]).encode()
    assert suggest_codebook(load_survey(content)).multiple_questions == {}


@pytest.mark.parametrize("separator", [";", "; ", "|", ", "])
@pytest.mark.parametrize("own", ["anders, namelijk een buurtkamer {}", "Anders: buurtkamer {}", "een buurtkamer {}"])
def test_own_words_in_a_cell_are_one_answer(separator: str, own: str) -> None:
    cells = [
        separator.join([("auto", "fiets", "bus")[i % 3], *(["trein"] if i % 2 else []), *([own] if i % 9 == 0 else [])])
        for i in range(45)
    ]
    content = "nr\tvervoer\n" + "".join(f"{i}\t{cell.format(i)}\n" for i, cell in enumerate(cells))
    survey = load_survey(content.encode(), suggest_codebook(load_survey(content.encode())).to_csv().encode())
    (question,) = survey.multiple
    assert question.options == ("auto", "bus", "fiets", "trein", "Anders")
    assert survey.selected(question).sum().to_dict() == {"auto": 15, "bus": 15, "fiets": 15, "trein": 22, "Anders": 5}
    assert any("eigen woorden" in str(warning) for warning in survey.receipt.column("vervoer").warnings)
    assert not any("buurtkamer" in str(warning) for warning in survey.receipt.column("vervoer").warnings)


def test_an_option_other_that_is_always_written_alike_stays_as_it_is() -> None:
    cells = ["auto;overig", "fiets", "auto", "bus;fiets", "overig"] * 6
    content = "nr\tvervoer\n" + "".join(f"{i}\t{cell}\n" for i, cell in enumerate(cells))
    assert suggest_codebook(load_survey(content.encode()))["vervoer"].answers[-1].label == "overig"
