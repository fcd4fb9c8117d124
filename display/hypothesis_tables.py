"""The evaluation of hypotheses as tables: text for the eye, unrounded numbers for the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.evidence.hypotheses import Check, Measure, PrintedTest, StudyTest, Verdict
from display.charts import Table
from display.labels import inside
from display.sentences import hypotheses as sentences
from display.sentences.hypotheses import Words
from display.texts import Texts


def overview_table(t: Texts, verdicts: Sequence[Verdict], words: Words) -> Table:
    """All verdicts, each with the result that decides."""
    number, statement, study = t("Nr."), t("Hypothese"), t("Onderzoek 2018")
    data, result, p, n = t("Deze gegevens"), t("Beslissend resultaat"), t("p (Holm)"), t("n")
    rows, exported = [], []
    for v in verdicts:
        decisive = v.deciding
        rows.append(
            {
                number: v.id,
                statement: sentences.statement(t, v, words),
                study: _published(t, v),
                data: t(sentences.CONCLUSIONS[v.conclusion]),
                result: f"{sentences.check_label(t, decisive, words)}: {sentences.estimate(t, decisive)}"
                if decisive
                else "–",
                p: t.p_value(v.p_holm) if decisive else "–",
                n: t.integer(v.n),
            }
        )
        exported.append(
            {
                "id": v.id,
                "hypothesis": sentences.statement(t, v, words),
                "published": str(v.published),
                "tested_in_study": v.tested,
                "replicated": str(v.replicated) if v.replicated else "",
                "conclusion": str(v.conclusion),
                "measure": str(v.measure) if v.measure else "",
                "estimate": v.estimate,
                "ci_low": v.interval.low if v.interval else None,
                "ci_high": v.interval.high if v.interval else None,
                "p": v.p,
                "p_holm": v.p_holm,
                "n": v.n,
                "missing_columns": ", ".join(v.missing),
                "explanation": " ".join(t.message(m) for m in v.explanation),
            }
        )
    return Table(t("Alle hypothesen"), pd.DataFrame(rows), (p, n), pd.DataFrame(exported))


def _published(t: Texts, verdict: Verdict) -> str:
    word = t(sentences.PUBLISHED[verdict.published])
    untested = t("zonder toets")
    return word if verdict.tested or not verdict.reference else f"{word} ({untested})"


def checks_table(t: Texts, checks: Sequence[Check], words: Words) -> Table:
    """The tests that the conclusion rests on."""
    what, found, p, holm = t("Wat"), t("Schatting en 95%-interval"), t("p"), t("p (Holm)")
    bound, n, conclusion = t("Doet ertoe vanaf"), t("n"), t("Oordeel")
    shown = pd.DataFrame(
        [
            {
                what: sentences.check_label(t, c, words),
                found: sentences.estimate(t, c) if c.reason is None else t.message(c.reason, words.called),
                p: t.p_value(c.p) if c.p is not None else "–",
                holm: t.p_value(c.p_holm) if c.p is not None else "–",
                bound: _bound(t, c),
                n: t.integer(c.n),
                conclusion: t(sentences.CONCLUSIONS[c.conclusion]),
            }
            for c in checks
        ]
    )
    exported = pd.DataFrame(
        [
            {
                "outcome": c.outcome,
                "predictor": c.predictor,
                "sectors": " ".join(c.sectors),
                "test": str(c.test),
                "measure": str(c.measure),
                "estimate": c.estimate,
                "ci_low": c.interval.low if c.interval else None,
                "ci_high": c.interval.high if c.interval else None,
                "p": c.p,
                "p_holm": c.p_holm,
                "matters_from": c.bound if c.p is not None else None,
                "n": c.n,
                "answers": c.answers,
                "conclusion": str(c.conclusion),
            }
            for c in checks
        ]
    )
    return Table(t("Waar het oordeel op rust"), shown, (p, holm, bound, n), exported)


def _bound(t: Texts, check: Check) -> str:
    if check.p is None:
        return "–"
    match check.measure:
        case Measure.SHARE:
            return t.percent(check.bound)
        case Measure.EXPLAINED:
            return t.number(check.bound, 3)
        case _:
            return t.number(check.bound)


def study_tests_table(t: Texts, tests: Sequence[StudyTest], words: Words) -> Table:
    """The study's own kind of test on the loaded data."""
    what, sector, found, p = t("Wat"), t("Sector"), t("Toets van het onderzoek"), t("p")
    ordered, n, holds = t("p volgorde (Jonckheere)"), t("n"), t("Zoals verwacht")
    any_ordered = any(test.p_ordered is not None for test in tests)
    rows = []
    for test in tests:
        row = {
            what: sentences.study_label(t, test, words),
            sector: words.sector(test.sector),
            found: sentences.statistic(t, test, words),
            p: t.p_value(test.p) if test.p is not None else "–",
        }
        if any_ordered:
            row[ordered] = t.p_value(test.p_ordered) if test.p_ordered is not None else "–"
        known = test.value is not None
        rows.append({**row, n: t.integer(test.n), holds: (t("ja") if test.holds else t("nee")) if known else "–"})
    exported = pd.DataFrame(
        [
            {
                "outcome": test.outcome,
                "predictor": test.predictor,
                "sector": test.sector,
                "detail": " ".join(test.detail),
                "statistic": str(test.statistic),
                "value": test.value,
                "df": " ".join(str(d) for d in test.df),
                "other_share": test.other,
                "p": test.p,
                "p_jonckheere": test.p_ordered,
                "n": test.n,
                "as_expected": test.holds if test.value is not None else None,
            }
            for test in tests
        ]
    )
    numeric = (p, ordered, n) if any_ordered else (p, n)
    return Table(
        t("De toets van het onderzoek, op deze gegevens"),
        pd.DataFrame(rows),
        numeric,
        exported,
        t("p tweezijdig en zonder correctie, zoals het onderzoek toetste.")
        if any(x.p is not None for x in tests)
        else "",
    )


