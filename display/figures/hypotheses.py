"""All verdicts at a glance, and the results behind one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import plotly.graph_objects as go

from analysis.evidence.hypotheses import Check, Conclusion, Measure, StudyVerdict, Verdict, agrees
from display.charts import Chart, label_value, new_figure, rows_of, set_rows, written_out
from display.hypothesis_tables import checks_table, overview_table
from display.sentences import hypotheses as sentences
from display.sentences.hypotheses import Words
from display.texts import Texts
from display.theme import BLUE, GREEN, GRID, INK, MUTED, VERMILION, Mark, Style

_SUPPORTED, _PARTLY, _NOT = Mark(GREEN, "circle"), Mark(BLUE, "diamond"), Mark(VERMILION, "x")
_OPEN, _ABSENT = Mark(MUTED, "square"), Mark(MUTED, "line-ew")
#: Shape and colour of each verdict; the word stands beside it.
PUBLISHED_MARKS: Mapping[StudyVerdict, Mark] = {
    StudyVerdict.SUPPORTED: _SUPPORTED,
    StudyVerdict.PARTLY: _PARTLY,
    StudyVerdict.NOT_SUPPORTED: _NOT,
    StudyVerdict.TOO_SMALL: _OPEN,
    StudyVerdict.NONE: _ABSENT,
}
MARKS: Mapping[Conclusion, Mark] = {
    Conclusion.SUPPORTED: _SUPPORTED,
    Conclusion.PARTLY: _PARTLY,
    Conclusion.NOT_SUPPORTED: _NOT,
    Conclusion.CANNOT_SAY: _OPEN,
    Conclusion.MISSING: _ABSENT,
}
#: Where the columns of a panel stand, as shares of its width.
_STUDY, _DATA, _UNEQUAL = 0.6, 0.79, 0.955
_ROWS_IN_A_PANEL, _LABEL_WIDTH = 12, 42
_TINT = "#FFF1DC"


def overview(t: Texts, style: Style, verdicts: Sequence[Verdict], words: Words, source: str) -> Chart:
    """Every hypothesis as a row, by theme, with the verdict of the study and that of the loaded data side by side."""
    panels = _panels(t, verdicts, words)
    height = max(len(rows) for rows in panels)
    figure = new_figure(style, t.language, height=(height + 1) * round(style.font_size * 2))
    drawing = _Drawing(style)
    for number, rows in enumerate(panels):
        _panel(t, drawing, rows, number, label_width=_LABEL_WIDTH if len(panels) > 1 else 2 * _LABEL_WIDTH)
    drawing.put_on(figure)
    figure.update_xaxes(visible=False, range=[0, len(panels)])
    figure.update_yaxes(visible=False, range=[height - 0.4, -1.5])
    figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    title = sentences.overview_title(t, verdicts)
    return Chart(
        title=title,
        subtitle=t(
            "Ondersteund? Volgens het landelijk onderzoek van 2018 (open teken: zonder toets) en deze gegevens; "
            "gekleurde rij: niet gelijk"
        )
        if any(v.published is not StudyVerdict.NONE for v in verdicts)
        else t("Ondersteund volgens deze gegevens?"),
        figure=figure,
        source=f"{sentences.answered(t, verdicts)} {source}".strip(),
        alt=t("Oordelen per hypothese. {rows}.", rows="; ".join(_spoken(t, v, words) for v in verdicts)),
        table=overview_table(t, verdicts, words),
    )


def _spoken(t: Texts, verdict: Verdict, words: Words) -> str:
    return t(
        "{short}: onderzoek {published}, deze gegevens {conclusion}",
        short=sentences.short(t, verdict, words),
        published=t(sentences.PUBLISHED[verdict.published]),
        conclusion=t(sentences.CONCLUSIONS[verdict.conclusion]),
    )


def _panels(t: Texts, verdicts: Sequence[Verdict], words: Words) -> list[list[str | tuple[str, Verdict]]]:
    """Rows of themes and hypotheses, in two panels of about equal length; a theme is not split unless it is long."""
    rows: list[list[str | tuple[str, Verdict]]] = [[]]
    for theme in sentences.THEMES:
        of_theme = [v for v in verdicts if v.theme is theme]
        if not of_theme:
            continue
        if rows[-1] and len(rows[-1]) + len(of_theme) + 1 > _ROWS_IN_A_PANEL and len(rows) < 2:
            rows.append([])
        rows[-1].append(t(sentences.THEMES[theme]))
        rows[-1] += [(f"{v.id}. {sentences.short(t, v, words)}", v) for v in of_theme]
    return rows


def differs(verdict: Verdict) -> bool:
    """Whether the loaded data come to another conclusion than the study."""
    unasked = verdict.conclusion is Conclusion.MISSING or verdict.published is StudyVerdict.NONE
    return not unasked and not agrees(verdict.published, verdict.conclusion)


@dataclass
class _Drawing:
    """Words, lines and signs, collected: Plotly takes a hundred at once as fast as one."""

    style: Style
    words: list[dict[str, object]] = field(default_factory=list)
    shapes: list[dict[str, object]] = field(default_factory=list)
    signs: list[tuple[float, float, Mark, bool, str]] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, colour: str = INK) -> None:
        """Text that begins at x; it may hold markup, so what comes from data has to be escaped."""
        size = self.style.font_size * (0.95 if self.style.projector else 1)
        self.words.append(
            {
                "x": x,
                "y": y,
                "text": text,
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "middle",
                "font": {"size": size, "color": colour},
            }
        )

    def verdict(self, x: float, y: float, look: Mark, word: str, *, hollow: bool) -> None:
        """A sign with its word."""
        self.signs.append((x + 0.012, y, look, hollow or look.symbol == "line-ew", word))
        self.write(x + 0.033, y, escape(word))

    def underline(self, left: float, y: float) -> None:
        """The line below a row."""
        line = {"color": GRID, "width": 1}
        ends = {"x0": left, "x1": left + 0.985, "y0": y + 0.5, "y1": y + 0.5}
        self.shapes.append({"type": "line", "line": line, "layer": "below", **ends})

    def tint(self, left: float, y: float) -> None:
        """The band behind a row that differs."""
        ends = {"x0": left - 0.004, "x1": left + 0.985, "y0": y - 0.46, "y1": y + 0.46}
        self.shapes.append({"type": "rect", "fillcolor": _TINT, "line": {"width": 0}, "layer": "below", **ends})

    def put_on(self, figure: go.Figure) -> None:
        """Draw everything."""
        figure.update_layout(annotations=self.words, shapes=self.shapes)
        figure.add_trace(
            go.Scatter(
                x=[x for x, *_ in self.signs],
                y=[y for _, y, *_ in self.signs],
                mode="markers",
                marker={
                    "color": [look.colour for *_, look, _, _ in self.signs],
                    "symbol": [f"{look.symbol}-open" if hollow else look.symbol for *_, look, hollow, _ in self.signs],
                    "size": self.style.marker_size * 0.9,
                    "line": {
                        "width": self.style.line_width * 0.7,
                        "color": [look.colour for *_, look, _, _ in self.signs],
                    },
                },
                hovertext=[word for *_, word in self.signs],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )


def _panel(
    t: Texts, drawing: _Drawing, rows: Sequence[str | tuple[str, Verdict]], left: int, *, label_width: int
) -> None:
    for x, head in ((_STUDY, t("Onderzoek")), (_DATA, t("Deze data"))):
        drawing.write(left + x, -1, f"<b>{escape(head)}</b>")
    for position, row in enumerate(rows):
        if isinstance(row, str):
            drawing.write(left, position, f"<b>{escape(row)}</b>", MUTED)
            continue
        label, verdict = row
        drawing.write(left, position, escape(_cut(label, label_width), quote=False))
        drawing.underline(left, position)
        if differs(verdict):
            drawing.tint(left, position)
            drawing.write(left + _UNEQUAL, position, "<b>≠</b>")
        published, found = verdict.published, verdict.conclusion
        drawing.verdict(
            left + _STUDY,
            position,
            PUBLISHED_MARKS[published],
            t(sentences.PUBLISHED_BRIEFLY[published]),
            hollow=not verdict.tested,
        )
        drawing.verdict(
            left + _DATA,
            position,
            MARKS[found],
            t(sentences.BRIEFLY[found]),
            hollow=found is Conclusion.CANNOT_SAY,
        )


def _cut(label: str, width: int) -> str:
    return label if len(label) <= width else f"{label[: width - 1].rstrip()}…"


def forest(t: Texts, style: Style, verdict: Verdict, checks: Sequence[Check], words: Words, source: str) -> Chart:
    """The results behind a verdict: estimate and interval of each, and what would be too small to matter."""
    measure = checks[0].measure
    names = [sentences.check_label(t, check, words) for check in checks]
    rows = rows_of(style, names, [f"(n = {t.integer(c.n)})" for c in checks], row_height=58)
    figure = new_figure(style, t.language, height=rows.height + 70)
    for position, (check, name) in enumerate(zip(checks, names, strict=True)):
        assert check.estimate is not None
        assert check.interval is not None
        _bound(figure, style, check, position)
        look = MARKS[check.conclusion]
        word = t(sentences.CONCLUSIONS[check.conclusion])
        figure.add_trace(
            go.Scatter(
                x=[check.estimate],
                y=[position],
                mode="markers",
                marker={
                    "color": look.colour,
                    "symbol": f"{look.symbol}-open" if check.conclusion is Conclusion.CANNOT_SAY else look.symbol,
                    "size": style.marker_size,
                    "line": {"width": 2, "color": look.colour},
                },
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": [check.interval.high - check.estimate],
                    "arrayminus": [check.estimate - check.interval.low],
                    "color": look.colour,
                    "thickness": style.line_width,
                    "width": style.marker_size / 2,
                },
                hovertext=f"{written_out(name)}<br>{sentences.estimate(t, check)}, {t.p_value(check.p_holm)}<br>{word}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        text = f"{sentences.value(t, measure, check.estimate)} · {t(sentences.BRIEFLY[check.conclusion])}"
        label_value(figure, style, rows, position, text, at=check.estimate, end=check.interval.high)
    set_rows(figure, rows)
    _axis(t, figure, checks)
    figure.update_layout(margin={"t": style.font_size * 1.6, "r": style.font_size * 9})
    return Chart(
        title=sentences.results_title(t, verdict, checks, words, alone=style.projector),
        subtitle=_subtitle(t, measure),
        figure=figure,
        source=source,
        alt=t(
            "Schattingen met interval: {rows}.",
            rows="; ".join(f"{n} {sentences.estimate(t, c)}" for n, c in zip(names, checks, strict=True)),
        ),
        table=checks_table(t, checks, words),
    )


def _bound(figure: go.Figure, style: Style, check: Check, position: int) -> None:
    if check.measure is Measure.SHARE:
        figure.add_trace(
            go.Scatter(
                x=[check.bound],
                y=[position],
                mode="markers",
                marker={
                    "symbol": "line-ns-open",
                    "size": style.marker_size * 1.3,
                    "color": INK,
                    "line": {"width": style.line_width, "color": INK},
                },
                hoverinfo="skip",
            )
        )
        return
    low = 0.0 if check.measure is Measure.EXPLAINED else -check.bound
    figure.add_shape(
        type="rect",
        x0=low,
        x1=check.bound,
        y0=position - 0.42,
        y1=position + 0.42,
        fillcolor=GRID,
        opacity=0.6,
        line_width=0,
        layer="below",
    )


def _subtitle(t: Texts, measure: Measure) -> str:
    match measure:
        case Measure.SHARE:
            return t("Aandeel met 95%-interval; │ het aandeel waarmee het vergeleken wordt")
        case Measure.CORRELATION:
            return t("Rangcorrelatie met 95%-interval; grijs: te klein om ertoe te doen")
        case Measure.DIFFERENCE:
            return t("Verschil in punten met 95%-interval; grijs: te klein om ertoe te doen")
        case Measure.EXPLAINED:
            return t("Verklaarde variantie (η²) met 95%-interval; grijs: te klein om ertoe te doen")


def _axis(t: Texts, figure: go.Figure, checks: Sequence[Check]) -> None:
    measure = checks[0].measure
    if measure is Measure.SHARE:
        figure.update_xaxes(
            range=[0, 1.02], tickvals=[v / 4 for v in range(5)], ticktext=[t.percent(v / 4) for v in range(5)]
        )
        return
    ends = [abs(end) for c in checks if c.interval for end in (c.interval.low, c.interval.high)]
    reach = max([*ends, *(c.bound for c in checks)]) * 1.25
    if measure is Measure.CORRELATION:
        reach = min(1.0, max(reach, 0.5))
    figure.update_xaxes(range=[0 if measure is Measure.EXPLAINED else -reach, reach])
    figure.add_vline(x=0, line={"color": INK, "width": 1.5})
