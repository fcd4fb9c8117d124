"""What is told of a column of which no cell may be repeated."""

import pytest

from analysis.disclosure import protect_receipt
from analysis.survey import find_problems, load_survey

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
