"""Cross-tables, correlations and regressions as tables: text for the eye, unrounded numbers for the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, get_args

import pandas as pd

from analysis.statistics import Block, Correlations, CrossTable, Regression
from display.association_words import CrossWords
from display.charts import Table
from display.sentences.associations import interval_label, sign
from display.texts import Texts, mark

CellView: TypeAlias = Literal["counts", "rows", "columns", "expected", "residuals"]

CELL_VIEWS: Mapping[CellView, str] = {
    "counts": mark("Aantallen"),
    "rows": mark("Rijpercentages"),
    "columns": mark("Kolompercentages"),
    "expected": mark("Verwachte aantallen"),
    "residuals": mark("Residuen"),
}
assert tuple(CELL_VIEWS) == get_args(CellView)


def cells_table(t: Texts, found: CrossTable, words: CrossWords, view: CellView = "counts") -> Table:
    """The table itself, with totals; `view` says what stands in its cells."""
    total = t("Totaal")
    labels = [words.column_labels[c] for c in found.observed.columns]
    n_rows, n_columns = found.observed.sum(axis=1), found.observed.sum(axis=0)
    cells, closing = {
        "counts": (found.observed.map(t.integer), [t.integer(n) for n in n_columns]),
        "rows": (found.row_shares.map(lambda x: t.percent(x, 1)), [t.percent(n / found.n, 1) for n in n_columns]),
        "columns": (found.column_shares.map(lambda x: t.percent(x, 1)), [t.integer(n) for n in n_columns]),
        "expected": (found.expected.map(lambda x: t.number(x, 1)), [t.integer(n) for n in n_columns]),
        "residuals": (_marked_residuals(t, found), [t.integer(n) for n in n_columns]),
    }[view]
    shown = pd.DataFrame(cells.to_numpy(dtype=object), columns=pd.Index(labels))
    shown.insert(0, words.rows, [words.row_labels[row] for row in found.observed.index])
    # A table in which a label occurs twice (own answers may be called alike) would lose a column by name.
    shown.columns = pd.Index([words.rows, *labels])
    shown[total] = [t.percent(n / found.n, 1) for n in n_rows] if view == "columns" else [t.integer(n) for n in n_rows]
    closing_label = t("Totaal (n)") if view in ("columns", "residuals") else total
    shown.loc[len(shown)] = [closing_label, *closing, t.integer(found.n)]
    values = {
        "counts": found.observed,
        "rows": found.row_shares,
        "columns": found.column_shares,
        "expected": found.expected,
        "residuals": found.residuals,
    }[view]
    exported = values.rename(index=dict(words.row_labels), columns=dict(words.column_labels))
    notes = {
        "counts": "",
        "rows": t("Elke rij telt op tot 100%; rechts het aantal."),
        "columns": t("Elke kolom telt op tot 100%; onder het aantal."),
        "expected": t("Wat er zou staan als rijen en kolommen niets met elkaar te maken hadden."),
        "residuals": t(
            "Aangepaste gestandaardiseerde residuen (Haberman): hoeveel standaardfouten een cel van het verwachte "
            "aantal afwijkt. * p < {level} na Holms correctie over alle {cells} cellen.",
            level=t.number(0.05),
            cells=t.integer(found.residuals.size),
        ),
    }
    return Table(
        f"{words.about}: {t(CELL_VIEWS[view]).lower()}",
        shown,
        (*labels, total),
        exported.reset_index(names=words.rows),
        notes[view],
    )


def _marked_residuals(t: Texts, found: CrossTable) -> pd.DataFrame:
    text = found.residuals.map(lambda x: t.number(x, 2, sign=True))
    return text.where(found.residuals_p >= 0.05, text + "*")


def cross_tests_table(t: Texts, found: CrossTable) -> Table:
    """Every test of the table, the recommended one marked."""
    test, statistic, df, p, use = t("Toets"), t("Toetsingsgrootheid"), t("Vrijheidsgraden"), t("p"), t("Toelichting")
    rows: list[tuple[str, str, str, str, float, str]] = []
    if found.linear is not None:
        drawn = found.linear.p_permutation is not None
        rows.append(
            (
                "linear",
                t("Lineaire samenhang (Mantel)"),
                f"M² = {t.number(found.linear.m2)}",
                "1",
                found.linear.p,
                t("permutatietoets; asymptotisch {p}", p=t.p_value(found.linear.p_asymptotic))
                if drawn
                else t("asymptotisch"),
            )
        )
    rows.append(
        (
            "chi2",
            t("Chikwadraat (Pearson)"),
            f"χ² = {t.number(found.chi2)}",
            t.integer(found.df),
            found.p,
            t(
                "kleinste verwachte aantal {smallest}; {small} van de {cells} cellen onder 5",
                smallest=t.number(found.smallest_expected, 1),
                small=t.integer(found.small_cells),
                cells=t.integer(found.observed.size),
            ),
        )
    )
    rows.append(
        (
            "likelihood",
            t("Likelihood-ratio"),
            f"G² = {t.number(found.likelihood_ratio)}",
            t.integer(found.df),
            found.p_likelihood_ratio,
            "",
        )
    )
    if found.p_exact is not None:
        rows.append(("exact", t("Fishers exacte toets"), "", "", found.p_exact, t("tweezijdig")))
    if found.random is not None:
        rows.append(
            (
                "monte_carlo",
                "Fisher–Freeman–Halton",
                "",
                "",
                found.random.p,
                t(
                    "{tables} toevallige tabellen, startgetal {seed}",
                    tables=t.integer(found.random.tables),
                    seed=str(found.random.seed),
                ),
            )
        )
    shown = [
        {
            test: t("{test} (aanbevolen)", test=name) if key == found.recommended else name,
            statistic: value,
            df: degrees,
            p: t.p_in_column(probability),
            use: note,
        }
        for key, name, value, degrees, probability, note in rows
    ]
    return Table(t("Toetsen"), pd.DataFrame(shown), (statistic, df, p))


def strengths_table(t: Texts, found: CrossTable) -> Table:
    """How strong the association is: Cramér's V, and for ordered answers tau-b and gamma."""
    measure, value, meaning = t("Maat"), t("Waarde"), t("Betekenis")
    interval = t("{level}-interval", level=t.percent(found.confidence))
    v = found.cramers_v
    rows = [
        {
            measure: t("Cramérs V"),
            value: t.number(v.value),
            interval: t.interval(v.interval.low, v.interval.high),
            meaning: t("0 tot 1; gecorrigeerd voor vertekening {corrected} (Bergsma)", corrected=t.number(v.corrected)),
        }
    ]
    for name, found_measure, explanation in (
        (t("Kendalls tau-b"), found.kendall_tau_b, t("−1 tot 1; telt gelijke antwoorden mee")),
        ("Gamma (Goodman–Kruskal)", found.gamma, t("−1 tot 1; alleen paren die in beide antwoorden verschillen")),
    ):
        if found_measure is not None:
            bounds = found_measure.interval
            rows.append(
                {
                    measure: name,
                    value: t.number(found_measure.value),
                    interval: t.interval(bounds.low, bounds.high) if bounds else t("geen"),
                    meaning: explanation,
                }
            )
    return Table(
        t("Sterkte van de samenhang"),
        pd.DataFrame(rows),
        (value, interval),
        note=t(
            "Interval van V uit de niet-centrale chikwadraatverdeling; van tau-b en gamma volgens Brown en Benedetti "
            "(1977)."
        ),
    )


