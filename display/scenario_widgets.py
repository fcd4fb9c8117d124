"""Which scenario is in hand and which are drawn beside it, steps back and forward, names, copies, links and files."""

from __future__ import annotations

import streamlit as st

from analysis.budget import PILOT_STARTS, describe_assumption
from display import scenarios
from display.assumption_texts import written
from display.scenarios import LETTERS, existing, in_hand, label
from display.state import projector, remember, session
from display.texts import Texts
from display.widgets import literal, notice, paragraph, show_error

_PAGE = "begroting"


def scenario_row(t: Texts) -> None:
    """The scenario that the sliders move, the ones drawn beside it, and steps back and forward."""
    there = existing()
    with st.container(key="scenario_row", horizontal=True, vertical_alignment="center", gap="small"):
        if st.session_state.get("scenario") not in there:
            st.session_state["scenario"] = there[0]
        st.segmented_control(
            t("Scenario in de hand"),
            there,
            key="scenario",
            required=True,
            persist_state="session",
            label_visibility="collapsed",
            format_func=lambda name: literal(label(t, name)),
        )
        hand = in_hand()
        others = [name for name in there if name != hand]
        if others:
            key = f"compared_{hand}_{''.join(others)}_{t.language}_{session().scenario_version}"
            st.pills(
                t("Ernaast tekenen"),
                others,
                selection_mode="multi",
                default=[name for name in others if name in session().compared],
                key=key,
                format_func=lambda name: f"+ {name}",
                help=t("Teken deze scenario’s ernaast."),
                label_visibility="collapsed",
                on_change=lambda: remember(compared=tuple(st.session_state[key])),
            )
        _steps(t)


def _steps(t: Texts) -> None:
    state = session()
    with st.container(key="scenario_steps", horizontal=True, gap="small", width="content"):
        st.button(
            "",
            key="budget_undo",
            icon=":material/undo:",
            help=t("Ongedaan maken"),
            on_click=scenarios.undo,
            disabled=not state.budget_past,
            type="tertiary",
        )
        st.button(
            "",
            key="budget_redo",
            icon=":material/redo:",
            help=t("Opnieuw doen"),
            on_click=scenarios.redo,
            disabled=not state.budget_future,
            type="tertiary",
        )
        st.button(
            "",
            key="budget_reset",
            icon=":material/restart_alt:",
            help=t("Alle scenario’s terug naar het begin"),
            on_click=scenarios.reset,
            type="tertiary",
        )


def refusal(t: Texts) -> None:
    """Why a link, a file or a name was not taken; what was there still stands."""
    error = session().refused_scenario
    if error is not None:
        show_error(t, error)


def workshop(t: Texts) -> None:
    """Names, copies, starting points, links and files for the scenario in hand."""
    hand = in_hand()
    left, middle, right = st.columns(3, gap="medium")
    with left.container(border=True, height="stretch"):
        _name(t, hand)
        _copies(t, hand)
    with middle.container(border=True, height="stretch"):
        _start(t, hand)
    with right.container(border=True, height="stretch"):
        _share(t, hand)


def _name(t: Texts, hand: str) -> None:
    given = session().scenario_names.get(hand, "")
    key = f"scenario_name_{hand}_{session().scenario_version}"
    st.text_input(
        t("Naam van scenario {letter}", letter=hand),
        given,
        key=key,
        max_chars=60,
        placeholder=t("Bijvoorbeeld: afbouw 5 procent"),
        on_change=lambda: scenarios.rename(hand, st.session_state[key]),
    )


def _copies(t: Texts, hand: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for letter in LETTERS:
            if letter != hand:
                new = letter not in existing()
                st.button(
                    t("Kopieer naar {letter} (nieuw)", letter=letter)
                    if new
                    else t("Kopieer naar {letter}", letter=letter),
                    key=f"copy_to_{letter}",
                    icon=":material/content_copy:",
                    on_click=scenarios.copy,
                    args=(hand, letter),
                )
                if new:
                    break  # the next one has its turn once this one is there
        if len(existing()) > 1:
            st.button(
                t("Verwijder {letter}", letter=hand),
                key="remove_scenario",
                icon=":material/delete:",
                on_click=scenarios.remove,
                args=(hand,),
                type="tertiary",
            )


def _start(t: Texts, hand: str) -> None:
    key = f"pilot_start_{hand}_{session().scenario_version}"
    st.selectbox(
        t("Begin scenario {letter} met de cijfers van een pilot", letter=hand),
        list(PILOT_STARTS),
        index=None,
        key=key,
        placeholder=t("Kies een pilot…"),
        on_change=lambda: scenarios.start_from_pilot(hand, st.session_state[key]),
    )
    pilot = PILOT_STARTS.get(session().scenario_names.get(hand, ""))
    if pilot is None:
        paragraph(
            t("De bron geeft leerlingen, scholen en de manier van betalen; de rest blijft voorbeeld of eigen cijfer."),
            "oza-source",
        )
        return
    said = []
    for name, value in pilot.values.items():
        definition = describe_assumption(name)
        said.append(f"{t.message(definition.label).lower()} {written(t, definition, value)} ({pilot.sections[name]})")
    paragraph(t("Uit rapport Twente 2021: {facts}.", facts="; ".join(said)), "oza-source")
    for name, (low, high) in pilot.ranges.items():
        definition = describe_assumption(name)
        notice(
            t(
                "{pilot}: {assumption} loopt in de bron van {low} tot {high}; het scenario houdt {value}.",
                pilot=pilot.name,
                assumption=t.message(definition.label).lower(),
                low=written(t, definition, low),
                high=written(t, definition, high),
                value=written(t, definition, getattr(scenarios.scenario(hand), name)),
            )
        )
    for name, others in pilot.alternatives.items():
        definition = describe_assumption(name)
        notice(
            t(
                "De bron zegt ook {others}; kies zelf welke {assumption} geldt.",
                others=t.listing([written(t, definition, other) for other in others]),
                assumption=t.message(definition.label).lower(),
            ),
            warning=True,
        )
    if pilot.budget is not None:
        notice(
            t(
                "De bron noemt voor {year} een budget van {amount}.",
                year=pilot.budget_year,
                amount=t.money(pilot.budget),
            )
        )


def _share(t: Texts, hand: str) -> None:
    st.caption(t("Koppeling naar precies dit scherm; er staan alleen aannames in."))
    st.code(scenarios.address(t, _PAGE), language=None, height=80)
    st.download_button(
        t("Bewaar scenario {letter} als bestand", letter=hand),
        scenarios.to_file(hand),
        f"scenario-{hand}.json",
        "application/json",
        key="scenario_file",
        icon=":material/download:",
        on_click="ignore",
    )
    key = f"scenario_upload_{hand}_{session().scenario_version}"

    def read() -> None:
        if st.session_state[key] is not None:
            scenarios.from_file(hand, st.session_state[key].getvalue())

    st.file_uploader(t("Open een bewaard scenario als {letter}", letter=hand), type=["json"], key=key, on_change=read)


def row_and_refusal(t: Texts) -> None:
    """What stands above every view of the budget."""
    scenario_row(t)
    if not projector():
        refusal(t)
