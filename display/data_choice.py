"""Which data are in use: a sample or an own file, how it came in, and how its small groups are protected."""

from __future__ import annotations

import streamlit as st

from analysis.disclosure import LOWEST_MINIMUM
from analysis.evidence.national import published_scale
from analysis.survey import MAXIMUM_BYTES, sample_names, sheet_names
from display import uploads
from display.labels import survey_name
from display.state import OWN_FILE, active_survey, forget_upload, remember, session
from display.texts import Texts
from display.widgets import data_in_use, heading, notice, paragraph, show_error


def choose_data(t: Texts) -> None:
    """The choice between the samples and an own file, with the two uploaders below it."""
    chooser = st.container()
    _upload(t)
    with chooser:
        _source(t)


def _upload(t: Texts) -> None:
    left, right = st.columns(2)
    data = left.file_uploader(
        t("Enquêtegegevens (CSV, Excel of SPSS; hoogstens {limit} MB)", limit=MAXIMUM_BYTES // 1_000_000),
        key="survey_upload",
        help=t("Eén rij per respondent, één kolom per vraag; de eerste rij noemt de kolommen."),
    )
    codebook = right.file_uploader(
        t("Codeboek (CSV, mag ook later)"),
        key="codebook_upload",
        help=t(
            "Zegt per kolom of het een item van een schaal, een groep of een cijfer is. "
            "U kunt het hieronder ook zelf maken."
        ),
    )
    read = uploads.take_in(data, codebook)
    _told(t, read=read)
    if data is None and codebook is not None and session().upload is None:
        notice(t("Het codeboek wacht op een gegevensbestand: voeg dat links toe."))
    paragraph(
        t(
            "Een eigen bestand blijft in het werkgeheugen van deze sessie: het wordt nergens opgeslagen of verzonden, "
            "en is weg zodra u het wist of het venster sluit."
        ),
        "oza-source",
    )


def _told(t: Texts, *, read: bool) -> None:
    """What became of the files in the uploaders."""
    refused = session().refused
    if refused is not None:
        show_error(t, refused)
        if uploads.can_go_on():
            st.button(
                t("Ga door zonder wat niet past"),
                key="go_on",
                icon=":material/skip_next:",
                on_click=uploads.go_on_without_misfits,
            )
        notice(t("Wat eerder geladen was, is nog in gebruik: {name}.", name=survey_name(t, active_survey())))
    elif read:
        notice(t("{name} is gelezen.", name=active_survey().name))
    if session().kept_codebook:
        notice(t("Gelezen met het codeboek dat al in gebruik was."))
    misfit = session().misfit
    if misfit is not None:
        notice(
            t(
                "Het codeboek dat in gebruik was past niet op dit bestand en is weggelaten: {why}",
                why=t.error(misfit),
            ),
            warning=True,
        )


def _source(t: Texts) -> None:
    options = [*sample_names(), *([OWN_FILE] if session().upload else [])]
    key = f"data_source_{t.language}"
    st.session_state[key] = session().source
    st.segmented_control(
        t("Gegevens in gebruik"),
        options,
        key=key,
        required=True,
        format_func=t,
        on_change=lambda: remember(source=st.session_state[key]),
    )
    data_in_use(t)
    if session().source == OWN_FILE:
        _own_file(t)
    if session().source == OWN_FILE and any(published_scale("swv", s.name) for s in active_survey().scales):
        _compare_with(t)


def _own_file(t: Texts) -> None:
    """What only an own file has: worksheets, and columns that were left out."""
    upload = session().upload
    if upload is None:
        return
    sheets = sheet_names(upload.attempt.data)
    if len(sheets) > 1:
        current = upload.survey.receipt.sheet
        st.selectbox(
            t("Werkblad"),
            sheets,
            index=sheets.index(current) if current in sheets else 0,
            key=f"sheet_{len(upload.attempt.data)}",
            on_change=lambda: uploads.choose_sheet(st.session_state[f"sheet_{len(upload.attempt.data)}"]),
        )
    if upload.left_out:
        notice(
            t(
                "Weggelaten omdat het persoonsgegevens lijken: {columns}. De analyse heeft ze niet nodig.",
                columns=t.listing(upload.left_out),
            ),
            warning=True,
        )
        st.button(t("Toch inlezen"), key="read_personal", on_click=uploads.read_personal_columns, type="tertiary")
    if any(column.suspected and column.role is not None for column in upload.survey.receipt.columns):
        st.button(
            t("Neem vermoedelijke codes (8, 9, 99 …) aan als ontbrekend"),
            key="accept_suspected",
            icon=":material/done_all:",
            on_click=uploads.accept_all_suspected,
        )


def _compare_with(t: Texts) -> None:
    """An own file with the study's scales can be laid beside the study's figures."""
    labels = {"gemeente": t("gemeenten"), "swv": t("samenwerkingsverbanden")}
    st.segmented_control(
        t("Leg de landelijke cijfers van 2018 ernaast"),
        list(labels),
        key="national",
        default=session().national,
        format_func=labels.__getitem__,
        on_change=lambda: remember(national=st.session_state["national"]),
    )


def protection(t: Texts) -> None:
    """How small a group may be shown, and the way to take the own file out of memory."""
    if session().upload is None:  # a simulated sample needs none
        return
    heading(t("Bescherming van kleine groepen"))
    paragraph(
        t(
            "Bij een eigen bestand blijft een groep met minder antwoorden dan dit buiten beeld, ook in downloads; zo "
            "nodig ook een tweede groep, zodat niemand de eerste kan uitrekenen."
        ),
        "oza-subtitle",
    )
    st.slider(
        t("Kleinste groep die getoond wordt"),
        LOWEST_MINIMUM,
        50,
        session().minimum_group,
        key="minimum_group",
        on_change=lambda: remember(minimum_group=st.session_state["minimum_group"]),
    )
    st.button(t("Wis mijn gegevens"), key="forget", icon=":material/delete:", on_click=forget_upload)
