"""Files are whole, or not there: on a full disk, under a name that is taken, in place of an earlier one."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import ExportError, InputError
from annotate.scheme import load
from annotate.workflow.files import write_whole
from annotate.workflow.schemes import files
from annotate.workflow.sheets import write_sheet
from tests.store.test_restoring import names, small_files

ROWS = [("灯", "井"), ("渡口😀", "=1+1")] * 500


def test_a_file_is_written_as_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    write_whole(path, "灯\r\n井😀\n", new=True)
    assert path.read_bytes() == "灯\r\n井😀\n".encode()
    with pytest.raises(FileExistsError):
        write_whole(path, "", new=True)
    (tmp_path / "link.txt").symlink_to(path)
    write_whole(tmp_path / "link.txt", "桥")
    assert (path.read_text(encoding="utf-8"), names(tmp_path)) == ("桥", {"note.txt", "link.txt"})


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    sheet, handbook = tmp_path / "sheet.csv", tmp_path / "handbook.md"
    files.guidelines(load("policy"), None, "zh", handbook)
    before = handbook.read_bytes()
    with small_files(1_000):
        with pytest.raises(ExportError, match=r"sheet\.csv: cannot be written: File too large .*\n  → make room"):
            write_sheet(sheet, ROWS)
        with pytest.raises(InputError, match="File too large"):
            files.guidelines(load("policy"), None, "en", handbook)
        with pytest.raises(InputError, match="File too large"):
            files.new(str(tmp_path / "mine.yaml"))
    assert (names(tmp_path), handbook.read_bytes()) == ({"handbook.md"}, before)
    write_sheet(sheet, ROWS)
    assert len(sheet.read_text(encoding="utf-8-sig").splitlines()) == len(ROWS)
