"""The report as one HTML file that needs nothing else, or as a page that asks its server for what is new."""

from __future__ import annotations

import functools
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from annotate import __version__, scheme
from annotate.errors import AnnotateError
from annotate.rendering import plots
from annotate.report._payload import large, payload, script_json
from annotate.report._tables import Figures, by_day
from annotate.report._words import Language, words
from annotate.workflow.reporting import ReportData

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPTS: Sequence[str] = (
    "text.js",
    "arcs.js",
    "graph.js",
    "ways.js",
    "explore.js",
    "articles.js",
    "by_article.js",
    "disagreements.js",
    "search.js",
    "main.js",
)
"""In the order in which they stand in the page."""
_LIVE = "live.js"
"""After these, where the page is live."""


def page(data: ReportData, language: Language = "en", version: str | None = None) -> str:
    """Return the report as HTML. The page asks for nothing outside itself, and says so to the browser.

    Texts and names are escaped wherever they stand, so that mark-up in an essay stays text.

    Args:
        data: what it shows.
        language: what it is in.
        version: what tells it from others of its server, which it then asks for a newer one; None for a file.
    """
    live = version is not None
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            data=data,
            language=language,
            say=words(language),
            figures=Figures(data.agreement, data.scheme, language),
            charts=plots.svgs(data.agreement, data.scheme, language) | {"pace": _pace(data, language)},
            days=by_day(data.days),
            handbook=scheme.handbook_body(data.scheme, language),
            payload=script_json(payload(data, language)),
            large=script_json(large(data, language)),
            policy=policy(live=live),
            early=_source("early.js"),
            script=_script(live=live),
            version=version,
            program=__version__,
        )
    )


def _pace(data: ReportData, language: Language) -> str:
    """Return the chart of what was finished when; empty for a single day, which shows no pace."""
    several = len({one.day for one in data.days}) > 1
    return plots.pace_svg(data.days, data.scheme, language) if several else ""


def problem(error: AnnotateError, project: str, language: Language = "en") -> str:
    """Return a page that says why there is no report now; the browser loads it again every few seconds."""
    template = _environment().get_template("problem.html.j2")
    return template.render(error=error, project=project, language=language, say=words(language))


def policy(*, live: bool) -> str:
    """Return what a page may do, as a Content-Security-Policy: run its own scripts, and ask its server if it is live.

    Scripts are named by their hashes, so that the browser runs nothing else, whatever texts hold.
    """
    hashes = " ".join(f"'sha256-{_hash(text)}'" for text in (_source("early.js"), _script(live=live)))
    asked = "connect-src 'self'; " if live else ""
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; {asked}"
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@functools.cache
def _script(*, live: bool) -> str:
    parts = "\n".join(map(_source, (*_SCRIPTS, _LIVE) if live else _SCRIPTS))
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


@functools.cache
def _source(name: str) -> str:
    return _environment().get_template(name).render()


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
