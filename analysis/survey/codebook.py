"""The codebook: what each column of a survey file means, as a table of its own that is read, edited and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.errors import SurveyError
from analysis.survey.codebook_entries import COLUMNS, Answer, CodebookEntry, Role, write_answers
from analysis.survey.codebook_notation import as_text, read_header, read_rows
from analysis.survey.own_hypotheses import OwnHypothesis
from analysis.survey.reading import MAXIMUM_BYTES, Source, read_table
from analysis.survey.wording import exact_key, tidy

__all__ = ["STUDY_SCALES", "Answer", "Codebook", "CodebookEntry", "Role", "Scale", "SetAside", "parse_codebook"]

_SCALE_LABELS = {
    "gedeelde_visie": "Gedeelde visie",
    "vertrouwen": "Onderling vertrouwen",
    "randvoorwaarden": "Randvoorwaarden",
    "sturing": "Sturing op samenwerking",
    "borging": "Borging in beleid en bestuur",
    "meerwaarde": "Meerwaarde",
}

STUDY_SCALES = frozenset(_SCALE_LABELS)
"""The names of the national study's scales."""


@dataclass(frozen=True)
class Scale:
    """Items that together measure one thing, with the range of their answers.

    `reversed_items` are those of `items` that are worded against the scale; `minimum` and `maximum` are the lowest and
    highest answer that can be given, whether or not anyone gave it.
    """

    name: str
    label: str
    items: tuple[str, ...]
    reversed_items: tuple[str, ...]
    minimum: float
    maximum: float


@dataclass(frozen=True)
class SetAside:
    """An entry that takes no part, and the column of the data that it is about, which may have another name there."""

    entry: CodebookEntry
    column: str


