"""What people type into a money field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import BudgetError
from display.formatting import Formatter
from display.parsing import parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("101,75", 101.75),  # st.number_input makes 10175 of this
        ("101.75", 101.75),
        ("€ 1.234,50", 1234.5),
        ("1.234", 1234.0),
        ("12.345.678", 12345678.0),
        ("€\u00a017.000.000", 17_000_000.0),
        ("6000", 6000.0),
        ("12,5%", 0.125),
        ("60 procent", 0.6),
        ("\u22125,0%", -0.05),
        ("36,5 fte", 36.5),
        ("1234,-", 1234.0),
        (" 0 ", 0.0),
    ],
)
def test_dutch(text: str, value: float) -> None:
    assert parse_number(text, "nl") == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"), [("1,234.50", 1234.5), ("€1,234", 1234.0), ("1.234", 1.234), ("101,75", 101.75), ("5%", 0.05)]
)
def test_english(text: str, value: float) -> None:
    assert parse_number(text, "en") == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "1.234,5o", "twaalf", "1,2,3", "1.23.456", "1 2 3 x", "12%%", "€", "--5", "1e5"])
def test_anything_else_is_a_sentence_that_names_it(text: str) -> None:
    with pytest.raises(BudgetError, match="geen getal"):
        parse_number(text, "nl")


def test_a_field_knows_whether_it_holds_a_percentage() -> None:
    assert parse_number("40", "nl", share=True) == parse_number("40%", "nl", share=True) == 0.4
    assert parse_number("1.200", "nl", share=False) == 1200
    with pytest.raises(BudgetError, match="“130%” is een percentage"):
        parse_number("130%", "nl", share=False)
    with pytest.raises(BudgetError, match="“1e9” is geen getal"):  # as it was typed
        parse_number("1e9", "nl", share=True)


@given(st.floats(-1e9, 1e9), st.sampled_from(["nl", "en"]))
def test_what_is_written_is_read_back(value: float, language: str) -> None:
    written = Formatter(language).money(value, 2)  # type: ignore[arg-type]
    assert parse_number(written, language) == pytest.approx(value, abs=0.006)  # type: ignore[arg-type]
