"""Tables of families of comparisons, two groupings, adjusted means, equivalence and assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.statistics import (
    Ancova,
    Assumptions,
    Detectable,
    Equivalence,
    OutcomeFamily,
    PairedComparison,
    RepeatedComparison,
    TwoFactorAnova,
    TwoGroups,
)
from display.charts import Table
from display.labels import GroupWords
from display.texts import Texts


def family_table(t: Texts, family: OutcomeFamily, outcomes: Mapping[str, str], name: str) -> Table:
    """Every outcome of the family: n, effect size, and the p-values before and after correction."""
    outcome, n, eta, p, p_holm, p_bh = t("Uitkomst"), t("n"), "η²", t("p"), t("p Holm"), t("p Benjamini–Hochberg")
    tests = family.tests
    columns = {
        outcome: [outcomes[key] for key in tests.index],
        n: [t.integer(v) for v in tests["n"]],
        eta: [t.number(v) for v in tests["eta_squared"]],
        p: [t.p_in_column(v) for v in tests["p"]],
        p_holm: [t.p_in_column(v) for v in tests["p_holm"]],
        p_bh: [t.p_in_column(v) for v in tests["p_bh"]],
    }
    if "p_trend" in tests:
        columns[t("p volgorde (Holm)")] = [t.p_in_column(v) for v in tests["p_trend_holm"]]
    return Table(
        t("{family}: toetsen over alle groepen", family=name),
        pd.DataFrame(columns),
        tuple(columns)[1:],
        tests.rename(index=dict(outcomes)).reset_index(),
        t(
            "De familie is: {family}, {count} toetsen. Holm houdt de kans op ook maar één vals alarm onder 5%; "
            "Benjamini–Hochberg het deel valse alarmen onder wat gevonden wordt.",
            family=name,
            count=len(tests),
        ),
    )


def two_factor_table(t: Texts, found: TwoFactorAnova, first: str, second: str, kind: int) -> Table:
    """Both factors, their interaction and what is left."""
    source, ss, df, f, p = t("Bron"), t("Kwadratensom"), t("Vrijheidsgraden"), "F", t("p")
    eta = t("Partiële η²")
    table = found.type_3 if kind == 3 and found.type_3 is not None else found.type_2
    names = {"first": first, "second": second, "interaction": f"{first} × {second}", "residual": t("Residu")}
    shown = pd.DataFrame(
        {
            source: [names[str(key)] for key in table.index],
            ss: [t.number(v) for v in table["ss"]],
            df: [t.degrees_of_freedom(v) for v in table["df"]],
            f: [t.number(v) for v in table["f"]],
            p: [t.p_in_column(v) for v in table["p"]],
            eta: [t.number(v) for v in table["partial_eta_squared"]],
        }
    )
    caption = t("Variantieanalyse met twee factoren, Type {kind}", kind="III" if table is found.type_3 else "II")
    return Table(caption, shown, (ss, df, f, p, eta), table.rename(index=names).reset_index())


def cells_table(
    t: Texts, found: TwoFactorAnova, words: GroupWords, second: str, second_labels: Mapping[object, str]
) -> Table:
    """n, mean, standard deviation and interval of every combination."""
    n, mean, sd = t("n"), t("Gemiddelde"), t("Standaarddeviatie")
    interval = t("{level}-interval", level=t.percent(found.confidence))
    cells = found.cells.assign(
        first=[words.groups[group] for group in found.cells["first"]],
        second=[second_labels[group] for group in found.cells["second"]],
    )
    shown = pd.DataFrame(
        {
            words.grouping: cells["first"],
            f"{second} ": cells["second"],  # two groupings may share their label
            n: [t.integer(v) for v in cells["n"]],
            mean: [t.number(v) for v in cells["mean"]],
            sd: [t.number(v) for v in cells["sd"]],
            interval: [t.interval(low, high) for low, high in zip(cells["ci_low"], cells["ci_high"], strict=True)],
        }
    )
    return Table(t("Gemiddelden per combinatie"), shown, (n, mean, sd, interval), cells)


def adjusted_table(t: Texts, found: Ancova, words: GroupWords) -> Table:
    """Means as they are and at equal covariate."""
    group, n, mean, adjusted, se = t("Groep"), t("n"), t("Gemiddelde"), t("Gecorrigeerd"), t("Standaardfout")
    interval = t("{level}-interval", level=t.percent(found.confidence))
    means = found.means
    shown = pd.DataFrame(
        {
            group: [words.groups[key] for key in means.index],
            n: [t.integer(v) for v in means["n"]],
            mean: [t.number(v) for v in means["mean"]],
            adjusted: [t.number(v) for v in means["adjusted"]],
            se: [t.number(v) for v in means["se"]],
            interval: [t.interval(low, high) for low, high in zip(means["ci_low"], means["ci_high"], strict=True)],
        }
    )
    return Table(
        t("Gecorrigeerde gemiddelden"),
        shown,
        (n, mean, adjusted, se, interval),
        means.rename(index=dict(words.groups)).reset_index(names=group),
    )


def adjusted_pairs_table(t: Texts, found: Ancova, words: GroupWords) -> Table:
    """Every pair of groups at equal covariate."""
    return _pairs(t, t("Gecorrigeerde verschillen"), found.pairwise, words, found.confidence)


def equivalence_table(t: Texts, found: Equivalence, words: GroupWords) -> Table:
    """Every pair against the bound."""
    return _pairs(t, t("Gelijkwaardigheid"), found.pairs, words, 1 - 2 * found.alpha)


def detectable_table(t: Texts, found: Detectable, words: GroupWords) -> Table:
    """For every pair the smallest difference that would have been found."""
    pair, difference, d = t("Paar"), t("Kleinste aantoonbare verschil"), t("in standaarddeviaties (d)")
    pairs = found.pairs
    shown = pd.DataFrame(
        {
            pair: _names(words, pairs),
            difference: [t.number(v) for v in pairs["difference"]],
            d: [t.number(v) for v in pairs["d"]],
        }
    )
    return Table(
        t("Onderscheidingsvermogen van {power}", power=t.percent(found.power)),
        shown,
        (difference, d),
        _named(words, pairs),
        t("Voor één paar, tweezijdig getoetst met p < {alpha} (Welch).", alpha=t.number(found.alpha)),
    )


def assumptions_table(t: Texts, found: Assumptions) -> Table:
    """Both forms of Levene's test, and the spread of the groups."""
    check, value, p, meaning = t("Aanname"), t("Waarde"), t("p"), t("Toelichting")
    rows = [
        {
            check: name,
            value: f"F = {t.number(test.f)}" if test else t.number(None),
            p: t.p_in_column(test.p) if test else t.number(None),
            meaning: what,
        }
        for name, test, what in (
            (t("Levene rond het gemiddelde"), found.levene, t("als SPSS en JASP")),
            (t("Levene rond de mediaan"), found.brown_forsythe, t("Brown–Forsythe; beter bij scheve antwoorden")),
        )
    ]
    for name, number, what in (
        (t("Grootste SD / kleinste SD"), found.sd_ratio, t("boven 2 telt ongelijke spreiding")),
        (t("Scheefheid van de residuen"), found.skewness, t("0 bij een normale verdeling")),
        (t("Kurtosis van de residuen"), found.kurtosis, t("0 bij een normale verdeling")),
    ):
        rows.append({check: name, value: t.number(number), p: t.number(None), meaning: what})
    return Table(t("Aannames"), pd.DataFrame(rows), (value, p))


