"""Columns with personal data are noticed, and can be left out before anything of them is kept."""

import numpy as np
import pytest

from analysis.errors import SurveyError
from analysis.survey import (
    Personal,
    draft_codebook,
    leave_out_personal,
    load_survey,
    personal_columns,
    suggest_codebook,
)
from analysis.survey.personal import is_bsn, is_iban, personal_data

# 111222333 and 123456782 are the usual examples of numbers that pass the test; no citizen has them.
BSN = ["111222333", "123456782", "1112.22.333"]
NAMES = ["Jan de Vries", "Piet Jansen", "An van den Berg", "Els Bakker", "Mo El Idrissi", "Kees Smit"]


def test_the_eleven_test() -> None:
    assert all(map(is_bsn, BSN))
    assert not any(map(is_bsn, ["111222334", "123456789", "000000000", "1234567", "12345678a", ""]))


def test_iban_checks_its_digits() -> None:
    assert is_iban("NL91 ABNA 0417 1643 00")  # the example of the Dutch banks
    assert not is_iban("NL91 ABNA 0417 1643 01")


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("mail", ["a@b.nl", "c.d@school.nl", ""], Personal.EMAIL),
        ("nummer", BSN, Personal.BSN),
        ("v1", ["1234 AB", "7511jk", "9999 ZZ"], Personal.POSTCODE),
        ("v2", ["06-12345678", "+31 6 12345678", "053 4812345"], Personal.PHONE),
        ("v3", ["NL91ABNA0417164300"], Personal.IBAN),
        ("v4", ["10.0.0.1", "192.168.1.255"], Personal.IP_ADDRESS),
        ("Achternaam", ["Jansen", "Smit"], Personal.NAME),
        ("wie", NAMES, Personal.NAME),
        ("Adres", ["Dorpsstraat 1", "Kerkweg 2a"], Personal.ADDRESS),
        ("school_naam", ["De Regenboog", "De Ark"], None),
        ("plaats", ["Den Haag", "Almelo", "Enschede", "Hengelo", "Almere"], None),
        ("score", [str(i) for i in range(100, 160)], None),
        ("toelichting", ["goed", "mail naar a@b.nl", "niets"], Personal.EMAIL),
        ("toelichting", ["goed", *["prima"] * 3000, "mail gerust: Jan.Jansen+x@school.co.uk."], Personal.EMAIL),
        ("toelichting", ["goed", "10 @ 5 euro", "wij @work"], None),
        ("toelichting", ["goed", "rekening NL91 ABNA 0417 1643 00 graag"], Personal.IBAN),
        ("toelichting", ["goed", "rekening NL91 ABNA 0417 1643 01 graag"], None),
        ("toelichting", ["goed", "bel 06-12345678 of 053"], Personal.PHONE),
        ("toelichting", ["goed", "mijn bsn is 111222333"], Personal.BSN),
        ("toelichting", ["zaak 111222333 loopt", "in 2023 en 2024"], None),
        ("woning", ["Dorpsstraat 12", "Kerkweg 3a", "Lange Laan 101, Almelo", "Markt 4-2"], Personal.ADDRESS),
        ("groep", ["Groep 3", "Groep 4", "Klas 12", "Model 1"], None),
        ("postcode", ["1234", "7511"], Personal.POSTCODE),
        ("PC4", ["1234", "7511"], Personal.POSTCODE),
        ("begonnen in", ["1999", "2001"], None),
        ("jaar", ["1950", "1987"], None),
    ],
)
def test_kinds_of_personal_data(name: str, values: list[str], kind: Personal | None) -> None:
    assert personal_data(name, values) is kind


def test_random_numbers_of_nine_digits_are_no_citizen_numbers() -> None:
    numbers = [str(n) for n in np.random.default_rng(1).integers(10**8, 10**9, 300)]
    assert personal_data("nr", numbers) is None


def births_file() -> bytes:
    rows = [f"{i};{NAMES[i]};{1950 + 8 * i}-03-04;2024-01-0{i + 1};{1 + i % 5}" for i in range(6)]
    return ("nr;wie;geboren;ingevuld;v\n" + "\n".join(rows) + "\n").encode()


def test_dates_of_birth_are_told_from_other_dates() -> None:
    survey = load_survey(births_file())
    assert survey.receipt.column("geboren").personal is Personal.BIRTH_DATE
    assert survey.receipt.column("ingevuld").personal is None
    assert personal_columns(survey) == ("wie", "geboren")


def test_a_warning_without_anything_that_stands_in_the_cells() -> None:
    column = load_survey(births_file()).receipt.column("wie")
    assert "namen van personen" in str(column.warnings[0])
    assert (column.examples, dict(column.answers)) == ((), {})
    assert not any(name in str(warning) for warning in column.warnings for name in NAMES)


