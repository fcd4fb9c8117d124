"""Programs that give again, from the file, how items hang together: correlations, factors, one factor, Friedman."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from analysis.errors import StatisticsError
from analysis.statistics.factors import FEWEST_ITEMS
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


def structure_script(
    file: str,
    items: Sequence[str],
    *,
    factors: int = 1,
    reversal: Mapping[str, float] | None = None,
    basis: Basis = "pearson",
    percentile: float = 95.0,
    simulations: int = 1000,
    **reading: Unpack[AnswerFile],
) -> ReproductionScript:
    """The programs that give `inter_item_correlations`, `factor_analysis` (minres, oblimin), `parallel_analysis`,
    `one_factor_fit` and `friedman` of some items again from their file.

    file: name of the file, as the program will find it. items: its columns, three or more. factors: how many. reading:
    see `AnswerFile`. reversal: of each item that is turned round, its lowest plus its highest possible answer.
    basis: of the correlations, and of what rests on them: KMO, Bartlett's test and the exploratory factors. The
    parallel analysis, the model of one factor and Friedman's test stay with the answers as numbers.
    The parallel analysis draws other random numbers: eigenvalues agree to about two decimals.

    Run, the program in Python leaves the DataFrames `correlations`, `eigenvalues`, `loadings`, `factor_correlations`,
    `one_factor` (the loadings) and `mean_ranks`; `suggested`, `kmo`, `kmo_items`, `bartlett`, `chi2`, `df`, `p`,
    `rmsea`, `rmsea_low`, `rmsea_high`, `tli`, `cfi`; of the model of one factor `one_chi2`, `one_df`, `one_p`,
    `one_cfi`, `one_tli`, `one_rmsea`, `one_srmr` and `one_n`; `friedman_chi2`, `friedman_p`, `kendalls_w` and
    `friedman_n`.

    Raises StatisticsError for fewer than three items, an item to reverse that is not among them, and places in the
    file that are needed and not given.
    """
    check_basis(basis)
    if len(items) < FEWEST_ITEMS:
        raise StatisticsError(
            "Voor een factoranalyse zijn minstens drie items nodig; gegeven: {count}. Kies meer items.",
            count=len(items),
        )
    settings = file_settings(file, items, reversal or {}, reading) | {
        "BASIS": basis,
        "FACTORS": int(factors),
        "PERCENTILE": float(percentile),
        "SIMULATIONS": int(simulations),
    }
    return script_of(settings, (_PYTHON_OPENING, _PYTHON_PROGRAM), (_R_OPENING, _R_PROGRAM))


_PYTHON_OPENING = python_opening("How items hang together, computed again from their file.")

_PYTHON_PROGRAM = (
    PYTHON_ONE_FACTOR
    + "\n\n"
    + PYTHON_POLYCHORIC
    + '''

def minres(correlation, m):
    """Factors with the smallest squared residual correlations (Harman & Jones 1966)."""

    def loadings(uniqueness):
        values, vectors = np.linalg.eigh(correlation - np.diag(uniqueness))
        return vectors[:, ::-1][:, :m] * np.sqrt(np.maximum(values[::-1][:m], 0))

    def squares(uniqueness):
        factor = loadings(uniqueness)
        left = correlation - factor @ factor.T - np.diag(uniqueness)
        return (left**2).sum() / 2, -np.diag(left)

    def search(start):
        return optimize.minimize(
            squares, start, jac=True, method="L-BFGS-B", bounds=[(0.005, 1)] * k, options={"ftol": 1e-15, "gtol": 1e-9}
        )

    start = np.clip((1 - 0.5 * m / k) / np.diag(np.linalg.pinv(correlation)), 0.005, 1)
    found = search(start)
    if found.x.min() < 0.00505:  # where an item is all factor, there may be a lower minimum in which another one is
        others = [search(np.where(np.arange(k) == item, 0.005, start)) for item in np.argsort(start)[:12]]
        lowest = min(others, key=lambda one: one.fun)
        found = lowest if lowest.fun < found.fun - 1e-9 else found
    return loadings(found.x), found.x


def oblimin(unrotated):
    """Direct quartimin (oblimin with gamma 0) by projected gradients (Jennrich 2002); loadings, correlations."""
    turn, step = np.eye(unrotated.shape[1]), 1.0

    def criterion(rotated):
        others = rotated**2 @ (1 - np.eye(rotated.shape[1]))
        return (rotated**2 * others).sum() / 4, rotated * others

    for _ in range(2000):
        inverse = np.linalg.inv(turn)
        rotated = unrotated @ inverse.T
        value, slope = criterion(rotated)
        gradient = -(rotated.T @ slope @ inverse).T
        projected = gradient - turn * (turn * gradient).sum(axis=0)
        size = np.linalg.norm(projected)
        if size < 1e-7:
            break
        step *= 2
        for _ in range(30):
            moved = turn - step * projected
            moved = moved / np.sqrt((moved**2).sum(axis=0))
            if value - criterion(unrotated @ np.linalg.inv(moved).T)[0] > step * size**2 / 2:
                break
            step /= 2
        turn = moved
    return unrotated @ np.linalg.inv(turn).T, turn.T @ turn


def discrepancy(correlation, implied):
    """Maximum-likelihood discrepancy of the correlations and what a model says they are."""
    logs = np.linalg.slogdet(implied)[1] - np.linalg.slogdet(correlation)[1]
    return logs + np.trace(np.linalg.solve(implied, correlation)) - len(correlation)


def indices(chi2, df, baseline, baseline_df):
    """TLI (Tucker & Lewis 1973) and CFI (Bentler 1990)."""
    expected = baseline / baseline_df
    worst = max(baseline - baseline_df, chi2 - df, 0)
    return (expected - chi2 / df) / (expected - 1), 1 - max(chi2 - df, 0) / worst if worst else 1.0


def noncentrality(chi2, df, chance):
    """With which noncentrality a value up to chi2 has this chance (for the interval of RMSEA)."""
    if stats.chi2.cdf(chi2, df) <= chance:
        return 0.0
    return optimize.brentq(lambda x: stats.ncx2.cdf(chi2, df, x) - chance if x else 1 - chance, 0, 10 * chi2 + 100)


# Correlations between the items
correlations = pd.DataFrame(
    polychoric(items) if BASIS == "polychoric" else items.corr().to_numpy(), index=ITEMS, columns=ITEMS
)
print(f"n = {n} ({MISSING}); the two items that the fewest share: {pair_n}")
print(f"\\nCorrelations ({BASIS})")
print(correlations.round(4).to_string())

complete = items.dropna()
# Friedman's test with Kendall's W
friedman_n = len(complete)
friedman_chi2, friedman_p = stats.friedmanchisquare(*complete.to_numpy().T)
kendalls_w = friedman_chi2 / (friedman_n * (k - 1))
mean_ranks = complete.rank(axis=1).mean()
print(f"\\nFriedman (n = {friedman_n}): chi-square {friedman_chi2:.4f}, df {k - 1}, p {friedman_p:.4g}")
print(f"Kendall's W = {kendalls_w:.6f}; mean ranks")
print(mean_ranks.round(4).to_string())

alike = [name for name in ITEMS if items[name].nunique() < 2]
if alike:
    raise SystemExit(f"Factors are not computable: everyone answers {', '.join(alike)} alike. Leave out those items.")

# Parallel analysis (Horn 1965; Glorfeld 1995): eigenvalues of Pearson's correlations against those of as many
# unrelated answers
pearson = items.corr().to_numpy()
drawn = stats.wishart.rvs(pair_n - 1, np.eye(k), size=SIMULATIONS, random_state=1)
sd = np.sqrt(np.diagonal(drawn, axis1=1, axis2=2))
random = np.linalg.eigvalsh(drawn / sd[:, :, None] / sd[:, None, :])[:, ::-1]
eigenvalues = pd.DataFrame(
    {
        "observed": np.linalg.eigvalsh(pearson)[::-1],
        "random_mean": random.mean(axis=0),
        "random_high": np.percentile(random, PERCENTILE, axis=0),
    },
    index=range(1, k + 1),
)
exceeds = (eigenvalues["observed"] > eigenvalues["random_high"]).to_list()
suggested = exceeds.index(False) if False in exceeds else k
print(f"\\nParallel analysis: {suggested} (percentile {PERCENTILE:g} of {SIMULATIONS} simulations)")
print(eigenvalues.round(4).to_string())

# Kaiser-Meyer-Olkin (Kaiser & Rice 1974) and Bartlett's test, and the factors below: on the correlations chosen
R = correlations.to_numpy()
singular = np.linalg.eigvalsh(R)[0] <= 1e-10
inverse = np.linalg.inv(R) if not singular else np.full((k, k), np.nan)
off = 1 - np.eye(k)
plain, partial = (R * off) ** 2, (inverse / np.sqrt(np.outer(np.diag(inverse), np.diag(inverse))) * off) ** 2
kmo = plain.sum() / (plain.sum() + partial.sum())
kmo_items = pd.Series(plain.sum(axis=0) / (plain + partial).sum(axis=0), index=ITEMS)
pairs = k * (k - 1) // 2
bartlett = np.nan if singular else -(pair_n - 1 - (2 * k + 5) / 6) * np.linalg.slogdet(R)[1]
if singular:
    print("\\nKMO, Bartlett's test and the fit of factors are not computable: an item follows from the others")
else:
    p_bartlett = stats.chi2.sf(bartlett, pairs)
    print(f"\\nKMO = {kmo:.6f}; Bartlett: chi-square {bartlett:.4f}, df {pairs}, p {p_bartlett:.4g}")
    print(kmo_items.round(4).to_string())

# Exploratory factor analysis: minres, oblimin
unrotated, uniqueness = minres(R, FACTORS)
pattern, phi = oblimin(unrotated)
order = np.argsort(-np.diag(phi @ pattern.T @ pattern), kind="stable")
sign = np.where(pattern[:, order].sum(axis=0) < 0, -1, 1)
names = [f"F{i + 1}" for i in range(FACTORS)]
loadings = pd.DataFrame(pattern[:, order] * sign, index=ITEMS, columns=names)
factor_correlations = pd.DataFrame(phi[np.ix_(order, order)] * np.outer(sign, sign), index=names, columns=names)
print("\\nLoadings (pattern) and communalities")
print(loadings.assign(communality=1 - uniqueness).round(4).to_string())
if FACTORS > 1:
    print(factor_correlations.round(4).to_string())
df = ((k - FACTORS) ** 2 - k - FACTORS) // 2
chi2 = p = tli = cfi = rmsea = rmsea_low = rmsea_high = np.nan
if df > 0 and not singular:
    misfit = discrepancy(R, unrotated @ unrotated.T + np.diag(uniqueness))
    chi2 = (pair_n - 1 - (2 * k + 5) / 6 - 2 * FACTORS / 3) * misfit
    p = stats.chi2.sf(chi2, df)
    tli, cfi = indices(chi2, df, bartlett, pairs)
    found = (pair_n - 1) * misfit
    rmsea = np.sqrt(max(found - df, 0) / (df * (pair_n - 1)))
    rmsea_low, rmsea_high = (np.sqrt(noncentrality(found, df, c) / (df * (pair_n - 1))) for c in (0.95, 0.05))
    print(f"chi-square {chi2:.4f}, df {df}, p {p:.4g}; TLI {tli:.4f}, CFI {cfi:.4f}")
    print(f"RMSEA {rmsea:.4f}, 90% interval {rmsea_low:.4f} to {rmsea_high:.4f}")

# The confirmatory model of one factor, on who answered every item
one_n, S = len(complete), complete.corr().to_numpy()
_, standardised, unique = omega_of(S)
one_df = k * (k - 3) // 2
one_chi2 = one_p = one_tli = one_cfi = one_rmsea = one_srmr = np.nan
print(f"\\nOne factor (maximum likelihood, n = {one_n})")
if standardised is None:
    raise SystemExit("not computable: an item follows from the others")
standardised = standardised if standardised.sum() >= 0 else -standardised
implied = np.outer(standardised, standardised) + np.diag(unique)
one_factor = pd.DataFrame({"standardised": standardised}, index=ITEMS)
one_srmr = np.sqrt((np.tril(S - implied) ** 2).sum() / (k * (k + 1) / 2))
if one_df > 0:
    one_chi2 = one_n * discrepancy(S, implied)
    one_p = stats.chi2.sf(one_chi2, one_df)
    one_tli, one_cfi = indices(one_chi2, one_df, -one_n * np.linalg.slogdet(S)[1], pairs)
    one_rmsea = np.sqrt(max(one_chi2 - one_df, 0) / (one_df * one_n))
    print(f"chi-square {one_chi2:.4f}, df {one_df}, p {one_p:.4g}")
    print(f"CFI {one_cfi:.4f}, TLI {one_tli:.4f}, RMSEA {one_rmsea:.4f}")
print(f"SRMR {one_srmr:.4f}")
print(one_factor.round(4).to_string())
'''
)

_R_OPENING = """# How items hang together, computed again from their file.
# Needs the package GPArotation for two factors or more, readxl for a workbook, haven for an SPSS file. With the
# packages psych and lavaan, their own output stands beside the numbers:
# install.packages(c("GPArotation", "psych", "lavaan"))

