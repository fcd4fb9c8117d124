"""Programs that give a scale's reliability again from its file: Python with NumPy and SciPy, and R with psych."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from analysis.errors import StatisticsError
from analysis.statistics.inputs import confidence_level
from analysis.statistics.inter_item import Basis, check_basis
from analysis.statistics.r_parts import R_ONE_FACTOR, R_POLYCHORIC
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
    confidence, basis: as for `reliability`; resamples: as for its bootstrap interval, 0 for none. The program in Python
    draws the samples that `Reliability.bootstrap_interval` draws with seed 1, so that the ends are the same; R has no
    NumPy generator, and draws others: its ends agree to about two decimals.

    Run, the program in Python leaves `alpha`, `low`, `high`, `n`, `standardised_alpha`, `omega`, `omega_low`,
    `omega_high`, `lambda2`, `split_half`, `bootstrap_low`, `bootstrap_high` and the DataFrame `table`.

    Raises StatisticsError when there are fewer than two items, an item to reverse is not among them, or the answers'
    range or the items' positions are needed and not given.
    """
    confidence = confidence_level(confidence)
    check_basis(basis)
    if len(items) < 2:
        raise StatisticsError(
            "Voor alfa zijn minstens twee items nodig; gegeven: {count}. Kies meer items.", count=len(items)
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


# On the ordinal basis every coefficient comes from the polychoric correlations; standardised coefficients and omega
# are those of the items that vary
varies = np.flatnonzero([items[name].nunique() > 1 for name in ITEMS])


def covariance_of(items):
    if BASIS == "pearson":
        return items.cov().to_numpy()
    covariance = np.zeros((k, k))
    covariance[np.ix_(varies, varies)] = polychoric(items.iloc[:, varies])
    return covariance


covariance = covariance_of(items)
varying = covariance[np.ix_(varies, varies)]

alpha = alpha_of(covariance)
standardised_alpha = alpha_of(varying if BASIS == "polychoric" else items.iloc[:, varies].corr().to_numpy())
omega, factor, unique = omega_of(varying)
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
if factor is not None and unique.min() > 0.00501 and BASIS == "pearson":
    margin = stats.norm.ppf(1 - tail) * omega_error(varying, pair_n)
    omega_low, omega_high = omega - margin, min(omega + margin, 1)

# Bootstrap, percentiles: respondents drawn again with replacement (0 samples: left out), the same draws as on the
# screen: how often each respondent comes; from 2,000 on by Poisson counts from a table, made up to n one by one; from
# 20,000 on how often each set of answers that many share comes; above 10,000 that all differ, random groups of them
rng = np.random.default_rng(1)
answers = items.to_numpy(dtype=float)


def draws(counts, cells):
    total, kinds = int(counts.sum()), len(counts)
    table = np.searchsorted(stats.poisson.cdf(np.arange(12), 1 - 6 / np.sqrt(total)), (np.arange(65536) + 0.5) / 65536)
    block = max(cells // kinds, 1)
    for start in range(0, RESAMPLES, block):
        size = min(block, RESAMPLES - start)
        if kinds < 2000 or total > kinds:
            yield from rng.multinomial(total, counts / total, size=size)
            continue
        times = table[np.frombuffer(rng.bytes(2 * total * size), dtype=np.uint16)].reshape(size, total)
        short = np.repeat(np.arange(size), np.maximum(total - times.sum(axis=1), 0))
        np.add.at(times, (short, rng.integers(0, total, len(short))), 1)
        yield from times


def covariance_drawn(rows, times):
    """Each covariance over who answered both items, of rows that come so many times."""
    given = ~np.isnan(rows)
    away = np.where(given, rows - np.nanmean(rows, axis=0), 0.0)
    often = given * times[:, None]
    shared, first = given.T @ often, away.T @ often
    return (away.T @ (away * times[:, None]) - first * first.T / shared) / (shared - 1)


def drawn_alphas():
    if BASIS == "polychoric":
        for times in draws(np.ones(n), 50_000):
            yield alpha_of(covariance_of(items.iloc[np.repeat(np.arange(n), times)]))
        return
    rows, counts = answers, np.ones(n)
    if n >= 20_000:
        sets = pd.DataFrame(answers).groupby(list(range(k)), dropna=False, sort=False).size()
        if len(sets) * 8 <= n:
            rows, counts = sets.index.to_frame().to_numpy(dtype=float), sets.to_numpy(dtype=float)
    group = np.arange(len(rows))
    cells = 50_000 if not np.isnan(rows).any() else 2_000_000
    if len(rows) > 10_000 and len(rows) == n:
        for at, members in enumerate(np.array_split(rng.permutation(n), 5000)):
            group[members] = at
        counts, cells = np.ones(5000), 2_000_000
    for times in draws(counts, cells):
        yield alpha_of(covariance_drawn(rows, times[group].astype(float)))


bootstrap_low = bootstrap_high = np.nan
if RESAMPLES:
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = np.array(list(drawn_alphas()))
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) >= 0.9 * RESAMPLES:
        bootstrap_low, bootstrap_high = np.quantile(drawn, [tail, 1 - tail])

rows = {}
for i, name in enumerate(ITEMS):
    rest = np.delete(np.arange(k), i)
    left = covariance[np.ix_(rest, rest)]
    spread = np.sqrt(covariance[i, i] * left.sum())
    r_rest = covariance[i, rest].sum() / spread if spread > 0 else np.nan
    among = varying[np.ix_(varies != i, varies != i)]
    margin = stats.norm.ppf(1 - tail) / np.sqrt(items[name].count() - 3)
    rows[name] = {
        "n": items[name].count(),
        "mean": items[name].mean(),
        "sd": items[name].std(),
        "rest_correlation": r_rest,
        "alpha_if_dropped": alpha_of(left) if k > 2 else np.nan,
        "omega_if_dropped": omega_of(among)[0] if i in varies else omega,
        "rest_low": np.tanh(np.arctanh(r_rest) - margin),
        "rest_high": np.tanh(np.arctanh(r_rest) + margin),
        "floor": (items[name] == MINIMUM).sum() / items[name].count() if MINIMUM is not None else np.nan,
        "ceiling": (items[name] == MAXIMUM).sum() / items[name].count() if MAXIMUM is not None else np.nan,
    }
table = pd.DataFrame.from_dict(rows, orient="index")



def shown(value, digits=6):
    return "not computable" if np.isnan(value) else f"{value:.{digits}f}"


def ends(low, high, digits=6):
    if np.isnan(low):
        return "no interval"
    return f"{100 * CONFIDENCE:g}% interval {low:.{digits}f} to {high:.{digits}f}"


print(f"n = {n} ({MISSING}, {BASIS})")
name = "alpha" if BASIS == "pearson" else "ordinal alpha"  # Zumbo, Gadermann & Zeisser (2007)
print(f"{name} = {shown(alpha)}, {ends(low, high)}")
print(f"standardised alpha = {shown(standardised_alpha)}")
print(f"bootstrap: {ends(bootstrap_low, bootstrap_high, 4)} of alpha ({RESAMPLES} samples)")
print(f"omega total = {shown(omega)}, {ends(omega_low, omega_high)}")
print(f"lambda-2 = {shown(lambda2)}")
print(f"split-half = {shown(split_half)}")
print(table.to_string())
'''
)

_R_OPENING = """# Reliability of a scale, computed again from its file.
# The numbers need R alone, and readxl for a workbook or haven for an SPSS file. With the package psych its own output
# stands below them: install.packages("psych")

# Settings
"""

_R_PROGRAM = (
    R_ONE_FACTOR
    + "\n"
    + R_POLYCHORIC
    + r"""
alpha_of <- function(S) {  # Cronbach (1951)
  k <- ncol(S)
  if (k < 2 || !isTRUE(sum(S) > 1e-12 * sum(diag(S)))) NA else k / (k - 1) * (1 - sum(diag(S)) / sum(S))
}

omega_of <- function(R, sd) {  # McDonald's omega total
  model <- one_factor(R)
  if (is.null(model)) return(NA)
  true <- sum(sd * model$loadings)^2
  true / (true + sum(sd^2 * model$unique))
}

# Standard error of omega by the delta method, from the expected information of the one-factor model
omega_error <- function(R, sd, n) {
  model <- one_factor(R)
  if (is.null(model) || min(model$unique) < 0.0050001) return(NA)
  k <- ncol(R)
  one <- diag(k)
  inverse <- solve(tcrossprod(model$loadings) + diag(model$unique))
  turns <- c(lapply(1:k, function(i) outer(one[i, ], model$loadings) + outer(model$loadings, one[i, ])),
             lapply(1:k, function(i) diag(one[i, ])))
  information <- sapply(turns, function(a) sapply(turns, function(b) sum(diag(inverse %*% a %*% inverse %*% b)) / 2))
  total <- sum(sd * model$loadings)
  error <- sum(sd^2 * model$unique)
  slope <- c(sd * 2 * total * error, -(sd^2) * total^2) / (total^2 + error)^2
  sqrt(drop(slope %*% solve(information, slope)) / n)
}

# On the ordinal basis every coefficient comes from the polychoric correlations; standardised coefficients and omega
# are those of the items that vary
varies <- sapply(items, function(x) isTRUE(var(x, na.rm = TRUE) > 0))
covariance_of <- function(items) {
  if (BASIS != "polychoric") return(cov(items, use = "pairwise.complete.obs"))
  S <- diag(as.numeric(varies), length(varies))
  S[varies, varies] <- polychoric_of(as.data.frame(items)[varies])
  S
}
S <- covariance_of(items)
dimnames(S) <- list(labels, labels)
R <- if (BASIS == "polychoric") S[varies, varies] else cor(items[varies], use = "pairwise.complete.obs")
sd <- sqrt(diag(S))[varies]
model_R <- S[varies, varies] / outer(sd, sd)
alpha <- alpha_of(S)
omega <- omega_of(model_R, sd)
between <- S - diag(diag(S))
lambda2 <- (sum(between) + sqrt(k / (k - 1) * sum(between^2))) / sum(S)
odd <- seq(1, k, 2)
even <- seq(2, k, 2)
r <- sum(S[odd, even]) / sqrt(sum(S[odd, odd]) * sum(S[even, even]))
split_half <- 2 * r / (1 + r)

# Feldt (1965); omega by the delta method, at most 1 (that of polychoric correlations needs more than their values)
tails <- c((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)
feldt <- 1 - (1 - alpha) * qf(rev(tails), pair_n - 1, (pair_n - 1) * (k - 1))
omega_ends <- c(NA, NA)
if (BASIS == "pearson") omega_ends <- pmin(omega + qnorm(tails) * omega_error(model_R, sd, pair_n), c(Inf, 1))

# Bootstrap, percentiles: respondents drawn again with replacement (0 samples: left out)
bootstrap <- c(NA, NA)
if (RESAMPLES > 0) {
  set.seed(1)
  answers <- as.matrix(items)
  # How often each was drawn, as weights: many times as fast as samples written out
  complete <- !anyNA(answers) && BASIS == "pearson"
  centred <- sweep(answers, 2, colMeans(answers))
  drawn <- replicate(RESAMPLES, {
    chosen <- sample.int(n, n, replace = TRUE)
    if (complete) {
      times <- tabulate(chosen, n)
      means <- colSums(centred * times) / n
      alpha_of(crossprod(centred * sqrt(times)) - n * tcrossprod(means))
    } else {
      alpha_of(covariance_of(answers[chosen, ]))
    }
  })
  bootstrap <- quantile(drawn, tails, na.rm = TRUE)
}

rows <- lapply(seq_len(k), function(i) {
  given <- items[[i]][!is.na(items[[i]])]
  rest <- setdiff(seq_len(k), i)
  r_rest <- sum(S[i, rest]) / sqrt(S[i, i] * sum(S[rest, rest]))
  left <- setdiff(which(varies), i)
  at <- match(left, which(varies))
  if (!is.finite(r_rest)) r_rest <- NA
  ends <- tanh(atanh(r_rest) + qnorm(tails) / sqrt(length(given) - 3))
  data.frame(
    n = length(given), mean = mean(given), sd = stats::sd(given), rest_correlation = r_rest,
    alpha_if_dropped = if (k > 2) alpha_of(S[rest, rest]) else NA,
    omega_if_dropped = if (varies[i]) omega_of(model_R[at, at, drop = FALSE], sd[at]) else omega,
    rest_low = ends[1], rest_high = ends[2],
    floor = if (is.null(MINIMUM)) NA else mean(given == MINIMUM),
    ceiling = if (is.null(MAXIMUM)) NA else mean(given == MAXIMUM)
  )
})
item_table <- do.call(rbind, rows)
rownames(item_table) <- labels

shown <- function(value, digits = 6) ifelse(is.na(value), "not computable", formatC(value, digits, format = "f"))
ends <- function(interval, digits = 6) {
  if (anyNA(interval)) return("no interval")
  sprintf("%s%% interval %s", format(100 * CONFIDENCE), paste(shown(interval, digits), collapse = " to "))
}
cat("n = ", n, " (", MISSING, ", ", BASIS, ")",
    if (pair_n < n) paste("; the two items that the fewest share:", pair_n), "\n",
    if (BASIS == "polychoric") "ordinal ", "alpha = ", shown(alpha), ", ", ends(feldt), " (Feldt)\n",
    "standardised alpha = ", shown(alpha_of(R)), "\n",
    "bootstrap: ", ends(bootstrap, 4), " of alpha (", RESAMPLES, " samples, other ones than on the screen)\n",
    "omega total = ", shown(omega), ", ", ends(omega_ends), "\n",
    "lambda-2 = ", shown(lambda2), "\n",
    "split-half = ", shown(split_half), "\n\n", sep = "")
print(item_table, digits = 6)

# psych's own output. Where it differs from the numbers above:
# - its intervals are always those of 95%;
# - with answers missing pairwise, its intervals count every respondent, and standardised alpha takes each item's own
#   deviation; an item that everyone answers alike is left out of alpha;
# - its omega total is that of standardised items, as a share of the variance that their sum has, not of the one that
#   the model gives it.
if (requireNamespace("psych", quietly = TRUE) && all(varies)) {
  cat("\n--- psych", format(packageVersion("psych")), "---\n")
  if (BASIS == "polychoric") {
    # Not print(alpha(S)): from correlations it would take the number of items for that of the respondents
    found <- suppressWarnings(psych::alpha(S, check.keys = FALSE, warnings = FALSE))
    print(round(found$total, 4))
    print(round(found$alpha.drop, 4))
  } else {
    answers <- setNames(items, labels)
    print(suppressWarnings(psych::alpha(answers, check.keys = FALSE, use = "pairwise", warnings = FALSE)), digits = 4)
  }
  if (k > 2) {
    found <- try(suppressMessages(suppressWarnings(
      psych::omega(R, nfactors = 1, fm = "ml", n.obs = pair_n, flip = FALSE, plot = FALSE))), silent = TRUE)
    theirs <- if (inherits(found, "try-error")) NA else found$omega.tot
    cat("\nomega total of standardised items:", shown(theirs), "\n")
  }
}
"""
)
