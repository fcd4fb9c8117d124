"""What the receipt and the quality check notice, on files made so that the counts are known."""

import itertools
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import SurveyError
from analysis.survey import Kind, Sign, accept_suspected, check_quality, load_survey, parse_codebook
from analysis.survey.resemblance import near_duplicates

SCALE = "".join(f"v{i},item,s,1|2|3|4|5,{'ja' if i == 2 else ''}\n" for i in range(1, 7))
CODEBOOK = parse_codebook(f"column,role,scale,answers,reversed\nnr,id,,,\n{SCALE}".encode())


def survey(*rows: str):
    lines = [f"{i};{';'.join(row)}" for i, row in enumerate(rows, 1)]
    return load_survey(("nr;v1;v2;v3;v4;v5;v6\n" + "\n".join(lines) + "\n").encode(), CODEBOOK)


def test_straight_lining_counts_who_answered_everything_alike() -> None:
    incomplete = ["3", "3", "3", "3", "3", ""]
    lines = load_survey(b"nr;v1;v2;v3;v4;v5;v6\n1;3;3;3;3;3;3\n2;5;5;5;5;5;5\n3;1;5;1;1;1;1\n4;3;3;3;3;3;\n", CODEBOOK)
    (found,) = check_quality(lines).straight_lining
    assert (found.scale, found.items, found.respondents, found.n) == ("s", 6, 2, 3)
    assert "2 van de 3" in str(check_quality(lines).messages[0])
    assert len(incomplete) == found.items


def test_identical_respondents_are_counted_without_their_numbers() -> None:
    found = check_quality(survey("123451", "123451", "123451", "543215", "111112", "111112")).identical
    assert (found.respondents, found.sets, found.n, found.columns) == (5, 2, 6, 6)
    assert check_quality(survey("123451", "123452")).identical.respondents == 0


def test_nothing_to_compare() -> None:
    quality = check_quality(load_survey(b"nr\n1\n2\n"))
    assert quality.straight_lining == ()
    assert (quality.identical.respondents, quality.identical.n) == (0, 0)
    assert quality.messages == ()


def test_range_and_frequencies() -> None:
    column = load_survey(b"a;b\n3;x\n1;y\n3;x\n2,5;z\n").receipt.column("a")
    assert column.range == (1.0, 3.0)
    assert column.by_frequency == ((3.0, 2), (1.0, 1), (2.5, 1))
    assert load_survey(b"a;b\n3;x\n1;y\n3;x\n").receipt.column("b").range is None


def test_near_duplicates_get_a_proposal_and_are_not_merged() -> None:
    values = ["Netwerk"] * 4 + ["netwerk ", "Netwrk", "Ketens", "Ketens", "Ketnes", "Schotten"]
    read = load_survey(("model;x\n" + "".join(f"{v};1\n" for v in values)).encode())
    found = {(slip.label, slip.meant) for slip in read.receipt.column("model").near_duplicates}
    assert found == {("Netwrk", "Netwerk"), ("Ketnes", "Ketens")}
    assert read.responses["model"].value_counts()["Netwrk"] == 1
    assert '"Netwrk" (1 keer) lijkt op "Netwerk"' in " ".join(map(str, read.receipt.warnings))


@pytest.mark.parametrize(
    "labels",
    [("eens", "oneens"), ("tevreden", "ontevreden"), ("groep 1", "groep 2"), ("2018", "2019"), ("oost", "west"),
     ("ja", "nee"), ("noordoosten", "noordwesten"), ("man", "mam")],
)  # fmt: skip
def test_labels_that_mean_something_else_are_not_taken_for_slips(labels: tuple[str, str]) -> None:
    assert near_duplicates(dict.fromkeys(labels, 3)) == ()


def test_suspected_codes_can_be_accepted_with_one_call() -> None:
    content = b"nr;v1;v2\n1;1;9\n2;99;2\n3;99;3\n4;999;4\n"
    codebook = parse_codebook(b"column,role,scale,answers\nv1,item,s,1|2|3|4|5\nv2,item,s,1|2|3|4|5\n")
    before = load_survey(content, codebook)
    assert [(s.code, s.count) for s in before.receipt.column("v1").suspected] == [(99.0, 2), (999.0, 1)]
    accepted = accept_suspected(accept_suspected(codebook, before, "v1"), before, "v2")
    after = load_survey(content, accepted.to_csv().encode())
    assert after.receipt.column("v1").missing == {"ontbrekend (99)": 2, "ontbrekend (999)": 1}
    assert after.receipt.column("v2").suspected == ()
    assert after.responses.equals(before.responses)
    assert not after.receipt.column("v1").warnings
    with pytest.raises(SurveyError, match='geen kolom "x"'):
        accept_suspected(codebook, before, "x")


