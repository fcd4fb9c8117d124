"""The pieces every page is made of: heading, notices, a chart with its words and numbers, a table with its download."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError, Message
from analysis.pilots import Contradiction, Pilots
from display.charts import Chart, Table
from display.state import active_survey, is_protected, projector, session
from display.texts import Texts

_LONGEST_NAME = 60
_FEWEST_ALIKE = 2  # columns of which it is told that everybody gave the same answer
#: No camera buttons on the projector; on a laptop only the one that saves a picture.
_PLOTLY = {"displaylogo": False, "modeBarButtons": [["toImage"]], "toImageButtonOptions": {"scale": 2}}


def page_title(title: str, lead: str = "") -> None:
    """The page's heading and one sentence; the sentence gives way on a projector."""
    st.title(title, anchor=False)
    if lead and not projector():
        paragraph(lead, "oza-lead")


def literal(text: str) -> str:
    """Text that Streamlit shows as it stands: what comes from a file must not become a link, a picture or a formula."""
    return re.sub(r"([\\`*\[\]<$~]|(?<!\w)_|_(?!\w)|:(?=[A-Za-z]))", r"\\\1", text)


def paragraph(text: str, css_class: str, language: str = "") -> None:
    """One paragraph of plain text in a style of styles.css; `language` where it is not that of the page."""
    spoken = f' lang="{language}"' if language else ""
    st.html(f'<p class="{css_class}"{spoken}>{escape(text)}</p>')


def heading(text: str) -> None:
    """A section's heading."""
    st.subheader(literal(text), anchor=False)


def conclusion(text: str) -> None:
    """A result in one sentence, as the heading of what shows it."""
    st.html(f'<h3 class="oza-conclusion">{escape(text)}</h3>')


def notice(text: str, *, warning: bool = False) -> None:
    """A remark that belongs to what follows; orange where something asks for attention."""
    st.html(f'<p class="oza-notice{"" if warning else " plain"}" role="note">{escape(text)}</p>')


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """A row of figures, each below what it is."""
    cells = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in pairs)
    st.html(f'<dl class="oza-facts">{cells}</dl>')


def messages(
    t: Texts, found: Iterable[Message], called: Mapping[Any, str] | None = None, *, warning: bool = True
) -> None:
    """Messages of the analysis, each as a notice; `called`: the labels of names from the data."""
    for message in found:
        notice(t.message(message, called), warning=warning)


def show_error(t: Texts, error: AnalysisError, about: str = "", called: Mapping[Any, str] | None = None) -> None:
    """The sentence of an error, with an icon so that it is not told by colour alone.

    about: what it concerns. called: the labels of names from the data.
    """
    sentence = t.error(error, called)
    st.error(literal(f"{about}: {sentence}" if about else sentence), icon=":material/error:")


def keep_possible(key: str, options: Collection[object]) -> None:
    """Forget a choice that the data in use no longer offer: other data, other scales and groups."""
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)


def select(label: str, options: Mapping[str, str], key: str) -> str:
    """Choose one of several; on a projector without the label, and remembered for the session."""
    keep_possible(key, options)
    return st.selectbox(
        label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        persist_state="session",
        label_visibility="collapsed" if projector() else "visible",
    )


def choose_one(label: str, options: Mapping[str, str], key: str) -> str:
    """Choose one of a few, all in sight; on a projector without the label, and remembered for the session."""
    keep_possible(key, options)
    first = next(iter(options))
    return (
        st.segmented_control(
            label,
            list(options),
            default=first,
            key=key,
            required=True,
            format_func=lambda name: literal(options[name]),
            persist_state="session",
            label_visibility="collapsed" if projector() else "visible",
        )
        or first
    )


def guarded(
    t: Texts,
    show: Callable[[], None],
    *,
    quiet: bool = False,
    called: Callable[[], Mapping[Any, str]] | None = None,
) -> Callable[[], None]:
    """A view that, where its statistic cannot be computed, shows the reason instead; `quiet` where another did.

    called: gives the labels of names from the data, when a reason has to be told.
    """

    def view() -> None:
        try:
            show()
        except AnalysisError as error:
            if not quiet:
                show_error(t, error, called=called() if called else None)

    return view


def data_in_use(t: Texts) -> None:
    """One line that says on whose answers the page rests, and that a sample is simulated."""
    survey = active_survey()
    if survey.simulated and projector():
        paragraph(t("Gesimuleerde voorbeeldgegevens: {name}", name=t(survey.name)), "oza-source")
    elif survey.simulated:
        notice(
            t(
                "Voorbeeldgegevens {name}: gesimuleerd naar de gepubliceerde tabellen van 2018, geen echte "
                "respondenten. Bruikbaar om te leren en te oefenen, niet voor nieuwe bevindingen.",
                name=t(survey.name),
            )
        )
    elif is_protected():
        notice(
            t(
                "Eigen bestand {name}. Groepen met minder dan {n} antwoorden worden niet apart getoond.",
                name=survey.name,
                n=session().minimum_group,
            )
        )


def no_scales_yet(t: Texts) -> None:
    """What to do where no column is an item of a scale yet, or why no scale can be made."""
    survey = active_survey()
    answered = [column for column in survey.receipt.columns if column.n and not column.description.technical]
    alike = [column for column in answered if sum(count > 0 for count in column.answers.values()) == 1]
    notice(
        t(
            "In {name} is nog geen schaal aangewezen. Geef op de pagina Gegevens aan welke kolommen items van een "
            "schaal zijn, of voeg daar een codeboek toe.",
            name=survey.name,
        ),
        warning=True,
    )
    if len(alike) >= _FEWEST_ALIKE:
        notice(
            t(
                "In {n} van de {all} kolommen staat overal hetzelfde antwoord. Daarvan is geen schaal te maken: zonder "
                "verschillen tussen respondenten valt er geen samenhang te meten.",
                n=len(alike),
                all=len(answered),
            ),
        )
    st.page_link("pages/gegevens.py", label=t("Naar Gegevens"), icon=":material/arrow_forward:")


