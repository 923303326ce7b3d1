"""The small corpus, byte for byte. ANNOTATE_REGENERATE_GOLDEN=1 writes the expected files anew; read the diff."""

import os
from pathlib import Path

import pytest

from tests.exporters.corpus import contents, export

GOLDEN = Path(__file__).parents[1] / "golden" / "jsonl"


@pytest.fixture(autouse=True)
def _release(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports name the version of the program, which is to change without a change here."""
    monkeypatch.setattr("annotate.__version__", "1.2.3")


def test_export_is_as_it_was(tmp_path: Path) -> None:
    if os.environ.get("ANNOTATE_REGENERATE_GOLDEN") == "1":
        export(GOLDEN.parent, GOLDEN.name)
    export(tmp_path, GOLDEN.name)
    expected = contents(GOLDEN)
    assert contents(tmp_path / GOLDEN.name) == expected


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    export(tmp_path / "one")
    export(tmp_path / "other")
    assert contents(tmp_path / "one" / "village") == contents(tmp_path / "other" / "village")
