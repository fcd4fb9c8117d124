"""Arithmetic written once and read in three ways: by NumPy, by a person, and by a spreadsheet.

`Quantity("pupils") * (1 + Quantity("growth"))` builds a small tree. `value_of` computes it on numbers or arrays,
`tokens` lays it out as signs and names for an explanation, `spreadsheet_text` writes it as the text of a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Symbol = Literal["+", "-", "*", "/", "^"]
FunctionName = Literal["least", "most", "ratio"]


class Expression:
    """A formula as a tree; the arithmetic signs make a larger one out of smaller ones."""

    def __add__(self, other: Operand) -> Expression:
        return Operation("+", self, expression(other))

    def __radd__(self, other: float) -> Expression:
        return Operation("+", Number(other), self)

    def __sub__(self, other: Operand) -> Expression:
        return Operation("-", self, expression(other))

    def __rsub__(self, other: float) -> Expression:
        return Operation("-", Number(other), self)

    def __mul__(self, other: Operand) -> Expression:
        return Operation("*", self, expression(other))

    def __rmul__(self, other: float) -> Expression:
        return Operation("*", Number(other), self)

    def __truediv__(self, other: Operand) -> Expression:
        return Operation("/", self, expression(other))

    def __pow__(self, other: Operand) -> Expression:
        return Operation("^", self, expression(other))


Operand = Expression | float


@dataclass(frozen=True)
class Number(Expression):
    """A number that is part of the formula itself."""

    value: float


@dataclass(frozen=True)
class Quantity(Expression):
    """An assumption or another formula, by name."""

    name: str


@dataclass(frozen=True)
class Previous(Expression):
    """What the formula itself gave in the year before."""


@dataclass(frozen=True)
class Operation(Expression):
    """Two expressions joined by a sign."""

    symbol: Symbol
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Function(Expression):
    """least(a, b), most(a, b), or ratio(a, b): a divided by b, and 0 where b is 0."""

    name: FunctionName
    left: Expression
    right: Expression


def expression(operand: Operand) -> Expression:
    """The operand as an expression; a plain number becomes a `Number`."""
    return operand if isinstance(operand, Expression) else Number(operand)


def least(left: Operand, right: Operand) -> Expression:
    """The smaller of two."""
    return Function("least", expression(left), expression(right))


def most(left: Operand, right: Operand) -> Expression:
    """The larger of two."""
    return Function("most", expression(left), expression(right))


def ratio(left: Operand, right: Operand) -> Expression:
    """left ÷ right, and 0 where the right is 0 (a share of nothing)."""
    return Function("ratio", expression(left), expression(right))


def names_in(tree: Expression) -> Iterator[str]:
    """Names of the quantities in an expression, in order of appearance, repeated ones repeated."""
    if isinstance(tree, Quantity):
        yield tree.name
    elif isinstance(tree, Operation | Function):
        yield from names_in(tree.left)
        yield from names_in(tree.right)


def value_of(tree: Expression, values: Mapping[str, Array], previous: Array | None = None) -> Array:
    """The expression computed; arrays broadcast as NumPy does. `previous` is what `Previous` stands for."""
    if isinstance(tree, Quantity):
        return values[tree.name]
    if isinstance(tree, Operation | Function):
        key = tree.symbol if isinstance(tree, Operation) else tree.name
        return _ARITHMETIC[key](value_of(tree.left, values, previous), value_of(tree.right, values, previous))
    if isinstance(tree, Previous):
        assert previous is not None, "the first year has no year before"
        return previous
    assert isinstance(tree, Number), tree
    return np.float64(tree.value)  # type: ignore[return-value]  # a scalar broadcasts like a 0-dimensional array


def without_nothing(tree: Expression, values: Mapping[str, Array]) -> Expression:
    """The expression with 0 for each ratio to nothing, which nobody could work out as it stands."""
    if not isinstance(tree, Operation | Function):
        return tree
    if isinstance(tree, Function) and tree.name == "ratio" and not value_of(tree.right, values).any():
        return Number(0)
    return replace(tree, left=without_nothing(tree.left, values), right=without_nothing(tree.right, values))


def _ratio(left: Array, right: Array) -> Array:
    nothing = right == 0
    return np.where(nothing, 0.0, left / np.where(nothing, 1.0, right))


def _sum(left: Array, right: Array) -> Array:
    # Refinements that are left out are zeros and ones: what they would do to thousands of draws need not be worked out.
    if right.ndim == 0 and right == 0:
        return left
    return right if left.ndim == 0 and left == 0 else np.add(left, right)


def _product(left: Array, right: Array) -> Array:
    for one, other in ((left, right), (right, left)):
        if one.ndim == 0 and one == 1:
            return other
        if one.ndim == 0 and one == 0:
            return one
    return np.multiply(left, right)


_ARITHMETIC: Mapping[str, Callable[[Array, Array], Array]] = MappingProxyType(
    {
        "+": _sum,
        "-": np.subtract,
        "*": _product,
        "/": np.divide,
        "^": np.power,
        "least": np.minimum,
        "most": np.maximum,
        "ratio": _ratio,
    }
)

_STRENGTH: Mapping[str, int] = MappingProxyType({"+": 1, "-": 1, "*": 2, "/": 2, "^": 3})


def needs_brackets(tree: Expression, within: Operation, *, right: bool) -> bool:
    """Whether an operand must stand in brackets to be read as it is meant."""
    if not isinstance(tree, Operation):
        # A negative number after a sign, or raised to a power, reads as something else without brackets.
        return isinstance(tree, Number) and tree.value < 0
    inner, outer = _STRENGTH[tree.symbol], _STRENGTH[within.symbol]
    # Equal strength is read from the left, so on the right it needs brackets; only a + b + c and a × b × c do not.
    if inner == outer and right:
        return not (tree.symbol == within.symbol and tree.symbol in "+*")
    return inner < outer or (inner == outer == _STRENGTH["^"])


Token = str | Quantity | Number | Previous
"""A sign ("+", "×", "(", …, a function's name) or something with a value."""

_READABLE: Mapping[str, str] = MappingProxyType({"+": "+", "-": "−", "*": "×", "/": "÷", "^": "^"})


def tokens(tree: Expression) -> Iterator[Token]:
    """The expression from left to right as a person writes it; functions as `least(`, `;` and `)`."""
    if isinstance(tree, Operation):
        yield from _operand(tree.left, tree, right=False)
        yield _READABLE[tree.symbol]
        yield from _operand(tree.right, tree, right=True)
    elif isinstance(tree, Function):
        if tree.name == "ratio":
            yield from tokens(Operation("/", tree.left, tree.right))
            return
        yield f"{tree.name}("
        yield from tokens(tree.left)
        yield ";"
        yield from tokens(tree.right)
        yield ")"
    else:
        assert isinstance(tree, Number | Quantity | Previous), tree
        yield tree


def _operand(tree: Expression, within: Operation, *, right: bool) -> Iterator[Token]:
    # A ratio is written as a division, so brackets follow the division's rule.
    shown = Operation("/", tree.left, tree.right) if isinstance(tree, Function) and tree.name == "ratio" else tree
    brackets = needs_brackets(shown, within, right=right)
    if brackets:
        yield "("
    yield from tokens(shown)
    if brackets:
        yield ")"


def spreadsheet_text(tree: Expression, cell: Callable[[str], str], previous: str | None = None) -> str:
    """The expression as a spreadsheet writes it (English function names, as in the file); `cell` gives each address."""
    if isinstance(tree, Operation):
        left, right = (spreadsheet_text(side, cell, previous) for side in (tree.left, tree.right))
        left = f"({left})" if needs_brackets(tree.left, tree, right=False) else left
        right = f"({right})" if needs_brackets(tree.right, tree, right=True) else right
        return f"{left}{tree.symbol}{right}"
    if isinstance(tree, Function):
        left, right = (spreadsheet_text(side, cell, previous) for side in (tree.left, tree.right))
        if tree.name == "ratio":
            return f"IF({right}=0,0,({left})/({right}))"
        return f"{'MIN' if tree.name == 'least' else 'MAX'}({left},{right})"
    if isinstance(tree, Quantity):
        return cell(tree.name)
    if isinstance(tree, Previous):
        assert previous is not None, "the first year has no year before"
        return previous
    assert isinstance(tree, Number), tree
    return f"{tree.value:.15g}"
