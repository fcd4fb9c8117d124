"""What a projection says: the answer that a steering group came for, and the titles of its charts."""

from __future__ import annotations

from analysis.budget import Projection, ScenarioComparison
from display.texts import Texts


def answer(t: Texts, p: Projection) -> str:
    """From when the arrangement costs less, and what it has cost more or less at the end."""
    return f"{_when(t, p)} {_total(t, p)}"


def _when(t: Texts, p: Projection) -> str:
    first = p.first_cheaper_year
    if first is None:
        return t.plural(
            "Het arrangement kost in dat ene jaar niet minder dan individuele hulp.",
            "Het arrangement kost in geen van de {n} jaren minder dan individuele hulp.",
            p.assumptions.years,
        )
    if first == p.assumptions.start_year and p.cheaper_lasts:
        return t("Het arrangement kost vanaf het begin minder dan individuele hulp.")
    if p.cheaper_lasts:
        return t("Vanaf {year} kost het arrangement minder dan individuele hulp.", year=first)
    return t("In {year} kost het arrangement minder dan individuele hulp, maar dat blijft niet zo.", year=first)


def _total(t: Texts, p: Projection) -> str:
    total, years = p.total_difference, p.assumptions.years
    if abs(total) < 0.5:
        return t("Na {years} jaar is er geen verschil.", years=years)
    amount = t.money_short(abs(total))
    if total > 0:
        return t("Na {years} jaar heeft het {amount} meer gekost.", years=years, amount=amount)
    return t("Na {years} jaar heeft het {amount} minder gekost.", years=years, amount=amount)


def break_even(t: Texts, p: Projection) -> str:
    """The year in which the extra cost has been earned back."""
    if p.break_even_year is None:
        return t("De meerkosten zijn binnen {years} jaar niet terugverdiend", years=p.assumptions.years)
    if p.break_even_year == p.assumptions.start_year:
        return (
            t("Er zijn vanaf het begin geen meerkosten")
            if p.break_even_lasts
            else t("Het begint zonder meerkosten, maar later komen die er toch")
        )
    return t("In {year} zijn de meerkosten terugverdiend", year=p.break_even_year)


def comparison(t: Texts, c: ScenarioComparison, a: str, b: str) -> str:
    """Which of two scenarios costs less over the same period, by how much."""
    if c.change_in_total_difference is None:
        return t("{a} en {b} gaan over verschillende jaren; de totalen zijn niet te vergelijken", a=a, b=b)
    if not c.differences:
        return t("{a} en {b} gaan uit van hetzelfde", a=a, b=b)
    change = c.b.total_collective - c.a.total_collective
    if abs(change) < 0.5:
        return t("{a} en {b} kosten over {years} jaar evenveel", a=a, b=b, years=c.a.assumptions.years)
    cheap, dear = (a, b) if change > 0 else (b, a)
    return t(
        "{cheap} kost over {years} jaar {amount} minder dan {dear}",
        cheap=cheap,
        dear=dear,
        years=c.a.assumptions.years,
        amount=t.money_short(abs(change)),
    )


def headlines(t: Texts, p: Projection) -> list[tuple[str, str]]:
    """The three figures below the chart: label and value."""
    return [
        (t("Opgeteld verschil"), t.money_short(p.total_difference, sign=True)),
        (t("Meerkosten terugverdiend in"), str(p.break_even_year or t("niet in {n} jaar", n=p.assumptions.years))),
        (t("Per leerling, eerste jaar"), t.money(float(p.years["per_pupil"].iloc[0]))),
    ]


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
        return t("Nominale euro’s, niet verdisconteerd; eigen aannames.")
    return t.plural(
        "Nominale euro’s, niet verdisconteerd; rust op {n} aanname die nog een voorbeeld is.",
        "Nominale euro’s, niet verdisconteerd; rust op {n} aannames die nog voorbeelden zijn.",
        count,
    )