# Settings
"""

_R_PROGRAM = (
    R_ONE_FACTOR
    + "\n"
    + R_POLYCHORIC
    + r"""
shown <- function(value, digits = 4) ifelse(is.na(value), "not computable", formatC(value, digits, format = "f"))
attempt <- function(what, code) {  # what has no value does not stop the rest
  tryCatch(code, error = function(e) cat(what, "not computable:", conditionMessage(e), "\n"))
}

# Maximum-likelihood discrepancy of the correlations and what a model says they are
log_determinant <- function(S) as.numeric(determinant(S)$modulus)
discrepancy <- function(S, implied) {
  log_determinant(implied) - log_determinant(S) + sum(diag(solve(implied, S))) - ncol(S)
}
# CFI (Bentler 1990), TLI (Tucker & Lewis 1973)
fit_indices <- function(chi2, df, baseline, baseline_df) {
  worst <- max(baseline - baseline_df, chi2 - df, 0)
  expected <- baseline / baseline_df
  c(CFI = if (worst > 0) 1 - max(chi2 - df, 0) / worst else 1, TLI = (expected - chi2 / df) / (expected - 1))
}

# Correlations between the items; the exploratory factors rest on them, the parallel analysis on Pearson's
pearson <- suppressWarnings(cor(items, use = "pairwise.complete.obs"))  # NA for an item that everyone answers alike
correlations <- if (BASIS == "polychoric") polychoric_of(items) else pearson
dimnames(correlations) <- dimnames(pearson)
diag(correlations) <- diag(pearson)
R <- correlations
cat("n = ", n, " (", MISSING, "); the two items that the fewest share: ", pair_n, "\n", sep = "")
cat("\nCorrelations (", BASIS, ")\n", sep = "")
# Columns by number where names are long
print(matrix(round(correlations, 4), k, dimnames = list(labels, if (max(nchar(labels)) > 12) seq_len(k) else labels)))

