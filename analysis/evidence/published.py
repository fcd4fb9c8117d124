"""Every table of the national study of 2018 as it was printed, misprints included, with checked columns and types.

    published = load_published()
    published.scales.query("group == 'swv'")

Source: the appendices to the national inventory of 2018 (Evaluatie Passend Onderwijs, publication 48, ISBN
978-90-77737-97-2), appendices 1 and 3 to 6. The files stand in `sample_data/published`; its README says what was taken
over and how. Nothing is corrected here: judging the figures is the work of the audit.

Conventions that hold for every frame: `table` or `figure` is the number in the source; percentages are whole percents
as printed (0–100, a misprint excepted); a figure that was not printed is NaN; a column without such gaps has dtype
int64, one with gaps or with decimals float64, texts are str, as `pandas.read_csv` would give them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

GROUPS = ("swv", "gemeente")
"""Who answered: partnerships of schools (samenwerkingsverbanden) or municipalities."""

SECTORS: Mapping[str, tuple[str, ...]] = MappingProxyType({"swv": ("kern", "overig"), "gemeente": ("po", "vo", "vso")})
"""What the answer is about: core and other municipalities, or primary, secondary and special education."""

GRADE_SECTORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"swv": ("regulier", "speciaal"), "gemeente": SECTORS["gemeente"]}
)
"""Sectors of the report grades: the partnerships graded mainstream and special education."""

SCALES = ("gedeelde_visie", "vertrouwen", "randvoorwaarden", "sturing", "borging", "meerwaarde")
OTHER_ITEMS = "financien_overig"
"""The four statements on funding that the study left out of its scales."""

HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "consensus": "gedeelde_visie",
        "vertrouwen": "vertrouwen",
        "regie": "sturing",
        "randvoorwaarden": "randvoorwaarden",
        "borging": "borging",
        "meerwaarde": "meerwaarde",
    }
)
"""Column headings of figures B4.2–B4.11, which use two older names, and the scales they stand for."""

MODELS = ("schotten", "ketens", "netwerk", "integraal")
PHASES = ("orientatie", "start", "opbouw", "consolidatie")
NO_ANSWER = ("geen_zicht_op", "niet_van_toepassing")
LEVELS = ("ontevreden", "neutraal", "tevreden")
"""Satisfaction in three levels: (very) dissatisfied, neither, (very) satisfied."""

DECIMALS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "scales": MappingProxyType({"mean": 1, "median": 1, "sd": 2, "alpha": 3}),
        "grades": MappingProxyType({"mean": 2, "sd": 2}),
        "group_means": MappingProxyType({"mean": 2}),
        "satisfaction_means": MappingProxyType({"mean": 1}),
    }
)
"""Decimals in which a column was printed, by file; columns of whole numbers are left out.

