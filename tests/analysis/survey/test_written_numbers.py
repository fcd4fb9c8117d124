"""A number that stands among words is read where a number was asked, and only where the words say nothing else."""

import numpy as np
import pandas as pd
import pytest

from analysis.survey import Kind, Role, TakenAs, load_survey, suggest
from analysis.survey.written_numbers import written_grades, written_numbers

HOURS = "Hoeveel uur per week bent u op school?"
YEAR = "In welk jaar bent u begonnen?"
LONG = "Hoe lang werkt u hier (in jaren)?"


def counts(*texts: str, plain: tuple[str, ...] = ("12", "16", "24", "32")) -> dict[str, int]:
    return dict.fromkeys(plain, 20) | dict.fromkeys(texts, 2)


@pytest.mark.parametrize(
    ("asked", "text", "number"),
    [
        (HOURS, "ca. 20", "20"),
        (HOURS, "ongeveer 20", "20"),
        (HOURS, "± 20", "20"),
        (HOURS, "+/- 20", "20"),
        (HOURS, "20 uur", "20"),
        (HOURS, "20,5 uur per week", "20,5"),
        (HOURS, "zo'n 20", "20"),
        (HOURS, "20 op school", "20"),
        ("Aantal leerlingen", "ca. 20 lln", "20"),
        ("Aantal leerlingen", "20 leerlingen.", "20"),
        (LONG, "20 jaar", "20"),
        ("How long have you worked here (years)?", "about 20 years", "20"),
    ],
)
def test_the_number_in_the_words(asked: str, text: str, number: str) -> None:
    found = written_numbers(counts(text), asked, ",")
    assert found is not None
    assert found.meant == {text: number}
    assert found.none == ()


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (HOURS, "20 à 25"),
        (HOURS, "20-25"),
        (HOURS, "2 dagen"),
        (HOURS, "elke week 20 minuten"),
        (HOURS, "16 in school, 8 daarbuiten"),
        (HOURS, "wisselt: de ene week 20"),
        (HOURS, "geen 20"),
        (LONG, "6 maanden"),
        (LONG, "twintig"),
        (YEAR, "weet ik niet meer"),
    ],
)
def test_words_that_say_something_else_say_no_number(asked: str, text: str) -> None:
    found = written_numbers(counts(text), asked, ",")
    assert found is not None
    assert found.meant == {}
    assert found.none == (text,)


def test_how_long_is_no_year_among_years() -> None:
    found = written_numbers(counts("20 jaar", "in 2005", plain=("1998", "2011", "2020")), YEAR, ",")
    assert found is not None
    assert found.meant == {"in 2005": "2005"}
    assert found.none == ("20 jaar",)


@pytest.mark.parametrize("limit", ["10+", "meer dan 5", "> 40", "40 of meer", "less than 5", "minder dan 8 uur"])
def test_a_limit_makes_groups_and_no_numbers(limit: str) -> None:
    assert written_numbers(counts(limit, "ca. 20"), HOURS, ",") is None


def test_a_limit_among_many_numbers_is_one_that_says_no_number() -> None:
    ages = tuple(map(str, range(21, 40)))
    found = written_numbers(counts("50+", "45 jr", plain=ages), "Leeftijd", ",")
    assert found is not None
    assert (found.meant, found.none) == ({"45 jr": "45"}, ("50+",))


@pytest.mark.parametrize("word", ["geen", "Geen.", "nul"])
def test_none_is_zero(word: str) -> None:
    found = written_numbers(counts(word), "Aantal leerlingen", ",")
    assert found is not None
    assert found.meant == {word: "0"}


@pytest.mark.parametrize(
    ("text", "mark"),
    [("7½", "7,5"), ("7 1/2", "7,5"), ("8+", "8,25"), ("9 –", "8,75"), ("10-", "9,75")],
)
def test_a_mark_with_a_half_a_plus_or_a_minus(text: str, mark: str) -> None:
    found = written_grades({"6": 20, "7": 20, "8": 20, text: 3, "6/7": 2, "weet niet": 9}, ",")
    assert found is not None
    assert found.meant == {text: mark}
    assert found.none == ("6/7", "weet niet")


def test_other_texts_make_no_marks() -> None:
    assert written_grades({"6": 20, "7": 20}, ",") is None
    assert written_grades({"6": 20, "7": 20, "goed": 2}, ",") is None
    assert written_grades({"6": 2, "7½": 20, "8+": 20}, ",") is None
    assert written_grades({"6": 20, "7½": 3, "goed": 9}, ",") is None


def test_it_takes_numbers_for_most_and_few_that_say_neither() -> None:
    assert written_numbers(counts("12", "16"), HOURS, ",") is None, "nothing to read"
    assert written_numbers({"ca. 20": 30, "ca. 8": 30, "16": 5, "24": 5, "32": 5}, HOURS, ",") is None
    assert written_numbers({"8": 10, "16": 10, "24": 10, "wisselt": 10}, HOURS, ",") is None
    assert written_numbers({"8": 10, "16": 10, "24": 10, "weet niet": 10}, HOURS, ",") is not None


def file() -> bytes:
    rng = np.random.default_rng(3)
    hours = rng.choice(["16", "24", "20,5", "32", "36"], 150).astype(object)
    hours[:9] = ["ca. 20", "8 uur", "ca. 20", "± 12", "geen idee", "20 à 25", "8 uur", "24", "wisselt"]
    groups = rng.choice(["groep 3", "groep 4", "5", "6", "7"], 150)
    model = rng.choice(["netwerk", "ketens"], 150)
    frame = pd.DataFrame({HOURS: hours, "Welke groep geeft u les?": groups, "model": model})
    return frame.to_csv(index=False, sep=";").encode()


def test_such_a_column_is_one_of_numbers_and_what_was_read_is_told() -> None:
    suggestion = suggest(load_survey(file()))
    entry = suggestion.codebook[HOURS]
    assert entry.role is Role.BACKGROUND
    assert dict(entry.spellings) == {"ca. 20": "20", "± 12": "12", "8 uur": "8"}
    assert {answer.code for answer in entry.missing} == {"geen idee", "20 à 25", "wisselt"}
    told = {shared.kind: shared for shared in suggestion.shared}
    assert dict(told[TakenAs.MEANT].read_as) == dict(entry.spellings)
    assert {text for text, _ in told[TakenAs.STRAYS].strays} == {"20 à 25", "wisselt"}
    read = load_survey(file(), codebook=suggestion.codebook)
    assert read.receipt.column(HOURS).kind is Kind.NUMBER
    given = read.responses[HOURS]
    assert given.iloc[:9].tolist()[:4] == [20, 8, 20, 12]
    assert int(given.isna().sum()) == 3
    assert suggestion.codebook["Welke groep geeft u les?"].role is not Role.ITEM
    assert read.receipt.column("Welke groep geeft u les?").kind is Kind.CATEGORY, "a class is a name, not a number"


def test_taken_otherwise_the_texts_are_missing() -> None:
    suggestion = suggest(load_survey(file()))
    meant = next(shared for shared in suggestion.shared if shared.kind is TakenAs.MEANT)
    read = load_survey(file(), codebook=meant.otherwise(suggestion.codebook))
    assert int(read.responses[HOURS].isna().sum()) == 8
