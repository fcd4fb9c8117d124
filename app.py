"""OZA-verkenner: `streamlit run app.py`. Page settings, language, navigation; the work is in pages/."""

import streamlit as st

from display.shell import ICON, controls, hold_on_to_the_upload, walk

st.set_page_config(page_title="OZA-verkenner", page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
t = controls()
pages = [
    st.Page("pages/overzicht.py", title=t("Overzicht"), default=True),
    st.Page("pages/pilots.py", title=t("Pilots"), url_path="pilots"),
    st.Page("pages/gegevens.py", title=t("Gegevens"), url_path="gegevens"),
    st.Page("pages/schalen.py", title=t("Schalen"), url_path="schalen"),
    st.Page("pages/modellen.py", title=t("Samenwerkingsmodellen"), url_path="modellen"),
    st.Page("pages/samenhang.py", title=t("Samenhang"), url_path="samenhang"),
    st.Page("pages/hypothesen.py", title=t("Hypothesen"), url_path="hypothesen"),
    st.Page("pages/begroting.py", title=t("Begroting"), url_path="begroting"),
    st.Page("pages/verantwoording.py", title=t("Verantwoording"), url_path="verantwoording"),
]
page = st.navigation(pages, position="top")
walk(pages, page)
page.run()
hold_on_to_the_upload()
