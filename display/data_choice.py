"""Which data are in use: a sample or an own file, how it came in, and how its small groups are protected."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

import streamlit as st

from analysis.disclosure import LOWEST_MINIMUM
from analysis.errors import AnalysisError
from analysis.evidence.national import is_of_study
from analysis.survey import (
    MAXIMUM_BYTES,
    MOST_HEADER_ROWS,
    FileFormat,
    MisfitKind,
    Phase,
    Receipt,
    Role,
    Survey,
    looks_like_codebook,
    sample_names,
)
from display import uploads
from display.fitting import fit_answers, fit_renamed, misfits_in_short
from display.labels import survey_name
from display.loading import Attempt
from display.other_layout import other_layout, refused_layout
from display.receipt import misfits_table
from display.state import OWN_FILE, active_survey, forget_upload, projector, remember, session
from display.texts import Texts
from display.widgets import data_in_use, heading, literal, notice, paragraph, show_error, show_table

#: Buttons for values that may stand for a missing answer.
_MOST_CODES = 3
_FEWEST_RESPONDENTS = 3


def choose_data(t: Texts) -> None:
    """The choice between the samples and an own file, with the two uploaders below it."""
    chooser = st.container()
    _upload(t)
    with chooser:
        _source(t)


def _upload(t: Texts) -> None:
    # Taken in before they are drawn: their labels and the lines below them say what is in use now.
    data, codebook = (st.session_state.get(_key(name)) for name in ("survey_upload", "codebook_upload"))
    uploads.take_in(data, codebook)
    upload = session().upload
    described = upload is not None and bool(upload.survey.codebook)
    limit = MAXIMUM_BYTES // 1_000_000
    left, right = st.columns(2)
    with left:
        st.file_uploader(
            t("Enquêtegegevens (CSV, Excel of SPSS; hoogstens {limit} MB)", limit=limit)
            if upload is None
            else t("Andere enquêtegegevens (CSV, Excel of SPSS; hoogstens {limit} MB)", limit=limit),
            key=_key("survey_upload"),
            help=t("Eén rij per respondent, één kolom per vraag; de eerste rij noemt de kolommen."),
        )
        if upload is not None:
            paragraph(_data_loaded(t, upload.survey), "oza-source")
    with right:
        st.file_uploader(
            t("Ander codeboek (CSV)") if described else t("Codeboek (CSV, mag ook later)"),
            key=_key("codebook_upload"),
            help=t(
                "Zegt per kolom of het een item van een schaal, een groep of een cijfer is. "
                "U kunt het hieronder ook zelf maken."
            ),
        )
        if upload is not None and upload.survey.codebook:
            paragraph(_codebook_loaded(t, len(upload.survey.codebook)), "oza-source")
    told(t)
    if data is None and codebook is not None and upload is None:
        notice(t("Het codeboek wacht op een gegevensbestand: voeg dat links toe."))
    if upload is None:
        paragraph(
            t(
                "Een eigen bestand blijft in het werkgeheugen van deze sessie: het wordt nergens opgeslagen of "
                "verzonden, en is weg zodra u het wist, het venster sluit of de bladzijde "
                "herlaadt."
            ),
            "oza-source",
        )


def _data_loaded(t: Texts, survey: Survey) -> str:
    """Which file is loaded, which the uploader itself does not show once another page was visited."""
    if session().source != OWN_FILE:
        return t("Geladen, maar nu niet in gebruik: {name}.", name=survey.name)
    return t.plural(
        "In gebruik: {name} ({n} respondent). Kies een ander bestand om het te vervangen.",
        "In gebruik: {name} ({n} respondenten). Kies een ander bestand om het te vervangen.",
        len(survey),
        name=survey.name,
    )


def _codebook_loaded(t: Texts, columns: int) -> str:
    return t.plural(
        "In gebruik: een codeboek van {n} kolom. Kies een ander bestand om het te vervangen.",
        "In gebruik: een codeboek van {n} kolommen. Kies een ander bestand om het te vervangen.",
        columns,
    )


def _key(name: str) -> str:
    """The key of an uploader; after forgetting it is another one, and so an empty one."""
    version = session().uploaders
    return f"{name}_{version}" if version else name


@st.fragment(run_every=0.5)
def _progress(t: Texts) -> None:
    """How far the reading of a large file is; the rest of the page can be used meanwhile."""
    loading = session().loading
    if loading is None or loading.done:
        st.rerun()
        return
    progress, name = loading.progress, loading.attempt.name
    if progress.phase is Phase.UNDERSTANDING:
        said = t("{name}: kolom {done} van {of} wordt begrepen …", name=name, done=progress.done + 1, of=progress.of)
    elif progress.of:
        said = t("{name} wordt gelezen: {share} …", name=name, share=t.percent(progress.done / progress.of))
    else:
        said = t("{name} wordt geopend …", name=name)
    bar, stop = st.columns([5, 1], vertical_alignment="center")
    bar.progress(max(progress.share, 0.02), literal(said))
    if stop.button(t("Stoppen"), key="cancel_loading", icon=":material/close:"):
        uploads.cancel()
        st.rerun()


def told(t: Texts, elsewhere: Collection[str] = ()) -> None:
    """What became of the files in the uploaders, and of a changed codebook; how far a large file is.

    elsewhere: the changes of which the page shows beside their own button why they were refused, see `refusal`.
    """
    if session().loading is not None:
        _progress(t)
    refused = session().refused
    if session().attempted not in elsewhere:
        refusal(t)
    if session().kept_codebook:
        _kept_codebook(t)
    misfit = session().misfit
    if misfit is not None and refused is None:  # one panel at a time: what was tried last
        st.warning(
            literal(
                t(
                    "Het codeboek dat in gebruik was, is op dit bestand nog niet toegepast. {why}",
                    why=_why_not(t, misfit),
                )
            ),
            icon=":material/warning:",
        )
        _go_on(t)
        with st.container(horizontal=True):
            _use_codebook_file(t)
            _give_up(t("Ga verder zonder dat codeboek"))
    if refused is None and misfit is None:
        _waiting(t)
        _left_out_unasked(t)
    upload = session().upload if session().source == OWN_FILE else None
    if upload is not None and looks_like_codebook([column.name for column in upload.survey.receipt.columns]):
        notice(
            t(
                "Dit bestand lijkt een codeboek en geen enquête. Kies bij Enquêtegegevens het bestand met de "
                "antwoorden, en dit bestand bij Codeboek."
            ),
            warning=True,
        )
    elif upload is not None and len(upload.survey) < _FEWEST_RESPONDENTS:
        notice(
            t.plural(
                "In dit bestand staat maar {n} respondent: daarmee valt niets te berekenen. Is dit het juiste bestand?",
                "In dit bestand staan maar {n} respondenten: daarmee valt niets te berekenen. Is dit het juiste "
                "bestand?",
                len(upload.survey),
            ),
            warning=True,
        )


def _kept_codebook(t: Texts) -> None:
    """That the codebook in use was kept for another file, also where an older one still stands in its uploader."""
    if st.session_state.get(_key("codebook_upload")) is None:
        notice(t("Gelezen met het codeboek dat al in gebruik was."))
        return
    said, change = st.columns([7, 4], vertical_alignment="center")
    with said:
        notice(
            t(
                "Gelezen met het codeboek zoals het op deze pagina in gebruik was, en niet met het oudere bestand dat "
                "nog bij Codeboek staat."
            )
        )
    with change:
        _use_codebook_file(t)


def _use_codebook_file(t: Texts) -> None:
    """Where a codebook file still stands in its uploader: the way to read the data by that one after all."""
    codebook = st.session_state.get(_key("codebook_upload"))
    if codebook is not None:
        st.button(
            t("Gebruik toch het bestand bij Codeboek"),
            key="use_codebook_file",
            icon=":material/upload_file:",
            on_click=lambda: uploads.use_codebook_file(codebook.getvalue()),
        )


def _leave_out_below(t: Texts) -> None:
    """Where a codebook was refused, and rows of nobody may be why: the click that leaves these out."""
    rows = session().rows_below
    if rows and uploads.misfits_to_go_on_without() is not None:
        st.button(
            t.plural(
                "Laat rij {rows} weg: zo te zien geen respondent",
                "Laat rijen {rows} weg: zo te zien geen respondenten",
                len(rows),
                rows=t.listing(list(map(str, rows))),
            ),
            key="leave_out_refused",
            icon=":material/person_remove:",
            on_click=uploads.leave_out_refused,
        )


def refusal(t: Texts, *, in_full: bool = False) -> None:
    """Why the last file or change was refused, where it was: with all that would mend it, and the way to leave it.

    in_full: also of a codebook that can be made to fit all that is the matter at once; else in short.
    """
    refused = session().refused
    if refused is None:
        return
    if in_full or uploads.misfits_to_go_on_without() is None:
        show_error(t, refused)
    else:
        st.warning(literal(_why_not(t, refused)), icon=":material/warning:")
    refused_layout(t)
    _leave_out_below(t)
    _go_on(t)
    attempt = uploads.header_refused()
    if attempt is not None:
        _header_rows(t, attempt)
    _give_up(t("Annuleer"))
    notice(t("Wat eerder geladen was, is nog in gebruik: {name}.", name=survey_name(t, active_survey())))


def _why_not(t: Texts, error: AnalysisError) -> str:
    """Why a codebook does not fit; where the page offers what to do about it, only what it is about."""
    misfits = uploads.misfits_to_go_on_without()
    if misfits is None:
        return t.error(error)
    only = misfits.misfits[0] if len(misfits.misfits) == 1 else None
    said = t.error(error) if only and only.kind is MisfitKind.ANSWERS else misfits_in_short(t, misfits)
    chosen = t("Hieronder kiest u wat ermee gebeurt.")
    return f"{said} {chosen}"


def _give_up(label: str) -> None:
    st.button(label, key="give_up", icon=":material/close:", on_click=uploads.give_up)


def _go_on(t: Texts) -> None:
    """What of a codebook does not fit the file, what would make it fit, and the choice to use the rest of it."""
    misfits = uploads.misfits_to_go_on_without()
    if misfits is None:
        return
    _told_left_out(t)
    with st.expander(t.plural("{n} kolom die niet past", "{n} kolommen die niet passen", len(misfits.misfits))):
        show_table(t, misfits_table(t, misfits), "misfits")
    if (unmended := session().unmended) is not None:
        show_error(t, unmended)
    if halves := uploads.columns_with_halves():
        st.button(
            t("Neem halve punten ook op als antwoord"),
            key="add_halves",
            type="primary",
            icon=":material/add:",
            help=literal(t("In {columns}.", columns=t.listing(halves))),
            on_click=partial(uploads.add_halves_to, *halves),
        )
    fit_renamed(t, misfits.renamed)
    unknown, many = uploads.unknown_answers(), uploads.many_unknown()
    fit_answers(t, unknown, many)
    with st.container(horizontal=True):
        for number, code in enumerate(misfits.codes[:_MOST_CODES]):
            st.button(
                literal(t("Neem {value} als ontbrekend", value=code.text)),
                key=f"take_as_missing_{number}",
                icon=":material/check:",
                help=literal(t("In {columns}.", columns=t.listing(code.columns))),
                on_click=partial(uploads.take_as_missing, code.text, *code.columns),
            )
        st.button(
            t("Gebruik het codeboek zonder wat niet past"),
            key="go_on",
            type="secondary" if halves or misfits.renamed or unknown or many else "primary",
            icon=":material/skip_next:",
            on_click=uploads.go_on_without_misfits,
        )
        if mended := session().mended:
            st.button(
                t("Ongedaan maken: {change}", change=t(mended[-1][0])),
                key="undo_mend",
                icon=":material/undo:",
                type="tertiary",
                on_click=uploads.take_mend_back,
            )


def _told_left_out(t: Texts) -> None:
    """Which rows the refused codebook was laid beside no more: headers again, totals and notes below the answers."""
    attempt, upload = session().attempt, session().upload
    same = upload is not None and attempt is not None and upload.attempt.data is attempt.data
    known = upload.attempt.leave_out_rows if upload is not None and same else ()
    rows = [row for row in attempt.leave_out_rows if row not in known] if attempt is not None else []
    if rows:
        notice(
            t.plural(
                "Daarbij telt rij {rows} niet mee: zo te zien geen respondent.",
                "Daarbij tellen rijen {rows} niet mee: zo te zien geen respondenten.",
                len(rows),
                rows=t.listing(list(map(str, rows))),
            )
        )


def _waiting(t: Texts) -> None:
    """What was set aside of the codebook in use, and the way to make it fit after all."""
    upload = session().upload
    codebook = upload.survey.codebook if upload is not None and session().source == OWN_FILE else None
    if codebook is None or not codebook.waiting:
        return
    said, mended = st.columns([7, 4], vertical_alignment="center")
    with said:
        notice(
            t.plural(
                "{n} kolom doet niet mee omdat zij niet bij het codeboek past: {columns}. Een voorstel laat haar zo.",
                "{n} kolommen doen niet mee omdat zij niet bij het codeboek passen: {columns}. Een voorstel laat ze "
                "zo.",
                len(codebook.waiting),
                columns=t.listing([aside.column for aside in codebook.waiting]),
            )
        )
    mended.button(t("Alsnog passend maken"), key="take_up", icon=":material/build:", on_click=uploads.take_up)


def _left_out_unasked(t: Texts) -> None:
    """Which rows do not take part because the codebook fits without them only, and where that is taken back."""
    upload = session().upload
    if upload is None or session().source != OWN_FILE or not upload.below:
        return
    notice(
        t.plural(
            "Rij {rows} telt niet mee: zo te zien geen respondent. Zonder die rij past het "
            "codeboek. Bij Respondenten is dit terug te draaien.",
            "Rijen {rows} tellen niet mee: zo te zien geen respondenten. Zonder die rijen past "
            "het codeboek. Bij Respondenten is dit terug te draaien.",
            len(upload.below),
            rows=t.listing(list(map(str, upload.below))),
        )
    )


def _source(t: Texts) -> None:
    options = [*sample_names(), *([OWN_FILE] if session().upload else [])]
    key = f"data_source_{t.language}"
    st.session_state[key] = session().source
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.segmented_control(
            t("Gegevens in gebruik"),
            options,
            key=key,
            required=True,
            format_func=t,
            on_change=lambda: remember(source=st.session_state[key]),
        )
        if session().upload is not None and not projector():
            forget_button(t)
    data_in_use(t)
    if session().source == OWN_FILE:
        _own_file(t)
    if session().source == OWN_FILE and any(map(is_of_study, active_survey().scales)):
        _compare_with(t)


def _own_file(t: Texts) -> None:
    """What only an own file has: worksheets, and columns that were left out."""
    upload = session().upload
    if upload is None:
        return
    sheets = upload.sheets
    sheet, header = st.columns(2)
    if len(sheets) > 1:
        current = upload.survey.receipt.sheet
        sheet.selectbox(
            t("Werkblad"),
            sheets,
            index=sheets.index(current) if current in sheets else 0,
            key=f"sheet_{len(upload.attempt.data)}",
            on_change=lambda: uploads.choose_sheet(st.session_state[f"sheet_{len(upload.attempt.data)}"]),
        )
    if upload.survey.receipt.file_format is not FileFormat.SAV and uploads.header_refused() is None:
        with header if len(sheets) > 1 else sheet:
            _header_rows(t, upload.attempt, upload.survey.receipt.recognised_rows)
        _take_first_row(t, upload.survey.receipt)
    other_layout(t, upload)
    if upload.left_out:
        with st.container(horizontal=True, vertical_alignment="center"):
            notice(
                t(
                    "Weggelaten omdat het persoonsgegevens lijken: {columns}. De analyse heeft ze niet nodig.",
                    columns=t.listing(upload.left_out),
                ),
                warning=True,
            )
            st.button(t("Toch inlezen"), key="read_personal", on_click=uploads.read_personal_columns)


def _take_first_row(t: Texts, receipt: Receipt) -> None:
    """Where the first respondent looks like the texts of questions: the click that makes a header of that row."""
    if not receipt.first_row_asks:
        return
    said, change = st.columns([7, 4], vertical_alignment="center")
    with said:
        notice(
            t(
                "De eerste rij onder de kop lijkt geen respondent: daarin staan teksten van vragen. Die rij telt nu "
                "mee als respondent."
            ),
            warning=True,
        )
    if receipt.header_rows < MOST_HEADER_ROWS:
        change.button(
            t("Neem die rij als kopregel"),
            key="take_first_row",
            icon=":material/vertical_align_top:",
            on_click=partial(uploads.choose_header_rows, receipt.header_rows + 1),
        )


def _header_rows(t: Texts, attempt: Attempt, found: int | None = None) -> None:
    """The choice of how many rows above the answers name the columns. found: how many there were recognised."""
    key = f"header_rows_{len(attempt.data)}"

    def called(rows: int) -> str:
        if rows:
            return t.integer(rows)
        return t("Automatisch") if found is None else t("Automatisch ({n})", n=t.integer(found))

    st.session_state[key] = attempt.header_rows or 0
    st.segmented_control(
        t("Kopregels"),
        range(MOST_HEADER_ROWS + 1),
        key=key,
        required=True,
        format_func=called,
        help=t(
            "Hoeveel rijen boven de antwoorden de kolommen benoemen, zoals een rij met blokken, een met vragen en een "
            "met namen. Een titel daarboven telt niet mee."
        ),
        on_change=lambda: uploads.choose_header_rows(st.session_state[key] or None),
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


def offer_suggestion(t: Texts, survey: Survey) -> None:
    """Where no column is used for anything yet: one button that proposes what they are for."""
    if not any(column.role not in (None, Role.IGNORE) for column in survey.receipt.columns):
        st.button(
            t("Stel voor waarvoor de kolommen dienen"),
            key="suggest_codebook",
            type="primary",
            icon=":material/lightbulb:",
            on_click=uploads.suggest,
            help=t(
                "Uit namen, labels en antwoorden; daarna na te zien en te verbeteren bij Codeboek. Totalen en noten "
                "onder de tabel doen daarbij niet mee; ook dat is terug te draaien."
            ),
        )


def protection(t: Texts) -> None:
    """How small a group may be shown, and the way to take the own file out of memory."""
    heading(t("Bescherming van kleine groepen"))
    if session().upload is None:
        notice(t("De voorbeeldgegevens zijn gesimuleerd: daarin is niemand te herkennen."))
        return
    paragraph(
        t(
            "Van een eigen bestand is nergens een groep met minder antwoorden dan dit apart te zien, ook niet in "
            "downloads. Wordt er vergeleken of gekruist, dan gaat zij samen met een andere groep, en dat staat erbij. "
            "Elders blijft zij buiten beeld; zo nodig ook een tweede groep, zodat niemand de eerste kan uitrekenen."
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
    heading(t("Wissen"))
    forget_button(t)


def forget_button(t: Texts) -> None:
    """Takes the own file out of memory, once it was asked whether that is meant: there is no way back."""
    with st.popover(t("Wis mijn gegevens"), icon=":material/delete:", key="forget_asked"):
        upload = session().upload
        paragraph(
            t(
                "Antwoorden, codeboek en wat daarover is ingevuld gaan uit het werkgeheugen. Dit is niet terug te "
                "draaien."
            ),
            "oza-subtitle",
        )
        if upload is not None and upload.survey.codebook:
            st.download_button(
                t("Codeboek eerst downloaden"),
                upload.survey.codebook.to_csv().encode("utf-8-sig"),
                f"codeboek_{Path(upload.survey.name).stem}.csv",
                "text/csv",
                key="download_before_forgetting",
                icon=":material/download:",
                on_click="ignore",
            )
        st.button(t("Ja, wis"), key="forget", type="primary", icon=":material/delete:", on_click=partial(_forget, t))


def _forget(t: Texts) -> None:
    forget_upload()
    st.toast(t("Uw gegevens zijn gewist."), icon=":material/check_circle:")