# Parallel analysis of components (Horn 1965; Glorfeld 1995). As psych::fa.parallel(items, fa = "pc"), which draws the
# answers themselves: of those only the covariances matter, and these are drawn at once however many respondents.
attempt("Parallel analysis", {
  set.seed(1)
  drawn <- rWishart(SIMULATIONS, pair_n - 1, diag(k))
  random <- apply(drawn, 3, function(S) eigen(cov2cor(S), TRUE, TRUE)$values)
  eigenvalues <- data.frame(
    observed = eigen(pearson, TRUE, TRUE)$values,
    random_mean = rowMeans(random),
    random_high = apply(random, 1, quantile, PERCENTILE / 100)
  )
  suggested <- sum(cumprod(eigenvalues$observed > eigenvalues$random_high))
  cat("\nParallel analysis: ", suggested, " (percentile ", PERCENTILE, " of ", SIMULATIONS, " simulations)\n", sep = "")
  print(round(eigenvalues, 4))
})

# Kaiser-Meyer-Olkin (Kaiser & Rice 1974) and Bartlett's test
alike <- ITEMS[sapply(items, function(x) var(x, na.rm = TRUE) == 0)]
if (length(alike) > 0) cat("\nEveryone answers alike:", paste(alike, collapse = ", "), "(leave out for factors)\n")
singular <- anyNA(R) || min(eigen(R, TRUE, TRUE)$values) <= 1e-10
pairs <- k * (k - 1) / 2
if (singular) {
  cat("\nKMO, Bartlett's test and the fit of factors are not computable: the items do not vary freely\n")
} else {
  inverse <- solve(R)
  off <- 1 - diag(k)
  plain <- (R * off)^2
  partial <- (cov2cor(inverse) * off)^2
  kmo <- sum(plain) / sum(plain + partial)
  kmo_items <- colSums(plain) / colSums(plain + partial)
  bartlett <- -(pair_n - 1 - (2 * k + 5) / 6) * log_determinant(R)
  cat("\nKMO = ", shown(kmo, 6), "; Bartlett: chi-square ", shown(bartlett), ", df ", pairs, ", p ",
      format(pchisq(bartlett, pairs, lower.tail = FALSE), digits = 4), "\n", sep = "")
  print(data.frame(kmo = round(kmo_items, 4), row.names = labels))
}

