"""What the mark-up of a source says of the text that was read from it."""

from __future__ import annotations

from dataclasses import dataclass

from schema import BlockKind


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of a marked-up source (a paragraph, a heading, a cell), as a half-open range of the source view.

    The marks of a view ascend and do not overlap. A block begins where an element does and, unless a paragraph is
    torn, ends where it does. Text outside any mark is plain text.
    """

    start: int
    """First code point of the element in the view."""
    end: int
    """The code point after its last."""
    kind: BlockKind | None = None
    """What the mark-up says it is; None for running text, of which the wording decides."""
    level: int | None = None
    """Depth of a heading as marked, from 1; numbering goes before it."""
    whole: bool = False
    """Whether its lines are known to be one block, wherever they are broken, and not only may be one."""
