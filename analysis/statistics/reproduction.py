"""Programs that give a scale's numbers again from its file: Python with pandas, NumPy and SciPy, and R with psych."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.errors import StatisticsError
from analysis.statistics.inputs import confidence_level
from analysis.statistics.item_moments import Missing, check_missing_rule

FileKind: TypeAlias = Literal["text", "xlsx", "sav"]


@dataclass(frozen=True)
class ReproductionScript:
    """Texts of two programs; each reads the file named in its settings and prints the scale's numbers.

    python: stands alone. Run, it leaves `alpha`, `low`, `high`, `n`, `standardised_alpha`, `omega`, `omega_low`,
        `omega_high`, `lambda2`, `split_half`, `bootstrap_low`, `bootstrap_high` and the DataFrame `table`. r: needs the
        package psych, and readxl or haven for a workbook or an SPSS file.
    """

    python: str
    r: str


def reproduction_script(
    file: str,
    items: Sequence[str],
    *,
    delimiter: str = ";",
    decimal: str = ",",
    encoding: str = "utf-8",
    skip_rows: int = 0,
    reversed_items: Sequence[str] = (),
    minimum: float | None = None,
    maximum: float | None = None,
    answers: Mapping[str, float] | None = None,
    missing_codes: Sequence[str | float] = (),
    missing: Missing = "listwise",
    confidence: float = 0.95,
    file_format: FileKind = "text",
    sheet: str | None = None,
    positions: Mapping[str, int] | None = None,
    first_row: int | None = None,
    resamples: int = 2000,
) -> ReproductionScript:
    """The programs that give `reliability` of a scale again from its file: delimited text, a workbook or SPSS.

    file: name of the file, as the program will find it. items: its columns, in order.
    delimiter, decimal, encoding: how a text is written. By default the file has one header row that names the columns,
    and skip_rows are passed over between header and answers. With positions (place of each item in the file, the first
    being 1) and first_row (row of the file with the first answers, the first being 1) headers of any kind will do; a
    workbook (file_format "xlsx") and its sheet need them, an SPSS file ("sav") needs positions.
    reversed_items: of `items`, turned round as minimum + maximum − answer.
    answers: number of each answer that is written in words, compared without regard to case and outer spaces.
    missing_codes: numbers or words that stand for a missing answer, besides an empty cell.
    missing, confidence: as for `reliability`; resamples: as for its bootstrap interval. The programs draw other samples
    than `Reliability.bootstrap_interval`: ends agree to about two decimals.

    Raises StatisticsError when there are fewer than two items, an item to reverse is not among them, or the answers'
    range or the items' positions are needed and not given.
    """
    check_missing_rule(missing)
    confidence = confidence_level(confidence)
    if len(items) < 2:
        raise StatisticsError(
            "Voor alpha zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=len(items)
        )
    strangers = [item for item in reversed_items if item not in items]
    if strangers:
        raise StatisticsError(
            "Deze om te keren items horen niet bij de schaal: {items}.", items=", ".join(map(str, strangers))
        )
    if reversed_items and (minimum is None or maximum is None):
        raise StatisticsError(
            "Om items om te keren moeten het laagste en het hoogste mogelijke antwoord bekend zijn. Geef beide op."
        )
    if file_format not in ("text", "xlsx", "sav"):
        raise StatisticsError(
            "Onbekende soort bestand: {value}. Kies 'text', 'xlsx' of 'sav'.",
            value=file_format,
        )
    placed = dict(positions or {})
    if (placed or file_format != "text") and (
        any(item not in placed for item in items) or (first_row is None and file_format != "sav")
    ):
        raise StatisticsError("Geef van elk item de plaats in het bestand, en de rij waar de antwoorden beginnen.")
    numbers = {_folded(word): float(value) for word, value in (answers or {}).items()}
    codes = [float(code) for code in missing_codes if not isinstance(code, str)]
    words = [_folded(code) for code in missing_codes if isinstance(code, str)]
    # A code may come as the text of a number; as a number it also fits "9.0" and "9,0".
    codes += [float(word.replace(",", ".")) for word in words if _is_number(word)]
    settings: dict[str, object] = {
        "FILE": str(file),
        "FORMAT": file_format,
        "SHEET": sheet,
        "DELIMITER": delimiter,
        "DECIMAL": decimal,
        "ENCODING": encoding,
        "SKIP_ROWS": int(skip_rows),
        "FIRST_ROW": int(first_row or 0),
        "ITEMS": [str(item) for item in items],
        "POSITIONS": [int(placed[item]) for item in items] if placed else [],
        "REVERSED": [str(item) for item in reversed_items],
        "MINIMUM": None if minimum is None else float(minimum),
        "MAXIMUM": None if maximum is None else float(maximum),
        "ANSWERS": numbers,
        "MISSING_WORDS": words,
        "MISSING_NUMBERS": sorted(set(codes)),
        "MISSING": missing,
        "CONFIDENCE": confidence,
        "RESAMPLES": int(resamples),
    }
    python = "\n".join(f"{name} = {value!r}" for name, value in settings.items())
    r = "\n".join(f"{name} <- {_r_value(value)}" for name, value in settings.items())
    return ReproductionScript(python=_PYTHON_OPENING + python + _PYTHON_PROGRAM, r=_R_OPENING + r + _R_PROGRAM)


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def _is_number(word: str) -> bool:
    try:
        return math.isfinite(float(word.replace(",", ".")))
    except ValueError:
        return False


def _r_value(value: object) -> str:
    """A setting as R writes it: NULL, a number, a string, a vector, or a named vector."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "c(" + ", ".join(f"{_r_value(key)} = {number!r}" for key, number in value.items()) + ")"
    if isinstance(value, list):
        empty = "character(0)" if not value else ""  # as good as numeric(0) where it is only searched or counted
        return empty or "c(" + ", ".join(_r_value(element) for element in value) + ")"
    return repr(value)


