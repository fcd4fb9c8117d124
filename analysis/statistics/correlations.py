"""Correlations between columns, each with the respondents it rests on, its interval, and what is held constant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr, ndtri, stdtr

from analysis.errors import Message, Names, StatisticsError
from analysis.statistics.answer_tables import answer_codes, answered_by_both, pair_tables
from analysis.statistics.inputs import Items, confidence_level, item_frame, item_matrix
from analysis.statistics.multiple_testing import holm
from analysis.statistics.ordinal_association import tau_b_and_gamma
from analysis.statistics.polychoric import LARGEST_CORRELATION, polychoric_correlations, polychoric_errors
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import FloatArray, IntArray

CorrelationMethod: TypeAlias = Literal["pearson", "spearman", "kendall", "polychoric"]

METHODS: tuple[CorrelationMethod, ...] = ("pearson", "spearman", "kendall", "polychoric")

_INTERVALS: dict[CorrelationMethod, str] = {
    "pearson": "Fisher z",
    "spearman": "Fisher z, Bonett & Wright (2000)",
    "kendall": "Brown & Benedetti (1977), asymptotic",
    "polychoric": "Fisher z, asymptotic standard error (Olsson 1979)",
}

_MOST_CELLS = 20_000  # up to here counting a table is faster than ranking
_MOST_PAIRED_CELLS = 4_000_000
"""Of a table of two columns for Kendall's tau-b: as many as two columns with 2,000 different values each."""


@dataclass(frozen=True, eq=False)
class Correlations:
    """Correlations of k columns, pair by pair. Every frame is k × k, by column, and symmetric.

    r: −1 to 1, 1 on the diagonal. n: whole numbers, the respondents of each pair (on the diagonal: of the column).
    p: two-sided, that r is 0; p_holm: Holm's over all pairs; both NaN on the diagonal. ci_low, ci_high: interval of r.
    What cannot be computed is NaN, and `notes` says why: a column that does not vary, under three respondents (under
    four: no interval).

    given: the columns that are held constant (partial correlations), empty where none. interval_method: its name.
    """

    r: pd.DataFrame
    p: pd.DataFrame
    p_holm: pd.DataFrame
    n: pd.DataFrame
    ci_low: pd.DataFrame
    ci_high: pd.DataFrame
    method: CorrelationMethod
    given: tuple[Any, ...]
    confidence: float
    interval_method: str
    notes: tuple[Message, ...]

    @property
    def pairs(self) -> pd.DataFrame:
        """One row a pair, first column before second: first, second, r, ci_low, ci_high, n, p, p_holm."""
        above = np.triu_indices(len(self.r), 1)
        names = list(self.r.columns)
        parts = {name: getattr(self, name).to_numpy()[above] for name in ("r", "ci_low", "ci_high", "n", "p", "p_holm")}
        return pd.DataFrame({"first": [names[i] for i in above[0]], "second": [names[j] for j in above[1]], **parts})


