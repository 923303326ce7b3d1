"""What each line of a web page is by its mark-up and its place: essay, heading, list, table, byline, furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from annotate.importers._elements import Seen, name_of
from annotate.importers._facts import Facts
from annotate.importers._main import furniture_of, main_of, weight
from annotate.importers._shown import Shown, bold_heading, unmarked
from schema import BlockKind

_HEADING = re.compile(r"h([1-6])")
_KINDS: dict[str, BlockKind] = {"tr": "table", "caption": "caption", "figcaption": "caption", "li": "list_item"}
_BYLINE = re.compile(
    r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|^By\s+[A-Z]"
    r"|(?:来\s*源|來\s*源|稿源|作\s*者|记者|記者|撰\s*文|文)\s*[:：/／]"
)
_LONGEST_BYLINE = 120
_FEWEST_LINKS = 5
"""Lines of links, one below the other, that end an essay."""
_SHARE_OF_TAIL = 0.2
"""More than this share of the running text behind them, and they do not."""
_CAPTION = re.compile(
    r"(?:^|[-_\s])(?:(?:fig)?captions?|credits?|attribution|(?:photo|img|image|pic)-?(?:desc|info|txt|note|data))(?=$|[-_\s])",
    re.IGNORECASE,
)
"""Classes of what stands below a picture."""
_LONGEST_CAPTION = 300
_LONGEST_CENTRED = 120
"""Characters of a caption that only its place in the middle, right below a picture, shows to be one."""
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_TORN_SHARE = 0.5
_FEWEST_TORN = 6
"""Elements of running text that tell whether they are lines of a page."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand among the lines of a page."""

    body: frozenset[int]
    """Lines of the main element, without the furniture in it."""
    title: int | None
    first: int
    """The first line of running text."""
    last: int
    """The last line of running text."""
    leads: frozenset[int]
    """Headings that running text follows."""
    wrapped: bool
    """Whether the elements of running text are lines of a page, not paragraphs."""


def roles_of(root: etree._Element, lines: Sequence[Seen], facts: Facts) -> Iterator[Shown]:
    """Yield each line of a page with its role; blank lines stay, as they part what stands around them.

    Outside the main element everything is boilerplate but the title, and the bylines between it and the text; so are
    lines of links, and what stands above a title. Where most paragraphs break off, as on pages that were wrapped by
    hand with one `p` a line, the elements of running text say nothing, and the lines are plain text.
    """
    layout = _layout(root, lines, facts)
    for at, line in enumerate(lines):
        kind, level = _role(at, line, layout)
        plain = kind is None and layout.wrapped
        yield Shown(line.text, None if plain else line.run, kind, level)


def _layout(root: etree._Element, lines: Sequence[Seen], facts: Facts) -> _Layout:
    furniture = furniture_of(root, lines)
    inside = set(main_of(root, lines, furniture).iter(etree.Element)) - furniture
    found = [at for at, line in enumerate(lines) if line.block in inside]
    body = frozenset(found[: _end(lines, found)])
    prose = [at for at in sorted(body) if weight(lines[at]) and not _level(lines[at])]
    title = _title(lines, facts, furniture, prose)
    first = next((at for at in prose if title is None or at > title), len(lines))
    last = prose[-1] if prose else -1
    return _Layout(body, title, first, last, _leads(lines, body), _is_wrapped([lines[at] for at in prose]))


def _leads(lines: Sequence[Seen], body: frozenset[int]) -> frozenset[int]:
    """Return the headings of the body that running text follows; directly, if they are links, as of lists of news."""
    found: set[int] = set()
    below = directly = False
    for at in sorted((at for at in body if lines[at].text), reverse=True):
        line = lines[at]
        if _level(line) and (directly or (below and not _is_linked(line))):
            found.add(at)
        directly = weight(line) > 0
        below = below or directly
    return frozenset(found)


def _end(lines: Sequence[Seen], body: Sequence[int]) -> int:
    """Return how many lines the body has before a list of links that little running text follows, as below an essay."""
    rest = sum(weight(lines[at]) for at in body)
    most = _SHARE_OF_TAIL * rest
    links = 0
    for number, at in enumerate(body):
        links = 0 if weight(lines[at]) else links + _is_linked(lines[at])
        rest -= weight(lines[at])
        if links == _FEWEST_LINKS and rest <= most:
            return number
    return len(body)


def _is_wrapped(prose: Sequence[Seen]) -> bool:
    """Whether most elements of running text end without a mark; those that end in a comma are joined anyway."""
    alone = [line for before, line in zip([None, *prose], prose, strict=False) if not before or before.run != line.run]
    torn = sum(unmarked(line.text) for line in alone)
    return len(alone) >= _FEWEST_TORN and torn > _TORN_SHARE * len(alone)


