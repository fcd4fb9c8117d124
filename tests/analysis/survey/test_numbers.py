"""Numbers as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.survey.numbers import Stranger, decimal_votes, plain_number, read_numbers, strange_sign, too_long


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", 4), (" 4,0 ", 4), ("4.0", 4), ("-1", -1), ("−1", -1), ("+2", 2), ("4.000", 4), (",5", 0.5), ("3.", 3)],
)
def test_plain_numbers(text: str, number: float) -> None:
    assert plain_number(text) == number


@pytest.mark.parametrize("text", ["", "vier", "4 5", "1.2.3", "nan", "inf", "1e999", "٤", "0x1", "4-5", "-"])
def test_texts_that_are_no_plain_number(text: str) -> None:
    assert plain_number(text) is None


@pytest.mark.parametrize(
    ("texts", "numbers", "sign"),
    [
        (["1.234,50", "7,5", "1.234"], [1234.5, 7.5, 1234], ","),
        (["1,234.50", "7.5", "1,234"], [1234.5, 7.5, 1234], "."),
        (["1.234.567", "2.000"], [1234567, 2000], ","),
        (["1 234,5", "€ 12"], [1234.5, 12], ","),
        (["0.125", "1.250"], [0.125, 1.25], "."),
        (["1e3", "5"], [1000, 5], None),
    ],
)
def test_a_column_shows_its_own_decimal_sign(texts: list[str], numbers: list[float], sign: str | None) -> None:
    other = "." if sign == "," else ","
    reading = read_numbers(texts, other)
    assert list(reading.values) == numbers
    assert reading.decimal == sign
    assert not reading.unclear


def test_three_digits_after_one_sign_are_read_by_the_files_habit_and_reported() -> None:
    assert read_numbers(["1.234", "12"], ",").values == (1234, 12)
    assert read_numbers(["1.234", "12"], ".").values == (1.234, 12)
    assert read_numbers(["1.234", "12"], ".").unclear == ("1.234",)


def test_both_signs_as_decimals_in_one_column() -> None:
    reading = read_numbers(["7,5", "7.5"], ".")
    assert reading.values == (7.5, 7.5)
    assert reading.mixed


def test_votes_count_only_what_is_certain() -> None:
    assert decimal_votes(["1.234", "5", "tekst", "3,5"]) == {",": 1}


@settings(max_examples=60)
@given(st.lists(st.decimals(-1_000_000, 1_000_000, places=2), min_size=1, max_size=5))
def test_dutch_and_english_notation_give_the_same_numbers(numbers) -> None:
    english = [f"{number:,.2f}" for number in numbers]
    dutch = [text.translate(str.maketrans(",.", ".,")) for text in english]
    expected = tuple(float(number) for number in numbers)
    assert read_numbers(english, ",").values == expected
    assert read_numbers(dutch, ".").values == expected


@pytest.mark.parametrize(
    ("texts", "thousands"),
    [
        (["1.234", "12,5"], ("1.234",)),
        (["1,234", "12.5"], ("1,234",)),
        (["1.234", "1.250,50"], ()),  # a number that groups thousands beyond doubt
        (["1,234", "12,5"], ()),  # three decimals, by the sign of the others
    ],
)
def test_thousands_that_follow_from_other_decimals_are_told(texts: list[str], thousands: tuple[str, ...]) -> None:
    reading = read_numbers(texts, ".")
    assert reading.thousands == thousands
    assert not reading.unclear


def test_a_declared_sign_decides_what_the_column_does_not_show_and_what_it_shows_otherwise() -> None:
    assert read_numbers(["1.234", "12,5"], ",", ".").values == (1.234, 12.5)
    assert read_numbers(["1,234", "12"], ".", ",").values == (1.234, 12)
    assert read_numbers(["1'234", "1’234.5"], ".", ".", "'").values == (1234, 1234.5)
    assert read_numbers(["1'234", "1235"], ".", ".", "'").values == (1234, 1235)


@pytest.mark.parametrize(("text", "number"), [("€ 1.250,-", 1250), ("12,--", 12), ("€ 7,–", 7)])
def test_dashes_for_no_cents(text: str, number: float) -> None:
    assert read_numbers([text], ".").values == (number,)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["45%", "50,5%", "10 %", "0%"], (45, 50.5, 10, 0)),
        (["45%", "10"], (None, 10)),  # a part of 1, or a percentage: nobody knows
        (["1'234.5", "12’345.5", "99"], (1234.5, 12345.5, 99)),
        (["1'234", "1234"], (None, 1234)),
        (["5'11", "6'02"], (None, None)),
        (["(3)", "3"], (None, 3)),
    ],
)
def test_signs_in_numbers_are_passed_over_where_all_numbers_have_them(texts: list[str], numbers: tuple[object]) -> None:
    reading = read_numbers(texts, ".")
    assert reading.values == numbers
    assert bool(reading.percent or reading.apostrophes) == (None not in numbers)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["2,5", "7 jaar", "12jr.", "1 Jaar"], (2.5, 7, 12, 1)),
        ([f"{age} years" for age in range(20, 40)], tuple(range(20, 40))),
        (["3", "6 maanden", "7 jaar"], (3, None, None)),  # not in one unit
        (["1 jaar", "2 jaar", "3 jaar"], (None, None, None)),  # the answers of a closed question
        (["3 havo", "4"], (None, 4)),
        (["€ 1.250,- euro", "3"], (None, 3)),
    ],
)
def test_a_unit_is_passed_over_where_there_is_one_only(texts: list[str], numbers: tuple[object]) -> None:
    assert read_numbers(texts, ",").values == numbers


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["3", "7 jaar", "9 jaar", "6 maanden"], (Stranger.UNIT, "6 maanden")),
        (["10", "45%"], (Stranger.PERCENT, "45%")),
        (["1234", "1'234"], (Stranger.APOSTROPHE, "1'234")),
        (["3", "(3)"], (Stranger.BRACKETS, "(3)")),
        (["3", "(nee)"], None),
        (["3", "4"], None),
        (["drie", "45%"], None),
    ],
)
def test_the_sign_that_keeps_numbers_from_being_read(texts: list[str], found: object) -> None:
    assert strange_sign(texts, ".") == found


@given(st.integers(-(10**25), 10**25))
@settings(max_examples=60)
def test_whole_numbers_that_a_float_may_not_hold_are_too_long(number: int) -> None:
    assert too_long(str(number)) == (abs(number) > 2**53)
    if not too_long(str(number)):
        assert int(float(number)) == number
