"""Which files are found under paths, and what is said of those that cannot be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.importers import read
from annotate.workflow.importing.sources import sources
from tests.rights import rights_hold


def _text(path: Path) -> bool:
    return path.suffix == ".txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "内").mkdir()
    for name in ("b.txt", "a.txt", "内/c.txt", "picture.png", ".hidden.txt"):
        (tmp_path / name).write_text("渡口", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_known_files_by_name_and_those_left_alone(folder: Path) -> None:
    found = sources([folder], _text)
    assert [file.relative_to(folder).as_posix() for file in found.files] == ["a.txt", "b.txt", "内/c.txt"]
    assert (found.others, found.faults) == ((folder / "picture.png",), ())


def test_a_named_file_is_taken_whatever_it_is_and_only_once(folder: Path) -> None:
    named = [folder / "picture.png", folder / "none.txt", folder / "a.txt", folder]
    found = sources(named, _text)
    assert [file.name for file in found.files] == ["picture.png", "none.txt", "a.txt", "b.txt", "c.txt"]


def test_a_link_to_another_folder_is_entered(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "d.txt").write_text("对岸", encoding="utf-8")
    (folder / "link").symlink_to(other)
    assert "d.txt" in {file.name for file in sources([folder], _text).files}


def test_a_link_that_leads_back_is_a_fault_and_the_rest_is_found(folder: Path) -> None:
    (folder / "内" / "back").symlink_to(folder)
    found = sources([folder], _text)
    (fault,) = found.faults
    assert fault.where.endswith("back")
    assert "leads back" in fault.found
    assert len(found.files) == 3


def test_a_link_out_of_the_folder_is_read_and_one_that_leads_nowhere_is_told(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "d.txt").write_text("对岸", encoding="utf-8")
    for name, target in (("out.txt", other / "d.txt"), ("lost.txt", "gone.txt"), ("round.txt", "round.txt")):
        (folder / name).symlink_to(target)
    found = sources([folder], _text)
    assert found.faults == ()
    links = {path.name: path for path in found.files if path.is_symlink()}
    assert sorted(links) == ["lost.txt", "out.txt", "round.txt"]
    [document] = read(links["out.txt"])
    assert (document.document.source, document.document.view.text) == ("out.txt", "对岸")
    for name in ("lost.txt", "round.txt"):
        with pytest.raises(InputError, match=f"{name}: a link that leads to no file"):
            list(read(links[name]))


def test_a_folder_without_rights_is_a_fault_and_the_rest_is_found(folder: Path) -> None:
    inside = folder / "内"
    inside.chmod(0)
    with rights_hold():
        found = sources([folder], _text)
        named = sources([inside / "c.txt"], _text)
    (fault,) = found.faults
    assert (fault.where, fault.found) == (str(inside), "cannot be entered: Permission denied")
    assert len(found.files) == 2
    assert (named.files, named.faults) == ((inside / "c.txt",), ())
    # Names can be listed, but nothing looked at.
    inside.chmod(0o444)
    with rights_hold():
        listed = sources([folder], _text)
        with pytest.raises(InputError, match="cannot be read: Permission denied"):
            list(read(inside / "c.txt"))
    inside.chmod(0o755)
    assert (len(listed.files), listed.faults) == (3, ())


def test_a_folder_with_nothing_to_read_is_told_and_one_below_it_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    [fault] = sources([tmp_path], _text).faults
    assert "nothing in this folder can be imported" in str(fault)
    (tmp_path / "below" / "a.txt").write_text("渡口", encoding="utf-8")
    assert sources([tmp_path], _text).faults == ()


def test_what_a_person_corrects_is_never_taken_for_a_source(folder: Path) -> None:
    review = folder / "review"
    review.mkdir()
    (review / "a-01.md").write_text("---\n", encoding="utf-8")
    assert [file.name for file in sources([review / "a-01.md"], _text).files] == ["a-01.md"]
    (review / "review.yaml").write_text("review: 1\n", encoding="utf-8")
    (review / "b.txt").write_text("渡口", encoding="utf-8")
    found = sources([folder, review / "a-01.md"], _text)
    assert [file.name for file in found.files] == ["a.txt", "b.txt", "c.txt"]
    assert review / "b.txt" not in found.files
    assert [fault.found for fault in found.faults] == ["a review folder", "a file of a review folder"]
