"""How two ordered answers go together in a cross-table: Kendall's tau-b, gamma, a straight line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, ndtr, ndtri

from analysis.statistics.results import FloatArray, Interval

_METHOD = "Brown & Benedetti (1977), asymptotic"


@dataclass(frozen=True)
class OrdinalAssociation:
    """A measure from −1 (the one falls as the other rises) to 1, with its interval, and the test that it is 0.

    interval: None where the measure is −1 or 1, because its standard error is then 0. z, p: two-sided; concordant minus
    discordant pairs against its standard error under independence (Kendall), the same test for tau-b and gamma.
    """

    value: float
    interval: Interval | None
    z: float
    p: float


@dataclass(frozen=True)
class LinearAssociation:
    """Linear-by-linear association (Mantel 1963): do high scores of the rows go with high scores of the columns?

    r: Pearson correlation of the scores. m2: (n − 1)r², against chi-square with 1 degree of freedom: `p_asymptotic`.
    p_permutation: the share of random tables with a |r| at least as large, None where none were drawn. row_scores,
    column_scores: the numbers that stand for the categories.
    """

    r: float
    m2: float
    p_asymptotic: float
    p_permutation: float | None
    row_scores: tuple[float, ...]
    column_scores: tuple[float, ...]

    @property
    def p(self) -> float:
        """The permutation p where tables were drawn, otherwise the asymptotic one."""
        return self.p_asymptotic if self.p_permutation is None else self.p_permutation


def tau_b_and_gamma(observed: FloatArray, confidence: float) -> tuple[OrdinalAssociation, OrdinalAssociation | None]:
    """Kendall's tau-b and Goodman–Kruskal gamma of an r × c table; gamma is None where every pair is tied.

    Interval: value ± z·ASE1, cut off at −1 and 1 (Brown & Benedetti 1977, *JASA* 72), as SPSS and SAS. Test: z of the
    number of concordant minus discordant pairs, variance under independence corrected for ties (Kendall 1970, ch. 4):
    R `cor.test(method = "kendall", exact = FALSE)`, `scipy.stats.kendalltau(method="asymptotic")`, JASP. SPSS divides
    by another estimate of the same standard error. R: `DescTools::KendallTauB`, `DescTools::GoodmanKruskalGamma`.
    """
    n = float(observed.sum())
    concordant, discordant = _pairs(observed)
    p = float((observed * concordant).sum())  # twice the number of concordant pairs
    q = float((observed * discordant).sum())
    z = (p - q) / 2 / np.sqrt(_variance_of_s(observed, n))
    p_value = 2 * float(ndtr(-abs(z)))

    rows, columns = observed.sum(axis=1), observed.sum(axis=0)
    w_rows, w_columns = n**2 - float((rows**2).sum()), n**2 - float((columns**2).sum())
    w = np.sqrt(w_rows * w_columns)
    tau = (p - q) / w
    # Brown & Benedetti's v: how tied pairs change the denominator.
    v = np.add.outer(rows * w_columns, columns * w_rows)
    inner = float((observed * (2 * w * (concordant - discordant) + tau * v) ** 2).sum())
    spread = max(0.0, inner - n**3 * tau**2 * (w_rows + w_columns) ** 2)
    tau_error = float(np.sqrt(spread) / w**2)
    tau_b = OrdinalAssociation(float(tau), _wald(float(tau), tau_error, confidence), float(z), p_value)
    if p + q == 0:
        return tau_b, None
    gamma = (p - q) / (p + q)
    error = 4 / (p + q) ** 2 * float(np.sqrt((observed * (q * concordant - p * discordant) ** 2).sum()))
    return tau_b, OrdinalAssociation(gamma, _wald(gamma, error, confidence), float(z), p_value)


def linear_association(
    observed: FloatArray, row_scores: FloatArray, column_scores: FloatArray, p_permutation: float | None
) -> LinearAssociation:
    """Linear-by-linear association of an r × c table; scores that differ among rows, and among columns.

    R: `coin::lbl_test`; SPSS: "Linear-by-Linear Association"; with two rows the Cochran–Armitage trend test, apart from
    a factor (n − 1)/n.
    """
    n = float(observed.sum())
    u = row_scores - np.average(row_scores, weights=observed.sum(axis=1))
    v = column_scores - np.average(column_scores, weights=observed.sum(axis=0))
    u_ss, v_ss = float(u**2 @ observed.sum(axis=1)), float(v**2 @ observed.sum(axis=0))
    r = float(np.clip(float(u @ observed @ v) / np.sqrt(u_ss * v_ss), -1, 1))
    m2 = (n - 1) * r**2
    return LinearAssociation(
        r, m2, float(chdtrc(1, m2)), p_permutation, tuple(row_scores.tolist()), tuple(column_scores.tolist())
    )


def _pairs(observed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Per cell: how many respondents are concordant, and how many discordant, with one in that cell."""
    below = np.zeros((observed.shape[0] + 1, observed.shape[1] + 1))
    below[1:, 1:] = observed.cumsum(axis=0).cumsum(axis=1)
    rows, columns = below[:, -1:], below[-1:, :]
    n = below[-1, -1]
    before_both = below[:-1, :-1]
    after_both = n - rows[1:] - columns[:, 1:] + below[1:, 1:]
    row_before_column_after = rows[:-1] - below[:-1, 1:]
    row_after_column_before = columns[:, :-1] - below[1:, :-1]
    return before_both + after_both, row_before_column_after + row_after_column_before


def _variance_of_s(observed: FloatArray, n: float) -> float:
    """Variance of concordant minus discordant pairs under independence, given both margins."""
    rows, columns = observed.sum(axis=1), observed.sum(axis=0)

    def tied(power: int, margin: FloatArray) -> float:
        if power == 2:
            return float((margin * (margin - 1)).sum())
        if power == 3:
            return float((margin * (margin - 1) * (margin - 2)).sum())
        return float((margin * (margin - 1) * (2 * margin + 5)).sum())

    variance = (n * (n - 1) * (2 * n + 5) - tied(5, rows) - tied(5, columns)) / 18
    variance += tied(2, rows) * tied(2, columns) / (2 * n * (n - 1))
    if n > 2:
        variance += tied(3, rows) * tied(3, columns) / (9 * n * (n - 1) * (n - 2))
    return variance


def _wald(value: float, error: float, confidence: float) -> Interval | None:
    if error <= 0 or abs(value) >= 1:
        return None
    margin = float(ndtri((1 + confidence) / 2)) * error
    return Interval(max(-1.0, value - margin), min(1.0, value + margin), confidence, _METHOD)
