"""The codebook in the page: set what columns are for, apply it, and take it along for next time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.survey import (
    DECIMAL_WORDS,
    MULTIPLE,
    THOUSANDS_WORDS,
    Codebook,
    CodebookEntry,
    Role,
    Survey,
    answers_of_grades,
    draft_codebook,
)
from display import unapplied, uploads
from display.data_choice import refusal
from display.labels import role_label, sign_label
from display.state import OWN_FILE, active_survey, remember, session
from display.texts import Texts, mark
from display.uploads import ASSIGN
from display.widgets import literal, notice, paragraph

_ROLES = [*map(str, Role), MULTIPLE]
#: The work of the day first; what is seldom needed comes by scrolling.
_ORDER = (
    "question",
    "role",
    "scale",
    "reversed",
    "missing",
    "answers",
    "label_nl",
    "label_en",
    "answers_en",
    "spellings",
    "decimal",
    "thousands",
    "earlier_names",
    "column",
)
_APPLY = mark("codeboek toepassen")
#: The changes that are made here: why one was refused stands below its own button.
EDITED = (ASSIGN, _APPLY)
_ONE_LINE = 45
_LINE, _THREE_LINES = 35, 66  # Streamlit breaks lines in rows of more than 64 pixels
_LONGEST_CODE = 15
_SHORT = 380
#: Choices in the form for several columns: what is not chosen stays as it is in each of them.
_KEEP, _REVERSED, _STRAIGHT = "", "reversed", "straight"
_TURNS = {_KEEP: mark("laat staan"), _REVERSED: mark("omgekeerd"), _STRAIGHT: mark("niet omgekeerd")}


def edit_codebook(t: Texts, survey: Survey, *, editable: bool) -> None:
    """An editor for an own file; for a sample its codebook to look at. Both can be downloaded."""
    draft = draft_codebook(survey)
    if editable:
        with st.container(horizontal=True):
            st.button(
                t("Voorstel invullen"),
                key="suggest_codebook",
                icon=":material/lightbulb:",
                on_click=uploads.suggest,
                help=t("Uit namen, labels en antwoorden; alleen voor kolommen die nog nergens voor dienen."),
            )
            undo_and_redo(t)
        with st.expander(t("Meer kolommen tegelijk toewijzen"), icon=":material/playlist_add_check:"):
            _several_at_once(t, draft, [entry.column for entry in draft if entry.column in survey.responses])
        _refusal_of(t, ASSIGN)
    frame = draft.to_frame()
    kept_by_tool = frame["column"].isin([c.name for c in survey.receipt.columns if c.description.technical])
    in_file = frame["column"].isin([column.name for column in survey.receipt.columns])
    if kept_by_tool.any() and not st.toggle(
        t("Toon ook wat het enquêteprogramma zelf bijhield ({n} kolommen)", n=int(kept_by_tool.sum())),
        key="codebook_bookkeeping",
    ):
        shown = frame[in_file & ~kept_by_tool]
    else:
        shown = frame[in_file]  # of what is used for nothing and absent the codebook remembers what it is
    # A new codebook must start a new editor: the old one would lay its edits upon other rows.
    key = f"codebook_editor_{t.language}_{len(shown)}_{hash(draft.to_csv())}"
    if editable:
        begun = unapplied.to_edit(key, frame)
        shown = begun.loc[shown.index]
    shown = shown.assign(question=[_question(survey, draft[name]) for name in shown["column"]])
    row = _row_height(shown["question"])
    short = row * len(shown) <= _SHORT
    with st.container(key="codebook_list" if short else "codebook_box"):
        edited = st.data_editor(
            shown,
            key=key,
            hide_index=True,
            width="stretch",
            height="content" if short else "stretch",
            row_height=row,
            num_rows="fixed",
            disabled=["column", "question"] if editable else True,
            placeholder="",  # an empty cell is empty, not “None”
            alt=t("Codeboek: één rij per kolom van het bestand"),
            column_order=_ORDER,
            column_config=_columns(t),
        )
    others = begun if editable else frame
    edited = pd.concat([edited.drop(columns="question"), others.drop(index=shown.index)]).sort_index()
    waiting = unapplied.keep(key, frame, begun, edited) if editable else {}
    if editable:
        _refusal_of(t, _APPLY)
    with st.container(horizontal=True, vertical_alignment="center"):
        if editable:
            st.button(
                t("Codeboek toepassen"),
                key="apply_codebook",
                type="primary",
                icon=":material/check:",
                on_click=_apply_edits,
                args=(t, edited, draft),
            )
        if waiting:
            paragraph(not_applied(t, waiting), "oza-source")
        st.download_button(
            t("Codeboek downloaden"),
            _csv(edited, draft),
            f"codeboek_{Path(survey.name).stem}.csv",
            "text/csv",
            key="download_codebook",
            icon=":material/download:",
            on_click="ignore",
        )


def tell_unapplied(t: Texts, survey: Survey) -> None:
    """In the other sections: that the codebook was edited and not applied yet, with both ways out."""
    waiting = session().unapplied
    if waiting is None or not waiting.edits or session().source != OWN_FILE:
        return
    draft = draft_codebook(survey)
    said, apply, drop = st.columns([6, 3, 2], vertical_alignment="center")
    with said:
        notice(not_applied(t, waiting.edits), warning=True)
    apply.button(
        t("Codeboek toepassen"),
        key="apply_waiting",
        icon=":material/check:",
        on_click=_apply_edits,
        args=(t, unapplied.laid_on(draft.to_frame(), waiting.edits), draft),
    )
    drop.button(
        t("Verwerp ze"), key="drop_waiting", icon=":material/close:", on_click=remember, kwargs={"unapplied": None}
    )


def not_applied(t: Texts, edits: unapplied.Edits) -> str:
    """How many cells of the codebook were changed and wait to be applied."""
    return t.plural(
        "{n} wijziging in het codeboek is nog niet toegepast.",
        "{n} wijzigingen in het codeboek zijn nog niet toegepast.",
        len(edits),
    )


def _refusal_of(t: Texts, what: str) -> None:
    if session().attempted == what:
        refusal(t, in_full=True)


def _question(survey: Survey, entry: CodebookEntry) -> str:
    """What a row is about: an item's own text, for the scale says what it has in common; a code before it."""
    description = survey.receipt.column(entry.column).description
    said = description.own_text if entry.scale else description.label
    if not said or said == entry.column:
        return entry.column
    coded = len(entry.column) <= _LONGEST_CODE and " " not in entry.column and entry.column not in said
    return f"{entry.column} · {said}" if coded else said


