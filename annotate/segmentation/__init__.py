"""Segmentation: a source view to articles and blocks that are traced to every character of it. Pure, no I/O.

A view goes through small stages, each in a module of its own: `_lines` (with `_noise`, `_embedded`, `_folios`) text
to lines, `_wrap` (with `_looks`, `_margins`, `_heads`) lines to groups of lines, undoing the line breaks of a page,
`_units` groups to units, classified by wording (`_labels`, `_furniture`, `_pictures`, `_sections`, `_numbering`,
`_people`, `_sentences`), `_context` what units are by what stands around them (`_titles`, `_english`, `_letters`,
`_neighbours`, `_lists`, `_tables`, `_fronts`, `_pages`, `_tails`, `_torn`, `_pen_names`, `_records`, `_duplicates`),
`_articles`, `_naming` and `_levels` units to articles and headings, `_details` bylines to facts, `_assemble` all of
it to the schema. What is done for messy input has a name in `_rules` and can be switched off.
"""

from annotate.segmentation._assemble import Given, Origin, articles_of, imported
from annotate.segmentation._details import Details
from annotate.segmentation._language import language_of
from annotate.segmentation._lines import lines_of
from annotate.segmentation._marks import Mark
from annotate.segmentation._rules import RULES, Rule
from annotate.segmentation._sentences import join_of

__all__ = [
    "RULES",
    "Details",
    "Given",
    "Mark",
    "Origin",
    "Rule",
    "articles_of",
    "imported",
    "join_of",
    "language_of",
    "lines_of",
]
