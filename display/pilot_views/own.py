"""Own pilots: by a form or a file, kept in the session, and as a file to keep."""

from __future__ import annotations

import hashlib
import io

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError, PilotsError
from analysis.pilots import (
    Attribute,
    Kind,
    Pilots,
    add_own,
    blank_template,
    build_own,
    export_own,
    load_pilots,
    without_own,
)
from display.charts import Table
from display.parsing import parse_number
from display.pilot_views.budget_start import budget_buttons
from display.shared import shipped_pilots
from display.state import active_pilots, remember, session
from display.texts import Texts
from display.widgets import heading, literal, notice, paragraph, show_error, table_html

_FIRST = ("province", "municipalities", "pupils", "schools", "school_types", "care_share_low", "care_share_high",
          "instrument", "funding_variant", "recipient", "scope_location", "start_year", "duration_years")  # fmt: skip
_LARGEST = 1_000_000  # bytes; fifty pilots take a fraction of it


def views(t: Texts, pilots: Pilots) -> None:
    """What there is, a form for one more, and a file for several."""
    notice(t("Eigen pilots staan overal op deze pagina naast die van het rapport. Noem geen personen."))
    refused = session().pilots_refused
    if refused is not None:
        show_error(t, refused)
    _list(t, pilots)
    left, right = st.columns(2, gap="large")
    with left:
        _form(t, pilots)
    with right:
        _file(t, pilots)


def _list(t: Texts, pilots: Pilots) -> None:
    if not pilots.own_names:
        return
    heading(t("Uw eigen pilots"))
    for name in pilots.own_names:
        with st.container(horizontal=True, vertical_alignment="center"):
            stated = sum(pilots.value(name, a.name) is not None for a in pilots.attributes)
            st.markdown(literal(t("{name}: {n} kenmerken ingevuld", name=name, n=stated)))
            st.button(
                literal(t("Verwijder {name}", name=name)),
                key=f"own_remove_{name}",
                icon=":material/delete:",
                type="tertiary",
                on_click=_remove,
                args=(name,),
            )
            budget_buttons(t, pilots, [name], "own")
    st.download_button(
        t("Bewaar eigen pilots als CSV"),
        export_own(pilots, pilots.own_names),
        "eigen_pilots.csv",
        "text/csv",
        key="own_download",
        icon=":material/download:",
        on_click="ignore",
    )


def _form(t: Texts, pilots: Pilots) -> None:
    heading(t("Met een formulier"))
    with st.form("own_form", clear_on_submit=False):
        st.text_input(t("Naam van de gemeente of regio"), key="own_name")
        for attribute in pilots.attributes:
            if attribute.name in _FIRST:
                _field(t, attribute)
        with st.expander(t("Meer kenmerken")):
            for attribute in pilots.attributes:
                if attribute.name not in _FIRST:
                    _field(t, attribute)
        st.form_submit_button(t("Voeg toe"), key="own_add", icon=":material/add:", on_click=_submit, args=(t, pilots))


def _submit(t: Texts, pilots: Pilots) -> None:
    """Take in what the form holds; what is wrong with it is said above, and the form keeps its answers."""
    try:
        texts = {a.name: _plain(t, a, st.session_state[f"own_{a.name}"]) for a in pilots.attributes}
        _keep(build_own(st.session_state["own_name"], texts))
    except AnalysisError as error:
        remember(pilots_refused=error)


def _field(t: Texts, attribute: Attribute) -> None:
    label, key = attribute.label(t.language), f"own_{attribute.name}"
    if attribute.kind is Kind.CHOICE:
        st.selectbox(
            label,
            ["", *attribute.answers],
            format_func=lambda code: attribute.answer(code, t.language) if code else t("onbekend"),
            key=key,
        )
    elif attribute.kind is Kind.CHOICES:
        st.multiselect(
            label,
            list(attribute.answers),
            format_func=lambda code: attribute.answer(code, t.language),
            key=key,
            placeholder=t("onbekend"),
        )
    else:
        hint = t("namen, met een komma ertussen") if attribute.kind is Kind.NAMES else attribute.unit(t.language)
        st.text_input(label, key=key, placeholder=hint, help=attribute.description(t.language))


def _plain(t: Texts, attribute: Attribute, answer: str | list[str]) -> str:
    """A number as the user writes it in the way of a file; several answers, or names with commas, as a list."""
    if not isinstance(answer, str):
        return "|".join(answer)
    text = answer
    if attribute.kind is Kind.NAMES:
        return "|".join(part.strip() for part in text.replace("|", ",").split(","))
    if not attribute.kind.is_numeric or not text.strip() or attribute.kind is Kind.SHARE:
        return text
    number = parse_number(text, t.language)
    return f"{number:.6f}" if not number.is_integer() else f"{number:.0f}"


def _file(t: Texts, pilots: Pilots) -> None:
    heading(t("Met een bestand"))
    paragraph(
        t("Eén rij per pilot; alleen de kolom pilot is nodig. Vul codes of de woorden van het formulier in."),
        "oza-source",
    )
    st.download_button(
        t("Download het sjabloon (CSV)"),
        blank_template(t.language),
        "sjabloon_pilots.csv",
        "text/csv",
        key="own_template",
        icon=":material/download:",
        on_click="ignore",
    )
    file = st.file_uploader(t("CSV-bestand met eigen pilots, tot 1 MB"), key="own_file")
    if file is not None:
        data = file.getvalue()
        identity = hashlib.sha256(data).hexdigest()
        if identity != session().pilots_seen:
            remember(pilots_seen=identity)
            _take_in(data)
            st.rerun()  # they belong into the list above too
    with st.expander(t("Kolommen en codes van het bestand")):
        st.html(table_html(_columns(t, pilots)))


def _take_in(data: bytes) -> None:
    try:
        if len(data) > _LARGEST:
            raise PilotsError("Het bestand is groter dan 1 MB. Laat alleen de rijen van uw eigen pilots staan.")
        _keep(load_pilots(io.BytesIO(data)))
    except AnalysisError as error:
        remember(pilots_refused=error)


def _keep(own: Pilots) -> None:
    """The new own pilots after those there are; raises PilotsError and keeps what there was where that cannot be."""
    add_own(active_pilots(), own)
    before = session().own_pilots
    remember(own_pilots=own if before is None else add_own(before, own), pilots_refused=None)


def _remove(name: str) -> None:
    left = without_own(active_pilots(), name)
    shipped = shipped_pilots().names
    rest = load_pilots(io.BytesIO(export_own(left, left.own_names))) if left.own_names else None
    remember(
        own_pilots=rest,
        pilots_refused=None,
        pilots=session().pilots if name not in session().pilots else shipped[:3],
    )


def _columns(t: Texts, pilots: Pilots) -> Table:
    shown = pd.DataFrame(
        [
            {
                t("Kolom"): attribute.name,
                t("Betekenis"): f"{attribute.label(t.language)}. {attribute.description(t.language)}",
                t("Codes"): ", ".join(attribute.answers),
            }
            for attribute in pilots.attributes
        ]
    )
    return Table(t("Kolommen van een pilotbestand"), shown)
