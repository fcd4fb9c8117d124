"""Load the heavy libraries in the background, so that the first visitor does not wait for them."""

from __future__ import annotations

import gc
import importlib
import threading

import streamlit as st

_HEAVY = ("scipy.stats", "plotly.graph_objects", "analysis.statistics")


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Start the imports once per server."""
    threading.Thread(target=_load, name="warm-up", daemon=True).start()


def _load() -> None:
    for module in _HEAVY:
        importlib.import_module(module)
    # Modules live as long as the server: taking them out of the collector's sight halves the time of a script run.
    gc.collect()
    gc.freeze()
