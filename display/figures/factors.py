"""How the items hang together: a heat map of their correlations, a scree plot, and the loadings on factors."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from analysis.statistics import SALIENT, FactorAnalysis, ItemCorrelations, ParallelAnalysis, ScaleMembership
from display.charts import Chart, add_annotations, new_figure, rows_of, set_rows, written_out
from display.scale_tables import correlations_table, loadings_table, parallel_table
from display.sentences import scales as sentences
from display.texts import Texts
from display.theme import BLUE, INK, MUTED, Style, text_on

#: From negative to positive; white is no relation, and each cell carries its value.
_SIGNED = [(0.0, "#B35806"), (0.25, "#F3B56B"), (0.5, "#FFFFFF"), (0.75, "#8DBBDC"), (1.0, "#2166AC")]
_STEPS = ("#B35806", "#F3B56B", "#FFFFFF", "#8DBBDC", "#2166AC")
#: Beyond this many items a value no longer fits in its cell; it stands in the hover text and in the table.
_MOST_WRITTEN = 16


def heat_map(t: Texts, style: Style, found: ItemCorrelations, labels: Mapping[str, str], source: str) -> Chart:
    """Correlations between items, the value in each cell, items down and across in the same order."""
    names = [labels[str(name)] for name in found.r.index]
    k = len(names)
    numbers = [f"{i + 1}" for i in range(k)]
    r = found.r.to_numpy(dtype=float)
    n = found.n.to_numpy()
    shown = np.where(np.eye(k, dtype=bool), np.nan, r)
    rows = rows_of(style, [f"{i + 1}. {name}" for i, name in enumerate(names)], row_height=40)
    figure = new_figure(style, t.language, height=rows.height + 70)
    figure.add_trace(
        go.Heatmap(
            z=shown,
            x=list(range(k)),
            y=list(range(k)),
            zmin=-1,
            zmax=1,
            colorscale=_SIGNED,
            showscale=False,
            xgap=1,
            ygap=1,
            hoverongaps=False,
            hovertext=[
                [
                    f"{written_out(names[i])}<br>× {written_out(names[j])}<br>r = {t.number(r[i, j])}, "
                    f"n = {t.integer(n[i, j])}"
                    for j in range(k)
                ]
                for i in range(k)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    if k <= _MOST_WRITTEN:
        size = min(rows.font_size, style.font_size - 1)
        add_annotations(
            figure,
            [
                {"x": j, "y": i, "text": t.number(value), "showarrow": False,
                 "font": {"size": size, "color": _ink(value)}}
                for (i, j), value in np.ndenumerate(shown)
                if not np.isnan(value)
            ],
        )  # fmt: skip
    set_rows(figure, rows)
    figure.update_xaxes(tickvals=list(range(k)), ticktext=numbers, side="top", showgrid=False, range=[-0.5, k - 0.5])
    off = n[np.triu_indices(k, 1)]
    known = off[off > 0]
    alike = known.size > 0 and known.min() == known.max()
    return Chart(
        title=sentences.correlations_conclusion(t, found, labels),
        subtitle=t("Polychorische correlaties tussen de items")
        if found.method == "polychoric"
        else t("Correlaties (Pearson) tussen de items"),
        figure=figure,
        source=t("n = {n}. {source}", n=t.integer(known.min()), source=source)
        if alike
        else t(
            "n per paar van {low} tot {high}. {source}",
            low=t.integer(known.min()),
            high=t.integer(known.max()),
            source=source,
        )
        if known.size
        else source,
        alt=sentences.correlations_conclusion(t, found, labels),
        table=correlations_table(t, found, labels),
    )


def scree(
    t: Texts, style: Style, found: ParallelAnalysis, source: str, of_one: sentences.Outsiders | None = None
) -> Chart:
    """Eigenvalues of the items beside those of unrelated answers. of_one: the items outside a single factor."""
    frame = found.eigenvalues
    places = list(frame.index)
    figure = new_figure(style, t.language, height=340)
    for column, colour, symbol, dash, label in (
        ("random_high", MUTED, "line-ew-open", "dash", t("toeval (95e percentiel)")),
        ("observed", BLUE, "circle", "solid", t("deze items")),
    ):
        values = frame[column].tolist()
        figure.add_trace(
            go.Scatter(
                x=places,
                y=values,
                mode="lines+markers",
                line={"color": colour, "width": style.line_width, "dash": dash},
                marker={"symbol": symbol, "size": style.marker_size, "color": colour},
                hovertext=[f"{label}: {t.number(v)}" for v in values],
                hovertemplate="%{x}: %{hovertext}<extra></extra>",
            )
        )
        at = 0 if column == "observed" else len(places) - 1
        figure.add_annotation(
            x=places[at],
            y=values[at],
            text=label,
            showarrow=False,
            xanchor="left" if at == 0 else "right",
            yanchor="middle" if at == 0 else "bottom",
            xshift=style.marker_size if at == 0 else 0,
            yshift=0 if at == 0 else style.marker_size,
            font={"color": colour if colour != MUTED else INK, "size": style.font_size},
        )
    figure.update_xaxes(title={"text": t("component")}, dtick=1 if len(places) <= 20 else 5)
    figure.update_yaxes(title={"text": t("eigenwaarde")}, rangemode="tozero")
    return Chart(
        title=sentences.parallel_conclusion(t, found, of_one),
        subtitle=t(
            "Eigenwaarden van de componenten (Pearson) naast die van {count} sets antwoorden zonder samenhang "
            "(parallelle analyse, Horn 1965)",
            count=t.integer(found.simulations),
        ),
        figure=figure,
        source=t("n = {n}. {source}", n=t.integer(found.n), source=source),
        alt=t("Eigenwaarden: {values}.", values=t.listing([t.number(v) for v in frame["observed"][:6]])),
        table=parallel_table(t, found),
    )


def loadings(
    t: Texts,
    style: Style,
    found: FactorAnalysis,
    labels: Mapping[str, str],
    source: str,
    membership: ScaleMembership | None = None,
    scales: Mapping[str, str] | None = None,
) -> Chart:
    """Items against factors: each loading as colour and number; those below 0.3 in grey."""
    values = found.loadings.to_numpy(dtype=float)
    names = [labels[str(name)] for name in found.loadings.index]
    fits = [True] * len(names) if membership is None else membership.items["fits"].tolist()
    marked = [name if fit else f"▲ {name}" for name, fit in zip(names, fits, strict=True)]
    rows = rows_of(style, marked, row_height=36)
    figure = new_figure(style, t.language, height=rows.height + 70)
    figure.add_trace(
        go.Heatmap(
            z=values,
            x=list(range(values.shape[1])),
            y=list(range(len(names))),
            zmin=-1,
            zmax=1,
            colorscale=_SIGNED,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertext=[
                [
                    f"{written_out(name)}<br>{factor}: {t.number(v)}"
                    for factor, v in zip(found.loadings, row, strict=True)
                ]
                for name, row in zip(names, values.tolist(), strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    written = []
    for i, row in enumerate(values.tolist()):
        for j, value in enumerate(row):
            salient = abs(value) >= SALIENT
            written.append(
                {
                    "x": j,
                    "y": i,
                    "text": f"<b>{t.number(value)}</b>" if salient else t.number(value),
                    "showarrow": False,
                    "font": {"size": min(rows.font_size, style.font_size), "color": _ink(value) if salient else MUTED},
                }
            )
    add_annotations(figure, written)
    set_rows(figure, rows)
    titles = list(found.loadings.columns)
    if membership is not None and scales is not None:
        own = {factor: scales[str(scale)] for scale, factor in membership.factor_of.items() if factor is not None}
        titles = [f"{f}<br>{written_out(own[f], 14, 2)}" if f in own else f for f in titles]
    figure.update_xaxes(tickvals=list(range(len(titles))), ticktext=titles, side="top", showgrid=False)
    title = sentences.loadings_conclusion(t, found, labels, membership)
    correlations = sentences.correlations_named(t, found.basis)
    return Chart(
        title=title,
        subtitle=t(
            "Ladingen van elk item op {n} factoren, uit {correlations}; vet vanaf 0,3",
            n=found.factors,
            correlations=correlations,
        )
        if found.factors > 1
        else t("Lading van elk item op één factor, uit {correlations}; vet vanaf 0,3", correlations=correlations),
        figure=figure,
        source=t("n = {n}. {source}", n=t.integer(found.n), source=source),
        alt=title,
        table=loadings_table(t, found, labels, membership, scales or {}),
    )


def _ink(value: float) -> str:
    """Black or white on the colour of a value."""
    return text_on(_STEPS[round((min(max(value, -1), 1) + 1) * 2)])
