"""Result objects as tables: text for the eye, unrounded numbers for the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.evidence.national import PublishedAnswers, PublishedMeans, PublishedScale
from analysis.statistics import Description, GroupComparison, Reliability
from display.charts import Table
from display.texts import Texts


@dataclass(frozen=True)
class ScaleResult:
    """A scale of the loaded data: its reliability, its scores, and the national study's figures where it has them.

    items: the labels of its items.
    """

    label: str
    reliability: Reliability
    scores: Description
    items: Mapping[str, str]
    published: PublishedScale | None = None


def groups_table(
    t: Texts, comparison: GroupComparison, labels: Mapping[object, str], published: PublishedMeans | None = None
) -> Table:
    """n, mean, standard deviation and interval of each group, and the mean that the national study printed."""
    group, n, mean, sd = t("Groep"), t("n"), t("Gemiddelde"), t("Standaarddeviatie")
    interval = t("{level}-interval", level=t.percent(comparison.confidence))
    frame = comparison.groups
    shown = pd.DataFrame(
        {
            group: [labels[g] for g in frame.index],
            n: [t.integer(v) for v in frame["n"]],
            mean: [t.number(v) for v in frame["mean"]],
            sd: [t.number(v) for v in frame["sd"]],
            interval: [t.interval(low, high) for low, high in zip(frame["ci_low"], frame["ci_high"], strict=True)],
        }
    )
    letters, note = "Letters", ""
    exported = frame.assign(letters=comparison.letters).rename(index=dict(labels)).reset_index(names=group)
    numeric = [n, mean, sd, interval]
    if (comparison.letters != "").all():
        shown[letters] = list(comparison.letters)
        note = t("Groepen met een gemeenschappelijke letter verschillen niet aantoonbaar (Games–Howell).")
    if published is not None:
        printed = t("Gepubliceerd gemiddelde")
        means = [published.means.get(str(g)) for g in frame.index]
        shown[printed], exported["published_mean"] = [t.number(m) for m in means], means
        numeric.append(printed)
        note += " " * bool(note) + t(
            "Gepubliceerd: landelijke inventarisatie 2018, figuur {figure}.", figure=published.figure
        )
    return Table(t("Beschrijvende cijfers per groep"), shown, tuple(numeric), exported, note)


def tests_table(t: Texts, c: GroupComparison) -> Table:
    """The tests of whether groups differ, each with its degrees of freedom, and what each one assumes."""
    test, statistic, df, p, use = t("Toets"), t("Toetsingsgrootheid"), t("Vrijheidsgraden"), t("p"), t("Toelichting")
    rows: list[dict[str, str]] = [
        {
            test: t("Eenwegs-ANOVA"),
            statistic: f"F = {t.number(c.anova.f)}",
            df: f"{t.degrees_of_freedom(c.anova.df_between)}; {t.degrees_of_freedom(c.anova.df_within)}",
            p: t.p_in_column(c.anova.p),
            use: t("normale residuen, gelijke spreiding"),
        }
    ]
    if c.welch is not None:
        rows.append(
            {
                test: t("Welchs ANOVA"),
                statistic: f"F = {t.number(c.welch.f)}",
                df: f"{t.degrees_of_freedom(c.welch.df_between)}; {t.number(c.welch.df_within)}",
                p: t.p_in_column(c.welch.p),
                use: t("normale residuen; spreiding mag verschillen"),
            }
        )
    if c.kruskal is not None:
        rows.append(
            {
                test: t("Kruskal–Wallis"),
                statistic: f"H = {t.number(c.kruskal.h)}",
                df: t.degrees_of_freedom(c.kruskal.df),
                p: t.p_in_column(c.kruskal.p),
                use: t("alleen volgorde van antwoorden; gecorrigeerd voor gelijke waarden"),
            }
        )
    if c.levene is not None:
        rows.append(
            {
                test: t("Levene (rond het gemiddelde, als SPSS en JASP)"),
                statistic: f"F = {t.number(c.levene.f)}",
                df: f"{t.degrees_of_freedom(c.levene.df_between)}; {t.degrees_of_freedom(c.levene.df_within)}",
                p: t.p_in_column(c.levene.p),
                use: t("toetst of de spreiding gelijk is"),
            }
        )
    if c.trend is not None:
        for name, found, what in (
            (t("Lineair contrast"), c.trend, t("stijgt het met de volgorde; gelijke spreiding")),
            (t("Lineair contrast, Welch"), c.trend.welch, t("stijgt het met de volgorde; spreiding mag verschillen")),
        ):
            if found is not None:
                rows.append(
                    {
                        test: name,
                        statistic: f"t = {t.number(found.t)}",
                        df: t.degrees_of_freedom(found.df),
                        p: t.p_in_column(found.p),
                        use: what,
                    }
                )
    if c.jonckheere is not None:
        rows.append(
            {
                test: "Jonckheere–Terpstra",
                statistic: f"z = {t.number(c.jonckheere.z)}",
                df: t.number(None),
                p: t.p_in_column(c.jonckheere.p),
                use: t("alleen volgorde van antwoorden en groepen; gecorrigeerd voor gelijke waarden"),
            }
        )
    return Table(t("Toetsen"), pd.DataFrame(rows), (statistic, df, p))


def effects_table(t: Texts, c: GroupComparison) -> Table:
    """How much the groups matter: eta² and omega² with their interval."""
    measure, value, meaning = t("Effectgrootte"), t("Waarde"), t("Betekenis")
    interval = t("{level}-interval", level=t.percent(c.confidence))
    rows = [
        {
            measure: name,
            value: t.number(estimate.value, 3),
            interval: t.interval(estimate.interval.low, estimate.interval.high, 3),
            meaning: explanation,
        }
        for name, estimate, explanation in (
            ("η²", c.eta_squared, t("deel van de variantie in deze gegevens")),
            ("ω²", c.omega_squared, t("schatting voor de populatie, kan onder nul liggen")),
            ("ε²", c.epsilon_squared, t("als ω², ook bekend als gecorrigeerde R²")),
            (t("ε² van rangen"), c.rank_epsilon_squared, t("hoort bij Kruskal–Wallis; interval bij benadering")),
        )
        if estimate is not None
    ]
    return Table(
        t("Effectgroottes"),
        pd.DataFrame(rows),
        (value, interval),
        note=t("Interval uit de niet-centrale F-verdeling (Steiger 2004)."),
    )


def pairwise_table(t: Texts, c: GroupComparison, labels: Mapping[object, str]) -> Table:
    """Every pair of groups: difference with its Games–Howell interval, p-values, Hedges' g, and what Dunn compares."""
    pair, difference = t("Paar"), t("Verschil")
    interval, games, tukey, dunn, g = (
        t("{level}-interval", level=t.percent(c.confidence)),
        t("p Games–Howell"),
        t("p Tukey"),
        t("p Dunn (Holm)"),
        t("Hedges’ g"),
    )
    around = t("{level}-interval van g", level=t.percent(c.confidence))
    frame = c.pairwise
    shown = pd.DataFrame(
        {
            pair: [f"{labels[a]} – {labels[b]}" for a, b in zip(frame["group_a"], frame["group_b"], strict=True)],
            difference: [t.number(v, sign=True) for v in frame["difference"]],
            interval: [t.interval(low, high) for low, high in zip(frame["ci_low"], frame["ci_high"], strict=True)],
            games: [t.p_in_column(v) for v in frame["p_games_howell"]],
            tukey: [t.p_in_column(v) for v in frame["p_tukey"]],
            dunn: [t.p_in_column(v) for v in frame["p_dunn_holm"]],
            g: [t.number(v, sign=True) for v in frame["hedges_g"]],
            around: [t.interval(low, high) for low, high in zip(frame["g_low"], frame["g_high"], strict=True)],
        }
    )
    numeric = [difference, interval, games, tukey, dunn, g, around]
    note = t("Verschil is het eerste gemiddelde min het tweede; interval volgens Games–Howell.")
    if frame["rank_difference"].notna().any():
        ranks = t("Verschil in gemiddelde rang")
        shown[ranks] = [
            f"{t.number(found, 1, sign=True)} {t.interval(low, high, 1)}"
            for found, low, high in zip(frame["rank_difference"], frame["rank_low"], frame["rank_high"], strict=True)
        ]
        numeric.append(ranks)
        note += " " + t("Bij de rangen (Dunn) een interval dat voor alle paren samen geldt (Bonferroni).")
    exported = frame.assign(
        group_a=[labels[a] for a in frame["group_a"]], group_b=[labels[b] for b in frame["group_b"]]
    )
    return Table(
        t("Paarsgewijze vergelijkingen"),
        shown,
        tuple(numeric),
        exported,
        note,
    )


