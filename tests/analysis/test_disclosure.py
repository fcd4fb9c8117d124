"""Small groups stay hidden, and cannot be found by subtraction either."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import (
    merge_small_cells,
    merge_small_groups,
    protected_crosstab,
    protected_multiple_response,
    require_enough,
    withhold_small_groups,
    withhold_thin_items,
    withhold_thin_pairs,
)
from analysis.errors import DisclosureError, StatisticsError
from analysis.statistics import correlate, inter_item_correlations, multiple_response


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


def test_a_small_group_is_merged_with_the_next_smallest_and_nobody_drops_out() -> None:
    """To withhold the three takes the forty of the wijkteam with them: with what may be the only group that differs."""
    values, groups = survey({"collectief": 3, "wijkteam": 40, "vast": 90, "oza": 104})
    groups = groups.astype(object)
    assert withhold_small_groups(values, groups).withheld == ("collectief", "wijkteam")
    found = merge_small_groups(values, groups)
    assert found.groups.value_counts().to_dict() == {"oza": 104, "vast": 90, "collectief + wijkteam": 43}
    assert found.merged == ("collectief + wijkteam",)
    assert found.parts["collectief + wijkteam"] == ("collectief", "wijkteam")


def test_groups_with_an_order_are_merged_with_the_smaller_neighbour_and_keep_it() -> None:
    values, groups = survey({"nooit": 40, "soms": 30, "vaak": 4, "altijd": 35})
    found = merge_small_groups(values, groups)
    assert list(found.groups.cat.categories) == ["nooit", "soms + vaak", "altijd"]
    assert found.groups.cat.ordered
    apart = merge_small_groups(values, groups, ordered=False)
    assert apart.merged == ("soms + vaak",)  # the next smallest is a neighbour here by chance
    values, groups = survey({"nooit": 12, "soms": 30, "vaak": 4, "altijd": 35})
    assert merge_small_groups(values, groups, ordered=False).merged == ("nooit + vaak",)


def test_two_groups_of_which_one_is_small_cannot_be_compared() -> None:
    with pytest.raises(DisclosureError, match="minder dan twee groepen"):
        merge_small_groups(*survey({"a": 40, "b": 9}))
    with pytest.raises(DisclosureError, match="minder dan twee groepen"):
        merge_small_groups(*survey({"a": 4, "b": 3, "c": 2}))
    values, groups = survey({"a": 40, "b": 12, "c": 11})
    values[groups == "c"] = None  # who has no value does not count
    assert list(merge_small_groups(values, groups).parts) == ["a", "b"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=2, max_size=7), st.integers(0, 12), st.integers(5, 15), st.booleans())
def test_merged_groups_are_large_enough_and_hold_everybody(
    sizes: list[int], ungrouped: int, minimum: int, ordered: bool
) -> None:
    labels: dict[str | None, int] = {f"g{i}": size for i, size in enumerate(sizes)}
    if ungrouped:
        labels[None] = ungrouped
    values, groups = survey(labels)
    try:
        found = merge_small_groups(values, groups, minimum, ordered=ordered)
    except DisclosureError:
        assert min(sizes) < minimum
        return
    assert (found.groups.value_counts() >= minimum).all()
    assert found.groups.notna().equals(groups.notna())
    assert sorted(part for parts in found.parts.values() for part in parts) == sorted(
        f"g{i}" for i in range(len(sizes))
    )
    if min(sizes) >= minimum:
        assert found.merged == ()
    for label, parts in found.parts.items():
        assert set(groups[found.groups == label]) == set(parts)
        if ordered:  # neighbours only
            places = [int(str(part)[1:]) for part in parts]
            assert places == list(range(min(places), max(places) + 1))


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


def several(counts: dict[str, dict[str, int]], sizes: dict[str, int]) -> tuple[pd.DataFrame, pd.Series]:
    """Who chose what: by answer and group the number that did, of groups of these sizes; drawn so that they overlap."""
    rng = np.random.default_rng(2)
    groups = pd.Series([label for label, size in sizes.items() for _ in range(size)], name="model")
    options = pd.DataFrame(False, index=groups.index, columns=list(counts))
    for answer, by_group in counts.items():
        for label, count in by_group.items():
            options.loc[rng.choice(groups.index[groups == label], count, replace=False), answer] = True
    return options, groups


def test_an_answer_that_few_of_a_group_chose_is_withheld_with_its_test() -> None:
    options, groups = several(
        {"a": {"x": 20, "y": 15, "z": 30}, "b": {"x": 12, "y": 20, "z": 18}, "c": {"x": 2, "y": 14, "z": 1}},
        {"x": 40, "y": 40, "z": 50},
    )
    found, protected = protected_multiple_response(options, groups, 10, False)
    assert protected is not None
    assert not protected.merged
    assert protected.withheld == ("c",)
    assert protected.hidden == ()  # 17 of 130 over all groups together
    assert found.chosen.to_numpy().tolist() == [[20, 15, 30], [12, 20, 18]]
    assert list(found.tests.index) == list(found.tables) == ["a", "b"]
    assert found.overall["chosen"].to_dict() == {"a": 65, "b": 50, "c": 17}
    alone = multiple_response(options[["a", "b"]], groups)
    assert found.tests["p_holm"].tolist() == alone.tests["p_holm"].tolist()  # nothing of c is in them
    everything, nothing = protected_multiple_response(options, groups, None, False)
    assert nothing is None
    assert everything.chosen.loc["c"].tolist() == [2, 14, 1]


def test_small_groups_are_merged_the_same_way_for_all_answers() -> None:
    options, groups = several(
        {"a": {"w": 3, "x": 20, "y": 15, "z": 30}, "b": {"w": 4, "x": 12, "y": 20, "z": 18}},
        {"w": 8, "x": 40, "y": 40, "z": 50},
    )
    options = options.astype("boolean")
    options.iloc[0] = pd.NA  # one that did not answer is nobody's business
    found, protected = protected_multiple_response(options, groups, 10, True)
    assert protected is not None
    assert list(protected.group_parts.values()) == [("w", "x"), ("y",), ("z",)]
    assert found.n.tolist() == [47, 40, 50]
    assert (found.unanswered, found.ungrouped) == (0, 0)
    assert protected.withheld == ()


def test_where_each_chose_one_answer_the_withheld_one_cannot_be_found_by_subtraction() -> None:
    answers = {"a": (30, 32), "b": (25, 13), "c": (11, 12), "d": (4, 3)}
    chosen = [
        (answer, group) for answer, counts in answers.items() for group, n in zip("xy", counts, strict=True)
        for _ in range(n)
    ]  # fmt: skip
    options = pd.DataFrame({answer: [one == answer for one, _ in chosen] for answer in answers})
    groups = pd.Series([group for _, group in chosen])
    found, protected = protected_multiple_response(options, groups, 10, False)
    assert protected is not None
    assert protected.withheld == ("c", "d")  # c with it: the rest of each group would be d
    assert protected.hidden == ("c", "d")
    assert (found.n - found.chosen.sum()).tolist() == [15, 15]
    assert found.nothing == 0


def test_what_the_cross_table_of_one_answer_merges_otherwise_is_withheld() -> None:
    """a by itself keeps w + x apart from y and z; a table that merges x with y would tell of x."""
    options, groups = several(
        {"a": {"w": 5, "x": 6, "y": 15, "z": 30}, "b": {"w": 15, "x": 4, "y": 8, "z": 18},
         "c": {"w": 15, "x": 5, "y": 8, "z": 18}, "d": {"w": 15, "x": 4, "y": 7, "z": 20}},
        {"w": 30, "x": 30, "y": 30, "z": 50},
    )  # fmt: skip
    alone = protected_crosstab(options["a"], groups, 10, False, True)[1]
    assert alone is not None
    assert list(alone.column_parts.values()) == [("w", "x"), ("y",), ("z",)]
    found, protected = protected_multiple_response(options, groups, 10, True)
    assert protected is not None
    assert list(protected.group_parts.values()) == [("w",), ("x", "y"), ("z",)]
    assert list(found.chosen.index) == ["b", "c", "d"]
    assert protected.withheld == ("a",)


def test_too_few_for_any_answer_is_a_sentence() -> None:
    options, groups = several({"a": {"x": 3, "y": 30}}, {"x": 12, "y": 40})
    with pytest.raises(DisclosureError, match="minder dan 10 respondenten het kozen"):
        protected_multiple_response(options, groups, 10, False)
    with pytest.raises(StatisticsError, match="één groep"):
        protected_multiple_response(options, groups.replace("y", "x"), 10, False)
    with pytest.raises(DisclosureError, match="5"):
        protected_multiple_response(options, groups, 4, False)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.booleans(), st.integers(5, 12))
def test_no_cell_of_a_protected_question_is_small(seed: int, ordered: bool, one_only: bool, minimum: int) -> None:
    rng = np.random.default_rng(seed)
    groups = pd.Series(rng.choice(["p", "q", "r", "s"], 150, p=[0.08, 0.22, 0.3, 0.4]))
    options = pd.DataFrame(rng.random((150, 4)) < rng.random(4), columns=[*"abcd"])
    if one_only:
        options &= options.cumsum(axis=1) == 1
    try:
        found, protected = protected_multiple_response(options, groups, minimum, ordered)
    except DisclosureError:
        return
    assert protected is not None
    cells = np.stack([found.chosen.to_numpy(), found.n.to_numpy() - found.chosen.to_numpy()])
    assert cells.min() >= minimum
    assert found.overall["chosen"].min() >= minimum
    assert (found.total - found.overall["chosen"]).min() >= minimum
    assert found.n.sum() == 150
    assert set(protected.withheld) | set(found.chosen.index) == set("abcd")
    if one_only:
        left = found.n - found.chosen.sum()
        assert ((left >= minimum) | ((left == 0) & (not protected.withheld))).all()


def test_a_question_to_which_everybody_gave_one_answer_is_named() -> None:
    same, groups = pd.Series(["ja"] * 40, name="hulp"), pd.Series(["a", "b"] * 20, name="model")
    with pytest.raises(DisclosureError, match="gaf bij ‘hulp’ altijd hetzelfde antwoord"):
        merge_small_cells(same, groups)
    with pytest.raises(DisclosureError, match="gaf bij ‘hulp’ altijd hetzelfde antwoord"):
        merge_small_cells(groups, same)