Two grades lost a trailing zero in print (B.5.17: mean 6.2, B.6.18: sd 1.4) in columns of two decimals.
"""

_BACKGROUND = ("regio", "aantal_gemeenten", "verevening", "type", "inwoners", "gemeentetype")
_SECTORS = (*SECTORS["swv"], *SECTORS["gemeente"])
_DISTRIBUTION_COLUMNS = (
    *("percentage", "ja", "nee", "po", "vo", "vso", "regulier", "speciaal", "wijk", "lokaal", "bovenlokaal"),
    *("geen_school", "enkele_scholen", "meerderheid", "alle_scholen", "geen_afspraken"),
    *("zeer_ontevreden", *LEVELS, "zeer_tevreden"),
    *(*MODELS, *PHASES, *NO_ANSWER),
)


@dataclass(frozen=True)
class _Text:
    """A text that may not be empty; one of `choices` where these are given."""

    choices: tuple[str, ...] = ()

    def parse(self, cells: pd.Series[str]) -> pd.Series[str]:
        wrong = ~cells.isin(self.choices) if self.choices else cells.str.strip() == ""
        if wrong.any():
            allowed = f"one of {self.choices}" if self.choices else "a text"
            raise ValueError(f"expected {allowed}, found {sorted(set(cells[wrong]))}")
        return cells


@dataclass(frozen=True)
class _Number:
    """A printed number, not negative, with at most `decimals` decimals; an empty cell only where it is `optional`."""

    decimals: int = 0
    optional: bool = False

    def parse(self, cells: pd.Series[str]) -> pd.Series[int] | pd.Series[float]:
        pattern = r"\d+" + (rf"(?:\.\d{{1,{self.decimals}}})?" if self.decimals else "")
        wrong = ~cells.str.fullmatch(pattern) & ~((cells == "") & self.optional)
        if wrong.any():
            raise ValueError(f"expected a number with {self.decimals} decimals, found {sorted(set(cells[wrong]))}")
        if self.decimals == 0 and not self.optional:
            return cells.astype("int64")
        return cells.map(lambda cell: float(cell) if cell else float("nan")).astype("float64")


_Column = _Text | _Number
_ANY, _GROUP, _SECTOR = _Text(), _Text(GROUPS), _Text(_SECTORS)
_BY, _CATEGORY = _Text(("model", "fase")), _Text((*MODELS, *PHASES))
_LEVEL, _SCALE = _Text(LEVELS), _Text(SCALES)
_COUNT, _GAP = _Number(), _Number(optional=True)


def _decimal_columns(file: str) -> dict[str, _Column]:
    return {name: _Number(decimals) for name, decimals in DECIMALS[file].items()}


@dataclass(frozen=True)
class _File:
    """The columns of one file in order, and the ones among them that together name a row."""

    columns: Mapping[str, _Column]
    key: tuple[str, ...]


_FILES: Mapping[str, _File] = {
    "response": _File(
        {
            "figure": _ANY,
            "respondent_group": _GROUP,
            "variable": _Text(_BACKGROUND),
            "category": _ANY,
            "response_n": _COUNT,
            "response_pct": _COUNT,
            "population_n": _COUNT,
            "population_pct": _COUNT,
        },
        key=("respondent_group", "variable", "category"),
    ),
    "scales": _File(
        {
            "scale": _SCALE,
            "group": _GROUP,
            "items": _COUNT,
            **_decimal_columns("scales"),
        },
        key=("scale", "group"),
    ),
    "items": _File(
        {
            "table": _ANY,
            "group": _GROUP,
            "scale": _Text((*SCALES, OTHER_ITEMS)),
            "item_order": _COUNT,
            "label_nl": _ANY,
            "label_en": _ANY,
            "n": _COUNT,
            **{f"pct_{answer}": _COUNT for answer in range(1, 6)},
            "pct_no_view": _COUNT,
            "pct_na": _GAP,
        },
        key=("group", "scale", "item_order"),
    ),
    "grades": _File(
        {
            "table": _ANY,
            "group": _GROUP,
            "factor": _SCALE,
            "sector": _Text((*GRADE_SECTORS["swv"], *GRADE_SECTORS["gemeente"])),
            **_decimal_columns("grades"),
            "min": _COUNT,
            "max": _COUNT,
            "n": _COUNT,
        },
        key=("group", "factor", "sector"),
    ),
    "group_means": _File(
        {
            "figure": _ANY,
            "group": _GROUP,
            "sector": _SECTOR,
            "by": _BY,
            "category": _CATEGORY,
            "factor": _Text(tuple(HEADINGS)),
            **_decimal_columns("group_means"),
            "stars": _COUNT,
        },
        key=("group", "sector", "by", "category", "factor"),
    ),
    "satisfaction_counts": _File(
        {
            "figure": _ANY,
            "group": _GROUP,
            "sector": _SECTOR,
            "by": _BY,
            "category": _Text((*MODELS, *PHASES, *NO_ANSWER)),
            "level": _LEVEL,
            "n": _COUNT,
            "pct": _COUNT,
        },
        key=("group", "sector", "by", "category", "level"),
    ),
    "satisfaction_means": _File(
        {
            "figure": _ANY,
            "group": _GROUP,
            "sector": _SECTOR,
            "factor": _SCALE,
            "level": _LEVEL,
            "n": _COUNT,
            **_decimal_columns("satisfaction_means"),
        },
        key=("group", "sector", "factor", "level"),
    ),
    "misc": _File(
        {
            "figure": _ANY,
            "group": _GROUP,
            "sector": _SECTOR,
            "row": _ANY,
            "column": _ANY,
            "statistic": _Text(("mean", "sd", "n", "pct", "stars")),
            "value": _Number(2),
        },
        key=("figure", "sector", "row", "column", "statistic"),
    ),
    "distributions": _File(
        {
            "table": _ANY,
            "group": _GROUP,
            "row_nl": _ANY,
            "row_en": _ANY,
            "n": _COUNT,
            "column": _Text(_DISTRIBUTION_COLUMNS),
            "pct": _COUNT,
        },
        key=("table", "row_nl", "column"),
    ),
    "open_questions": _File(
        {"table": _ANY, "group": _GROUP, "question_nl": _ANY, "question_en": _ANY, "n": _COUNT}, key=("table",)
    ),
    "open_answers": _File(
        {
            "table": _ANY,
            "group": _GROUP,
            "answer_nl": _ANY,
            "answer_en": _ANY,
            "n_po": _GAP,
            "n_vo": _GAP,
            "n_total": _GAP,
        },
        key=("table", "answer_nl"),
    ),
}


@dataclass(frozen=True, eq=False)
class Published:
    """The published tables; an attribute for every file of `sample_data/published`.

    Every access gives a frame of its own (a lazy copy), so that changing one changes nothing for the next user.
    """

    _frames: Mapping[str, pd.DataFrame] = field(repr=False)

    def _frame(self, name: str) -> pd.DataFrame:
        return self._frames[name].copy(deep=False)

    @property
    def response(self) -> pd.DataFrame:
        """Response against population by background variable: figures B.1.1–B.1.7, 21 rows.

        figure, respondent_group, variable, category, response_n, response_pct, population_n, population_pct.
        """
        return self._frame("response")

    @property
    def scales(self) -> pd.DataFrame:
        """Descriptives of the six scales in both groups (appendix 3), 12 rows.

        scale, group, items (their number), mean and median (1–5), sd, alpha (Cronbach).
        """
        return self._frame("scales")

    @property
    def items(self) -> pd.DataFrame:
        """Answers to the 48 statements in both groups, 96 rows (B.5.13–16, 19–22; B.6.14–17, 21, 24, 27, 30).

        table, group, scale (or `OTHER_ITEMS`), item_order (from 1, within the scale), label_nl, label_en, n,
        pct_1 … pct_5 (not at all … wholly so), pct_no_view, pct_na (asked in B.5.22 only, elsewhere NaN).
        """
        return self._frame("items")

    @property
    def grades(self) -> pd.DataFrame:
        """Report grades (1–10) for four factors: tables B.5.17 and B.6.18, 20 rows.

        table, group, factor, sector (see `GRADE_SECTORS`), mean, sd, min, max, n.
        """
        return self._frame("grades")

    @property
    def group_means(self) -> pd.DataFrame:
        """Scale means by collaboration model and by phase: figures B4.2–B4.11, 240 rows.

        figure, group, sector, by (`model` or `fase`), category, factor (the printed heading, see `HEADINGS`),
        mean (1–5), stars (of the analysis of variance over the four categories: 0 none, 1 p < .05, 2 p < .01).
        """
        return self._frame("group_means")

    @property
    def satisfaction_counts(self) -> pd.DataFrame:
        """Model and phase by satisfaction: figures B4.12–B4.21, 150 rows.

        figure, group, sector, by, category (with `NO_ANSWER` where by is `model`), level, n,
        pct (of the respondents with that level).
        """
        return self._frame("satisfaction_counts")

    @property
    def satisfaction_means(self) -> pd.DataFrame:
        """Scale means by satisfaction: figures B4.22–B4.31, 75 rows.

        figure, group, sector, factor (a scale, meerwaarde excepted), level, n (of the level), mean (1–5).
        """
        return self._frame("satisfaction_means")

    @property
    def misc(self) -> pd.DataFrame:
        """Satisfaction with and without broad teams (B4.1) and model by size (B4.32), 46 rows, one a figure.

        figure, group, sector, row, column, statistic (mean, sd, n, pct or stars), value.
        """
        return self._frame("misc")

    @property
    def distributions(self) -> pd.DataFrame:
        """All other closed questions of appendices 5 and 6, 587 rows, one a percentage.

        table, group, row_nl, row_en, n, column (`percentage` where the table has a single one), pct.
        Questions with several answers allowed add up to more than 100.
        """
        return self._frame("distributions")

    @property
    def open_questions(self) -> pd.DataFrame:
        """The open questions with the number of respondents who answered, 11 rows.

        table, group, question_nl, question_en, n.
        """
        return self._frame("open_questions")

    @property
    def open_answers(self) -> pd.DataFrame:
        """How often an answer was given to an open question, or filled in under 'other', 217 rows.

        table, group, answer_nl, answer_en, n_po and n_vo (partnerships of primary and of secondary education, NaN
        where a dash was printed), n_total (municipalities). One respondent may have given several answers.
        """
        return self._frame("open_answers")


def read_published(folder: Path) -> Published:
    """Read and check the files of a folder laid out as `sample_data/published`.

    Raises FileNotFoundError where a file is missing, and ValueError, with file and column, where its columns, a
    number, a word outside the vocabulary or a double row shows that it is not what this module describes. Both mean a
    damaged installation, not a mistake of the user.
    """
    return Published(MappingProxyType({name: _read(folder / f"{name}.csv", file) for name, file in _FILES.items()}))


@cache
def load_published() -> Published:
    """The published tables that come with the product, read once per process."""
    return read_published(Path(__file__).resolve().parents[2] / "sample_data" / "published")


def _read(path: Path, file: _File) -> pd.DataFrame:
    # Everything as text first: pandas would otherwise guess types, and read a label such as "NA" as a gap.
    cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    if list(cells.columns) != list(file.columns):
        raise ValueError(f"{path.name}: expected columns {list(file.columns)}, found {list(cells.columns)}")
    parsed: dict[str, pd.Series[str] | pd.Series[int] | pd.Series[float]] = {}
    for name, column in file.columns.items():
        try:
            parsed[name] = column.parse(cells[name])
        except ValueError as error:
            raise ValueError(f"{path.name}, column {name}: {error}") from error
    frame = pd.DataFrame(parsed)
    double = frame[frame.duplicated(list(file.key))]
    if not double.empty:
        raise ValueError(f"{path.name}: more than one row for {double[list(file.key)].to_dict('records')}")
    return frame
