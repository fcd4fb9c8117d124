"""What a cross-table, a set of correlations and a regression say: titles, and the sentences of a report (APA style)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.disclosure import MergedCells
from analysis.evidence import PublishedTable
from analysis.statistics import Block, Correlations, CrossTable, OrdinalAssociation, Regression
from display.association_words import CrossWords
from display.labels import inside
from display.sentences.groups import SIGNIFICANCE
from display.texts import Texts


def cross_conclusion(t: Texts, found: CrossTable, words: CrossWords) -> str:
    """The result in one sentence, as a title; rests on the recommended test."""
    p = t.p_value(found.recommended_p)
    if found.recommended_p >= SIGNIFICANCE:
        return t(
            "{columns}: geen aantoonbare samenhang met {rows} ({p})",
            rows=inside(words.rows),
            columns=words.columns,
            p=p,
        )
    if found.linear is not None and found.recommended == "linear":
        ends = found.ends()
        if ends is not None and (ends[1].share - ends[0].share) * found.linear.r > 0:
            first, last = ends
            return t(
                "{columns}: {answer} gaat van {first_share} bij {first} naar {last_share} bij {last}",
                columns=words.columns,
                answer=_upward(t, [words.column_labels[answer] for answer in found.upper_columns], quoted=True),
                first_share=t.percent(first.share),
                first=_downward(t, [words.row_labels[row] for row in first.rows]),
                last_share=t.percent(last.share),
                last=_upward(t, [words.row_labels[row] for row in reversed(last.rows)]),
            )
        if found.linear.r > 0:
            return t(
                "{columns} ligt hoger naarmate {rows} hoger ligt ({p})",
                columns=words.columns,
                rows=inside(words.rows),
                p=p,
            )
        return t(
            "{columns} ligt lager naarmate {rows} hoger ligt ({p})", columns=words.columns, rows=inside(words.rows), p=p
        )
    return _strongest_cell(t, found, words) or t(
        "{columns} hangt samen met {rows}, maar geen cel wijkt afzonderlijk aantoonbaar af ({p})",
        rows=inside(words.rows),
        columns=words.columns,
        p=p,
    )


def _strongest_cell(t: Texts, found: CrossTable, words: CrossWords) -> str | None:
    """The cell that differs most from what independence would give, if demonstrably (Holm over all cells)."""
    cells = [
        (float(found.residuals.loc[row, column]), row, column)
        for row in found.residuals.index
        for column in found.residuals.columns
        if found.residuals_p.loc[row, column] < SIGNIFICANCE
    ]
    if not cells:
        return None
    residual, row, column = max(cells, key=lambda cell: abs(cell[0]))
    values = {
        "columns": words.columns,
        "row": words.row_labels[row],
        "answer": words.column_labels[column],
        "share": t.percent(float(found.row_shares.loc[row, column])),
        "overall": t.percent(float(found.observed[column].sum()) / found.n),
    }
    if residual > 0:
        return t("{columns}: bij {row} vaker ‘{answer}’ ({share}, over allen {overall})", **values)
    return t("{columns}: bij {row} minder vaak ‘{answer}’ ({share}, over allen {overall})", **values)


def _upward(t: Texts, labels: list[str], *, quoted: bool = False) -> str:
    """Answers from this one up, low to high; `quoted` also one that stands alone."""
    if len(labels) == 1:
        return f"‘{labels[0]}’" if quoted else labels[0]
    if len(labels) == 2:
        return t("‘{a}’ of ‘{b}’", a=labels[0], b=labels[1])
    return t("‘{answer}’ of hoger", answer=labels[0])


def _downward(t: Texts, labels: list[str]) -> str:
    """Answers up to this one, the lowest first."""
    if len(labels) == 1:
        return labels[0]
    if len(labels) == 2:
        return t("‘{a}’ of ‘{b}’", a=labels[0], b=labels[1])
    return t("‘{answer}’ of lager", answer=labels[-1])


def recommendation(t: Texts, found: CrossTable) -> str:
    """Which test fits this table, and why."""
    if found.recommended == "linear":
        return t(
            "Aanbevolen: de toets op lineaire samenhang, omdat rijen en kolommen allebei van laag naar hoog lopen; de "
            "vraag is dan of de ene stijgt met de andere."
        )
    if found.recommended == "exact":
        return t(
            "Aanbevolen: Fishers exacte toets, omdat er cellen zijn met een verwacht aantal kleiner dan 5 (het "
            "kleinste: {smallest}).",
            smallest=t.number(found.smallest_expected, 1),
        )
    if found.recommended == "monte_carlo":
        return t(
            "Aanbevolen: de exacte toets van Fisher, Freeman en Halton, omdat er cellen zijn met een verwacht aantal "
            "kleiner dan 5 (het kleinste: {smallest}).",
            smallest=t.number(found.smallest_expected, 1),
        )
    if found.small_cells:
        return t("De chikwadraattoets, bij gebrek aan een exacte; zij is hier onnauwkeurig.")
    return t("Aanbevolen: de chikwadraattoets, want elk verwacht aantal is 5 of meer.")


def cross_report(t: Texts, found: CrossTable, words: CrossWords, merged: MergedCells | None = None) -> str:
    """The paragraph that a report would carry; merged: how answers of an own file were taken together."""
    v = found.cramers_v
    chi2 = f"χ²({t.integer(found.df)}, N = {t.integer(found.n)}) = {t.number(found.chi2)}, {t.p_value(found.p)}"
    values = {"rows": inside(words.rows), "columns": inside(words.columns)}
    if found.recommended_p < SIGNIFICANCE:
        parts = [t("Er is een samenhang tussen {rows} en {columns}.", **values)]
    else:
        parts = [t("Een samenhang tussen {rows} en {columns} is niet aangetoond.", **values)]
    if found.linear is not None and found.kendall_tau_b is not None:
        parts.append(_ordered(t, found))
    parts.append(
        t(
            "Chikwadraattoets: {chi2}; Cramérs V = {v}, {level}-BI {interval}.",
            chi2=chi2,
            v=t.number(v.value),
            level=t.percent(found.confidence),
            interval=t.interval(v.interval.low, v.interval.high),
        )
    )
    if found.p_exact is not None:
        parts.append(t("Fishers exacte toets, tweezijdig: {p}.", p=t.p_value(found.p_exact)))
    elif found.random is not None:
        parts.append(
            t(
                "Exact volgens Fisher, Freeman en Halton, over {tables} toevallige tabellen met dezelfde randtotalen: "
                "{p}.",
                tables=t.integer(found.random.tables),
                p=t.p_value(found.random.p),
            )
        )
    if merged is not None and merged.merged:  # a reader of the report has no page beside it
        parts.append(merged_answers(t, merged, words))
    return " ".join(parts)


def _ordered(t: Texts, found: CrossTable) -> str:
    assert found.linear is not None
    assert found.kendall_tau_b is not None
    linear = found.linear
    values = {
        "r": t.number(linear.r),
        "m2": t.number(linear.m2),
        "n": t.integer(found.n),
        "p": t.p_value(linear.p),
        "tau": _measure(t, "τb", found.kendall_tau_b, found.confidence),
        "gamma": _measure(t, "γ", found.gamma, found.confidence),
    }
    if linear.p_permutation is not None:
        return t(
            "Lineaire samenhang van de geordende antwoorden: M²(1, N = {n}) = {m2}, r = {r}, {p} (permutatietoets); "
            "{tau}; {gamma}.",
            **values,
        )
    return t(
        "Lineaire samenhang van de geordende antwoorden: M²(1, N = {n}) = {m2}, r = {r}, {p}; {tau}; {gamma}.", **values
    )


def _measure(t: Texts, sign: str, measure: OrdinalAssociation | None, confidence: float) -> str:
    if measure is None:
        return t("{sign} niet te berekenen", sign=sign)
    if measure.interval is None:
        return f"{sign} = {t.number(measure.value)}"
    return t(
        "{sign} = {value}, {level}-BI {interval}",
        sign=sign,
        value=t.number(measure.value),
        level=t.percent(confidence),
        interval=t.interval(measure.interval.low, measure.interval.high),
    )


def merged_answers(t: Texts, merged: MergedCells, words: CrossWords) -> str:
    """Which answers of an own file were taken together, so that no cell shows a few people; on the page and in a
    report. Answers without an order are put together by their numbers, whatever they mean: that is said too.
    """
    taken, by_size = [], False
    for side, parts, labels in (
        (merged.rows, merged.row_parts, words.row_labels),
        (merged.columns, merged.column_parts, words.column_labels),
    ):
        together = [labels[category] for category, members in parts.items() if len(members) > 1]
        taken += together
        by_size |= bool(together) and not side.cat.ordered
    told = t(
        "Samengevoegd, zodat geen cel minder dan {n} antwoorden telt: {categories}. Ook de toetsen gaan over deze "
        "samengevoegde tabel.",
        n=t.integer(merged.minimum),
        categories=t.listing([f"‘{label}’" for label in taken]),
    )
    if not by_size:
        return told
    return told + " " + t("Antwoorden zonder volgorde zijn samengevoegd naar hun aantallen, niet naar hun betekenis.")


def study_judgement(t: Texts, table: PublishedTable, found: CrossTable) -> str:
    """What the study said of its own table, beside what its counts say."""
    p = t.p_value(found.recommended_p)
    if table.study_test == "significant":
        if found.p < SIGNIFICANCE:
            return t(
                "De studie meldt hier een significante samenhang (p < {level}); haar aantallen geven dat ook: "
                "chikwadraat {chi2_p}, exact {exact_p}.",
                level=t.number(0.05),
                chi2_p=t.p_value(found.p),
                exact_p=t.p_value(found.p_monte_carlo),
            )
        return t(
            "De studie meldt hier een significante samenhang (p < {level}); deze aantallen geven dat niet: "
            "chikwadraat {chi2_p}.",
            level=t.number(0.05),
            chi2_p=t.p_value(found.p),
        )
    if found.recommended_p < SIGNIFICANCE:
        return t(
            "De studie vond deze aantallen te klein om te toetsen. Een toets die daarop gemaakt is kan dat wel, en "
            "vindt een samenhang ({p}).",
            p=p,
        )
    return t(
        "De studie vond deze aantallen te klein om te toetsen. Een toets die daarop gemaakt is kan dat wel, en vindt "
        "geen aantoonbare samenhang ({p}).",
        p=p,
    )


def correlations_conclusion(t: Texts, found: Correlations) -> str:
    """How many pairs go together demonstrably, and which one most."""
    pairs = _computed(found)
    if not pairs:
        return t("Geen van de samenhangen is te berekenen")
    proven = [pair for pair in pairs if pair["p_holm"] < SIGNIFICANCE]
    if not proven:
        return t("Geen van de {n} paren hangt aantoonbaar samen", n=t.integer(len(pairs)))
    strongest = max(proven, key=lambda pair: abs(pair["r"]))
    values = {
        "k": t.integer(len(proven)),
        "n": t.integer(len(pairs)),
        "first": inside(strongest["first"]),
        "second": inside(strongest["second"]),
        "r": t.number(strongest["r"]),
        "sign": sign(found),
    }
    if len(pairs) == 1:
        return t("{first} en {second} hangen samen: {sign} = {r}", **{**values, "first": strongest["first"]})
    if len(proven) == len(pairs):
        return t("Alle {n} paren hangen aantoonbaar samen, het sterkst {first} en {second} ({sign} = {r})", **values)
    return t("{k} van de {n} paren hangen aantoonbaar samen, het sterkst {first} en {second} ({sign} = {r})", **values)


def sign(found: Correlations) -> str:
    """The letter of a correlation."""
    return "τ" if found.method == "kendall" else "r"


def correlations_report(t: Texts, found: Correlations) -> str:
    """The sentence for a report: range of r, of n, method of interval and correction."""
    pairs = _computed(found)
    if not pairs:
        return ""
    weakest, *_, strongest = sorted([*pairs, pairs[0]], key=lambda pair: abs(pair["r"]))
    fewest, most = (t.integer(n) for n in (min(pair["n"] for pair in pairs), max(pair["n"] for pair in pairs)))
    sentence = t(
        "{method} liggen tussen {low} ({low_first} en {low_second}) en {high} ({high_first} en {high_second}), over "
        "{n} respondenten per paar; {proven} van de {pairs} paren verschillen na Holms correctie aantoonbaar van 0 "
        "(p < {level}). Intervallen: {interval}.",
        method=method_label(t, found),
        low=t.number(weakest["r"]),
        low_first=inside(weakest["first"]),
        low_second=inside(weakest["second"]),
        high=t.number(strongest["r"]),
        high_first=inside(strongest["first"]),
        high_second=inside(strongest["second"]),
        n=fewest if fewest == most else t("{low} tot {high}", low=fewest, high=most),
        proven=t.integer(sum(pair["p_holm"] < SIGNIFICANCE for pair in pairs)),
        pairs=t.integer(len(pairs)),
        level=t.number(SIGNIFICANCE),
        interval=interval_label(t, found),
    )
    if not found.given:
        return sentence
    held = t("Constant gehouden: {columns}.", columns=t.listing([inside(str(name)) for name in found.given]))
    return f"{sentence} {held}"


def _computed(found: Correlations) -> list[dict[Any, Any]]:
    return found.pairs.dropna(subset=["r"]).to_dict("records")


def method_label(t: Texts, found: Correlations) -> str:
    """The kind of correlation, in the plural."""
    if found.method == "polychoric":
        return t("Polychorische correlaties")
    if found.method == "kendall":
        return t("Rangcorrelaties (Kendalls tau-b)")
    if found.method == "spearman":
        return t("Partiële rangcorrelaties (Spearman)") if found.given else t("Rangcorrelaties (Spearman)")
    return t("Partiële correlaties (Pearson)") if found.given else t("Correlaties (Pearson)")


def interval_label(t: Texts, found: Correlations) -> str:
    """How the intervals were made."""
    if found.method == "kendall":
        return t("Brown en Benedetti (1977)")
    if found.method == "spearman":
        return t("Fishers z volgens Bonett en Wright (2000)")
    return (
        t("Fishers z met asymptotische standaardfout (Olsson 1979)") if found.method == "polychoric" else t("Fishers z")
    )


def regression_conclusion(t: Texts, found: Regression, outcome: str) -> str:
    """Which factors go with the outcome beside the others."""
    table = found.coefficients
    proven = table[table["p"] < SIGNIFICANCE]
    values = {"outcome": outcome, "share": t.percent(found.r_squared)}
    if proven.empty and found.f.p >= SIGNIFICANCE:
        return t(
            "{outcome}: geen aantoonbare samenhang met deze factoren ({p})", outcome=outcome, p=t.p_value(found.f.p)
        )
    if proven.empty:
        return t(
            "{outcome}: samen verklaren de factoren {share}, maar geen ervan afzonderlijk aantoonbaar naast de andere",
            **values,
        )
    named = proven.loc[proven["beta"].abs().sort_values(ascending=False, kind="stable").index]
    listed = t.listing([f"{inside(str(name))} ({t.number(beta)})" for name, beta in named["beta"].items()])
    if len(table) == 1:
        return t("{outcome} hangt samen met {factors}", outcome=outcome, factors=listed)
    if len(proven) == len(table) > 2:
        return t(
            "{outcome}: alle {n} factoren tellen naast elkaar mee, het sterkst {strongest} (β = {beta})",
            outcome=outcome,
            n=t.integer(len(table)),
            strongest=inside(str(named.index[0])),
            beta=t.number(named["beta"].iloc[0]),
        )
    return t("{outcome} hangt, met de andere factoren gelijk, samen met {factors}", outcome=outcome, factors=listed)


def regression_report(t: Texts, found: Regression, outcome: str) -> str:
    """The paragraph that a report would carry."""
    table = found.coefficients
    first = t(
        "Meervoudige regressie van {outcome} op {factors}: {f}, R² = {r2}, aangepaste R² = {adjusted} (n = {n}).",
        outcome=inside(outcome),
        factors=t.listing([inside(str(name)) for name in table.index]),
        f=t(
            "F({df1}; {df2}) = {f}, {p}",
            df1=t.degrees_of_freedom(found.f.df_between),
            df2=t.degrees_of_freedom(found.f.df_within),
            f=t.number(found.f.f),
            p=t.p_value(found.f.p),
        ),
        r2=t.number(found.r_squared),
        adjusted=t.number(found.adjusted_r_squared),
        n=t.integer(found.n),
    )
    betas = [
        t(
            "{factor} β = {beta}, {level}-BI {interval}, {p}",
            factor=inside(str(name)),
            beta=t.number(row["beta"]),
            level=t.percent(found.confidence),
            interval=t.interval(row["beta_low"], row["beta_high"]),
            p=t.p_value(row["p"]),
        )
        for name, row in table.iterrows()
    ]
    errors = t("Standaardfouten HC3.") if found.standard_errors == "HC3" else ""
    return " ".join(part for part in (first, t("Per factor: {factors}.", factors="; ".join(betas)), errors) if part)


def blocks_conclusion(t: Texts, blocks: Sequence[Block], outcome: str) -> str:
    """Whether the last block adds something to those before."""
    last = blocks[-1]
    values = {
        "outcome": outcome,
        "added": t.listing([inside(str(name)) for name in last.predictors]),
        "before": t.listing([inside(str(name)) for step in blocks[:-1] for name in step.predictors]),
        "share": t.percent(last.r_squared_change, 1),
        "p": t.p_value(last.change.p),
    }
    if last.change.p < SIGNIFICANCE:
        return t("{outcome}: naast {before} verklaren {added} nog {share} van de verschillen", **values)
    return t("{outcome}: naast {before} voegen {added} niets aantoonbaars toe ({share}, {p})", **values)


def blocks_report(t: Texts, blocks: Sequence[Block], outcome: str) -> str:
    """The rise of R² from block to block, as a report would carry it."""
    steps = [
        t(
            "blok {number} ({factors}): R² = {r2}, ΔR² = {rise}, F({df1}; {df2}) = {f}, {p}",
            number=t.integer(number),
            factors=t.listing([inside(str(name)) for name in step.predictors]),
            r2=t.number(step.model.r_squared, 3),
            rise=t.number(step.r_squared_change, 3),
            df1=t.degrees_of_freedom(step.change.df_between),
            df2=t.degrees_of_freedom(step.change.df_within),
            f=t.number(step.change.f),
            p=t.p_value(step.change.p),
        )
        for number, step in enumerate(blocks, start=1)
    ]
    return t(
        "Hiërarchische regressie van {outcome} (n = {n}): {steps}.",
        outcome=inside(outcome),
        n=t.integer(blocks[-1].model.n),
        steps="; ".join(steps),
    )
