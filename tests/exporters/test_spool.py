"""A spool is a dict, only on disk."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.exporters._spool import Spool

keys = st.sampled_from("abc")
steps = st.lists(st.tuples(keys, st.none() | st.text("文𠮷😀x", max_size=5)), max_size=12)


@given(steps)
def test_a_spool_is_a_dict(wanted: list[tuple[str, str | None]]) -> None:
    known: dict[str, str] = {}
    with TemporaryDirectory() as folder, Spool[str](Path(folder)) as spool:
        for key, text in wanted:
            if text is None:
                assert spool.get(key) == known.get(key)
            else:
                spool.put(key, text)
                known[key] = text
        assert list(spool) == list(known)
        assert {key: spool[key] for key in spool} == known


def test_nothing_is_left_and_nothing_is_made_up(tmp_path: Path) -> None:
    with Spool[str](tmp_path) as spool:
        spool.put("a", "text")
        with pytest.raises(KeyError):
            spool["b"]
    assert list(tmp_path.iterdir()) == []
