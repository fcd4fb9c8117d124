"""Programs that give a scale's numbers again from its file: Python with pandas, NumPy and SciPy, and R with psych."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import StatisticsError
from analysis.statistics.inputs import confidence_level
from analysis.statistics.item_moments import Missing, check_missing_rule


@dataclass(frozen=True)
class ReproductionScript:
    """Texts of two programs; each reads the file named in its settings and prints the scale's numbers.

    python: stands alone. Run, it leaves `alpha`, `low`, `high`, `n`, `standardised_alpha`, `omega`, `lambda2`,
        `split_half` and the DataFrame `table`. r: needs the package psych.
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
) -> ReproductionScript:
    """The programs that give `reliability` of a scale again from a text file with one header row.

    file: name of the file, as the program will find it. items: its columns, in order.
    delimiter, decimal, encoding: how the file is written; skip_rows: rows to pass over between header and answers.
    reversed_items: of `items`, turned round as minimum + maximum − answer.
    answers: number of each answer that is written in words, compared without regard to case and outer spaces.
    missing_codes: numbers or words that stand for a missing answer, besides an empty cell.
    missing, confidence: as for `reliability`.

    Raises StatisticsError when there are fewer than two items, an item to reverse is not among them, or the answers'
    range is needed and not given.
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
    numbers = {_folded(word): float(value) for word, value in (answers or {}).items()}
    codes = [float(code) for code in missing_codes if not isinstance(code, str)]
    words = [_folded(code) for code in missing_codes if isinstance(code, str)]
    # A code may come as the text of a number; as a number it also fits "9.0" and "9,0".
    codes += [float(word.replace(",", ".")) for word in words if _is_number(word)]
    settings: dict[str, object] = {
        "FILE": str(file),
        "DELIMITER": delimiter,
        "DECIMAL": decimal,
        "ENCODING": encoding,
        "SKIP_ROWS": int(skip_rows),
        "ITEMS": [str(item) for item in items],
        "REVERSED": [str(item) for item in reversed_items],
        "MINIMUM": None if minimum is None else float(minimum),
        "MAXIMUM": None if maximum is None else float(maximum),
        "ANSWERS": numbers,
        "MISSING_WORDS": words,
        "MISSING_NUMBERS": sorted(set(codes)),
        "MISSING": missing,
        "CONFIDENCE": confidence,
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
        empty = "character(0)" if not value else ""
        return empty or "c(" + ", ".join(_r_value(element) for element in value) + ")"
    return repr(value)


_PYTHON_OPENING = '''"""Reliability of a scale, computed again from its file. Needs pandas, NumPy and SciPy."""

import numpy as np
import pandas as pd
from scipy import optimize, stats

# Settings
'''

_PYTHON_PROGRAM = '''


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
        return np.nan

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
    return true / (true + sd**2 @ found.x)


# The answers: text to numbers, missing codes out, reversed items turned round by the range of the answers
raw = pd.read_csv(FILE, sep=DELIMITER, encoding=ENCODING, dtype=str, keep_default_na=False)
raw.columns = [name.strip().lstrip("\\ufeff") for name in raw.columns]
items = raw.loc[SKIP_ROWS:, ITEMS].map(number)
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
omega = omega_of(covariance)
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

rows = {}
for i, name in enumerate(ITEMS):
    rest = np.delete(np.arange(k), i)
    left = covariance[np.ix_(rest, rest)]
    rows[name] = {
        "n": items[name].count(),
        "mean": items[name].mean(),
        "sd": items[name].std(),
        "rest_correlation": covariance[i, rest].sum() / np.sqrt(covariance[i, i] * left.sum()),
        "alpha_if_dropped": alpha_of(left) if k > 2 else np.nan,
        "omega_if_dropped": omega_of(left),
    }
table = pd.DataFrame.from_dict(rows, orient="index")

print(f"n = {n} ({MISSING})")
print(f"alpha = {alpha:.6f}, {CONFIDENCE:.0%} interval {low:.6f} to {high:.6f}")
print(f"standardised alpha = {standardised_alpha:.6f}")
print(f"omega total = {omega:.6f}")
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

raw <- read.table(FILE, header = TRUE, sep = DELIMITER, fileEncoding = ENCODING, quote = "\\"", comment.char = "",
                  colClasses = "character", check.names = FALSE, fill = TRUE)
if (SKIP_ROWS > 0) raw <- raw[-seq_len(SKIP_ROWS), ]
items <- as.data.frame(lapply(raw[ITEMS], number), check.names = FALSE)
for (name in REVERSED) items[[name]] <- MINIMUM + MAXIMUM - items[[name]]
if (MISSING == "listwise") items <- na.omit(items)

# raw_alpha, std.alpha, the Feldt interval, r.drop and alpha if dropped; on pairwise data psych takes another n
print(alpha(items, check.keys = FALSE, use = "pairwise"), digits = 4)
# Omega total of one factor: psych takes minres on correlations, the table maximum likelihood on covariances
print(omega(items, nfactors = 1, fm = "ml", flip = FALSE, plot = FALSE)$omega.tot, digits = 4)
# Lambda-2 on covariances
C <- cov(items, use = "pairwise")
between <- C - diag(diag(C))
k <- ncol(C)
print((sum(between) + sqrt(k / (k - 1) * sum(between^2))) / sum(C), digits = 4)
"""
