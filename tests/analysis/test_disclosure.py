"""Small groups stay hidden, and cannot be found by subtraction either."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import (
    merge_small_cells,
    protected_crosstab,
    require_enough,
    withhold_small_groups,
    withhold_thin_items,
    withhold_thin_pairs,
)
from analysis.errors import DisclosureError, StatisticsError
from analysis.statistics import correlate, inter_item_correlations


def survey(sizes: dict[str | None, int]) -> tuple[pd.Series, pd.Series]:
    labels = [label for label, size in sizes.items() for _ in range(size)]
    groups = pd.Series(pd.Categorical(labels, categories=[s for s in sizes if s is not None], ordered=True))
    return pd.Series(range(len(labels)), dtype=float), groups


def test_nothing_is_withheld_where_every_group_is_large_enough() -> None:
    values, groups = survey({"schotten": 10, "ketens": 25, "netwerk": 40})
    protected = withhold_small_groups(values, groups)
    assert protected.withheld == ()
    assert protected.groups.notna().all()


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    """With only one group hidden, total minus the others would give it away."""
    values, groups = survey({"schotten": 12, "ketens": 40, "netwerk": 50, "integraal": 4})
    protected = withhold_small_groups(values, groups)
    assert protected.withheld == ("schotten", "integraal")
    assert protected.secondary == ("schotten",)
    assert protected.respondents == 16
    assert set(protected.groups.dropna().unique()) == {"ketens", "netwerk"}
    assert list(protected.groups.cat.categories) == ["ketens", "netwerk"]


def test_two_small_groups_hide_each_other() -> None:
    values, groups = survey({"a": 6, "b": 7, "c": 40, "d": 50})
    protected = withhold_small_groups(values, groups)
    assert protected.withheld == ("a", "b")
    assert protected.secondary == ()


def test_respondents_without_a_group_cannot_be_found_by_subtraction() -> None:
    values, groups = survey({"a": 15, "b": 40, "c": 50, None: 3})
    protected = withhold_small_groups(values, groups)
    assert protected.withheld == ("a",)
    assert protected.respondents == 18
    assert protected.ungrouped


def test_only_answers_that_count_make_a_group_large_enough() -> None:
    values, groups = survey({"a": 12, "b": 40, "c": 50, "d": 60})
    values[:5] = None
    assert "a" in withhold_small_groups(values, groups).withheld


def test_too_few_groups_left_is_a_sentence() -> None:
    values, groups = survey({"a": 4, "b": 40, "c": 11})
    with pytest.raises(DisclosureError, match="minder dan twee groepen"):
        withhold_small_groups(values, groups)


def test_the_minimum_has_a_floor_of_five() -> None:
    values, groups = survey({"a": 40, "b": 40})
    with pytest.raises(DisclosureError, match="5"):
        withhold_small_groups(values, groups, minimum=4)
    with pytest.raises(DisclosureError, match="minder dan 10"):
        require_enough(9)
    require_enough(10)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=2, max_size=7), st.integers(0, 12), st.integers(5, 15))
def test_what_is_hidden_is_never_a_recognisable_remainder(sizes: list[int], ungrouped: int, minimum: int) -> None:
    labels: dict[str | None, int] = {f"g{i}": size for i, size in enumerate(sizes)}
    if ungrouped:
        labels[None] = ungrouped
    values, groups = survey(labels)
    try:
        protected = withhold_small_groups(values, groups, minimum)
    except DisclosureError:
        return
    shown = protected.groups.dropna().value_counts()
    assert (shown >= minimum).all()
    remainder = len(values) - int(shown.sum())
    assert remainder == 0 or remainder >= minimum


def crossed(counts: list[list[int]], rows: list[str], columns: list[str]) -> tuple[pd.Series, pd.Series]:
    pairs = [
        (row, column)
        for row, line in zip(rows, counts, strict=True)
        for column, n in zip(columns, line, strict=True)
        for _ in range(n)
    ]
    first, second = zip(*pairs, strict=True)
    return pd.Series(pd.Categorical(first, rows, ordered=True)), pd.Series(pd.Categorical(second, columns))


MODELS = ["schotten", "ketens", "netwerk", "integraal"]


def test_small_cells_are_merged_with_a_neighbour() -> None:
    """The counts of figure B4.12 as if they were somebody's own file."""
    counts = [[6, 9, 2], [23, 33, 36], [16, 30, 46], [1, 5, 5]]
    rows, columns = crossed(counts, MODELS, ["ontevreden", "neutraal", "tevreden"])
    merged = merge_small_cells(rows, columns, rows_ordered=True, columns_ordered=True)
    assert list(merged.row_parts.values()) == [("schotten", "ketens"), ("netwerk", "integraal")]
    assert list(merged.column_parts) == ["ontevreden", "neutraal", "tevreden"]
    table = pd.crosstab(merged.rows, merged.columns)
    assert table.to_numpy().tolist() == [[29, 42, 38], [17, 35, 51]]
    assert list(table.index) == ["schotten + ketens", "netwerk + integraal"]
    assert merged.rows.cat.ordered
    assert merged.merged