# Factors with the smallest squared residual correlations (Harman & Jones 1966)
minres <- function(R, m) {
  loadings_of <- function(unique) {
    roots <- eigen(R - diag(unique), TRUE)
    roots$vectors[, 1:m, drop = FALSE] %*% diag(sqrt(pmax(roots$values[1:m], 0)), m)
  }
  residual <- function(unique) R - tcrossprod(loadings_of(unique)) - diag(unique)
  search <- function(start) {
    optim(start, function(u) sum(residual(u)^2) / 2, function(u) -diag(residual(u)), method = "L-BFGS-B",
          lower = 0.005, upper = 1, control = list(factr = 10, maxit = 2000))
  }
  start <- pmin(pmax((1 - 0.5 * m / k) / (if (singular) 1 else diag(solve(R))), 0.005), 1)
  start <- rep_len(start, k)
  found <- search(start)
  if (min(found$par) < 0.00505) {  # where an item is all factor, there may be a lower minimum in which another one is
    others <- lapply(head(order(start), 12), function(i) search(replace(start, i, 0.005)))
    lowest <- others[[which.min(sapply(others, function(one) one$value))]]
    if (lowest$value < found$value - 1e-9) found <- lowest
  }
  list(loadings = loadings_of(found$par), unique = found$par)
}

