"""The codebook: what each column of a survey file means, as a table of its own that is read, edited and written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import cast

import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.numbers import DecimalSign, ThousandsSign, plain_number
from analysis.survey.own_hypotheses import HYPOTHESIS, OwnHypothesis, read_hypothesis
from analysis.survey.reading import MAXIMUM_BYTES, Source, read_table
from analysis.survey.wording import closest, exact_key, shortened, tidy

COLUMNS = (
    "column",
    "role",
    "scale",
    "label_nl",
    "label_en",
    "answers",
    "answers_en",
    "missing",
    "reversed",
    "spellings",
    "decimal",
    "thousands",
    "earlier_names",
)
"""The columns of a codebook file, in their order. Only the first two must be there."""
# What the editor in the page calls these columns, and in brackets what a file calls them: a sentence serves both.
_FIELDS = {
    "answers": Message("Antwoorden (answers)"),
    "answers_en": Message("Antwoorden (en) (answers_en)"),
    "missing": Message("Ontbrekend (missing)"),
    "decimal": Message("Decimaalteken (decimal)"),
    "thousands": Message("Duizendtalteken (thousands)"),
}
_REQUIRED_COLUMNS = ("column", "role")
# What these columns and roles are called in Dutch, in the editor of the page or by whoever makes a codebook by hand.
_DUTCH_COLUMNS = {
    **dict.fromkeys(("kolom", "kolom_in_het_bestand", "variabele"), "column"),
    **dict.fromkeys(("rol", "gebruikt_als"), "role"),
    "schaal": "scale",
    **dict.fromkeys(("vraag", "label", "label_(nederlands)"), "label_nl"),
    "label_(engels)": "label_en",
    "antwoorden": "answers",
    **dict.fromkeys(("antwoorden_(en)", "antwoorden_en", "antwoorden_(engels)"), "answers_en"),
    "ontbrekend": "missing",
    **dict.fromkeys(("omgekeerd", "omkeren"), "reversed"),
    **dict.fromkeys(("spelling", "spellingen", "spelling=bedoeld"), "spellings"),
    "decimaalteken": "decimal",
    "duizendtalteken": "thousands",
    **dict.fromkeys(("eerdere_namen", "eerdere_naam", "vroegere_namen"), "earlier_names"),
}
_DUTCH_ROLES = {
    "item van een schaal": "item",
    "groep": "group",
    "cijfer": "grade",
    "achtergrond": "background",
    **dict.fromkeys(("nummer", "nummer van de respondent"), "id"),
    **dict.fromkeys(("niet gebruikt", "negeren"), "ignore"),
    **dict.fromkeys(("vraag met meer antwoorden", "meerkeuze"), "multiple"),
    "hypothese": HYPOTHESIS,
}

#: How the signs in numbers stand in a codebook file: as words, for a comma alone is easily lost in a CSV.
_SIGN_WORDS = {",": "komma", ".": "punt", " ": "spatie", "'": "apostrof"}
_SIGN_NAMES = {
    **{word: sign for sign, word in _SIGN_WORDS.items()},
    **{sign: sign for sign in (",", ".", "'")},
    "comma": ",",
    "point": ".",
    "dot": ".",
    "space": " ",
    "apostrophe": "'",
    "’": "'",
}
DECIMAL_WORDS = (_SIGN_WORDS[","], _SIGN_WORDS["."])
"""What can stand in the column `decimal` of a codebook file."""
THOUSANDS_WORDS = tuple(_SIGN_WORDS.values())
"""What can stand in the column `thousands`."""

_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x"})
_NO = frozenset({"", "nee", "n", "no", "false", "onwaar", "0"})
#: Names are separated by `|`; as a question may hold any sign, a `|` or backslash of its own has a backslash before it.
_NAME = re.compile(r"(?:\\[\\|]|[^|])+")

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


MULTIPLE = "multiple"
"""Stands in a codebook file as the role of the columns of a question with several answers; see `CodebookEntry`."""


class Role(StrEnum):
    """What a column is used for."""

    ITEM = "item"
    """One question of a scale (or a question with the same kind of answers, in no scale)."""
    GROUP = "group"
    """Divides the respondents: collaboration model, phase, type of municipality."""
    GRADE = "grade"
    """A numeric answer that is an outcome by itself: report grade, satisfaction."""
    BACKGROUND = "background"
    """Describes the respondents."""
    ID = "id"
    """Tells the respondents apart; never computed with."""
    IGNORE = "ignore"
    """Used for nothing."""


@dataclass(frozen=True)
class Answer:
    """One answer (or missing code) of a question: the code in the file and the label that it stands for.

    `label_nl` is empty where the codebook gives only a code (`1|2|3`) or only labels (`schotten|ketens`: the label is
    the code). A code holds no `=` and neither holds a `|`: these signs separate answers in the codebook file.
    """

    code: str
    label_nl: str = ""
    label_en: str = ""

    def __post_init__(self) -> None:
        for name in ("code", "label_nl", "label_en"):
            object.__setattr__(self, name, tidy(getattr(self, name)))
        assert self.code, "an answer needs a code"
        assert "=" not in self.code, "= separates code and label"
        assert "|" not in self.code + self.label_nl + self.label_en, "| separates answers"

    @property
    def label(self) -> str:
        """The Dutch label, or the code where there is none; this is what stands in a categorical column."""
        return self.label_nl or self.code

    def label_in(self, language: str) -> str:
        """The label in `"nl"` or `"en"`; where there is none in this language the other one, else the code.

        A code in words is the Dutch label where the codebook gives none (`schotten` beside the English `silos`).
        """
        if language == "en" and self.label_en:
            return self.label_en
        return self.label_nl or (self.label_en if self.value is not None else "") or self.code

    @property
    def value(self) -> float | None:
        """The code as a number, or None for a code that is none."""
        return plain_number(self.code)


@dataclass(frozen=True)
class CodebookEntry:
    """What the codebook says of one column.

    `scale` and `reversed` are used for items only, so that a role can be changed and changed back without losing them.
    `answers` stand in their order, low to high. multiple: a background column of a question to which several answers
    can be given, in the file the role `multiple`. `scale` then names the question: the columns that share it are its
    answers, one column each; a column that stands alone holds all answers in one cell (`a;b;c`).

    spellings: texts that stand for another one, each with the text that it is read as (`Netwrk`, `netwerk`), so that a
    slip that was mended once is mended in next year's file too. They hold no `=` and no `|`.

    decimal and thousands: the signs in the column's numbers, for texts such as `1.234` that can be a thousand as well
    as a decimal number; None: told from the column's other numbers. Number cells of a workbook and of SPSS need none.

    earlier_names: what the column is called in files of before, the latest first; a file with one of these names is
    read as well.
    """

    column: str
    role: Role
    scale: str = ""
    label_nl: str = ""
    label_en: str = ""
    answers: tuple[Answer, ...] = ()
    missing: tuple[Answer, ...] = ()
    reversed: bool = False
    multiple: bool = False
    spellings: tuple[tuple[str, str], ...] = ()
    decimal: DecimalSign | None = None
    thousands: ThousandsSign | None = None
    earlier_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert self.decimal is None or self.decimal != self.thousands, "one sign cannot be both"
        object.__setattr__(self, "role", Role(self.role))
        object.__setattr__(self, "spellings", tuple((tidy(found), tidy(meant)) for found, meant in self.spellings))
        assert not {"=", "|"} & set("".join(map("".join, self.spellings))), "these signs separate spellings"
        object.__setattr__(self, "multiple", self.multiple and self.role is Role.BACKGROUND)
        for name in ("column", "scale", "label_nl", "label_en"):
            object.__setattr__(self, name, tidy(getattr(self, name)))
        earlier = dict.fromkeys(filter(None, map(tidy, self.earlier_names)))
        object.__setattr__(self, "earlier_names", tuple(name for name in earlier if name != self.column))
        if self.role is Role.ITEM and (len(self.answers) < 2 or not self.numeric):
            raise SurveyError(
                'Het item "{column}" heeft bij Antwoorden (answers) "{answers}". Geef minstens twee antwoorden met '
                "een getal als code, bijvoorbeeld 1=oneens|2=neutraal|3=eens of 1|2|3|4|5.",
                column=self.column,
                answers=_write_answers(self.answers),
            )

    def label(self, language: str = "nl") -> str:
        """The question in `"nl"` or `"en"`: the other one where there is none in this language, else the name."""
        return (self.label_en if language == "en" else "") or self.label_nl or self.label_en or self.column

    @property
    def minimum(self) -> float | None:
        """The lowest answer as a number; None where the answers are not all numbers, or not given."""
        return self._range[0] if self._range else None

    @property
    def maximum(self) -> float | None:
        """The highest answer as a number; None where the answers are not all numbers, or not given."""
        return self._range[1] if self._range else None

    @property
    def numeric(self) -> bool:
        """Whether the answers are given and are all numbers."""
        return self._range is not None

    @property
    def _range(self) -> tuple[float, float] | None:
        values = [answer.value for answer in self.answers]
        numbers = [value for value in values if value is not None]
        return (min(numbers), max(numbers)) if numbers and len(numbers) == len(values) else None

    def answer_labels(self, language: str = "nl") -> dict[float | str, str]:
        """The label of each answer, by what stands for it in `Survey.responses`: the code as a number for items and
        grades, the Dutch label for groups. In the order of the codebook."""
        by_code = self.numeric and self.role is not Role.GROUP
        return {
            answer.value if by_code and answer.value is not None else answer.label: answer.label_in(language)
            for answer in self.answers
        }

    @property
    def decimal_sign(self) -> DecimalSign | None:
        """The decimal sign, also where only the thousands sign leaves no other."""
        others: dict[str, DecimalSign] = {".": ",", ",": "."}
        return self.decimal or others.get(self.thousands or "")

    def row(self) -> dict[str, str]:
        """The entry in the notation of the codebook file, by `COLUMNS`."""
        return {
            "column": self.column,
            "role": MULTIPLE if self.multiple else str(self.role),
            "scale": self.scale,
            "label_nl": self.label_nl,
            "label_en": self.label_en,
            "answers": _write_answers(self.answers),
            "answers_en": _write_english(self.answers),
            "missing": _write_answers(self.missing),
            "reversed": "ja" if self.reversed else "",
            "spellings": "|".join(f"{found}={meant}" for found, meant in self.spellings),
            "decimal": _SIGN_WORDS[self.decimal] if self.decimal else "",
            "thousands": _SIGN_WORDS[self.thousands] if self.thousands else "",
            "earlier_names": "|".join(re.sub(r"[\\|]", r"\\\g<0>", name) for name in self.earlier_names),
        }


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
        changed = self[column].row() | {name: _as_text(value) for name, value in changes.items()}
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

    def renamed(self, column: str, name: str) -> Codebook:
        """A codebook in which a column has another name, in its entry and in the hypotheses that speak of it.

        The entry keeps the old one among its earlier names, so that files with either name can be read.
        SurveyError where it has no such column, or one with that name already.
        """
        entry = self[column]
        if name in self:
            raise SurveyError('Het codeboek heeft al een kolom "{column}".', column=name)
        changed = replace(entry, column=name, earlier_names=(column, *entry.earlier_names))
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
        rows = [{str(name): _as_text(value) for name, value in row.items()} for row in frame.to_dict(orient="records")]
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
    names = _header(table.names)
    columns = {names[c.name]: [c.values[i] for i in c.codes] for c in table.columns if c.name in names}
    rows = [{name: texts[i] for name, texts in columns.items()} for i in range(len(table))]
    return _build(zip((int(n) for n in table.row_numbers), rows, strict=True))


def looks_like_codebook(columns: Sequence[str]) -> bool:
    """Whether a file with these headings is a codebook rather than answers: a column, its role and its answers."""
    keys = {exact_key(name).replace(" ", "_") for name in columns}
    return {*_REQUIRED_COLUMNS, "answers"} <= keys | {_DUTCH_COLUMNS[key] for key in keys & _DUTCH_COLUMNS.keys()}


def _header(found: Sequence[str]) -> dict[str, str]:
    """The codebook column that each column of the file is; of two that are the same the one with its own name."""
    by_key = {exact_key(name).replace(" ", "_"): name for name in found}
    columns = {key: name for key, name in by_key.items() if key in COLUMNS}
    for key, name in by_key.items():
        if key in _DUTCH_COLUMNS:
            columns.setdefault(_DUTCH_COLUMNS[key], name)
    missing = [name for name in _REQUIRED_COLUMNS if name not in columns]
    if missing:
        raise SurveyError(
            "Het codeboek mist de kolom {missing}. Gevonden zijn: {found}. Een codeboek heeft de kolommen {expected}.",
            missing=", ".join(missing),
            found=shortened(", ".join(found)),
            expected=", ".join(COLUMNS),
        )
    for key, name in by_key.items():
        # A slip in a heading would drop a whole column of the codebook without a word; other extra columns are notes.
        known = key in COLUMNS or key in _DUTCH_COLUMNS
        meant = None if known else closest(key, (*COLUMNS, *_DUTCH_COLUMNS))
        if meant and _DUTCH_COLUMNS.get(meant, meant) not in columns:
            raise SurveyError(
                'Het codeboek heeft een kolom "{name}". Bedoelt u "{meant}"? Verbeter de naam in de kopregel.',
                name=name,
                meant=meant,
            )
    return {name: key for key, name in columns.items()}


def _build(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Codebook:
    seen: dict[str, int] = {}
    entries, hypotheses = [], []
    for number, row in rows:
        if _role_name(row.get("role", "")) == HYPOTHESIS:
            hypotheses.append(read_hypothesis(number, row))
            continue
        entry = _entry(number, row)
        if entry.column in seen:
            raise SurveyError(
                'Codeboek, rij {row}: de kolom "{column}" staat er al, in rij {first}. Houd een van de twee rijen.',
                row=number,
                column=entry.column,
                first=seen[entry.column],
            )
        seen[entry.column] = number
        entries.append(entry)
    if not entries:
        raise SurveyError("Het codeboek is leeg. Geef een rij voor elke kolom van het databestand.")
    return Codebook(tuple(entries), tuple(dict.fromkeys(hypotheses)))


def _entry(number: int, row: Mapping[str, str]) -> CodebookEntry:
    text = {name: tidy(row.get(name, "")) for name in COLUMNS}
    if not text["column"]:
        raise SurveyError("Codeboek, rij {row}: de naam van de kolom ontbreekt (column).", row=number)
    column, role = text["column"], _role(number, text["column"], text["role"])
    answers = _answers(number, column, "answers", text["answers"])
    if role is Role.ITEM:
        answers = _item_answers(number, column, answers, text["answers"])
    answers = _with_english(number, column, answers, text["answers_en"])
    missing = _answers(number, column, "missing", text["missing"])
    _check_unique(number, column, answers, missing)
    decimal = _sign(number, column, "decimal", row.get("decimal", ""), DECIMAL_WORDS)
    thousands = _sign(number, column, "thousands", row.get("thousands", ""), THOUSANDS_WORDS)
    if decimal and decimal == thousands:
        raise SurveyError(
            'Codeboek, rij {row}: kolom "{column}" heeft hetzelfde teken voor decimalen en duizendtallen. Laat '
            "Duizendtalteken (thousands) leeg, of kies een ander teken.",
            row=number,
            column=column,
        )
    return CodebookEntry(
        column=column,
        role=role,
        scale=text["scale"],
        label_nl=text["label_nl"],
        label_en=text["label_en"],
        answers=answers,
        missing=missing,
        reversed=_is_reversed(number, column, text["reversed"]),
        multiple=_role_name(text["role"]) == MULTIPLE,
        spellings=_spellings(number, column, text["spellings"]),
        decimal=cast("DecimalSign | None", decimal),
        thousands=cast("ThousandsSign | None", thousands),
        earlier_names=tuple(re.sub(r"\\([\\|])", r"\1", name) for name in _NAME.findall(text["earlier_names"])),
    )


def _sign(number: int, column: str, field: str, text: str, words: Sequence[str]) -> str | None:
    if not text.strip():
        return None
    found = _SIGN_NAMES.get(text.strip().casefold())
    if found is None or _SIGN_WORDS[found] not in words:
        raise SurveyError(
            'Codeboek, rij {row}: kolom "{column}" heeft bij {field} "{text}". Kies uit {words}, of laat het leeg.',
            row=number,
            column=column,
            field=_FIELDS[field],
            text=text.strip(),
            words=", ".join(words),
        )
    return found


def _spellings(number: int, column: str, text: str) -> tuple[tuple[str, str], ...]:
    """Each text with the one that it is read as; a text that stands for two others cannot be understood."""
    pairs: dict[str, tuple[str, str]] = {}
    for part in text.split("|") if text else ():
        found, separator, meant = map(str.strip, part.partition("="))
        if not found or not separator or not meant or "=" in meant or exact_key(found) in pairs:
            raise SurveyError(
                'Codeboek, rij {row}: kolom "{column}" heeft bij Spelling (spellings) "{text}". Schrijf elke spelling '
                "één keer, met wat ermee bedoeld is: Netwrk=netwerk.",
                row=number,
                column=column,
                text=text,
            )
        pairs[exact_key(found)] = (found, meant)
    return tuple(pairs.values())


def _role_name(text: str) -> str:
    """A role as a codebook file calls it, from what stands in the file."""
    name = tidy(text).casefold()
    return _DUTCH_ROLES.get(name, name)


def _role(number: int, column: str, text: str) -> Role:
    name = _role_name(text)
    if name == MULTIPLE:
        return Role.BACKGROUND
    try:
        return Role(name)
    except ValueError:
        raise SurveyError(
            'Codeboek, rij {row}: kolom "{column}" heeft de rol "{role}". Kies uit {roles}.',
            row=number,
            column=column,
            role=text,
            roles=", ".join((*Role, MULTIPLE)),
        ) from None


def _answers(number: int, column: str, field: str, text: str) -> tuple[Answer, ...]:
    if not text:
        return ()
    answers = []
    for part in text.split("|"):
        code, _, label = (piece.strip() for piece in part.partition("="))
        if not code:
            raise SurveyError(
                'Codeboek, rij {row}: kolom "{column}", {field} "{text}": bij "{part}" ontbreekt een code of label. '
                "Schrijf bijvoorbeeld 1=oneens|2=eens.",
                row=number,
                column=column,
                field=_FIELDS[field],
                text=text,
                part=part,
            )
        answers.append(Answer(code, label))
    return tuple(answers)


def _item_answers(number: int, column: str, answers: tuple[Answer, ...], text: str) -> tuple[Answer, ...]:
    """An item's answers with numbers as codes: labels without codes are numbered in their order."""
    if answers and all(answer.value is None and not answer.label_nl for answer in answers):
        answers = tuple(Answer(str(i), answer.code) for i, answer in enumerate(answers, start=1))
    if len(answers) < 2 or any(answer.value is None for answer in answers):
        raise SurveyError(
            'Codeboek, rij {row}: het item "{column}" heeft bij Antwoorden (answers) "{text}". Geef minstens twee '
            "antwoorden met een getal als code, bijvoorbeeld 1=oneens|2=neutraal|3=eens of 1|2|3|4|5.",
            row=number,
            column=column,
            text=text,
        )
    return answers


