"""Protection of small groups: what is taken out before anything of an uploaded file is shown or exported.

The rest of `analysis` returns the unprotected numbers. The rule is the threshold rule of statistical disclosure control
with secondary suppression (Hundepool et al. 2012, *Statistical Disclosure Control*, ch. 4): a group with fewer answers
than the minimum is withheld, and so is the next smallest for as long as what is withheld could otherwise be found by
subtracting the shown groups from the total.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis.errors import DisclosureError, Message
from analysis.survey import ColumnReceipt, Example, Kind, Receipt, Role

DEFAULT_MINIMUM = 10
#: Parts of a remark that repeat cells of the file.
_QUOTING = frozenset({"value", "spellings", "label", "number", "meant"})
LOWEST_MINIMUM = 5


@dataclass(frozen=True)
class ProtectedGroups:
    """A grouping from which small groups are withheld.

    groups: as given, with withheld groups set to missing. withheld: their labels, in order of the grouping; of these
    `secondary` were large enough themselves. respondents: how many answers are withheld, with those that have no group.
    """

    groups: pd.Series
    withheld: tuple[str, ...]
    secondary: tuple[str, ...]
    respondents: int
    minimum: int


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
        raise DisclosureError(
            "Deze indeling laat minder dan twee groepen over met ten minste {minimum} antwoorden, daarom wordt er "
            "niets van getoond. Kies een indeling met grotere groepen, of voeg groepen samen in het bestand.",
            minimum=minimum,
        )
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
    warnings = tuple(w if quotes_freely or not _QUOTING & set(w.values) else _unquoted(column) for w in column.warnings)
    return replace(
        column,
        examples=tuple(e for e in column.examples if harmless(e)),
        range=None,
        near_duplicates=column.near_duplicates if quotes_freely else (),
        warnings=warnings,
    )


def _unquoted(column: ColumnReceipt) -> Message:
    return Message(
        "Kolom {column}: kijk in het bestand zelf naar afzonderlijke waarden; wat eraan opvalt wordt niet getoond, "
        "omdat het iemand kan aanwijzen.",
        {"column": column.name},
    )