def printed_table(t: Texts, printed: Sequence[PrintedTest], words: Words) -> Table:
    """The study's printed numbers, tested."""
    figure, who, what, sector = t("Figuur"), t("Respondenten"), t("Wat"), t("Sector")
    found, p, n, then = t("Samenhang of verschil"), t("p"), t("n"), t("Toen")
    rows = []
    for test in printed:
        sign = "τ" if test.measure is Measure.CORRELATION else "Δ"
        interval = t.interval(test.interval.low, test.interval.high) if test.interval else ""
        rows.append(
            {
                figure: test.figure,
                who: t(sentences.RESPONDENTS[test.group]),
                what: f"{words.name(test.outcome)} × {inside(words.name(test.predictor))}",
                sector: words.sector(test.sector),
                found: f"{sign} = {t.number(test.estimate)} {interval}".strip(),
                p: t.p_value(test.p),
                n: t.integer(test.n),
                then: t("niet getoetst") if test.study_tested is None else t("significant"),
            }
        )
    exported = pd.DataFrame(
        [
            {
                "figure": test.figure,
                "group": test.group,
                "sector": test.sector,
                "outcome": test.outcome,
                "predictor": test.predictor,
                "estimate": test.estimate,
                "ci_low": test.interval.low if test.interval else None,
                "ci_high": test.interval.high if test.interval else None,
                "p": test.p,
                "n": test.n,
            }
            for test in printed
        ]
    )
    return Table(
        t("De gedrukte cijfers van het onderzoek, getoetst"),
        pd.DataFrame(rows),
        (p, n),
        exported,
        t(
            "τ: Kendalls tau-b, p van de lineaire samenhang over 100.000 toevallige tabellen. Δ: verschil tussen twee "
            "gedrukte gemiddelden, Welch."
        ),
    )
