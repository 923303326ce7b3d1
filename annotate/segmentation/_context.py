"""Units as their neighbours and the whole file tell them to be: the stages, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from annotate.segmentation._duplicates import without_duplicates
from annotate.segmentation._english import (
    with_asked_rows,
    with_centred_lines,
    with_english_fronts,
    with_english_notes,
    with_english_titles,
    with_memo_heads,
)
from annotate.segmentation._figures import with_figures
from annotate.segmentation._fronts import (
    with_decks,
    with_leads,
    with_questions,
    with_same_questions,
    with_teasers,
    without_contents,
    without_genres,
)
from annotate.segmentation._letters import with_addressed, with_signatures
from annotate.segmentation._lines import Line
from annotate.segmentation._lists import (
    with_announced,
    with_bullets,
    with_english_items,
    with_enumerations,
    with_lead_ins,
    with_references,
    with_rows_of_numbers,
    with_sentences,
)
from annotate.segmentation._neighbours import (
    boxed,
    named,
    with_abstracts,
    with_captions,
    with_charts,
    with_digests,
    with_keywords,
    with_turns,
    with_whole_headings,
    without_heads_of_pages,
    without_translations,
)
from annotate.segmentation._notes import with_end_notes, with_footnotes, with_glued_notes
from annotate.segmentation._pages import without_menus
from annotate.segmentation._pen_names import with_pen_names
from annotate.segmentation._records import with_records
from annotate.segmentation._rules import Rule, Rules
from annotate.segmentation._tables import with_tables
from annotate.segmentation._tails import without_others, without_tails
from annotate.segmentation._titles import (
    with_split_titles,
    with_titles_of_enclosures,
    with_titles_that_run,
)
from annotate.segmentation._torn import mended
from annotate.segmentation._units import Unit

_Stage = Callable[[Sequence[Unit]], list[Unit]]


def told(units: Sequence[Unit], lines: Sequence[Line], rules: Rules) -> list[Unit]:
    """Return the units of a file as what stands around them tells them to be.

    Args:
        units: the units, each classified by its own wording.
        lines: all lines of the file, those of mark-up too.
        rules: the rules that are on.
    """
    found = list(units)
    for rule, stage in _stages(lines, rules):
        if rule is None or rule in rules:
            found = stage(found)
    return found


def _stages(lines: Sequence[Line], rules: Rules) -> tuple[tuple[Rule | None, _Stage], ...]:
    """Return what is done one after the other, each with the rule that it is done by; None where it always is."""
    return (
        ("digests", with_digests),
        ("lead-ins", with_lead_ins),
        (None, with_keywords),
        ("glued-notes", with_glued_notes),
        ("records", with_records),
        ("genres", without_genres),
        ("memo-heads", with_memo_heads),
        ("addresses", with_addressed),
        ("signatures", with_signatures),
        ("centred-lines", with_centred_lines),
        ("english-fronts", with_english_titles),
        ("first-titles", with_split_titles),
        ("first-titles", with_titles_that_run),
        ("figures-alone", with_figures),
        ("enclosures", with_titles_of_enclosures),
        ("running-heads", without_heads_of_pages),
        ("questions", with_questions),
        ("same-questions", with_same_questions),
        ("asked-rows", with_asked_rows),
        ("menus", without_menus),
        ("other-articles", without_others),
        ("names-alone", named),
        ("names-alone", with_pen_names),
        ("english-fronts", with_english_fronts),
        ("english-notes", with_english_notes),
        ("leads", with_leads),
        ("leads", with_teasers),
        ("decks", with_decks),
        ("contents", without_contents),
        ("tails", partial(without_tails, lines=lines)),
        (None, with_references),
        (None, partial(boxed, rules=rules)),
        ("captions", partial(with_captions, lines=lines)),
        ("captions", with_charts),
        ("tables", with_tables),
        ("bullets", with_bullets),
        ("footnotes", with_footnotes),
        ("footnotes", with_end_notes),
        ("two-line-headings", with_whole_headings),
        ("translations", without_translations),
        ("enumerations", with_rows_of_numbers),
        ("enumerations", with_enumerations),
        ("enumerations", with_english_items),
        ("announced", with_announced),
        (None, with_abstracts),
        ("torn", partial(mended, rules=rules)),
        ("turns", with_turns),
        ("repeated", without_duplicates),
        ("listed-sentences", with_sentences),
    )