# With which noncentrality a value up to chi2 has this chance (for the interval of RMSEA)
noncentrality <- function(chi2, df, chance) {
  if (pchisq(chi2, df) <= chance) return(0)
  uniroot(function(x) pchisq(chi2, df, x) - chance, c(0, 10 * chi2 + 100), tol = 1e-9)$root
}

# Exploratory factor analysis: minres, and oblimin with gamma 0
attempt("Exploratory factor analysis", {
  found <- minres(R, FACTORS)
  loadings <- found$loadings
  phi <- diag(FACTORS)
  if (FACTORS > 1) {
    rotated <- GPArotation::oblimin(loadings, eps = 1e-7, maxit = 5000)
    loadings <- unclass(rotated$loadings)
    phi <- rotated$Phi
  }
  by_variance <- order(-diag(phi %*% crossprod(loadings)))
  upward <- ifelse(colSums(loadings)[by_variance] < 0, -1, 1)
  factors <- paste0("F", seq_len(FACTORS))
  loadings <- matrix(sweep(loadings[, by_variance, drop = FALSE], 2, upward, "*"), k, dimnames = list(labels, factors))
  factor_correlations <- matrix(phi[by_variance, by_variance] * outer(upward, upward), FACTORS,
                                dimnames = list(factors, factors))
  cat("\nLoadings (pattern) and communalities\n")
  print(round(cbind(loadings, communality = 1 - found$unique), 4))
  if (FACTORS > 1) print(round(factor_correlations, 4))
  df <- ((k - FACTORS)^2 - k - FACTORS) / 2
  if (df > 0 && !singular) {
    misfit <- discrepancy(R, tcrossprod(found$loadings) + diag(found$unique))
    chi2 <- (pair_n - 1 - (2 * k + 5) / 6 - 2 * FACTORS / 3) * misfit
    fit <- fit_indices(chi2, df, bartlett, pairs)
    plain_chi2 <- (pair_n - 1) * misfit
    rmsea <- sqrt(c(max(plain_chi2 - df, 0), sapply(c(0.95, 0.05), noncentrality, chi2 = plain_chi2, df = df)) /
                    (df * (pair_n - 1)))
    cat("chi-square ", shown(chi2), ", df ", df, ", p ", format(pchisq(chi2, df, lower.tail = FALSE), digits = 4),
        "; TLI ", shown(fit["TLI"]), ", CFI ", shown(fit["CFI"]), "\nRMSEA ", shown(rmsea[1]), ", 90% interval ",
        shown(rmsea[2]), " to ", shown(rmsea[3]), "\n", sep = "")
  }
})
# psych searches from one start and less far: loadings agree to about three decimals, or lie at another minimum where
# an item is all factor. Its RMSEA takes the corrected chi-square, ours the discrepancy times n - 1 (Browne & Cudeck
# 1992), and its TLI corrects the model without factors for their number too: both differ slightly.
if (!singular && requireNamespace("psych", quietly = TRUE)) attempt("psych:", {
  cat("\n--- psych", format(packageVersion("psych")), "---\n")
  theirs <- suppressWarnings(psych::fa(R, nfactors = FACTORS, n.obs = pair_n, rotate = "oblimin", fm = "minres"))
  print(matrix(round(theirs$loadings, 4), k, dimnames = list(labels, colnames(theirs$loadings))))
  cat("chi-square ", shown(theirs$STATISTIC), ", df ", theirs$dof, "; TLI ", shown(theirs$TLI), ", RMSEA ",
      shown(theirs$RMSEA[1]), "\n", sep = "")
})

