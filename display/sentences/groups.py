"""What a comparison of groups says: a chart's title and the sentences of a report (APA style)."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.disclosure import ProtectedGroups
from analysis.evidence.national import PublishedGrade
from analysis.statistics import GroupComparison
from display.formatting import LANGUAGES
from display.labels import GroupWords
from display.texts import Texts, texts

SIGNIFICANCE = 0.05


def conclusion(t: Texts, comparison: GroupComparison, words: GroupWords) -> str:
    """The result in one sentence, as a title.

    Rests on Welch's test (on ANOVA where Welch cannot be computed) and, for the pair that is named, on Games–Howell.
    """
    outcome, labels = words.outcome, words.groups
    omnibus = comparison.welch or comparison.anova
    if omnibus.p >= SIGNIFICANCE:
        return t(
            "{outcome}: geen aantoonbaar verschil tussen de groepen ({p})", outcome=outcome, p=t.p_value(omnibus.p)
        )
    means: dict[object, float] = dict(comparison.groups["mean"].items())
    extremes = {max(means, key=means.__getitem__), min(means, key=means.__getitem__)}
    differing = [
        (row["group_a"], row["group_b"], abs(row["difference"]))
        for row in comparison.pairwise.to_dict("records")
        if row["p_games_howell"] < SIGNIFICANCE
    ]
    if not differing:
        return t("{outcome} verschilt tussen de groepen, maar geen paar afzonderlijk aantoonbaar", outcome=outcome)
    # The widest pair where it differs demonstrably; otherwise the widest of those that do.
    a, b, difference = max(differing, key=lambda pair: ({pair[0], pair[1]} == extremes, pair[2]))
    high, low = (a, b) if means[a] > means[b] else (b, a)
    return t(
        "{outcome}: {high} scoort {difference} punt hoger dan {low}",
        outcome=outcome,
        high=labels[high],
        low=labels[low],
        difference=t.number(difference, 1),
    )


def report(t: Texts, comparison: GroupComparison, words: GroupWords) -> str:
    """The paragraph that a report would carry: tests, effect size, and which pairs differ."""
    return " ".join(
        (
            _omnibus(t, words.outcome, _inside(words.grouping), comparison),
            _effect(t, comparison),
            _pairs(t, comparison, words.groups),
        )
    )


def _omnibus(t: Texts, outcome: str, grouping: str, c: GroupComparison) -> str:
    anova = t(
        "F({df1}; {df2}) = {f}, {p}",
        df1=t.degrees_of_freedom(c.anova.df_between),
        df2=t.degrees_of_freedom(c.anova.df_within),
        f=t.number(c.anova.f),
        p=t.p_value(c.anova.p),
    )
    values = {"outcome": outcome, "grouping": grouping, "anova": anova, "n": t.integer(c.n)}
    if c.anova.p < SIGNIFICANCE:
        first = t("{outcome} verschilt naar {grouping}: eenwegs-ANOVA {anova} (n = {n}).", **values)
    else:
        first = t("{outcome} verschilt niet aantoonbaar naar {grouping}: eenwegs-ANOVA {anova} (n = {n}).", **values)
    if c.welch is None:
        return first
    welch = t(
        "F({df1}; {df2}) = {f}, {p}",
        df1=t.degrees_of_freedom(c.welch.df_between),
        df2=t.number(c.welch.df_within),
        f=t.number(c.welch.f),
        p=t.p_value(c.welch.p),
    )
    same = (c.anova.p < SIGNIFICANCE) == (c.welch.p < SIGNIFICANCE)
    if same:
        second = t("Welchs toets, die geen gelijke spreiding veronderstelt, bevestigt dit: {welch}.", welch=welch)
    else:
        second = t(
            "Let op: Welchs toets, die geen gelijke spreiding veronderstelt, geeft een ander beeld: {welch}.",
            welch=welch,
        )
    return f"{first} {second}"


def _effect(t: Texts, c: GroupComparison) -> str:
    eta = c.eta_squared
    return t(
        "De indeling in groepen verklaart {share} van de variantie (η² = {eta}, {level}-BI {interval}).",
        share=t.percent(eta.value),
        eta=t.number(eta.value),
        level=t.percent(c.confidence),
        interval=t.interval(eta.interval.low, eta.interval.high),
    )


def _pairs(t: Texts, c: GroupComparison, labels: Mapping[object, str]) -> str:
    differing = c.pairwise[c.pairwise["p_games_howell"] < SIGNIFICANCE]
    if differing.empty:
        return t("Geen enkel paar groepen verschilt afzonderlijk aantoonbaar (Games–Howell).")
    named = []
    for row in differing.to_dict("records"):
        a, b, difference = row["group_a"], row["group_b"], row["difference"]
        high, low = (a, b) if difference > 0 else (b, a)
        named.append(
            t(
                "{high} hoger dan {low} (verschil {difference}, {p})",
                high=labels[high],
                low=labels[low],
                difference=t.number(abs(difference)),
                p=t.p_value(row["p_games_howell"]),
            )
        )
    if (c.welch or c.anova).p >= SIGNIFICANCE:
        return t(
            "Paarsgewijs verschilt wel {pairs}; omdat de toets over alle groepen dat niet bevestigt, is dit hoogstens "
            "een aanwijzing (Games–Howell).",
            pairs=t.listing(named),
        )
    return t("Paarsgewijs (Games–Howell): {pairs}.", pairs=t.listing(named))


def _inside(label: str) -> str:
    """A label as it stands inside a sentence: without its capital, unless it is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def both_languages(t: Texts) -> tuple[Texts, ...]:
    """The language of the screen first, then the other: a report may be in either."""
    return (t, *(texts(language) for language in LANGUAGES if language != t.language))


def withheld(t: Texts, protected: ProtectedGroups) -> str:
    """Which groups are not shown, and why a group that is large enough may be among them."""
    small = [group for group in protected.withheld if group not in protected.secondary]
    sentences = []
    if small:
        sentences.append(
            t("Niet getoond: {groups} (minder dan {n} antwoorden).", groups=t.listing(small), n=protected.minimum)
        )
    if protected.secondary:
        sentences.append(
            t(
                "Weggelaten hoewel groot genoeg: {groups}; anders zijn de antwoorden van een kleine groep uit te "
                "rekenen.",
                groups=t.listing(protected.secondary),
            )
        )
    return " ".join(sentences)


def published_grade(t: Texts, grade: PublishedGrade) -> str:
    """The grade that the national study printed, over all groups together."""
    return t(
        "Gepubliceerd voor allen samen: gemiddelde {mean}, SD {sd}, n = {n} (tabel {table}).",
        mean=t.number(grade.mean),
        sd=t.number(grade.sd),
        n=t.integer(grade.n),
        table=grade.table,
    )
