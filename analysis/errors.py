"""Errors and messages meant for the user: what is wrong, where, and what to do.

Every sentence is written in Dutch, the language of the screen, as a template with named placeholders. The English
text stands in the translation catalogue under the same template, so that `analysis` needs to know nothing of languages
and a notebook user still gets a readable sentence from `str(error)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Names:
    """Names from the data in a message: of groups, columns or answers, which a codebook may have labels for.

    `str` writes them as they stand in the data, `between` them; the display puts labels in the language of the screen.
    A name may be `Names` itself, such as the two columns of a pair, or a `Message`, which the display translates.
    """

    names: tuple[object, ...]
    between: str = ", "

    def __str__(self) -> str:
        return self.between.join(str(name) for name in self.names)


@dataclass(frozen=True)
class Message:
    """A sentence for the user: a Dutch template with `{name}` placeholders, and the values that fill them.

    `str(message)` is the Dutch sentence; the display translates the template and fills in the same values, with the
    labels of what is in `Names`.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


class AnalysisError(Exception):
    """Base of every error that a user can cause; `str(error)` is the sentence that explains it.

    Raise a subclass as `SurveyError("Kolom {column}: …", column=name)`. Pages catch this class and nothing wider, so
    that a mistake of ours still surfaces as one.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.message = Message(template, values)
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments are not in `args`; without this a copy or a pickle of the error would lose its values.
        return _rebuild, (type(self), self.message)


def _rebuild(kind: type[AnalysisError], message: Message) -> AnalysisError:
    return kind(message.template, **message.values)


class SurveyError(AnalysisError):
    """A survey file or codebook that cannot be understood."""


class StatisticsError(AnalysisError):
    """A statistic that cannot be computed from the given answers (too few, no variance, one group)."""


class BudgetError(AnalysisError):
    """An assumption outside the values for which the budget model has a meaning."""


class PilotsError(AnalysisError):
    """A pilot that does not exist, or a comparison that cannot be made."""


class DisclosureError(AnalysisError):
    """A result that would show a group small enough to recognise people in."""
