"""What to look at once more before going on: items against their scale, and what a suggestion took for granted.

Each with the button beside it that changes it; every change can be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from analysis.disclosure import require_enough
from analysis.errors import AnalysisError
from analysis.statistics import ItemsAgainst, items_against
from analysis.survey import Assumption, CodebookEntry, Role, SharedAssumption, Survey, TakenAs, UnknownOrder
from display import uploads
from display.labels import named_with_question, scale_label, scale_words
from display.sentences import scales as sentences
from display.state import OWN_FILE, active_survey, computed, is_protected, session
from display.texts import Texts
from display.widgets import literal, notice

_MOST_NAMED, _MOST_PAIRS, _LONGEST_ANSWER = 3, 6, 25


def second_look(t: Texts, survey: Survey) -> None:
    """Both, for an own file."""
    for unknown in _unordered():
        _ask_for_order(t, unknown)
    against_their_scale(t)
    for shared in _shared():
        _taken_together(t, shared)
    for number, assumption in enumerate(_in_force(survey)):
        said, changed = st.columns([7, 4], vertical_alignment="center")
        with said:
            notice(t.message(named_with_question(survey, assumption.message)))
        with changed, st.container(horizontal=True, vertical_alignment="center", key=f"assumed_{number}"):
            if assumption.assumed.multiple:
                _leave(t, _key_of(assumption), f"agree_{assumption.column}", t("Ja, als één vraag"))
            for place, other in enumerate(assumption.others):
                st.button(
                    _other_way(t, assumption, other),
                    key=f"otherwise_{assumption.column}" + (f"_{place}" if place else ""),
                    icon=":material/swap_horiz:",
                    on_click=partial(uploads.take_otherwise, other),
                )
            if not assumption.assumed.multiple:
                _leave(t, _key_of(assumption), f"agree_{assumption.column}")


def unsure_of() -> frozenset[str]:
    """The columns of which the last suggestion took something for granted that nobody has agreed with yet."""
    return frozenset(
        (
            *(assumption.column for assumption in _in_force(active_survey())),
            *(column for unknown in _unordered() for column in unknown.columns),
        )
    )


def against_their_scale(t: Texts) -> None:
    """For each scale of an own file the items that run against it, with the button that turns them round."""
    survey = active_survey()
    flagged = _flagged(survey)
    if len(flagged) > 1:
        _turn_everything(t, flagged)
    for scale, found in flagged.items():
        _one_scale(t, survey, scale, found)


def against_their_scale_told(t: Texts) -> None:
    """The same in words only, for a projector."""
    survey = active_survey()
    for scale, found in _flagged(survey).items():
        _say_against(t, survey, scale, found)


def against_their_scale_in_short(t: Texts) -> None:
    """The same in one line, for a page that is about something else."""
    survey = active_survey()
    flagged = _flagged(survey)
    if not flagged:
        return
    words = {
        str(item): scale_words(t, survey, scale).items[str(item)]
        for scale, found in flagged.items()
        for item in found.items
    }
    said, changed = st.columns([7, 4], vertical_alignment="center")
    with said:
        items = t.listing([f"‘{label}’" for label in words.values()])
        notice(t("Waarschijnlijk omgekeerd gesteld, want tegen hun schaal in: {items}.", items=items), warning=True)
    with changed, st.container(horizontal=True, vertical_alignment="center"):
        _turn_everything(t, flagged)
        st.page_link("pages/gegevens.py", label=t("Naar Gegevens"), icon=":material/arrow_forward:")


def _flagged(survey: Survey) -> dict[str, ItemsAgainst]:
    """The items against each scale of an own file, but for what the user leaves as it is."""
    if session().source != OWN_FILE:
        return {}
    guessed = {unknown.scale for unknown in _unordered()}  # where nobody knows the order, nothing runs against it
    named = [scale.name for scale in survey.scales if scale.name not in guessed]
    flagged = {scale: found for scale in named if (found := _found(survey, scale))}
    dismissed = session().dismissed
    return {scale: found for scale, found in flagged.items() if _key_against(scale, found) not in dismissed}


def _turn_everything(t: Texts, flagged: Mapping[str, ItemsAgainst]) -> None:
    # Where half faces half it takes a person to say which half.
    names = [str(item) for found in flagged.values() if not found.even for item in found.items]
    if names:
        st.button(
            t.plural(
                "Keer {n} item om dat tegen zijn schaal in loopt",
                "Keer alle {n} items om die tegen hun schaal in lopen",
                len(names),
            ),
            key="turn_everything",
            icon=":material/swap_vert:",
            on_click=partial(uploads.turn_round, *names),
        )


def _say_against(t: Texts, survey: Survey, scale: str, found: ItemsAgainst) -> None:
    words = scale_words(t, survey, scale).items
    said = sentences.against(t, scale_label(t, survey, scale), found, [words[str(item)] for item in found.items])
    notice(said, warning=True)


def _one_scale(t: Texts, survey: Survey, scale: str, found: ItemsAgainst) -> None:
    names = [str(item) for item in found.items]
    said, changed = st.columns([7, 4], vertical_alignment="center")
    with said:
        _say_against(t, survey, scale, found)
    with changed, st.container(horizontal=True, vertical_alignment="center", key=f"against_{scale}"):
        action = t("Keer om") if len(names) == 1 else t("Keer deze {n} om", n=len(names))
        st.button(
            literal(t("{action} (alfa {alpha})", action=action, alpha=t.number(found.alpha_if_reversed, 3))),
            key=f"turn_all_{scale}",
            icon=":material/swap_vert:",
            on_click=partial(uploads.turn_round, *names),
        )
        _leave(t, _key_against(scale, found), f"leave_against_{scale}")


def _key_against(scale: str, found: ItemsAgainst) -> str:
    return f"against|{scale}|{found.items}"


def _found(survey: Survey, scale: str) -> ItemsAgainst | None:
    try:
        found = computed(survey, ("against", scale), lambda: items_against(survey.items(scale)))
        if found is not None and is_protected():
            require_enough(found.n, session().minimum_group)
    except AnalysisError:
        return None  # the page Schalen says why
    return found


def _in_force(survey: Survey) -> list[Assumption]:
    """What the last suggestion took for granted, where nobody has changed or agreed with it since."""
    codebook, dismissed = survey.codebook, session().dismissed
    return [
        assumption
        for assumption in session().assumed
        if codebook and codebook.get(assumption.column) == assumption.assumed and _key_of(assumption) not in dismissed
    ]


def _unordered() -> list[UnknownOrder]:
    """The answers that the last suggestion could not put in order, where nobody has since; as their scale is called."""
    codebook, dismissed = active_survey().codebook, session().dismissed
    found = []
    for unknown in session().unordered if codebook else ():
        now = [codebook.get(entry.column) for entry in unknown.assumed] if codebook else []
        scale = now[0].scale if now and now[0] else ""
        renamed = UnknownOrder(scale, tuple(replace(entry, scale=scale) for entry in unknown.assumed))
        if now == list(renamed.assumed) and _key_of_order(unknown) not in dismissed:
            found.append(renamed)
    return found


def _shared() -> list[SharedAssumption]:
    """The same of several columns at once."""
    codebook, dismissed = active_survey().codebook, session().dismissed
    return [
        shared
        for shared in (session().shared if codebook else ())
        if codebook and shared.holds(codebook) and _key_of_shared(shared) not in dismissed
    ]


def _key_of_shared(shared: SharedAssumption) -> str:
    return f"{shared.kind}|{shared.columns}"


def _taken_together(t: Texts, shared: SharedAssumption) -> None:
    if shared.kind is TakenAs.MEANT:
        pairs = [t("‘{text}’ als ‘{meant}’", text=text, meant=meant) for text, meant in shared.read_as]
        if more := pairs[_MOST_PAIRS:]:
            pairs = [*pairs[:_MOST_PAIRS], t("nog {n}", n=len(more))]
        text = t(
            "Anders geschreven antwoorden zijn gelezen als wat er bedoeld lijkt: {pairs} ({n} kolommen).",
            pairs=t.listing(pairs),
            n=len(shared.columns),
        )
        if len(shared.columns) == 1:
            text = t(
                "Kolom {column}: anders geschreven antwoorden zijn gelezen als wat er bedoeld lijkt: {pairs}.",
                column=shared.columns[0],
                pairs=t.listing(pairs),
            )
        action, icon = t("Neem als ontbrekend"), ":material/block:"
    elif shared.kind is TakenAs.TICKS:
        text = t(
            "{n} kolommen naast elkaar met een kruisje of niets zijn samen één vraag met meer antwoorden: {columns}.",
            n=len(shared.columns),
            columns=t.listing(_named(t, shared.columns)),
        )
        action, icon = t("Elk een vraag apart"), ":material/swap_horiz:"
    elif shared.kind is TakenAs.CODES:
        text = _codes(t, shared)
        action, icon = t("Toch een antwoord"), ":material/swap_horiz:"
    elif shared.kind is TakenAs.RANKS:
        text = t(
            "{n} kolommen zijn samen een rangorde ({columns}): ieder geeft elk nummer aan één ervan. Daarvan is geen "
            "schaal te maken.",
            n=len(shared.columns),
            columns=t.listing(_named(t, shared.columns)),
        )
        action, icon = t("Toch items van een schaal"), ":material/swap_horiz:"
    elif shared.kind is TakenAs.SLIDERS:
        text = t(
            "{n} kolommen met getallen van 0 tot 100 zijn elk een achtergrond: {columns}. Zij kunnen ook samen een "
            "schaal zijn.",
            n=len(shared.columns),
            columns=t.listing(_named(t, shared.columns)),
        )
        action, icon = t("Maak er één schaal van"), ":material/stacks:"
    elif shared.kind is TakenAs.CHOICES:
        text = t(
            "{n} kolommen met 0 en 1 zijn samen één vraag met meer antwoorden: {columns}. Is elk ervan goed of fout, "
            "dan kunnen zij een schaal zijn.",
            n=len(shared.columns),
            columns=t.listing(_named(t, shared.columns)),
        )
        action, icon = t("Maak er één schaal van"), ":material/stacks:"
    elif shared.kind is TakenAs.BESIDE:
        text = t.plural(
            "{columns} staat naast de items van schaal {scale}, heeft dezelfde antwoorden en is daarbij genomen.",
            "{columns} staan naast de items van schaal {scale}, hebben dezelfde antwoorden en zijn daarbij genomen.",
            len(shared.columns),
            columns=t.listing([f"‘{name}’" for name in _named(t, shared.columns)]),
            scale=_scale_of(t, shared.columns[0]),
        )
        action, icon = t("Geen items van die schaal"), ":material/swap_horiz:"
    elif shared.kind is TakenAs.STRAYS:
        text = _strays(t, shared)
        items = any(entry.role is Role.ITEM for entry in shared.assumed)
        action = t("Toch als antwoord, dan geen item") if items else t("Toch als antwoord, dan geen getal")
        icon = ":material/swap_horiz:"
    else:
        text = t(
            "{n} cijfers zijn elk een uitkomst: {columns}. Zij kunnen ook samen een schaal zijn.",
            n=len(shared.columns),
            columns=t.listing(_named(t, shared.columns)),
        )
        action, icon = t("Maak er één schaal van"), ":material/stacks:"
    said, changed = st.columns([7, 4], vertical_alignment="center")
    with said:
        notice(text)
    with changed, st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            action,
            key=f"together_{shared.kind}_{shared.columns[0]}",
            icon=icon,
            on_click=partial(uploads.take_together_otherwise, shared),
        )
        _leave(t, _key_of_shared(shared), f"agree_{shared.kind}_{shared.columns[0]}")


def _scale_of(t: Texts, column: str) -> str:
    """The scale that a column is in by now: it may have been given another name since."""
    survey = active_survey()
    return next((scale_label(t, survey, scale.name) for scale in survey.scales if column in scale.items), "")


def _strays(t: Texts, shared: SharedAssumption) -> str:
    given = dict.fromkeys(text for text, _ in shared.strays)
    texts = [f"‘{text if len(text) <= _LONGEST_ANSWER else text[:_LONGEST_ANSWER] + '…'}’" for text in given]
    if more := texts[_MOST_PAIRS:]:
        texts = [*texts[:_MOST_PAIRS], t("nog {n}", n=len(more))]
    told = t.listing(texts)
    if len(shared.columns) == 1:
        return t.plural(
            "Kolom {column}: {texts} hoort niet bij de andere antwoorden en telt als ontbrekend.",
            "Kolom {column}: {texts} horen niet bij de andere antwoorden en tellen als ontbrekend.",
            len(shared.strays),
            column=shared.columns[0],
            texts=told,
        )
    return t(
        "In {n} kolommen ({columns}) horen losse antwoorden niet bij de andere; zij tellen als ontbrekend: {texts}.",
        n=len(shared.columns),
        columns=t.listing(_named(t, shared.columns)),
        texts=told,
    )


def _codes(t: Texts, shared: SharedAssumption) -> str:
    codes = list(dict.fromkeys(code for code, _ in shared.strays))
    columns = tuple(dict.fromkeys(column for _, column in shared.strays))
    if len(columns) == 1:
        return t.plural(
            "Kolom {column}: {codes} valt buiten de andere antwoorden en telt als ontbrekend.",
            "Kolom {column}: {codes} vallen buiten de andere antwoorden en tellen als ontbrekend.",
            len(codes),
            column=columns[0],
            codes=t.listing(codes),
        )
    return t(
        "In {n} kolommen ({columns}) telt {codes} als ontbrekend, want dat valt buiten de andere antwoorden.",
        n=len(columns),
        columns=t.listing(_named(t, columns)),
        codes=t.listing(codes),
    )


def _named(t: Texts, columns: Sequence[str]) -> list[str]:
    """The first of many columns, and how many there are besides."""
    names = list(columns[:_MOST_NAMED])
    if more := len(columns) - len(names):
        names.append(t.plural("nog {n} andere", "nog {n} andere", more))
    return names


def _key_of_order(unknown: UnknownOrder) -> str:
    return f"order|{unknown.columns}"


def _ask_for_order(t: Texts, unknown: UnknownOrder) -> None:
    """One place to say the order of the answers that many columns share."""
    names = _named(t, unknown.columns)
    with st.container(border=True, key=f"order_{unknown.scale}"):
        notice(
            t(
                "{n} kolommen met dezelfde antwoorden zijn samen een schaal geworden ({columns}), maar de volgorde van "
                "de antwoorden is niet herkend. Zolang u haar niet geeft, zegt een score op deze schaal niets.",
                n=len(unknown.columns),
                columns=t.listing(names),
            ),
            warning=True,
        )
        chosen = st.multiselect(
            t("De antwoorden van laag naar hoog: kies ze in die volgorde"),
            unknown.answers,
            key=f"order_of_{unknown.scale}",
            placeholder=t("eerst het laagste antwoord"),
        )
        with st.container(horizontal=True):
            st.button(
                t("Gebruik deze volgorde"),
                key=f"use_order_{unknown.scale}",
                icon=":material/sort:",
                disabled=len(chosen) < len(unknown.answers),
                help=t("Kies eerst alle antwoorden.") if len(chosen) < len(unknown.answers) else None,
                on_click=partial(uploads.put_in_order, unknown, tuple(chosen)),
            )
            st.button(
                t("Zij hebben geen volgorde: geen schaal"),
                key=f"no_order_{unknown.scale}",
                on_click=partial(uploads.leave_without_order, unknown),
            )
            _leave(t, _key_of_order(unknown), f"keep_order_{unknown.scale}")


def _key_of(assumption: Assumption) -> str:
    return f"assumed|{assumption.column}|{assumption.message.template}"


def _leave(t: Texts, problem: str, key: str, label: str = "") -> None:
    st.button(
        label or t("Laat zo"),
        key=key,
        icon=":material/check:" if label else None,
        type="secondary" if label else "tertiary",
        on_click=partial(uploads.dismiss, problem),
    )


def _other_way(t: Texts, assumption: Assumption, other: CodebookEntry) -> str:
    if other.multiple:
        return t("Lees als meer antwoorden")
    if other.decimal or other.role is Role.BACKGROUND:
        return t("Lees als getallen")
    if other.role is Role.IGNORE:
        return t("Gebruik niet")
    return t("Elke cel is één antwoord") if assumption.assumed.multiple else t("Gebruik als groep")
