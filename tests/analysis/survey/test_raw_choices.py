"""How a question with several answers stands in its file, so that simple rules read it as the survey did."""

import io
from collections.abc import Callable

import pandas as pd
import pytest

from analysis.errors import SurveyError
from analysis.survey import RawChoices, Survey, load_survey, raw_choices

GROUPS = "model,group,,Model,schot|netwerk\n"
OWN = (
    "column,role,scale,label_nl,answers\n" + GROUPS + "m_1,multiple,vervoer,auto,\nm_2,multiple,vervoer,fiets,\n"
).encode()
ONE = ("column,role,scale,label_nl,answers\n" + GROUPS + "m,multiple,,Vervoer,auto|fiets|anders\n").encode()
ANSWERS = [("1", "0", "Schot"), ("0", "0", "netwerk"), ("", "1", "SCHOT"), ("", "", "netwerk"), ("1", "", "")]


def found(survey: Survey, data: bytes) -> RawChoices:
    return raw_choices(data, survey, survey.multiple[0], "model")


@pytest.mark.parametrize("write", [
    lambda frame: frame.to_csv(index=False, sep=";").encode(),
    lambda frame: (book := io.BytesIO(), frame.to_excel(book, index=False), book.getvalue())[2],
])  # fmt: skip
def test_a_column_for_each_answer(write: Callable[[pd.DataFrame], bytes]) -> None:
    data = write(pd.DataFrame(ANSWERS, columns=["m_1", "m_2", "model"]))
    survey = load_survey(data, OWN)
    raw = found(survey, data)
    assert (raw.chosen, raw.not_chosen) == ({"m_1": ("1",), "m_2": ("1",)}, {"m_1": ("0",), "m_2": ("0",)})
    assert raw.groups == {"schot": "schot", "netwerk": "netwerk"}
    assert (raw.positions, raw.first_row, raw.separator) == ({"m_1": 1, "m_2": 2, "model": 3}, 2, "")
    assert survey.choices("vervoer").isna().all(axis=1).tolist() == [False, False, False, True, False]


def test_all_answers_in_one_cell_without_anybodys_own_words() -> None:
    data = b"m\tmodel\nAuto;fiets\tschot\nanders, met een step\tnetwerk\nfiets\tnetwerk\n\tschot\nn.v.t.\tschot\n"
    survey = load_survey(data, ONE)
    raw = found(survey, data)
    assert raw.separator == ";"
    assert raw.answers == {"auto": "auto", "fiets": "fiets"}
    assert raw.other == "anders"
    assert "step" not in repr(raw)
    assert raw.missing == ("n.v.t.",)
    assert survey.selected("m").sum().to_dict() == {"auto": 1, "fiets": 2, "anders": 1}


def test_what_no_program_can_read_is_a_sentence() -> None:
    data = pd.DataFrame(ANSWERS, columns=["m_1", "m_2", "model"]).to_csv(index=False, sep=";").encode()
    survey = load_survey(data, OWN)
    with pytest.raises(SurveyError, match=r"geen kolom van het bestand: vervoer\|auto"):
        raw_choices(data, survey, survey.multiple[0], "vervoer|auto")
    with pytest.raises(SurveyError, match="niet het bestand"):
        raw_choices(data.replace(b"m_2", b"m_9"), survey, survey.multiple[0], "model")


def test_a_question_as_a_whole_has_a_name_of_its_own() -> None:
    data = b"m\tmodel\nauto\tschot\nfiets;auto\tnetwerk\n"
    survey = load_survey(data, ONE)
    assert {name: question.name for name, question in survey.whole_questions.items()} == {"m|": "m"}
    assert not set(survey.whole_questions) & {*survey.options, *survey.responses.columns}