def _row_height(names: pd.Series) -> int:
    """Room for three lines where many questions need them, so that they can be read whole."""
    long = int((names.str.len() > _ONE_LINE).sum())
    return _THREE_LINES if 4 * long >= len(names) else _LINE


def _columns(t: Texts) -> dict[str, Any]:
    """What each column of the editor is called, how wide it is, and what may stand in it.

    At 1280 pixels the name, the role, the scale, reversed and missing stand beside each other without scrolling.
    """
    column = st.column_config
    return {
        "question": column.TextColumn(
            t("Vraag"), width=330, pinned=True, help=t("De naam van de kolom staat helemaal rechts.")
        ),
        "column": column.TextColumn(t("Kolom in het bestand"), width=330),
        "role": column.SelectboxColumn(
            t("Gebruikt als"),
            width=190,
            options=_ROLES,
            format_func=lambda role: role_label(t, str(role)),
            required=True,
        ),
        "scale": column.TextColumn(
            t("Schaal"),
            width=180,
            help=t("Voor items; bij een vraag met meer antwoorden de naam van de vraag, die de kolommen delen."),
        ),
        "reversed": column.CheckboxColumn(
            t("Omkeren"), width=90, help=t("Voor een item dat omgekeerd is gesteld: hoog betekent hier laag.")
        ),
        "missing": column.TextColumn(
            t("Ontbrekend"), width=140, help=t("Antwoorden die geen antwoord zijn, zoals 9=weet niet|99.")
        ),
        "answers": column.TextColumn(
            t("Antwoorden"),
            width=260,
            help=t("Van laag naar hoog, gescheiden door |. Met een code: 1=nooit|2=soms. Een schuifbalk: 0|...|100."),
        ),
        "label_nl": column.TextColumn(
            t("Label (Nederlands)"), width=260, help=t("De vraag zoals die op het scherm komt, in het Nederlands.")
        ),
        "label_en": column.TextColumn(
            t("Label (Engels)"), width=260, help=t("De vraag zoals die op het scherm komt, in het Engels.")
        ),
        "answers_en": column.TextColumn(t("Antwoorden (en)"), width=160),
        "spellings": column.TextColumn(
            t("Spelling = bedoeld"), width=180, help=t("Schrijfwijzen die als een ander antwoord worden gelezen.")
        ),
        "decimal": column.SelectboxColumn(
            t("Decimaalteken"),
            width=110,
            options=["", *DECIMAL_WORDS],
            format_func=lambda word: sign_label(t, str(word)),
        ),
        "thousands": column.SelectboxColumn(
            t("Duizendtalteken"),
            width=120,
            options=["", *THOUSANDS_WORDS],
            format_func=lambda word: sign_label(t, str(word)),
        ),
        "earlier_names": column.TextColumn(
            t("Eerdere namen"),
            width=200,
            help=t("Hoe de kolom in eerdere bestanden heet, gescheiden door |. Ook die bestanden passen dan."),
        ),
    }


