"""What is told of a column of which no cell may be repeated."""

import pytest

from analysis.disclosure import protect_receipt
from analysis.survey import ProblemKind, done_by_codebook, find_problems, load_survey

AGES = [str(20 + i) for i in range(40)]


@pytest.mark.parametrize(
    ("cells", "says", "waits"),
    [
        ([f"{age} jaar" if int(age) % 3 else age for age in AGES], "eenheid", False),
        ([f"{age}%" for age in AGES], "procentteken", False),
        ([f"{age}%" if int(age) % 2 else age for age in AGES], "niet alle getallen hebben een procentteken", True),
    ],
    ids=["unit", "percent", "some percent"],
)
def test_the_kind_of_a_remark_is_told_without_the_cell(cells: list[str], says: str, waits: bool) -> None:
    content = "wat;model\n" + "".join(f"{cell};{'ab'[i % 2]}\n" for i, cell in enumerate(cells))
    protected = protect_receipt(load_survey(content.encode()).receipt)
    (problem,) = [found for found in find_problems(protected) if found.column == "wat"]
    told = str(problem.message)
    assert says in told
    assert not [cell for cell in cells if cell in told]
    assert problem.open == waits


@pytest.mark.parametrize("protected", [False, True])
def test_what_the_codebook_respelled_is_told_with_the_column_and_waits_for_nobody(*, protected: bool) -> None:
    content = "wat;model\n" + "".join(f"{20 + i};{'ab'[i % 2]}\n" for i in range(40)) + "ca. 30;a\n"
    codebook = "column,role,spellings\nwat,background,ca. 30=30\nmodel,group,\n"
    receipt = load_survey(content.encode(), codebook=codebook.encode()).receipt
    receipt = protect_receipt(receipt) if protected else receipt
    assert not find_problems(receipt)
    (said,) = map(str, done_by_codebook(receipt.column("wat")))
    assert ("ca. 30" in said) != protected
    assert "codeboek" in said


@pytest.mark.parametrize("protected", [False, True])
@pytest.mark.parametrize("other", ["2.500", "3,5"])
def test_doubtful_numbers_do_not_send_to_the_codebook_where_the_page_asks(other: str, *, protected: bool) -> None:
    content = "wat;model\n" + "".join(f"{cell};{'ab'[i % 2]}\n" for i, cell in enumerate(["1.234", other] * 10))
    receipt = load_survey(content.encode()).receipt
    (problem,) = find_problems(protect_receipt(receipt) if protected else receipt)
    assert problem.kind is ProblemKind.NUMBERS
    assert "odeboek" not in str(problem.message)