def scales_table(t: Texts, results: Sequence[ScaleResult]) -> Table:
    """Every scale: alpha with its interval and n, the scores with theirs, and what the national study printed."""
    scale, items, alpha, interval, n = t("Schaal"), t("Items"), t("Alfa"), t("Interval"), t("n (alle items)")
    scored, mean, median, sd = t("n met score"), t("Gemiddelde"), t("Mediaan"), t("SD")
    printed_alpha, printed_scores = t("Alfa gepubliceerd"), t("Gemiddelde, mediaan, SD gepubliceerd")
    with_print = any(r.published for r in results)
    rows, exported = [], []
    for found in results:
        r, d, p = found.reliability, found.scores, found.published
        row = {
            scale: found.label,
            items: str(len(r.items)),
            alpha: t.number(r.alpha, 3),
            interval: t.interval(r.interval.low, r.interval.high, 3),
            n: t.integer(r.n),
            scored: t.integer(d.n),
            mean: t.number(d.mean),
            median: t.number(d.median),
            sd: t.number(d.sd),
        }
        if with_print:
            row[printed_alpha] = t.number(p.alpha if p else None, 3)
            row[printed_scores] = (
                " · ".join((t.number(p.mean, 1), t.number(p.median, 1), t.number(p.sd))) if p else t.number(None)
            )
        rows.append(row)
        exported.append(
            {
                "scale": found.label,
                "items": len(r.items),
                "alpha": r.alpha,
                "ci_low": r.interval.low,
                "ci_high": r.interval.high,
                "n": r.n,
                "n_scored": d.n,
                "mean": d.mean,
                "median": d.median,
                "sd": d.sd,
                "published_alpha": p.alpha if p else None,
                "published_mean": p.mean if p else None,
                "published_median": p.median if p else None,
                "published_sd": p.sd if p else None,
            }
        )
    note = t("Gepubliceerd: landelijke inventarisatie 2018, bijlage 3.") if with_print else ""
    return Table(
        t("Betrouwbaarheid en scores per schaal"),
        pd.DataFrame(rows),
        tuple(column for column in rows[0] if column != scale),
        pd.DataFrame(exported).dropna(axis=1, how="all"),
        note,
    )


