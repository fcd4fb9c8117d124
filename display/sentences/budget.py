"""What a projection says: the answer that a steering group came for, and the titles of its charts."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.budget import (
    FUNDING_VARIANTS,
    Assumptions,
    Funding,
    Projection,
    ScenarioComparison,
    Simulation,
    compare_scenarios,
    examples_used,
)
from display.formatting import NOT_AVAILABLE
from display.sentences.period import period
from display.texts import Texts

#: Amounts nearer to zero than this are called equal on the screen.
_HALF_A_EURO = 0.5


def answer(t: Texts, p: Projection) -> str:
    """From when the arrangement costs less, and what it has cost more or less at the end."""
    if bool((p.years["difference"].abs() < _HALF_A_EURO).all()):
        return t("Het arrangement en individuele hulp kosten evenveel.")
    return f"{_when(t, p)} {_total(t, p)}"


def _when(t: Texts, p: Projection) -> str:
    first = p.first_cheaper_year
    if first is None:
        return t.plural(
            "Het arrangement kost in dat ene jaar niet minder dan individuele hulp.",
            "Het arrangement kost in geen van de {n} jaren minder dan individuele hulp.",
            p.assumptions.years,
        )
    if p.cheaper_lasts:
        if first == p.assumptions.start_year:
            return t("Het arrangement kost vanaf het begin minder dan individuele hulp.")
        return t("Vanaf {year} kost het arrangement minder dan individuele hulp.", year=first)
    cheaper = [int(year) for year in p.years["year"][p.years["difference"] < 0]]
    last = cheaper[-1]
    if last - first + 1 != len(cheaper):
        return t(
            "In sommige jaren, voor het eerst in {year}, kost het arrangement minder dan individuele hulp.", year=first
        )
    if first == last:
        return t("Alleen in {year} kost het arrangement minder dan individuele hulp.", year=first)
    return t(
        "Van {first} tot en met {last} kost het arrangement minder dan individuele hulp, daarna niet meer.",
        first=first,
        last=last,
    )


def _total(t: Texts, p: Projection) -> str:
    total, years = p.total_difference, p.assumptions.years
    if abs(total) < _HALF_A_EURO:
        return t("Na {period} is er geen verschil.", period=period(t, years))
    amount = t.money_about(abs(total))
    if total > 0:
        return t("Na {period} heeft het {amount} meer gekost.", period=period(t, years), amount=amount)
    return t("Na {period} heeft het {amount} minder gekost.", period=period(t, years), amount=amount)


def break_even(t: Texts, p: Projection) -> str:
    """The year in which the extra cost has been earned back."""
    if p.break_even_year is None:
        return t("De meerkosten zijn binnen {period} niet terugverdiend", period=period(t, p.assumptions.years))
    if p.break_even_year == p.assumptions.start_year:
        return (
            t("Opgeteld kost het arrangement nooit meer dan individuele hulp")
            if p.break_even_lasts
            else t("Opgeteld begint het arrangement zonder meerkosten, maar later komen die er toch")
        )
    if not p.break_even_lasts:
        return t("In {year} zijn de meerkosten terugverdiend, maar later komen ze terug", year=p.break_even_year)
    return t("In {year} zijn de meerkosten terugverdiend", year=p.break_even_year)


def break_even_short(t: Texts, p: Projection) -> str:
    """The same for a tile or a cell: the year, or why there is none."""
    if p.break_even_year is None:
        return t("niet in {n} jaar", n=p.assumptions.years)
    if p.break_even_year == p.assumptions.start_year:
        return t("geen meerkosten") if p.break_even_lasts else t("niet blijvend")
    return str(p.break_even_year) if p.break_even_lasts else t("{year}, niet blijvend", year=p.break_even_year)


def cheaper_short(t: Texts, p: Projection) -> str:
    """The first year in which the arrangement costs less, for a cell."""
    if p.first_cheaper_year is None:
        return t("niet in {n} jaar", n=p.assumptions.years)
    year = p.first_cheaper_year
    return str(year) if p.cheaper_lasts else t("{year}, niet blijvend", year=year)


def comparison(t: Texts, c: ScenarioComparison, a: str, b: str) -> str:
    """Which of two scenarios turns out better over the same period, by how much.

    Costs are compared where both start from the same individual care; otherwise the differences with it are.
    """
    years = c.a.assumptions.years
    if c.change_in_total_difference is None:
        return t("{a} en {b} gaan over verschillende jaren; de totalen zijn niet te vergelijken", a=a, b=b)
    if not c.differences:
        return t("{a} en {b} gaan uit van hetzelfde", a=a, b=b)
    change = c.change_in_total_difference
    if abs(change) < _HALF_A_EURO:
        return t("{a} en {b} komen over {period} op hetzelfde uit", a=a, b=b, period=period(t, years))
    cheap, dear = (a, b) if change > 0 else (b, a)
    values = {"cheap": cheap, "dear": dear, "period": period(t, years), "amount": t.money_about(abs(change))}
    if abs(c.a.total_individual - c.b.total_individual) < _HALF_A_EURO:
        return t("{cheap} kost over {period} {amount} minder dan {dear}", **values)
    return t("Vergeleken met individuele hulp valt {cheap} over {period} {amount} gunstiger uit dan {dear}", **values)


def headlines(t: Texts, p: Projection, simulation: Simulation | None) -> list[tuple[str, str]]:
    """The figures below the chart: label and value."""
    last = p.assumptions.start_year + p.assumptions.years - 1
    return [
        (t("Verschil t/m {year}", year=last), t.money_about(p.total_difference, sign=True)),
        (
            t("Kans op minder kosten t/m {year}", year=last),
            t.percent(float(simulation.probability_cheaper.loc[last])) if simulation is not None else NOT_AVAILABLE,
        ),
        (t("Terugverdiend in"), break_even_short(t, p)),
        (
            t("Per leerling, {year}", year=p.assumptions.start_year),
            t.money(float(p.years["per_pupil"].iloc[0])),
        ),
    ]


def routes_subtitle(t: Texts, simulation: Simulation | None) -> str:
    """What the picture of both routes plots, and on how many draws its bands rest."""
    plotted = t("Kosten per jaar; arrangement met de individuele hulp die blijft")
    if simulation is None or not simulation.ranges:
        return f"{plotted}."
    return t("{plotted}. Band: 80% van {n} trekkingen.", plotted=plotted, n=t.integer(simulation.draws))


def change_note(t: Texts, before: Projection, after: Projection) -> str:
    """What the last move of a slider did to the difference at the end."""
    change = after.total_difference - before.total_difference
    if before.assumptions.years != after.assumptions.years:
        return t("Vorige stand: {amount} over {n} jaar.", amount=t.money_about(before.total_difference, sign=True),
                 n=before.assumptions.years)  # fmt: skip
    if abs(change) < _HALF_A_EURO:
        return t("Geen verschil met de vorige stand (gestippeld).")
    return t("{amount} tegenover de vorige stand (gestippeld).", amount=t.money_about(change, sign=True))


def comparison_of_all(t: Texts, scenarios: Mapping[str, Projection], names: Mapping[str, str]) -> str:
    """Which scenario turns out best and which worst."""
    if len(scenarios) < 2:
        return t("Er is nog maar één scenario. Kopieer het en verander iets om te vergelijken.")
    ordered = sorted(scenarios, key=lambda name: scenarios[name].total_difference)
    best, worst = ordered[0], ordered[-1]
    compared = compare_scenarios(scenarios[best].assumptions, scenarios[worst].assumptions)
    return comparison(t, compared, names[best], names[worst])


def rests_on(t: Texts, values: Assumptions) -> str:
    """On how many assumptions the result rests, and how many of those are still examples."""
    used, examples_left = len(values.used), len(examples_used(values))
    if not examples_left:
        return t("De uitkomst rust op {used} aannames; elk is eigen invoer, een keuze of heeft een bron", used=used)
    return t.plural(
        "De uitkomst rust op {used} aannames, waarvan {n} nog een voorbeeld is",
        "De uitkomst rust op {used} aannames, waarvan {n} nog voorbeelden zijn",
        examples_left,
        used=used,
    )


def examples(t: Texts, count: int) -> str:
    """A warning that the result rests on values without a source."""
    return t.plural(
        "{n} aanname is nog een voorbeeld zonder bron. Vul uw eigen cijfer in voordat u hierop besluit.",
        "{n} aannames zijn nog voorbeelden zonder bron. Vul uw eigen cijfers in voordat u hierop besluit.",
        count,
    )


def basis(t: Texts, count: int) -> str:
    """What stands below a chart: which euros, and how many assumptions are still examples."""
    if not count:
        return t(
            "Bedragen in euro’s van het jaar zelf, niet verdisconteerd. Alle aannames zijn eigen invoer of hebben een "
            "bron."
        )
    return t.plural(
        "Bedragen in euro’s van het jaar zelf, niet verdisconteerd. {n} aanname heeft nog geen bron.",
        "Bedragen in euro’s van het jaar zelf, niet verdisconteerd. {n} aannames hebben nog geen bron.",
        count,
    )


def funding_label(t: Texts, funding: Funding) -> str:
    """The name of a way of funding."""
    return t.message(FUNDING_VARIANTS[funding].label)