def test_leaving_out_after_or_before_loading() -> None:
    survey = load_survey(births_file())
    after = leave_out_personal(survey)
    assert after.responses.columns.tolist() == ["nr", "ingevuld", "v"]
    before = load_survey(births_file(), leave_out=("WIE", "geboren"))
    assert before.responses.columns.tolist() == after.responses.columns.tolist()
    assert before.missing.columns.tolist() == [c.name for c in before.receipt.columns]
    assert "weggelaten kolommen: 2" in str(before.receipt.notes[0])
    assert not any(name in repr(before.receipt) for name in NAMES)
    with pytest.raises(SurveyError, match="geen kolom over"):
        load_survey(b"a;b\n1;2\n", leave_out=("a", "b"))


def test_the_codebook_loses_what_is_left_out() -> None:
    survey = load_survey(births_file(), b"column,role\nwie,id\nnr,id\n", leave_out=["wie"])
    assert survey.codebook is not None
    assert [entry.column for entry in survey.codebook] == ["nr"]


def test_an_item_is_never_personal() -> None:
    content = b"telefoon;naam\n1;2\n2;1\n"
    codebook = b"column,role,scale,answers\ntelefoon,item,s,1|2\nnaam,item,s,1|2\n"
    assert personal_columns(load_survey(content, codebook)) == ()


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("LocationLatitude", ["52.2215", "52.1", "48.8566"], Personal.LOCATION),
        ("lengtegraad", ["6,8937", "-73,98"], Personal.LOCATION),
        ("gps_x", ["6.8937", "6.7"], Personal.LOCATION),
        ("v1", ["52.2215, 6.8937", "52.3676;4.9041", "(51.9244 4.4777)"], Personal.LOCATION),
        ("v2", ["2001:db8::1", "2001:0db8:0:0:0:0:0:2", "10.0.0.1"], Personal.IP_ADDRESS),
        ("v3", ["10:30", "11:45", "09:15"], None),
        ("telefoon", ["612345678", "534812345"], Personal.PHONE),
        ("nummer", ["612345678", "534812345"], None),
        ("breedte", ["52.2215", "52.1411"], None),
        ("platform", ["1,5", "2,5"], None),
        ("gps", ["ja", "nee"], None),
        ("score", ["50.1", "51.7", "53.5"], None),
    ],
)
def test_places_and_numbers_of_persons(name: str, values: list[str], kind: Personal | None) -> None:
    assert personal_data(name, values) is kind


@pytest.mark.parametrize(
    ("one", "other", "located"),
    [
        (["52.2215", "52.3676", "51.9244"], ["6.8937", "4.9041", "4.4777"], True),
        (["6,8937", "4,9041", "4,4777"], ["52,2215", "52,3676", "0"], False),  # two places are too few to tell
        (["6,8937", "4,9041", "4,4777", "5,1214"], ["52,2215", "52,3676", "51,9244", "0"], True),
        (["50.1", "51.7", "53.5"], ["6.5", "4.1", "7.2"], False),
        (["52.2215", "52.3676", "51.9244"], ["1", "2", "3"], False),
        (["52.2215", "52.3676", "51.9244"], ["31.893", "32.904", "33.477"], False),
    ],
)
def test_two_columns_that_are_a_place_together(one: list[str], other: list[str], located: bool) -> None:
    rows = "".join(f"{a};{b};{i}\n" for i, (a, b) in enumerate(zip(one, other, strict=True)))
    survey = load_survey(f"a;b;c\n{rows}".encode())
    assert personal_columns(survey) == (("a", "b") if located else ())
    if located:
        assert not survey.receipt.column("a").examples
        assert not survey.receipt.column("b").answers
        assert "lengte- en breedtegraad" in str(survey.receipt.column("b").warnings[0])
    graded = load_survey(f"a;b;c\n{rows}".encode(), b"column,role\na,grade\nb,grade\n")
    assert personal_columns(graded) == (), "who says that these are grades knows better"


def test_a_column_with_addresses_stays_personal_once_it_is_left_out() -> None:
    rows = ["Kerkweg 2", "Dorpsstraat 1", "Markt 3"] * 5
    content = "\n".join(["nr;v", *(f"{i};{row}" for i, row in enumerate(rows))]).encode()
    survey = load_survey(content)
    for made in (draft_codebook, suggest_codebook):
        assert made(survey)["v"].answers == ()
        assert load_survey(content, made(survey)).receipt.column("v").personal is Personal.ADDRESS
