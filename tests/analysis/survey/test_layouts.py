"""Tables on their side or with a row for each answer get a row for each respondent; pandas is the judge."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SurveyError
from analysis.survey import Layout, Role, load_sample, load_survey, rearrange, sample_names, suggest_codebook

QUESTIONS = [
    "Wij hebben samen een visie op zorg in school",
    "Ouders denken mee over het plan",
    "Er is één plan voor elk kind",
    "De taken zijn helder verdeeld",
    "De samenwerking kost te veel tijd",
]


def wide(n: int = 24, seed: int = 4) -> pd.DataFrame:
    """One row for each respondent, as texts."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.integers(1, 6, (n, len(QUESTIONS))), columns=QUESTIONS).astype(str)
    frame.insert(0, "Wat is uw functie?", rng.choice(["leraar", "hulpverlener"], n))
    frame.index = [f"Resp {i}" for i in range(1, n + 1)]
    return frame


def on_its_side(frame: pd.DataFrame, above: str = "Vraag") -> bytes:
    return frame.T.to_csv(sep=";", index_label=above).encode()


def by_answer(frame: pd.DataFrame, names: tuple[str, str, str] = ("respondentnr", "vraag", "antwoord")) -> pd.DataFrame:
    long = frame.rename_axis(names[0]).reset_index().melt(id_vars=names[0], var_name=names[1], value_name=names[2])
    return long.sort_values([names[0], names[1]], kind="stable", ignore_index=True)


def as_frame(content: bytes) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(content), sep=";", dtype=str, keep_default_na=False, index_col=0, encoding="utf-8-sig"
    )


@pytest.mark.parametrize("above", ["Vraag", "Stellingen", "", "Respondent"])
def test_a_table_on_its_side_is_told_and_turned(above: str) -> None:
    content = on_its_side(wide(), above)
    found = load_survey(content).receipt.layout
    assert found is not None
    assert (found.kind, found.respondents, found.questions) == (Layout.TURNED, 24, 6)
    assert "op haar kant" in str(found.message)
    made = rearrange(content, name="antwoorden.csv")
    assert made.name == "antwoorden (omgezet).csv"
    pd.testing.assert_frame_equal(as_frame(made.content), wide(), check_names=False)
    assert load_survey(made.content).receipt.layout is None


def test_names_of_people_above_the_columns_do_and_means_of_a_report_do_not() -> None:
    names = ["Anna", "Bart", "Carla", "Dirk", "Eva", "Frank", "Gea", "Hans", "Ineke"]
    people = wide(9).set_axis(names)
    assert load_survey(on_its_side(people)).receipt.layout is not None
    towns = pd.DataFrame(np.random.default_rng(1).uniform(1, 5, (9, 5)).round(2), names, QUESTIONS)
    assert load_survey(on_its_side(towns)).receipt.layout is None
    few = wide(5).set_axis(["Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens"])
    assert load_survey(on_its_side(few)).receipt.layout is None


def test_schools_beside_numbered_items_are_laid_out_as_they_should_be() -> None:
    schools = [f"Basisschool De Grote Regenboog {i}" for i in range(12)]
    frame = wide(12).iloc[:, 1:].set_axis(schools).set_axis(range(1, 6), axis=1)
    assert load_survey(frame.to_csv(sep=";", index_label="School").encode()).receipt.layout is None


def test_headings_and_codes_of_a_workbook_on_its_side_become_blocks_and_names() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Enquête OZA 2026"])
    sheet.append([])
    sheet.append(["Nr", "Stelling", *[f"Respondent {i}" for i in range(1, 31)]])
    rng = np.random.default_rng(3)
    answers = rng.integers(1, 6, (4, 30)).tolist()
    for number, (question, row) in enumerate(zip(QUESTIONS, answers, strict=False), start=1):
        if number in (1, 3):
            sheet.append([None, "Samenwerking" if number == 1 else "Randvoorwaarden"])
        sheet.append([f"st{number}", question, *row])
    out = io.BytesIO()
    book.save(out)
    made = rearrange(out.getvalue(), name="stellingen.xlsx")
    survey = load_survey(made.content, name=made.name)
    assert survey.responses[["st1", "st2", "st3", "st4"]].to_numpy().T.tolist() == answers
    codebook = suggest_codebook(survey)
    assert codebook["st1"].scale == codebook["st2"].scale != codebook["st3"].scale == codebook["st4"].scale
    assert QUESTIONS[0] in codebook["st1"].label_nl