def quantiles_table(t: Texts, found: Assumptions) -> Table:
    """The points of the quantile picture."""
    expected, residual = t("Verwacht"), t("Residu")
    frame = found.quantiles
    shown = pd.DataFrame(
        {expected: [t.number(v) for v in frame["expected"]], residual: [t.number(v) for v in frame["residual"]]}
    )
    return Table(t("Kwantielen van de residuen"), shown, (expected, residual), frame)


def two_groups_table(t: Texts, found: TwoGroups, labels: Mapping[object, str]) -> Table:
    """The tests of two groups, with their effect sizes."""
    rank = found.mann_whitney
    share = rank.superiority
    rows = [
        (t("t-toets (gelijke spreiding)"), f"t = {t.number(found.student.t)}", found.student.df, found.student.p),
        (t("t-toets van Welch"), f"t = {t.number(found.welch.t)}", found.welch.df, found.welch.p),
        ("Mann–Whitney", f"U = {t.number(rank.u, 1)}", None, rank.p),
    ]
    note = ""
    if share is not None:
        note = t(
            "Kans dat een antwoord uit {first} hoger is dan een uit {second}: {share}, {level}-interval {interval} "
            "(Brunner–Munzel).",
            first=labels[found.groups[0]],
            second=labels[found.groups[1]],
            share=t.percent(share.value),
            level=t.percent(found.confidence),
            interval=t.interval(share.interval.low, share.interval.high),
        )
    return _plain_tests(t, t("Toetsen voor twee groepen"), rows, note)


