"""Plain tables whose columns hold also when they are Chinese."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from annotate.errors import visible

WIDTH = 110
"""Columns of the terminal that tables are made for; the same everywhere, so that output can be compared."""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; numbers stand to the right, None as a dash."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    lines = [tuple(row) for row in rows]
    for place, column in enumerate(columns):
        numeric = any(isinstance(line[place], int | float) for line in lines)
        made.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for line in lines:
        made.add_row(*(Text(cell(value)) for value in line))
    buffer = io.StringIO()
    Console(file=buffer, width=WIDTH, no_color=True, highlight=False, legacy_windows=False).print(made)
    return "\n".join(row.rstrip() for row in buffer.getvalue().splitlines() if row.strip())


def cell(value: object) -> str:
    """Return one value as it stands in a table: three decimals, thousands apart, a dash for nothing."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else visible(str(value))


def facts(pairs: Iterable[tuple[str, object]]) -> str:
    """Return facts one a line, their names padded to one width."""
    known = [(name, cell(value)) for name, value in pairs if value is not None]
    width = max((len(name) for name, _ in known), default=0)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in known)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: 1 article, 2 articles."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
