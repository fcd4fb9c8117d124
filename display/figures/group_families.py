"""Pictures of more than one comparison: several outcomes, two groupings, pairs against a bound, residuals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analysis.statistics import Ancova, Assumptions, Equivalence, OutcomeFamily, TwoFactorAnova
from display import group_tables as tables
from display.charts import Chart, label_value, new_figure, rows_of, set_rows, written_out
from display.labels import GroupWords, inside
from display.sentences import group_families as sentences
from display.texts import Texts
from display.theme import FAINT, GRID, INK, MUTED, SYMBOLS, VERMILION, Mark, Style, group_marks

#: Panels that a projector shows legibly.
MOST_PROJECTED = 6
_GLYPHS = dict(zip(SYMBOLS, "●■◆▲✚✖★⬢", strict=True))
#: From this many answers on a combination's interval is drawn: of fewer it spans the whole scale.
_ENOUGH = 5


def outcome_panels(
    t: Texts,
    style: Style,
    family: OutcomeFamily,
    outcomes: Mapping[str, str],
    groups: Mapping[object, str],
    family_name: str,
    bounds: Mapping[str, tuple[float, float] | None],
    source: str,
) -> Chart:
    """Small multiples: a panel for each outcome, with the groups' means and intervals on its possible range.

    Outcomes with the same range share their axis. With ranges that differ (1 to 5 beside report grades) each panel runs
    from its own lowest to its own highest answer, so that a place means the same share of the range in all of them.
    """
    names = list(family.tests.index)
    drawn = names[:MOST_PROJECTED] if style.projector else names
    columns = min(3, len(drawn))
    lines = -(-len(drawn) // columns)
    small = style.font_size - (4 if style.projector else 2)
    called = [written_out(label, 22, 3) for label in groups.values()]
    deepest = max(name.count("<br>") for name in called) + 1
    alike = len({bounds[name] for name in drawn}) == 1
    figure = make_subplots(
        rows=lines,
        cols=columns,
        shared_xaxes="all" if alike else False,
        shared_yaxes="all",
        horizontal_spacing=0.03,
        vertical_spacing=0.22 / max(lines, 1),
        subplot_titles=[
            f"{written_out(outcomes[name], 36, 1)} {sentences.mark_of(family.tests.loc[name, 'p_holm'])}".strip()
            for name in drawn
        ],
        figure=new_figure(style, t.language, height=60 + lines * (60 + max(32, 20 * deepest) * max(len(groups), 2))),
    )
    figure.update_layout(margin={"t": 2 * style.font_size, "b": 2 * style.font_size})
    figure.update_annotations(font={"size": small, "color": INK})
    marks = group_marks([str(group) for group in groups])
    place = {group: row for row, group in enumerate(groups)}
    for number, name in enumerate(drawn):
        row, column = number // columns + 1, number % columns + 1
        for group, found in family.comparisons[name].groups.iterrows():
            figure.add_trace(_mean(t, style, found, place[group], groups[group], marks[str(group)]), row, column)
    figure.update_yaxes(
        tickvals=list(place.values()),
        ticktext=called,
        range=[len(groups) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        tickfont={"size": small},
        fixedrange=True,
    )
    figure.update_xaxes(gridcolor=GRID, zeroline=False, tickfont={"size": small}, fixedrange=True, automargin=True)
    for number, name in enumerate(drawn):
        if (own := bounds[name]) is not None:
            low, high = own
            margin = (high - low) / 40
            figure.update_xaxes(
                range=[low - margin, high + margin],
                tick0=low,
                dtick=1 if high - low <= 6 else 3,
                row=number // columns + 1,
                col=number % columns + 1,
            )
    for number in range(max(0, len(drawn) - columns), len(drawn)):  # the lowest panel of each column, also above a gap
        figure.update_xaxes(showticklabels=True, row=number // columns + 1, col=number % columns + 1)
    left_out = t(" Getekend: de eerste {n}.", n=len(drawn)) if len(drawn) < len(names) else ""
    return Chart(
        title=sentences.family(t, family, outcomes, family_name),
        subtitle=t(
            "Gemiddelde per groep met {level}-betrouwbaarheidsinterval; * p < 0,05 na correctie (Holm) voor "
            "{count} toetsen: {family}.",
            level=t.percent(next(iter(family.comparisons.values())).confidence),
            count=len(names),
            family=family_name,
        )
        + ("" if alike else t(" Elk paneel heeft een eigen as, over alle antwoorden die er mogelijk zijn."))
        + left_out,
        figure=figure,
        source=f"n = {sentences.n_range(t, family)}. {source}",
        alt=t("Gemiddelden per groep van {outcomes}.", outcomes=t.listing([outcomes[name] for name in drawn])),
        table=tables.family_table(t, family, outcomes, family_name),
    )


def interaction(
    t: Texts,
    style: Style,
    found: TwoFactorAnova,
    words: GroupWords,
    second: str,
    second_labels: Mapping[object, str],
    source: str,
) -> Chart:
    """Means of every combination: a line for each group of the first grouping over the groups of the second."""
    figure = new_figure(style, t.language, height=430)
    firsts, seconds = found.labels
    marks = group_marks([str(group) for group in firsts])
    width = 0.12
    ends: list[tuple[float, str, Mark]] = []
    for number, group in enumerate(firsts):
        cells = found.cells[found.cells["first"] == group]
        shift = width * (number - (len(firsts) - 1) / 2)
        x = [seconds.index(value) + shift for value in cells["second"]]
        mark, name = marks[str(group)], words.groups[group]
        known = cells["n"] >= _ENOUGH
        figure.add_trace(
            go.Scatter(
                x=x,
                y=cells["mean"],
                mode="lines+markers",
                line={"color": mark.colour, "width": style.line_width},
                marker={"symbol": mark.symbol, "size": style.marker_size, "color": mark.colour},
                error_y={
                    "type": "data",
                    "symmetric": False,
                    "array": (cells["ci_high"] - cells["mean"]).where(known, 0),
                    "arrayminus": (cells["mean"] - cells["ci_low"]).where(known, 0),
                    "color": mark.colour,
                    "thickness": style.line_width / 2,
                    "width": style.marker_size / 3,
                },
                hovertext=[
                    f"{written_out(name)} × {written_out(second_labels[other])} (n = {t.integer(n)})<br>"
                    f"{t.number(mean)}{f' {t.interval(low, high)}' if n >= _ENOUGH else ''}"
                    for other, n, mean, low, high in zip(
                        cells["second"], cells["n"], cells["mean"], cells["ci_low"], cells["ci_high"], strict=True
                    )
                ],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        if len(cells):
            ends.append((float(cells["mean"].iloc[-1]), name, mark))
    bounds = words.bounds
    low, high = bounds if bounds else (float(found.cells["ci_low"].min()), float(found.cells["ci_high"].max()))
    _end_labels(figure, style, ends, len(seconds) - 1 + width * len(firsts) / 2, (low, high))
    figure.update_xaxes(
        tickvals=list(range(len(seconds))),
        ticktext=[written_out(second_labels[value], 18, 3) for value in seconds],
        range=[-0.4, len(seconds) - 0.6 + 0.25 * len(seconds)],
        showgrid=False,
    )
    margin = (high - low) / 60  # so that the outermost lines of the grid are drawn
    figure.update_yaxes(range=[low - margin, high + margin], dtick=1 if high - low <= 10 else None)
    return Chart(
        title=sentences.interaction(t, words, second, float(found.type_2["p"].loc["interaction"])),
        subtitle=t(
            "Gemiddelde van {outcome} per combinatie van {first} (lijnen) en {second}, met {level}-interval vanaf "
            "{few} antwoorden",
            few=_ENOUGH,
            outcome=inside(words.outcome),
            first=inside(words.grouping),
            second=inside(second),
            level=t.percent(found.confidence),
        ),
        figure=figure,
        source=t("n = {n} met een antwoord en beide groepen. {source}", n=t.integer(found.n), source=source),
        alt=t("Gemiddelden van {outcome} per combinatie van groepen.", outcome=words.outcome),
        table=tables.cells_table(t, found, words, second, second_labels),
    )


def adjusted_means(t: Texts, style: Style, found: Ancova, words: GroupWords, covariate: str, source: str) -> Chart:
    """The groups' means as they are (open) and at equal covariate (filled, with interval)."""
    names = [words.groups[group] for group in found.means.index]
    rows = rows_of(
        style, names, [f"(n = {t.integer(n)})" for n in found.means["n"]], row_height=90 if style.projector else 70
    )
    figure = new_figure(style, t.language, height=rows.height + 90)
    marks = group_marks([str(group) for group in found.means.index])
    for position, (group, row) in enumerate(found.means.iterrows()):
        mark = marks[str(group)]
        figure.add_trace(
            go.Scatter(
                x=[row["mean"]],
                y=[position],
                mode="markers",
                marker={
                    "color": mark.colour,
                    "symbol": f"{mark.symbol}-open",
                    "size": style.marker_size,
                    "line": {"width": 2},
                },
                hovertext=f"{written_out(names[position])}: {t.number(row['mean'])}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        shown = row.rename({"adjusted": "mean", "mean": "plain"})
        figure.add_trace(_mean(t, style, shown, position, names[position], mark))
        label_value(figure, style, rows, position, t.number(row["adjusted"]), at=row["adjusted"], end=row["ci_high"])
    set_rows(figure, rows)
    if words.bounds:
        figure.update_xaxes(range=[words.bounds[0] - 0.05, words.bounds[1] + 0.05], dtick=1)
    return Chart(
        title=sentences.adjusted(t, found, words, covariate),
        subtitle=t(
            "Gemiddelde per groep bij een gelijke score op {covariate} ({value}), met {level}-interval; open: zonder "
            "correctie",
            covariate=inside(covariate),
            value=t.number(found.covariate_mean),
            level=t.percent(found.confidence),
        ),
        figure=figure,
        source=f"n = {t.integer(found.n)}. {source}",
        alt=t("Gecorrigeerde gemiddelden van {outcome}.", outcome=words.outcome),
        table=tables.adjusted_table(t, found, words),
    )


def pairs_within_bound(t: Texts, style: Style, found: Equivalence, words: GroupWords, n: int, source: str) -> Chart:
    """The difference of every pair with the interval that goes with the test, against the bound."""
    pairs = found.pairs
    names = [f"{words.groups[a]} – {words.groups[b]}" for a, b in zip(pairs["group_a"], pairs["group_b"], strict=True)]
    rows = rows_of(style, names, row_height=52)
    figure = new_figure(style, t.language, height=rows.height + 90)
    figure.add_vrect(-found.bound, found.bound, fillcolor=FAINT, opacity=0.35, line_width=0, layer="below")
    figure.add_vline(0, line={"color": MUTED, "width": 1})
    for position, row in enumerate(pairs.to_dict("records")):
        colour, symbol = (INK, "circle") if row["equivalent"] else (VERMILION, "diamond-open")
        mark = Mark(colour, symbol)
        figure.add_trace(_mean(t, style, {**row, "mean": row["difference"]}, position, names[position], mark))
        end = row["ci_high"] if row["ci_high"] == row["ci_high"] else row["difference"]
        label_value(
            figure, style, rows, position, t.number(row["difference"], sign=True), at=row["difference"], end=end
        )
    set_rows(figure, rows)
    widest = max(found.bound, *pairs[["difference", "ci_low", "ci_high"]].abs().max().dropna())
    figure.update_xaxes(range=[-1.1 * widest, 1.25 * widest])
    return Chart(
        title=sentences.equivalence(t, found, words),
        subtitle=t(
            "Verschil per paar met {level}-interval; grijs: kleiner dan {bound} punt. Dichte stip: aantoonbaar kleiner "
            "(twee eenzijdige toetsen, Holm)",
            level=t.percent(1 - 2 * found.alpha),
            bound=t.number(found.bound),
        ),
        figure=figure,
        source=f"n = {t.integer(n)}. {source}",
        alt=t("Verschillen tussen groepen tegenover een grens van {bound} punt.", bound=t.number(found.bound)),
        table=tables.equivalence_table(t, found, words),
    )


def residual_quantiles(t: Texts, style: Style, found: Assumptions, words: GroupWords, source: str) -> Chart:
    """Residuals against what a normal distribution would give: on the line where they are normal."""
    figure = new_figure(style, t.language, height=420)
    expected, residual = found.quantiles["expected"], found.quantiles["residual"]
    low, high = (min(expected.min(), residual.min()), max(expected.max(), residual.max()))
    figure.add_trace(
        go.Scatter(x=[low, high], y=[low, high], mode="lines", line={"color": MUTED, "width": 2}, hoverinfo="skip")
    )
    figure.add_trace(
        go.Scatter(
            x=expected,
            y=residual,
            mode="markers",
            marker={"size": style.marker_size * 0.6, "color": INK, "opacity": 0.7},
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(title={"text": t("verwacht bij een normale verdeling (SD)")})
    figure.update_yaxes(title={"text": t("afwijking van het groepsgemiddelde (SD)")})
    return Chart(
        title=sentences.residuals(t, found),
        subtitle=t("Kwantielen van de residuen van {outcome}; op de lijn is normaal", outcome=inside(words.outcome)),
        figure=figure,
        source=f"n = {t.integer(found.n)}. {source}",
        alt=t("Kwantielenfiguur van de residuen."),
        table=tables.quantiles_table(t, found),
    )


def _mean(t: Texts, style: Style, found: Any, position: float, name: str, mark: Mark) -> go.Scatter:
    known = found["ci_low"] == found["ci_low"]
    interval = f" {t.interval(found['ci_low'], found['ci_high'])}" if known else ""
    return go.Scatter(
        x=[found["mean"]],
        y=[position],
        mode="markers",
        marker={"color": mark.colour, "symbol": mark.symbol, "size": style.marker_size * 0.8},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [found["ci_high"] - found["mean"]],
            "arrayminus": [found["mean"] - found["ci_low"]],
            "color": mark.colour,
            "thickness": style.line_width * 0.8,
            "width": style.marker_size / 3,
        }
        if known
        else None,
        hovertext=f"{written_out(name)}<br>{t.number(found['mean'])}{interval}",
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _end_labels(
    figure: go.Figure, style: Style, ends: list[tuple[float, str, Mark]], x: float, bounds: tuple[float, float]
) -> None:
    """Names at the right end of their lines with the marks of these, moved apart where they would overlap."""
    low, high = bounds
    gap = (high - low) / 12  # the height of a line of text, in units of the axis
    ends = sorted(ends, key=lambda end: end[0])
    called = [written_out(name, 22, 3) for _, name, _ in ends]
    heights = [gap * (text.count("<br>") + 1) for text in called]
    places: list[float] = []
    for (y, _, _), height in zip(ends, heights, strict=True):
        below = places[-1] + (heights[len(places) - 1] + height) / 2 if places else low + height / 2
        places.append(max(y, below))
    if places:  # the stack beside the lines that it names, not above them
        wanted = sum(places) / len(places) - sum(y for y, _, _ in ends) / len(ends)
        places = [place - min(wanted, max(0.0, places[0] - heights[0] / 2 - low)) for place in places]
    for (_, _, mark), text, place in zip(ends, called, places, strict=True):
        figure.add_annotation(
            x=x,
            y=place,
            text=f'<span style="color:{mark.colour}">{_GLYPHS[mark.symbol]}</span> <b>{text}</b>',
            showarrow=False,
            align="left",
            xanchor="left",
            xshift=style.marker_size,
            font={"size": style.font_size, "color": INK},
        )
