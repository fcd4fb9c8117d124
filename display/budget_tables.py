"""The budget's tables: scenarios side by side, and the assumptions with their origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from analysis.budget import (
    ASSUMPTIONS,
    Assumptions,
    Projection,
    SchoolType,
    describe_assumption,
    differing,
    examples_used,
)
from display.assumption_texts import origin, unit_and_range, written
from display.charts import Table
from display.sentences.budget import break_even_short, cheaper_short
from display.tables import plain_table
from display.texts import Texts

#: Rows of a line or two that a projector has room for.
_MOST_EXAMPLES = 7


def scenarios_table(
    t: Texts, scenarios: Mapping[str, Projection], names: Mapping[str, str], *, most: int | None = None
) -> Table:
    """Only the assumptions in which the scenarios differ and that matter, then the outcomes of all.

    most: how many differing assumptions there is room for; the others are counted.
    """
    what = t("Aanname of uitkomst")
    columns = {name: names[name] if [*names.values()].count(names[name]) == 1 else name for name in scenarios}
    values = {name: p.assumptions for name, p in scenarios.items()}
    rows = [
        {what: t.message(ASSUMPTIONS[each].label)}
        | {columns[name]: written(t, ASSUMPTIONS[each], getattr(values[name], each)) for name in scenarios}
        for each in differing([*values.values()])
    ]
    if most is not None and len(rows) > most:
        left = len(rows) - most + 1
        rows = [
            *rows[: most - 1],
            {what: t("en nog {n} andere aannames", n=left)} | dict.fromkeys(columns.values(), ""),
        ]
    rows += [{what: label} | {columns[name]: write(p) for name, p in scenarios.items()} for label, write in outcomes(t)]
    return plain_table(t("Waarin de scenario’s verschillen, en wat dat doet"), rows, tuple(columns.values()))


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


def assumptions_table(t: Texts, name: str, values: Assumptions, types: Sequence[SchoolType] = ()) -> Table:
    """Every assumption that the result rests on: value, where it comes from, and what it means."""
    label, value, origin_, explanation = t("Aanname"), t("Waarde"), t("Herkomst"), t("Uitleg")
    unit = t("Eenheid, prijspeil en bereik")
    rows = []
    for used in values.used:
        definition = describe_assumption(used)
        rows.append(
            {
                label: t.message(definition.label),
                value: written(t, definition, getattr(values, used)),
                unit: unit_and_range(t, definition, values),
                origin_: origin(t, values, used, types),
                explanation: t.message(definition.explanation),
            }
        )
    return plain_table(t("Aannames van {name}", name=name), rows, (value,))


def examples_table(t: Texts, name: str, values: Assumptions) -> Table:
    """What asks for an own figure, and what it means; no more than a projector has room for."""
    label, value, explanation = t("Aanname zonder bron"), t("Waarde"), t("Uitleg")
    rows = [
        {
            label: t.message(describe_assumption(each).label),
            value: written(t, describe_assumption(each), getattr(values, each)),
            explanation: t.message(describe_assumption(each).explanation),
        }
        for each in examples_used(values)
    ]
    if len(rows) > _MOST_EXAMPLES:
        left = len(rows) - _MOST_EXAMPLES + 1
        rows = [
            *rows[: _MOST_EXAMPLES - 1],
            {label: t("en nog {n} andere aannames", n=left), value: "", explanation: ""},
        ]
    return plain_table(t("Voorbeelden in {name}", name=name), rows, (value,))
