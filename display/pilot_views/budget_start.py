"""From a pilot to its starting values in Begroting, in one click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analysis.budget import PILOT_STARTS, Assumptions
from analysis.pilots import Pilots
from display.scenarios import begin
from display.state import remember, session
from display.texts import Texts
from display.widgets import literal

#: The assumptions that a pilot's attribute fills, and the words of a pilots file in those of the budget.
_ASSUMPTIONS = {
    "pupils": "pupils",
    "schools": "schools",
    "duration_years": "years",
    "start_year": "start_year",
    "fte": "fte",
}
_FUNDING = {"populatie": "population", "functie": "function", "productie": "production", "resultaat": "outcome"}
_RESIDENCE = {
    "alleen_inwoners": "residents_only",
    "groepsaanbod_open": "group_offers_open",
    "onder_schooltijd_open": "school_hours_open",
    "voorfinancieren_en_verrekenen": "advance_and_settle",
    "iedereen": "everyone",
}


def starting_values(pilots: Pilots, name: str) -> Mapping[str, Any]:
    """What a pilot says of the assumptions; empty where it says nothing that the budget can use."""
    if name in PILOT_STARTS and name not in pilots.own_names:
        return PILOT_STARTS[name].values
    values: dict[str, Any] = {
        assumption: value
        for attribute, assumption in _ASSUMPTIONS.items()
        if (value := pilots.value(name, attribute)) is not None
    }
    if name not in pilots.own_names:
        values.pop("start_year", None)  # a pilot of the report began years ago; the budget is for years to come
    for attribute, assumption, words in (
        ("funding_variant", "funding", _FUNDING),
        ("other_municipalities_rule", "residence_rule", _RESIDENCE),
    ):
        code = pilots.value(name, attribute)
        if isinstance(code, str):
            values[assumption] = words[code]
    low, high = pilots.value(name, "care_share_low"), pilots.value(name, "care_share_high")
    if low is not None and low == high:  # of a range the user chooses
        values["care_share"] = low
    return values


def budget_buttons(t: Texts, pilots: Pilots, names: Sequence[str], where: str) -> None:
    """A button for each pilot that says something the budget can begin with."""
    with st.container(horizontal=True):
        for name in names:
            values = starting_values(pilots, name)
            if values:
                st.button(
                    literal(t("Begroting beginnen met {pilot}", pilot=name)),
                    key=f"budget_{where}_{name}",
                    icon=":material/calculate:",
                    type="tertiary",
                    help=t(
                        "Zet {n} aannames van scenario A op die van deze pilot; de andere krijgen hun beginwaarde.",
                        n=len(values),
                    ),
                    on_click=_begin,
                    args=(values,),
                )


def go_on() -> None:
    """Leave for Begroting where a pilot was just put into a scenario; a callback itself cannot change the page."""
    if session().leaving:
        remember(leaving=False)
        st.switch_page("pages/begroting.py", query_params={})  # what the address holds is of this page


def _begin(values: Mapping[str, Any]) -> None:
    begin(Assumptions(**values))
    remember(leaving=True)
