"""Tables of the page Schalen: coefficients, items, methods, factors, groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.evidence.national import PublishedScale
from analysis.statistics import (
    FactorAnalysis,
    Friedman,
    GroupReliability,
    Interval,
    ItemCorrelations,
    OneFactorFit,
    ParallelAnalysis,
    Reliability,
    ScaleMembership,
)
from display.charts import Table
from display.formatting import NOT_AVAILABLE
from display.sentences.reliability import alpha_name, by_pair, counted, ordinal_explained
from display.sentences.scales import correlations_named
from display.texts import Texts


def coefficients_table(
    t: Texts, r: Reliability, drawn: Interval | None = None, published: PublishedScale | None = None
) -> Table:
    """Alpha beside the other coefficients of reliability, with their interval where there is one."""
    measure, value, meaning = t("Maat"), t("Waarde"), t("Wat het is")
    interval = t("{level}-interval", level=t.percent(r.confidence))
    ordinal = r.basis == "polychoric"
    name = alpha_name(t, r.basis)
    rows: list[tuple[str, float | None, Interval | None, str]] = [
        (
            name,
            r.alpha,
            r.interval,
            t("k/(k−1) · (1 − k / som van de polychorische correlatiematrix); Feldt, te smal")
            if ordinal
            else t("k/(k−1) · (1 − som itemvarianties / variantie van de som); Feldt"),
        )
    ]
    if drawn is not None:
        rows.append(
            (
                f"{name}, bootstrap",
                r.alpha,
                drawn,
                t("hetzelfde; interval uit herhaalde steekproeven (percentielen)"),
            )
        )
    if not ordinal:  # from correlations alpha is standardised already
        standard = t("uit de gemiddelde correlatie tussen items")
        rows.append((t("Alfa, gestandaardiseerd"), r.standardised_alpha, None, standard))
    rows += [
        (
            t("McDonalds omega totaal, ordinaal") if ordinal else t("McDonalds omega totaal"),
            r.omega.value if r.omega else None,
            r.omega.interval if r.omega else None,
            t("één factor, grootste waarschijnlijkheid; veronderstelt niet dat alle items even zwaar wegen"),
        ),
        (
            t("Guttmans lambda-2, ordinaal") if ordinal else t("Guttmans lambda-2"),
            r.lambda2,
            None,
            t("ondergrens die nooit onder alfa ligt"),
        ),
        (
            t("Twee helften, ordinaal") if ordinal else t("Twee helften"),
            r.split_half,
            None,
            t("oneven tegen even items (Spearman–Brown); volgorde telt"),
        ),
    ]
    if published is not None:
        where = t("landelijke inventarisatie 2018, bijlage 3; Cronbachs alfa")
        rows.append((t("Alfa gepubliceerd"), published.alpha, None, where))
    shown = pd.DataFrame(
        [
            {
                measure: label,
                value: t.number(number, 3),
                interval: t.interval(bounds.low, bounds.high, 3) if bounds else t.number(None),
                meaning: what,
            }
            for label, number, bounds, what in rows
        ]
    )
    exported = pd.DataFrame(
        [
            {
                "measure": label,
                "value": number,
                "ci_low": bounds.low if bounds else None,
                "ci_high": bounds.high if bounds else None,
                "n": r.n,
                "smallest_pair_n": r.interval_n,
                "missing": r.missing,
                "basis": r.basis,
            }
            for label, number, bounds, _ in rows
        ]
    )
    caption = t("Betrouwbaarheid op meer manieren ({counted})", counted=counted(t, r))
    return Table(caption, shown, (value, interval), exported, ordinal_explained(t, r.basis))


def items_table(
    t: Texts,
    result: Reliability,
    labels: Mapping[str, str],
    answered: Mapping[str, int],
    missing: Mapping[str, str],
) -> Table:
    """Item statistics on the respondents that alpha rests on; beside it how many answered, and what is missing."""
    item, given, absent = t("Item"), t("n beantwoord"), t("Ontbrekend")
    n, mean, sd = t("n van het item"), t("Gemiddelde"), t("SD")
    floor, ceiling = t("Vloer"), t("Plafond")
    rest, interval = t("Item–rest"), t("{level}-interval", level=t.percent(result.confidence))
    dropped, omega = t("Alfa zonder item"), t("Omega zonder item")
    frame = result.items
    columns = {
        item: [labels[name] for name in frame.index],
        given: [t.integer(answered[name]) for name in frame.index],
        absent: [missing[name] for name in frame.index],
    }
    if by_pair(result):  # else it is one number, which stands below
        columns[n] = [t.integer(v) for v in frame["n"]]
    columns[mean] = [t.number(v) for v in frame["mean"]]
    columns[sd] = [t.number(v) for v in frame["sd"]]
    if "floor" in frame:
        columns[floor] = [t.percent(v) for v in frame["floor"]]
        columns[ceiling] = [t.percent(v) for v in frame["ceiling"]]
    columns[rest] = [t.number(v) for v in frame["rest_correlation"]]
    columns[interval] = [
        t.interval(low, high) if pd.notna(low) else NOT_AVAILABLE
        for low, high in zip(frame["rest_low"], frame["rest_high"], strict=True)
    ]
    columns[dropped] = [t.number(v, 3) for v in frame["alpha_if_dropped"]]
    columns[omega] = [t.number(v, 3) for v in frame["omega_if_dropped"]]
    exported = frame.reset_index(names="item").assign(label=columns[item], missing=result.missing, basis=result.basis)
    return Table(
        t("Items"),
        pd.DataFrame(columns),
        tuple(name for name in columns if name not in (item, absent)),
        exported,
        " ".join(
            part
            for part in (
                _item_respondents(t, result),
                t(
                    "Vloer en plafond: het deel van deze respondenten dat het laagste en het hoogste antwoord gaf; de "
                    "figuur met de antwoorden telt iedereen die het item beantwoordde."
                )
                if "floor" in frame
                else "",
                ordinal_explained(t, result.basis),
            )
            if part
        ),
    )


def _item_respondents(t: Texts, r: Reliability) -> str:
    """On which respondents the columns of the table of items rest."""
    if by_pair(r):
        return t(
            "Gemiddelde en SD op wie het item beantwoordde (n van het item). Item–rest-correlatie (gecorrigeerd; "
            "interval met Fishers z op de n van het item), alfa en omega zonder item uit samenhangen per paar items, "
            "elk op wie beide beantwoordde (minstens {n}).",
            n=t.integer(r.interval_n),
        )
    return t(
        "Gemiddelde, SD, item–rest-correlatie (gecorrigeerd; interval met Fishers z), alfa en omega zonder item op "
        "dezelfde respondenten als alfa (n = {n}).",
        n=t.integer(r.n),
    )


def rest_table(t: Texts, r: Reliability, labels: Mapping[str, str]) -> Table:
    """The item–rest correlations with their intervals, as they are drawn."""
    item, rest, interval, n = (
        t("Item"),
        t("Item–rest-correlatie"),
        t("{level}-interval", level=t.percent(r.confidence)),
        t("n"),
    )
    frame = r.items
    shown = pd.DataFrame(
        {
            item: [labels[name] for name in frame.index],
            rest: [t.number(v) for v in frame["rest_correlation"]],
            interval: [
                t.interval(low, high) if pd.notna(low) else NOT_AVAILABLE
                for low, high in zip(frame["rest_low"], frame["rest_high"], strict=True)
            ],
            n: [t.integer(v) for v in frame["n"]],
        }
    )
    exported = frame[["rest_correlation", "rest_low", "rest_high", "n"]].reset_index(names="item")
    exported = exported.assign(missing=r.missing, basis=r.basis)
    caption = t("Item–rest-correlatie (polychorisch)") if r.basis == "polychoric" else t("Item–rest-correlatie")
    return Table(caption, shown, (rest, interval, n), exported)


def correlations_table(t: Texts, c: ItemCorrelations, labels: Mapping[str, str]) -> Table:
    """Every pair of items: correlation and n."""
    pairs = [
        (a, b, float(c.r.loc[a, b]), int(c.n.loc[a, b])) for i, a in enumerate(c.r.index) for b in list(c.r.columns)[:i]
    ]
    first, second, r, n = t("Item"), t("Ander item"), "r", t("n")
    shown = pd.DataFrame(
        {
            first: [labels[a] for a, *_ in pairs],
            second: [labels[b] for _, b, *_ in pairs],
            r: [t.number(value) for *_, value, _ in pairs],
            n: [t.integer(count) if count else NOT_AVAILABLE for *_, count in pairs],
        }
    )
    exported = pd.DataFrame(pairs, columns=["first", "second", "r", "n"])
    return Table(t("Correlaties tussen items"), shown, (r, n), exported)


def parallel_table(t: Texts, p: ParallelAnalysis) -> Table:
    """Eigenvalues beside those of unrelated answers."""
    number, own, mean, high = t("Component"), t("Eigenwaarde"), t("Toeval, gemiddeld"), t("Toeval, 95e percentiel")
    frame = p.eigenvalues
    shown = pd.DataFrame(
        {
            number: [str(i) for i in frame.index],
            own: [t.number(v) for v in frame["observed"]],
            mean: [t.number(v) for v in frame["random_mean"]],
            high: [t.number(v) for v in frame["random_high"]],
        }
    )
    return Table(
        t("Eigenwaarden van de componenten"),
        shown,
        (own, mean, high),
        frame.reset_index(),
        t(
            "Van de Pearson-correlaties, ook als elders op de pagina polychorische gekozen zijn: het toeval waarmee "
            "zij worden vergeleken, is dat van getallen."
        ),
    )


def adequacy_table(t: Texts, f: FactorAnalysis) -> Table:
    """Whether the answers lend themselves to factor analysis, and how well this number of factors fits."""
    what, value, meaning = t("Maat"), t("Waarde"), t("Betekenis")
    rows = [
        {
            what: "KMO",
            value: t.number(f.kmo),
            meaning: t("boven 0,5 bruikbaar, boven 0,8 goed (Kaiser & Rice 1974)"),
        },
        {
            what: t("Toets van Bartlett"),
            value: f"χ²({t.integer(f.bartlett.df)}) = {t.number(f.bartlett.chi2)}, {t.p_value(f.bartlett.p)}"
            if f.bartlett
            else NOT_AVAILABLE,
            meaning: t("toetst of er enige samenhang is"),
        },
        {
            what: t("Passing van {n} factoren", n=f.factors) if f.factors > 1 else t("Passing van één factor"),
            value: f"χ²({t.integer(f.df)}) = {t.number(f.chi2)}, {t.p_value(f.p)}"
            if f.chi2 is not None
            else NOT_AVAILABLE,
            meaning: t(
                "toetst of zoveel factoren volstaan; bij veel respondenten al snel verworpen. Met Bartletts correctie, "
                "en daardoor niet precies gelijk aan die van het bevestigende model hieronder"
            )
            if f.factors == 1 and f.basis == "pearson"
            else t("toetst of zoveel factoren volstaan; bij veel respondenten al snel verworpen"),
        },
        {
            what: "RMSEA",
            value: f"{t.number(f.rmsea.value, 3)} {t.interval(f.rmsea.interval.low, f.rmsea.interval.high, 3)}"
            if f.rmsea
            else NOT_AVAILABLE,
            meaning: t("onder 0,06 goed, boven 0,10 slecht; 90%-interval"),
        },
        {what: "TLI", value: t.number(f.tli, 3), meaning: t("boven 0,95 goed")},
    ]
    return Table(
        t("Geschiktheid en passing (n = {n})", n=t.integer(f.n)),
        pd.DataFrame(rows).assign(**{t("Correlaties"): correlations_named(t, f.basis)}),
        (value,),
        note=t(
            "Toetsen, RMSEA en TLI nemen de polychorische correlaties als gemeten, terwijl zij geschat zijn: lees ze "
            "als beschrijving."
        )
        if f.basis == "polychoric"
        else "",
    )


def loadings_table(
    t: Texts,
    f: FactorAnalysis,
    labels: Mapping[str, str],
    membership: ScaleMembership | None,
    scales: Mapping[str, str],
) -> Table:
    """Pattern loadings and communality of each item; with several scales, to which one it was given."""
    item, scale, communality = t("Item"), t("Schaal"), t("Communaliteit")
    columns: dict[str, list[str]] = {item: [labels[name] for name in f.loadings.index]}
    if membership is not None:
        columns[scale] = [scales[str(name)] for name in membership.items["scale"]]
    for factor in f.loadings.columns:
        columns[factor] = [t.number(v) for v in f.loadings[factor]]
    columns[communality] = [t.number(v) for v in f.communalities]
    exported = f.loadings.assign(communality=f.communalities).reset_index(names="item")
    exported = exported.assign(label=columns[item], missing=f.missing, basis=f.basis)
    return Table(
        t("Ladingen (patroonmatrix)"),
        pd.DataFrame(columns),
        (*f.loadings.columns, communality),
        exported,
        t(
            "Minres op {correlations}, directe quartimin (oblimin met γ = 0), als psych::fa; n = {n}. De RMSEA van "
            "psych rust op de gecorrigeerde χ² en is iets lager.",
            correlations=correlations_named(t, f.basis),
            n=t.integer(f.n),
        ),
    )


def factor_correlations_table(t: Texts, f: FactorAnalysis) -> Table:
    """How the factors hang together, and what each explains."""
    factor, share = t("Factor"), t("Verklaarde variantie")
    names = list(f.factor_correlations.columns)
    shown = pd.DataFrame(
        {
            factor: names,
            **{name: [t.number(v) for v in f.factor_correlations[name]] for name in names},
            share: [t.percent(v) for v in f.variance["proportion"]],
        }
    )
    return Table(t("Samenhang van de factoren"), shown, (*names, share))


def one_factor_table(t: Texts, f: OneFactorFit, labels: Mapping[str, str]) -> Table:
    """Standardised loadings of the confirmatory model; its fit in the note."""
    item, loading, error, standard = t("Item"), t("Lading"), t("Standaardfout"), t("Gestandaardiseerd")
    frame = f.loadings
    shown = pd.DataFrame(
        {
            item: [labels[name] for name in frame.index],
            loading: [t.number(v) for v in frame["loading"]],
            error: [t.number(v, 3) for v in frame["se"]],
            standard: [t.number(v) for v in frame["standardised"]],
        }
    )
    return Table(
        t("Eén factor, bevestigend (n = {n})", n=t.integer(f.n)),
        shown,
        (loading, error, standard),
        frame.reset_index(names="item").assign(label=shown[item]),
        t(
            "Grootste waarschijnlijkheid op de antwoorden als getallen (Pearson), van wie alle items beantwoordde, als "
            "lavaan::cfa en JASP. De χ² bij de ladingen toetst hetzelfde met Bartletts correctie, als psych::fa: noem "
            "in een verslag één van beide."
        ),
    )


def friedman_table(t: Texts, f: Friedman, labels: Mapping[str, str]) -> Table:
    """Mean rank of each item, lowest first."""
    item, rank = t("Item"), t("Gemiddelde rang")
    ranks = f.mean_ranks.sort_values()
    shown = pd.DataFrame(
        {item: [labels[str(name)] for name in ranks.index], rank: [t.number(v) for v in ranks]},
    )
    exported = ranks.rename("mean_rank").reset_index()
    return Table(t("Rangorde van de items (n = {n})", n=t.integer(f.n)), shown, (rank,), exported)


def groups_reliability_table(t: Texts, found: Sequence[GroupReliability], labels: Mapping[object, str]) -> Table:
    """Alpha and omega of each group, with their interval and n."""
    known = [one.result for one in found if one.result is not None]
    basis = known[0].basis if known else "pearson"
    group, n, alpha, interval, omega = t("Groep"), t("n"), alpha_name(t, basis), t("Interval"), t("Omega")
    smallest, pairs = t("n van het kleinste paar"), any(by_pair(result) for result in known)
    rows, exported = [], []
    for one in found:
        r = one.result
        rows.append(
            {
                group: labels[one.group],
                n: t.integer(r.n if r else None),
                **({smallest: t.integer(r.interval_n if r else None)} if pairs else {}),
                alpha: t.number(r.alpha if r else None, 3),
                interval: t.interval(r.interval.low, r.interval.high, 3) if r else NOT_AVAILABLE,
                omega: t.number(r.omega.value if r and r.omega else None, 3),
            }
        )
        exported.append(
            {
                "group": labels[one.group],
                "n": r.n if r else None,
                "smallest_pair_n": r.interval_n if r else None,
                "missing": r.missing if r else None,
                "basis": r.basis if r else None,
                "alpha": r.alpha if r else None,
                "ci_low": r.interval.low if r else None,
                "ci_high": r.interval.high if r else None,
                "omega": r.omega.value if r and r.omega else None,
            }
        )
    return Table(
        t("Betrouwbaarheid per groep"),
        pd.DataFrame(rows),
        (n, *((smallest,) if pairs else ()), alpha, interval, omega),
        pd.DataFrame(exported),
        ordinal_explained(t, basis),
    )
