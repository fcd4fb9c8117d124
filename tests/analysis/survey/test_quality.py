"""What the receipt and the quality check notice, on files made so that the counts are known."""

import pytest

from analysis.errors import SurveyError
from analysis.survey import accept_suspected, check_quality, load_survey, parse_codebook
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
