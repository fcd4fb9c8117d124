"""Programs that give a scale's reliability again from its file: Python with NumPy and SciPy, and R with psych."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from analysis.errors import StatisticsError
from analysis.statistics.inputs import confidence_level
from analysis.statistics.inter_item import Basis, check_basis
from analysis.statistics.script_reading import (
    PYTHON_ONE_FACTOR,
    PYTHON_POLYCHORIC,
    AnswerFile,
    ReproductionScript,
    file_settings,
    python_opening,
    script_of,
)


def reproduction_script(
    file: str,
    items: Sequence[str],
    *,
    reversed_items: Sequence[str] = (),
    minimum: float | None = None,
    maximum: float | None = None,
    confidence: float = 0.95,
    basis: Basis = "pearson",
    resamples: int = 2000,
    **reading: Unpack[AnswerFile],
) -> ReproductionScript:
    """The programs that give `reliability` of a scale again from its file: delimited text, a workbook or SPSS.

    file: name of the file, as the program will find it. items: its columns, in order. reading: see `AnswerFile`.
    reversed_items: of `items`, turned round as minimum + maximum − answer.
    confidence, basis: as for `reliability`; resamples: as for its bootstrap interval, 0 for none. The programs draw
    other samples than `Reliability.bootstrap_interval`: ends agree to about two decimals.

    Run, the program in Python leaves `alpha`, `low`, `high`, `n`, `standardised_alpha`, `omega`, `omega_low`,
    `omega_high`, `lambda2`, `split_half`, `bootstrap_low`, `bootstrap_high` and the DataFrame `table`.

    Raises StatisticsError when there are fewer than two items, an item to reverse is not among them, or the answers'
    range or the items' positions are needed and not given.
    """
    confidence = confidence_level(confidence)
    check_basis(basis)
    if len(items) < 2:
        raise StatisticsError(
            "Voor alpha zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=len(items)
        )
    turned = (minimum or 0.0) + (maximum or 0.0)
    settings = file_settings(file, items, dict.fromkeys(reversed_items, turned), reading)
    if reversed_items and (minimum is None or maximum is None):
        raise StatisticsError(
            "Om items om te keren moeten het laagste en het hoogste mogelijke antwoord bekend zijn. Geef beide op."
        )
    settings |= {
        "MINIMUM": None if minimum is None else float(minimum),
        "MAXIMUM": None if maximum is None else float(maximum),
        "BASIS": basis,
        "CONFIDENCE": confidence,
        "RESAMPLES": int(resamples),
    }
    return script_of(settings, (_PYTHON_OPENING, _PYTHON_PROGRAM), (_R_OPENING, _R_PROGRAM))


_PYTHON_OPENING = python_opening("Reliability of a scale, computed again from its file.")

_PYTHON_PROGRAM = (
    PYTHON_ONE_FACTOR
    + "\n\n"
    + PYTHON_POLYCHORIC
    + '''

def alpha_of(covariance):
    """Cronbach (1951)."""
    k = len(covariance)
    return k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())


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


# On the ordinal basis every coefficient comes from the polychoric correlations
covariance = polychoric(items) if BASIS == "polychoric" else items.cov().to_numpy()
correlation = covariance if BASIS == "polychoric" else items.corr().to_numpy()

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

# Omega by the delta method, at most 1; that of polychoric correlations needs more than their values
omega_low = omega_high = np.nan
if k > 2 and BASIS == "pearson":
    margin = stats.norm.ppf(1 - tail) * omega_error(covariance, pair_n)
    omega_low, omega_high = omega - margin, min(omega + margin, 1)

# Bootstrap, percentiles: respondents drawn again with replacement (0 samples: left out)
rng = np.random.default_rng(1)
answers = items.to_numpy()
drawn = []
for _ in range(RESAMPLES):
    again = answers[rng.integers(0, n, n)]
    if BASIS == "polychoric":
        drawn.append(polychoric(pd.DataFrame(again)))
    else:
        drawn.append(np.cov(again.T) if MISSING == "listwise" else pd.DataFrame(again).cov().to_numpy())
bootstrap_low = bootstrap_high = np.nan
if RESAMPLES:
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

print(f"n = {n} ({MISSING}, {BASIS})")
print(f"alpha = {alpha:.6f}, {CONFIDENCE:.0%} interval {low:.6f} to {high:.6f}")
print(f"standardised alpha = {standardised_alpha:.6f}")
print(f"bootstrap interval of alpha {bootstrap_low:.4f} to {bootstrap_high:.4f} ({RESAMPLES} samples)")
print(f"omega total = {omega:.6f}, {CONFIDENCE:.0%} interval {omega_low:.6f} to {omega_high:.6f}")
print(f"lambda-2 = {lambda2:.6f}")
print(f"split-half = {split_half:.6f}")
print(table.to_string())
'''
)

_R_OPENING = """# Reliability of a scale, computed again from its file.
# Needs the package psych: install.packages("psych")
library(psych)

# Settings
"""

_R_PROGRAM = """
if (BASIS == "polychoric") {
  # Ordinal alpha and omega: every coefficient from the polychoric correlations
  n <- min(crossprod(!is.na(items)))
  R <- polychoric(items, correct = 0, global = FALSE)$rho
  print(alpha(R, check.keys = FALSE, n.obs = n), digits = 4)
  print(omega(R, nfactors = 1, fm = "ml", n.obs = n, flip = FALSE, plot = FALSE)$omega.tot, digits = 4)
  C <- R
} else {
  # raw_alpha, std.alpha, the Feldt interval, r.drop and alpha if dropped; on pairwise data psych takes another n
  print(alpha(items, check.keys = FALSE, use = "pairwise"), digits = 4)
  # Omega total of one factor: psych takes minres on correlations, the table maximum likelihood on covariances
  print(omega(items, nfactors = 1, fm = "ml", flip = FALSE, plot = FALSE)$omega.tot, digits = 4)
  C <- cov(items, use = "pairwise")
  # Bootstrap interval of alpha
  set.seed(1)
  alphas <- replicate(RESAMPLES, {
    S <- cov(items[sample(nrow(items), replace = TRUE), ], use = "pairwise")
    ncol(S) / (ncol(S) - 1) * (1 - sum(diag(S)) / sum(S))
  })
  print(quantile(alphas, c((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)), digits = 4)
}
# Lambda-2, on covariances or on polychoric correlations
between <- C - diag(diag(C))
k <- ncol(C)
print((sum(between) + sqrt(k / (k - 1) * sum(between^2))) / sum(C), digits = 4)
"""