def _title(lines: Sequence[Seen], facts: Facts, furniture: set[etree._Element], prose: Sequence[int]) -> int | None:
    """Return the line that says what the head of the page gives as title, best a heading; else a lone `h1`; or none.

    Most of the running text must follow it. What the head gives can be the name of the site, in its logo; then the
    title is the `h1` below that stands above a byline, as it is where there are several.
    """
    last = prose[len(prose) // 5] if prose else len(lines) - 1
    front = [at for at in range(last + 1) if lines[at].text and lines[at].block not in furniture]
    given = {_bare(title) for title in (*facts.titles, facts.title)} - {""}
    found = [at for at in front if _bare(lines[at].text) in given]
    found += [at for at in front if _level(lines[at]) and any(_opens(lines[at], title) for title in given)]
    if found:
        title = min(found, key=lambda at: (_level(lines[at]) or 7, at))
        return _signed_below(lines, title, [at for at in front if at > title], prose) or title
    outer = [at for at, line in enumerate(lines) if _level(line) == 1 and line.block not in furniture]
    if len(outer) > 1 and outer[0] in front:
        return _signed_below(lines, outer[0], [at for at in front if at > outer[0]], prose)
    return outer[0] if outer and outer[0] in front else None


def _signed_below(lines: Sequence[Seen], title: int, below: Sequence[int], prose: Sequence[int]) -> int | None:
    """Return the last `h1` between another one and the running text, with a byline only below it; or None."""
    text = next((at for at in prose if at > title), len(lines))
    heads = [at for at in below if at < text and _level(lines[at]) == 1]
    if _level(lines[title]) != 1 or not heads:
        return None
    signed = [at for at in below if at < text and _names_source(lines[at])]
    return heads[-1] if signed and signed[0] > heads[-1] else None


def _opens(line: Seen, title: str) -> bool:
    """Whether a title is a line with something behind, or the other way round."""
    text = _bare(line.text)
    return len(text) * 2 >= len(title) and (title.startswith(text) or text.startswith(title))


def _bare(text: str) -> str:
    return "".join(text.split())


def _role(at: int, line: Seen, layout: _Layout) -> tuple[BlockKind | None, int | None]:
    if at == layout.title:
        return "title", None
    if line.reading:
        return "footnote", None
    if _is_byline(at, line, layout):
        return "byline", None
    if at not in layout.body or (layout.title is not None and at < layout.title):
        return "boilerplate", None
    if level := _level(line):
        return ("heading", level) if at in layout.leads else ("boilerplate", None)
    if _is_linked(line):
        return "boilerplate", None
    kind = _kind(line.block)
    bold = bold_heading(line.text, line.strong)
    if _has_class_of_caption(line) or (not bold and _stands_below_picture(line)):
        return "caption", None
    if kind in (None, "list_item") and bold:
        return "heading", None
    return (None if kind == "list_item" and not layout.first <= at <= layout.last else kind), None


def _is_byline(at: int, line: Seen, layout: _Layout) -> bool:
    """Whether a line between the title and the text, or right above the title, names author, source or date."""
    return layout.title is not None and layout.title - 3 <= at < layout.first and _names_source(line)


def _names_source(line: Seen) -> bool:
    return len(line.text) <= _LONGEST_BYLINE and _BYLINE.search(line.text) is not None and "。" not in line.text


def _is_linked(line: Seen) -> bool:
    return 2 * line.linked > len(_bare(line.text))


def _level(line: Seen) -> int | None:
    parent = line.block.getparent()
    found = _HEADING.fullmatch(name_of(line.block)) or (
        _HEADING.fullmatch(name_of(parent)) if parent is not None else None
    )
    return int(found.group(1)) if found else None


def _has_class_of_caption(line: Seen) -> bool:
    """Whether a line is a caption by its class, or by that of the little around it."""
    parent = line.block.getparent()
    around = [line.block] if parent is None else [line.block, parent]
    return len(line.text) <= _LONGEST_CAPTION and any(
        _CAPTION.search(element.get("class") or "") and _shown(element) <= _LONGEST_CAPTION for element in around
    )


def _stands_below_picture(line: Seen) -> bool:
    """Whether a short line stands in the middle, right below a picture."""
    return len(line.text) <= _LONGEST_CENTRED and _is_centred(line.block) and _is_below_picture(line.block)


def _shown(element: etree._Element) -> int:
    """Return how many characters an element has, blanks aside."""
    return len("".join("".join(map(str, element.itertext())).split()))


def _is_centred(block: etree._Element) -> bool:
    parent = block.getparent()
    centred = block.get("align") == "center" or _CENTRED.search(block.get("style") or "") is not None
    return centred or (parent is not None and name_of(parent) == "center")


def _is_below_picture(block: etree._Element) -> bool:
    """Whether right before a block stands one that holds nothing but pictures."""
    before = next(block.itersiblings(etree.Element, preceding=True), None)
    if before is None or _shown(before):
        return False
    return next(before.iter("{*}img"), None) is not None


def _kind(block: etree._Element) -> BlockKind | None:
    """Return what the block element or one of the nearest around it makes of a line."""
    parent = block.getparent()
    return _KINDS.get(name_of(block)) or (None if parent is None else _KINDS.get(name_of(parent)))
