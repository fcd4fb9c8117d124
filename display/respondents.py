"""Who in an own file answered without attention or stands in it twice: the table, and the choice to leave them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis.survey import OddKind, Quality, Sign, Survey, check_quality
from display import uploads
from display.charts import Table
from display.state import computed, session
from display.texts import Texts, mark
from display.widgets import conclusion, heading, messages, notice, paragraph, show_table

_MOST_SHOWN = 200
_MOST_NAMED = 20
_SIGNS: Mapping[Sign, str] = {
    Sign.DOUBLE: mark("gelijk aan een eerdere rij"),
    Sign.CONTRADICTORY: mark("spreekt zichzelf tegen op omgekeerde items"),
    Sign.UNIFORM: mark("overal hetzelfde antwoord"),
    Sign.LONG: mark("lange reeks gelijke antwoorden"),
}


def quality_of(survey: Survey) -> Quality:
    """What is noticed of the respondents, worked out once for each survey."""
    return computed(survey, "quality", lambda: check_quality(survey))


def respondents(t: Texts, survey: Survey) -> None:
    """Everybody who shows a sign, the worst first, and what the user can do about it; nothing is done unasked."""
    if survey.simulated:
        notice(t("De voorbeeldgegevens zijn gesimuleerd: of iemand serieus antwoordde, valt er niet na te gaan."))
        return
    found = quality_of(survey)
    conclusion(_conclusion(t, survey, found))
    _left_out(t, survey)
    offer_to_leave_out(t, survey)
    if not found.items:
        notice(
            t(
                "Nog geen kolom is als item aangewezen. Dat kan bij Codeboek; daarna wordt ook gekeken naar reeksen "
                "gelijke antwoorden."
            )
        )
    if not found.respondents.empty:
        _choose(t, found)
        show_table(t, respondents_table(t, found), "respondents")
    if found.messages:
        heading(t("Samengevat"))
        messages(t, found.messages, warning=False)


def offer_to_leave_out(t: Texts, survey: Survey) -> None:
    """Rows that may be no respondents or no whole ones, each kind with the click that leaves them out."""
    for found in survey.receipt.odd_rows:
        key = f"odd_{found.kind}"
        if key in session().dismissed:
            continue
        said, mended = st.columns([7, 4], vertical_alignment="center")
        with said:
            notice(t.message(found.message), warning=found.kind is not OddKind.UNFINISHED)
        with mended, st.container(horizontal=True, vertical_alignment="center", key=f"{key}_buttons"):
            st.button(
                t.plural("Laat {n} rij weg", "Laat {n} rijen weg", len(found.rows)),
                key=f"leave_out_{key}",
                icon=":material/person_remove:",
                on_click=uploads.leave_out_respondents,
                args=found.rows,
                help=t("Het bestand zelf verandert niet; bij Respondenten is dit terug te draaien."),
            )
            st.button(t("Laat zo"), key=f"dismiss_{key}", type="tertiary", on_click=uploads.dismiss, args=(key,))


def noticed(t: Texts, survey: Survey) -> None:
    """One line on the receipt, with the way to where every respondent concerned is shown."""
    found = quality_of(survey)
    if found.respondents.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        notice(_conclusion(t, survey, found) + ".")
        st.button(t("Bekijk"), key="look_respondents", icon=":material/search:", type="tertiary", on_click=_look)


def _look() -> None:
    st.session_state["section_gegevens"] = "respondenten"


def _striking(found: Quality) -> int:
    """Respondents with a sign; one scale with the same answer throughout is common, and none."""
    return len({row for sign in Sign for row in found.rows(sign)})


def _usual(found: Quality) -> int:
    """Respondents with one answer throughout a scale, and no sign."""
    told = found.respondents
    return int((told["straight_scales"].map(bool) & ~told[list(Sign)].any(axis=1)).sum())


def _conclusion(t: Texts, survey: Survey, found: Quality) -> str:
    if found.respondents.empty:
        return t("Geen van de {n} respondenten valt op door gelijke antwoorden", n=t.integer(len(survey)))
    if not (striking := _striking(found)):
        return t.plural(
            "{n} van de {all} respondenten vulde een schaal overal gelijk in; dat komt vaak voor",
            "{n} van de {all} respondenten vulden een schaal overal gelijk in; dat komt vaak voor",
            len(found.respondents),
            all=t.integer(len(survey)),
        )
    return t.plural(
        "{n} van de {all} respondenten vraagt om een blik; wie meedoet, beslist u",
        "{n} van de {all} respondenten vragen om een blik; wie meedoet, beslist u",
        striking,
        all=t.integer(len(survey)),
    )


def _left_out(t: Texts, survey: Survey) -> None:
    """Who does not take part, and the way back."""
    rows = survey.receipt.left_out_rows
    if not rows:
        paragraph(t("Iedereen doet mee zolang u niemand weglaat."), "oza-subtitle")
        return
    told = _some_rows(t, rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        notice(
            t.plural(
                "{n} respondent doet niet mee: rij {rows}. Alle pagina’s rekenen zonder die respondent.",
                "{n} respondenten doen niet mee: rij {rows}. Alle pagina’s rekenen zonder hen.",
                len(rows),
                rows=told,
            ),
            warning=True,
        )
        st.button(
            t("Laat iedereen weer meedoen"),
            key="take_back",
            icon=":material/undo:",
            on_click=uploads.take_respondents_back,
        )


def _some_rows(t: Texts, rows: Sequence[int]) -> str:
    """The first rows, and how many more there are."""
    told = [str(row) for row in rows[:_MOST_NAMED]]
    if (more := len(rows) - _MOST_NAMED) > 0:
        told.append(t("nog {n}", n=t.integer(more)))
    return t.listing(told)


def _choose(t: Texts, found: Quality) -> None:
    """The choice of whom to leave out: by what is noticed, and by row."""
    rows = {sign: found.rows(sign) for sign in Sign}
    shown = found.respondents["row"].head(_MOST_SHOWN).tolist()
    for key, options in (("quality_signs", [sign for sign in Sign if rows[sign]]), ("quality_rows", shown)):
        if key in st.session_state:  # other respondents, other choices
            st.session_state[key] = [chosen for chosen in st.session_state[key] if chosen in options]
    heading(t("Wie doet niet mee?"))
    left, right = st.columns(2)
    with left:
        signs = st.pills(
            t("Wie één van deze kenmerken heeft"),
            [sign for sign in Sign if rows[sign]],
            selection_mode="multi",
            key="quality_signs",
            format_func=lambda sign: f"{t(_SIGNS[sign])} ({t.integer(len(rows[sign]))})",
        )
    with right:
        picked = st.multiselect(
            t("En deze rijen"), shown, key="quality_rows", placeholder=t("Kies"), format_func=lambda row: t.integer(row)
        )
    chosen = {row for sign in signs for row in rows[sign]} | set(picked)
    st.button(
        t.plural("Laat {n} respondent weg", "Laat {n} respondenten weg", len(chosen)),
        key="leave_out_respondents",
        icon=":material/person_remove:",
        disabled=not chosen,
        on_click=uploads.leave_out_respondents,
        args=tuple(sorted(chosen)),
        help=t("Het bestand zelf verandert niet. Ontvangstbewijs, bronregels en scripts zeggen wie er niet meedoet."),
    )


def respondents_table(t: Texts, found: Quality) -> Table:
    """One row for each respondent with a sign, the worst first; at most 200 of them on the screen."""
    row, longest, answered, share = t("Rij"), t("Langste reeks"), t("Items beantwoord"), t("Zelfde antwoord")
    scales, against, same = t("Schalen overal gelijk"), t("Tegenstrijdige schalen"), t("Gelijk aan")
    all_of_them = found.respondents
    records: list[dict[str, Any]] = all_of_them.head(_MOST_SHOWN).to_dict("records")  # type: ignore[assignment]
    shown = [
        {
            row: str(one["row"]),
            longest: "–" if pd.isna(one["longest"]) else t.integer(one["longest"]),
            answered: t("{n} van {all}", n=t.integer(one["answered"]), all=t.integer(found.items)),
            share: "–" if pd.isna(one["share"]) else t.percent(one["share"]),
            scales: t.integer(one["straight_scales"]),
            against: t.integer(one["contradictory"]),
            same: _same(t, one["double_of"], one["doubles"]),
        }
        for one in records
    ]
    contradictory = any(one.contradictory is not None for one in found.straight_lining)
    for name, used in ((against, contradictory), (same, found.identical.respondents)):
        if not used:
            shown = [{key: text for key, text in one.items() if key != name} for one in shown]
    return Table(
        t("Respondenten die opvallen, de meeste signalen eerst"),
        pd.DataFrame(shown),
        (row, longest, answered, share, scales, against),
        all_of_them.rename(columns=str),
        " ".join(_notes(t, found)),
    )


def _same(t: Texts, row: object, others: int) -> str:
    if not others:
        return ""
    if others == 1:
        return t("rij {row}", row=str(row))
    return t("rij {row} en nog {more}", row=str(row), more=t.integer(others - 1))


def _notes(t: Texts, found: Quality) -> list[str]:
    notes = [
        t(
            "Rij: zoals genummerd in uw bestand (kopregels tellen mee; bij SPSS het nummer van de respondent). Langste "
            "reeks: hoe vaak hetzelfde antwoord achter elkaar, over items met dezelfde antwoordmogelijkheden "
            "(longstring, Johnson 2005). Zelfde antwoord: het deel van die antwoorden dat gelijk is."
        )
    ]
    if any(one.contradictory is not None for one in found.straight_lining):
        notes.append(
            t(
                "Tegenstrijdig: hetzelfde antwoord op omgekeerde en andere items van een schaal, niet het middelste. "
                "Dat is niet consistent."
            )
        )
    striking = _striking(found)
    if striking and (usual := _usual(found)):
        notes.append(
            t(
                "Bij {n} van hen is alleen een schaal overal gelijk ingevuld; dat komt vaak voor en zegt weinig.",
                n=t.integer(usual),
            )
        )
    if (more := len(found.respondents) - _MOST_SHOWN) > 0:
        notes.append(t("Er zijn er nog {n}; in de download staan ze allemaal.", n=t.integer(more)))
    return notes