@dataclass(frozen=True)
class Codebook:
    """The entries of a codebook in their order, one a column. Immutable: `replace` gives a changed copy.

    hypotheses: the user's own, which travel with the codebook; they describe no column. set_aside: entries that take no
    part because they did not fit the data, kept so that nobody has to make them again; a codebook file has none.
    """

    entries: tuple[CodebookEntry, ...]
    hypotheses: tuple[OwnHypothesis, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def __post_init__(self) -> None:
        assert len({entry.column for entry in self.entries}) == len(self.entries), "one entry a column"
        _check_scales(self.entries)

    def __iter__(self) -> Iterator[CodebookEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, column: object) -> bool:
        return column in self._by_column

    def __getitem__(self, column: str) -> CodebookEntry:
        """The entry of a column; SurveyError where there is none."""
        if column not in self._by_column:
            raise SurveyError('Het codeboek heeft geen kolom "{column}".', column=column)
        return self._by_column[column]

    def get(self, column: str) -> CodebookEntry | None:
        """The entry of a column, or None."""
        return self._by_column.get(column)

    @cached_property
    def _by_column(self) -> dict[str, CodebookEntry]:
        return {entry.column: entry for entry in self.entries}

    @cached_property
    def multiple_questions(self) -> dict[str, tuple[CodebookEntry, ...]]:
        """The columns of each question with several answers, by the question's name, in the order of the codebook."""
        questions: dict[str, tuple[CodebookEntry, ...]] = {}
        for entry in self.entries:
            if entry.multiple:
                name = entry.scale or entry.column
                questions[name] = (*questions.get(name, ()), entry)
        return questions

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """The scales in order of their first item."""
        return tuple(_scale(name, items) for name, items in _items_by_scale(self.entries).items())

    def replace(self, column: str, **changes: str | bool) -> Codebook:
        """A codebook in which one column's entry is changed, in the notation of the file.

        For instance `codebook.replace("vraag_3", role="item", scale="visie", answers="1|2|3|4|5", reversed=True)`.
        SurveyError where the column is not in the codebook or a value cannot be read.
        """
        unknown = changes.keys() - set(COLUMNS)
        assert not unknown, f"a codebook has no {sorted(unknown)}"
        changed = self[column].row() | {name: as_text(value) for name, value in changes.items()}
        rows = [changed if entry.column == column else entry.row() for entry in self.entries]
        return replace(_build(enumerate(rows, start=2)), hypotheses=self.hypotheses, set_aside=self.set_aside)

    def with_entries(self, *entries: CodebookEntry, order: Sequence[str] = ()) -> Codebook:
        """A codebook with more entries; one for a column that is in it already takes the old one's place.

        order: the columns of the file in their order. A new entry then comes after that of the column before it, rather
        than at the end; the entries that were there keep their own order.
        """
        by_column = self._by_column | {entry.column: entry for entry in entries}
        names = [entry.column for entry in self.entries]
        place = {column: position for position, column in enumerate(order)}
        new = [name for name in by_column if name not in self]
        for name in sorted(new, key=lambda name: place.get(name, len(place))):
            before = next((c for c in reversed(order[: place.get(name, 0)]) if c in by_column and c in names), None)
            if name not in place or not names:
                names.append(name)
            else:
                names.insert(names.index(before) + 1 if before is not None else 0, name)
        return replace(self, entries=tuple(by_column[name] for name in names))

    def with_scale_called(self, scale: str, name: str) -> Codebook:
        """A codebook in which a scale, or a question with several answers, has another name, for all its columns.

        Hypotheses that name it go along. SurveyError where nothing is called `scale`, and for a name that is empty, has
        a `|` (which separates the parts of a hypothesis), or is in use for another scale or a column.
        """
        known = {entry.scale for entry in self.entries if entry.scale}
        if scale not in known:
            raise SurveyError(
                'Er is geen schaal "{scale}". Wel: {scales}.', scale=scale, scales=", ".join(sorted(known)) or "–"
            )
        name = tidy(name)
        if not name or "|" in name:
            raise SurveyError("Geef de schaal een naam van ten minste één letter, zonder |.")
        taken = {exact_key(other): other for other in (*self._by_column, *(known - {scale}))}
        if exact_key(name) in taken:
            raise SurveyError(
                'De naam "{name}" is al in gebruik voor een andere schaal of kolom. Kies een andere.',
                name=taken[exact_key(name)],
            )
        entries = tuple(replace(entry, scale=name) if entry.scale == scale else entry for entry in self.entries)
        told = tuple(hypothesis.renamed(scale, name) for hypothesis in self.hypotheses)
        return replace(self, entries=entries, hypotheses=told)

    def without(self, *columns: str) -> Codebook:
        """A codebook without the entries of these columns."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.column not in columns))

    def renamed(self, column: str, name: str, label: str = "") -> Codebook:
        """A codebook in which a column has another name, in its entry and in the hypotheses that speak of it.

        The entry keeps the old one among its earlier names, so that files with either name can be read. label: its
        Dutch label from now on; empty: as it was.
        SurveyError where it has no such column, or one with that name already.
        """
        entry = self[column]
        if name in self:
            raise SurveyError('Het codeboek heeft al een kolom "{column}".', column=name)
        changed = replace(
            entry, column=name, label_nl=label or entry.label_nl, earlier_names=(column, *entry.earlier_names)
        )
        entries = tuple(changed if each is entry else each for each in self.entries)
        return replace(self, entries=entries, hypotheses=tuple(each.renamed(column, name) for each in self.hypotheses))

    def with_hypotheses(self, *hypotheses: OwnHypothesis) -> Codebook:
        """The codebook with these hypotheses instead of those it had; the same one twice counts once."""
        return replace(self, hypotheses=tuple(dict.fromkeys(hypotheses)))

    @property
    def waiting(self) -> tuple[SetAside, ...]:
        """What was set aside of columns that are used for nothing else since."""
        return tuple(
            aside
            for aside in self.set_aside
            if all(name not in self or self[name].role is Role.IGNORE for name in (aside.column, aside.entry.column))
        )

    def setting_aside(self, column: str) -> Codebook:
        """The codebook in which a column's entry takes no part, and waits to be made to fit."""
        return replace(self.without(column), set_aside=(*self.set_aside, SetAside(self[column], column)))

    def taken_up(self) -> Codebook:
        """The codebook with the entries that wait, as it was before they were set aside."""
        waiting = [aside.entry for aside in self.waiting]
        drafted = [aside.column for aside in self.waiting if aside.column != aside.entry.column]
        return replace(self.without(*drafted).with_entries(*waiting), set_aside=())

    def to_frame(self) -> pd.DataFrame:
        """The codebook as a table of texts, one row an entry, `reversed` as true or false; for an editor."""
        rows = [entry.row() | {"reversed": entry.reversed} for entry in self.entries]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        return frame.astype({name: bool if name == "reversed" else str for name in COLUMNS})

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, edited: Codebook | None = None) -> Codebook:
        """The codebook in a table as `to_frame` gives it, after editing. Rows without any text are left out.

        edited: the codebook that the table was made of; hypotheses and entries set aside are not in the table.
        SurveyError as for `parse_codebook`; rows are counted as in the file, the first entry being row 2.
        """
        rows = [{str(name): as_text(value) for name, value in row.items()} for row in frame.to_dict(orient="records")]
        filled = [(n, row) for n, row in enumerate(rows, 2) if any(row[k] for k in row if k != "reversed")]
        kept = Codebook(()) if edited is None else edited
        return replace(_build(filled), hypotheses=kept.hypotheses, set_aside=kept.set_aside)

    def to_csv(self) -> str:
        """The codebook as the text of a CSV file that `parse_codebook` reads back to an equal codebook."""
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(entry.row() for entry in self.entries)
        writer.writerows(hypothesis.row(n) for n, hypothesis in enumerate(self.hypotheses, start=1))
        return text.getvalue()


