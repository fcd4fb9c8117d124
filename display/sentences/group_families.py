"""What families of comparisons, two groupings, equivalence, power and assumptions say: titles and report sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping

from analysis.evidence import PrintedSummaries
from analysis.statistics import (
    Ancova,
    Assumptions,
    Detectable,
    Equivalence,
    GroupComparison,
    OutcomeFamily,
    PairedComparison,
    RepeatedComparison,
    TwoFactorAnova,
)
from display.labels import GroupWords, inside
from display.sentences.groups import SIGNIFICANCE, f_test
from display.texts import Texts


def mark_of(p: float) -> str:
    """The star of a result that holds."""
    return "*" if p < SIGNIFICANCE else ""


def family(t: Texts, found: OutcomeFamily, outcomes: Mapping[str, str], name: str) -> str:
    """How many of the outcomes differ after correction, and which."""
    holding = [inside(outcomes[outcome]) for outcome in found.tests.index[found.tests["p_holm"] < SIGNIFICANCE]]
    count, total = len(holding), len(found.tests)
    if not holding:
        return t("{family}: geen van de {total} verschilt aantoonbaar tussen de groepen", family=name, total=total)
    if count == total:
        return t("{family}: alle {total} verschillen tussen de groepen", family=name, total=total)
    if count <= 3:
        return t(
            "{family}: {count} van de {total} verschillen tussen de groepen ({which})",
            family=name,
            count=count,
            total=total,
            which=t.listing(holding),
        )
    return t("{family}: {count} van de {total} verschillen tussen de groepen", family=name, count=count, total=total)


def n_range(t: Texts, found: OutcomeFamily) -> str:
    """The number of answers of the outcomes: one number, or from the fewest to the most."""
    low, high = int(found.tests["n"].min()), int(found.tests["n"].max())
    return t.integer(low) if low == high else t("{low} tot {high}", low=t.integer(low), high=t.integer(high))


def interaction(t: Texts, words: GroupWords, second: str, p: float) -> str:
    """Whether what the first grouping does depends on the second."""
    values = {"outcome": words.outcome, "first": inside(words.grouping), "second": inside(second), "p": t.p_value(p)}
    if p != p:
        return t("{outcome}: of {first} en {second} elkaar beïnvloeden, is niet te toetsen", **values)
    if p < SIGNIFICANCE:
        return t("{outcome}: het verschil naar {first} hangt af van {second} ({p})", **values)
    return t("{outcome}: het verschil naar {first} hangt niet aantoonbaar af van {second} ({p})", **values)


def two_factor_report(t: Texts, found: TwoFactorAnova, words: GroupWords, second: str, kind: int) -> str:
    """Both main effects and the interaction, as a report would carry them."""
    table = found.type_3 if kind == 3 and found.type_3 is not None else found.type_2
    used = "III" if kind == 3 and found.type_3 is not None else "II"
    parts = []
    for row, label in (
        ("first", inside(words.grouping)),
        ("second", inside(second)),
        ("interaction", t("interactie")),
    ):
        f, df, p, eta = (float(table[name].loc[row]) for name in ("f", "df", "p", "partial_eta_squared"))
        if math.isnan(f):
            continue
        test = f_test(t, f, df, float(table["df"].loc["residual"]), p)
        parts.append(
            t(
                "{label}: {test}, partiële η² = {eta}",
                label=label,
                test=test,
                eta=t.number(eta),
            )
        )
    return t(
        "Variantieanalyse van {outcome} met twee factoren (Type {kind}, n = {n}): {parts}.",
        outcome=inside(words.outcome),
        kind=used,
        n=t.integer(found.n),
        parts="; ".join(parts),
    )


def adjusted(t: Texts, found: Ancova, words: GroupWords, covariate: str) -> str:
    """Whether the groups still differ at equal covariate."""
    values = {"outcome": words.outcome, "covariate": inside(covariate), "p": t.p_value(found.groups.p)}
    if found.groups.p < SIGNIFICANCE:
        return t("{outcome}: ook bij een gelijke score op {covariate} verschillen de groepen ({p})", **values)
    return t("{outcome}: bij een gelijke score op {covariate} verschillen de groepen niet aantoonbaar ({p})", **values)


def ancova_report(t: Texts, found: Ancova, covariate: str) -> str:
    """The test with and without the covariate, and its slope."""
    return t(
        "Na correctie voor {covariate} (b = {slope}, {p_slope}): {adjusted}, partiële η² = {eta}; zonder correctie: "
        "{plain} (n = {n}).",
        covariate=inside(covariate),
        slope=t.number(found.slope.estimate),
        p_slope=t.p_value(found.slope.p),
        adjusted=f_test(t, found.groups.f, found.groups.df_between, found.groups.df_within, found.groups.p),
        eta=t.number(found.partial_eta_squared),
        plain=f_test(
            t, found.unadjusted.f, found.unadjusted.df_between, found.unadjusted.df_within, found.unadjusted.p
        ),
        n=t.integer(found.n),
    )


def equivalence(t: Texts, found: Equivalence, words: GroupWords) -> str:
    """How many pairs differ by less than the bound."""
    count, total = int(found.pairs["equivalent"].sum()), len(found.pairs)
    values = {"outcome": words.outcome, "bound": t.number(found.bound), "count": count, "total": total}
    if count == 0:
        return t(
            "{outcome}: van geen enkel paar groepen is aangetoond dat het verschil kleiner is dan {bound} punt",
            **values,
        )
    if count == total:
        return t("{outcome}: elk verschil tussen groepen is aantoonbaar kleiner dan {bound} punt", **values)
    return t.plural(
        "{outcome}: {count} van de {total} verschillen is aantoonbaar kleiner dan {bound} punt",
        "{outcome}: {count} van de {total} verschillen zijn aantoonbaar kleiner dan {bound} punt",
        count,
        **values,
    )


def power(t: Texts, found: Detectable, comparison: GroupComparison) -> str:
    """What these groups could have shown."""
    steps = found.pairs["difference"].dropna()
    values = {
        "power": t.percent(found.power),
        "eta": t.percent(found.eta_squared),
        "f": t.number(found.f),
        "n": t.integer(comparison.n),
    }
    first = t(
        "Met deze groepen (n = {n}) wordt met {power} kans een verschil gevonden dat minstens {eta} van de variantie "
        "verklaart (f = {f}).",
        **values,
    )
    if steps.empty:
        return first
    low, high = t.number(steps.min()), t.number(steps.max())
    if low == high:
        second = t("Tussen twee groepen moet het verschil daarvoor {low} punt zijn.", low=low)
    else:
        second = t(
            "Tussen twee groepen moet het verschil daarvoor {low} punt zijn (de grootste groepen) tot {high} punt (de "
            "kleinste).",
            low=low,
            high=high,
        )
    return f"{first} {second}"


def residuals(t: Texts, found: Assumptions) -> str:
    """Whether the residuals are about normal, by their skewness and kurtosis."""
    kurtosis = found.kurtosis if found.kurtosis is not None else 0.0
    values = {"skewness": t.number(found.skewness, sign=True), "kurtosis": t.number(kurtosis, sign=True)}
    if abs(found.skewness) > 1:
        return t("De residuen zijn scheef verdeeld (scheefheid {skewness})", **values)
    if abs(kurtosis) > 2:
        return t("De residuen hebben andere staarten dan een normale verdeling (kurtosis {kurtosis})", **values)
    return t("De residuen zijn ongeveer normaal verdeeld (scheefheid {skewness}, kurtosis {kurtosis})", **values)


def printed_judgement(t: Texts, printed: PrintedSummaries, found: GroupComparison) -> str:
    """The study's own test beside the one from its printed figures."""
    level = {0: None, 1: 0.05, 2: 0.01}[printed.stars]
    said = (
        t("De studie drukt bij dit verschil p < {level}.", level=t.number(level))
        if level is not None
        else t("De studie drukt bij dit verschil geen significantie.")
    )
    p = found.omnibus.p
    agrees = (level is not None and p < level) or (level is None and p >= SIGNIFICANCE)
    if agrees:
        return f"{said} " + t("De gedrukte cijfers zelf geven dat ook ({p}, Welch).", p=t.p_value(p))
    return f"{said} " + t("De gedrukte cijfers zelf geven iets anders ({p}, Welch).", p=t.p_value(p))


