"""How like the pilots are to the own region, and how often the seven types occur."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.pilots import Ranking, TypeFrequency
from display.charts import Chart, Table, label_value, new_figure, rows_of, set_rows, written_out
from display.pilot_words import sector
from display.sentences.pilots import likeness_conclusion, types_conclusion
from display.texts import Texts
from display.theme import BLUE, FAINT, SERIES, SYMBOLS, Style


def likeness(t: Texts, style: Style, ranking: Ranking) -> Chart:
    """The distance of each pilot, with what it could be if what is not stated were equal or wholly different."""
    found = ranking.comparable
    rows = rows_of(
        style,
        [likeness.pilot for likeness in found],
        [t("({n} van {known})", n=likeness.n, known=ranking.known) for likeness in found],
        row_height=44,
    )
    figure = new_figure(style, t.language, height=rows.height + 70)
    for position, one in enumerate(found):
        assert one.distance is not None
        text = t.number(one.distance, 2)
        span = t("{low} tot {high}", low=t.number(one.low, 2), high=t.number(one.high, 2))
        figure.add_trace(
            go.Scatter(
                x=[one.low, one.high],
                y=[position] * 2,
                mode="lines",
                line={"color": FAINT, "width": style.line_width * 2},
                hoverinfo="skip",
            )
        )
        figure.add_trace(
            go.Scatter(
                x=[one.distance],
                y=[position],
                mode="markers",
                marker={"color": BLUE, "symbol": "circle", "size": style.marker_size},
                hovertext=f"{written_out(one.pilot)}: {text} ({span})",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        label_value(figure, style, rows, position, text, at=one.distance, end=max(one.high, one.distance))
    set_rows(figure, rows)
    figure.update_xaxes(range=[-0.02, 1.08], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=_ticks(t), tickangle=0)
    return Chart(
        title=likeness_conclusion(t, ranking),
        subtitle=t(
            "Afstand van Gower: 0 is overal gelijk, 1 overal anders; tussen haakjes op hoeveel kenmerken. Grijs: wat "
            "de afstand kan zijn als het onbekende gelijk of juist anders is"
        ),
        figure=figure,
        source=t(
            "Bron: uw opgave en het rapport Twente en elders, maart 2021; n = {n} pilots, {known} kenmerken.",
            n=len(found),
            known=ranking.known,
        ),
        alt=t("Punten: hoe dicht elke pilot bij uw regio ligt, dichtstbijzijnde bovenaan."),
        table=likeness_table(t, ranking),
    )


def likeness_table(t: Texts, ranking: Ranking) -> Table:
    """The ranking in numbers; pilots of which nothing is known that the region knows stand last."""
    distance, low, high, n = t("Afstand"), t("Laagst mogelijk"), t("Hoogst mogelijk"), t("Kenmerken vergeleken")
    exported = pd.DataFrame(
        [
            {"Pilot": one.pilot, distance: one.distance, low: one.low, high: one.high, n: one.n}
            for one in ranking.likenesses
        ]
    )
    shown = pd.DataFrame(
        [
            {
                "Pilot": one.pilot,
                distance: t("niet te bepalen") if one.distance is None else t.number(one.distance, 2),
                low: t.number(one.low, 2),
                high: t.number(one.high, 2),
                n: t("{n} van {known}", n=one.n, known=ranking.known),
            }
            for one in ranking.likenesses
        ]
    )
    return Table(t("Gelijkenis met uw regio"), shown, (distance, low, high, n), exported)


def types(t: Texts, style: Style, found: Sequence[TypeFrequency], respondents: str) -> Chart:
    """Each type with a point for each sector."""
    names = list(dict.fromkeys(one.label(t.language) for one in found))
    sectors = list(dict.fromkeys(one.sector for one in found))
    rows = rows_of(style, names, row_height=52)
    figure = new_figure(style, t.language, height=rows.height + 70)
    for one in found:
        number = sectors.index(one.sector)
        figure.add_trace(
            go.Scatter(
                x=[one.share],
                y=[names.index(one.label(t.language))],
                mode="markers",
                marker={"color": SERIES[number], "symbol": SYMBOLS[number], "size": style.marker_size},
                hovertext=f"{written_out(one.label(t.language))}<br>{sector(t, one.sector)}: {t.percent(one.share)}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    # The words stand once, above the points of the first row; equal shares would write over each other.
    first = [one for one in found if one.label(t.language) == names[0]]
    key = " · ".join(f"{_GLYPHS[sectors.index(one.sector)]} {sector(t, one.sector)}" for one in first)
    set_rows(figure, rows)
    figure.update_xaxes(range=[0, 1], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=[t.percent(x / 4) for x in range(5)])
    table, n = found[0].table, found[0].n
    return Chart(
        title=types_conclusion(t, found),
        subtitle=t("Aandeel dat het type noemt, per soort onderwijs: {key}", key=key),
        figure=figure,
        source=t(
            "Bron: landelijke inventarisatie 2018, tabel {table}; n = {n}; meer antwoorden mogelijk.", table=table, n=n
        ),
        alt=t("Punten per type arrangement en soort onderwijs, volgens {who}.", who=t(respondents)),
        table=_types_table(t, found, sectors),
    )


_GLYPHS = ("●", "■", "◆")


def _types_table(t: Texts, found: Sequence[TypeFrequency], sectors: Sequence[str]) -> Table:
    records = []
    for label in dict.fromkeys(one.label(t.language) for one in found):
        own = [one for one in found if one.label(t.language) == label]
        record = {t("Type"): label, **{sector(t, one.sector): t.percent(one.share) for one in own}}
        records.append({**record, t("Nee"): t.percent(own[0].absent), t("Geen zicht op"): t.percent(own[0].unseen)})
    columns = [sector(t, code) for code in sectors]
    return Table(t("Typen arrangementen"), pd.DataFrame(records), (*columns, t("Nee"), t("Geen zicht op")))


def _ticks(t: Texts) -> list[str]:
    return [t("0 = gelijk"), t.number(0.25, 2), t.number(0.5, 1), t.number(0.75, 2), t("1 = anders")]