def parse_codebook(source: Source, *, maximum_bytes: int = MAXIMUM_BYTES) -> Codebook:
    """Read a codebook file: a CSV with a row for each column of the data.

    source: path, bytes or file object; delimiter and encoding are recognised as in a data file. The columns are those
    of `COLUMNS`, or their names in Dutch (kolom, rol, schaal, antwoorden, …), in any order, case and spacing; all but
    `column` and `role` may be absent. Answers are written
    `1=helemaal niet zo|2=…|5=helemaal zo`, or only codes or labels: `1|2|3`, `schotten|ketens`. The labels of an item
    without codes are numbered from 1. A row with the role `hypothesis` holds a hypothesis of the user's own at
    `answers`: `outcome=meerwaarde|predictor=model_po|direction=rises` (see `OwnHypothesis`). Other spellings of
    an answer: `Netwrk=netwerk|ketns=ketens`. The signs in numbers such as `1.234` stand at `decimal` (`komma` or
    `punt`) and `thousands` (`punt`, `komma`, `spatie` or `apostrof`), as words or as the sign itself. What a column was
    called in earlier files stands at `earlier_names`: `v_3|vraag 3`.

    SurveyError, with the row, for anything that cannot be understood: an unknown role, a column named twice, answers
    that cannot be read, a code that is an answer and missing at once, items of one scale with different ranges, one
    sign for decimals and thousands.
    """
    table = read_table(source, default_name="codeboek", maximum_bytes=maximum_bytes, header_rows=1)
    names = read_header(table.names)
    columns = {names[c.name]: [c.values[i] for i in c.codes] for c in table.columns if c.name in names}
    rows = [{name: texts[i] for name, texts in columns.items()} for i in range(len(table))]
    return _build(zip((int(n) for n in table.row_numbers), rows, strict=True))


def _build(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Codebook:
    return Codebook(*read_rows(rows))


def _items_by_scale(entries: Iterable[CodebookEntry]) -> dict[str, list[CodebookEntry]]:
    scales: dict[str, list[CodebookEntry]] = {}
    for entry in entries:
        if entry.role is Role.ITEM and entry.scale:
            scales.setdefault(entry.scale, []).append(entry)
    return scales


def _check_scales(entries: Iterable[CodebookEntry]) -> None:
    spelling: dict[str, str] = {}
    for name, items in _items_by_scale(entries).items():
        first = items[0]
        if (other := spelling.setdefault(exact_key(name), name)) != name:
            raise SurveyError(
                'Het codeboek noemt de schalen "{one}" en "{other}". Is het dezelfde schaal, schrijf de naam dan '
                "overal gelijk; geef ze anders namen die meer verschillen.",
                one=other,
                other=name,
            )
        for item in items:
            if (item.minimum, item.maximum) != (first.minimum, first.maximum):
                raise SurveyError(
                    'De items van schaal "{scale}" hebben verschillende antwoorden: "{first}" heeft {first_answers}, '
                    '"{item}" heeft {item_answers}. Geef in het codeboek alle items van een schaal gelijke antwoorden.',
                    scale=name,
                    first=first.column,
                    first_answers=write_answers(first.answers),
                    item=item.column,
                    item_answers=write_answers(item.answers),
                )


def _scale(name: str, items: Sequence[CodebookEntry]) -> Scale:
    minimum, maximum = items[0].minimum, items[0].maximum
    assert minimum is not None, "an item's answers are numbers"
    assert maximum is not None, "an item's answers are numbers"
    words = name.replace("_", " ")
    return Scale(
        name=name,
        label=_SCALE_LABELS.get(name, words[:1].upper() + words[1:]),
        items=tuple(item.column for item in items),
        reversed_items=tuple(item.column for item in items if item.reversed),
        minimum=minimum,
        maximum=maximum,
    )
