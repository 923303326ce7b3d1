"""The report as one HTML file that needs nothing else."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotate import __version__, scheme
from annotate.rendering import plots
from annotate.report._payload import payload, script_json
from annotate.report._tables import Figures
from annotate.report._words import Language, words
from annotate.workflow.reporting import ReportData

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPTS: Sequence[str] = ("text.js", "arcs.js", "articles.js", "disagreements.js", "search.js", "main.js")
"""In the order in which they stand in the page."""


def page(data: ReportData, language: Language = "en") -> str:
    """Return the report as HTML. The page asks for nothing outside itself, and says so to the browser.

    Texts and names are escaped wherever they stand, so that mark-up in an essay stays text.
    """
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            data=data,
            language=language,
            say=words(language),
            figures=Figures(data.agreement, data.scheme, language),
            charts=plots.svgs(data.agreement, data.scheme, language),
            handbook=scheme.handbook_body(data.scheme, language),
            payload=script_json(payload(data, language)),
            scripts=_SCRIPTS,
            program=__version__,
        )
    )


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("annotate.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
