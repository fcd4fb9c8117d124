"""Protection of small groups: what is taken out before anything of an uploaded file is shown or exported.

The rest of `analysis` returns the unprotected numbers. The rule is the threshold rule of statistical disclosure control
with secondary suppression (Hundepool et al. 2012, *Statistical Disclosure Control*, ch. 4): a group with fewer answers
than the minimum is withheld, and so is the next smallest for as long as what is withheld could otherwise be found by
subtracting the shown groups from the total. Where groups are tested against each other they are merged instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import DisclosureError, Message, Names
from analysis.statistics import (
    Block,
    CorrelationMethod,
    Correlations,
    CrossTable,
    ItemCorrelations,
    MultipleResponse,
    Regression,
    StandardErrors,
    correlate,
    crosstab,
    has_order,
    multiple_response,
    regress,
    regress_in_blocks,
)
from analysis.statistics.contingency import refuse_too_many
from analysis.statistics.correlations import correlation_notes
from analysis.statistics.inputs import column_series
from analysis.statistics.multiple_response import choices_of, overall_shares
from analysis.survey import AnswerCounts, ColumnReceipt, Example, Kind, NearDuplicate, Receipt, Role
from analysis.survey.remarks import DOUBTFUL, DOUBTFUL_UNQUOTED, SLIP, UNQUOTED

DEFAULT_MINIMUM = 10
#: Parts of a remark that repeat cells of the file.
_QUOTING = frozenset({"value", "spellings", "label", "meant"})
LOWEST_MINIMUM = 5


@dataclass(frozen=True)
class ProtectedGroups:
    """A grouping from which small groups are withheld.

    groups: as given, with withheld groups set to missing. withheld: their labels, in order of the grouping; of these
    `secondary` were large enough themselves. respondents: how many answers are withheld, with those that have no group.
    ungrouped: whether there are any of those; not how many, for they may be few.
    """

    groups: pd.Series
    withheld: tuple[str, ...]
    secondary: tuple[str, ...]
    respondents: int
    minimum: int
    ungrouped: bool = False


def check_minimum(minimum: int) -> int:
    """The minimum group size itself; DisclosureError below 5."""
    if not minimum >= LOWEST_MINIMUM:  # written so that NaN is refused too
        raise DisclosureError(
            "De kleinste groep die getoond wordt kan niet onder {lowest} antwoorden liggen; {minimum} is te laag. "
            "Kies {lowest} of meer.",
            lowest=LOWEST_MINIMUM,
            minimum=minimum,
        )
    return minimum


def withhold_small_groups(values: pd.Series, groups: pd.Series, minimum: int = DEFAULT_MINIMUM) -> ProtectedGroups:
    """Set groups with fewer than `minimum` answers to missing, and as many more as it takes to keep them hidden.

    values: one outcome per respondent; only respondents with a value count. groups: the group of each, same index.
    Who has a value but no group counts with the withheld: subtraction would reveal them together. Raises
    DisclosureError where fewer than two groups are left, or the minimum is below 5.
    """
    check_minimum(minimum)
    values, groups = column_series(values), column_series(groups)
    if not values.index.equals(groups.index):
        raise DisclosureError(
            "De uitkomst en de groepen horen niet bij dezelfde rijen ({outcome} en {groups}). Neem ze uit "
            "dezelfde tabel.",
            outcome=len(values),
            groups=len(groups),
        )
    has_value = values.notna()
    counts = groups[has_value].value_counts(sort=False)
    sizes = {label: int(size) for label, size in counts.sort_values(kind="stable").items() if size}
    if len(sizes) < 2:  # nothing to compare, and so nothing to hide: the comparison itself says so
        return ProtectedGroups(groups, (), (), 0, minimum)
    ungrouped = int((has_value & groups.isna()).sum())
    withheld = [label for label, size in sizes.items() if size < minimum]
    hidden = ungrouped + sum(sizes[label] for label in withheld)
    secondary: list[object] = []
    for label, size in sizes.items():
        if not 0 < hidden < minimum:
            break
        if label not in withheld:
            secondary.append(label)
            hidden += size
    gone = set(withheld) | set(secondary)
    if len(sizes) - len(gone) < 2:
        raise _too_few_groups(minimum)
    kept = groups.where(~groups.isin(list(gone)))
    if isinstance(groups.dtype, pd.CategoricalDtype):
        kept = kept.cat.remove_unused_categories()
    in_order = groups.cat.categories if isinstance(groups.dtype, pd.CategoricalDtype) else sorted(sizes, key=str)
    return ProtectedGroups(
        groups=kept,
        withheld=tuple(str(g) for g in in_order if g in gone),
        secondary=tuple(str(g) for g in in_order if g in set(secondary)),
        respondents=hidden,
        minimum=minimum,
        ungrouped=ungrouped > 0,
    )


@dataclass(frozen=True)
class MergedGroups:
    """A grouping of which the small groups were merged with others.

    groups: as given, a merged one with the labels of its parts (*a + b*), missing where there was no value. parts: what
    each group is made of, by its label, in order. minimum: the fewest answers in a group.
    """

    groups: pd.Series
    parts: Mapping[object, tuple[object, ...]]
    minimum: int

    @property
    def merged(self) -> tuple[object, ...]:
        """The labels of the groups that were put together."""
        return tuple(label for label, members in self.parts.items() if len(members) > 1)


def merge_small_groups(
    values: pd.Series, groups: pd.Series, minimum: int = DEFAULT_MINIMUM, *, ordered: bool | None = None
) -> MergedGroups:
    """Merge groups until none has fewer than `minimum` answers: nobody drops out of a comparison.

    To withhold a small group can take a large one with it (`withhold_small_groups`), and a comparison without that one
    may say the opposite. The smallest is merged with the next smallest, of ordered groups with its smallest neighbour
    (global recoding: Hundepool et al. 2012, 4.3.2). Who has no group stays out: of an empty cell nobody knows whose it
    is, while a group that is named is known to its colleagues.

    values: one outcome per respondent; only respondents with a value count. groups: the group of each, same index.
    ordered: by default as the groups are. Raises DisclosureError where fewer than two groups are left, or the minimum
    is below 5.
    """
    check_minimum(minimum)
    values, groups = column_series(values), column_series(groups)
    both = values.notna() & groups.notna()
    side = _Side.of(groups[both], ordered=has_order(groups) if ordered is None else ordered)
    counts: np.ndarray = np.bincount(side.codes, minlength=len(side.groups))[:, np.newaxis]
    if len(side.groups) < 2:  # nothing to compare, and so nothing to hide: the comparison itself says so
        return MergedGroups(groups.where(both), {group[0]: group for group in side.groups}, minimum)
    while counts.min() < minimum:
        if len(side.groups) == 2:
            raise _too_few_groups(minimum)
        counts = side.merge_smallest(counts, axis=0)
    merged, parts = side.result(groups, both, [[place] for place in range(len(side.groups))])
    return MergedGroups(merged, parts, minimum)


def _too_few_groups(minimum: int) -> DisclosureError:
    return DisclosureError(
        "Deze indeling laat minder dan twee groepen over met ten minste {minimum} antwoorden, daarom wordt er "
        "niets van getoond. Kies een indeling met grotere groepen, of voeg groepen samen in het bestand.",
        minimum=minimum,
    )


@dataclass(frozen=True)
class MergedCells:
    """Two columns to be crossed, their categories merged until every cell of their table has enough answers.

    rows, columns: the columns, missing where either was; a merged one is categorical, ordered if it was. row_parts,
    column_parts: what each category of these is made of, by its label, in order. minimum: the fewest answers in a cell.
    """

    rows: pd.Series
    columns: pd.Series
    row_parts: Mapping[object, tuple[object, ...]]
    column_parts: Mapping[object, tuple[object, ...]]
    minimum: int

    @property
    def merged(self) -> bool:
        """Whether anything was merged."""
        return any(len(parts) > 1 for side in (self.row_parts, self.column_parts) for parts in side.values())


def merge_small_cells(
    rows: pd.Series,
    columns: pd.Series,
    minimum: int = DEFAULT_MINIMUM,
    *,
    rows_ordered: bool | None = None,
    columns_ordered: bool | None = None,
) -> MergedCells:
    """Merge categories of two columns until no cell of their cross-table holds fewer than `minimum` answers.

    Not cells are withheld but categories made coarser (global recoding: Hundepool et al. 2012, 4.3.2): a withheld cell
    could be solved from the margins together with chi-square, Cramér's V or a residual, while from a coarser table
    nothing finer follows. An empty cell counts as a small one: it tells of everybody in its row what they did not
    answer. Of all mergings that will do, the one that leaves the most cells is taken (in tables with very many
    categories: after merging the smallest first); ordered categories are merged with a neighbour only. The same two
    columns give the same merging whichever is the row.

    rows, columns: same index, at most a few dozen categories each. rows_ordered, columns_ordered: by default as
    `crosstab` takes them (ordered categories and numbers are ordered). Raises DisclosureError where not even two by two
    categories are left, everybody gave one answer, or the minimum is below 5; StatisticsError for over 50 categories.
    """
    check_minimum(minimum)
    both = rows.notna() & columns.notna()
    sides = tuple(
        _Side.of(series[both], ordered=has_order(series) if ordered is None else ordered)
        for series, ordered in ((rows, rows_ordered), (columns, columns_ordered))
    )
    for side, series in zip(sides, (rows, columns), strict=True):
        refuse_too_many(series.name, len(side.groups))
        if len(side.groups) == 1 and int(both.sum()) >= minimum:
            raise DisclosureError(
                "Er valt niets te vergelijken: wie beide vragen beantwoordde, gaf bij ‘{column}’ altijd hetzelfde "
                "antwoord. Kies een andere vraag.",
                column=Names((series.name,)),
            )
    counts: np.ndarray = np.zeros((len(sides[0].groups), len(sides[1].groups)), dtype=np.int64)
    np.add.at(counts, (sides[0].codes, sides[1].codes), 1)
    if min(counts.shape, default=0) < 2:
        raise _nothing_left(minimum)
    while sides[0].mergings * sides[1].mergings > _MOST_MERGINGS:
        axis = 0 if sides[0].mergings >= sides[1].mergings else 1
        counts = sides[axis].merge_smallest(counts, axis)
    best: tuple[tuple[object, ...], list[list[int]], list[list[int]]] | None = None
    for row_merging in sides[0].partitions():
        coarse = np.stack([counts[group].sum(axis=0) for group in row_merging])
        if coarse.sum(axis=1).min() < minimum:
            continue
        for column_merging in sides[1].partitions():
            cells = np.stack([coarse[:, group].sum(axis=1) for group in column_merging])
            if cells.min() >= minimum:
                spread = sorted((len(row_merging), len(column_merging)))
                names = sorted(str(side.names(m)) for side, m in zip(sides, (row_merging, column_merging), strict=True))
                rank = (-cells.size, -spread[0], -int(cells.min()), names)
                if best is None or rank < best[0]:
                    best = rank, row_merging, column_merging
    if best is None:
        raise _nothing_left(minimum)
    (row_values, row_parts), (column_values, column_parts) = (
        side.result(series, both, merging)
        for side, series, merging in zip(sides, (rows, columns), best[1:], strict=True)
    )
    return MergedCells(row_values, column_values, row_parts, column_parts, minimum)


def protected_crosstab(
    rows: pd.Series, columns: pd.Series, minimum: int | None, rows_ordered: bool, columns_ordered: bool
) -> tuple[CrossTable, MergedCells | None]:
    """The cross-table of two columns of people's answers, and how its categories were merged.

    minimum: fewest answers in a cell (see `merge_small_cells`); None for a sample, in which there is nobody to protect.
    Everything in the result is computed from the merged categories. Errors as of `merge_small_cells` and `crosstab`.
    """
    if minimum is None:
        return crosstab(rows, columns, rows_ordered=rows_ordered, columns_ordered=columns_ordered), None
    merged = merge_small_cells(rows, columns, minimum, rows_ordered=rows_ordered, columns_ordered=columns_ordered)
    found = crosstab(merged.rows, merged.columns, rows_ordered=rows_ordered, columns_ordered=columns_ordered)
    # How many lack either answer would tell of a few people, were it fewer than the minimum.
    return replace(found, excluded=found.excluded if found.excluded >= minimum else 0), merged


@dataclass(frozen=True)
class ProtectedAnswers:
    """How a question with several answers was made fit to be shown by group.

    group_parts: what each group is made of, by its label, in order. withheld: the answers that are not shown by group,
    because fewer than `minimum` of some group chose them, or did not. hidden: of these, those that are not shown over
    all groups together either.
    """

    group_parts: Mapping[object, tuple[object, ...]]
    withheld: tuple[object, ...]
    hidden: tuple[object, ...]
    minimum: int

    @property
    def merged(self) -> bool:
        """Whether any groups were merged."""
        return any(len(parts) > 1 for parts in self.group_parts.values())


def protected_multiple_response(
    options: pd.DataFrame, groups: pd.Series, minimum: int | None, groups_ordered: bool
) -> tuple[MultipleResponse, ProtectedAnswers | None]:
    """The answers of people to a question with several, by group, and how the table was made fit to be shown.

    Each answer is a cross-table of chosen and not chosen by group, and `merge_small_cells` says why a small cell of one
    cannot be withheld by itself. So groups are merged, the same way for every answer, and an answer of which a cell
    still is too small is withheld with its test; of all mergings the one that leaves the most cells is taken, and of
    those that leave as many the one with the most answers. An answer is also withheld where its cross-table by itself
    (`protected_crosstab`) merges the groups across these: both together would tell of the parts. Where nobody chose
    more than one answer, what is withheld could be found by subtraction: then the answers chosen least are withheld
    too, until what remains of each group is at least `minimum`.

    options, groups: as of `multiple_response`; minimum: fewest in a cell, None for a sample. groups_ordered: whether
    groups are merged with a neighbour only. In the result `chosen`, `share` and the tests hold the answers that are
    shown by group, and `overall` also those that are shown over all groups together only; everything is computed from
    the merged groups. Raises DisclosureError where no answer is left for two groups, or the minimum is below 5; errors
    as of `multiple_response`.
    """
    if minimum is None:
        return multiple_response(options, groups), None
    check_minimum(minimum)
    choices = choices_of(options, groups)
    answered = options.notna().any(axis=1)
    both = answered & groups.notna()
    side = _Side.of(groups[both], ordered=groups_ordered)
    if len(side.groups) < 2:
        multiple_response(options, groups)  # says what is wrong
    refuse_too_many(groups.name, len(side.groups))
    chosen = choices.chosen[choices.codes >= 0]
    cells = np.zeros((2 * chosen.shape[1], len(side.groups)), dtype=np.int64)  # chosen, and below it not chosen
    for place in range(len(side.groups)):
        members = chosen[side.codes == place]
        picked = members.sum(axis=0).astype(np.int64)
        cells[:, place] = [*picked, *(len(members) - picked)]
    while side.mergings > _MOST_MERGINGS:
        cells = side.merge_smallest(cells, 1)
    alone = [_merged_alone(column, groups[both], minimum, groups_ordered) for column in chosen.T]
    only_one = bool((chosen.sum(axis=1) <= 1).all())
    best = _best_for_all(side, cells, alone, only_one, minimum)
    if best is None:
        raise DisclosureError(
            "Bij elk antwoord op deze vraag is er, ook met samengevoegde groepen, een groep waarin minder dan "
            "{minimum} respondenten het kozen of juist niet kozen; daarom wordt er niets per groep getoond. Kies een "
            "indeling met grotere groepen, of een bestand met meer respondenten.",
            minimum=minimum,
        )
    merging, places = best
    merged, group_parts = side.result(groups, both, merging)
    # A withheld answer is an answer to the question too: who gave nothing else did not skip it.
    filled = pd.DataFrame(np.nan, options.index, options.columns)
    filled.loc[answered] = choices.chosen
    found = multiple_response(filled.iloc[:, places], merged)
    overall = overall_shares(chosen, filled.columns, found.confidence)
    by_group = overall.index.isin(found.chosen.index)
    enough = by_group | ((overall["chosen"] >= minimum) & (len(chosen) - overall["chosen"] >= minimum)).to_numpy()
    if only_one and _tells_of_few(
        np.array([len(chosen) - overall["chosen"][enough].sum()]), minimum, bool(enough.all())
    ):
        enough = by_group
    nothing = int((chosen.sum(axis=1) == 0).sum())

    def many(count: int) -> int:
        return count if count >= minimum else 0  # how many others there are would tell of a few people

    protected = replace(
        found,
        overall=overall[enough],
        nothing=many(nothing) if by_group.all() or not only_one else 0,
        unanswered=many(found.unanswered),
        ungrouped=many(found.ungrouped),
    )
    withheld, hidden = (tuple(overall.index[~shown]) for shown in (by_group, enough))
    return protected, ProtectedAnswers(group_parts, withheld, hidden, minimum)


def _best_for_all(
    side: _Side,
    cells: np.ndarray,
    alone: Sequence[Sequence[frozenset[object]] | None],
    only_one: bool,
    minimum: int,
) -> tuple[list[list[int]], list[int]] | None:
    """The merging of the groups that leaves the most cells of at least `minimum`, and the answers that it shows.

    cells: by group the number that chose each answer, and below these the number that did not. alone: how each answer
    by itself merges the groups. only_one: whether nobody chose more than one. None where nothing can be shown.
    """
    width = len(cells) // 2
    best: tuple[tuple[object, ...], list[list[int]], list[int]] | None = None
    for merging in side.partitions():
        coarse = np.stack([cells[:, group].sum(axis=1) for group in merging], axis=1)
        smallest = np.minimum(coarse[:width], coarse[width:]).min(axis=1)
        fits = np.flatnonzero(smallest >= minimum).tolist()
        parts = [frozenset(label for group in part for label in side.groups[group]) for part in merging]
        shown = [place for place in fits if _nested(parts, alone[place])]
        if only_one:
            shown = _not_to_be_subtracted(coarse, shown, minimum)
        if shown:
            least = int(smallest[shown].min())
            rank = (-len(shown) * len(merging), -len(shown), -least, side.names(merging))
            if best is None or rank < best[0]:
                best = rank, merging, shown
    return None if best is None else best[1:]


def _merged_alone(
    chosen: np.ndarray, groups: pd.Series, minimum: int, groups_ordered: bool
) -> list[frozenset[object]] | None:
    """How the cross-table of one answer by itself merges the groups; None where it shows nothing."""
    try:
        alone = merge_small_cells(
            pd.Series(chosen, groups.index), groups, minimum, rows_ordered=False, columns_ordered=groups_ordered
        )
    except DisclosureError:
        return None
    return [frozenset(part) for part in alone.column_parts.values()]


def _nested(one: Sequence[frozenset[object]], other: Sequence[frozenset[object]] | None) -> bool:
    """Whether one way to merge only divides the groups of the other further; then nothing follows from both."""
    return other is None or any(
        all(any(part <= whole for whole in coarse) for part in fine) for fine, coarse in ((one, other), (other, one))
    )


def _not_to_be_subtracted(cells: np.ndarray, shown: list[int], minimum: int) -> list[int]:
    """The answers that can be shown where each respondent chose one at most: what is left of a group is no few people.

    cells: chosen, and below it not chosen, by group.
    """
    width = len(cells) // 2
    n = cells[0] + cells[width]
    shown = sorted(shown, key=lambda place: (int(cells[place].sum()), place))
    while shown and _tells_of_few(n - cells[shown].sum(axis=0), minimum, len(shown) == width):
        shown = shown[1:]
    return sorted(shown)


def _tells_of_few(left: np.ndarray, minimum: int, everything: bool) -> bool:
    """Whether what is left after subtraction is a few people; of nobody it tells that they chose nothing withheld."""
    return bool(((left < minimum) & (left > 0 if everything else True)).any())


_MOST_MERGINGS = 4_000  # that are all tried


def _nothing_left(minimum: int) -> DisclosureError:
    return DisclosureError(
        "Ook met samengevoegde antwoorden zijn er in deze kruistabel cellen met minder dan {minimum} antwoorden, "
        "daarom wordt er niets van getoond. Kies vragen met minder antwoorden, of een bestand met meer respondenten.",
        minimum=minimum,
    )


@dataclass
class _Side:
    """The categories on one side of a table: groups of labels, and of each respondent the position of the group."""

    codes: np.ndarray
    groups: list[tuple[object, ...]]
    ordered: bool

    @classmethod
    def of(cls, series: pd.Series, *, ordered: bool) -> _Side:
        if isinstance(series.dtype, pd.CategoricalDtype):
            kept = series.cat.remove_unused_categories().cat
            return cls(kept.codes.to_numpy().astype(np.intp), [(name,) for name in kept.categories], ordered)
        codes, labels = pd.factorize(series, sort=True)
        return cls(codes.astype(np.intp), [(name,) for name in labels], ordered)

    @property
    def mergings(self) -> int:
        """How many ways there are to merge the groups."""
        k = len(self.groups)
        if self.ordered or k > len(_BELL):
            return int(2 ** (k - 1)) if self.ordered else _MOST_MERGINGS + 1
        return _BELL[k - 1]

    def partitions(self) -> Iterator[list[list[int]]]:
        """Every way to merge them that leaves at least two: neighbours if ordered, otherwise any."""
        for merging in _partitions(len(self.groups), ordered=self.ordered):
            if len(merging) >= 2:
                yield merging

    def names(self, merging: list[list[int]]) -> list[str]:
        return [" + ".join(_plain(label) for group in part for label in self.groups[group]) for part in merging]

    def merge_smallest(self, counts: np.ndarray, axis: int) -> np.ndarray:
        """Merge the smallest group with its smallest neighbour (if not ordered: with the next smallest)."""
        sizes = counts.sum(axis=1 - axis)
        first = int(sizes.argmin())
        others = [p for p in range(len(sizes)) if p != first and (not self.ordered or abs(p - first) == 1)]
        low, high = sorted((first, min(others, key=lambda p: int(sizes[p]))))
        self.groups[low] += self.groups.pop(high)
        self.codes = np.where(self.codes == high, low, self.codes - (self.codes > high))
        merged = counts.copy() if axis == 0 else counts.T.copy()
        merged[low] += merged[high]
        merged = np.delete(merged, high, axis=0)
        return merged if axis == 0 else merged.T

    def result(
        self, series: pd.Series, both: pd.Series, merging: list[list[int]]
    ) -> tuple[pd.Series, dict[object, tuple[object, ...]]]:
        parts = [tuple(label for group in part for label in self.groups[group]) for part in merging]
        if all(len(part) == 1 for part in parts):  # the categories stay what they are, numbers numbers
            return series.where(both), {part[0]: part for part in parts}
        labels = self.names(merging)
        label_of = np.empty(len(self.groups), dtype=object)
        for label, part in zip(labels, merging, strict=True):
            label_of[part] = label
        merged = pd.Series(None, index=series.index, name=series.name, dtype=object)
        merged[both.to_numpy()] = label_of[self.codes]
        return merged.astype(pd.CategoricalDtype(labels, self.ordered)), dict(zip(labels, parts, strict=True))


#: Bell numbers: the ways to divide 1, 2, 3, … things.
_BELL = (1, 2, 5, 15, 52, 203, 877, 4140)


def _partitions(count: int, *, ordered: bool) -> Iterator[list[list[int]]]:
    if count == 0:
        yield []
        return
    last = count - 1
    for smaller in _partitions(last, ordered=ordered):
        yield [*smaller, [last]]
        for place in range(len(smaller)) if not ordered else range(len(smaller))[-1:]:
            yield [[*part, last] if at == place else part for at, part in enumerate(smaller)]


def _plain(label: object) -> str:
    """A label as text; a whole number without decimals."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def withhold_thin_pairs(correlations: Correlations, minimum: int = DEFAULT_MINIMUM) -> Correlations:
    """Correlations in which a pair that fewer than `minimum` respondents answered shows nothing, not even its n.

    Taken out are r, its interval and p, with n set to 0, and a note that names the pairs. Raises DisclosureError where
    no pair is left, or the minimum is below 5.
    """
    check_minimum(minimum)
    thin = correlations.n < minimum
    pairs = correlations.pairs
    small = pairs[pairs["n"] < minimum]
    if len(small) == len(pairs):
        require_enough(0, minimum)
    if not thin.to_numpy().any():
        return correlations
    note = Message(
        "Niet getoond, want door minder dan {n} respondenten allebei beantwoord: {pairs}.",
        {"n": minimum, "pairs": ", ".join(f"{a} × {b}" for a, b in zip(small["first"], small["second"], strict=True))},
    )
    return replace(
        correlations,
        **{name: getattr(correlations, name).mask(thin) for name in ("r", "p", "p_holm", "ci_low", "ci_high")},
        n=correlations.n.mask(thin, 0),
        # The notes of before say of how few answers a pair is.
        notes=(*correlation_notes(correlations, thin.to_numpy()), *([note] if len(small) else [])),
    )


