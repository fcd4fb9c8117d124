"""Programs that give again, from the file, how items hang together: correlations, factors, one factor, Friedman."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from analysis.errors import StatisticsError
from analysis.statistics.factors import FEWEST_ITEMS
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
    basis: of the correlations that are printed; factors rest on Pearson's.
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

    start = np.clip((1 - 0.5 * m / k) / np.diag(np.linalg.pinv(correlation)), 0.005, 1)
    found = optimize.minimize(
        squares, start, jac=True, method="L-BFGS-B", bounds=[(0.005, 1)] * k, options={"ftol": 1e-15, "gtol": 1e-9}
    )
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

# Parallel analysis (Horn 1965; Glorfeld 1995): eigenvalues against those of as many unrelated answers
R = items.corr().to_numpy()
drawn = stats.wishart.rvs(pair_n - 1, np.eye(k), size=SIMULATIONS, random_state=1)
sd = np.sqrt(np.diagonal(drawn, axis1=1, axis2=2))
random = np.linalg.eigvalsh(drawn / sd[:, :, None] / sd[:, None, :])[:, ::-1]
eigenvalues = pd.DataFrame(
    {
        "observed": np.linalg.eigvalsh(R)[::-1],
        "random_mean": random.mean(axis=0),
        "random_high": np.percentile(random, PERCENTILE, axis=0),
    },
    index=range(1, k + 1),
)
exceeds = (eigenvalues["observed"] > eigenvalues["random_high"]).to_list()
suggested = exceeds.index(False) if False in exceeds else k
print(f"\\nParallel analysis: {suggested} (percentile {PERCENTILE:g} of {SIMULATIONS} simulations)")
print(eigenvalues.round(4).to_string())

# Kaiser-Meyer-Olkin (Kaiser & Rice 1974) and Bartlett's test
inverse = np.linalg.inv(R)
off = 1 - np.eye(k)
plain, partial = (R * off) ** 2, (inverse / np.sqrt(np.outer(np.diag(inverse), np.diag(inverse))) * off) ** 2
kmo = plain.sum() / (plain.sum() + partial.sum())
kmo_items = pd.Series(plain.sum(axis=0) / (plain + partial).sum(axis=0), index=ITEMS)
pairs = k * (k - 1) // 2
bartlett = -(pair_n - 1 - (2 * k + 5) / 6) * np.linalg.slogdet(R)[1]
print(f"\\nKMO = {kmo:.6f}; Bartlett: chi-square {bartlett:.4f}, df {pairs}, p {stats.chi2.sf(bartlett, pairs):.4g}")
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
if df > 0:
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
complete = items.dropna()
one_n, S = len(complete), complete.corr().to_numpy()
_, standardised, unique = omega_of(S)
standardised = standardised if standardised.sum() >= 0 else -standardised
implied = np.outer(standardised, standardised) + np.diag(unique)
one_factor = pd.DataFrame({"standardised": standardised}, index=ITEMS)
one_srmr = np.sqrt((np.tril(S - implied) ** 2).sum() / (k * (k + 1) / 2))
one_df = k * (k - 3) // 2
one_chi2 = one_p = one_tli = one_cfi = one_rmsea = np.nan
if one_df > 0:
    one_chi2 = one_n * discrepancy(S, implied)
    one_p = stats.chi2.sf(one_chi2, one_df)
    one_tli, one_cfi = indices(one_chi2, one_df, -one_n * np.linalg.slogdet(S)[1], pairs)
    one_rmsea = np.sqrt(max(one_chi2 - one_df, 0) / (one_df * one_n))
print(f"\\nOne factor (maximum likelihood, n = {one_n}): chi-square {one_chi2:.4f}, df {one_df}, p {one_p:.4g}")
print(f"CFI {one_cfi:.4f}, TLI {one_tli:.4f}, RMSEA {one_rmsea:.4f}, SRMR {one_srmr:.4f}")
print(one_factor.round(4).to_string())

# Friedman's test with Kendall's W
friedman_n = len(complete)
friedman_chi2, friedman_p = stats.friedmanchisquare(*complete.to_numpy().T)
kendalls_w = friedman_chi2 / (friedman_n * (k - 1))
mean_ranks = complete.rank(axis=1).mean()
print(f"\\nFriedman (n = {friedman_n}): chi-square {friedman_chi2:.4f}, df {k - 1}, p {friedman_p:.4g}")
print(f"Kendall's W = {kendalls_w:.6f}; mean ranks")
print(mean_ranks.round(4).to_string())
'''
)

_R_OPENING = """# How items hang together, computed again from their file.
# Needs the packages psych and GPArotation, and lavaan for the model of one factor:
# install.packages(c("psych", "GPArotation", "lavaan"))
library(psych)

# Settings
"""

_R_PROGRAM = """
# Correlations between the items
R <- cor(items, use = "pairwise")
n <- min(crossprod(!is.na(items)))
if (BASIS == "polychoric") {
  print(polychoric(items, correct = 0, global = FALSE)$rho, digits = 4)
} else {
  print(R, digits = 4)
}
# Parallel analysis of components; psych draws the answers themselves: for many respondents that takes long
print(fa.parallel(R, n.obs = n, fa = "pc", n.iter = SIMULATIONS, quant = PERCENTILE / 100, plot = FALSE))
print(KMO(R))
print(cortest.bartlett(R, n = n))
# Exploratory factor analysis
print(fa(R, nfactors = FACTORS, n.obs = n, rotate = "oblimin", fm = "minres"), digits = 4)
# The confirmatory model of one factor, on who answered every item
complete <- setNames(na.omit(items), paste0("item", seq_along(ITEMS)))
if (requireNamespace("lavaan", quietly = TRUE)) {
  fit <- lavaan::cfa(paste("f =~", paste(names(complete), collapse = " + ")), data = complete, std.lv = TRUE)
  print(lavaan::fitMeasures(fit, c("chisq", "df", "pvalue", "cfi", "tli", "rmsea", "srmr")))
  print(lavaan::standardizedSolution(fit))
}
# Friedman's test; W is chi-square / (n (k - 1))
found <- friedman.test(as.matrix(complete))
print(found)
print(unname(found$statistic) / (nrow(complete) * (ncol(complete) - 1)), digits = 6)
"""
