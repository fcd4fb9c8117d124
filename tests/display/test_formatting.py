"""Numbers and money as a Dutch and as an English reader expects them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import Message, Names
from display.formatting import Formatter
from display.texts import texts

NL, EN = Formatter("nl"), Formatter("en")
SPACE = "\u00a0"
MINUS = "\u2212"


def test_numbers() -> None:
    assert NL.number(0.836) == "0,84"
    assert EN.number(0.836) == "0.84"
    assert NL.number(1143.5, 1) == "1.143,5"
    assert EN.number(1143.5, 1) == "1,143.5"
    assert NL.number(-0.5) == f"{MINUS}0,50"
    assert NL.number(0.5, sign=True) == "+0,50"
    assert NL.integer(17_000_000) == "17.000.000"


def test_a_half_is_rounded_as_in_a_spreadsheet() -> None:
    """ROUND in Excel and LibreOffice: 2.675 to 2 is 2.68, 0.5625 to 3 is 0.563, -2.5 to 0 is -3, 2500 to -3 is 3000."""
    assert NL.number(2.675) == "2,68"
    assert NL.percent(0.5625, 1) == "56,3%"
    assert NL.integer(-2.5) == f"{MINUS}3"
    assert NL.money_about(2500).endswith("3.000")


def test_what_has_too_many_digits_to_count_is_a_power_of_ten() -> None:
    assert NL.number(1e30) == "1,00 × 10³⁰"
    assert EN.integer(-2.5e300) == f"{MINUS}2.50 × 10³⁰⁰"
    assert NL.money(1e26) == NL.money_about(1e26) == f"€{SPACE}1,00 × 10²⁶"
    assert NL.money_short(1e26) == f"€{SPACE}1,00 × 10²⁰{SPACE}miljoen"
    assert NL.percent(1e26) == "1,00 × 10²⁸%"
    assert EN.number(999_999_999_999_999) == "999,999,999,999,999.00"


def test_a_number_that_rounds_to_nothing_has_no_sign() -> None:
    assert NL.number(-0.001) == "0,00"
    assert NL.number(0.001, sign=True) == "0,00"


def test_money_is_written_as_the_design_says() -> None:
    assert NL.money(1234.5, 2) == f"€{SPACE}1.234,50"
    assert EN.money(1234.5, 2) == "€1,234.50"
    assert NL.money(-3000) == f"{MINUS}€{SPACE}3.000"
    assert NL.money_short(412_345, sign=True) == f"+€{SPACE}0,4{SPACE}miljoen"
    assert EN.money_short(1_250_000) in ("€1.2 million".replace(" ", SPACE), "€1.3 million".replace(" ", SPACE))
    assert NL.money_short(39_024) == f"€{SPACE}39.024"


def test_percentages_and_intervals() -> None:
    assert NL.percent(0.125, 1) == "12,5%"
    assert EN.percent(0.6) == "60%"
    assert NL.percent(-0.05) == f"{MINUS}5%"
    assert NL.interval(0.74, 0.88) == "[0,74; 0,88]"
    assert EN.interval(0.74, 0.88) == "[0.74, 0.88]"


def test_p_values_follow_apa_and_are_never_zero() -> None:
    assert NL.p_value(0.00001) == "p < 0,001"
    assert EN.p_value(0.0341) == "p = 0.034"
    assert NL.p_value(0.9999) == "p = 1,000"
    assert "nan" not in NL.p_value(math.nan)


def test_degrees_of_freedom() -> None:
    assert NL.degrees_of_freedom(213.0) == "213"
    assert NL.degrees_of_freedom(35.731) == "35,73"


def test_listing() -> None:
    assert NL.listing(["a", "b", "c"]) == "a, b en c"
    assert EN.listing(["a", "b"]) == "a and b"


@pytest.mark.parametrize("write", [NL.number, NL.integer, NL.percent, NL.money, NL.money_short, EN.number])
@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_not_there_is_a_dash(write, value) -> None:  # type: ignore[no-untyped-def]
    assert write(value) == "\u2013"


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_dutch_reader_reads_back_the_same_number(value: float, decimals: int) -> None:
    text = NL.number(value, decimals).replace(".", "").replace(",", ".").replace(MINUS, "-")
    assert float(text) == pytest.approx(value, abs=0.5 * 10**-decimals + 1e-6)


def test_names_in_a_message_get_their_labels() -> None:
    pair = Names(("po", 2), " × ")
    message = Message("Klein: {groups}; samen {pairs}.", {"groups": Names(("schotten", "x")), "pairs": Names((pair,))})
    assert str(message) == "Klein: schotten, x; samen po × 2."
    called = {"schotten": "silos", 2: "twee"}
    assert texts("nl").message(message, called) == "Klein: silos, x; samen po × twee."
    assert texts("nl").message(message) == str(message)
