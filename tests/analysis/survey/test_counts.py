"""Tables of counts as they are pasted or saved."""

import io

import pandas as pd
import pytest

from analysis.errors import SurveyError
from analysis.survey import load_counts

PASTED = "\tontevreden\tneutraal\ttevreden\nSchotten\t6\t9\t2\nKetens\t23\t33\t36\n"


def test_a_table_pasted_from_a_spreadsheet() -> None:
    found = load_counts(PASTED)
    assert found.counts.to_numpy().tolist() == [[6, 9, 2], [23, 33, 36]]
    assert found.counts.index.tolist() == ["Schotten", "Ketens"]
    assert found.counts.columns.tolist() == ["ontevreden", "neutraal", "tevreden"]
    assert found.notes == ()


def test_a_dutch_csv_with_thousands_and_totals() -> None:
    found = load_counts("model;ja;nee;Totaal\na;1.143;2;1.145\nb;3;4;7\nTotaal;1.146;6;1.152\n".encode("cp1252"))
    assert found.counts.to_numpy().tolist() == [[1143, 2], [3, 4]]
    assert found.counts.index.name == "model"
    assert len(found.notes) == 2


def test_a_workbook() -> None:
    file = io.BytesIO()
    pd.DataFrame({"wie": ["a", "b"], "ja": [1, 2], "nee": [3, 4]}).to_excel(file, index=False)
    assert load_counts(file.getvalue(), "tabel.xlsx").counts.to_numpy().tolist() == [[1, 3], [2, 4]]


def test_bare_numbers_get_numbers_for_labels() -> None:
    found = load_counts("6\t9\t2\n3\t4\t5")
    assert found.counts.to_numpy().tolist() == [[6, 9, 2], [3, 4, 5]]
    assert found.counts.index.tolist() == ["1", "2"]


def test_what_is_no_number_stays_for_the_test_to_name() -> None:
    found = load_counts("x;ja;nee\na;13%;\nb;3;2,5\n")
    assert found.counts.to_numpy().tolist() == [["13%", None], [3, 2.5]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "leeg"),
        ("a;b\nx;1\nx;2\n", "meer dan eens"),
        ("a;ja;nee\nx;1;2\ny;3;4\nTotaal;4;7\n", "tellen op tot 6"),
        ("alleen\neen\nkolom\n", "één kolom"),
        ("../geheim.csv", "geen enkele rij"),
    ],
)
def test_what_is_no_table_of_counts(text: str, says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        load_counts(text)
