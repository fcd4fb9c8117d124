"""Which groups differ, as letters: groups that share a letter do not differ demonstrably."""

from __future__ import annotations

from collections.abc import Sequence

MOST_GROUPS = 20


def compact_letters(k: int, differing: Sequence[tuple[int, int]], ranked: Sequence[int]) -> tuple[str, ...]:
    """The letters of `k` groups, "a" for the one that `ranked` names first.

    differing: the pairs of positions that differ. ranked: all positions, the highest mean first. By inserting one pair
    after the other and absorbing what became superfluous (Piepho 2004, *J. Comput. Graph. Stat.* 13). R:
    `multcompView::multcompLetters`, `multcomp::cld(decreasing = TRUE)`.
    """
    columns = [frozenset(range(k))]
    for pair in differing:
        split: list[frozenset[int]] = []
        for column in columns:
            split += [column - {position} for position in pair] if column.issuperset(pair) else [column]
        distinct = list(dict.fromkeys(split))
        columns = [column for column in distinct if not any(column < other for other in distinct)]
    place = {position: rank for rank, position in enumerate(ranked)}
    columns.sort(key=lambda column: sorted(place[position] for position in column))
    names = [_letter(number) for number in range(len(columns))]
    return tuple(
        "".join(name for name, column in zip(names, columns, strict=True) if position in column)
        for position in range(k)
    )


def _letter(number: int) -> str:
    """a to z, then a' and on."""
    return chr(ord("a") + number % 26) + "′" * (number // 26)