def test_suspected_codes_of_a_column_outside_the_codebook() -> None:
    read = load_survey(b"a;b\n1;20\n5;99\n99;31\n3;8\n")
    assert [s.code for s in read.receipt.column("a").suspected] == [99.0]
    assert read.receipt.column("b").suspected == (), "an age of 99 is an age"
    assert read.responses["a"].tolist() == [1, 5, 99, 3], "nothing is changed silently"
    codebook = accept_suspected(parse_codebook(b"column,role\nb,background\n"), read, "a")
    assert [a.code for a in codebook["a"].missing] == ["99"]


MANY = parse_codebook(
    b"column,role,scale,answers,reversed,label_nl\nnr,id,,,,\n"
    + b"".join(
        b"v%d,item,%s,1|2|3|4|5,%s,\n" % (i, b"s" if i < 6 else b"t", b"ja" if i == 2 else b"") for i in range(12)
    )
    + b"cijfer,item,u,0|1|2|3|4|5|6|7|8|9|10,,\n"
)
MANY_HEADER = ";".join(["nr", *(f"v{i}" for i in range(12)), "cijfer"])


def file_of(*rows: str) -> bytes:
    lines = [";".join([str(i), *(("" if c == "." else c) for c in row), "7"]) for i, row in enumerate(rows, 1)]
    return "\n".join([MANY_HEADER, *lines]).encode()


def longest_run(row: str) -> int:
    """Independent of ours: the standard library's runs."""
    return max(len(list(run)) for value, run in itertools.groupby(row) if value != ".")


ROWS = (
    "1234512345.2",  # row 2: nothing the matter
    "555555555555",  # row 3: everything alike, against itself
    "333333333333",  # row 4: everything alike, with the middle answer
    "123332222221",  # row 5: half of the items on end
    "1222222.2223",  # row 6: a missing answer ends the run
    "1234512345.2",  # row 7: the same as row 2
    "55555.......",  # row 8: too few answers to say anything
)


def test_every_respondent_with_a_sign_by_the_row_of_the_file() -> None:
    found = check_quality(load_survey(file_of(*ROWS), MANY))
    table = found.respondents.set_index("row")
    assert list(table.index) == [3, 4, 7, 5, 6, 2], "the most signs first"
    assert found.items == 13
    for row in table.index:
        assert table.loc[row, "longest"] == longest_run(ROWS[row - 2])
        given = ROWS[row - 2].replace(".", "")
        assert table.loc[row, "share"] == pytest.approx(max(map(given.count, given)) / len(given))
        assert table.loc[row, "answered"] == len(given) + 1
    assert table["straight_scales"].to_dict() == {3: 2, 4: 2, 7: 0, 5: 0, 6: 0, 2: 0}
    assert table.loc[[3, 4], "contradictory"].tolist() == [1, 0], "who takes the middle answer contradicts nothing"
    assert table.loc[[2, 7], "double_of"].tolist() == [7, 2]
    assert table["double_of"].isna().tolist() == [True, True, False, True, True, False]
    rows = {sign: found.rows(sign) for sign in Sign}
    assert rows == {Sign.DOUBLE: (7,), Sign.CONTRADICTORY: (3,), Sign.UNIFORM: (3, 4), Sign.LONG: (3, 4, 5, 6)}
    whole = found.whole
    assert (whole.items, whole.n, whole.uniform, whole.long, whole.longest) == (12, 6, 2, 4, 12)
    told = " ".join(map(str, found.messages))
    assert "is niet consistent; dat komt 1 keer voor" in told
    assert "Hele vragenlijst (12 items): 2 van de 6 respondenten" in told


