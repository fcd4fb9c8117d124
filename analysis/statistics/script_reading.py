"""What every program that gives numbers again begins with: its settings, and the reading of the answers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypedDict

from analysis.errors import StatisticsError
from analysis.statistics.item_moments import Missing, check_missing_rule
from analysis.statistics.r_parts import R_READING

FileKind: TypeAlias = Literal["text", "xlsx", "sav"]


class AnswerFile(TypedDict, total=False):
    """How the answers stand in their file.

    delimiter, decimal, encoding: how a text is written; by default `;`, a comma and utf-8; a space stands for one or
    more. By default the file has one header row that names the columns, and skip_rows are passed over between header
    and answers. With positions (place of each item in the file, the first being 1) and first_row (row of the file with
    the first answers, the first being 1) headers of any kind will do; a workbook (file_format "xlsx") and its sheet
    need them, an SPSS file ("sav") needs positions.
    answers: number of each answer that is written in words, compared without regard to case and outer spaces.
    missing_codes: numbers or words that stand for a missing answer, besides an empty cell.
    left_out: rows of the file whose respondents do not take part, counted as first_row (an SPSS file: cases from 1).
    missing: "listwise" (default) or "pairwise".
    """

    delimiter: str
    decimal: str
    encoding: str
    skip_rows: int
    answers: Mapping[str, float] | None
    missing_codes: Sequence[str | float]
    missing: Missing
    file_format: FileKind
    sheet: str | None
    positions: Mapping[str, int] | None
    first_row: int | None
    left_out: Sequence[int]


@dataclass(frozen=True)
class ReproductionScript:
    """Texts of two programs; each reads the file named in its settings and prints what was computed from it.

    python: stands alone. r: needs the package psych, and readxl or haven for a workbook or an SPSS file.
    """

    python: str
    r: str


def python_opening(what: str) -> str:
    """The first lines of a program in Python: what it does, what it needs, and its imports."""
    return f'''"""{what}

Needs pandas, NumPy and SciPy; openpyxl for a workbook, pyreadstat for an SPSS file.
"""

import csv

import numpy as np
import pandas as pd
from scipy import optimize, stats

# Settings
'''


def script_of(settings: Mapping[str, object], python: tuple[str, str], r: tuple[str, str]) -> ReproductionScript:
    """The programs: an opening, the settings as each language writes them, the reading, and what is computed."""
    written = "\n".join(f"{name} = {value!r}" for name, value in settings.items())
    in_r = "\n".join(f"{name} <- {_r_value(value)}" for name, value in _for_r(settings).items())
    return ReproductionScript(
        python=f"{python[0]}{written}\n\n\n{_PYTHON_READING}\n\n\n{python[1]}",
        r=f"{r[0]}{in_r}\n\n{R_READING}\n{r[1]}",
    )


def file_settings(
    file: str, items: Sequence[str], reversal: Mapping[str, float], reading: AnswerFile
) -> dict[str, object]:
    """The settings that the reading asks for.

    reversal: of each item that is turned round its lowest plus its highest possible answer. StatisticsError where an
    item to reverse is not among the items, or places in the file are needed and not given.
    """
    strangers = [item for item in reversal if item not in items]
    if strangers:
        raise StatisticsError(
            "Deze om te keren items horen niet bij de schaal: {items}.", items=", ".join(map(str, strangers))
        )
    missing = reading.get("missing", "listwise")
    check_missing_rule(missing)
    file_format, first_row = reading.get("file_format", "text"), reading.get("first_row")
    if file_format not in ("text", "xlsx", "sav"):
        raise StatisticsError(
            "Onbekende soort bestand: {value}. Kies 'text', 'xlsx' of 'sav'.",
            value=file_format,
        )
    placed = dict(reading.get("positions") or {})
    if (placed or file_format != "text") and (
        any(item not in placed for item in items) or (first_row is None and file_format != "sav")
    ):
        raise StatisticsError("Geef van elk item de plaats in het bestand, en de rij waar de antwoorden beginnen.")
    numbers = {_folded(word): float(value) for word, value in (reading.get("answers") or {}).items()}
    missing_codes = reading.get("missing_codes", ())
    codes = [float(code) for code in missing_codes if not isinstance(code, str)]
    words = [_folded(code) for code in missing_codes if isinstance(code, str)]
    # A code may come as the text of a number; as a number it also fits "9.0" and "9,0".
    codes += [float(word.replace(",", ".")) for word in words if _is_number(word)]
    return {
        "FILE": str(file),
        "FORMAT": file_format,
        "SHEET": reading.get("sheet"),
        "DELIMITER": reading.get("delimiter", ";"),
        "DECIMAL": reading.get("decimal", ","),
        "ENCODING": reading.get("encoding", "utf-8"),
        "SKIP_ROWS": int(reading.get("skip_rows", 0)),
        "FIRST_ROW": int(first_row or 0),
        "LEFT_OUT": sorted({int(row) for row in reading.get("left_out", ())}),
        "ITEMS": [str(item) for item in items],
        "POSITIONS": [int(placed[item]) for item in items] if placed else [],
        "REVERSED": {str(item): float(turned) for item, turned in reversal.items()},
        "ANSWERS": numbers,
        "MISSING_WORDS": words,
        "MISSING_NUMBERS": sorted(set(codes)),
        "MISSING": missing,
    }


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def _is_number(word: str) -> bool:
    try:
        return math.isfinite(float(word.replace(",", ".")))
    except ValueError:
        return False


def _for_r(settings: Mapping[str, object]) -> dict[str, object]:
    """The settings, with the encoding by the name that R's iconv has for it."""
    encoding = str(settings["ENCODING"]).upper().removesuffix("-SIG")
    return {**settings, "ENCODING": encoding.replace("UTF-16-", "UTF-16")}


