"""Writing a report where it is asked for."""

from __future__ import annotations

import secrets
from pathlib import Path

from annotate.errors import ExportError
from annotate.report._page import page
from annotate.report._words import Language, language_of
from annotate.workflow.project import Project
from annotate.workflow.reporting import ReportWritten, gather

NAME = "report.html"
"""Name of the file where none is given, in the folder of the project."""


def write(
    project: Project,
    file: Path | None = None,
    *,
    language: Language | None = None,
    named: bool = False,
    resamples: int = 1000,
) -> ReportWritten:
    """Write the report of a project as one HTML file, in place of an earlier one, all of it or nothing.

    Args:
        project: the project.
        file: where to; otherwise `report.html` in the project.
        language: of the report; otherwise that of the project, English where it has both.
        named: whether annotators have their names in it; otherwise pseudonyms.
        resamples: how often articles are drawn for the intervals of agreement.

    Raises ExportError when the file cannot be written.
    """
    path = file or project.folder / NAME
    data = gather(project, named=named, resamples=resamples)
    # What is no character, half of a pair, can be in a text, but in no file.
    content = page(data, language_of(project, language)).encode("utf-8", "replace")
    put(path, content)
    return ReportWritten(
        file=str(path),
        bytes=len(content),
        articles=len(data.texts),
        paragraphs=sum(part.kind in ("paragraph", "abstract") for text in data.texts for part in text.parts),
        disagreements=len(data.disagreements.disagreements),
        named=named,
    )


def put(path: Path, content: bytes) -> None:
    """Write a file, or leave what was there; raises ExportError when it cannot be written."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            with part.open("xb") as made:
                made.write(content)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        found = f"cannot be written: {error.strerror}"
        raise ExportError(str(path), found, expected="a file in a folder that can be written to") from error