def paired_means_table(
    t: Texts, found: PairedComparison, everyone: RepeatedComparison | None, labels: tuple[str, str]
) -> Table:
    """Both means and their difference, of who answered both and of all."""
    who, n, difference = t("Respondenten"), t("n"), t("Verschil")
    interval = t("{level}-interval", level=t.percent(found.confidence))
    first, second = f"{labels[0]} (M)", f"{labels[1]} (M) "  # two questions may share their label
    lines = [(t("Wie beide beantwoordde"), found.n, found.means, found.t)]
    if everyone is not None:
        lines.append((t("Met wie er één beantwoordde"), everyone.n, everyone.means, everyone.difference))
    shown = pd.DataFrame(
        [
            {
                who: name,
                n: t.integer(count),
                first: t.number(means[0]),
                second: t.number(means[1]),
                difference: t.number(test.estimate, sign=True),
                interval: t.interval(test.interval.low, test.interval.high),
            }
            for name, count, means, test in lines
        ]
    )
    exported = pd.DataFrame(
        [
            {
                "respondents": name,
                "n": count,
                "mean_first": means[0],
                "mean_second": means[1],
                "difference": test.estimate,
                "ci_low": test.interval.low,
                "ci_high": test.interval.high,
                "t": test.t,
                "df": test.df,
                "p": test.p,
            }
            for name, count, means, test in lines
        ]
    )
    return Table(t("Beide gemiddelden en hun verschil"), shown, (n, first, second, difference, interval), exported)


def paired_table(t: Texts, found: PairedComparison, everyone: RepeatedComparison | None) -> Table:
    """The tests of the same respondents on two questions, and of all who answered at least one."""
    rows: list[tuple[str, str, float | None, float]] = [
        (t("Gepaarde t-toets"), f"t = {t.number(found.t.t)}", found.t.df, found.t.p),
        ("Wilcoxon", f"W = {t.number(found.wilcoxon_w, 1)}", None, found.wilcoxon_p),
    ]
    if everyone is not None:
        mixed = everyone.difference
        rows.append((t("Gemengd model (REML, Satterthwaite)"), f"t = {t.number(mixed.t)}", mixed.df, mixed.p))
    note = t(
        "Rang-biseriële correlatie {r}; correlatie van beide vragen {correlation}.",
        r=t.number(found.rank_biserial),
        correlation=t.number(found.correlation),
    )
    return _plain_tests(t, t("Toetsen voor dezelfde respondenten"), rows, note)


def _plain_tests(t: Texts, caption: str, rows: Sequence[tuple[str, str, float | None, float]], note: str) -> Table:
    test, statistic, df, p = t("Toets"), t("Toetsingsgrootheid"), t("Vrijheidsgraden"), t("p")
    shown = [
        {
            test: name,
            statistic: text,
            df: t.number(None) if freedom is None else t.degrees_of_freedom(freedom),
            p: t.p_in_column(value),
        }
        for name, text, freedom, value in rows
    ]
    return Table(caption, pd.DataFrame(shown), (statistic, df, p), note=note)


def _pairs(t: Texts, caption: str, pairs: pd.DataFrame, words: GroupWords, level: float) -> Table:
    pair, difference, p, p_holm = t("Paar"), t("Verschil"), t("p"), t("p Holm")
    interval = t("{level}-interval", level=t.percent(level))
    shown = pd.DataFrame(
        {
            pair: _names(words, pairs),
            difference: [t.number(v, sign=True) for v in pairs["difference"]],
            interval: [t.interval(low, high) for low, high in zip(pairs["ci_low"], pairs["ci_high"], strict=True)],
            p: [t.p_in_column(v) for v in pairs["p"]],
            p_holm: [t.p_in_column(v) for v in pairs["p_holm"]],
        }
    )
    return Table(caption, shown, (difference, interval, p, p_holm), _named(words, pairs))


def _names(words: GroupWords, pairs: pd.DataFrame) -> list[str]:
    return [f"{words.groups[a]} – {words.groups[b]}" for a, b in zip(pairs["group_a"], pairs["group_b"], strict=True)]


def _named(words: GroupWords, pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs.assign(
        group_a=[words.groups[a] for a in pairs["group_a"]], group_b=[words.groups[b] for b in pairs["group_b"]]
    )
