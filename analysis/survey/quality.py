"""Signs that answers were given without attention or stand in the file twice. Nobody is left out by what is found."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message
from analysis.survey.codebook import Scale
from analysis.survey.codebook_entries import Role
from analysis.survey.model import Kind, Survey

_FEWEST_ITEMS = 4
_FEWEST_ANSWERS = 6
_LONG = 0.5
"""A run over half of the items or more is long: a rule of thumb (Curran 2016, *J. Exp. Soc. Psychol.* 66, 4–19)."""

_PORTION = 50_000

Answers = npt.NDArray[np.floating]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.integer]


class Sign(StrEnum):
    """What can be noticed of one respondent, the strongest first."""

    DOUBLE = "double"
    """The same answers to everything as somebody earlier in the file."""
    CONTRADICTORY = "contradictory"
    """In a scale with reversed items the same answer to all of them, and not the middle one."""
    UNIFORM = "uniform"
    """The same answer to all items with the same possible answers, over the whole survey."""
    LONG = "long"
    """The same answer to at least half of the items on end."""


@dataclass(frozen=True)
class StraightLining:
    """How many respondents gave the same answer to all items of a scale.

    scale: its name. items: how many it has. respondents: those with one answer throughout, as answered: reversed items
    are not turned round. n: respondents who answered all items. contradictory: how many of the respondents did so with
    reversed and other items in the scale, so that they say both yes and no; who took the middle answer does not. None
    where the scale has not both.
    """

    scale: str
    items: int
    respondents: int
    n: int
    contradictory: int | None = None


@dataclass(frozen=True)
class WholeSurvey:
    """Straight-lining over all items together, whatever their scale.

    items: items compared: those with the same possible answers as at least five others. n: respondents with six answers
    or more to such a set. uniform: how many of them gave one answer throughout. long: how many gave the same answer to
    at least half of a set on end. longest: the longest run of anybody.
    """

    items: int
    n: int
    uniform: int
    long: int
    longest: int


@dataclass(frozen=True)
class IdenticalRespondents:
    """How many respondents gave the same answers to everything as somebody else.

    respondents: those with a double. sets: how many different sets of answers they share. n: respondents with at least
    six answers; others are not compared. columns: how many columns were compared.
    """

    respondents: int
    sets: int
    n: int
    columns: int


@dataclass(frozen=True, eq=False)
class Quality:
    """Signs of careless or double answers: for each scale of four items and more, and for the file as a whole.

    whole: None where no six items have the same possible answers. respondents: who shows a sign, those with the most
    signs first; one row each, with

    - `row`: where the respondent stands in the file (`Survey.row_numbers`);
    - `answered`: items answered, of `items`;
    - `longest`: the longest run of the same answer to items with the same possible answers, in the order of the file
      (the long-string index: Johnson 2005, *J. Res. Pers.* 39, 103–129; R `careless::longstring`); a missing answer
      ends a run. `share`: the largest part of the answers to such a set that is the same answer, from 0 to 1. Both are
      NA where no six items have the same possible answers or fewer than six were answered;
    - `straight_scales`: the scales (of four items or more) of which all items were answered, and alike;
    - `contradictory`: the number of these with reversed and other items, where the answer is not the middle one;
    - `double_of`: another row with the same answers to everything, the first in the file; NA where there is none.
      `doubles`: how many other rows there are;
    - a column of booleans for each `Sign`.
    """

    straight_lining: tuple[StraightLining, ...]
    identical: IdenticalRespondents
    whole: WholeSurvey | None
    items: int
    respondents: pd.DataFrame

    def rows(self, sign: Sign) -> tuple[int, ...]:
        """The rows of the file with this sign, in order; of identical respondents all but the first."""
        found = self.respondents
        return tuple(sorted(found.loc[found[sign], "row"].tolist()))

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is worth a look, in sentences."""
        return tuple(self._told())

    def _told(self) -> Iterator[Message]:
        for found in self.straight_lining:
            if found.respondents:
                yield Message(
                    "Schaal {scale}: {count} van de {n} respondenten die alle {items} items beantwoordden, gaven "
                    "overal hetzelfde antwoord. Beoordeel of zij serieus hebben geantwoord.",
                    {"scale": found.scale, "count": found.respondents, "n": found.n, "items": found.items},
                )
            if found.contradictory:
                yield Message(
                    "Schaal {scale} heeft omgekeerde items. Hetzelfde antwoord op omgekeerde en andere items (en niet "
                    "het middelste) is niet consistent; dat komt {count} keer voor.",
                    {"scale": found.scale, "count": found.contradictory},
                )
        if self.whole is not None and (self.whole.uniform or self.whole.long):
            yield Message(
                "Hele vragenlijst ({items} items): {uniform} van de {n} respondenten gaven overal hetzelfde antwoord, "
                "{long} gaven op minstens de helft van de items achter elkaar hetzelfde antwoord.",
                {
                    "items": self.whole.items,
                    "uniform": self.whole.uniform,
                    "n": self.whole.n,
                    "long": self.whole.long,
                },
            )
        if self.identical.respondents:
            yield Message(
                "Gelijke antwoorden in alle {columns} vergeleken kolommen: {count} respondenten. Controleer of iemand "
                "twee keer in het bestand staat.",
                {"columns": self.identical.columns, "count": self.identical.respondents},
            )