def paired(t: Texts, found: PairedComparison, first: str, second: str) -> str:
    """Whether the same respondents answer one question higher than the other."""
    if found.t.p >= SIGNIFICANCE:
        return t(
            "{first} en {second}: geen aantoonbaar verschil bij dezelfde respondenten ({p})",
            first=first,
            second=inside(second),
            p=t.p_value(found.t.p),
        )
    high, low = (first, second) if found.t.estimate > 0 else (second, first)
    return t(
        "{high} krijgt van dezelfde respondenten {difference} punt meer dan {low}",
        high=high,
        low=inside(low),
        difference=t.number(abs(found.t.estimate)),
    )


def paired_report(
    t: Texts, found: PairedComparison, everyone: RepeatedComparison | None, first: str, second: str
) -> str:
    """The paired t test, Wilcoxon's, and the model with who answered once, as a report would carry them."""
    pairs = t(
        "{first} (M = {mean1}) tegenover {second} (M = {mean2}) bij dezelfde {n} respondenten: gepaarde t({df}) = {t}, "
        "{p}, verschil {difference}, {level}-BI {interval}, d = {d}; Wilcoxon W = {w}, {p_w}.",
        first=first,
        second=inside(second),
        mean1=t.number(found.means[0]),
        mean2=t.number(found.means[1]),
        n=t.integer(found.n),
        df=t.degrees_of_freedom(found.t.df),
        t=t.number(found.t.t),
        p=t.p_value(found.t.p),
        difference=t.number(found.t.estimate, sign=True),
        level=t.percent(found.confidence),
        interval=t.interval(found.t.interval.low, found.t.interval.high),
        d=t.number(found.dz),
        w=t.number(found.wilcoxon_w, 1),
        p_w=t.p_value(found.wilcoxon_p),
    )
    return pairs if everyone is None else f"{pairs} {_repeated(t, everyone)}"


def _repeated(t: Texts, found: RepeatedComparison) -> str:
    test = found.difference
    return t(
        "Met de {once} respondenten erbij die één van beide beantwoordden (n = {n}, {answers} antwoorden; gemengd "
        "model met een random intercept per respondent, REML): verschil {difference}, {level}-BI {interval}, "
        "t({df}) = {t}, {p}; intraklassecorrelatie {icc}.",
        once=t.integer(found.first_only + found.second_only),
        n=t.integer(found.n),
        answers=t.integer(found.model.n),
        difference=t.number(test.estimate, sign=True),
        level=t.percent(found.model.confidence),
        interval=t.interval(test.interval.low, test.interval.high),
        df=t.degrees_of_freedom(test.df),
        t=t.number(test.t),
        p=t.p_value(test.p),
        icc=t.number(found.model.icc),
    )