def test_a_table_of_large_cells_is_left_as_it_is() -> None:
    rows, columns = crossed([[10, 12], [13, 14]], ["a", "b"], ["c", "d"])
    columns[0] = None
    rows[1:3] = None
    with pytest.raises(DisclosureError, match="Ook met samengevoegde"):
        merge_small_cells(rows, columns)
    merged = merge_small_cells(rows, columns, 5)
    assert not merged.merged
    assert merged.rows.dropna().index.equals(merged.columns.dropna().index)
    assert pd.crosstab(merged.rows, merged.columns).to_numpy().tolist() == [[7, 12], [13, 14]]


def test_an_empty_cell_tells_of_everybody_in_its_row() -> None:
    rows, columns = crossed([[30, 0, 20], [15, 15, 15]], ["a", "b"], ["c", "d", "e"])
    merged = merge_small_cells(rows, columns)
    assert min(pd.crosstab(merged.rows, merged.columns).to_numpy().ravel()) >= 10


@given(
    st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=5),
    st.integers(5, 15),
    st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_no_cell_is_small_and_the_sides_are_alike(counts: list[list[int]], minimum: int, ordered: bool) -> None:
    if not any(map(any, counts)):
        return
    rows, columns = crossed(counts, list("abcde")[: len(counts)], list("xyz"))
    try:
        one = merge_small_cells(rows, columns, minimum, rows_ordered=ordered)
        other = merge_small_cells(columns, rows, minimum, columns_ordered=ordered)
    except DisclosureError:
        return
    table = pd.crosstab(one.rows, one.columns)
    assert table.to_numpy().min() >= minimum
    assert table.to_numpy().sum() == sum(map(sum, counts))
    assert dict(one.row_parts) == dict(other.column_parts)
    parts = [part for group in one.row_parts.values() for part in group]
    assert parts == sorted(parts) or not ordered
    assert len(parts) == len(set(parts))


def test_very_many_categories_are_merged_in_reasonable_time() -> None:
    rng = np.random.default_rng(1)
    rows, columns = pd.Series(rng.integers(0, 40, 900)), pd.Series(rng.integers(0, 12, 900).astype(str))
    merged = merge_small_cells(rows, columns, rows_ordered=True)
    assert pd.crosstab(merged.rows, merged.columns).to_numpy().min() >= 10


def test_a_column_of_names_is_refused_rather_than_merged() -> None:
    names, answers = pd.Series([f"naam {i % 60}" for i in range(900)], name="wie"), pd.Series([1, 2] * 450)
    with pytest.raises(StatisticsError, match="60 verschillende waarden"):
        merge_small_cells(names, answers)


def test_thin_pairs_show_nothing() -> None:
    frame = pd.DataFrame({"a": range(20), "b": [*range(12), *[None] * 8], "c": [*[None] * 8, *range(12)]}, dtype=float)
    frame["c"] = frame["c"] ** 2
    protected = withhold_thin_pairs(correlate(frame))
    assert protected.n.loc["b", "c"] == 0
    assert pd.isna([getattr(protected, x).loc["b", "c"] for x in ("r", "p", "p_holm", "ci_low", "ci_high")]).all()
    assert protected.n.loc["a", "b"] == 12
    assert "b × c" in str(protected.notes[-1])
    assert withhold_thin_pairs(correlate(frame[["a", "b"]])).notes == ()
    with pytest.raises(DisclosureError):
        withhold_thin_pairs(correlate(frame), 21)


def test_the_notes_do_not_say_how_thin_a_pair_is() -> None:
    frame = pd.DataFrame({"a": range(20), "b": [1.0, 2.0, *[None] * 18], "c": [3.0] * 20}, dtype=float)
    said = " ".join(map(str, withhold_thin_pairs(correlate(frame.assign(d=frame["a"] ** 2))).notes))
    assert "Te weinig respondenten" not in said
    assert "a × b" in said
    assert "zonder samenhang: b, c" in said


def test_a_protected_cross_table_rests_on_the_merged_answers_only() -> None:
    rows, columns = crossed([[6, 9, 2], [23, 33, 36], [16, 30, 46], [1, 5, 5]], MODELS, ["o", "n", "t"])
    rows[0] = None
    found, merged = protected_crosstab(rows, columns, 10, True, True)
    assert merged is not None
    assert found.observed.to_numpy().tolist() == [[28, 42, 38], [17, 35, 51]]
    assert found.excluded == 0  # one respondent without a model is nobody's business
    assert found.ordered == (True, True)
    open_table, nothing = protected_crosstab(rows, columns, None, True, False)
    assert nothing is None
    assert open_table.observed.shape == (4, 3)
    assert open_table.excluded == 1


def test_pairs_of_items_that_few_answered_show_nothing() -> None:
    items = pd.DataFrame(np.random.default_rng(5).integers(1, 6, (40, 3)).astype(float), columns=[*"abc"])
    items.loc[7:, "c"] = np.nan
    found = withhold_thin_items(inter_item_correlations(items), 10)
    assert found.r.loc["a", "b"] == pytest.approx(items["a"].corr(items["b"]))
    assert np.isnan(found.r.loc["a", "c"])
    assert found.n.loc["a", "c"] == 0
    assert "2" in str(found.notes[-1])
    with pytest.raises(DisclosureError):
        withhold_thin_items(inter_item_correlations(items.iloc[:8]), 10)