def _r_value(value: object) -> str:
    """A setting as R writes it: NULL, a number, a string, a vector, or a named vector."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        # JSON's escapes are R's too, but R knows no surrogates
        written = json.dumps(value, ensure_ascii=False)
        return "".join(letter if letter.isascii() else f"\\U{ord(letter):08x}" for letter in written)
    if isinstance(value, Mapping):
        # Not c("name" = 1): R would write such a name in the encoding of its locale, and takes no empty one
        return f"setNames({_r_value(list(value.values()))}, {_r_value(list(value))})" if value else "c()"
    if isinstance(value, list):
        empty = "character(0)" if not value else ""  # as good as numeric(0) where it is only searched or counted
        return empty or "c(" + ", ".join(_r_value(element) for element in value) + ")"
    return repr(value)


PYTHON_CELLS = '''def written(cell):
    """A cell of a workbook or SPSS file as text."""
    if cell is None or cell != cell:
        return ""
    return f"{cell:.15g}" if isinstance(cell, (int, float)) and not isinstance(cell, bool) else str(cell)


def cells():
    """The items as they stand in the file: one row a respondent, texts."""
    if FORMAT == "sav":
        import pyreadstat

        frame, _ = pyreadstat.read_sav(FILE, user_missing=True)
        frame = frame[[number not in LEFT_OUT for number in range(1, len(frame) + 1)]]
        return pd.DataFrame({name: frame.iloc[:, place - 1].map(written) for name, place in zip(ITEMS, POSITIONS)})
    if FORMAT == "xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(FILE, read_only=True, data_only=True)[SHEET]
        rows = [[written(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    else:
        with open(FILE, encoding=ENCODING, newline="") as file:
            by_spaces = DELIMITER == " "  # one or more
            rows = [line.split() for line in file] if by_spaces else list(csv.reader(file, delimiter=DELIMITER))
        if rows and rows[0] and rows[0][0].lower().startswith("sep="):
            rows = rows[1:]  # Excel's own first line is no row of the table
    if POSITIONS:
        places, first = [place - 1 for place in POSITIONS], FIRST_ROW
    else:
        header = [name.strip().lstrip("\\ufeff") for name in rows[0]]
        places, first = [header.index(name) for name in ITEMS], 2 + SKIP_ROWS
    rows = [row for number, row in enumerate(rows[first - 1 :], first) if number not in LEFT_OUT]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    return pd.DataFrame([[row[place] if place < len(row) else "" for place in places] for row in rows], columns=ITEMS)
'''
"""The function `cells` of a program in Python: columns of the file as texts, by the settings of `file_settings`."""

_PYTHON_READING = (
    PYTHON_CELLS
    + '''

def number(cell):
    """One cell as a number, NaN where the answer is missing."""
    word = " ".join(str(cell).split()).casefold()
    if word == "" or word in MISSING_WORDS:
        return np.nan
    value = ANSWERS[word] if word in ANSWERS else float(word.replace(DECIMAL, "."))
    return np.nan if value in MISSING_NUMBERS else value


# The answers: text to numbers, missing codes out, reversed items turned round by the range of the answers
items = cells().map(number)
for name, turned in REVERSED.items():
    items[name] = turned - items[name]

# Listwise: respondents who answered every item. Pairwise: each covariance over who answered both items.
items = items.dropna(how="any" if MISSING == "listwise" else "all")
n = len(items)
answered = items.notna().astype(int)
pair_n = int((answered.T @ answered).to_numpy().min())
k = len(ITEMS)'''
)

PYTHON_ONE_FACTOR = '''def omega_of(covariance):
    """McDonald's omega total: one factor by maximum likelihood, over the uniquenesses as R's factanal does."""
    sd = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(sd, sd)
    k = len(sd)
    if k < 3 or np.linalg.eigvalsh(correlation)[0] <= 1e-10:
        return np.nan, None, None

    def loadings(uniqueness):
        root = np.sqrt(uniqueness)
        values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
        return root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0)), values[:-1]

    def discrepancy(uniqueness):
        factor, left = loadings(uniqueness)
        return (left - np.log(left) - 1).sum(), (factor**2 + uniqueness - 1) / uniqueness**2

    start = (1 - 0.5 / k) / np.diag(np.linalg.inv(correlation))
    found = optimize.minimize(
        discrepancy, start, jac=True, method="L-BFGS-B", bounds=[(0.005, 1)] * k, options={"ftol": 1e-15, "gtol": 1e-9}
    )
    factor, _ = loadings(found.x)
    true = (sd @ factor) ** 2
    return true / (true + sd**2 @ found.x), factor, found.x
'''

PYTHON_POLYCHORIC = '''def polychoric(items):
    """Polychoric correlations in two steps (Olsson 1979): thresholds from the margins, then the correlation."""
    nodes, weights = np.polynomial.legendre.leggauss(48)

    def below(h, k, r):
        """Chance that a standard bivariate normal lies below h and k (Drezner & Wesolowsky 1990)."""
        half = np.arcsin(r) / 2
        sine = np.sin(half * (1 + nodes))
        a, b = h[:, None, None], k[None, :, None]
        density = np.exp(-(a**2 + b**2 - 2 * a * b * sine) / (2 * (1 - sine**2)))
        return np.outer(stats.norm.cdf(h), stats.norm.cdf(k)) + half * (density @ weights) / (2 * np.pi)

    result = np.eye(items.shape[1])
    for i in range(len(result)):
        for j in range(i):
            both = items.iloc[:, [i, j]].dropna()
            table = pd.crosstab(both.iloc[:, 0], both.iloc[:, 1]).to_numpy()
            if min(table.shape) < 2:
                result[i, j] = result[j, i] = np.nan  # everyone answers one of them alike
                continue
            h, k = (
                np.concatenate([[-12], stats.norm.ppf(np.cumsum(table.sum(axis=axis))[:-1] / table.sum()), [12]])
                for axis in (1, 0)
            )

            def surprise(r, table=table, h=h, k=k):
                cells = np.diff(np.diff(below(h, k, r), axis=0), axis=1)
                return -(table * np.log(np.maximum(cells, 1e-16))).sum() / table.sum()

            found = optimize.minimize_scalar(
                surprise, bounds=(-0.9999, 0.9999), method="bounded", options={"xatol": 1e-10}
            )
            result[i, j] = result[j, i] = found.x
    return result
'''