_PYTHON_OPENING = '''"""Reliability of a scale, computed again from its file.

Needs pandas, NumPy and SciPy; openpyxl for a workbook, pyreadstat for an SPSS file.
"""

import csv

import numpy as np
import pandas as pd
from scipy import optimize, stats

# Settings
'''

_PYTHON_PROGRAM = '''


def written(cell):
    """A cell of a workbook or SPSS file as text."""
    if cell is None or cell != cell:
        return ""
    return f"{cell:.15g}" if isinstance(cell, (int, float)) and not isinstance(cell, bool) else str(cell)


def cells():
    """The items as they stand in the file: one row a respondent, texts."""
    if FORMAT == "sav":
        import pyreadstat

        frame, _ = pyreadstat.read_sav(FILE, user_missing=True)
        return pd.DataFrame({name: frame.iloc[:, place - 1].map(written) for name, place in zip(ITEMS, POSITIONS)})
    if FORMAT == "xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(FILE, read_only=True, data_only=True)[SHEET]
        rows = [[written(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    else:
        with open(FILE, encoding=ENCODING, newline="") as file:
            rows = list(csv.reader(file, delimiter=DELIMITER))
        if rows and rows[0] and rows[0][0].lower().startswith("sep="):
            rows = rows[1:]  # Excel's own first line is no row of the table
    if POSITIONS:
        places, rows = [place - 1 for place in POSITIONS], rows[FIRST_ROW - 1 :]
    else:
        header = [name.strip().lstrip("\\ufeff") for name in rows[0]]
        places, rows = [header.index(name) for name in ITEMS], rows[1 + SKIP_ROWS :]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    return pd.DataFrame([[row[place] if place < len(row) else "" for place in places] for row in rows], columns=ITEMS)


def number(cell):
    """One cell as a number, NaN where the answer is missing."""
    word = " ".join(str(cell).split()).casefold()
    if word == "" or word in MISSING_WORDS:
        return np.nan
    value = ANSWERS[word] if word in ANSWERS else float(word.replace(DECIMAL, "."))
    return np.nan if value in MISSING_NUMBERS else value


def alpha_of(covariance):
    """Cronbach (1951)."""
    k = len(covariance)
    return k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())


def omega_of(covariance):
    """McDonald's omega total: one factor by maximum likelihood, over the uniquenesses as R's factanal does."""
    sd = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(sd, sd)
    k = len(sd)
    if k < 3:
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


def omega_error(covariance, n):
    """Standard error of omega by the delta method, from the expected information of the one-factor model."""
    sd = np.sqrt(np.diag(covariance))
    _, factor, unique = omega_of(covariance)
    k = len(sd)
    inverse = np.linalg.inv(np.outer(factor, factor) + np.diag(unique))
    turns = [np.outer(np.eye(k)[i], factor) + np.outer(factor, np.eye(k)[i]) for i in range(k)]
    turns += [np.diag(np.eye(k)[i]) for i in range(k)]
    information = np.array([[np.trace(inverse @ a @ inverse @ b) / 2 for b in turns] for a in turns])
    total, error = sd @ factor, sd**2 @ unique
    slope = np.concatenate([sd * 2 * total * error, -(sd**2) * total**2]) / (total**2 + error) ** 2
    return np.sqrt(slope @ np.linalg.inv(information) @ slope / n)


# The answers: text to numbers, missing codes out, reversed items turned round by the range of the answers
items = cells().map(number)
for name in REVERSED:
    items[name] = MINIMUM + MAXIMUM - items[name]

# Listwise: respondents who answered every item. Pairwise: each covariance over who answered both items.
items = items.dropna(how="any" if MISSING == "listwise" else "all")
n = len(items)
answered = items.notna().astype(int)
pair_n = int((answered.T @ answered).to_numpy().min())
covariance = items.cov().to_numpy()
correlation = items.corr().to_numpy()
k = len(ITEMS)

alpha = alpha_of(covariance)
standardised_alpha = alpha_of(correlation)
omega = omega_of(covariance)[0]
between = covariance - np.diag(np.diag(covariance))
lambda2 = (between.sum() + np.sqrt(k / (k - 1) * (between**2).sum())) / covariance.sum()
odd, even = covariance[0::2], covariance[1::2]
r = odd[:, 1::2].sum() / np.sqrt(odd[:, 0::2].sum() * even[:, 1::2].sum())
split_half = 2 * r / (1 + r)

# Feldt (1965)
tail = (1 - CONFIDENCE) / 2
df1, df2 = pair_n - 1, (pair_n - 1) * (k - 1)
low = 1 - (1 - alpha) * stats.f.ppf(1 - tail, df1, df2)
high = 1 - (1 - alpha) * stats.f.ppf(tail, df1, df2)

# Omega by the delta method, at most 1
omega_low = omega_high = np.nan
if k > 2:
    margin = stats.norm.ppf(1 - tail) * omega_error(covariance, pair_n)
    omega_low, omega_high = omega - margin, min(omega + margin, 1)

# Bootstrap, percentiles: respondents drawn again with replacement
rng = np.random.default_rng(1)
answers = items.to_numpy()
drawn = [items.iloc[rng.integers(0, n, n)].cov().to_numpy() if MISSING == "pairwise" else
         np.cov(answers[rng.integers(0, n, n)].T) for _ in range(RESAMPLES)]
bootstrap_low, bootstrap_high = np.quantile([alpha_of(one) for one in drawn], [tail, 1 - tail])

rows = {}
for i, name in enumerate(ITEMS):
    rest = np.delete(np.arange(k), i)
    left = covariance[np.ix_(rest, rest)]
    r_rest = covariance[i, rest].sum() / np.sqrt(covariance[i, i] * left.sum())
    margin = stats.norm.ppf(1 - tail) / np.sqrt(items[name].count() - 3)
    rows[name] = {
        "n": items[name].count(),
        "mean": items[name].mean(),
        "sd": items[name].std(),
        "rest_correlation": r_rest,
        "alpha_if_dropped": alpha_of(left) if k > 2 else np.nan,
        "omega_if_dropped": omega_of(left)[0],
        "rest_low": np.tanh(np.arctanh(r_rest) - margin),
        "rest_high": np.tanh(np.arctanh(r_rest) + margin),
        "floor": (items[name] == MINIMUM).sum() / items[name].count() if MINIMUM is not None else np.nan,
        "ceiling": (items[name] == MAXIMUM).sum() / items[name].count() if MAXIMUM is not None else np.nan,
    }
table = pd.DataFrame.from_dict(rows, orient="index")

print(f"n = {n} ({MISSING})")
print(f"alpha = {alpha:.6f}, {CONFIDENCE:.0%} interval {low:.6f} to {high:.6f}")
print(f"standardised alpha = {standardised_alpha:.6f}")
print(f"bootstrap interval of alpha {bootstrap_low:.4f} to {bootstrap_high:.4f} ({RESAMPLES} samples)")
print(f"omega total = {omega:.6f}, {CONFIDENCE:.0%} interval {omega_low:.6f} to {omega_high:.6f}")
print(f"lambda-2 = {lambda2:.6f}")
print(f"split-half = {split_half:.6f}")
print(table.to_string())
'''

