"""Rows that are no respondents, or no whole ones: told, never left out unasked."""

import io

import openpyxl
import pytest

from analysis.survey import OddKind, Survey, load_survey

HEAD = "id;v1;v2;v3\n"
ROWS = "".join(f"{i};{1 + i % 5};{1 + i % 4};{1 + i % 3}\n" for i in range(1, 41))


def odd(survey: Survey) -> dict[OddKind, tuple[int, ...]]:
    return {found.kind: found.rows for found in survey.receipt.odd_rows}


@pytest.mark.parametrize(
    "word", ["Gemiddelde", "Totaal", "Eindtotaal", "N", "Total", "Mean", "Average", "SD", "Totaal:", "Mean score"]
)
def test_a_total_below_the_answers_is_told_and_can_be_left_out(word: str) -> None:
    content = f"{HEAD}{ROWS}{word};3;3,5;3\n".encode()
    survey = load_survey(content)
    assert (len(survey), odd(survey)) == (41, {OddKind.TOTAL: (42,)})
    assert word in " ".join(map(str, survey.receipt.warnings))
    without = load_survey(content, leave_out_rows=[42])
    assert without.responses["id"].tolist() == list(range(1, 41))
    assert not odd(without)


def test_several_rows_below_the_answers_with_a_note_after_an_empty_line() -> None:
    survey = load_survey(f"{HEAD}{ROWS}Gemiddelde;3;3;3\nSD;1;1;1\n\nBron: eigen enquête;;;\n".encode())
    assert odd(survey) == {OddKind.TOTAL: (42, 43), OddKind.NOTE: (45,)}


def test_a_note_below_the_table_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    for row in (["naam", "v1", "v2"], *([f"school {i}", i % 5, i % 4] for i in range(30)), [], ["Bron: OZA, 2026"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert odd(load_survey(file.getvalue())) == {OddKind.NOTE: (33,)}


@pytest.mark.parametrize(
    "content",
    [
        HEAD + ROWS,
        HEAD + ROWS + "41;;;\n",  # who answered nothing
        HEAD + ROWS + ";5;;\n",
        "mee;v1;v2\n" + "J;1;2\n" * 20 + "N;2;3\n",  # no, not a number of respondents
        "naam;v1;v2\n" + "".join(f"school {i};1;2\n" for i in range(20)) + "Totaal onderwijs;;\n",
        "deel;v1;v2\nTotaal;1;2\nNoord;1;2\nTotaal;2;3\n",
        "naam;v1;v2\nTotaal;1;2\nNoord;1;2\n",
        "v1\n3\n4\nTotaal\n",
    ],
)
def test_respondents_are_no_totals(content: str) -> None:
    assert not odd(load_survey(content.encode()))


def qualtrics(status: list[str], finished: list[str], channel: list[str]) -> bytes:
    names = ["StartDate", "Status", "Progress", "Finished", "ResponseId", "DistributionChannel", "Q1"]
    imports = ",".join('"{""ImportId"":""%s""}"' % name for name in names)  # noqa: UP031
    lines = [",".join(names), ",".join(names), imports]
    for i, (one, two, three) in enumerate(zip(status, finished, channel, strict=True)):
        progress = 100 if two in ("True", "1") else 40
        lines.append(f"2026-01-0{i + 1} 10:00:00,{one},{progress},{two},R_{i},{three},{i % 5 + 1}")
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("real", "trial", "done", "not_done"), [("IP Address", "Survey Preview", "True", "False"), ("0", "1", "1", "0")]
)
def test_previews_and_unfinished_ones_of_qualtrics(real: str, trial: str, done: str, not_done: str) -> None:
    content = qualtrics(
        [real, trial, real, real, real], [done, not_done, not_done, done, done], ["anonymous"] * 4 + ["preview"]
    )
    survey = load_survey(content)
    assert len(survey) == 5
    assert odd(survey) == {OddKind.PREVIEW: (5, 8), OddKind.UNFINISHED: (6,)}
    assert not odd(load_survey(content, leave_out_rows=[5, 6, 8]))


def test_limesurvey_tells_of_who_did_not_submit() -> None:
    head = "id,submitdate,lastpage,startlanguage,G01Q01[SQ001],G01Q01[SQ002]\n"
    rows = "1,2026-01-01 10:00:00,3,nl,A1,A5\n2,,1,nl,A2,\n3,2026-01-01 12:00:00,3,nl,A3,A1\n4,N/A,,nl,,\n"
    survey = load_survey((head + rows).encode())
    assert (len(survey), odd(survey)) == (4, {OddKind.UNFINISHED: (3, 5)})
    assert "2 van de 4" in str(survey.receipt.odd_rows[0].message)
    only_pages = (head + rows).replace("submitdate,", "seed,").encode()
    assert odd(load_survey(only_pages)) == {OddKind.UNFINISHED: (5,)}
    nobody = load_survey((head + "1,,1,nl,A1,A2\n2,,1,nl,A2,A2\n").encode())
    assert not odd(nobody), "then the survey keeps no dates"


def test_columns_that_only_share_a_name_say_nothing() -> None:
    assert not odd(load_survey(b"id;finished;progress\n1;False;10\n2;True;100\n3;True;100\n"))


def test_the_header_again_between_the_answers_is_told_and_can_be_left_out() -> None:
    lines = ROWS.splitlines(keepends=True)
    content = f"{HEAD}{''.join(lines[:20])}{HEAD}{''.join(lines[20:])}{HEAD}Totaal;3;3;3\n".encode()
    survey = load_survey(content)
    assert odd(survey) == {OddKind.HEADER: (22, 43), OddKind.TOTAL: (44,)}
    assert "rij 22, 43" in " ".join(map(str, survey.receipt.warnings))
    without = load_survey(content, leave_out_rows=[22, 43, 44])
    assert without.responses["v1"].tolist() == load_survey((HEAD + ROWS).encode()).responses["v1"].tolist()
    assert not odd(without)


def test_the_header_of_a_workbook_again_also_where_it_has_line_breaks() -> None:
    book = openpyxl.Workbook()
    head = ["nr", "Wij overleggen\nregelmatig", "Wij kennen  elkaar"]
    for row in (head, *([i, i % 5, i % 4] for i in range(12)), head, *([i, i % 5, i % 4] for i in range(12, 20))):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert odd(load_survey(file.getvalue())) == {OddKind.HEADER: (14,)}


@pytest.mark.parametrize(
    "content",
    [
        "groep;gezin;thuis\n" + "groep;;thuis\n;gezin;\n" * 9 + "groep;gezin;thuis\n",  # all three ticked
        "naam;hulp;vorm\nnaam;3;4\n" + "x;1;2\ny;2;3\n" * 9,
        "v1\n1\n2\nv1\n3\n",
    ],
)
def test_answers_that_are_called_as_their_column_are_no_header(content: str) -> None:
    assert not odd(load_survey(content.encode()))