def protected_correlations(
    frame: pd.DataFrame, method: CorrelationMethod, given: Sequence[Any], minimum: int | None
) -> Correlations:
    """Correlations of people's answers, pairs on fewer than `minimum` of them withheld; None for a sample."""
    found = correlate(frame, method, given=list(given) or None)
    return found if minimum is None else withhold_thin_pairs(found, minimum)


def protected_regression(
    outcome: pd.Series, predictors: pd.DataFrame, standard_errors: StandardErrors, minimum: int | None
) -> Regression:
    """A regression on people's answers; DisclosureError where it rests on fewer than `minimum`, None for a sample."""
    found = regress(outcome, predictors, standard_errors=standard_errors)
    if minimum is not None:
        require_enough(found.n, minimum)
    return found


def protected_blocks(outcome: pd.Series, blocks: Sequence[pd.DataFrame], minimum: int | None) -> tuple[Block, ...]:
    """A regression in blocks, as `protected_regression`."""
    found = regress_in_blocks(outcome, blocks)
    if minimum is not None:
        require_enough(found[-1].model.n, minimum)
    return found


def withhold_thin_items(correlations: ItemCorrelations, minimum: int = DEFAULT_MINIMUM) -> ItemCorrelations:
    """Correlations between items in which a pair that fewer than `minimum` respondents answered shows nothing.

    Taken out are r, set to NaN, and n, set to 0. Raises DisclosureError where no pair is left, or the minimum is below
    5.
    """
    check_minimum(minimum)
    thin = correlations.n < minimum
    pairs = np.triu_indices(len(thin), 1)
    if thin.to_numpy()[pairs].all():
        require_enough(0, minimum)
    if not thin.to_numpy().any():
        return correlations
    note = Message(
        "Niet getoond: samenhangen van items die door minder dan {n} respondenten allebei zijn beantwoord (aantal: "
        "{count}).",
        {"n": minimum, "count": int(thin.to_numpy()[pairs].sum())},
    )
    return replace(
        correlations,
        r=correlations.r.mask(thin),
        n=correlations.n.mask(thin, 0),
        notes=(*correlations.notes, note),
    )