_R_OPENING = """# Reliability of a scale, computed again from its file.
# Needs the package psych: install.packages("psych")
library(psych)

# Settings
"""

_R_PROGRAM = """

number <- function(cells) {
  words <- tolower(trimws(gsub("[[:space:]]+", " ", cells)))
  words[words == "" | words %in% MISSING_WORDS] <- NA
  known <- words %in% names(ANSWERS)
  values <- suppressWarnings(as.numeric(sub(DECIMAL, ".", words, fixed = TRUE)))
  values[known] <- unname(ANSWERS[words[known]])
  values[values %in% MISSING_NUMBERS] <- NA
  values
}

if (FORMAT == "sav") {
  raw <- as.data.frame(lapply(haven::read_sav(FILE, user_na = TRUE), function(x) as.character(unclass(x))))
} else if (FORMAT == "xlsx") {
  raw <- as.data.frame(readxl::read_excel(FILE, sheet = SHEET, col_names = FALSE, col_types = "text",
                                          range = readxl::cell_rows(c(FIRST_ROW, NA))))
} else {
  placed <- length(POSITIONS) > 0
  raw <- read.table(FILE, header = !placed, skip = if (placed) FIRST_ROW - 1 else 0, sep = DELIMITER,
                    fileEncoding = sub("-sig", "-BOM", toupper(ENCODING), ignore.case = TRUE), quote = "\\"",
                    comment.char = "", colClasses = "character", check.names = FALSE, fill = TRUE)
  if (SKIP_ROWS > 0) raw <- raw[-seq_len(SKIP_ROWS), ]
}
chosen <- if (length(POSITIONS) > 0) setNames(raw[as.numeric(POSITIONS)], ITEMS) else raw[ITEMS]
items <- as.data.frame(lapply(chosen, number), check.names = FALSE)
for (name in REVERSED) items[[name]] <- MINIMUM + MAXIMUM - items[[name]]
if (MISSING == "listwise") items <- na.omit(items)

# raw_alpha, std.alpha, the Feldt interval, r.drop and alpha if dropped; on pairwise data psych takes another n
print(alpha(items, check.keys = FALSE, use = "pairwise"), digits = 4)
# Omega total of one factor: psych takes minres on correlations, the table maximum likelihood on covariances
print(omega(items, nfactors = 1, fm = "ml", flip = FALSE, plot = FALSE)$omega.tot, digits = 4)
# Bootstrap interval of alpha
set.seed(1)
k <- ncol(items)
alphas <- replicate(RESAMPLES, {
  S <- cov(items[sample(nrow(items), replace = TRUE), ], use = "pairwise")
  k / (k - 1) * (1 - sum(diag(S)) / sum(S))
})
print(quantile(alphas, c((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)), digits = 4)
# Lambda-2 on covariances
C <- cov(items, use = "pairwise")
between <- C - diag(diag(C))
k <- ncol(C)
print((sum(between) + sqrt(k / (k - 1) * sum(between^2))) / sum(C), digits = 4)
"""
