"""Tables for spreadsheets, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotate.errors import ExportError
from annotate.workflow.files import write_whole

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the begin of a formula, the wide forms too."""


def write_sheet(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write a table that spreadsheets show as it is: Chinese right, and no text taken for a formula.

    Raises ExportError when the file exists or cannot be written; then nothing of it is there.
    """
    made = io.StringIO()
    writer = csv.writer(made)
    for row in rows:
        writer.writerow(harmless(cell) if isinstance(cell, str) else cell for cell in row)
    try:
        write_whole(path, made.getvalue(), new=True, encoding="utf-8-sig")
    except FileExistsError as error:
        raise ExportError(str(path), "exists already", cure="name another file, or move it away") from error
    except OSError as error:
        raise ExportError(
            str(path),
            f"cannot be written: {error.strerror}",
            expected="a file in a folder that can be written to, with space left",
            cure="make room, or name another one",
        ) from error


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before it makes it text."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text
