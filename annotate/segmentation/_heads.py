"""Running heads of pages: short lines that stand in a file again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotate.segmentation._labels import labelled
from annotate.segmentation._numbering import numbering
from annotate.segmentation._sections import known_section
from annotate.segmentation._sentences import has_marks

_OFTEN = 3
"""A short line that comes as often is furniture of the page, such as a running head."""
_MOST = 0.15
"""Share of the characters that can stand in running heads; where more come again, the text itself does."""
_LONGEST_HEAD = 60
"""Characters of the longest running head."""
_NUMBER = "0123456789-—–·•| \u3000"
"""What the number of a page is set with, before or behind a running head."""


def running_heads(lines: Iterable[str]) -> frozenset[str]:
    """Return the short lines that come on page after page, those that differ by the number of the page alone too."""
    texts = list(lines)
    forms = [(text, text.strip(_NUMBER)) for text in texts if 1 < len(text) <= _LONGEST_HEAD]
    often = Counter(form for _, form in forms)
    common = {form for form, times in often.items() if times >= _OFTEN}
    found = frozenset(filter(_may_be_head, {text for text, form in forms if form in common}))
    few = sum(len(text) for text in texts if text in found) <= _MOST * sum(map(len, texts))
    return found if few else frozenset()


def _may_be_head(text: str) -> bool:
    """Whether a line could stand at the head of pages: it is not the heading of a section that articles share."""
    bare = any(map(str.isalpha, text)) and text[-1] != ":" and not has_marks(text) and not known_section(text)
    return bare and numbering(text) is None and labelled(text) in (None, "boilerplate")
