"""What the sections of the budget share: the scenario in hand, the line below a chart, and values with their unit."""

from __future__ import annotations

from collections.abc import Callable

from analysis.budget import ASSUMPTIONS, Assumptions, examples_used
from display import budget_inputs as inputs
from display.scenarios import existing, label
from display.sentences import budget as sentences
from display.texts import Texts


def in_hand() -> tuple[str, Assumptions]:
    """Name and assumptions of the scenario that the sliders move."""
    name = inputs.chosen()[0]
    return name, inputs.scenario(name)


def names(t: Texts) -> dict[str, str]:
    """What each scenario is called on the screen."""
    return {name: label(t, name) for name in existing()}


def source(t: Texts, assumptions: Assumptions) -> str:
    """Which euros, and on how many examples they rest."""
    return sentences.basis(t, len(examples_used(assumptions)))


def written(t: Texts) -> Callable[[str, float], str]:
    """Writes a value of an assumption with its unit, by the assumption's name."""
    return lambda name, value: inputs.written(t, ASSUMPTIONS[name], value)
