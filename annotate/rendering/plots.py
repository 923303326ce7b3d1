"""Charts of agreement as files. They need the extra `plots`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.errors import ExportError, InputError
from schema import Scheme

if TYPE_CHECKING:
    from annotate.agreement import Scope
    from annotate.rendering._papers_methods import Language
    from annotate.rendering._plots_charts import Figure
    from annotate.workflow.reporting import DayDone

_FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Zen Hei, sans-serif"
"""Fonts that have Chinese, by what usually stands on Linux, Windows and macOS; the first that there is is taken."""
_NEEDED = ("altair", "vl_convert")
"""Packages of the extra."""
_SCALE = 2
"""Pixels of a PNG for each unit of the chart."""


def draw(report: Scope, scheme: Scheme, folder: Path, language: Language = "en") -> tuple[Path, ...]:
    """Draw a report as charts into a folder, each as SVG and PNG, and return the files.

    `pairs` is a heat map of every two annotators, `labels` and `relations` are bars with intervals, `drift` lines over
    time, `boundaries` how far ends of aligned spans are apart. A chart of which the report has nothing is not drawn.
    Labels have their names in the language and the colours of the scheme. The same report gives the same SVG.

    Raises:
        InputError: the extra is not installed.
        ExportError: a file is there already, or one cannot be written; then there is none.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        found = f"the package {' and '.join(missing)} is not installed"
        raise InputError("plots", found, cure="pip install 'argument-annotate[plots]'")
    charts = _charts(report, scheme, language)
    files = tuple(folder / f"{name}.{kind}" for name in charts for kind in ("svg", "png"))
    if there := [str(path) for path in files if path.exists()]:
        found = "there already" + (f", and {len(there) - 1} more of the files" if len(there) > 1 else "")
        raise ExportError(there[0], found, cure="name another folder, or move them away")
    made = [content for chart in charts.values() for content in _drawn(chart)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(dict(zip(files, made, strict=True)))
    except OSError as error:
        found = f"cannot be written: {error.strerror}"
        expected = "a folder that can be written to, with space left"
        raise ExportError(str(folder), found, expected=expected, cure="make room, or name another one") from error
    return files


def svgs(report: Scope, scheme: Scheme, language: Language = "en") -> dict[str, str]:
    """Return the charts of `draw` as SVG for a page whose ink they take; none where the extra is not installed."""
    if any(find_spec(name) is None for name in _NEEDED):
        return {}
    return {name: _inked(chart) for name, chart in _charts(report, scheme, language).items()}


def pace_svg(done: Sequence[DayDone], scheme: Scheme, language: Language = "en") -> str:
    """Return what was finished when as an SVG such as those of `svgs`; empty without any, or without the extra."""
    if not done or any(find_spec(name) is None for name in _NEEDED):
        return ""
    from annotate.rendering._plots_charts import Look
    from annotate.rendering._plots_pace import pace

    return _inked(pace(done, Look(scheme, zh=language == "zh")))


def _inked(chart: Figure) -> str:
    """Return a chart as SVG with the colour of the text around it."""
    import vl_convert

    ink = dict.fromkeys(("labelColor", "titleColor", "tickColor", "domainColor"), "currentColor")
    config = {"axis": ink | {"gridOpacity": 0.4}, "title": {"color": "currentColor"}, "legend": ink, "font": _FONTS}
    spec = chart.to_dict()
    spec["config"] = spec.get("config", {}) | config | {"background": None}
    return re.sub(r'(fill|stroke)="black"', r'\1="currentColor"', vl_convert.vegalite_to_svg(spec))


def _charts(report: Scope, scheme: Scheme, language: Language) -> dict[str, Figure]:
    """Return the charts for which the report has something, by name."""
    from annotate.rendering._plots_charts import CHARTS, Look

    look = Look(scheme, zh=language == "zh")
    made = {name: chart(report, look) for name, chart in CHARTS.items()}
    return {name: chart for name, chart in made.items() if chart is not None}


def _drawn(chart: Figure) -> tuple[bytes, bytes]:
    """Return a chart as SVG and as PNG."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.configure(font=_FONTS, background="white").to_dict())
    return svg.encode(), vl_convert.svg_to_png(svg, scale=_SCALE)


def _write(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, all or none."""
    try:
        for path, content in files.items():
            path.write_bytes(content)
    except OSError:
        for path in files:
            path.unlink(missing_ok=True)
        raise