def published_answers_table(t: Texts, published: PublishedAnswers, answers: Mapping[float, str]) -> Table:
    """What the national study printed of a scale's items: percentages of everybody who got the question."""
    item, n, no_view, not_applicable = t("Item"), t("n"), t("geen zicht op"), t("niet van toepassing")
    columns = {**{f"pct_{int(code)}": label for code, label in answers.items()}, "pct_no_view": no_view}
    if published.table["pct_na"].notna().any():
        columns["pct_na"] = not_applicable
    frame = published.table
    shown = pd.DataFrame(
        {
            item: [t.label(nl, en) for nl, en in zip(frame["label_nl"], frame["label_en"], strict=True)],
            **{label: [t.percent(value / 100) for value in frame[name]] for name, label in columns.items()},
            n: [t.integer(value) for value in frame["n"]],
        }
    )
    tables = ", ".join(dict.fromkeys(frame["table"]))
    return Table(
        t("Gepubliceerde antwoorden per item"),
        shown,
        (*columns.values(), n),
        frame,
        t("Landelijke inventarisatie 2018, tabel {tables}; in procenten van alle respondenten.", tables=tables),
    )


def plain_table(caption: str, rows: Sequence[Mapping[str, str]], numeric: Sequence[str] = (), note: str = "") -> Table:
    """Rows that are text already; the note stands below them."""
    return Table(caption, pd.DataFrame(list(rows)), numeric, note=note)
