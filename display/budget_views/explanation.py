"""Hoe berekend: every amount opened into its formula, all assumptions, and the model as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from analysis.budget import (
    ASSUMPTIONS,
    SECTION_LABELS,
    Assumptions,
    Step,
    Term,
    explain,
    explain_all,
    explain_returns,
)
from analysis.budget import workbook as workbook_of
from analysis.budget.definitions import UNIT_LABELS, AssumptionDefinition
from display import budget_inputs as inputs
from display.assumption_texts import origin as origin_of
from display.budget_views.parts import in_hand, source
from display.charts import Table
from display.scenarios import school_types, whole
from display.sentences import budget_effects as sentences
from display.stage import Section
from display.state import projector
from display.tables import plain_table
from display.texts import Texts
from display.widgets import conclusion, guarded, heading, keep_possible, notice, paragraph, show_table

_KEY = "explained_amount"
_FIRST = "collective"


def section(t: Texts) -> Section:
    """The section for the page."""
    shown = guarded(t, lambda: amount(t))
    rest = [lambda: every_formula(t), lambda: returns(t), lambda: assumptions(t), lambda: workbook(t)]
    return Section("toelichting", t("Hoe berekend"), [shown, *rest], slides=[shown], walk=())


def amount(t: Texts) -> None:
    """One amount in one year: its formula, the numbers filled in, and each part to open further."""
    _, values = in_hand()
    steps = explain_all(values)
    labels = {step.name: t.message(step.label) for step in steps}
    years = [values.start_year + i for i in range(values.years)]
    keep_possible(_KEY, labels)
    keep_possible("explained_year", years)
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _FIRST
    hidden: Literal["collapsed", "visible"] = "collapsed" if projector() else "visible"
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        name = st.selectbox(
            t("Bedrag"), list(labels), key=_KEY, format_func=labels.__getitem__, label_visibility=hidden
        )
    with right:
        year = (
            st.select_slider(t("Jaar"), years, key="explained_year", label_visibility=hidden) if years[1:] else years[0]
        )
    step = explain(values, name, year)
    words, numbers = sentences.step(t, step)
    value = sentences.amount(t, step.value, step.unit)
    conclusion(f"{labels[name]} in {year}: {value}")
    paragraph(f"= {words}", "oza-lead")
    paragraph(f"= {numbers}", "oza-lead")
    st.space("small")
    for term in step.terms:
        _term(t, values, term)
    if name != _FIRST:
        st.button(
            t("Terug naar {label}", label=labels[_FIRST]), key="explain_back", on_click=_open, args=(_FIRST, year),
            icon=":material/undo:", type="tertiary",
        )  # fmt: skip
    paragraph(source(t, values), "oza-source")


def _term(t: Texts, values: Assumptions, term: Term) -> None:
    """A part of the formula: an assumption with its origin, or another amount that opens on a click."""
    label, value = t.message(term.label), sentences.amount(t, term.value, term.unit)
    if term.is_assumption:
        where = origin_of(t, values, term.name, school_types(in_hand()[0]))
        paragraph(t("{label}: {value} — aanname, {origin}", label=label, value=value, origin=where), "oza-source")
        return
    st.button(
        f"{label} in {term.of_year}: {value}",
        key=f"explain_{term.name}_{term.of_year}",
        on_click=_open,
        args=(term.name, term.of_year),
        icon=":material/subdirectory_arrow_right:",
        type="tertiary",
    )


def _open(name: str, year: int) -> None:
    st.session_state[_KEY] = name
    st.session_state["explained_year"] = year


def every_formula(t: Texts) -> None:
    """All formulas of the chosen year, in order of computation."""
    _, values = in_hand()
    year = _year(values)
    with st.expander(t("Alle formules van {year}", year=year)):
        sections = t.listing([t.message(label) for label in SECTION_LABELS.values()])
        caption = t("Het hele model in {year}: {sections}", year=year, sections=sections)
        show_table(t, _formulas(t, caption, explain_all(values, year)), "formulas")


def returns(t: Texts) -> None:
    """How the financial and the societal return of the chosen year are worked out, with each effect."""
    scenario = whole(in_hand()[0])
    year = _year(scenario.assumptions)
    with st.expander(t("Kosten en baten van {year}", year=year)):
        steps = explain_returns(scenario.assumptions, scenario.effects, scenario.discount_rate, year)
        caption = t("Het rendement van {year}, contant gemaakt en in prijzen van het eerste jaar", year=year)
        show_table(t, _formulas(t, caption, steps), "returns_explained")


def _year(values: Assumptions) -> int:
    """The year that is chosen above, as long as it lies within the period."""
    year = st.session_state.get("explained_year", values.start_year)
    return int(year) if values.start_year <= year < values.start_year + values.years else values.start_year


def _formulas(t: Texts, caption: str, steps: Sequence[Step]) -> Table:
    name, formula, filled = t("Bedrag"), t("Formule"), t("Ingevuld")
    rows = [
        dict(zip((name, formula, filled), (t.message(step.label), *sentences.step(t, step)), strict=True))
        for step in steps
    ]
    return plain_table(caption, rows)


def assumptions(t: Texts) -> None:
    """Every assumption of the model, also those that play no part yet."""
    name, values = in_hand()
    with st.expander(t("Alle aannames")):
        show_table(t, assumptions_table(t, name, values), "all_assumptions")


def assumptions_table(t: Texts, name: str, values: Assumptions) -> Table:
    """Value, unit, price year, possible range, origin and meaning of every assumption."""
    label, value, unit, price_year = t("Aanname"), t("Waarde"), t("Eenheid"), t("Prijspeil")
    possible, where, counts, meaning = t("Mogelijk"), t("Herkomst"), t("Telt mee"), t("Uitleg")
    used = set(values.used)
    rows = []
    for definition in ASSUMPTIONS.values():
        money = definition.unit is not None and definition.unit.is_amount
        rows.append(
            {
                label: t.message(definition.label),
                value: inputs.written(t, definition, getattr(values, definition.name), exact=True),
                unit: t.message(UNIT_LABELS[definition.unit]) if definition.unit is not None else t("keuze"),
                price_year: str(definition.price_year or values.start_year) if money else "",
                possible: _possible(t, definition),
                where: origin_of(t, values, definition.name, school_types(name)),
                counts: t("ja") if definition.name in used else t("nee"),
                meaning: t.message(definition.explanation),
            }
        )
    return plain_table(t("Alle aannames van scenario {name}", name=name), rows, (value,))


def _possible(t: Texts, definition: AssumptionDefinition) -> str:
    if definition.valid is None:
        return "; ".join(t.message(option) for option in definition.options.values())
    low, high = (
        inputs.written(t, definition, int(end) if float(end).is_integer() and not definition.unit else end)
        for end in (definition.valid.minimum, definition.valid.maximum)
    )
    return t("{low} tot en met {high}", low=low, high=high)


def workbook(t: Texts) -> None:
    """The whole model to check in a spreadsheet."""
    name, _ = in_hand()
    heading(t("Het model als spreadsheet"))
    notice(
        t(
            "Alle aannames en formules van scenario {name}. De formules zijn levend: verander een aanname in het "
            "bestand en alles rekent mee.",
            name=name,
        )
    )
    scenario = whole(name)
    st.download_button(
        t("Download het model (XLSX)"),
        lambda: workbook_of(scenario, t.message),
        f"begroting-{name}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="download_workbook",
        icon=":material/download:",
        on_click="ignore",
    )