# The confirmatory model of one factor, on who answered every item
complete <- na.omit(items)
one_n <- nrow(complete)
one_df <- k * (k - 3) / 2
attempt("The model of one factor", {
  S <- suppressWarnings(cor(complete))
  model <- one_factor(S)
  if (is.null(model)) stop("an item follows from the others, or the items hang together too little")
  implied <- tcrossprod(model$loadings) + diag(model$unique)
  residual <- S - implied
  srmr <- sqrt(sum(residual[lower.tri(residual, diag = TRUE)]^2) / (k * (k + 1) / 2))
  cat("\nOne factor (maximum likelihood, n = ", one_n, "): ", sep = "")
  if (one_df > 0) {
    chi2 <- one_n * discrepancy(S, implied)
    fit <- fit_indices(chi2, one_df, -one_n * log_determinant(S), pairs)
    cat("chi-square ", shown(chi2), ", df ", one_df, ", p ",
        format(pchisq(chi2, one_df, lower.tail = FALSE), digits = 4), "\nCFI ", shown(fit["CFI"]), ", TLI ",
        shown(fit["TLI"]), ", RMSEA ", shown(sqrt(max(chi2 - one_df, 0) / (one_df * one_n))), ", ", sep = "")
  }
  cat("SRMR ", shown(srmr), "\n", sep = "")
  print(data.frame(standardised = round(model$loadings, 4), row.names = labels))
  if (min(model$unique) < 0.0050001) {
    cat("An item is all factor: its own variance is held at 0.005 here, and may fall below 0 in lavaan\n")
  }
})
if (!singular && requireNamespace("lavaan", quietly = TRUE)) attempt("lavaan:", {
  cat("\n--- lavaan", format(packageVersion("lavaan")), "---\n")
  renamed <- setNames(complete, paste0("item", seq_len(k)))
  fit <- suppressWarnings(lavaan::cfa(paste("f =~", paste(names(renamed), collapse = " + ")), renamed, std.lv = TRUE))
  if (!lavaan::lavInspect(fit, "converged")) stop("its search finds no solution")
  print(lavaan::fitMeasures(fit, c("chisq", "df", "pvalue", "cfi", "tli", "rmsea", "srmr")))
  standardised <- lavaan::standardizedSolution(fit)$est.std[seq_len(k)]
  print(data.frame(standardised = round(standardised, 4), row.names = labels))
})

# Friedman's test with Kendall's W
attempt("Friedman's test", {
  found <- friedman.test(as.matrix(complete))
  cat("\nFriedman (n = ", one_n, "): chi-square ", shown(found$statistic), ", df ", k - 1, ", p ",
      format(found$p.value, digits = 4), "\nKendall's W = ", shown(found$statistic / (one_n * (k - 1)), 6),
      "; mean ranks\n", sep = "")
  print(data.frame(mean_rank = round(rowMeans(apply(complete, 1, rank)), 4), row.names = labels))
})
"""
)
