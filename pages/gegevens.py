"""Data: take a sample or an own file, see what was understood of it, mend it, and say what its columns are for."""

from display import file_views as views
from display.data_choice import choose_data
from display.shell import page_texts
from display.stage import Section, sections
from display.state import OWN_FILE, session
from display.widgets import page_title

t = page_texts()
lead = t("Kies een voorbeeldbestand of gebruik een eigen enquête. Alle andere pagina’s rekenen met wat u hier kiest.")
page_title(t("Gegevens"), lead if session().source != OWN_FILE else "")  # then the place is for what the file says

# On a projector only which data are in use: a receipt is for who mends the file.
sections(
    "gegevens",
    [
        Section(
            "bestand", t("Bestand"), [lambda: choose_data(t), lambda: views.understood(t)], [lambda: choose_data(t)]
        ),
        Section("kolommen", t("Kolommen"), [lambda: views.columns(t)], ()),
        Section("respondenten", t("Respondenten"), [lambda: views.people(t)], ()),
        Section("codeboek", t("Codeboek"), [lambda: views.codebook(t)], ()),
        Section("bescherming", t("Bescherming"), [lambda: views.small_groups(t)], ()),
    ],
)
