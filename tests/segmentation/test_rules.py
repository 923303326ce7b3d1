"""Every rule for messy input is needed by two documents that have nothing to do with each other.

With all rules the blocks are right; with the rule off they are not.
"""

from itertools import pairwise

import pytest

from annotate.errors import InputError
from annotate.segmentation import RULES
from tests.segmentation.cases_english import ENGLISH
from tests.segmentation.cases_evidence import EVIDENCE
from tests.segmentation.cases_heads import HEADS
from tests.segmentation.cases_text import TEXT
from tests.segmentation.written import LOOM, blocks_of

CASES = {**TEXT, **HEADS, **EVIDENCE, **ENGLISH}
"""Two documents for each rule."""


def test_every_rule_has_two_documents() -> None:
    assert set(CASES) == set(RULES)
    assert len(CASES) == len(TEXT) + len(HEADS) + len(EVIDENCE) + len(ENGLISH)
    for first, second in CASES.values():
        assert first.text != second.text


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("rule", RULES)
def test_what_is_lost_without_a_rule(rule: str, which: int) -> None:
    document = CASES[rule][which]
    assert document.right(blocks_of(document.text))
    assert not document.right(blocks_of(document.text, rule))


def test_an_unknown_rule_names_those_there_are() -> None:
    with pytest.raises(InputError, match="no rule is called wraped") as raised:
        blocks_of(LOOM, "wraped")
    assert all(rule in str(raised.value) for rule in RULES)


def test_without_any_rule_no_character_is_lost() -> None:
    for documents in CASES.values():
        for document in documents:
            found = "".join(row.text for row in blocks_of(document.text, *RULES))
            assert sorted("".join(found.split())) == sorted("".join(document.text.split()))


def test_rules_are_described_in_one_sentence() -> None:
    for name, sentence in RULES.items():
        assert name == name.lower()
        assert sentence.endswith(".")
        assert ". " not in sentence
    assert all(one != other for one, other in pairwise(RULES.values()))