def _with_english(number: int, column: str, answers: tuple[Answer, ...], text: str) -> tuple[Answer, ...]:
    if not text:
        return answers
    parts = [part.strip() for part in text.split("|")]
    by_code: dict[str, str] = {}
    if all("=" in part for part in parts):
        by_code = {code.strip(): label.strip() for code, _, label in (part.partition("=") for part in parts)}
    known = {answer.code for answer in answers}
    if by_code and by_code.keys() <= known and len(by_code) == len(parts):
        return tuple(Answer(a.code, a.label_nl, by_code.get(a.code, "")) for a in answers)
    if not by_code and len(parts) == len(answers):
        return tuple(Answer(a.code, a.label_nl, label) for a, label in zip(answers, parts, strict=True))
    raise SurveyError(
        'Codeboek, rij {row}: kolom "{column}": Antwoorden (en) (answers_en) "{text}" past niet bij Antwoorden '
        "(answers). Gebruik dezelfde codes, of geef evenveel labels in dezelfde volgorde ({count}).",
        row=number,
        column=column,
        text=text,
        count=len(answers),
    )


def _check_unique(number: int, column: str, answers: Sequence[Answer], missing: Sequence[Answer]) -> None:
    seen: dict[float | str, Answer] = {}
    for answer in (*answers, *missing):
        number_or_text: float | str = exact_key(answer.code) if answer.value is None else answer.value
        for key in {number_or_text, exact_key(answer.label) if answer.label_nl else number_or_text}:
            if seen.setdefault(key, answer) is not answer:
                raise SurveyError(
                    'Codeboek, rij {row}: kolom "{column}" noemt "{answer}" twee keer bij Antwoorden (answers) en '
                    "Ontbrekend (missing). Elke code en elk label mag er één keer staan.",
                    row=number,
                    column=column,
                    answer=answer.code if key == number_or_text else answer.label,
                )


def _is_reversed(number: int, column: str, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise SurveyError(
        'Codeboek, rij {row}: kolom "{column}" heeft bij Omkeren (reversed) "{text}". Vul ja in voor een omgekeerd '
        "item, of laat het leeg.",
        row=number,
        column=column,
        text=text,
    )


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
                    first_answers=_write_answers(first.answers),
                    item=item.column,
                    item_answers=_write_answers(item.answers),
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


def _write_answers(answers: Iterable[Answer]) -> str:
    return "|".join(f"{a.code}={a.label_nl}" if a.label_nl else a.code for a in answers)


def _write_english(answers: Sequence[Answer]) -> str:
    labels = [answer.label_en for answer in answers]
    if all(labels) and not any(a.label_nl or "=" in a.label_en for a in answers):
        return "|".join(labels)
    return "|".join(f"{a.code}={a.label_en}" for a in answers if a.label_en)


def _as_text(value: object) -> str:
    """A cell of an editor's table in the notation of the file."""
    if isinstance(value, bool):
        return "ja" if value else ""
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    return str(value)
