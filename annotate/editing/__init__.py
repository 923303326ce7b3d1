"""Editing: a document and what a person decides about it, to the document as read from then on. Pure, no I/O.

`apply` does edits; `difference` finds the edits that lead from a document to what a person made of it; a `Walk` leads
through the uncertain places; `replay` does the edits of earlier readings again on a newer one; a `Carrier` takes
annotations along to a new version of a text.
"""

from annotate.editing._align import matches
from annotate.editing._apply import Facts, apply
from annotate.editing._carry import Carrier
from annotate.editing._difference import Wanted, difference
from annotate.editing._draft import describe, told
from annotate.editing._pieces import position
from annotate.editing._replay import Replayed, replay
from annotate.editing._walk import Stop, Walk

__all__ = [
    "Carrier",
    "Facts",
    "Replayed",
    "Stop",
    "Walk",
    "Wanted",
    "apply",
    "describe",
    "difference",
    "matches",
    "position",
    "replay",
    "told",
]