def correlations_table(t: Texts, found: Correlations) -> Table:
    """One row a pair."""
    first, second, r, n, p, holm = t("Eerste"), t("Tweede"), sign(found), t("n"), t("p"), "p (Holm)"
    interval = t("{level}-interval", level=t.percent(found.confidence))
    pairs = found.pairs
    rows = [
        {
            first: row["first"],
            second: row["second"],
            r: t.number(row["r"]),
            interval: t.interval(row["ci_low"], row["ci_high"]) if row["ci_low"] == row["ci_low"] else t("geen"),
            n: t.integer(row["n"]) if row["n"] else t("niet getoond"),
            p: t.p_in_column(row["p"]),
            holm: t.p_in_column(row["p_holm"]),
        }
        for row in pairs.to_dict("records")
    ]
    return Table(
        t("Samenhang per paar"),
        pd.DataFrame(rows),
        (r, interval, n, p, holm),
        pairs,
        t("Interval volgens: {method}.", method=interval_label(t, found)),
    )


def coefficients_table(t: Texts, found: Regression) -> Table:
    """Each factor beside the others: standardised and original coefficient, p, share of its own, and VIF."""
    factor, beta, b, p, r, own, vif = t("Factor"), "β", "b", t("p"), "r", t("Eigen bijdrage"), "VIF"
    interval = t("{level}-interval van β", level=t.percent(found.confidence))
    rows = [
        {
            factor: str(name),
            beta: t.number(row["beta"]),
            interval: t.interval(row["beta_low"], row["beta_high"]),
            p: t.p_in_column(row["p"]),
            b: t.number(row["b"]),
            r: t.number(row["r"]),
            own: t.percent(row["unique"], 1),
            vif: t.number(row["vif"], 1),
        }
        for name, row in found.coefficients.iterrows()
    ]
    exported = found.coefficients.reset_index(names=factor)
    return Table(
        t("Factoren naast elkaar"),
        pd.DataFrame(rows),
        (beta, interval, p, b, r, own, vif),
        exported,
        t(
            "β: gestandaardiseerd, met de andere factoren gelijk; r: zonder die andere. Eigen bijdrage: het deel van "
            "de variantie dat zonder deze factor onverklaard blijft. VIF: hoe sterk de factoren hetzelfde zeggen "
            "(1: niet)."
        ),
    )


def blocks_table(t: Texts, blocks: Sequence[Block]) -> Table:
    """What each block of predictors adds: R², its rise, and the test of the rise."""
    block, entered, r2, rise = t("Blok"), t("Toegevoegd"), "R²", "ΔR²"
    f, df, p, n = "F", t("Vrijheidsgraden"), t("p"), t("n")
    rows = [
        {
            block: t.integer(number),
            entered: t.listing([str(name) for name in step.predictors]),
            r2: t.number(step.model.r_squared, 3),
            rise: t.number(step.r_squared_change, 3),
            f: t.number(step.change.f),
            df: f"{t.degrees_of_freedom(step.change.df_between)}; {t.degrees_of_freedom(step.change.df_within)}",
            p: t.p_in_column(step.change.p),
            n: t.integer(step.model.n),
        }
        for number, step in enumerate(blocks, start=1)
    ]
    exported = pd.DataFrame(
        [
            {
                "block": number,
                "entered": ", ".join(str(name) for name in step.predictors),
                "r_squared": step.model.r_squared,
                "adjusted_r_squared": step.model.adjusted_r_squared,
                "r_squared_change": step.r_squared_change,
                "f_change": step.change.f,
                "df1": step.change.df_between,
                "df2": step.change.df_within,
                "p_change": step.change.p,
                "n": step.model.n,
            }
            for number, step in enumerate(blocks, start=1)
        ]
    )
    note = t("Beide blokken over dezelfde respondenten; de toets veronderstelt gelijke spreiding van de residuen.")
    return Table(t("Regressie in blokken"), pd.DataFrame(rows), (r2, rise, f, df, p, n), exported, note)
