"""The budget's tables: scenarios side by side, and the assumptions with their origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.budget import ASSUMPTIONS, Assumptions, Projection, ScenarioComparison, describe_assumption
from display.budget_inputs import written
from display.charts import Table
from display.sentences.budget import break_even_short, cheaper_short
from display.tables import plain_table
from display.texts import Texts


def scenarios_table(t: Texts, compared: ScenarioComparison, a: str, b: str) -> Table:
    """Only what differs in assumptions and matters, then the outcomes of both."""
    what = t("Aanname of uitkomst")
    rows = [
        {
            what: t.message(ASSUMPTIONS[d.name].label),
            a: written(t, ASSUMPTIONS[d.name], d.a),
            b: written(t, ASSUMPTIONS[d.name], d.b),
        }
        for d in compared.differences
        if d.matters
    ]
    rows += [{what: label, a: write(compared.a), b: write(compared.b)} for label, write in outcomes(t)]
    return plain_table(t("Waarin de scenario’s verschillen, en wat dat doet"), rows, (a, b))


def outcomes(t: Texts) -> Sequence[tuple[str, Callable[[Projection], str]]]:
    """The outcomes that are put side by side: label, and how each is written."""
    return (
        (t("Eerste jaar dat het minder kost"), lambda p: cheaper_short(t, p)),
        (t("Meerkosten terugverdiend in"), lambda p: break_even_short(t, p)),
        (t("Opgeteld verschil aan het eind"), lambda p: t.money(p.total_difference, sign=True)),
        (t("Arrangement met individuele hulp ernaast, alle jaren"), lambda p: t.money(p.total_collective)),
        (t("Alleen individuele hulp, alle jaren"), lambda p: t.money(p.total_individual)),
        (t("Kosten per leerling, eerste jaar"), lambda p: t.money(float(p.years["per_pupil"].iloc[0]))),
        (t("Kosten per leerling, laatste jaar"), lambda p: t.money(float(p.years["per_pupil"].iloc[-1]))),
    )


def assumptions_table(t: Texts, name: str, values: Assumptions, examples: Sequence[str], *, explained: bool) -> Table:
    """Every assumption that the result rests on: value, where it comes from, and what it means."""
    label, value, origin, explanation = t("Aanname"), t("Waarde"), t("Herkomst"), t("Uitleg")
    rows = []
    for used in values.used:
        definition = describe_assumption(used)
        rows.append(
            {
                label: t.message(definition.label),
                value: written(t, definition, getattr(values, used)),
                origin: origin_of(t, values, used, examples),
                explanation: t.message(definition.explanation),
            }
        )
    if not explained:
        rows = [{column: text for column, text in row.items() if column != explanation} for row in rows]
    return plain_table(t("Aannames van scenario {name}", name=name), rows, (value,))


def origin_of(t: Texts, values: Assumptions, used: str, examples: Sequence[str]) -> str:
    """Where the value of an assumption comes from, in a few words."""
    source = describe_assumption(used).source
    if used in examples:
        return t("voorbeeld")
    if getattr(values, used) is None:
        return t("afgeleid van andere aannames")
    if source is not None and getattr(values, used) == getattr(Assumptions(), used):
        return t.message(source)
    if getattr(values, used) == getattr(Assumptions(), used):
        return t("standaardkeuze")
    return t("eigen invoer")
