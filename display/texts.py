"""The translation catalogue: Dutch source sentences, English beside them (gettext, through Babel).

A `Texts` object is passed to whatever writes for the screen; nothing reads a global language. Dutch is the language of
the source strings, so a sentence that somehow lacks its translation still appears, in Dutch; a test sees to it that
none does.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from analysis.errors import AnalysisError, Message, Names
from display.formatting import Formatter, Language

CATALOGUE = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "oza.po"


def mark(text: str) -> str:
    """Mark a text for the catalogue where it stands apart from the call that translates it (gettext's N_)."""
    return text


class Texts(Formatter):
    """Sentences and numbers in one language: `t("{n} scholen", n=6)`, `t.number(0.84)`."""

    def __call__(self, template: str, /, **values: object) -> str:
        """Translate a Dutch template and fill in its placeholders."""
        return self._lookup(template).format(**values) if values else self._lookup(template)

    def plural(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """The form that fits the count; `{n}` is the count, written in the language."""
        values = {"n": self.integer(count), **values}
        if self.language == "nl":
            return (singular if count == 1 else plural).format(**values)
        return str(_english().ungettext(singular, plural, count)).format(**values)

    def message(self, message: Message, called: Mapping[Any, str] | None = None) -> str:
        """A message or error of `analysis` in this language, its numbers written the same way.

        called: the labels of names from the data; a name without one stands as it is in the data.
        """
        values = {key: self._value(value, called or {}) for key, value in message.values.items()}
        return self._lookup(message.template).format(**values)

    def error(self, error: AnalysisError, called: Mapping[Any, str] | None = None) -> str:
        """The sentence of an error."""
        return self.message(error.message, called)

    def label(self, nl: str, en: str | None) -> str:
        """One of two labels that data files carry themselves; Dutch where there is no English one."""
        return en if self.language == "en" and en else nl

    def _lookup(self, template: str) -> str:
        return template if self.language == "nl" or not template else str(_english().ugettext(template))

    def _value(self, value: object, called: Mapping[Any, str]) -> object:
        if isinstance(value, Message):
            return self.message(value, called)
        if isinstance(value, Names):
            return value.between.join(str(self._name(name, called)) for name in value.names)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10_000:
            return self.integer(value)  # below that it may be a year
        if not isinstance(value, float):
            return value
        if value.is_integer():
            return self.integer(value)
        fine = abs(value) < 1 and round(value, 2) != round(value, 3)  # an alpha of .843 keeps its third decimal
        return self.number(value, 3 if fine else 2)

    def _name(self, name: object, called: Mapping[Any, str]) -> object:
        return self._value(name, called) if isinstance(name, Names | Message) else called.get(name, name)


@cache
def texts(language: Language) -> Texts:
    """The texts of one language (kept: reading the catalogue takes some milliseconds)."""
    return Texts(language)


@cache
def _english() -> Translations:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(fp=compiled)