def no_groups_yet(t: Texts) -> None:
    """What to do where there is nothing to compare, or no groups to compare it between."""
    notice(
        t(
            "In {name} is nog geen uitkomst of geen groep aangewezen. Geef op de pagina Gegevens aan welke kolommen "
            "items, cijfers en groepen zijn, of voeg daar een codeboek toe.",
            name=active_survey().name,
        ),
        warning=True,
    )
    st.page_link("pages/gegevens.py", label=t("Naar Gegevens"), icon=":material/arrow_forward:")


def show_chart(t: Texts, chart: Chart, key: str, *, answer: bool = False) -> None:
    """A chart below its conclusion; its numbers as a table one click away. `answer` sets the title larger."""
    with st.container(key=f"chart_{key}"):
        st.html(
            f'<h3 class="{"oza-answer" if answer else "oza-conclusion"}">{escape(chart.title)}</h3>'
            f'<p class="oza-subtitle">{escape(chart.subtitle)}</p>'
        )
        if projector():  # the picture takes the height that the words leave (projector.css)
            chart.figure.update_layout(height=None, autosize=True)
        st.plotly_chart(
            chart.figure,
            key=f"figure_{key}",
            alt=chart.alt,
            theme=None,
            height="stretch" if projector() else "content",
            config={**_PLOTLY, "displayModeBar": False if projector() else "hover"},
        )
        paragraph(chart.source, "oza-source")
    if not projector():
        with st.expander(t("Cijfers als tabel")):
            show_table(t, chart.table, f"numbers_{key}")


def show_table(t: Texts, table: Table, key: str) -> None:
    """A table as real HTML (readable by a screen reader, selectable, printable) with a download for a report."""
    st.html(table_html(table))
    if table.note:
        paragraph(table.note, "oza-source")
    if not projector():
        csv_download(t, table.exported if table.exported is not None else table.shown, key, table.caption)


def csv_download(t: Texts, frame: pd.DataFrame, key: str, called: str = "") -> None:
    """A button that saves a table for a spreadsheet, in a file that is called as the table is on the screen."""
    st.download_button(
        t("Download als CSV"),
        partial(spreadsheet_csv, frame, t.language),  # written when it is asked for, not each time the page is drawn
        f"{_file_stem(called) or key}.csv",
        "text/csv",
        key=f"download_{key}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def _file_stem(caption: str) -> str:
    words = re.findall(r"\w+", re.sub(r"\([^()]*\)", "", caption).casefold())
    return textwrap.shorten(" ".join(words), _LONGEST_NAME, placeholder="").replace(" ", "_")


def messages_of_contradictions(t: Texts, pilots: Pilots, contradictions: Iterable[Contradiction]) -> None:
    """Each place where the source says two things, with both and their sections; none is chosen silently."""
    for found in contradictions:
        said = "; ".join(f"{s.wording(t.language)} ({s.section.removeprefix('000 ')})" for s in found.statements)
        label = pilots.attribute(found.attribute).label(t.language)
        notice(f"{found.pilot}, {label.lower()} — {said}.", warning=True)


def table_html(table: Table) -> str:
    """The HTML of a table; the first column heads its rows."""
    numeric = set(table.numeric)
    css = {name: ' class="number"' if name in numeric else "" for name in table.shown.columns}
    head = "".join(f'<th scope="col"{css[name]}>{escape(str(name))}</th>' for name in table.shown.columns)
    rows = []
    for record in table.shown.itertuples(index=False):
        first, *rest = zip(table.shown.columns, record, strict=True)
        cells = f'<th scope="row"{css[first[0]]}>{escape(str(first[1]))}</th>'
        cells += "".join(f"<td{css[name]}>{escape(str(value))}</td>" for name, value in rest)
        rows.append(f"<tr>{cells}</tr>")
    return (
        f'<div class="oza-scroll" tabindex="0" role="region" aria-label="{escape(table.caption, quote=True)}">'
        f'<table class="oza-table"><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def spreadsheet_csv(frame: pd.DataFrame, language: str) -> bytes:
    """CSV as the reader's Excel expects it: `;` and decimal comma in Dutch, `,` and point in English, UTF-8 with BOM.

    A cell that begins like a formula gets an apostrophe before it: Excel would run it.
    """
    safe = pd.DataFrame({place: _written(frame.iloc[:, place]) for place in range(frame.shape[1])}, index=frame.index)
    safe.columns = frame.columns
    dutch = language == "nl"
    text: str = safe.to_csv(index=False, sep=";" if dutch else ",", decimal="," if dutch else ".")
    return text.encode("utf-8-sig")


def _written(column: pd.Series) -> pd.Series:
    """Whole numbers without a decimal sign (a code 1.0 is no code to another program), texts inert."""
    if not pd.api.types.is_numeric_dtype(column):
        return column.map(_inert)
    given = column.dropna()
    whole = pd.api.types.is_float_dtype(column) and ((given % 1 == 0) & (given.abs() < 2**53)).all()
    return column.astype("Int64") if whole else column


def _inert(value: object) -> object:
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if risky and not _is_number(str(value)) else value


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