def require_enough(answers: int, minimum: int = DEFAULT_MINIMUM) -> None:
    """Raise DisclosureError where a result rests on fewer answers than the minimum."""
    check_minimum(minimum)
    if answers < minimum:
        raise DisclosureError(
            "Er zijn minder dan {minimum} antwoorden, daarom wordt dit resultaat niet getoond. "
            "Gebruik een bestand met meer respondenten.",
            minimum=minimum,
        )


def protect_counts(counts: AnswerCounts, minimum: int = DEFAULT_MINIMUM) -> AnswerCounts:
    """Counts of answers in which those of fewer than `minimum` respondents are withheld, and what would reveal them.

    Answers to items and grades tell nobody apart and are left as they are. Where a respondent gives one answer, the
    counts add up to n: then the smallest others are withheld too, until the withheld are two or more and together at
    least `minimum`. Where several could be given, an answer that all but a few gave is withheld as well. That nobody
    gave an answer is shown.
    """
    check_minimum(minimum)
    if not counts.sensitive:
        return counts
    given = {place: answer.count for place, answer in enumerate(counts.answers) if answer.count}
    withheld = {place for place, count in given.items() if count < minimum}
    if counts.several:
        withheld |= {place for place, count in given.items() if 0 < counts.n - count < minimum}
    elif withheld:
        for place in sorted(given.keys() - withheld, key=lambda place: given[place]):
            if len(withheld) > 1 and sum(given[p] for p in withheld) >= minimum:
                break
            withheld.add(place)
    return replace(
        counts,
        answers=tuple(
            replace(answer, count=None) if place in withheld else answer for place, answer in enumerate(counts.answers)
        ),
    )