def undo_and_redo(t: Texts) -> None:
    """Take the last change of how the file is read back, and forward again; the buttons say which change that is."""
    past, undone = session().past, session().undone
    if past:
        st.button(
            t("Ongedaan maken: {change}", change=t(past[-1].what)),
            key="undo_codebook",
            icon=":material/undo:",
            on_click=uploads.undo,
            type="tertiary",
        )
    if undone:
        st.button(
            t("Opnieuw doen: {change}", change=t(undone[-1].what)),
            key="redo_codebook",
            icon=":material/redo:",
            on_click=uploads.redo,
            type="tertiary",
        )


def _several_at_once(t: Texts, draft: Codebook, columns: Sequence[str]) -> None:
    """One form that makes a scale (or groups, or grades) of many columns together."""
    if session().assigned:  # else the next columns would get all of it too
        for key in ("assign_which", "assign_reversed"):
            st.session_state[key] = []
        for key in ("assign_role", "assign_turn", "assign_scale", "assign_answers", "assign_missing"):
            st.session_state[key] = _KEEP
        remember(assigned=False)
    with st.form(key="assign_columns", enter_to_submit=False):
        paragraph(
            t(
                "Kies kolommen en vul in wat er verandert; wat leeg blijft, blijft per kolom zoals het is. Items "
                "krijgen samen één schaal; de antwoorden staan van laag naar hoog."
            ),
            "oza-subtitle",
        )
        st.multiselect(t("Kolommen"), columns, key="assign_which", placeholder=t("Kies"))
        role_box, scale_box, answers_box, missing_box = st.columns([2, 2, 4, 3])
        role_box.selectbox(
            t("Gebruikt als"),
            [_KEEP, *_ROLES],
            key="assign_role",
            format_func=lambda role: t("laat staan") if role == _KEEP else role_label(t, role),
        )
        scale_box.text_input(
            t("Naam van de schaal"),
            key="assign_scale",
            help=t("Voor items; bij een vraag met meer antwoorden de naam van de vraag, die de kolommen delen."),
        )
        answers_box.text_input(
            t("Antwoorden"),
            key="assign_answers",
            placeholder="1=helemaal niet zo|2|3|4|5=helemaal zo",
            help=t("Laat leeg om te houden wat er al staat. Alleen codes mag ook: 1|2|3|4|5."),
        )
        missing_box.text_input(t("Ontbrekend"), key="assign_missing", placeholder="8=geen zicht op|9=n.v.t.")
        turn_box, which_box = st.columns([4, 7])
        turn_box.selectbox(
            t("Omgekeerd geformuleerd"),
            [_KEEP, _REVERSED, _STRAIGHT],
            key="assign_turn",
            format_func=lambda turn: t(_TURNS[turn]),
        )
        which_box.multiselect(
            t("Welke van deze kolommen"),
            columns,
            key="assign_reversed",
            placeholder=t("Kies"),
            help=t(
                "Wat omgekeerd geformuleerd is, kiest u bij naam. Bij niet omgekeerd mag u dit leeg laten: dan geldt "
                "het voor alle gekozen kolommen."
            ),
        )
        st.form_submit_button(
            t("Toewijzen"), key="assign", icon=":material/playlist_add_check:", on_click=_assign, args=(t, draft)
        )
        if session().unassigned:
            notice(session().unassigned, warning=True)