def test_a_row_for_each_answer_is_told_and_put_side_by_side() -> None:
    frame = wide().set_axis([str(i) for i in range(101, 125)])
    content = by_answer(frame).to_csv(sep=";", index=False).encode()
    found = load_survey(content).receipt.layout
    assert found is not None
    assert (found.kind, found.respondents, found.questions) == (Layout.LONG, 24, 6)
    made = rearrange(content)
    pd.testing.assert_frame_equal(as_frame(made.content)[list(frame.columns)], frame, check_names=False)


def test_what_a_database_writes_beside_each_answer() -> None:
    """Codes become names, what is of the respondent goes along, what is of the answer is told, several answers join."""
    frame = wide(20).set_axis([f"R_{i:02}" for i in range(20)])
    long = by_answer(frame, ("response_id", "question", "answer"))
    codes = {question: f"Q{i}" for i, question in enumerate(frame.columns, start=1)}
    long.insert(1, "question_code", long["question"].map(codes))
    long["school"] = long["response_id"].map(lambda text: ["De Brink", "Het Zand"][int(text[-1]) % 2])
    long["seconds"] = np.arange(len(long))
    again = long[long["question_code"] == "Q1"].iloc[::2].assign(answer="directeur", seconds=7)
    content = pd.concat([long, again]).to_csv(index=False).encode()
    made = rearrange(content)
    assert made.left_behind == ("seconds",)
    survey = load_survey(made.content)
    assert list(survey.responses.columns) == ["response_id", "school", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]
    assert survey.responses["Q3"].tolist() == frame[QUESTIONS[1]].astype(float).tolist()
    codebook = suggest_codebook(survey)
    assert codebook["Q1"].multiple
    assert codebook["Q2"].role is Role.ITEM
    assert QUESTIONS[0] in codebook["Q2"].label_nl


def test_an_answer_that_was_not_given_stays_empty() -> None:
    frame = wide().set_axis([str(i) for i in range(100, 124)])
    long = by_answer(frame)
    dropped = long.index[[3, 20, 77]]
    table = as_frame(rearrange(long.drop(dropped).to_csv(sep=";", index=False).encode()).content)
    for row in dropped:
        assert table.loc[long.loc[row, "respondentnr"], long.loc[row, "vraag"]] == ""
        frame.loc[long.loc[row, "respondentnr"], long.loc[row, "vraag"]] = ""
    pd.testing.assert_frame_equal(table[list(frame.columns)], frame, check_names=False)


@given(
    st.integers(5, 20),
    st.integers(3, 8),
    st.randoms(use_true_random=False),
    st.sampled_from(["1", "5", "eens", "weet niet; of toch", 'zei "ja"', "é"]),
)
def test_turning_and_putting_side_by_side_lose_nothing(n: int, k: int, random: object, odd: str) -> None:
    choose = getattr(random, "choice")  # noqa: B009 - hypothesis gives an object without a type
    cells = [[choose(["1", "2", "3", odd]) for _ in range(k)] for _ in range(n)]
    frame = pd.DataFrame(cells, [f"R{i}" for i in range(n)], [f"Vraag nummer {i} over het plan" for i in range(k)])
    turned = as_frame(rearrange(on_its_side(frame)).content)
    pd.testing.assert_frame_equal(turned, frame, check_names=False)
    shuffled = by_answer(frame).sample(frac=1, random_state=1)
    beside = as_frame(rearrange(shuffled.to_csv(sep=";", index=False).encode()).content)
    pd.testing.assert_frame_equal(beside.loc[frame.index, list(frame.columns)], frame, check_names=False)


@pytest.mark.parametrize("sample", sample_names())
def test_the_samples_have_a_row_for_each_respondent(sample: str) -> None:
    receipt = load_sample(sample).receipt
    assert receipt.layout is None
    assert receipt.repeated is None


def test_a_file_with_a_row_for_each_respondent_is_refused_in_a_sentence() -> None:
    with pytest.raises(SurveyError, match="heeft al een rij voor elke respondent"):
        rearrange(wide().to_csv(sep=";", index_label="respondent").encode())
