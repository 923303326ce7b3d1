"""The file that a report is written to."""

import os
import stat
from pathlib import Path

import pytest

from annotate.errors import ExportError
from annotate.report._write import put


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_whoever_the_umask_lets_may_read_it(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        put(tmp_path / "report.html", b"<p>")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == mode


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "report.html"
    taken.mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        put(taken, b"<p>")
    assert list(tmp_path.iterdir()) == [taken]
