"""What all sessions share: results of the shipped data only. Nobody's answers are in here, and nothing changes them.

An uploaded file must never pass through these: it belongs to one session (display/state.py).
"""

from __future__ import annotations

import streamlit as st

from analysis.evidence.audit import Finding, audit_published
from analysis.evidence.fidelity import Comparison, compare_with_print
from analysis.evidence.hypotheses import Family, Verdict, evaluate
from analysis.evidence.national import RESPONDENTS
from analysis.evidence.response import ResponseCheck, check_response
from analysis.pilots import Outline, Pilots, load_outlines, load_pilots
from analysis.survey import Survey, load_sample


@st.cache_resource(show_spinner=False)
def sample(name: str) -> Survey:
    """A shipped sample of simulated respondents."""
    return load_sample(name)


@st.cache_resource(show_spinner=False)
def shipped_pilots() -> Pilots:
    """The ten pilots of the report."""
    return load_pilots()


@st.cache_resource(show_spinner=False)
def province_outlines() -> tuple[Outline, ...]:
    """The provinces for a map that fetches nothing."""
    return load_outlines()


@st.cache_resource(show_spinner=False)
def published_findings() -> list[Finding]:
    """What does not add up in the study's printed tables."""
    return audit_published()


@st.cache_resource(show_spinner=False)
def fidelity(name: str) -> tuple[Comparison, ...]:
    """A sample laid beside every printed figure."""
    return compare_with_print(sample(name), RESPONDENTS[name])


@st.cache_resource(show_spinner=False)
def responses() -> tuple[ResponseCheck, ...]:
    """The study's response against the population."""
    return check_response()


@st.cache_resource(show_spinner=False)
def verdicts(name: str, family: Family) -> list[Verdict]:
    """The study's hypotheses on a sample."""
    return evaluate(sample(name), family=family)
