"""Charts of agreement: what is drawn, that it is the same each time, and that Chinese can be read in it."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotate.agreement import AgreementReport, Line, Window, report
from annotate.errors import ExportError, InputError
from annotate.rendering import plots
from annotate.rendering._plots_charts import CHARTS, Look
from schema import ComponentType, Label, Scheme
from tests.agreement.campaign import POLICY, TEXTS, unit, work

EVERYTHING = ["pairs", "labels", "relations", "drift", "boundaries"]


@pytest.fixture(scope="module")
def found() -> AgreementReport:
    """A report with windows of time, which two essays are too few for."""
    texts = {unit(essay).key: text for essay, text in TEXTS.items()}
    made = report(work(), POLICY, texts=texts, resamples=50)
    start = datetime(2026, 3, 1, tzinfo=UTC)
    windows = tuple(
        Window(
            first=start + timedelta(days=number),
            last=start + timedelta(days=number + 1),
            units=10,
            spans=20,
            values={"u_alpha": -0.25 + number, "relation_alpha": None if number else 0.5},
        )
        for number in range(2)
    )
    return made.model_copy(update={"windows": windows})


@pytest.fixture(scope="module")
def chinese(found: AgreementReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The SVG of each chart with Chinese names."""
    folder = tmp_path_factory.mktemp("plots")
    files = plots.draw(found, POLICY, folder / "new" / "charts", "zh")
    assert [path.name for path in files] == [f"{name}.{kind}" for name in EVERYTHING for kind in ("svg", "png")]
    assert all(path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" for path in files if path.suffix == ".png")
    return {path.stem: path.read_text(encoding="utf-8") for path in files if path.suffix == ".svg"}


def words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


def test_labels_have_their_names_colours_values_and_intervals(chinese: dict[str, str], found: AgreementReport) -> None:
    for component in POLICY.components:
        assert component.label.zh in words(chinese["labels"])
        assert f'fill="{component.color}"' in chinese["labels"]
        assert component.label.en not in words(chinese["labels"])
    lines = [line for line in found.figures if line.measure == "u_alpha" and line.of]
    assert {f"{line.value:.2f}" for line in lines} <= set(words(chinese["labels"]))
    ends = 2 * len(lines) * len(("exact", "IoU", "uα"))
    assert chinese["labels"].count('aria-roledescription="tick"') == ends


def test_relations_that_nobody_drew_are_a_dash(chinese: dict[str, str]) -> None:
    names = [relation.label.zh for relation in POLICY.relations]
    shown = words(chinese["relations"])
    assert [word for word in shown if word in names] == 3 * names  # in the order of the scheme, drawn or not
    assert shown.count("–") == 3 + 3 + 3


def test_every_two_annotators_stand_twice(chinese: dict[str, str]) -> None:
    shown = words(chinese["pairs"])
    assert [shown.count(name) for name in ("chen", "lin", "zhao")] == [6, 6, 6]
    assert shown.count("0.80") == 2
    assert {"片段 F1（IoU ≥ .5）", "uα", "关系 F1（IoU ≥ .5）"} <= set(shown)


def test_time_goes_to_the_right(chinese: dict[str, str]) -> None:
    svg = chinese["drift"]
    assert svg.index("2026-03-01") < svg.index("– 2026-03-02") < svg.index("– 2026-03-03")
    assert "关系 α" in words(svg)


def test_boundaries_are_counted(chinese: dict[str, str], found: AgreementReport) -> None:
    assert found.boundaries is not None
    # Two annotators end with a punctuation mark where another does not: chen and lin, chen and zhao, lin and zhao.
    assert (found.boundaries.start.equal, found.boundaries.end.equal, found.boundaries.end.offsets) == (7, 4, {1: 3})
    shown = words(chinese["boundaries"])
    assert [shown[-shown[::-1].index(count) - 1] for count in ("7", "4", "3")] == ["7", "4", "3"]


def test_the_same_report_gives_the_same_svg(chinese: dict[str, str], found: AgreementReport, tmp_path: Path) -> None:
    for path in plots.draw(found, POLICY, tmp_path, "zh"):
        if path.suffix == ".svg":
            assert path.read_text(encoding="utf-8") == chinese[path.stem]


def _pixels(folder: Path, name: str, made: AgreementReport) -> bytes:
    """Return the chart of labels, of which the only one has this name."""
    label = Label(en=name, zh=name)
    node = ComponentType(id="node", label=label, guideline=label, color="#0072b2")
    scheme = Scheme(name="one", version="1", title=label, components=(node,))
    plots.draw(made, scheme, folder, "zh")
    return (folder / "labels.png").read_bytes()


def test_chinese_can_be_read(found: AgreementReport, tmp_path: Path) -> None:
    """Two words differ, while two characters that no font has are the same box."""
    fonts = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout
    if not fonts:
        pytest.skip("no Chinese font is installed, or nothing tells of it")
    line = Line(measure="u_alpha", of="node", value=0.5, units=1, items=2, annotators=2)
    plain = {"figures": (line,), "pairs": (), "windows": (), "boundaries": None}
    made = found.model_copy(update=plain)
    names = ("问题", "举措", "\U000f0000\U000f0001", "\U000f0002\U000f0003")
    first, second, box, other = (_pixels(tmp_path / str(n), name, made) for n, name in enumerate(names))
    assert first != second
    assert box == other


def test_nothing_is_drawn_of_what_there_is_not() -> None:
    def drawn(made: AgreementReport) -> list[str]:
        return [name for name, chart in CHARTS.items() if chart(made, Look(POLICY, zh=False)) is not None]

    alone = report([one for one in work() if one.unit.article == "bus" and one.annotator == "chen"], POLICY)
    assert drawn(alone) == ["labels", "relations"]
    assert drawn(report(work(), POLICY, parts=["spans"], resamples=0)) == ["pairs", "labels", "boundaries"]


def test_nothing_is_written_over(found: AgreementReport, tmp_path: Path) -> None:
    (tmp_path / "drift.svg").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"drift\.svg: there already"):
        plots.draw(found, POLICY, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["drift.svg"]
    with pytest.raises(ExportError, match="cannot be written"):
        plots.draw(found, POLICY, tmp_path / "drift.svg")


def test_where_one_cannot_be_written_there_is_none(found: AgreementReport, tmp_path: Path) -> None:
    sizes = sorted(path.stat().st_size for path in plots.draw(found, POLICY, tmp_path / "whole"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (sizes[-1] - 1, before[1]))
    try:
        with pytest.raises(ExportError, match="cannot be written"):
            plots.draw(found, POLICY, tmp_path / "charts")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((tmp_path / "charts").iterdir()) == []
    assert len(plots.draw(found, POLICY, tmp_path / "charts")) == len(sizes)


def test_without_the_extra_the_cure_is_told(
    found: AgreementReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "find_spec", lambda name: None if name == "vl_convert" else object())
    with pytest.raises(InputError, match=r"vl_convert is not installed\n  → pip install 'argument-annotate\[plots\]'"):
        plots.draw(found, POLICY, tmp_path)
