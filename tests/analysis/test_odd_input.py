"""What is given instead of a table or a column ends in an answer or in a sentence, never in a mistake of Python's."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis import disclosure
from analysis import statistics as st
from analysis.errors import AnalysisError
from analysis.survey import load_survey, parse_codebook, score_items, sheet_names

GOOD = pd.DataFrame(np.random.default_rng(1).integers(1, 6, (40, 4)), columns=list("abcd")).astype(float)
GROUPS = pd.Series(["u", "v"] * 20)
NO_NUMBERS = GOOD.astype(object).mask(GOOD == 2, "twee")
ODD: dict[str, object] = {
    "nothing": None,
    "a number": 5,
    "a text": "abc",
    "a list": [1, 2, 3],
    "rows of unlike length": [[1, 2], [3]],
    "a series": GOOD["a"],
    "an array of one dimension": np.arange(5.0),
    "an array of three": np.zeros((3, 3, 3)),
    "a dictionary": {"a": [1, 2, 3]},
    "a set": {1, 2},
    "rows as dictionaries": [{"a": 1}, {"a": 2}],
    "texts among numbers": NO_NUMBERS,
    "one name twice": GOOD.set_axis(list("abca"), axis=1),
    "infinite": GOOD.mask(GOOD == 5, np.inf),
    "no columns": pd.DataFrame(),
    "no rows": GOOD.iloc[:0],
    "one row": GOOD.iloc[:1],
    "complex": GOOD.astype(complex),
    "dates": pd.DataFrame({name: pd.date_range("2020", periods=40) for name in "abc"}),
    "lists in cells": pd.DataFrame({name: [[1], [2], [3]] for name in "abc"}),
    "all missing": GOOD * np.nan,
}
FINE: dict[str, object] = {
    "names of two levels": GOOD.set_axis(pd.MultiIndex.from_product([["x", "y"], [1, 2]]), axis=1),
    "numbers as objects": GOOD.astype(object),
    "nullable integers": GOOD.astype("Int64"),
    "categories": GOOD.astype(int).astype("category"),
    "numbers as names": GOOD.set_axis([0, 1, 2, 3], axis=1),
}
OF_ITEMS: dict[str, Callable[[object], object]] = {
    "reliability": st.reliability,
    "pairwise": lambda x: st.reliability(x, "pairwise").bootstrap_interval(20),
    "factor_analysis": lambda x: st.factor_analysis(x, 1),
    "parallel_analysis": lambda x: st.parallel_analysis(x, 1, 20),
    "friedman": st.friedman,
    "inter_item_correlations": st.inter_item_correlations,
    "polychoric": st.polychoric,
    "one_factor_fit": st.one_factor_fit,
    "correlate": st.correlate,
    "answer_counts": lambda x: st.answer_counts(x, 1, 5),
    "reliability_by_group": lambda x: st.reliability_by_group(x, GROUPS),
}
OTHERS: dict[str, Callable[[object], object]] = {
    "score_items": lambda x: score_items(x, 1),
    "compare_outcomes": lambda x: st.compare_outcomes(x, GROUPS),
    "compare_groups": lambda x: st.compare_groups(x, GROUPS),
    "groups of compare_groups": lambda x: st.compare_groups(GOOD["a"], x),
    "describe": st.describe,
    "crosstab": lambda x: st.crosstab(x, GROUPS),
    "compare_two": lambda x: st.compare_two(x, GOOD["a"]),
    "ancova": lambda x: st.ancova(GOOD["a"], GROUPS, x),
    "regress": lambda x: st.regress(GOOD["a"], x),
    "withhold_small_groups": lambda x: disclosure.withhold_small_groups(x, GROUPS),
}
OF_FILES: dict[str, Callable[[object], object]] = {
    "load_survey": load_survey,
    "codebook": lambda x: load_survey(b"a;b\n1;2\n", [] if x is None else x),
    "header_rows": lambda x: load_survey(b"a;b\n1;2\n", header_rows=[] if x is None else x),
    "parse_codebook": parse_codebook,
    "sheet_names": lambda x: sheet_names(3 if isinstance(x, bytes) else x),  # an empty file has no sheets
}


@pytest.mark.parametrize("name", [*OF_ITEMS, *OTHERS])
def test_what_is_no_table_or_column_gets_a_sentence(name: str) -> None:
    function = (OF_ITEMS | OTHERS)[name]
    told = []
    for given in ODD.values():
        try:
            function(given)
        except AnalysisError as error:
            told.append(str(error))
    assert len(told) >= 8, "the list holds what no function can take"
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize("name", OF_ITEMS)
def test_a_table_of_another_kind_is_taken_as_it_is_meant(name: str) -> None:
    for given in FINE.values():
        OF_ITEMS[name](given)


@pytest.mark.parametrize("given", [GOOD.to_numpy(), GOOD.to_numpy().tolist(), tuple(map(tuple, GOOD.to_numpy()))])
def test_a_table_without_names_is_a_table(given: object) -> None:
    assert st.reliability(given).alpha == st.reliability(GOOD).alpha
    assert list(st.reliability(given).items.index) == ["item_1", "item_2", "item_3", "item_4"]
    assert st.friedman(given).chi2 == st.friedman(GOOD).chi2
    assert st.factor_analysis(given, 1).kmo == st.factor_analysis(GOOD, 1).kmo
    assert st.parallel_analysis(given, 1, 20).suggested == st.parallel_analysis(GOOD, 1, 20).suggested


@pytest.mark.parametrize("name", OF_FILES)
def test_what_is_no_file_gets_a_sentence(name: str) -> None:
    for given in (None, 3, 2.5, [1, 2], {}, GOOD, b"", "a\0b", "nergens.csv", np.zeros(3)):
        with pytest.raises(AnalysisError, match=r"[.?]$"):
            OF_FILES[name](given)
