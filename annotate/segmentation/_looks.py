"""Lines with what can be told of each alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotate.segmentation._furniture import listed_with_page
from annotate.segmentation._labels import labelled
from annotate.segmentation._lines import Line
from annotate.segmentation._numbering import IN_SENTENCES, counted, numbering
from annotate.segmentation._people import names, signed
from annotate.segmentation._sentences import breaks_off, complete, first_word, has_marks, title_cased
from schema import BlockKind

_LAST = re.compile(r"[\s：:／/]")
_LINES = frozenset({"byline", "boilerplate", "caption"})
"""Kinds that mostly have a line of their own."""


class Look(NamedTuple):
    """A line with what can be told of it alone, found once since it is asked for often."""

    line: Line
    complete: bool
    """Whether a sentence ends with it."""
    begins: bool
    """Whether its wording or its mark-up begins a block."""
    signed: bool
    """Whether it is a byline by its form, without a label."""
    alone: bool
    """Whether it is the running head of a page, or an entry of a table of contents."""
    closed: bool
    """Whether it is a byline or the like that ends with it."""
    counted: bool
    """Whether it begins with a number that paragraphs and headings begin with."""
    flows: bool
    """Whether it is running text that breaks off."""
    word: tuple[int, int]
    """Characters and columns of its first word."""
    named: bool
    """Whether it is nothing but names."""
    kind: BlockKind | None
    """The kind that it announces by its wording."""
    style: str | None
    """Its numbering, if it could be a numbered heading."""

    @property
    def torn(self) -> bool:
        """Whether it is running text that goes on somewhere, headings left aside."""
        return self.flows and has_marks(self.line.text)


def look_of(line: Line, alone: bool) -> Look:
    """Look at a line; `alone` says that it is the running head of a page."""
    text = line.text
    alone = alone or listed_with_page(text)
    ended = complete(text)
    kind = labelled(text)
    announced = kind is not None
    style = numbering(text)
    numbered = style is not None and style not in IN_SENTENCES
    named = bool(names(text))
    return Look(
        line=line,
        complete=ended,
        begins=alone or announced or line.glued or line.item or line.bold or line.hashes > 0,
        signed=kind == "byline" and signed(text),
        alone=alone,
        closed=line.bold or (kind in _LINES and not breaks_off(text) and _ends_byline(text, ended)),
        counted=counted(text),
        flows=not (ended or alone or announced or numbered or line.hashes or line.bold or title_cased(text)),
        word=first_word(text),
        named=named,
        kind=kind,
        style=style,
    )


def _ends_byline(text: str, ended: bool) -> bool:
    """Whether a byline ends with a line: after a figure, as of a date, or after a name."""
    return ended or text[-1].isdecimal() or bool(names(_LAST.split(text)[-1]))
