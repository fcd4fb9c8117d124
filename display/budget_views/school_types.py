"""Schoolsoorten: pupils and care by type of school, from which the assumptions about pupils are put together."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.budget import SchoolType, by_school_type, follows_school_types, with_school_types
from analysis.errors import AnalysisError, BudgetError
from display.budget_views.parts import in_hand
from display.charts import Table
from display.formatting import Language
from display.parsing import parse_number
from display.scenarios import school_types, set_school_types
from display.state import session
from display.tables import plain_table
from display.texts import Texts
from display.widgets import heading, notice, paragraph, show_error, show_table

_CELLS = ("name", "pupils", "care_share", "cost")
_EMPTY_ROWS = 3


def editor(t: Texts) -> None:
    """Type the types of school in a table, and take over their totals."""
    name, values = in_hand()
    mine = school_types(name)
    heading(t("Schoolsoorten"))
    paragraph(
        t(
            "Zet de scholen per soort onder elkaar, bijvoorbeeld sbo, PrO en so: hun leerlingen worden opgeteld en hun "
            "aandeel met jeugdhulp gemiddeld, naar leerlingen gewogen. Laat de kosten leeg als die overal gelijk zijn."
        ),
        "oza-lead",
    )
    edited = st.data_editor(
        _as_text(t, mine),
        key=f"school_types_{name}_{t.language}_{session().scenario_version}_{hash(mine)}",
        num_rows="dynamic",
        width="stretch",
        placeholder="",  # an empty cell is empty, not “None”
        alt=t("Schoolsoorten met leerlingen en jeugdhulp, te wijzigen"),
        column_config={
            cell: st.column_config.TextColumn(label)
            for cell, label in zip(
                _CELLS,
                (
                    t("Schoolsoort"),
                    t("Leerlingen"),
                    t("Met jeugdhulp (%)"),
                    t("Kosten per leerling met jeugdhulp (euro)"),
                ),
                strict=True,
            )
        },
    )
    try:
        typed = read_types(edited, t.language)
        totals = with_school_types(values, typed) if typed else None
    except AnalysisError as error:
        show_error(t, error)
        typed, totals = mine, None
    if totals is not None:
        notice(
            t(
                "Samen {pupils} leerlingen, van wie {share} jeugdhulp krijgt à {cost} per leerling.",
                pupils=t.integer(totals.pupils),
                share=t.percent(totals.care_share, 1),
                cost=t.money(totals.cost_per_pupil_in_care),
            )
        )
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Reken met deze schoolsoorten"),
            key="take_school_types",
            disabled=totals is None or (typed == mine and follows_school_types(values, mine)),
            on_click=set_school_types,
            args=(name, typed),
            icon=":material/functions:",
        )
        if mine:
            st.button(
                t("Zonder schoolsoorten"), key="drop_school_types", on_click=set_school_types, args=(name, ()),
                icon=":material/delete:", type="tertiary",
            )  # fmt: skip
    if mine:
        if not follows_school_types(values, mine):
            notice(
                t(
                    "De aannames zijn verschoven sinds de schoolsoorten zijn opgeteld; hieronder zijn alle soorten in "
                    "verhouding meegegaan."
                ),
                warning=True,
            )
        show_table(t, table(t), "school_types")


def table(t: Texts) -> Table:
    """The first year by type of school, adding up to the assumptions' totals."""
    scenario, values = in_hand()
    found = by_school_type(values, school_types(scenario))
    kind, pupils, care = t("Schoolsoort"), t("Leerlingen"), t("Leerlingen met jeugdhulp")
    cost = t("Individuele hulp in het eerste jaar")
    columns = (found["pupils"], found["pupils_in_care"], found["individual_care"])
    rows = [
        {kind: name, pupils: t.integer(number), care: t.number(in_care, 1), cost: t.money(euros)}
        for name, number, in_care, euros in zip(found["school_type"], *columns, strict=True)
    ]
    rows.append(
        {kind: t("Samen"), pupils: t.integer(float(found["pupils"].sum())),
         care: t.number(float(found["pupils_in_care"].sum()), 1), cost: t.money(float(found["individual_care"].sum()))}
    )  # fmt: skip
    return plain_table(t("Per schoolsoort, eerste jaar"), rows, (pupils, care, cost))


def read_types(frame: pd.DataFrame, language: Language) -> tuple[SchoolType, ...]:
    """The types as they were typed, empty rows left out.

    Raises BudgetError, naming the row, where a cell is empty or holds no number, or a number that is not possible.
    """
    found = []
    for number, row in enumerate(frame.fillna("").astype(str).itertuples(index=False), start=1):
        name, pupils, share, cost = (cell.strip() for cell in row)
        if not (name or pupils or share or cost):
            continue
        if not (name and pupils and share):
            raise BudgetError(
                "Schoolsoorten, rij {row}: vul een schoolsoort, het aantal leerlingen en het deel met jeugdhulp in.",
                row=number,
            )
        whole = _number(pupils, number, language, share=False)
        found.append(
            SchoolType(
                name,
                int(whole) if whole.is_integer() else whole,  # type: ignore[arg-type]  # the type refuses a fraction
                _number(share, number, language, share=True),
                _number(cost, number, language, share=False) if cost else None,
            )
        )
    return tuple(found)


def _number(text: str, row: int, language: Language, *, share: bool) -> float:
    try:
        return parse_number(text, language, share=share)
    except BudgetError:  # its sentence speaks of an old value, which a table has not
        raise BudgetError(
            "Schoolsoorten, rij {row}: “{text}” kan in die kolom niet. Verbeter de cel.", row=row, text=text
        ) from None


def _as_text(t: Texts, types: tuple[SchoolType, ...]) -> pd.DataFrame:
    rows = [
        (
            each.name,
            t.integer(each.pupils),
            t.percent(each.care_share, 2),
            "" if each.cost_per_pupil_in_care is None else t.money(each.cost_per_pupil_in_care, 2),
        )
        for each in types
    ] or [("", "", "", "")] * _EMPTY_ROWS
    return pd.DataFrame(rows, columns=list(_CELLS), dtype=object)
