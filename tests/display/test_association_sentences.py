"""What titles and report sentences say of a result: the right direction, the right test, in both languages."""

import pandas as pd
import pytest

from analysis.evidence import published_crosstab
from analysis.statistics import correlate, crosstab, regress
from display.association_words import counts_words
from display.labels import inside
from display.sentences import associations as sentences
from display.texts import texts

NL, EN = texts("nl"), texts("en")


def conclusion(counts: list[list[int]], *, ordered: bool) -> str:
    table = pd.DataFrame(counts, index=["laag", "midden", "hoog"][: len(counts)], columns=["nee", "ja"])
    found = crosstab(counts=table, rows_ordered=ordered, columns_ordered=ordered)
    return sentences.cross_conclusion(NL, found, counts_words(NL, found, None))


@pytest.mark.parametrize(
    ("counts", "ordered", "says"),
    [
        ([[30, 10], [20, 20], [10, 30]], True, "‘ja’ gaat van 25% bij laag naar 75% bij hoog"),
        ([[10, 30], [20, 20], [30, 10]], True, "‘ja’ gaat van 75% bij laag naar 25% bij hoog"),
        ([[20, 20], [21, 19], [19, 21]], True, "geen aantoonbare samenhang"),
        ([[30, 10], [20, 20], [10, 30]], False, "bij laag vaker ‘nee’ (75%, over allen 50%)"),
        ([[5, 35], [20, 20], [20, 20]], False, "bij laag minder vaak ‘nee’ (13%, over allen 38%)"),
        ([[20, 20], [20, 20]], False, "geen aantoonbare samenhang"),
    ],
)
def test_a_title_says_where_it_shows_and_which_way(counts: list[list[int]], ordered: bool, says: str) -> None:
    assert says in conclusion(counts, ordered=ordered)


def test_a_straight_line_that_the_ends_do_not_show() -> None:
    """Highest in the middle class, which most respondents are in."""
    title = conclusion([[60, 40], [40, 160], [15, 9]], ordered=True)
    assert "hoger naarmate" in title


def test_a_few_respondents_at_an_end_are_taken_with_their_neighbours() -> None:
    title = conclusion([[3, 0], [40, 20], [10, 50]], ordered=True)
    assert "van 32% bij ‘laag’ of ‘midden’ naar 83% bij hoog" in title


def test_the_report_names_the_test_and_both_languages_give_the_same_numbers() -> None:
    found = published_crosstab("B4.21")
    words = {t.language: counts_words(t, found.result, found.table) for t in (NL, EN)}
    dutch = sentences.cross_report(NL, found.result, words["nl"])
    english = sentences.cross_report(EN, found.result, words["en"])
    assert "χ²(6, N = 92) = 43,84, p < 0,001" in dutch
    assert "χ²(6, N = 92) = 43.84, p < 0.001" in english
    assert "permutatietoets" in dutch
    assert "100,000 random tables" in english
    assert "consolidatie" in sentences.cross_conclusion(NL, found.result, words["nl"])
    assert "consolidation" in sentences.cross_conclusion(EN, found.result, words["en"])


def test_correlations_and_factors_that_prove_nothing_say_so() -> None:
    frame = pd.DataFrame({"Visie": [1, 2, 3, 4, 5, 6], "Sturing": [2, 1, 4, 1, 2, 2], "Borging": [3, 1, 2, 3, 1, 3]})
    assert "Geen van de 3 paren" in sentences.correlations_conclusion(NL, correlate(frame))
    found = regress(frame["Visie"], frame[["Sturing", "Borging"]])
    assert "geen aantoonbare samenhang" in sentences.regression_conclusion(NL, found, "Visie")
    assert "F(2; 3)" in sentences.regression_report(NL, found, "Visie")


def test_factors_are_named_by_how_much_they_count() -> None:
    a, b = [1, 2, 3, 4, 5, 6, 7, 8], [1, -1, 1, -1, -1, 1, -1, 1]
    y = [3 * i + 4 * j + e for i, j, e in zip(a, b, [0.3, -0.2, 0, 0.1, -0.3, 0.2, 0.1, -0.2], strict=True)]
    found = regress(pd.Series(y), pd.DataFrame({"Visie": a, "Vertrouwen": b}))
    title = sentences.regression_conclusion(NL, found, "Tevredenheid")
    assert title.index("Visie") < title.index("Vertrouwen")


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("Samenwerking met BJZ", "Samenwerking met BJZ"),  # as its maker wrote it
        ("Almere samen", "Almere samen"),
        ("samenwerkingsmodel", "samenwerkingsmodel"),
        ("GGZ aanwezig", "GGZ aanwezig"),
        ("Welk model past bij uw school?", "‘Welk model past bij uw school?’"),  # a sentence within a sentence
    ],
)
def test_a_label_within_a_sentence(label: str, within: str) -> None:
    assert inside(label) == within
