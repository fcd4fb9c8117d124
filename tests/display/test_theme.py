"""Colours: fixed for each collaboration model, never alone, and readable."""

import itertools

from display import theme


def luminance(colour: str) -> float:
    """WCAG 2.2, written out from the recommendation."""
    total = 0.0
    for weight, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5)):
        c = int(colour[i : i + 2], 16) / 255
        total += weight * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
    return total


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_models_keep_their_marks_whatever_else_is_shown() -> None:
    models = ["schotten", "ketens", "netwerk", "integraal"]
    alone = theme.group_marks(models)
    mixed = theme.group_marks(["po", "Netwerk", "vo", "integraal"])
    assert mixed["integraal"] == alone["integraal"]
    assert mixed["Netwerk"] == alone["netwerk"]
    for a, b in itertools.combinations(alone.values(), 2):
        assert a.colour != b.colour
        assert a.symbol != b.symbol


def test_neighbouring_groups_never_differ_by_colour_alone() -> None:
    marks = list(theme.group_marks([f"groep {i}" for i in range(8)]).values())
    assert all(a.symbol != b.symbol for a, b in itertools.pairwise(marks))


def test_graphics_stand_out_from_white() -> None:
    for colour in (*theme.SERIES, *(m.colour for m in theme.group_marks(["schotten", "ketens", "netwerk"]).values())):
        assert contrast(colour, "#FFFFFF") >= 3
    for colour in (theme.INK, theme.MUTED):
        assert contrast(colour, "#FFFFFF") >= 4.5


def test_text_on_an_answer_bar_is_readable() -> None:
    for count in range(2, 11):
        colours = theme.answer_colours(count)
        assert len(colours) == count
        for colour in colours:
            assert contrast(theme.text_on(colour), colour) >= 4.5


def test_a_projector_gets_larger_type() -> None:
    assert theme.Style(projector=True).font_size >= 18