def _assign(t: Texts, draft: Codebook) -> None:
    """Carry out the form: the chosen columns get what was filled in, and keep what they have for the rest."""
    state = st.session_state
    columns, role, turn = state["assign_which"], state["assign_role"], state["assign_turn"]
    texts = {field: state[f"assign_{field}"].strip() for field in ("scale", "answers", "missing")}
    only = state["assign_reversed"]
    frame = draft.to_frame()
    chosen = frame["column"].isin(columns)
    roles = {role} if role else set(frame.loc[chosen, "role"])
    warning = _lacking(t, draft, columns, roles, texts["scale"])
    if not columns:
        warning = t("Kies eerst de kolommen.")
    elif not (role or turn or any(texts.values())):
        warning = t("Er is niets ingevuld om te wijzigen.")
    elif turn == _REVERSED and not only:
        warning = t("Kies bij naam welke kolommen omgekeerd geformuleerd zijn.")
    elif only and not turn:
        warning = t("Kies bij Omgekeerd geformuleerd ook wat {columns} zijn.", columns=t.listing(only))
    elif others := [column for column in only if column not in columns]:
        warning = t(
            "Kies {columns} ook bij Kolommen, of haal ze weg bij Omgekeerd geformuleerd.", columns=t.listing(others)
        )
    remember(unassigned=warning)
    if warning:
        return
    if role == MULTIPLE:  # what was drafted from whole cells are no answers of such a question
        frame.loc[chosen & (frame["role"] != role), "answers"] = ""
    if role:
        frame.loc[chosen, "role"] = role
    bare = [column for column in columns if not draft[column].answers]
    if role == Role.ITEM and bare and not texts["answers"]:  # grades have none; as items of a scale they need them
        answers = answers_of_grades(active_survey(), bare)
        frame.loc[frame["column"].isin(bare), "answers"] = "|".join(answer.code for answer in answers)
    for field, text in texts.items():
        if text:
            frame.loc[chosen, field] = text
    if turn:
        frame.loc[frame["column"].isin(only or columns), "reversed"] = turn == _REVERSED
    changes = [
        t("gebruikt als {role}", role=role_label(t, role)) if role else "",
        t("schaal {scale}", scale=texts["scale"]) if texts["scale"] else "",
        t("antwoorden {answers}", answers=texts["answers"]) if texts["answers"] else "",
        t("ontbrekend {missing}", missing=texts["missing"]) if texts["missing"] else "",
        f"{t(_TURNS[turn])} ({t.listing(only)})" if only else t(_TURNS[turn]) if turn else "",
    ]
    told = "; ".join(filter(None, changes))
    done = t.plural("{n} kolom: {changes}", "{n} kolommen: {changes}", len(columns), changes=told)
    _apply(t, frame, draft, done, ASSIGN)


def _lacking(t: Texts, draft: Codebook, columns: Sequence[str], roles: set[str], scale: str) -> str:
    """What the form lacks where it names a scale for columns that have none, or items would stay without one."""
    if scale and not roles <= {Role.ITEM, MULTIPLE}:
        return t("Kies ook waarvoor de kolommen dienen: alleen items en vragen met meer antwoorden hebben een schaal.")
    if roles == {Role.ITEM} and not scale and not all(draft[column].scale for column in columns):
        return t("Geef de schaal een naam: items zonder schaal tellen nergens in mee.")
    return ""


def _apply_edits(t: Texts, edited: pd.DataFrame, draft: Codebook) -> None:
    if _apply(t, edited, draft, t("Het codeboek is toegepast."), _APPLY):
        remember(unapplied=None)


def _apply(t: Texts, edited: pd.DataFrame, draft: Codebook, done: str, what: str) -> bool:
    """Lay an edited codebook upon the file, and say whether it fits; what is wrong stands beside the button afterwards.

    done: what the toast says. what: the change as the button that takes it back calls it.
    """
    try:
        codebook = Codebook.from_frame(edited, draft)
    except AnalysisError as error:
        uploads.refuse(error, what)
        applied = False
    else:
        applied = uploads.apply_codebook(codebook, what)
    if applied:
        st.toast(literal(done), icon=":material/check_circle:")
    elif session().refused is not None:
        st.toast(t("Niet toegepast: bij de knop staat waarom."), icon=":material/error:")
    return applied


def _csv(edited: pd.DataFrame, draft: Codebook) -> bytes:
    """The codebook as edited; as it was where the edits cannot be read (applying them says why)."""
    try:
        text = Codebook.from_frame(edited, draft).to_csv()
    except AnalysisError:
        text = draft.to_csv()
    return text.encode("utf-8-sig")
