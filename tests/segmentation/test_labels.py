"""The first characters by which a text is passed over quickly are those of all that is announced."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotate.segmentation import _furniture as furniture
from annotate.segmentation import _labels as labels

FURNITURE = ("_FURNITURE", "_LINE_OF_FURNITURE", "_ON_SCREEN")
ANNOUNCED = (
    *FURNITURE,
    "_KEYWORDS",
    "_ABSTRACT",
    "_SPEAKER",
    "_AUTHOR_NOTE",
    "_REPORTED",
    "_BYLINE",
    "_DATELINE",
    "_TAKEN",
    "_NOTE",
    "_BIOGRAPHY",
    "_PASSED",
    "_NOTED_BELOW",
    "_BOX",
    "_SOURCE_OF_BOX",
    "_CAPTION",
)
"""The patterns that `_announced` tries from the beginning of a text."""


_DIGITS = "0123456789０１２３４５６７８９"
"""A pattern takes those of other scripts, too, but they do not occur."""


@pytest.mark.parametrize("name", ANNOUNCED)
@given(data=st.data())
@settings(max_examples=50)
def test_every_pattern_begins_with_an_opener(name: str, data: st.DataObject) -> None:
    pattern: re.Pattern[str] = getattr(furniture if name in FURNITURE else labels, name)
    text = data.draw(st.from_regex(pattern.pattern, fullmatch=True)).strip()
    assume(text and pattern.match(text) and (text[0] in _DIGITS or not text[0].isdecimal()))
    assert text[0] in labels._OPENERS
