"""What a comparison of pilots says."""

from __future__ import annotations

from analysis.pilots import Agreement, NumericComparison, PilotComparison
from display.texts import Texts


def differences_conclusion(t: Texts, comparison: PilotComparison) -> str:
    """On how many points the pilots differ, of those that can be compared at all."""
    different = len(comparison.rows_with(Agreement.DIFFERENT))
    known = different + len(comparison.rows_with(Agreement.SAME))
    if len(comparison.names) == 2:
        return t(
            "{pilots} verschillen op {different} van de {known} punten die voor beide bekend zijn",
            pilots=t.listing(comparison.names),
            different=different,
            known=known,
        )
    return t(
        "{pilots} verschillen op {different} van de {known} punten die voor ten minste twee ervan bekend zijn",
        pilots=t.listing(comparison.names),
        different=different,
        known=known,
    )


def numbers_conclusion(t: Texts, comparison: PilotComparison) -> str:
    """Largest and smallest on the first number that is known, said so where the source leaves it open."""
    panel = comparison.numeric[0]
    ranked = sorted(panel.points, key=lambda point: point.value)
    small, large = ranked[0], ranked[-1]
    label = panel.attribute.label(t.language).lower()
    if small.value == large.value:
        return t("{pilots} hebben evenveel {what}", pilots=t.listing([p.pilot for p in panel.points]), what=label)
    if small.high >= large.low:
        return t("Welke pilot de meeste {what} heeft is niet te zeggen: de bron spreekt zichzelf tegen", what=label)
    return t(
        "{large} heeft de meeste {what} ({most}), {small} de minste ({least})",
        large=large.pilot,
        small=small.pilot,
        what=label,
        most=_span(t, panel, large.pilot),
        least=_span(t, panel, small.pilot),
    )


def _span(t: Texts, panel: NumericComparison, pilot: str) -> str:
    point = next(p for p in panel.points if p.pilot == pilot)
    if point.contradicted:
        return t("{low} of {high}", low=t.integer(point.low), high=t.integer(point.high))
    return t.integer(point.value)
