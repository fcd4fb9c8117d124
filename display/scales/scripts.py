"""Programs that give the numbers of the page Schalen again from the file, and the way to take them along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analysis.errors import AnalysisError
from analysis.statistics import AnswerFile, Basis, Missing, ReproductionScript, reproduction_script, structure_script
from analysis.survey import Survey, raw_answers
from display.answer_file import file_name, file_source
from display.scales import results
from display.scales.choice import Choice
from display.state import active_survey
from display.texts import Texts


def reading_of(survey: Survey, items: Sequence[str]) -> tuple[AnswerFile, Mapping[str, str]]:
    """How the answers to some items stand in the file of the data in use, and what each item is called there.

    AnalysisError where no program can say it.
    """
    found = raw_answers(file_source(survey), survey, items)
    names = found.names
    reading = AnswerFile(
        delimiter=found.delimiter or ",",
        decimal=".",
        encoding=found.encoding,
        answers=found.answers,
        missing_codes=list(found.missing),
        file_format=found.file_format.value,
        sheet=found.sheet,
        positions={names[item]: place for item, place in found.positions.items()},
        first_row=found.first_row,
        left_out=found.left_out,
    )
    return reading, names


def reliability_programs(choice: Choice) -> ReproductionScript:
    """The programs that give the reliability of a scale again, as chosen."""
    survey = results.survey_of(choice.scale)
    scale = survey.scale(choice.scale)
    reading, named = reading_of(survey, scale.items)
    return reproduction_script(
        file_name(),
        [named[item] for item in scale.items],
        reversed_items=[named[item] for item in scale.reversed_items],
        minimum=scale.minimum,
        maximum=scale.maximum,
        basis=choice.basis,
        resamples=0 if choice.basis == "polychoric" else _resamples(choice),
        **reading | AnswerFile(missing=choice.missing),
    )


def _resamples(choice: Choice) -> int:
    """As many as the interval on the screen is of, so that the program gives the same one."""
    try:
        return results.resamples_of(results.scale_reliability(choice))
    except AnalysisError:
        return results.RESAMPLES  # nothing is shown; who has the file may see it


def structure_programs(scales: Sequence[str], missing: Missing, basis: Basis, factors: int) -> ReproductionScript:
    """The programs that give again how the items of some scales hang together."""
    surveys = {name: results.survey_of(name) for name in scales}
    chosen = [(name, surveys[name].scale(name)) for name in scales]
    items = [item for _, scale in chosen for item in scale.items]
    survey = surveys[scales[0]] if len(scales) == 1 else active_survey()
    reading, named = reading_of(survey, items)
    reversal = {named[item]: scale.minimum + scale.maximum for _, scale in chosen for item in scale.reversed_items}
    return structure_script(
        file_name(),
        [named[item] for item in items],
        factors=factors,
        reversal=reversal,
        basis=basis,
        **reading | AnswerFile(missing=missing),
    )


def offer(t: Texts, programs: ReproductionScript, stem: str, key: str) -> None:
    """The two programs, to download and to look at."""
    with st.container(horizontal=True):
        for kind, text, ending in (("Python", programs.python, "py"), ("R (psych)", programs.r, "R")):
            st.download_button(
                t("Download voor {program}", program=kind),
                text.encode("utf-8"),
                f"{stem}.{ending}",
                "text/plain",
                key=f"{key}_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    with st.expander(t("Bekijk het programma (Python)")):
        st.code(programs.python, language="python")
    with st.expander(t("Bekijk het programma (R)")):
        st.code(programs.r, language="r")
