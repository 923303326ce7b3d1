"""What becomes of names, as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.workflow.schemes.operations import read
from schema import Dropped, Filled, Merged, Parted, Renamed


def test_options_and_a_file_say_the_same(tmp_path: Path) -> None:
    file = tmp_path / "moves.yaml"
    file.write_text(
        """
- {kind: rename, what: problem, to: issue}
- {kind: merge, what: [claim.kind.fact, claim.kind.value], to: judgement}
- {kind: split, what: measure.means, otherwise: other, types: {money: subsidy}}
- {kind: drop, what: claim.weight}
- {kind: fill, what: issue.scope, value: "1"}
""",
        encoding="utf-8",
    )
    expected = (
        Renamed(what="problem", to="issue"),
        Merged(what=("claim.kind.fact", "claim.kind.value"), to="judgement"),
        Parted(what="measure.means", otherwise="other", types={"money": "subsidy"}),
        Dropped(what="claim.weight"),
        Filled(what="issue.scope", value="1"),
    )
    assert read(file=file) == expected
    written = read(
        rename=["problem=issue"],
        merge=["claim.kind.fact, value=claim.kind.judgement"],
        split=["measure.means=other"],
        drop=["claim.weight"],
        fill=["issue.scope=1"],
    )
    assert written == (*expected[:2], Parted(what="measure.means", otherwise="other"), *expected[3:])
    assert read(rename=["a=b"], file=file)[-1] == Renamed(what="a", to="b")


@pytest.mark.parametrize("words", ["problem", "problem=", "=issue", "Problem=issue", "a.b.c.d=e", "问题=难题"])
def test_words_that_say_nothing(words: str) -> None:
    with pytest.raises(InputError, match="the options: operation"):
        read(rename=[words])


@pytest.mark.parametrize(
    "text", ["kind: rename", "- {kind: burn, what: a}", "- rename", "- {kind: drop, what: a}", "{"]
)
def test_a_file_that_holds_no_operations(tmp_path: Path, text: str) -> None:
    (tmp_path / "moves.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"moves\.yaml"):
        read(file=tmp_path / "moves.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        read(file=tmp_path / "nothing.yaml")