@given(arrays(np.int8, st.tuples(st.integers(1, 30), st.integers(6, 9)), elements=st.integers(0, 3)))
@settings(max_examples=15, deadline=None)
def test_runs_are_those_of_the_standard_library(answers: np.ndarray) -> None:
    rows = ["".join("." if value == 0 else str(value) for value in row) for row in answers]
    items = [f"v{i}" for i in range(answers.shape[1])]
    codebook = parse_codebook(("column,role,scale,answers\n" + "".join(f"{v},item,s,1|2|3\n" for v in items)).encode())
    body = "".join(";".join([*row.replace(".", " "), "x"]) + "\n" for row in rows)
    table = check_quality(load_survey((";".join([*items, "y"]) + "\n" + body).encode(), codebook)).respondents
    for one in table.to_dict("records"):
        row = rows[one["row"] - 2]
        given = row.replace(".", "")
        if len(given) < 6:
            assert pd.isna(one["longest"])
            continue
        assert one["longest"] == longest_run(row)
        assert one["share"] == pytest.approx(max(map(given.count, given)) / len(given))
        assert not one["doubles"] or rows.count(row) == one["doubles"] + 1
    noticed = set(table["row"])
    for number, row in enumerate(rows, 2):
        if len(row.replace(".", "")) >= 6 and rows.count(row) > 1:
            assert number in noticed


def test_rows_are_left_out_by_their_number_in_the_file() -> None:
    content = file_of(*ROWS).replace(b"\n1;", b"\n;;;;;;;;;;;;;\n1;")  # an empty row: everybody stands one lower
    everybody = load_survey(content, MANY)
    assert everybody.row_numbers.tolist() == [3, 4, 5, 6, 7, 8, 9]
    left = load_survey(content, MANY, leave_out_rows=[8, 4])
    assert left.row_numbers.tolist() == [3, 5, 6, 7, 9]
    assert left.receipt.left_out_rows == (4, 8)
    pd.testing.assert_frame_equal(left.responses, everybody.responses.iloc[[0, 2, 3, 4, 6]].reset_index(drop=True))
    assert left.receipt.rows == left.receipt.column("v0").n + left.receipt.column("v0").missing.get("leeg", 0) == 5
    assert any("Weggelaten rijen: 2 (rij 4, 8)" in str(note) for note in left.receipt.notes)
    for rows, said in (
        ([2], "rij 2, die zou wegblijven, bevat geen respondent"),
        (range(3, 10), "geen respondent over"),
    ):
        with pytest.raises(SurveyError, match=said):
            load_survey(content, MANY, leave_out_rows=rows)


def test_an_answer_that_only_a_left_out_row_gave_is_gone() -> None:
    content = b"model;x\nketens;1\nnetwerk;2\nketens;oeps\n"
    assert load_survey(content).receipt.column("x").kind is Kind.TEXT
    left = load_survey(content, leave_out_rows=[4]).receipt
    assert left.column("x").kind is Kind.NUMBER
    assert left.column("x").answers == {1.0: 1, 2.0: 1}


def test_a_hundred_thousand_respondents_are_looked_at_quickly() -> None:
    rng = np.random.default_rng(3)
    names = [f"v{i}" for i in range(60)]
    two = "\n".join([";".join(names), ";".join("1" * 60), ";".join("5" * 60)])
    few = load_survey(two.encode(), MANY60)
    answers = rng.integers(1, 6, (100_000, 60)).astype(float)
    answers[7] = 2
    large = replace(few, responses=pd.DataFrame(answers, columns=names), row_numbers=np.arange(2, 100_002))
    began = time.process_time()
    found = check_quality(large)
    assert time.process_time() - began < 3
    assert found.rows(Sign.UNIFORM) == (9,)


MANY60 = parse_codebook(
    ("column,role,scale,answers\n" + "".join(f"v{i},item,s,1|2|3|4|5\n" for i in range(60))).encode()
)


def test_a_column_with_nothing_or_with_one_value_is_told() -> None:
    content = b"niets;zelfde;vakje;item;goed\n;ja;x;3;1\n;ja;;3;2\n ;ja;x;;1\n"
    codebook = parse_codebook(b"column,role,scale,answers\nitem,item,s,1|2|3\n")

    def told(name: str) -> str:
        return " ".join(map(str, load_survey(content, codebook).receipt.column(name).warnings))

    assert "Kolom niets is leeg" in told("niets")
    assert "overal dezelfde waarde (n = 3)" in told("zelfde")
    assert told("vakje") == "", "a box that was ticked or not"
    assert "overal dezelfde waarde (n = 2)" in told("item")
    assert told("goed") == ""
    assert not load_survey(b"a;b\n1;2\n").receipt.column("a").warnings, "one respondent is no pattern"
