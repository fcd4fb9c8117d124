"""The national study on the screen: its response, and how closely the simulated sample follows its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.evidence.fidelity import Comparison, Figure
from analysis.evidence.response import ResponseCheck
from display.charts import Chart, Table, new_figure
from display.texts import Texts, mark
from display.theme import BLACK, BLUE, FAINT, GRID, VERMILION, Style

FIGURES: Mapping[Figure, str] = {
    Figure.ITEM_PERCENTAGE: mark("Antwoordpercentages per stelling"),
    Figure.SCALE_MEAN: mark("Gemiddelden van schalen"),
    Figure.SCALE_MEDIAN: mark("Medianen van schalen"),
    Figure.SCALE_SD: mark("Standaarddeviaties van schalen"),
    Figure.ALPHA: mark("Alfa’s van schalen"),
    Figure.GROUP_MEAN: mark("Gemiddelden per model en fase"),
    Figure.SATISFACTION_MEAN: mark("Gemiddelden naar tevredenheid"),
    Figure.SATISFACTION_COUNT: mark("Aantallen naar tevredenheid"),
    Figure.GRADE_MEAN: mark("Gemiddelde rapportcijfers"),
    Figure.GRADE_SD: mark("Standaarddeviaties van rapportcijfers"),
}
#: Deviations are drawn in units of the last printed digit; beyond this they are set at the edge and named.
_FURTHEST = 3.0


def fidelity(t: Texts, style: Style, found: Sequence[Comparison], source: str) -> Chart:
    """Every printed figure as a dot: how far the simulated one lies from it, in units of its last printed digit."""
    kinds = [kind for kind in FIGURES if any(c.figure is kind for c in found)]
    figure = new_figure(style, t.language, height=(46 if style.projector else 40) * len(kinds) + 90)
    figure.add_vrect(x0=-0.5, x1=0.5, fillcolor=GRID, opacity=0.6, line_width=0, layer="below")
    for kind in kinds:
        group = [c for c in found if c.figure is kind]
        units = [c.deviation * 10**c.decimals for c in group]
        row = f"{t(FIGURES[kind])} ({sum(c.rounds for c in group)}/{len(group)})"
        figure.add_trace(
            go.Scatter(
                x=[max(-_FURTHEST, min(_FURTHEST, unit)) for unit in units],
                y=[row] * len(group),
                mode="markers",
                marker={
                    "size": style.marker_size * 0.7,
                    "opacity": 0.55,
                    "color": [BLUE if c.rounds else VERMILION for c in group],
                    "symbol": ["circle" if c.rounds else "x" for c in group],
                },
                hovertext=[_pair(t, c) for c in group],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    figure.add_vline(x=0, line={"color": BLACK, "width": 1})
    figure.update_xaxes(
        range=[-_FURTHEST - 0.2, _FURTHEST + 0.2],
        dtick=1,
        title={"text": t("afwijking in eenheden van het laatste cijfer")},
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    exact = sum(c.rounds for c in found)
    off = [c for c in found if not c.rounds]
    shown = pd.DataFrame(
        {
            t("Waar"): [c.where for c in off],
            t("Soort"): [t(FIGURES[c.figure]) for c in off],
            t("Gedrukt"): [t.number(c.printed, c.decimals) for c in off],
            t("Gesimuleerd"): [t.number(c.simulated, c.decimals + 2) for c in off],
            t("n"): [t.integer(c.n) for c in off],
        }
    )
    exported = pd.DataFrame(
        {
            "figure": [str(c.figure) for c in found],
            "where": [c.where for c in found],
            "printed": [c.printed for c in found],
            "simulated": [c.simulated for c in found],
            "n": [c.n for c in found],
        }
    )
    return Chart(
        title=t(
            "{exact} van de {all} gedrukte cijfers komen in de gesimuleerde gegevens tot op het laatste cijfer terug",
            exact=t.integer(exact),
            all=t.integer(len(found)),
        ),
        subtitle=t(
            "Elke stip is een gedrukt cijfer; in de grijze band rondt het gesimuleerde cijfer af op het gedrukte"
        ),
        figure=figure,
        source=source,
        alt=t("Afwijkingen per soort cijfer; {exact} van {all} binnen de afronding.", exact=exact, all=len(found)),
        table=Table(
            t("Cijfers die niet op het gedrukte afronden"),
            shown,
            (t("Gedrukt"), t("Gesimuleerd"), t("n")),
            exported,
            t("De download bevat alle cijfers."),
        ),
    )


def response(t: Texts, style: Style, checks: Sequence[ResponseCheck], labels: Mapping[str, str]) -> Chart:
    """Share among the respondents against the share in the population, for each background variable."""
    rows = sum(len(check.table) for check in checks)
    figure = new_figure(style, t.language, height=(34 if style.projector else 30) * rows + 80)
    for check in checks:
        for row in check.table.to_dict("records"):
            category = t(str(row["category"]))
            name = f"{labels[check.variable]}: {category}"
            figure.add_trace(
                go.Scatter(
                    x=[row["population_share"], row["response_share"]],
                    y=[name, name],
                    mode="lines+markers",
                    line={"color": FAINT, "width": style.line_width},
                    marker={
                        "color": [BLACK, BLUE],
                        "symbol": ["line-ns-open", "circle"],
                        "size": style.marker_size,
                        "line": {"width": 3},
                    },
                    hovertext=[
                        t("populatie: {share}", share=t.percent(float(row["population_share"]), 1)),
                        t(
                            "respons: {share} (n = {n})",
                            share=t.percent(float(row["response_share"]), 1),
                            n=t.integer(float(row["response_n"])),
                        ),
                    ],
                    hovertemplate="%{y}<br>%{hovertext}<extra></extra>",
                )
            )
    figure.update_xaxes(
        range=[0, 1.02], tickvals=[v / 4 for v in range(5)], ticktext=[t.percent(v / 4) for v in range(5)]
    )
    figure.update_layout(margin={"r": style.font_size * 2})
    figure.update_yaxes(autorange="reversed", showgrid=False)
    differing = [labels[c.variable] for c in checks if c.p < 0.05]
    title = (
        t("De respons wijkt af van de populatie op {variables}", variables=t.listing(differing))
        if differing
        else t("De respons lijkt op de populatie: geen enkel kenmerk wijkt aantoonbaar af")
    )
    return Chart(
        title=title,
        subtitle=t("Aandeel onder de respondenten (stip) en in de populatie (streep)"),
        figure=figure,
        source=t(
            "Bron: landelijke inventarisatie 2018, bijlage 1; n = {n}.",
            n=t.integer(checks[0].n)
            if len({c.n for c in checks}) == 1
            else t(
                "{low} tot {high}", low=t.integer(min(c.n for c in checks)), high=t.integer(max(c.n for c in checks))
            ),
        ),
        alt=t("Aandelen per kenmerk. {title}.", title=title),
        table=_response_table(t, checks, labels),
    )


def _response_table(t: Texts, checks: Sequence[ResponseCheck], labels: Mapping[str, str]) -> Table:
    variable, rate, test, p, small = (
        t("Kenmerk"),
        t("Respons"),
        t("Chi-kwadraat"),
        t("p"),
        t("Kleinste verwachte aantal"),
    )
    shown = pd.DataFrame(
        [
            {
                variable: f"{labels[c.variable]} ({c.figure})",
                rate: f"{t.integer(c.n)} / {t.integer(c.population)} ({t.percent(c.response_rate)})",
                test: f"{t.number(c.chi_square)} (df {c.df})",
                p: t.p_value(c.p),
                small: t.number(c.smallest_expected, 1),
            }
            for c in checks
        ]
    )
    exported = pd.concat([c.table.assign(figure=c.figure, variable=c.variable) for c in checks])
    return Table(
        t("Respons tegenover populatie"),
        shown,
        (rate, test, p, small),
        exported,
        t(
            "Chi-kwadraattoets op de gedrukte aantallen; respondenten horen zelf ook bij de populatie, waardoor de "
            "toets iets te voorzichtig is."
        ),
    )


def _pair(t: Texts, c: Comparison) -> str:
    return t(
        "{where}<br>gedrukt {printed}, gesimuleerd {simulated}",
        where=c.where,
        printed=t.number(c.printed, c.decimals),
        simulated=t.number(c.simulated, c.decimals + 2),
    )
