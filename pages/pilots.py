"""Pilots: what ten regions and the user's own did, side by side, on the map, in time, and which of them is like us."""

from display.pilot_views import arrangements, comparison, likeness, own, places, search
from display.pilot_views.budget_start import go_on
from display.shell import page_texts
from display.stage import Section, sections
from display.state import active_pilots
from display.widgets import guarded, page_title

t = page_texts()
go_on()
page_title(
    t("Pilots"),
    t(
        "Tien regio’s brachten jeugdhulp de school in, elk op een eigen manier. Vergelijk ze, zie welke op uw regio "
        "lijkt en leg uw eigen pilot ernaast; elke waarde noemt de paragraaf van de bron."
    ),
)
pilots = active_pilots()
sections(
    "pilots",
    [
        Section("vergelijken", t("Vergelijken"), comparison.views(t, pilots), comparison.slides(t, pilots)),
        Section("kaart", t("Kaart"), [guarded(t, lambda: places.map_view(t, pilots))]),
        Section("tijdlijn", t("Tijdlijn"), [guarded(t, lambda: places.timeline_view(t, pilots))]),
        Section("matrix", t("Matrix"), [guarded(t, lambda: places.matrix_view(t, pilots))]),
        Section("gelijkenis", t("Lijkt op ons"), [guarded(t, lambda: likeness.views(t, pilots))]),
        Section("eigen", t("Eigen pilots"), [guarded(t, lambda: own.views(t, pilots))], ()),
        Section(
            "arrangementen",
            t("Arrangementen"),
            [
                lambda: arrangements.region_view(t, pilots),
                lambda: arrangements.types_view(t),
                lambda: arrangements.words_view(t),
            ],
            [lambda: arrangements.types_view(t)],
        ),
        Section("zoeken", t("Zoeken"), [lambda: search.views(t, pilots)], ()),
    ],
)