def check_quality(survey: Survey) -> Quality:
    """Look for straight-lining, scale by scale and over the whole survey, and for respondents with the same answers.

    Identifiers, what a survey tool recorded, dates and columns in which no two respondents are equal do not count as
    answers. Items are the columns that the codebook says are items; answers are taken as given, reversed ones too.
    """
    scales = [_Straight.of(survey, scale) for scale in survey.scales if len(scale.items) >= _FEWEST_ITEMS]
    identical, double_of, doubles, later = _identical(survey)
    runs = _Runs.of(survey)
    items = [entry.column for entry in survey.entries(Role.ITEM)]
    straight = np.sum([one.same for one in scales], axis=0) if scales else np.zeros(len(survey), dtype=np.int64)
    against = [one.contradictory for one in scales if one.contradictory is not None]
    contradictory = np.sum(against, axis=0) if against else np.zeros(len(survey), dtype=np.int64)
    signs = {
        Sign.DOUBLE: later,
        Sign.CONTRADICTORY: contradictory > 0,
        Sign.UNIFORM: runs.uniform,
        Sign.LONG: runs.long,
    }
    noticed = np.flatnonzero(np.any([*signs.values(), straight > 0, doubles > 0], axis=0))
    found = {
        "row": survey.row_numbers[noticed],
        "answered": survey.responses[items].notna().to_numpy()[noticed].sum(axis=1, dtype=np.int64),
        "longest": pd.arrays.IntegerArray(runs.longest[noticed].astype(np.int64), runs.unknown[noticed].copy()),
        "share": runs.share[noticed],
        "straight_scales": straight[noticed],
        "contradictory": contradictory[noticed],
        "double_of": pd.arrays.IntegerArray(double_of[noticed], doubles[noticed] == 0),
        "doubles": doubles[noticed],
        **{str(sign): shown[noticed] for sign, shown in signs.items()},
    }
    return Quality(
        straight_lining=tuple(one.counts for one in scales),
        identical=identical,
        whole=runs.counts,
        items=len(items),
        respondents=_worst_first(pd.DataFrame(found)),
    )


def _worst_first(respondents: pd.DataFrame) -> pd.DataFrame:
    """Most signs first; then doubles, most straight-lined scales, the longest run, and the order of the file."""
    if respondents.empty:
        return respondents
    count = respondents[list(map(str, Sign))].sum(axis=1)
    ranked = respondents.assign(_signs=count, _longest=respondents["longest"].fillna(0))
    by = ["_signs", str(Sign.DOUBLE), "straight_scales", "_longest", "row"]
    order = ranked.sort_values(by, ascending=[*[False] * 4, True], kind="stable").index
    return respondents.loc[order].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class _Straight:
    """Who gave one answer to a whole scale. contradictory: who of these contradicts themselves, or None."""

    counts: StraightLining
    same: Flags
    contradictory: Flags | None

    @classmethod
    def of(cls, survey: Survey, scale: Scale) -> _Straight:
        columns = [survey.responses[name].to_numpy() for name in scale.items]
        first = columns[0]
        answered, same = ~np.isnan(first), np.ones(len(survey), dtype=bool)
        for column in columns[1:]:
            answered &= ~np.isnan(column)
            same &= column == first
        same &= answered
        contradictory = None
        if 0 < len(scale.reversed_items) < len(scale.items):
            contradictory = same & (first != (scale.minimum + scale.maximum) / 2)
        counts = StraightLining(
            scale.name,
            len(scale.items),
            int(same.sum()),
            int(answered.sum()),
            None if contradictory is None else int(contradictory.sum()),
        )
        return cls(counts, same, contradictory)


