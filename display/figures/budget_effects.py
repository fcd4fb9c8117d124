"""Who benefits: the returns by party, and the benefit of each euro beside the two published studies."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.budget import PARTY_LABELS, PUBLISHED_STUDIES, CostBenefit, Effect, Estimate, Party
from display.charts import Chart, Table, new_figure, rows_of, set_rows
from display.figures.budget import money_axis
from display.sentences import budget_effects as sentences
from display.texts import Texts
from display.theme import BLACK, BLUE, GREEN, INK, MUTED, VERMILION, Style


def by_party(t: Texts, style: Style, found: CostBenefit, source: str) -> Chart:
    """For each party what it saves or pays more, and what the effects bring it, at present value."""
    table = found.by_party
    parts = {
        "costs": (t("lagere of hogere kosten"), table["paid_before"] - table["paid_after"], BLUE, ""),
        "financial": (t("financiële effecten"), table["financial_effects"], GREEN, "/"),
        "societal": (t("maatschappelijke effecten"), table["societal_effects"], VERMILION, "."),
    }
    shown = [name for name in table.index if any(abs(values[name]) > 0.5 for _, values, _, _ in parts.values())]
    rows = rows_of(style, [t.message(PARTY_LABELS[Party(name)]) for name in shown], row_height=64)
    figure = new_figure(style, t.language, height=rows.height + 90)
    for name, values, colour, pattern in parts.values():
        if not (values.abs() > 0.5).any():
            continue
        figure.add_trace(
            go.Bar(
                x=[float(values[party]) for party in shown],
                y=list(range(len(shown))),
                orientation="h",
                name=name,
                width=0.6,
                marker={
                    "color": colour,
                    "line": {"color": "white", "width": 1},
                    "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": "#FFFFFF", "solidity": 0.25},
                },
                hovertext=[f"{name}: {t.money(float(values[party]), sign=True)}" for party in shown],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    highs = [sum(max(float(v[party]), 0) for _, v, _, _ in parts.values()) for party in shown]
    lows = [sum(min(float(v[party]), 0) for _, v, _, _ in parts.values()) for party in shown]
    for row, party in enumerate(shown):
        figure.add_annotation(
            x=highs[row], y=row, text=f"<b>{t.money_about(float(table['net'][party]), sign=True)}</b>",
            showarrow=False, xanchor="left", xshift=8, font={"size": rows.font_size, "color": INK},
        )  # fmt: skip
    low, high = min([0.0, *lows]), max([0.0, *highs])
    span = (high - low) or 1.0
    set_rows(figure, rows)
    figure.add_vline(x=0, line={"color": BLACK, "width": 2})
    figure.update_layout(
        barmode="relative",
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"size": style.font_size}},
    )
    figure.update_xaxes(
        range=[low - 0.05 * span, high + 0.25 * span], **{**money_axis(t, 2 * max(-low, high)), "tickangle": 0}
    )
    title = sentences.returns(t, found)
    return Chart(
        title=title,
        subtitle=t(
            "Baten min kosten per partij tegenover individuele hulp, in prijzen van het eerste jaar, contant gemaakt "
            "met {rate} per jaar",
            rate=t.percent(found.discount_rate, 2),
        ),
        figure=figure,
        source=source,
        alt=t("Gestapelde staven per partij. {title}.", title=title),
        table=_party_table(t, found),
    )


def _party_table(t: Texts, found: CostBenefit) -> Table:
    columns = {
        "paid_before": t("Betaalt zonder arrangement"),
        "paid_after": t("Betaalt met arrangement"),
        "financial_effects": t("Financiële effecten"),
        "societal_effects": t("Maatschappelijke effecten"),
        "net": t("Saldo"),
    }
    table, party = found.by_party, t("Partij")
    shown = pd.DataFrame(
        {label: [t.money(value, sign=name == "net") for value in table[name]] for name, label in columns.items()}
    )
    shown.insert(0, party, [t.message(PARTY_LABELS[Party(name)]) for name in table.index])
    total = {party: t("Samen")} | {
        label: t.money(float(table[name].sum()), sign=name == "net") for name, label in columns.items()
    }
    shown = pd.concat([shown, pd.DataFrame([total])], ignore_index=True)
    return Table(t("Kosten en baten per partij"), shown, tuple(columns.values()), table.reset_index())


def per_euro(t: Texts, style: Style, found: CostBenefit, source: str) -> Chart:
    """The benefit of each euro with its range, beside what the two published studies found."""
    figure = new_figure(style, t.language, height=300)
    own = [
        (t("Hier, met alle effecten"), found.benefit_per_euro, found.benefit_per_euro_range, BLUE, "circle"),
        (t("Hier, alleen financieel"), found.financial_benefit_per_euro, None, GREEN, "diamond"),
    ]
    study = PUBLISHED_STUDIES["Enschede"]
    low, high = study.benefit_per_euro or (0.0, 0.0)
    enschede = f"{study.place} {study.year}"
    names = [*(name for name, *_ in own), enschede]
    rows = rows_of(style, names, row_height=72)
    ends, labels = [low, high, 1.0], list[str]()
    for row, (_, value, spread, colour, symbol) in enumerate(own):
        if value is None:
            labels.append(t("niet te berekenen"))
            continue
        around = spread or Estimate(value, value, value)
        ends += [around.low, around.high]
        _interval(figure, style, row, around.low, around.high, colour)
        figure.add_trace(
            go.Scatter(
                x=[value], y=[row], mode="markers", hoverinfo="skip",
                marker={"size": style.marker_size * 1.2, "color": colour, "symbol": symbol},
            )
        )  # fmt: skip
        labels.append(t("{cents} cent", cents=t.integer(100 * value)))
    _interval(figure, style, 2, low, high, MUTED)
    words = t("{low} tot {high} cent", low=t.integer(100 * low), high=t.integer(100 * high))
    labels.append(words)
    set_rows(figure, rows)
    figure.add_vline(x=1, line={"color": BLACK, "width": 2})
    bottom, top = min(ends), max(ends)
    span = (top - bottom) or 1.0
    # In a column of their own: beside its point a value could stand on the line.
    for row, text in enumerate(labels):
        _words(figure, rows.font_size, row, top + 0.08 * span, text)
    ticks = sorted({round(bottom, 1), 1.0, round(top, 1)})
    figure.update_xaxes(
        range=[bottom - 0.15 * span, top + 0.45 * span],
        tickvals=ticks,
        ticktext=[t("{cents} cent", cents=t.integer(100 * tick)) for tick in ticks],
    )
    title = sentences.per_euro(t, found)
    return Chart(
        title=title,
        subtitle=t("Baten per euro die het arrangement kost, met bandbreedte; streep: een euro voor een euro"),
        figure=figure,
        source=source,
        alt=t("Punten met bandbreedte naast een gepubliceerd onderzoek. {title}.", title=title),
        table=_studies_table(t, found),
    )


def _interval(figure: go.Figure, style: Style, row: int, low: float, high: float, colour: str) -> None:
    figure.add_trace(
        go.Scatter(
            x=[low, high], y=[row, row], mode="lines+markers", hoverinfo="skip",
            line={"color": colour, "width": style.line_width},
            marker={"symbol": "line-ns-open", "size": style.marker_size, "line": {"width": 3, "color": colour}},
        )
    )  # fmt: skip


def _words(figure: go.Figure, size: int, row: int, x: float, text: str) -> None:
    figure.add_annotation(
        x=x, y=row, text=f"<b>{text}</b>", showarrow=False, xanchor="left", xshift=14, font={"size": size, "color": INK}
    )


def _studies_table(t: Texts, found: CostBenefit) -> Table:
    what, financial, societal = t("Berekening of onderzoek"), t("Financieel rendement"), t("Maatschappelijk rendement")
    cents, finding = t("Baten per euro"), t("Bevinding en bron")
    sign = {True: t("positief"), False: t("negatief"), None: t("niet vermeld")}
    spread = found.benefit_per_euro_range
    rows = [
        {
            what: t("Deze begroting"),
            financial: _with_range(t, found.financial_range),
            societal: _with_range(t, found.societal_range),
            cents: t("{low} tot {high} cent", low=t.integer(100 * spread.low), high=t.integer(100 * spread.high))
            if spread
            else t("niet te berekenen"),
            finding: t("Eigen aannames"),
        }
    ]
    for study in PUBLISHED_STUDIES.values():
        per = study.benefit_per_euro
        rows.append(
            {
                what: f"{study.place} {study.year}",
                financial: sign[study.financial_positive],
                societal: sign[study.societal_positive],
                cents: t("{low} tot {high} cent", low=t.integer(100 * per[0]), high=t.integer(100 * per[1]))
                if per
                else t("niet vermeld"),
                finding: f"{t.message(study.finding)} ({t.message(study.source)})",
            }
        )
    return Table(t("Naast wat gepubliceerd is"), pd.DataFrame(rows), (financial, societal, cents))


def _with_range(t: Texts, spread: Estimate) -> str:
    if spread.low == spread.high:
        return t.money(spread.mid, sign=True)
    return t(
        "{mid} ({low} tot {high})",
        mid=t.money(spread.mid, sign=True),
        low=t.money(spread.low, sign=True),
        high=t.money(spread.high, sign=True),
    )


def effects_table(t: Texts, effects: dict[str, Effect], labels: dict[str, str], origins: dict[str, str]) -> Table:
    """The effects that count, with their ranges and, by effect, where the unit value comes from."""
    name, quantity, value = t("Effect"), t("Aantal per jaar"), t("Waarde per stuk")
    yearly, party, kind, start = t("Per jaar"), t("Voor wie"), t("Soort"), t("Vanaf jaar")
    rows = []
    for key, effect in effects.items():
        assert isinstance(effect.quantity, Estimate)
        assert isinstance(effect.unit_value, Estimate)
        rows.append(
            {
                name: labels.get(key, key),
                quantity: _three(t, effect.quantity, money=False),
                value: _three(t, effect.unit_value, money=True),
                yearly: _three(t, effect.yearly, money=True),
                party: t.message(PARTY_LABELS[effect.party]),
                kind: t("financieel") if effect.financial else t("maatschappelijk"),
                start: str(effect.start),
                t("Herkomst van de waarde"): origins[key],
            }
        )
    return Table(t("Effecten (laag; midden; hoog)"), pd.DataFrame(rows), (quantity, value, yearly, start))


def _three(t: Texts, spread: Estimate, *, money: bool) -> str:
    def write(number: float) -> str:
        return t.money(number) if money else t.number(number, 0 if float(number).is_integer() else 1)

    if spread.low == spread.high:
        return write(spread.mid)
    return "; ".join(write(number) for number in (spread.low, spread.mid, spread.high))
