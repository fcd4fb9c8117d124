"""What a suggestion takes for granted of columns, and the other ways to take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.errors import Message
from analysis.survey.codebook import Codebook
from analysis.survey.codebook_entries import Answer, CodebookEntry, Role


@dataclass(frozen=True)
class Assumption:
    """Something that a suggestion takes for granted of a column, and the other ways to take it.

    assumed and others: the column's entries in the codebook, as suggested and as each could be instead.
    """

    column: str
    message: Message
    assumed: CodebookEntry
    others: tuple[CodebookEntry, ...]


class TakenAs(StrEnum):
    """What a suggestion takes several columns for, where they could together be something else."""

    MEANT = "meant"
    """Answers that look like a slip are read as what they look like; else they are missing."""
    CODES = "codes"
    """Codes that look like a missing answer (9, 99) are one; else they are answers."""
    STRAYS = "strays"
    """The few answers that are none of what the columns beside it have are missing; else it is no item."""
    TICKS = "ticks"
    """Columns side by side that hold a tick or nothing are one question with several answers; else each is apart."""
    BESIDE = "beside"
    """Columns beside a scale that have its answers are items of it; else each is apart."""
    RANKS = "ranks"
    """Columns that every respondent puts in an order are no scale; else they are the items of one."""
    CHOICES = "choices"
    """Columns of 0 and 1 are one question with several answers; else they are the items of one scale."""
    SLIDERS = "sliders"
    """Numbers from 0 to 100 that one question asks for are background; else they are the items of one scale."""
    OUTCOMES = "outcomes"
    """Grades of one block or question are an outcome each; else they are the items of one scale."""


@dataclass(frozen=True)
class SharedAssumption:
    """Something that a suggestion takes for granted of several columns at once, and the other way to take it.

    assumed: the columns' entries in the codebook, as suggested. others: the entries that they could be instead: for
    grades those of one scale. read_as: for slips each answer with what it is read as, without repetition. strays: each
    such answer, or code, with its column.
    """

    kind: TakenAs
    assumed: tuple[CodebookEntry, ...]
    others: tuple[CodebookEntry, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    strays: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(entry.column for entry in self.assumed)

    def holds(self, codebook: Codebook) -> bool:
        """Whether a codebook still takes the columns so, whatever else of them was changed."""
        now = [codebook.get(entry.column) for entry in self.assumed]
        return all(
            entry is not None
            and entry.role is assumed.role
            and set(assumed.spellings) <= set(entry.spellings)
            and (self.kind not in (TakenAs.STRAYS, TakenAs.CODES) or set(assumed.missing) <= set(entry.missing))
            and entry.multiple == assumed.multiple
            for entry, assumed in zip(now, self.assumed, strict=True)
        )

    def otherwise(self, codebook: Codebook) -> Codebook:
        """The codebook in which the columns are taken in the other way: `holds` must be true of it."""
        assert self.holds(codebook), "nothing to change any more"
        if self.kind is not TakenAs.MEANT:
            return codebook.with_entries(*self.others)
        texts = {entry.column: [found for found, _ in entry.spellings] for entry in self.assumed}
        return codebook.with_entries(*(_as_missing(codebook[column], texts[column]) for column in self.columns))


@dataclass(frozen=True)
class UnknownOrder:
    """Columns that were taken for items of one scale because they share answers, of which nobody knows the order.

    scale: their name together. assumed: the columns' entries as suggested, with the answers in the order of the
    alphabet; it is for their owner to say what is low and what is high.
    """

    scale: str
    assumed: tuple[CodebookEntry, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(entry.column for entry in self.assumed)

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers, in the order of the alphabet."""
        return tuple(answer.label for answer in self.assumed[0].answers)

    def in_order(self, answers: Sequence[str]) -> tuple[CodebookEntry, ...]:
        """The entries with the answers in this order, low to high, numbered from 1; all answers must be in it once."""
        assert sorted(answers) == sorted(self.answers), "each answer has one place"
        codes = tuple(Answer(str(code), label) for code, label in enumerate(answers, start=1))
        return tuple(replace(entry, answers=codes) for entry in self.assumed)

    def without_order(self) -> tuple[CodebookEntry, ...]:
        """The entries as they are where the answers have no order: background, no items."""
        labels = tuple(map(Answer, self.answers))
        return tuple(replace(entry, role=Role.BACKGROUND, scale="", answers=labels) for entry in self.assumed)


@dataclass(frozen=True)
class Suggestion:
    """A suggested codebook, and what it takes for granted that its owner may see otherwise.

    orders: sets of answers that many columns share and that have no order yet. shared: what is taken for granted of
    several columns at once.
    """

    codebook: Codebook
    assumptions: tuple[Assumption, ...]
    orders: tuple[UnknownOrder, ...] = ()
    shared: tuple[SharedAssumption, ...] = ()


def _as_missing(entry: CodebookEntry, texts: Sequence[str]) -> CodebookEntry:
    spellings = tuple(pair for pair in entry.spellings if pair[0] not in texts)
    return replace(entry, spellings=spellings, missing=(*entry.missing, *map(Answer, texts)))
