"""Which element of a web page holds its essay, told by where its sentences stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from lxml import etree

from annotate.importers._elements import Seen, name_of

_SENTENCE_MARKS = re.compile(r"[，。；！？,;!?]|\.(?=\s|$)")
_FURNITURE = frozenset(("nav", "footer", "aside", "form", "button", "menu", "search", "dialog"))
_PARTS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "dd", "dt", "figcaption"))
"""Elements that hold a part of an essay, never all of it."""
_HINTS = re.compile(
    r"(?:^|[-_\s])(?:comments?|cmt|discuss|reply|replies|disqus|related|recommend\w*|sidebar|side|footer|foot|nav|navbar"
    r"|menu|breadcrumbs?|crumbs?|share\w*|social|copyright|advert\w*|ads?|promo\w*|popup|modal|cookies?|newsletter"
    r"|subscri\w*|login|hot|rank\w*|toolbar|pagination|pager|prevnext|friendlinks?|more|trending|tags?)(?=$|[-_\s])",
    re.IGNORECASE,
)
_SURE = re.compile(r"(?:^|[-_\s])(?:comments?|cmt|footer)(?=$|[-_\s])", re.IGNORECASE)
"""Hints that hold for an element of any size."""
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHARE = 0.75
"""An element is narrowed down to a child that holds this share of its sentences."""


def furniture_of(root: etree._Element, lines: Iterable[Seen]) -> set[etree._Element]:
    """Return the elements that, by their names or classes, or those of one around them, are furniture of the page.

    A class says nothing of an element with most of the sentences: the frame of a page is often called `with-sidebar`.
    """
    scores = _scores(root, lines, set())
    found: set[etree._Element] = set()
    for element in root.iter(etree.Element):
        if element.getparent() in found or _is_furniture(element, few=scores[element] <= scores[root] / 2):
            found.add(element)
    return found


def _is_furniture(element: etree._Element, few: bool) -> bool:
    name = name_of(element)
    if name in ("html", "body", "main", "article"):
        return False
    classes = " ".join(_WORDS.sub("-", element.get(key) or "") for key in ("class", "id", "role"))
    return (few and (name in _FURNITURE or _HINTS.search(classes) is not None)) or _SURE.search(classes) is not None


def main_of(root: etree._Element, lines: Sequence[Seen], furniture: set[etree._Element]) -> etree._Element:
    """Return the element that holds the essay, or all essays, of a page; the root where no sentence tells.

    Sentences are counted where they stand, weighed by their length without links; from the root, the way goes down
    as long as one child holds most of them.
    """
    scores = _scores(root, lines, furniture)
    found = root
    while True:
        children = [child for child in found.iterchildren(etree.Element) if scores[child]]
        best = max(children, key=lambda child: scores[child], default=None)
        if best is None or name_of(best) in _PARTS or scores[best] < _SHARE * scores[found]:
            return found
        found = best


def _scores(
    root: etree._Element, lines: Iterable[Seen], furniture: set[etree._Element]
) -> defaultdict[etree._Element, float]:
    scores: defaultdict[etree._Element, float] = defaultdict(float)
    for line in lines:
        if line.block not in furniture:
            scores[line.block] += weight(line)
    for element in reversed([*root.iter(etree.Element)]):
        parent = element.getparent()
        if parent is not None and scores[element]:
            scores[parent] += scores[element]
    return scores


def weight(line: Seen) -> float:
    """Return how much running text there is in a line: its characters outside links if they make sentences, else 0."""
    signs = len("".join(line.text.split()))
    marks = len(_SENTENCE_MARKS.findall(line.text))
    if not marks or 2 * line.linked > signs or signs < 15:
        return 0
    return signs - line.linked
