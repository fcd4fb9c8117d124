"""Numbers, money and statistics as text, the Dutch way or the English way. The only place where anything is rounded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_MINUS = "\N{MINUS SIGN}"
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_HUGE = 1e15  # from here a float no longer has decimals to speak of, and nobody counts the zeros
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOT_AVAILABLE = "\N{EN DASH}"


class Formatter:
    """Writes values in one language. What cannot be written (None, NaN) becomes an en dash, never 'nan'."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._locale = _LOCALES[language]

    def number(self, value: float | None, decimals: int = 2, *, sign: bool = False) -> str:
        """`0,84` or `0.84`: a fixed number of decimals, grouped thousands, a true minus sign; `sign` also writes +."""
        if _absent(value):
            return NOT_AVAILABLE
        assert value is not None
        if abs(value) >= _HUGE:
            mantissa, exponent = f"{value:.2e}".split("e+")
            return f"{self.number(float(mantissa), sign=sign)} × 10{exponent.translate(_SUPERSCRIPT)}"
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        rounded = _rounded(value, decimals)
        return _signed(str(format_decimal(abs(rounded), format=pattern, locale=self._locale)), rounded, sign)

    def integer(self, value: float | None, *, sign: bool = False) -> str:
        """`1.143` or `1,143`."""
        return self.number(value, 0, sign=sign)

    def percent(self, share: float | None, decimals: int = 0, *, sign: bool = False) -> str:
        """A share (0–1) as a percentage: `12,5%`."""
        if _absent(share):
            return NOT_AVAILABLE
        assert share is not None
        if abs(share) >= _HUGE:
            return f"{self.number(share * 100, sign=sign)}%"
        rounded = _rounded(share, decimals + 2)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
        return _signed(str(format_percent(abs(rounded), format=pattern, locale=self._locale)), rounded, sign)

    def money(self, euros: float | None, decimals: int = 0, *, sign: bool = False) -> str:
        """`€ 1.234,50` or `€1,234.50`."""
        if _absent(euros):
            return NOT_AVAILABLE
        assert euros is not None
        if abs(euros) >= _HUGE:
            return f"€{_NO_BREAK_SPACE}{self.number(euros, sign=sign)}"
        rounded = _rounded(euros, decimals)
        digits = "#,##0" + ("." + "0" * decimals if decimals else "")
        pattern = f"¤{_NO_BREAK_SPACE}{digits}" if self.language == "nl" else f"¤{digits}"
        text = str(format_currency(abs(rounded), "EUR", format=pattern, locale=self._locale, currency_digits=False))
        return _signed(text, rounded, sign)

    def money_short(self, euros: float | None, decimals: int = 1, *, sign: bool = False) -> str:
        """Money for a headline: `€ 0,4 miljoen`, `€ 1,2 miljoen`; below a hundred thousand the whole amount."""
        if _absent(euros) or abs(euros or 0) < 100_000:
            return self.money(euros, sign=sign)
        assert euros is not None
        unit = "miljoen" if self.language == "nl" else "million"
        return f"{self.money(euros / 1e6, decimals, sign=sign)}{_NO_BREAK_SPACE}{unit}"

    def money_about(self, euros: float | None, *, sign: bool = False) -> str:
        """Money in a sentence, no more precise than a model is: `€ 39.000`, `€ 1,8 miljoen`, below a thousand whole."""
        if _absent(euros) or euros is None or not 1_000 <= abs(euros) < _HUGE:
            return self.money(euros, sign=sign)
        return self.money_short(float(_rounded(euros, -3)), sign=sign)

    def p_value(self, p: float | None) -> str:
        """`p < 0,001` or `p = 0,034` (APA: three decimals, and never 0)."""
        if _absent(p):
            return f"p {NOT_AVAILABLE}"
        assert p is not None
        return f"p < {self.number(0.001, 3)}" if p < 0.001 else f"p = {self.number(p, 3)}"

    def p_in_column(self, p: float | None) -> str:
        """A p-value for a column that is called p: `< 0,001` or `0,034`."""
        return self.p_value(p).removeprefix("p ").removeprefix("= ")

    def interval(self, low: float | None, high: float | None, decimals: int = 2) -> str:
        """`[0,74; 0,88]` (a semicolon in Dutch, where the comma is the decimal sign) or `[0.74, 0.88]`."""
        between = "; " if self.language == "nl" else ", "
        return f"[{self.number(low, decimals)}{between}{self.number(high, decimals)}]"

    def degrees_of_freedom(self, value: float) -> str:
        """Whole where whole, otherwise two decimals (Welch)."""
        return self.integer(value) if float(value).is_integer() else self.number(value, 2)

    def listing(self, parts: Sequence[str]) -> str:
        """`a, b en c` or `a, b and c`."""
        return str(format_list(list(parts), locale=self._locale))


def _absent(value: float | None) -> bool:
    try:
        return value is None or not math.isfinite(value)
    except OverflowError:  # an int beyond every float
        return True


def _rounded(value: float, decimals: int) -> Decimal:
    """A half goes away from zero, as in Excel and SPSS: 56,25 is 56,3, where Python's own rounding makes it 56,2."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _signed(text: str, rounded: Decimal, sign: bool) -> str:
    if rounded < 0:
        return f"{_MINUS}{text}"
    return f"+{text}" if sign and rounded > 0 else text