def correlate(
    frame: Items,
    method: CorrelationMethod = "pearson",
    *,
    given: Any | Sequence[Any] | None = None,
    confidence: float = 0.95,
) -> Correlations:
    """Correlations between the columns of `frame`, one row a respondent, NaN for missing; pairwise complete.

    method: "pearson"; "spearman", with ranks among those who answered both; "kendall", tau-b; "polychoric", for
        columns with at most twenty ordered answers (Olsson 1979, in two steps).
    given: a column of `frame`, or several, held constant (partial correlation); they are taken out of the matrix. Each
        pair then rests on who answered these too. For Pearson and Spearman.
    confidence: of the intervals, strictly between 0 and 1.

    Intervals are by Fisher's z: standard error 1/√(n − 3) for Pearson, √((1 + r²/2)/(n − 3)) for Spearman (Bonett &
    Wright 2000, *Psychometrika* 65), for polychoric from the information about correlation and thresholds together; n
    less the number of columns held constant. p by t with n − 2 (less those) degrees of freedom; polychoric: by the same
    z as the interval. Kendall: interval and test are those of `crosstab`: tau-b ± z · ASE, and the z of concordant
    minus discordant pairs. R: `psych::corr.test(x, adjust = "none")`, `ppcor::pcor.test`, `DescTools::KendallTauB`,
    `cor.test(method = "kendall", exact = FALSE)`, `polycor::polychor(ML = FALSE)`. JASP: the same r and p; its
    interval for Spearman is the narrower one of Pearson, and that for Kendall has another standard error.

    Raises StatisticsError for columns that are not numbers, fewer than two columns to correlate, an unknown method or
    column, partial correlations by Kendall or polychoric, (polychoric) a column with over twenty different answers, and
    (Kendall) two columns with over four million combinations of answers.
    """
    confidence = confidence_level(confidence)
    if method not in METHODS:
        raise StatisticsError(
            "Onbekende soort samenhang: {value}. Kies 'pearson', 'spearman', 'kendall' of 'polychoric'.", value=method
        )
    frame = item_frame(frame)
    values = item_matrix(frame)
    names = list(frame.columns)
    held = _positions(given, names)
    wanted = [position for position in range(len(names)) if position not in held]
    if len(wanted) < 2:
        raise StatisticsError(
            "Voor samenhang zijn minstens twee kolommen nodig; gegeven: {count}. Kies meer kolommen.", count=len(wanted)
        )
    if method in ("polychoric", "kendall"):
        if held:
            raise StatisticsError(
                "Een partiële samenhang is er voor Pearson en Spearman, niet voor Kendall en polychorisch. Kies een "
                "van beide, of houd geen kolom constant."
            )
        return _polychoric(frame, confidence) if method == "polychoric" else _kendall(values, names, confidence)
    columns, constant = values[:, wanted], values[:, held]
    _check_held(constant, [names[position] for position in held])
    r, n = (_pearson if method == "pearson" else _spearman)(columns, constant)
    df = n - 2.0 - len(held)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.where(df >= 1, r, np.nan)
        p = 2 * stdtr(df, -np.abs(r) * np.sqrt(df / (1 - r**2)))
        error = np.sqrt((1 + r**2 / 2 if method == "spearman" else 1.0) / (df - 1))
    p[np.abs(r) >= 1] = 0.0
    left = [names[position] for position in wanted]
    return _result(
        r, p, n, _fisher(r, error, confidence), left, method, tuple(names[position] for position in held), confidence
    )


def _positions(given: Any | Sequence[Any] | None, names: list[Any]) -> list[int]:
    if given is None:
        return []
    several = [given] if isinstance(given, str | bytes) or not isinstance(given, Sequence) else list(given)
    for name in several:
        if name not in names:
            raise StatisticsError(
                "Kolom {column} staat niet in de tabel en kan dus niet constant worden gehouden. Kies een kolom uit de "
                "tabel.",
                column=name,
            )
    return sorted({names.index(name) for name in several})


def _check_held(constant: FloatArray, names: list[Any]) -> None:
    for name, column in zip(names, constant.T, strict=True):
        answers = column[~np.isnan(column)]
        if not answers.size or not np.ptp(answers) > 0:
            raise StatisticsError(
                "Kolom {column} heeft geen spreiding, zodat er niets constant te houden is. Kies een andere kolom.",
                column=name,
            )


def _pearson(columns: FloatArray, constant: FloatArray) -> tuple[FloatArray, IntArray]:
    """Correlation (NaN where a column does not vary) and n of each pair, by sums over who answered both.

    Columns are centred on their own mean first, so that the sums lose no digits to a large mean.
    """
    rows = ~np.isnan(constant).any(axis=1)
    x, z = columns[rows], constant[rows]
    present = ~np.isnan(x)
    answered = present.astype(np.float64)
    n = answered.T @ answered
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.where(answered.sum(axis=0) > 0, np.nansum(x, axis=0) / answered.sum(axis=0), 0.0)
        x = np.where(present, x - means, 0.0)
        z = z - z.mean(axis=0) if len(z) else z
        sums = x.T @ answered  # [i, j]: of column i over who answered i and j
        squares = (x**2).T @ answered - sums**2 / n
        cross = x.T @ x - sums * sums.T / n
        flat = squares <= rounding_sum_of_squares(n, means[:, None])
        if z.shape[1]:
            cross, squares, without = _partialled(x, answered, z, n, sums, cross, squares)
            flat |= without
        r = cross / np.sqrt(squares * squares.T)
    r[flat | flat.T | (n == 0)] = np.nan
    return np.clip(r, -1.0, 1.0), np.rint(n).astype(np.intp)


