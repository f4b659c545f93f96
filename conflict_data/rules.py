"""The language of the rules under ``schemas/tables``, and what a rule means for an Arrow table.

Columns, literals, comparisons (chained too), ``and or not``, ``+ - * /``, ``in (..)``, ``is None``,
``is not None``, ``year(date)`` and ``close(a, b)``. Nothing is ever handed to ``eval``: Python's
parser gives a tree, and what is not on the list below is refused. Logic is Kleene's: an unknown
cell makes a comparison unknown, and a rule that comes out unknown is not broken.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from conflict_data.compilers import arrow
from conflict_data.errors import SchemaError, Unknown
from conflict_data.schema import Table

CLOSE = 1e-9
KINDS = {"string": "text", "list": "text", "integer": "number", "number": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table that the rule is about."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, or (right of ``in``) a tuple of them."""

    value: Any
    kind: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on its operands; each engine has its own word for ``operation``."""

    operation: str
    operands: tuple[Node, ...]
    kind: str


Node = Column | Literal | Apply


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed rule; ``columns`` are those it mentions, in order of appearance."""

    source: str
    node: Node
    columns: tuple[str, ...]


def parse(source: str, kinds: Mapping[str, str]) -> Expression:
    """Parse a rule over columns of the given kinds (``text``, ``number``, ``date``).

    Raises :class:`SchemaError` naming the position of whatever the language lacks, of unknown
    columns and of operands that do not go together.

    >>> parse("low <= high", {"low": "number", "high": "number"}).columns
    ('low', 'high')
    """
    parser = _Parser(source, kinds)
    node = parser.node(parser.tree())
    columns = tuple(dict.fromkeys(_columns(node)))
    if node.kind != "truth" or not columns:
        raise SchemaError(f"rule {source!r}: expected a condition on columns, as 'low <= high'")
    return Expression(source, node, columns)


def parse_rule(source: str, table: Table) -> Expression:
    """Parse a rule of ``table``, whose fields say of which kind each column is."""
    return parse(source, {field.name: KINDS[field.type] for field in table.fields})


def mask(rule: Expression, table: pa.Table) -> pa.BooleanArray:
    """Return for each row of ``table`` whether it passes (bool, never null; unknown passes).

    >>> rule = parse("low <= high", {"low": "number", "high": "number"})
    >>> mask(rule, pa.table({"low": [1, 2, None], "high": [1, 1, 1]})).to_pylist()
    [True, False, True]
    """
    passes: pa.BooleanArray = pc.fill_null(_evaluate(rule.node, table), True)
    return passes


class Operation(NamedTuple):
    """The kind that an operation takes and the one it gives, and its Arrow kernel."""

    takes: str
    gives: str
    kernel: Callable[..., Any]


def _divide(left: Any, right: Any) -> Any:
    nothing = pa.scalar(None, pa.float64())
    return pc.divide(left, pc.if_else(pc.equal(right, pa.scalar(0.0)), nothing, right))


def _is_in(cells: Any, values: Any) -> Any:
    return pc.if_else(pc.is_valid(cells), pc.is_in(cells, values), pa.scalar(None, pa.bool_()))


def _is_close(left: Any, right: Any) -> Any:
    size = pc.max_element_wise(pc.abs(left), pc.abs(right), skip_nulls=False)
    return pc.less_equal(pc.abs(pc.subtract(left, right)), pc.multiply(size, CLOSE))


def _year(dates: Any) -> Any:
    return pc.cast(pc.year(dates), pa.float64())