def protect_receipt(receipt: Receipt, minimum: int = DEFAULT_MINIMUM) -> Receipt:
    """A receipt without examples, or remarks that quote a cell, that could point at a person.

    Kept are answers to items and grades, missing answers, and labels that at least `minimum` respondents share; free
    texts, dates, identifiers and numbers of many different values are taken out. A remark that quotes such a value is
    replaced by one that says that there is something to look at.
    """
    check_minimum(minimum)
    return replace(receipt, columns=tuple(_protect_column(column, minimum) for column in receipt.columns))


def _protect_column(column: ColumnReceipt, minimum: int) -> ColumnReceipt:
    if column.role in (Role.ITEM, Role.GRADE):
        return column

    def harmless(example: Example) -> bool:
        if example.parsed is None:
            return example.missing is not None
        shared = column.answers.get(example.parsed, 0) >= minimum
        return shared and column.role is not Role.ID and column.kind in (Kind.CATEGORY, Kind.NUMBER)

    common = sum(count >= minimum for count in column.answers.values()) == len(column.answers) > 0
    quotes_freely = common and column.role is not Role.ID
    slips = column.near_duplicates if quotes_freely else tuple(_common_slips(column, minimum))
    told = {slip.label for slip in slips}

    def quoted(warning: Message) -> Message | None:
        """The warning as it may be shown; None for a slip, which `near_duplicates` tells."""
        if quotes_freely or not _QUOTING & set(warning.values) or _of_common_label(warning, column, minimum):
            return warning
        told_already = warning.template == SLIP.template and warning.values["label"] in told
        return None if told_already else _unquoted(column, warning)

    shown = {str(found): found for found in map(quoted, column.warnings) if found is not None}  # each once
    return replace(
        column,
        examples=tuple(e for e in column.examples if harmless(e)),
        range=None,
        near_duplicates=slips,
        warnings=tuple(shown.values()),
    )


