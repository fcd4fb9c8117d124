"""What a comparison of groups says: a chart's title and the sentences of a report (APA style)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.disclosure import LOWEST_MINIMUM, ProtectedGroups
from analysis.evidence.national import PublishedGrade
from analysis.statistics import GroupComparison, TTest
from display.formatting import LANGUAGES
from display.labels import GroupWords, inside
from display.texts import Texts, texts

SIGNIFICANCE = 0.05


def conclusion(t: Texts, comparison: GroupComparison, words: GroupWords) -> str:
    """The result in one sentence, as a title.

    Rests on the recommended test, for the pair that is named on the pairwise test that goes with it, and where the
    groups have an order on the linear contrast.
    """
    outcome, labels = words.outcome, words.groups
    omnibus = comparison.omnibus
    if omnibus.p >= SIGNIFICANCE:
        rising = _rising(t, comparison, words)
        if rising:
            return rising
        return t(
            "{outcome}: geen aantoonbaar verschil tussen de groepen ({p})", outcome=outcome, p=t.p_value(omnibus.p)
        )
    means: dict[object, float] = dict(comparison.groups["mean"].items())
    extremes = {max(means, key=means.__getitem__), min(means, key=means.__getitem__)}
    differing = [
        (row["group_a"], row["group_b"], abs(row["difference"]))
        for row in comparison.pairwise.to_dict("records")
        if row[pairwise_p(comparison)] < SIGNIFICANCE
    ]
    if not differing:
        rising = _rising(t, comparison, words)
        if rising:
            return rising
        return t("{outcome} verschilt tussen de groepen, maar geen paar afzonderlijk aantoonbaar", outcome=outcome)
    # The widest pair where it differs demonstrably; otherwise the widest of those that do.
    a, b, difference = max(differing, key=lambda pair: ({pair[0], pair[1]} == extremes, pair[2]))
    high, low = (a, b) if means[a] > means[b] else (b, a)
    values = {
        "outcome": outcome,
        "high": labels[high],
        "low": labels[low],
        "difference": t.number(difference, 1),
    }
    ordered = _ordered_test(comparison)
    if comparison.trend is None or ordered is None or ordered.p >= SIGNIFICANCE:
        return t("{outcome}: {high} scoort {difference} punt hoger dan {low}", **values)
    values["step"] = t.number(abs(comparison.trend.per_step))
    if comparison.trend.estimate > 0:
        return t("{outcome}: {high} scoort {difference} punt hoger dan {low}; per stap stijgt het {step}", **values)
    return t("{outcome}: {high} scoort {difference} punt hoger dan {low}; per stap daalt het {step}", **values)


def pairwise_p(comparison: GroupComparison) -> str:
    """The column of the pairwise test that goes with the recommended test over all groups."""
    return "p_dunn_holm" if comparison.recommended == "kruskal" else "p_games_howell"


def _ordered_test(comparison: GroupComparison) -> TTest | None:
    """The linear contrast that does without equal variances, where it can be computed."""
    trend = comparison.trend
    return None if trend is None else trend.welch or trend


def _rising(t: Texts, comparison: GroupComparison, words: GroupWords) -> str:
    """That the outcome rises or falls with the order of the groups, where it does demonstrably; otherwise nothing."""
    trend, test = comparison.trend, _ordered_test(comparison)
    if trend is None or test is None or test.p >= SIGNIFICANCE:
        return ""
    values = {
        "outcome": words.outcome,
        "low": words.groups[trend.groups[0]],
        "high": words.groups[trend.groups[-1]],
        "step": t.number(abs(trend.per_step)),
        "p": t.p_value(test.p),
    }
    if trend.estimate > 0:
        return t("{outcome} stijgt van {low} naar {high}: {step} punt per stap ({p})", **values)
    return t("{outcome} daalt van {low} naar {high}: {step} punt per stap ({p})", **values)


def f_test(t: Texts, f: float, df1: float, df2: float, p: float) -> str:
    """`F(3; 213) = 4,21, p = 0,006`."""
    return t(
        "F({df1}; {df2}) = {f}, {p}",
        df1=t.degrees_of_freedom(df1),
        df2=t.degrees_of_freedom(df2),
        f=t.number(f),
        p=t.p_value(p),
    )


def report(t: Texts, comparison: GroupComparison, words: GroupWords) -> str:
    """The paragraph that a report would carry: tests, effect size, and which pairs differ."""
    return " ".join(
        (
            *([_ranks(t, words, comparison)] if comparison.recommended == "kruskal" else []),
            _omnibus(t, words.outcome, inside(words.grouping), comparison),
            _effect(t, comparison),
            _pairs(t, comparison, words.groups),
            *([_order(t, comparison, words)] if comparison.trend is not None else []),
        )
    )


def _ranks(t: Texts, words: GroupWords, c: GroupComparison) -> str:
    """The rank test first, where it is the recommended one."""
    assert c.kruskal is not None
    values = {
        "outcome": words.outcome,
        "grouping": inside(words.grouping),
        "df": t.degrees_of_freedom(c.kruskal.df),
        "h": t.number(c.kruskal.h),
        "p": t.p_value(c.kruskal.p),
    }
    if c.kruskal.p < SIGNIFICANCE:
        return t(
            "Vanwege een kleine, zeer scheve groep telt hier Kruskal–Wallis: {outcome} verschilt naar {grouping}, "
            "H({df}) = {h}, {p}.",
            **values,
        )
    return t(
        "Vanwege een kleine, zeer scheve groep telt hier Kruskal–Wallis: {outcome} verschilt niet aantoonbaar naar "
        "{grouping}, H({df}) = {h}, {p}.",
        **values,
    )


def _order(t: Texts, c: GroupComparison, words: GroupWords) -> str:
    """The tests of ordered groups: the contrast, its slope, and Jonckheere–Terpstra where there are answers."""
    trend = c.trend
    assert trend is not None
    test = trend.welch or trend
    values = {
        "low": words.groups[trend.groups[0]],
        "high": words.groups[trend.groups[-1]],
        "df": t.degrees_of_freedom(test.df),
        "t": t.number(test.t),
        "p": t.p_value(test.p),
        "step": t.number(trend.per_step, sign=True),
        "level": t.percent(c.confidence),
        "interval": t.interval(trend.per_step_interval.low, trend.per_step_interval.high),
    }
    if test.p < SIGNIFICANCE and trend.estimate > 0:
        sentence = t(
            "De scores stijgen met de volgorde van {low} naar {high} (lineair contrast t({df}) = {t}, {p}; {step} punt "
            "per stap, {level}-BI {interval}).",
            **values,
        )
    elif test.p < SIGNIFICANCE:
        sentence = t(
            "De scores dalen met de volgorde van {low} naar {high} (lineair contrast t({df}) = {t}, {p}; {step} punt "
            "per stap, {level}-BI {interval}).",
            **values,
        )
    else:
        sentence = t(
            "Een stijgende of dalende lijn van {low} naar {high} is niet aangetoond (lineair contrast t({df}) = {t}, "
            "{p}; {step} punt per stap, {level}-BI {interval}).",
            **values,
        )
    if c.jonckheere is None:
        return sentence
    return f"{sentence} " + t(
        "Jonckheere–Terpstra, die alleen naar de volgorde van antwoorden kijkt: z = {z}, {p}.",
        z=t.number(c.jonckheere.z),
        p=t.p_value(c.jonckheere.p),
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
    column = pairwise_p(c)
    test = "Dunn, Holm" if column == "p_dunn_holm" else "Games–Howell"
    differing = c.pairwise[c.pairwise[column] < SIGNIFICANCE]
    if differing.empty:
        return t("Geen enkel paar groepen verschilt afzonderlijk aantoonbaar ({test}).", test=test)
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
                p=t.p_value(row[column]),
            )
        )
    if c.omnibus.p >= SIGNIFICANCE:
        return t(
            "Paarsgewijs verschilt wel {pairs}; omdat de toets over alle groepen dat niet bevestigt, is dit hoogstens "
            "een aanwijzing ({test}).",
            pairs=t.listing(named),
            test=test,
        )
    return t("Paarsgewijs ({test}): {pairs}.", pairs=t.listing(named), test=test)


def both_languages(t: Texts) -> tuple[Texts, ...]:
    """The language of the screen first, then the other: a report may be in either."""
    return (t, *(texts(language) for language in LANGUAGES if language != t.language))


def merged_groups(t: Texts, labels: Sequence[str], minimum: int, *, combined: bool = False) -> str:
    """Which groups of an own file were taken together, on the page as in a report; none: nothing.

    combined: of two groupings at once, of which each combination counts.
    """
    if not labels:
        return ""
    values = {"groups": t.listing([f"‘{label}’" for label in labels]), "n": minimum}
    if combined:
        return t(
            "Samengevoegd, zodat geen combinatie minder dan {n} antwoorden heeft: {groups}. Ook de toetsen gaan over "
            "deze groepen.",
            **values,
        )
    return t(
        "Samengevoegd, zodat geen groep minder dan {n} antwoorden heeft: {groups}. Ook de toetsen gaan over deze "
        "groepen.",
        **values,
    )


def withheld(t: Texts, protected: ProtectedGroups, called: Mapping[object, str]) -> str:
    """Which groups are not shown, and why a group that is large enough may be among them; `called`: their labels."""
    small = [group for group in protected.withheld if group not in protected.secondary]
    sentences = []
    if small:
        sentences.append(
            t(
                "Niet getoond: {groups} (minder dan {n} antwoorden).",
                groups=_called(t, small, called),
                n=protected.minimum,
            )
        )
    if protected.secondary:
        sentences += [
            t("Weggelaten hoewel groot genoeg: {groups}.", groups=_called(t, protected.secondary, called)),
            _why_secondary(t, protected, some_small=bool(small)),
        ]
    return " ".join(sentences)


def _why_secondary(t: Texts, protected: ProtectedGroups, *, some_small: bool) -> str:
    """Of whom the answers would follow from the total, and what the user can do; never of how many: they are few."""
    if protected.ungrouped and some_small:
        why = t(
            "Want de kleine groepen en wie geen groep heeft (een cel die leeg is of als ontbrekend geldt) zijn samen "
            "minder dan {n} respondenten: hun antwoorden zouden volgen uit het totaal min de groepen die getoond "
            "worden.",
            n=protected.minimum,
        )
    elif protected.ungrouped:
        why = t(
            "Want minder dan {n} respondenten hebben geen groep (hun cel is leeg of geldt als ontbrekend): hun "
            "antwoorden zouden volgen uit het totaal min de groepen die getoond worden.",
            n=protected.minimum,
        )
    else:
        why = t(
            "Want de kleine groepen hebben samen minder dan {n} antwoorden: die zouden volgen uit het totaal min de "
            "groepen die getoond worden.",
            n=protected.minimum,
        )
    remedies = []
    if protected.ungrouped:
        remedies.append(t("Vul die cellen in het bestand in, of laat die rijen weg."))
    if protected.minimum > LOWEST_MINIMUM:
        remedies.append(t("Het minimum van {n} is te wijzigen bij Gegevens › Bescherming.", n=protected.minimum))
    return " ".join([why, *remedies])


def _called(t: Texts, groups: Iterable[str], called: Mapping[object, str]) -> str:
    return t.listing([called.get(group, group) for group in groups])


def published_grade(t: Texts, grade: PublishedGrade) -> str:
    """The grade that the national study printed, over all groups together."""
    return t(
        "Gepubliceerd voor allen samen: gemiddelde {mean}, SD {sd}, n = {n} (tabel {table}).",
        mean=t.number(grade.mean),
        sd=t.number(grade.sd),
        n=t.integer(grade.n),
        table=grade.table,
    )
