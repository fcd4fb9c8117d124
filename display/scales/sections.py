"""Views of a section of the page Schalen, from functions of the texts and the scales' labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from display.stage import View
from display.texts import Texts
from display.widgets import guarded

Shown = Callable[[Texts, Mapping[str, str]], None]


def views(t: Texts, labels: Mapping[str, str], *shown: Shown, quiet: bool = False) -> list[View]:
    """Each with the reason where it cannot be computed; `quiet`: said once, by the first of them."""
    return [guarded(t, partial(show, t, labels), quiet=quiet and show is not shown[0]) for show in shown]
