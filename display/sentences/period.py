"""How a length of time is called in a sentence."""

from __future__ import annotations

from display.texts import Texts


def period(t: Texts, years: int) -> str:
    """`5 jaar`, `1 year`, `5 years`."""
    return t("1 jaar") if years == 1 else t("{years} jaar", years=years)
