"""What the title of a question with several answers says: which answer differs, and from where to where, if any."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import MultipleResponse, multiple_response
from display.figures.multiple import answers_by_group
from display.multiple_tables import shares_table
from display.multiple_words import MultipleWords
from display.sentences import multiple as sentences
from display.texts import texts
from display.theme import Style, group_marks

NL, EN = texts("nl"), texts("en")


def response(**chosen: tuple[int, ...]) -> tuple[MultipleResponse, MultipleWords]:
    """Of groups of 50, how many chose each answer."""
    names = ["schotten", "netwerk", "integraal", "ketens"][: len(next(iter(chosen.values())))]
    columns = {answer: np.concatenate([np.arange(50) < n for n in counts]) for answer, counts in chosen.items()}
    found = multiple_response(pd.DataFrame(columns), pd.Categorical(np.repeat(names, 50), names))
    words = MultipleWords("Vormen van hulp", "Model", {name: name for name in chosen}, {name: name for name in names})
    return found, words


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"a": (10, 40), "b": (20, 21)}, "alleen ‘a’ verschilt, van 20% bij schotten tot 80% bij netwerk"),
        ({"a": (40, 10), "b": (45, 2)}, "alle 2 antwoorden verschillen, ‘b’ het meest: van 4% bij netwerk tot 90% bij"),
        ({"a": (40, 10), "b": (45, 2), "c": (20, 20)}, "2 van de 3 antwoorden verschillen, ‘b’ het meest"),
        ({"a": (20, 20), "b": (20, 21)}, "bij geen van de 2 antwoorden een aantoonbaar verschil naar Model"),
        ({"a": (20, 20)}, "geen aantoonbaar verschil naar Model in het ene antwoord"),
        ({"a": (50, 50)}, "van geen antwoord is te toetsen"),
    ],
)  # fmt: skip
def test_the_title(chosen: dict[str, tuple[int, ...]], says: str) -> None:
    assert says in sentences.conclusion(NL, *response(**chosen))


def test_holm_decides_not_the_plain_p() -> None:
    """One p of 0.03 among five: 0.15 after Holm."""
    found, words = response(a=(20, 31), **dict.fromkeys("bcde", (20, 21)))
    assert 0.02 < found.tests.loc["a", "p"] < 0.05 < found.tests.loc["a", "p_holm"]
    assert "bij geen van de 5 antwoorden" in sentences.conclusion(NL, found, words)


def test_the_report_has_the_numbers_of_the_test_in_both_languages() -> None:
    found, words = response(a=(10, 40), b=(20, 21))
    dutch, english = sentences.report(NL, found, words), sentences.report(EN, found, words)
    assert "‘a’ (schotten: 20%, netwerk: 80%; χ²(1, N = 100) = 36,00; gecorrigeerde p < 0,001" in dutch
    assert "χ²(1, N = 100) = 36.00; corrected p < 0.001; Cramér's V = 0.60" in english
    assert "No demonstrable difference for ‘b’" in english


def test_an_answer_without_a_test_says_why_and_rare_tests_are_named() -> None:
    found, words = response(a=(3, 1), b=(50, 50))
    assert "Fishers exacte toets" in sentences.method(NL, found)
    assert "zonder correctie" in sentences.method(NL, found)
    row = shares_table(NL, found, words).shown.iloc[0].tolist()
    assert row == ["b", "100% [93%; 100%] (50)", "100% [93%; 100%] (50)", "100% [96%; 100%] (100)", "geen", "geen"]


def test_a_projector_shows_the_answers_that_differ_most() -> None:
    found, words = response(a=(40, 41, 40), b=(30, 31, 30), c=(20, 45, 20), d=(10, 11, 10), e=(5, 20, 30))
    chart = answers_by_group(NL, Style(projector=True), found, words, "Bron: x.")
    assert len(chart.figure.layout.yaxis.ticktext) == 3
    assert any(label.startswith("c") for label in chart.figure.layout.yaxis.ticktext)
    assert any(label.startswith("e") for label in chart.figure.layout.yaxis.ticktext)
    assert "de 3 antwoorden die het meest verschillen" in chart.subtitle
    assert len(answers_by_group(NL, Style(), found, words, "").figure.layout.yaxis.ticktext) == 5
    assert len(chart.table.shown) == 6  # all of them, and n


def test_a_merged_group_has_another_mark_than_the_models_beside_it() -> None:
    marks = group_marks(["schotten + ketens", "netwerk", "integraal"])
    assert len({mark.colour for mark in marks.values()}) == len({mark.symbol for mark in marks.values()}) == 3