def _partialled(
    x: FloatArray,
    answered: FloatArray,
    z: FloatArray,
    n: FloatArray,
    sums: FloatArray,
    cross: FloatArray,
    squares: FloatArray,
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.bool_]]:
    """Sums of squares and products of what the columns `z` leave unexplained, and where they leave nothing.

    Everything over who answered both columns of the pair.
    """
    held = z.shape[1]
    k = x.shape[1]
    z_sums = np.stack([(answered * z[:, [a]]).T @ answered for a in range(held)], axis=-1)  # k × k × held
    x_z = (
        np.stack([(x * z[:, [a]]).T @ answered for a in range(held)], axis=-1) - sums[..., None] * z_sums / n[..., None]
    )
    z_z = np.empty((k, k, held, held))
    for a in range(held):
        for b in range(held):
            products = (answered * (z[:, a] * z[:, b])[:, None]).T @ answered
            z_z[:, :, a, b] = products - z_sums[..., a] * z_sums[..., b] / n
    inverse = np.linalg.pinv(np.where(np.isfinite(z_z), z_z, 0.0), hermitian=True)
    explained = np.einsum("ija,ijab,ijb->ij", x_z, inverse, x_z)
    both = np.einsum("ija,ijab,jib->ij", x_z, inverse, x_z)
    left = squares - explained
    return cross - both, left, left <= 1e-12 * squares


def _spearman(columns: FloatArray, constant: FloatArray) -> tuple[FloatArray, IntArray]:
    """Pearson correlation of the ranks among who answered both columns (and those held constant)."""
    rows = ~np.isnan(constant).any(axis=1)
    x, z = columns[rows], constant[rows]
    present = ~np.isnan(x)
    k = x.shape[1]
    if present.all() or not len(x):
        return _pearson(_ranks_of(x), _ranks_of(z))
    codes = [_codes(x[:, j]) for j in range(k)]
    z_codes = [_codes(z[:, a]) for a in range(z.shape[1])]
    r = np.full((k, k), np.nan)
    n = np.zeros((k, k), dtype=np.intp)
    for i in range(k):
        for j in range(i, k):
            if not z_codes and (codes[i].max() + 2) * (codes[j].max() + 2) <= _MOST_CELLS:
                r[i, j], n[i, j] = _from_table(_table(codes[i], codes[j]))
            else:
                both = present[:, i] & present[:, j]
                n[i, j] = np.count_nonzero(both)
                pair = np.column_stack([_ranks(codes[i][both]), _ranks(codes[j][both])])
                held = [_ranks(held_codes[both]) for held_codes in z_codes]
                r[i, j] = _one_pearson(pair, np.column_stack(held) if held else np.empty((len(pair), 0)))
            r[j, i], n[j, i] = r[i, j], n[i, j]
    return r, n


def _table(first: IntArray, second: IntArray) -> FloatArray:
    """Counts of each pair of codes; a code −1 counts in no cell."""
    width = int(second.max()) + 2
    cells = np.bincount((first + 1) * width + second + 1, minlength=(int(first.max()) + 2) * width)
    return cells.reshape(-1, width)[1:, 1:].astype(np.float64)


