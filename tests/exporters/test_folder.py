"""An export is there as a whole or not at all, whatever happens."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotate.errors import ExportError
from annotate.exporters import _folder
from schema import Annotation
from tests.exporters.corpus import ANNOTATIONS, ARTICLE, contents, export
from tests.rights import rights_hold

ROOT = Path(__file__).parents[2]

CHILD = """
import os, signal, sys
from pathlib import Path
from annotate.exporters import _folder
from tests.exporters.corpus import ARTICLE, export

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def dying():
    yield ARTICLE
    die()

moment, folder = sys.argv[1], Path(sys.argv[2])
inputs = {"articles": [ARTICLE], "annotations": (), "golds": ()}
exchange = _folder._exchange
if moment == "while writing":
    inputs["articles"] = dying()
elif moment == "before the exchange":
    _folder._exchange = die
elif moment == "after the exchange":
    _folder._exchange = lambda one, other: exchange(one, other) and die()
elif moment == "between two renames":
    _folder._exchange = lambda one, other: False
    rename, done = Path.rename, []
    Path.rename = lambda *paths: die() if done else (done.append(1), rename(*paths))
export(folder, **inputs)
"""


def killed(moment: str, folder: Path) -> None:
    """Export something else under the same name in a process that is killed on the way."""
    done = subprocess.run([sys.executable, "-c", CHILD, moment, str(folder)], cwd=ROOT, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["village", "村庄-2026", "v1.0", "𠮷_x", "a"])
def test_names_that_are_fine(tmp_path: Path, name: str) -> None:
    assert export(tmp_path, name).folder == tmp_path / name
    assert names(tmp_path) == [name]


LEADING_OUT = ["", ".", "..", "../x", "a/b", "/tmp/x", "a\\b", "C:x"]
HIDDEN_OR_ODD = [".a", "a.", "-a", " a", "a ", "a\n", "a\0b", "村" * 51]
RESERVED = ["README.md", "readme.MD", "con", "NUL.txt", "Com1"]


@pytest.mark.parametrize("name", [*LEADING_OUT, *HIDDEN_OR_ODD, *RESERVED])
def test_names_that_are_not(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError) as caught:
        export(tmp_path / "exports", name)
    assert caught.value.cure
    assert names(tmp_path) == []


def test_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    export(tmp_path, articles=[ARTICLE], annotations=(), golds=())
    before = contents(tmp_path / "village")
    export(tmp_path)
    assert contents(tmp_path / "village") != before
    assert names(tmp_path) == ["village"]


@pytest.mark.parametrize("manifest", [None, "", "[]", '{"program": "other"}', '{"program": {"name": "other"}}'])
def test_what_is_not_ours_is_not_touched(tmp_path: Path, manifest: str | None) -> None:
    foreign = tmp_path / "village"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("three years")
    if manifest is not None:
        (foreign / "MANIFEST.json").write_text(manifest)
    before = contents(foreign)
    with pytest.raises(ExportError, match="exists and is no export of this program"):
        export(tmp_path)
    assert contents(foreign) == before
    assert names(tmp_path) == ["village"]


def test_neither_files_nor_links_are_replaced(tmp_path: Path) -> None:
    export(tmp_path, "real")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "lost").symlink_to("nowhere")
    (tmp_path / "file").write_text("")
    for name in ("link", "lost", "file"):
        with pytest.raises(ExportError, match="exists and is no export"):
            export(tmp_path, name)
    assert names(tmp_path) == ["file", "link", "lost", "real"]


def _fail(annotation: Annotation) -> Annotation:
    raise ZeroDivisionError(annotation.id)


def test_an_error_on_the_way_leaves_all_as_it_was(tmp_path: Path) -> None:
    export(tmp_path)
    before = contents(tmp_path / "village")
    with pytest.raises(ZeroDivisionError):
        export(tmp_path, annotations=map(_fail, ANNOTATIONS))
    assert contents(tmp_path / "village") == before
    assert names(tmp_path) == ["village"]


@pytest.mark.parametrize(
    ("moment", "replaced"),
    [("while writing", False), ("before the exchange", False), ("after the exchange", True)],
)
def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path, moment: str, replaced: bool) -> None:
    export(tmp_path / "new", articles=[ARTICLE], annotations=(), golds=())
    export(tmp_path / "here")
    old, new = contents(tmp_path / "here" / "village"), contents(tmp_path / "new" / "village")
    killed(moment, tmp_path / "here")
    assert contents(tmp_path / "here" / "village") == (new if replaced else old)
    assert len(names(tmp_path / "here")) == 2
    export(tmp_path / "here", "other")
    assert names(tmp_path / "here") == ["other", "village"]


def test_where_folders_cannot_be_swapped_the_next_run_brings_the_old_back(tmp_path: Path) -> None:
    export(tmp_path)
    old = contents(tmp_path / "village")
    killed("between two renames", tmp_path)
    assert "village" not in names(tmp_path)
    export(tmp_path, "other")
    assert names(tmp_path) == ["other", "village"]
    assert contents(tmp_path / "village") == old


def test_folders_are_replaced_where_they_cannot_be_swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_folder, "_exchange", lambda one, other: False)
    export(tmp_path, articles=[ARTICLE], annotations=(), golds=())
    exported = export(tmp_path)
    assert exported.manifest.counts["articles"] == 2
    assert names(tmp_path) == ["village"]
    assert (tmp_path / "village" / "MANIFEST.json").read_text() == exported.manifest.dump()


def test_the_swap_says_when_it_cannot(tmp_path: Path) -> None:
    assert _folder._exchange(tmp_path, tmp_path / "missing") is False


def test_two_exports_do_not_meet(tmp_path: Path) -> None:
    with _folder.replacing(tmp_path, "one") as partial:
        with pytest.raises(ExportError, match="another export is being written here"):
            export(tmp_path, "two")
        (partial / "file").write_text("")
    assert names(tmp_path) == ["one"]
    export(tmp_path, "two")


def test_a_folder_without_permission_is_an_error_with_a_cure(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with rights_hold(), pytest.raises(ExportError, match="cannot be written"):
        export(tmp_path / "exports")


def test_a_file_in_place_of_the_folder_is_an_error_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("")
    with pytest.raises(ExportError, match="cannot be written") as caught:
        export(tmp_path / "exports")
    assert caught.value.cure