@dataclass(frozen=True, eq=False)
class _Runs:
    """Runs of equal answers over the whole survey, one element a respondent; unknown: of whom nothing can be said."""

    counts: WholeSurvey | None
    longest: Counts
    share: Answers
    uniform: Flags
    long: Flags
    unknown: Flags

    @classmethod
    def of(cls, survey: Survey) -> _Runs:
        size = len(survey)
        longest, share = np.zeros(size, dtype=np.int32), np.full(size, np.nan)
        uniform, long, unknown = np.ones(size, dtype=bool), np.zeros(size, dtype=bool), np.ones(size, dtype=bool)
        sets = _alike(survey)
        for names in sets:
            columns = [survey.responses[name].to_numpy() for name in names]
            portions = [_run_and_most(columns, slice(at, at + _PORTION)) for at in range(0, size, _PORTION)]
            answered, run, most = map(np.concatenate, zip(*portions, strict=True))
            enough = answered >= _FEWEST_ANSWERS
            longest = np.where(enough, np.maximum(longest, run), longest)
            share = np.where(enough, np.fmax(share, most), share)
            uniform &= ~enough | (most == 1)
            long |= enough & (run >= np.maximum(_LONG * len(names), _FEWEST_ANSWERS))
            unknown &= ~enough
        uniform &= ~unknown
        if not sets:
            return cls(None, longest, share, uniform, long, unknown)
        counts = WholeSurvey(
            items=sum(map(len, sets)),
            n=int((~unknown).sum()),
            uniform=int(uniform.sum()),
            long=int(long.sum()),
            longest=int(longest.max(initial=0)),
        )
        return cls(counts, longest, share, uniform, long, unknown)


def _run_and_most(columns: list[Answers], part: slice) -> tuple[Counts, Counts, Answers]:
    """Of some respondents: items answered, the longest run, and the part of the answers that is the same answer."""
    # One row an item: a run goes over the rows, and each step is one pass over all respondents.
    answers = np.stack([column[part] for column in columns])
    answered = (~np.isnan(answers)).sum(axis=0)
    run, most = _longest_run(answers), _longest_run(np.sort(answers, axis=0))
    return answered, run, most / np.maximum(answered, 1)


def _alike(survey: Survey) -> list[list[str]]:
    """The items with the same range of answers together, in the order of the file; sets of fewer than six are none."""
    items = {entry.column: entry for entry in survey.entries(Role.ITEM)}
    sets: dict[tuple[float | None, float | None], list[str]] = {}
    for name in survey.responses.columns:
        if (entry := items.get(name)) and entry.minimum is not None:
            sets.setdefault((entry.minimum, entry.maximum), []).append(name)
    return [names for names in sets.values() if len(names) >= _FEWEST_ANSWERS]


def _longest_run(answers: Answers) -> Counts:
    """The longest run of equal answers down each column; a missing answer is equal to nothing, itself included."""
    run = (~np.isnan(answers[0])).astype(np.int32)
    longest: Counts = run.copy()
    for before, answer in itertools.pairwise(answers):
        run = np.where(answer == before, run + 1, ~np.isnan(answer))
        np.maximum(longest, run, out=longest)
    return longest


def _identical(survey: Survey) -> tuple[IdenticalRespondents, Counts, Counts, Flags]:
    """Counts; of each respondent another row with the same answers, how many there are, and whether one precedes."""
    size = len(survey)
    other, doubles, later = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool)
    compared = [column.name for column in survey.receipt.columns if _is_answer(survey, column.name)]
    answered = survey.responses[compared]
    few = len(compared) < _FEWEST_ANSWERS
    enough = np.flatnonzero([] if few else answered.notna().sum(axis=1).to_numpy() >= _FEWEST_ANSWERS)
    if not len(enough):
        return IdenticalRespondents(0, 0, 0, len(compared)), other, doubles, later
    hashes = pd.util.hash_pandas_object(answered, index=False).to_numpy()[enough]
    _, first, which, sizes = np.unique(hashes, return_index=True, return_inverse=True, return_counts=True)
    doubles[enough] = sizes[which] - 1
    first_of = enough[first[which]]
    later[enough] = first_of != enough
    # The first of a set is pointed to the second, the others to the first.
    other[enough] = survey.row_numbers[first_of]
    second = pd.Series(enough[first_of != enough]).groupby(which[first_of != enough]).min()
    other[enough[first[second.index]]] = survey.row_numbers[second.to_numpy()]
    shared = sizes[sizes > 1]
    return IdenticalRespondents(int(shared.sum()), len(shared), len(enough), len(compared)), other, doubles, later


def _is_answer(survey: Survey, name: str) -> bool:
    column = survey.receipt.column(name)
    if column.role is Role.ID or column.description.technical:
        return False
    answers = survey.responses[name]
    if column.kind is Kind.DATE:
        return False
    return not (column.n == len(answers) > 1 and answers.is_unique)
