"""What is said of the factors of items: the same facts in every sentence, also where an item belongs to none."""

import re

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from analysis.statistics import factor_analysis, friedman, one_factor_fit, parallel_analysis
from display.sentences.scales import (
    Outsiders,
    friedman_explained,
    friedman_sentence,
    loadings_conclusion,
    one_factor_sentence,
    outsiders,
    parallel_conclusion,
)
from display.texts import texts

UNRELATED = "hangen niet aantoonbaar samen"


def answers(items: int, trait: float) -> pd.DataFrame:
    rng = np.random.default_rng(11)
    return pd.DataFrame(trait * rng.normal(size=(400, 1)) + rng.normal(size=(400, items))).add_prefix("item")


@pytest.mark.parametrize("items", [3, 6])
@pytest.mark.parametrize("trait", [0.0, 1.0])
def test_one_factor_among_items_that_have_nothing_in_common_says_nothing(items: int, trait: float) -> None:
    said = one_factor_sentence(texts("nl"), one_factor_fit(answers(items, trait)))
    assert (UNRELATED in said) == (trait == 0)
    assert ("past goed" in said) == (trait > 0 and items > 3)
    assert ("Met drie items past één factor altijd" in said) == (items == 3)
    assert ("Bartlett: χ²(3) = " if items == 3 else "Bartlett: χ²(15) = ") in said or trait > 0


def stray(items: int = 6) -> pd.DataFrame:
    """Items of one trait, the last of which has nothing to do with it."""
    frame = answers(items, 1.0)
    frame[f"item{items - 1}"] = np.random.default_rng(3).normal(size=len(frame)) + 1
    return frame


def of_one(frame: pd.DataFrame) -> Outsiders:
    return outsiders(factor_analysis(frame, 1), {name: f"Vraag {name}" for name in frame})


def test_where_an_item_belongs_to_no_factor_every_sentence_about_the_factors_says_the_same() -> None:
    t, frame = texts("nl"), stray()
    others = frame.drop(columns="item5").corr().to_numpy()
    assert abs(frame.corr()["item5"].drop("item5")).max() < 0.15  # related to none of them, by R's cor as well
    assert others.min() > 0.3
    outside = of_one(frame)
    labels = {name: f"Vraag {name}" for name in frame}
    loading = factor_analysis(frame, 1).loadings.abs().loc["item5"].max()
    shown = f"(lading {t.number(loading)})"
    parallel = parallel_conclusion(t, parallel_analysis(frame, 1), outside)
    fit = one_factor_sentence(t, one_factor_fit(frame), outside, 1)
    assert parallel == f"Eén component steekt boven het toeval uit, maar ‘Vraag item5’ hoort er niet bij {shown}"
    assert loadings_conclusion(t, factor_analysis(frame, 1), labels, None).startswith("‘Vraag item5’ hoort bij geen")
    assert fit.startswith("Eén factor past goed bij deze items")
    assert f"Maar ‘Vraag item5’ hoort niet bij die factor {shown}" in fit
    assert "‘Vraag item5’ hoort volgens de ladingen niet bij de ene factor" in friedman_explained(t, outside)


def test_where_every_item_belongs_none_is_named() -> None:
    t, frame = texts("nl"), answers(6, 1.0)
    outside = of_one(frame)
    assert parallel_conclusion(t, parallel_analysis(frame, 1), outside).endswith("elk item laadt op die ene factor")
    for said in (one_factor_sentence(t, one_factor_fit(frame), outside, 1), friedman_explained(t, outside)):
        assert "Vraag" not in said
        assert "niet bij die factor" not in said


def test_one_component_beside_a_model_that_fits_badly_is_explained() -> None:
    frame = answers(8, 1.0)
    for first, second in (("item0", "item1"), ("item2", "item3")):  # pairs worded alike
        frame[first] = frame[second] + 0.3 * frame[first]
    said = one_factor_sentence(texts("nl"), one_factor_fit(frame), of_one(frame), 1)
    assert "past slecht" in said
    assert "maar één component boven het toeval uit" in said


def test_two_components_are_told_beside_a_model_that_fits() -> None:
    frame = answers(6, 1.0)
    assert "wijst wel op 2 componenten" in one_factor_sentence(texts("nl"), one_factor_fit(frame), of_one(frame), 2)


def test_friedmans_test_says_what_it_tests_and_the_study_reads() -> None:
    frame = stray()
    said = friedman_sentence(texts("nl"), friedman(frame))
    q, p = scipy.stats.friedmanchisquare(*frame.to_numpy().T)
    ranks = frame.rank(axis=1).mean()
    assert p < 0.05
    assert "verschillen in hoe hoog dezelfde respondenten ze beantwoorden" in said
    assert f"χ²(5) = {q:.2f}".replace(".", ",") in said
    shown = re.search(r"\(gemiddelde rang (\d,\d\d) tot (\d,\d\d)\)", said)
    assert shown
    assert [float(end.replace(",", ".")) for end in shown.groups()] == pytest.approx(
        [min(ranks), max(ranks)], abs=0.0051
    )
    assert "voegt" not in said
    assert friedman_explained(texts("nl"), None).startswith("De landelijke inventarisatie 2018")


@pytest.mark.parametrize(
    ("shared", "said"),
    [(0.0, None), (0.55, "boven 0,06, de grens"), (0.9, "boven 0,10, wat op zichzelf slecht heet")],
)
def test_an_rmsea_that_says_otherwise_than_the_verdict_is_not_passed_over(shared: float, said: str | None) -> None:
    """Two items that share more than the trait: CFI and SRMR hardly notice, RMSEA does."""
    rng = np.random.default_rng(5)
    trait, pair = rng.normal(size=(600, 1)), rng.normal(size=600)
    frame = pd.DataFrame(1.2 * trait + 0.9 * rng.normal(size=(600, 5))).add_prefix("item")
    for name in ("item0", "item1"):
        frame[name] += shared * pair
    fit = one_factor_fit(frame)
    assert fit.rmsea is not None
    assert (fit.rmsea.value > 0.10) == (shared == 0.9)
    told = one_factor_sentence(texts("nl"), fit)
    assert "past slecht" not in told
    assert ("De RMSEA ligt boven" in told) == (said is not None)
    assert said is None or said in told