def _common_slips(column: ColumnReceipt, minimum: int) -> Iterator[NearDuplicate]:
    """The slips of a label that enough respondents share, without how often: the slip tells no more than that label."""
    if column.role is not Role.ID and column.kind is Kind.CATEGORY:
        yield from (replace(slip, count=0) for slip in column.near_duplicates if slip.meant_count >= minimum)


def _of_common_label(warning: Message, column: ColumnReceipt, minimum: int) -> bool:
    """Whether a remark tells of nothing but other spellings of a label that enough respondents share."""
    if column.role is Role.ID or column.kind is not Kind.CATEGORY or "value" in warning.values:
        return False
    label = warning.values.get("meant", warning.values.get("label"))
    return warning.template != SLIP.template and column.answers.get(label, 0) >= minimum


def _unquoted(column: ColumnReceipt, warning: Message) -> Message:
    if warning.template in DOUBTFUL:
        return Message(DOUBTFUL_UNQUOTED.template, {"column": column.name})
    if said := UNQUOTED.get(warning.template):
        return Message(said.template, {name: v for name, v in warning.values.items() if name not in _QUOTING})
    return Message(
        "Kolom {column}: kijk in het bestand zelf naar afzonderlijke waarden; wat eraan opvalt wordt niet getoond, "
        "omdat het iemand kan aanwijzen.",
        {"column": column.name},
    )
