"""Small groups stay hidden, and cannot be found by subtraction either."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import require_enough, withhold_small_groups
from analysis.errors import DisclosureError


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
