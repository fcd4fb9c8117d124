"""Who pays: by party before and after, from payer to service, by rule for pupils from elsewhere, by funding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.budget import (
    MUNICIPALITIES,
    PARTY_LABELS,
    RESIDENCE_RULE_LABELS,
    SERVICE_LABELS,
    BaseYear,
    Flow,
    Funding,
    Party,
    Projection,
    ResidenceRule,
    Service,
)
from display.charts import Chart, Table, new_figure, rows_of, set_rows
from display.figures.budget import money_axis, years_axis
from display.sentences import budget_payers as sentences
from display.sentences.budget import funding_label
from display.sentences.period import period
from display.texts import Texts
from display.theme import BLACK, BLUE, FAINT, GREEN, INK, MUTED, PURPLE, VERMILION, Style

_PARTY_COLOURS: Mapping[Party, str] = {
    Party.MUNICIPALITY: BLUE,
    Party.TAKING_PART: "#56B4E9",
    Party.OTHER: "#8A97A3",
    Party.SCHOOL: GREEN,
    Party.PARTNERSHIP: PURPLE,
    Party.LONG_TERM_CARE: VERMILION,
    Party.HEALTH_INSURER: "#E69F00",
}
_FUNDING_LOOKS: Mapping[Funding, tuple[str, str, str]] = {
    "population": (BLUE, "solid", "circle"),
    "function": (GREEN, "dash", "diamond"),
    "production": (VERMILION, "dot", "triangle-up"),
    "outcome": (PURPLE, "dashdot", "star"),
}


def payers(t: Texts, style: Style, p: Projection, year: int | None, source: str) -> Chart:
    """What each party pays without and with the arrangement, in one year or in all of them together."""
    before, after = (_of(table, year) for table in (p.payers_individual, p.payers))
    shown = [party for party in p.payers.index if before[party] or after[party]]
    period = _period(t, p, year)
    rows = rows_of(style, [t.message(PARTY_LABELS[Party(party)]) for party in shown], row_height=86)
    figure = new_figure(style, t.language, height=rows.height + 50)
    largest = max(float(before.max()), float(after.max())) or 1.0
    for values, name, colour, shift, pattern in (
        (before, t("zonder arrangement"), FAINT, -0.2, "/"),
        (after, t("met arrangement"), BLUE, 0.2, ""),
    ):
        figure.add_trace(
            go.Bar(
                x=[values[party] for party in shown],
                y=[row + shift for row in range(len(shown))],
                orientation="h",
                width=0.36,
                marker={"color": colour, "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": MUTED}},
                text=[f"{name}: {t.money_about(float(values[party]))}" for party in shown],
                textposition="outside",
                cliponaxis=False,
                textfont={"size": min(rows.font_size, style.font_size)},
                hoverinfo="skip",
            )
        )
    set_rows(figure, rows)
    figure.update_xaxes(range=[0, largest * 1.5], **{**money_axis(t, 2 * largest), "tickangle": 0})
    title = sentences.payers(t, before, after, period)
    return Chart(
        title=title,
        subtitle=t("Kosten per partij zonder en met arrangement, {period}", period=period),
        figure=figure,
        source=source,
        alt=t("Twee staven per partij. {title}.", title=title),
        table=payers_table(t, p),
    )


def payers_table(t: Texts, p: Projection) -> Table:
    """Every party and year, without and with the arrangement, and the difference."""
    party, route = t("Partij"), t("Route")
    tables = {
        t("zonder arrangement"): p.payers_individual,
        t("met arrangement"): p.payers,
        t("verschil"): p.payers - p.payers_individual,
    }
    years = [str(year) for year in p.payers.columns]
    total = t("Alle jaren")
    rows, numbers = [], []
    for name in p.payers.index:
        if not (p.payers.loc[name].any() or p.payers_individual.loc[name].any()):
            continue
        for label, table in tables.items():
            values = [*table.loc[name], float(table.loc[name].sum())]
            head = {party: t.message(PARTY_LABELS[Party(name)]), route: label}
            signed = table is tables[t("verschil")]
            cells = (t.money(value, sign=signed) for value in values)
            rows.append(head | dict(zip([*years, total], cells, strict=True)))
            numbers.append(head | dict(zip([*years, total], values, strict=True)))
    columns = [party, route, *years, total]
    return Table(
        t("Kosten per partij en jaar"),
        pd.DataFrame(rows, columns=columns),
        (*years, total),
        pd.DataFrame(numbers, columns=columns),
    )


def flow_picture(
    t: Texts, style: Style, p: Projection, found: Sequence[Flow], year: int | None, source: str, *, before: bool
) -> Chart:
    """From payer to service: bands as wide as the amounts."""
    period = _period(t, p, year)
    payers_of: dict[Party, float] = {}
    services: dict[Service, float] = {}
    for each in found:
        payers_of[each.payer] = payers_of.get(each.payer, 0.0) + each.amount
        services[each.service] = services.get(each.service, 0.0) + each.amount
    nodes: list[Party | Service] = [*payers_of, *services]
    labels = [f"{t.message(PARTY_LABELS[party])}: {t.money_about(amount)}" for party, amount in payers_of.items()] + [
        f"{t.message(SERVICE_LABELS[service])}: {t.money_about(amount)}" for service, amount in services.items()
    ]
    figure = new_figure(style, t.language, height=420)
    figure.add_trace(
        go.Sankey(
            arrangement="fixed",
            node={
                "label": labels,
                "color": [*(_PARTY_COLOURS[party] for party in payers_of), *(MUTED for _ in services)],
                "pad": 26,
                "thickness": 22,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [nodes.index(each.payer) for each in found],
                "target": [nodes.index(each.service) for each in found],
                "value": [each.amount for each in found],
                "color": [_faded(_PARTY_COLOURS[each.payer]) for each in found],
                "customdata": [t.money(each.amount) for each in found],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            textfont={"size": style.font_size, "color": INK},
        )
    )
    figure.update_layout(margin={"t": 16, "b": 16})
    title = sentences.flow(t, payers_of, period) if payers_of else t("Er zijn geen kosten om te verdelen")
    payer, service, amount = t("Betaler"), t("Dienst"), t("Bedrag")
    names = {
        payer: [t.message(PARTY_LABELS[each.payer]) for each in found],
        service: [t.message(SERVICE_LABELS[each.service]) for each in found],
    }
    return Chart(
        title=title,
        subtitle=t("Van betaler naar dienst zonder arrangement, {period}", period=period)
        if before
        else t("Van betaler naar dienst met arrangement, {period}", period=period),
        figure=figure,
        source=source,
        alt=t("Stromen van betalers links naar diensten rechts. {title}.", title=title),
        table=Table(
            t("Van betaler naar dienst"),
            pd.DataFrame(names | {amount: [t.money(each.amount) for each in found]}),
            (amount,),
            pd.DataFrame(names | {amount: [each.amount for each in found]}),
        ),
    )


def rules(
    t: Texts, style: Style, compared: Mapping[ResidenceRule, Projection], chosen: ResidenceRule, source: str
) -> Chart:
    """What the municipalities pay under each rule for pupils from elsewhere."""
    figure = new_figure(style, t.language, height=420)
    names = {rule: t.message(RESIDENCE_RULE_LABELS[rule]) for rule in compared}
    rows = rows_of(style, [f"{name} ◀" if rule == chosen else name for rule, name in names.items()], row_height=70)
    totals = {rule: p.payers.sum(axis=1) for rule, p in compared.items()}
    drawn = [party for party in MUNICIPALITIES if any(total[party] > 0.5 for total in totals.values())]
    largest = max(sum(total[party] for party in drawn) for total in totals.values()) or 1.0
    for party in drawn:
        amounts = [float(total[party]) for total in totals.values()]
        figure.add_trace(
            go.Bar(
                x=amounts,
                y=list(range(len(names))),
                orientation="h",
                marker={"color": _PARTY_COLOURS[party], "line": {"color": "white", "width": 2}},
                text=[t.money_about(amount) if amount > 0.12 * largest else "" for amount in amounts],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": rows.font_size, "color": BLACK if party is Party.TAKING_PART else "white"},
                hovertext=[f"{t.message(PARTY_LABELS[party])}: {t.money(amount)}" for amount in amounts],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    start = 0.0
    first = next(iter(totals.values()))
    for party in drawn:
        width = float(first[party])
        if width > 0.08 * largest:
            figure.add_annotation(
                x=start,
                y=-0.5,
                text=f"<b>{t.message(PARTY_LABELS[party])}</b>",
                showarrow=False,
                xanchor="left",
                yanchor="bottom",
                font={"size": style.font_size, "color": INK},
            )
        start += width
    set_rows(figure, rows)
    figure.update_layout(barmode="stack", margin={"t": int(style.font_size * 1.8)})
    figure.update_xaxes(range=[0, largest * 1.02], **{**money_axis(t, 2 * largest), "tickangle": 0})
    title = sentences.settlement(t, compared[chosen])
    return Chart(
        title=title,
        subtitle=t(
            "Wat gemeenten over {period} betalen onder elke regel voor leerlingen van elders; ◀ de gekozen regel",
            period=period(t, compared[chosen].assumptions.years),
        ),
        figure=figure,
        source=source,
        alt=t("Gestapelde staven per regel. {title}.", title=title),
        table=_rules_table(t, compared),
    )


def _rules_table(t: Texts, compared: Mapping[ResidenceRule, Projection]) -> Table:
    rule, served, stays = t("Regel"), t("Hulp voor leerlingen van elders"), t("Individuele hulp die blijft")
    parties = {party: t.message(PARTY_LABELS[party]) for party in MUNICIPALITIES}
    cost = t("Arrangement totaal")
    rows, numbers = [], []
    for name, p in compared.items():
        label = t.message(RESIDENCE_RULE_LABELS[name])
        share, kept = float(p.rows["served_elsewhere"][0]), float(p.rows["stays"][-1])
        totals = {text: float(p.payers.loc[party].to_numpy().sum()) for party, text in parties.items()}
        totals[cost] = p.total_collective
        rows.append(
            {rule: label, served: t.percent(share), stays: t.percent(kept)}
            | {text: t.money(value) for text, value in totals.items()}
        )
        numbers.append({rule: label, served: share, stays: kept} | totals)
    return Table(
        t("Wat elke regel verandert"),
        pd.DataFrame(rows),
        (served, stays, *parties.values(), cost),
        pd.DataFrame(numbers),
        note=t("Hulp voor leerlingen van elders: het deel van wat een inwoner uit het arrangement krijgt."),
    )


def settlement_table(t: Texts, p: Projection) -> Table:
    """What each municipality owes or receives by year; every column adds up to zero."""
    municipality, total = t("Gemeente van herkomst"), t("Alle jaren")
    table = p.settlement
    years = [str(year) for year in table.columns]
    labels = [t.message(PARTY_LABELS[Party(name)]) for name in table.index]
    numbers = pd.DataFrame(table.to_numpy(), columns=years)
    numbers[total] = numbers.sum(axis=1)
    shown = numbers.map(lambda value: t.money(value, sign=True))
    # What adds up to zero is written as zero, not as the noise of its sum.
    sums = {column: t.money(0 if abs(value) < 0.005 else value, sign=True) for column, value in numbers.sum().items()}
    shown = pd.concat([shown, pd.DataFrame([sums])], ignore_index=True)
    shown.insert(0, municipality, [*labels, t("Samen")])
    numbers.insert(0, municipality, labels)
    return Table(
        t("Verrekening tussen gemeenten"),
        shown,
        (*years, total),
        numbers,
        note=t("Plus: nog te betalen aan de uitvoerende gemeente, die alles voorschiet; min: te ontvangen."),
    )


def fundings(t: Texts, style: Style, compared: Mapping[Funding, Projection], source: str) -> Chart:
    """The four ways of funding for the same scenario, beside individual care."""
    figure = new_figure(style, t.language, height=420)
    first = next(iter(compared.values()))
    lines = [(funding_label(t, name), p.years["difference"], _FUNDING_LOOKS[name]) for name, p in compared.items()]
    low = min(0.0, *(float(values.min()) for _, values, _ in lines))
    high = max(0.0, *(float(values.max()) for _, values, _ in lines))
    span = (high - low) or 1.0
    for rank, (name, values, (colour, dash, symbol)) in enumerate(lines):
        # A line that later ones cover is drawn wider, so that each is seen.
        covered = sum(bool((values - later).abs().max() < 0.01 * span) for _, later, _ in lines[rank + 1 :])
        figure.add_trace(
            go.Scatter(
                x=first.years["year"],
                y=values,
                mode="lines+markers",
                line={"color": colour, "dash": dash, "width": style.line_width * (1 + 0.9 * covered)},
                marker={"symbol": symbol, "size": style.marker_size * (0.8 + 0.3 * covered), "color": colour},
                customdata=[t.money(value, sign=True) for value in values],
                hovertemplate=f"{name}, %{{x}}: %{{customdata}}<extra></extra>",
            )
        )
    figure.add_hline(y=0, line={"color": BLACK, "width": 2})
    gap, place = 0.09 * span, -float("inf")
    # Purple is too pale for words.
    for name, values, (colour, _, _) in sorted(lines, key=lambda line: float(line[1].iloc[-1])):
        place = max(place + gap, float(values.iloc[-1]))
        figure.add_annotation(
            x=1, xref="paper", y=place, text=f"<b>{name}</b>", showarrow=False, xanchor="left", xshift=8,
            font={"color": INK if colour == PURPLE else colour, "size": style.font_size},
        )  # fmt: skip
    figure.update_layout(margin={"r": int(style.font_size * 12.5)})
    top = max(high + 0.1 * span, place + gap)
    figure.update_yaxes(range=[low - 0.1 * span, top], **money_axis(t, max(-low, high)))
    years_axis(figure, [first.years["year"]], 0.4)
    title = sentences.fundings(t, compared)
    name_column, per_pupil = t("Bekostiging"), t("Per leerling, eerste jaar")
    total, difference = t("Arrangement totaal"), t("Verschil met individuele hulp")
    shown = pd.DataFrame(
        {
            name_column: [funding_label(t, name) for name in compared],
            total: [t.money(p.total_collective) for p in compared.values()],
            difference: [t.money(p.total_difference, sign=True) for p in compared.values()],
            per_pupil: [t.money(float(p.years["per_pupil"].iloc[0])) for p in compared.values()],
        }
    )
    return Chart(
        title=title,
        subtitle=t(
            "Verschil met individuele hulp per jaar van hetzelfde scenario; boven nul kost het arrangement meer"
        ),
        figure=figure,
        source=source,
        alt=t("Lijnen per jaar voor vier manieren van bekostigen. {title}.", title=title),
        table=Table(
            t("De vier manieren van bekostigen"),
            shown,
            (total, difference, per_pupil),
            pd.concat([p.years.assign(funding=name) for name, p in compared.items()]),
        ),
    )


def base_years(
    t: Texts, style: Style, found: Sequence[BaseYear], chosen: int, growth: float, start_year: int, source: str
) -> Chart:
    """The lump sum in the first year by base year, beside what the care costs by then."""
    figure = new_figure(style, t.language, height=380)
    labels = [str(start_year - each.years_back) for each in found]
    largest = max(max(each.budget, each.needed) for each in found) or 1.0
    figure.add_trace(
        go.Bar(
            x=labels,
            y=[each.budget for each in found],
            marker={"color": [BLUE if each.years_back == chosen else FAINT for each in found]},
            text=[t.percent(each.budget / each.needed) if each.needed else "" for each in found],
            textposition="inside",
            textangle=0,
            textfont={"size": style.font_size, "color": ["white" if e.years_back == chosen else INK for e in found]},
            customdata=[t.money(each.budget) for each in found],
            hovertemplate="%{x}: %{customdata}<extra></extra>",
        )
    )
    figure.add_hline(y=found[0].needed, line={"color": BLACK, "width": 2})
    figure.add_annotation(
        x=0, xref="paper", y=found[0].needed, text=t("wat de hulp bij de start kost"), showarrow=False,
        xanchor="left", yanchor="bottom", font={"size": style.font_size, "color": INK},
    )  # fmt: skip
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(range=[0, largest * 1.18], **money_axis(t, largest))
    selected = next(each for each in found if each.years_back == chosen)
    title = sentences.base_year(t, selected, growth)
    year, budget, needed, short = t("Basisjaar"), t("Budget bij de start"), t("Kosten bij de start"), t("Tekort")
    return Chart(
        title=title,
        subtitle=t(
            "Populatiebudget in het eerste jaar naar basisjaar, zonder correctie voor meer leerlingen sindsdien"
        ),
        figure=figure,
        source=source,
        alt=t("Staven per basisjaar. {title}.", title=title),
        table=Table(
            t("Wat een ouder basisjaar overlaat"),
            pd.DataFrame(
                {
                    year: labels,
                    budget: [t.money(each.budget) for each in found],
                    needed: [t.money(each.needed) for each in found],
                    short: [t.money(each.shortfall) for each in found],
                }
            ),
            (budget, needed, short),
            pd.DataFrame([vars(each) | {"shortfall": each.shortfall} for each in found]),
        ),
    )


def _of(table: pd.DataFrame, year: int | None) -> pd.Series:
    return table.sum(axis=1) if year is None else table[year]


def _period(t: Texts, p: Projection, year: int | None) -> str:
    if year is not None:
        return str(year)
    first, last = p.assumptions.start_year, p.assumptions.start_year + p.assumptions.years - 1
    return str(first) if first == last else t("{first} tot en met {last}", first=first, last=last)


def _faded(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.4)"