def _from_table(table: FloatArray) -> tuple[float, int]:
    """Spearman's correlation and n of a table of counts with both answers in order: far fewer cells than answers."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    n = float(rows.sum())
    u = np.cumsum(rows) - (rows - 1) / 2 - (n + 1) / 2
    v = np.cumsum(columns) - (columns - 1) / 2 - (n + 1) / 2
    squares = float(rows @ u**2) * float(columns @ v**2)
    return (float(np.clip(u @ table @ v / np.sqrt(squares), -1, 1)) if squares > 0 else float("nan")), int(n)


def _one_pearson(pair: FloatArray, held: FloatArray) -> float:
    """Correlation of two complete columns, with others held constant."""
    if len(pair) < 2:
        return float("nan")
    if held.shape[1]:
        return float(_pearson(pair, held)[0][0, 1])
    x, y = (pair - pair.mean(axis=0)).T
    squares = float(x @ x) * float(y @ y)
    return float(np.clip(x @ y / np.sqrt(squares), -1, 1)) if squares > 0 else float("nan")


def _codes(column: FloatArray) -> IntArray:
    codes, _ = pd.factorize(column, sort=True)
    return codes.astype(np.intp)


def _ranks(codes: IntArray) -> FloatArray:
    """Mean ranks, from 1, of codes without −1; by counting, without a sort."""
    counts = np.bincount(codes)
    ranks: FloatArray = (np.cumsum(counts) - (counts - 1) / 2)[codes]
    return ranks


def _ranks_of(columns: FloatArray) -> FloatArray:
    return np.column_stack([_ranks(_codes(column)) for column in columns.T]) if columns.size else columns


def _polychoric(frame: pd.DataFrame, confidence: float) -> Correlations:
    coded = answer_codes(frame)
    tables = pair_tables(coded)
    n = answered_by_both(coded).astype(np.intp)
    k = len(tables)
    above = np.triu_indices(k, 1)
    r, error = np.full((k, k), np.nan), np.full((k, k), np.nan)
    r[above] = polychoric_correlations(tables[above])
    error[above] = polychoric_errors(tables[above], r[above])
    for matrix in (r, error):
        matrix.T[above] = matrix[above]
    np.fill_diagonal(r, np.where(coded.answers > 1, 1.0, np.nan))
    few = n < 3
    r[few] = np.nan
    on_bound = np.abs(r) > LARGEST_CORRELATION - 1e-6
    error[on_bound] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        z_error = error / (1 - r**2)  # of Fisher's z, by the delta method
        p = 2 * ndtr(-np.abs(np.arctanh(r)) / z_error)
    limits = _fisher(r, z_error, confidence)
    return _result(r, p, n, limits, list(frame.columns), "polychoric", (), confidence)


def _kendall(values: FloatArray, names: list[Any], confidence: float) -> Correlations:
    """Tau-b from the table of each pair of columns: far fewer cells than pairs of respondents."""
    k = len(names)
    codes = [_codes(column) for column in values.T]
    r, p, low, high = (np.full((k, k), np.nan) for _ in range(4))
    n = np.zeros((k, k), dtype=np.intp)
    for i in range(k):
        for j in range(i, k):
            cells = (int(codes[i].max(initial=-1)) + 2) * (int(codes[j].max(initial=-1)) + 2)
            if cells > _MOST_PAIRED_CELLS and i != j:
                raise StatisticsError(
                    "{first} en {second} hebben zoveel verschillende waarden dat Kendalls tau-b te veel rekenwerk is. "
                    "Kies Spearman.",
                    first=names[i],
                    second=names[j],
                )
            n[i, j] = n[j, i] = np.count_nonzero((codes[i] >= 0) & (codes[j] >= 0))
            if i == j:
                r[i, i] = 1.0 if codes[i].max(initial=-1) > 0 and n[i, i] >= 3 else np.nan
                continue
            table = _table(codes[i], codes[j])
            table = table[table.any(axis=1)][:, table.any(axis=0)]
            if n[i, j] < 3 or min(table.shape) < 2:
                continue
            tau, _ = tau_b_and_gamma(table, confidence)
            limits = (np.nan, np.nan)  # of three respondents none, as of the other measures
            if n[i, j] > 3 and abs(tau.value) >= 1:
                limits = (tau.value, tau.value)
            elif n[i, j] > 3 and tau.interval is not None:
                limits = (tau.interval.low, tau.interval.high)
            for matrix, value in ((r, tau.value), (p, tau.p), (low, limits[0]), (high, limits[1])):
                matrix[i, j] = matrix[j, i] = value
    return _result(r, p, n, (low, high), names, "kendall", (), confidence)


def _fisher(r: FloatArray, error: FloatArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Limits of r by Fisher's z with standard error `error`; NaN where that is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        margin = float(ndtri((1 + confidence) / 2)) * error
        low, high = np.tanh(np.arctanh(r) - margin), np.tanh(np.arctanh(r) + margin)
    usable = np.isfinite(error)
    exact = usable & (np.abs(r) >= 1)
    return tuple(np.where(exact, r, np.where(usable, bound, np.nan)) for bound in (low, high))  # type: ignore[return-value]


def _result(
    r: FloatArray,
    p: FloatArray,
    n: IntArray,
    limits: tuple[FloatArray, FloatArray],
    names: list[Any],
    method: CorrelationMethod,
    given: tuple[Any, ...],
    confidence: float,
) -> Correlations:
    k = len(names)
    diagonal = np.diag_indices(k)
    low, high = limits
    own = ~np.isnan(r[diagonal])
    for matrix in (r, low, high):
        matrix[diagonal] = np.where(own, 1.0, np.nan)
    p[diagonal] = np.nan
    above = np.triu_indices(k, 1)
    adjusted = np.full((k, k), np.nan)
    known = ~np.isnan(p[above])
    of_pairs = np.full(len(above[0]), np.nan)
    of_pairs[known] = holm(p[above][known])
    adjusted[above] = of_pairs
    adjusted.T[above] = of_pairs
    index = pd.Index(names, tupleize_cols=False)

    def framed(matrix: npt.NDArray[Any]) -> pd.DataFrame:
        return pd.DataFrame(matrix, index=index, columns=index)

    found = Correlations(
        r=framed(r),
        p=framed(p),
        p_holm=framed(adjusted),
        n=framed(n.astype(np.int64)),
        ci_low=framed(low),
        ci_high=framed(high),
        method=method,
        given=given,
        confidence=confidence,
        interval_method=_INTERVALS[method],
        notes=(),
    )
    return replace(found, notes=correlation_notes(found))


def correlation_notes(found: Correlations, hidden: npt.NDArray[np.bool_] | None = None) -> tuple[Message, ...]:
    """Why which correlations are missing. hidden: pairs (k × k) of which nothing is to be said."""
    r, n, low = (frame.to_numpy() for frame in (found.r, found.n, found.ci_low))
    names, held = list(found.r.columns), len(found.given)
    shown = np.ones(r.shape, dtype=bool) if hidden is None else ~hidden
    notes = []
    own = np.isnan(np.diag(r))
    flat = [str(name) for name, here in zip(names, own.tolist(), strict=True) if here]
    if flat:
        notes.append(
            Message(
                "Zonder spreiding of met te weinig antwoorden, en daarom zonder samenhang: {columns}.",
                {"columns": Names(tuple(flat))},
            )
        )
    above = [
        (i, j) for i, j in zip(*np.triu_indices(len(names), 1), strict=True) if shown[i, j] and not (own[i] or own[j])
    ]

    def listed(pairs: list[tuple[Any, Any]]) -> Names:
        return Names(tuple(Names((str(names[i]), str(names[j])), between=" × ") for i, j in pairs))

    few = [(i, j) for i, j in above if n[i, j] < 3 + held]
    flat_pairs = [(i, j) for i, j in above if np.isnan(r[i, j]) and n[i, j] >= 3 + held]
    no_interval = [(i, j) for i, j in above if not np.isnan(r[i, j]) and np.isnan(low[i, j])]
    if few:
        notes.append(
            Message(
                "Te weinig respondenten die beide beantwoordden, en daarom geen samenhang: {pairs}.",
                {"pairs": listed(few)},
            )
        )
    if flat_pairs:
        notes.append(
            Message(
                "Onder wie beide beantwoordde is er geen spreiding (over), en daarom geen samenhang: {pairs}.",
                {"pairs": listed(flat_pairs)},
            )
        )
    if no_interval:
        notes.append(
            Message(
                "Zonder interval, omdat de samenhang op de grens ligt of op te weinig respondenten rust: {pairs}.",
                {"pairs": listed(no_interval)},
            )
        )
    return tuple(notes)