OPERATIONS: Mapping[str, Operation] = {
    "and": Operation("truth", "truth", pc.and_kleene),
    "or": Operation("truth", "truth", pc.or_kleene),
    "not": Operation("truth", "truth", pc.invert),
    "is None": Operation("any", "truth", pc.is_null),
    "in": Operation("any", "truth", _is_in),
    "==": Operation("any", "truth", pc.equal),
    "!=": Operation("any", "truth", pc.not_equal),
    "<": Operation("ordered", "truth", pc.less),
    "<=": Operation("ordered", "truth", pc.less_equal),
    ">": Operation("ordered", "truth", pc.greater),
    ">=": Operation("ordered", "truth", pc.greater_equal),
    "+": Operation("number", "number", pc.add),
    "-": Operation("number", "number", pc.subtract),
    "*": Operation("number", "number", pc.multiply),
    "/": Operation("number", "number", _divide),
    "negative": Operation("number", "number", pc.negate),
    "year": Operation("date", "number", _year),
    "close": Operation("number", "truth", _is_close),
}
_CALLS = {"year": 1, "close": 2}
_SYMBOLS: Mapping[type[ast.AST], str] = {
    ast.And: "and", ast.Or: "or", ast.Not: "not", ast.USub: "negative",
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


def _evaluate(node: Node, table: pa.Table) -> Any:
    if isinstance(node, Column):
        cells = arrow.whole(table.column(node.name))
        # Every number is a float, so that arithmetic cannot overflow.
        return pc.cast(cells, pa.float64()) if node.kind == "number" else cells
    if isinstance(node, Literal):
        return pa.array(node.value) if isinstance(node.value, tuple) else pa.scalar(node.value)
    operands = (_evaluate(operand, table) for operand in node.operands)
    return OPERATIONS[node.operation].kernel(*operands)


class _Parser(NamedTuple):
    """Turns Python's tree into ours; what it has no branch for is refused."""

    source: str
    kinds: Mapping[str, str]

    def tree(self) -> ast.expr:
        try:
            return ast.parse(self.source, mode="eval").body
        except (SyntaxError, ValueError) as error:
            at = getattr(error, "offset", None) or 1
            raise SchemaError(f"rule {self.source!r}, character {at}: {error}") from error

    def node(self, tree: ast.expr) -> Node:
        match tree:
            case ast.Name(id=name) if name in self.kinds:
                return Column(name, self.kinds[name])
            case ast.Name(id=name):
                raise self._refusal(tree, str(Unknown("column", name, self.kinds)))
            case ast.Constant(value=str() as text):
                return Literal(text, "text")
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return Literal(float(number), "number")
            case ast.BoolOp(op=sign, values=values):
                return self._chain(tree, sign, map(self.node, values))
            case ast.UnaryOp(op=sign, operand=operand):
                return self._apply(tree, sign, self.node(operand))
            case ast.BinOp(left=left, op=sign, right=right):
                return self._apply(tree, sign, self.node(left), self.node(right))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CALLS:
                return self._apply(tree, name, *map(self.node, args))
            case ast.Compare(left=first, ops=signs, comparators=rest):
                links = map(self._link, [first, *rest], signs, rest)
                return self._chain(tree, ast.And(), links)
        raise self._refusal(tree, "the language has no such thing")

    def _chain(self, tree: ast.expr, sign: ast.AST, parts: Iterable[Node]) -> Node:
        return reduce(lambda left, right: self._apply(tree, sign, left, right), parts)

    def _link(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Node:
        """Return one link of a comparison; ``is`` and ``in`` take only what stands here."""
        match sign, right:
            case ((ast.Is() | ast.IsNot()), ast.Constant(value=None)):
                found: Node = self._apply(left, "is None", self.node(left))
            case ((ast.In() | ast.NotIn()), ast.Tuple(elts=[_, *_] as choices)):
                found = self._choice(left, [self.node(choice) for choice in choices])
            case _:
                return self._apply(left, sign, self.node(left), self.node(right))
        return self._apply(left, "not", found) if isinstance(sign, ast.IsNot | ast.NotIn) else found

    def _choice(self, left: ast.expr, choices: Sequence[Node]) -> Node:
        cells = self.node(left)
        values = tuple(choice.value for choice in choices if isinstance(choice, Literal))
        if len(values) < len(choices) or {choice.kind for choice in choices} != {cells.kind}:
            raise self._refusal(left, f"expected literals of kind {cells.kind} right of `in`")
        return self._apply(left, "in", cells, Literal(values, cells.kind))

    def _apply(self, tree: ast.expr, sign: ast.AST | str, *operands: Node) -> Apply:
        name = sign if isinstance(sign, str) else _SYMBOLS.get(type(sign), "")
        if name not in OPERATIONS:
            raise self._refusal(tree, "the language has no such operator, or not for this")
        takes, gives, _ = OPERATIONS[name]
        if len(operands) != _CALLS.get(name, len(operands)):
            raise self._refusal(tree, f"{name}() takes {_CALLS[name]} operand(s)")
        kind = operands[0].kind if takes in ("any", "ordered") else takes
        if takes == "ordered" and kind == "truth":
            raise self._refusal(tree, "a condition is neither above nor below another")
        for operand in operands:
            if operand.kind != kind:
                raise self._refusal(tree, f"{name} expects a {kind} here, this is a {operand.kind}")
        return Apply(name, operands, gives)

    def _refusal(self, tree: ast.expr, why: str) -> SchemaError:
        part = ast.get_source_segment(self.source, tree)
        return SchemaError(
            f"rule {self.source!r}, character {tree.col_offset + 1}: {why}: {part!r}; "
            "schemas/README.md lists the words of the language"
        )


def _columns(node: Node) -> Iterator[str]:
    if isinstance(node, Column):
        yield node.name
    elif isinstance(node, Apply):
        for operand in node.operands:
            yield from _columns(operand)
