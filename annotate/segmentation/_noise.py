"""What of a line is mark-up or shows nothing: Markdown, the HTML in it, its front matter, invisible characters."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]
"""A half-open range of the source view, in code points."""

_INVISIBLE = (
    # Control and format characters which show nothing. Joiners stay where they shape an emoji or a letter.
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_SHOWS_NOTHING = re.compile(
    f"[{_INVISIBLE}]+|&(?:nbsp|ensp|emsp|#160);|[\u200c\u200d](?![\u0600-\u0dff\u2600-\u27bf\U0001f000-\U0001faff])"
)
_HASHES = re.compile(r"\s*(#{1,6})(?:\s+|$)")
_MARKER = re.compile(r"\s*([-*+>])\s+(?=[^\s-])")
_EMPHASIS = re.compile(r"(\*{1,4}|__|~~)(?=\S)((?:(?!\1)[^*])+)(?<=\S)(\1)")
_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1)[^*])+(?<=\S)\1\s*")
_IMAGE = re.compile(r"\[!\[[^\[\]]*\]\([^()]*\)\]\([^()]*\)|!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"(?<!!)(\[)[^\[\]]+(\]\((?:[^()\s]|\([^()\s]*\))*\))")
_BY_NAME = re.compile(r"(?<!!)(\[)(?=[^\[\]\d])[^\[\]]{2,}(\]\[(?:[a-z][\w.-]+|\d{1,3})\])")
"""A link whose address stands elsewhere under a name or a number."""
_DEFINED = re.compile(r"\s*\[[^\[\]]+\]:\s+<?(?:https?://|mailto:|\.{0,2}/)\S.*", re.DOTALL)
"""Such an address."""
_TEMPLATE = re.compile(r"\{%[^{}]*%\}|\{\{[<%](?:(?!\{\{).)*?[>%]\}\}", re.DOTALL)
"""A tag of a site's templates. It stops at the begin of another, lest many that never end be read to the end each."""
_COMMENT = re.compile("<!--(?:(?!<!--).){0,20000}?-->", re.DOTALL)
_UNSEEN = "|".join(f"<{name}\\b(?:(?!<{name}\\b).){{0,20000}}?</{name}>" for name in ("style", "script", "noscript"))
"""Elements of which nothing is shown."""
_TAG = re.compile(
    r"</?(?:figure|figcaption|img|p|div|span|br|hr|a|em|strong|b|i|u|s|sup|sub|center|font|table|thead|tbody|tr|td|th|ul|ol|li"
    r"|blockquote|section|article|header|footer|nav|aside|details|summary|small|time|caption|iframe|video|h[1-6]"
    rf"|[a-z]+-[a-z-]+)\b[^<>]*>|{_COMMENT.pattern}|{_UNSEEN}",
    re.IGNORECASE | re.DOTALL,
)
OVER_LINES = re.compile(
    rf"{_TEMPLATE.pattern}|{_COMMENT.pattern}|{_UNSEEN}|<[a-z][\w-]*+\s++[\w:-]++=[^<>]{{1,20000}}>",
    re.DOTALL | re.IGNORECASE,
)
"""Mark-up that can stand over several lines: a tag of a template, a comment, a tag with attributes."""
_STRONG = re.compile(r"<(?:(strong|b)\b[^<>]*|(span)\b[^<>]*font-weight\s*:\s*(?:bold|[6-9]00)[^<>]*)>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|section|figure|figcaption|table|tr|td|th)\b[^<>]*>", re.IGNORECASE
)
_VISIBLE = re.compile(r"\S+(?:[^\S\r\n]+\S+)*")
_RULE = re.compile(r"[-=*_~|:+\s]{3,}|\s*```.*", re.DOTALL)
_FRONT_MATTER = re.compile(
    r"\ufeff?(?:---[ \t]*\r?\n|(?=(?:title|date|layout):))"
    r"(?:(?:[\w-]+[ \t]*:.*|[ \t]+.*|-[ \t].*)?\r?\n){1,200}?---[ \t]*(?:\r?\n|$)"
    r"|\ufeff?\+{3}[ \t]*\r?\n(?=\s*[\w.-]+[ \t]*=)(?:(?!\+{3}).*\r?\n){1,200}?\+{3}[ \t]*(?:\r?\n|$)"
)
"""Fields in YAML between lines of dashes, or in TOML between lines of plus signs."""
FRONTS = ("---", "\ufeff---", "+++", "\ufeff+++", "title:", "date:", "layout:")
"""What a file begins with that has fields at its head; some tools leave the line of dashes above them out."""
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*([\"']?)(?P<title>[^\r\n]+?)\1[ \t]*$", re.MULTILINE)

_ODD_FIRST = frozenset("-#*+>=_~|:`")
_ODD_SIGN = re.compile(f"[&*<_~\\]{{{_INVISIBLE}\u200c\u200d]")
_ODD = re.compile(f"\\*|__|~~|&[ne#]|\\](?:[(\\[]|:\\s)|<|{{[%{{]|[{_INVISIBLE}\u200c\u200d]")


class Noise(NamedTuple):
    """What of a line is no text."""

    spans: tuple[Span, ...]
    """Where it stands in the line, in order."""
    hashes: int = 0
    """Number of `#` before a heading."""
    item: bool = False
    """Whether the line is marked as an item of a list."""
    caption: bool = False
    """Whether the line is marked as what stands below a picture."""
    bold: bool = False
    """Whether all of the line is in bold."""


def odd(bare: str) -> bool:
    """Whether a line without blanks at its ends has in it what may be noise; most have not even a sign of it."""
    return bare[0] in _ODD_FIRST or (_ODD_SIGN.search(bare) is not None and _ODD.search(bare) is not None)


def noise_of(raw: str, markdown: bool = True) -> Noise:
    """Find the mark-up and the invisible characters of a line; a rule or a fence is all mark-up.

    Without `markdown` images and links are text, and a line in bold is as any other.
    """
    if _RULE.fullmatch(raw) or (markdown and _DEFINED.fullmatch(raw)):
        return Noise(((len(raw) - len(raw.lstrip()), len(raw.rstrip())),))
    hashes = _HASHES.match(raw)
    item = None if hashes else _MARKER.match(raw)
    spans = [found.span(1) for found in (hashes, item) if found]
    spans += [found.span() for found in _SHOWS_NOTHING.finditer(raw)]
    shown = raw
    if markdown and "](" in raw:
        spans += [found.span() for found in _IMAGE.finditer(raw)]
        shown = _IMAGE.sub(lambda found: "x" * len(found.group()), raw)
        spans += [span for found in _LINK.finditer(raw) for span in (found.span(1), found.span(2))]
    if markdown and "][" in raw:
        spans += [span for found in _BY_NAME.finditer(raw) for span in (found.span(1), found.span(2))]
    if markdown and "{" in raw and (inner := list(_TEMPLATE.finditer(raw))):
        spans += [span for found in inner for span in _spans(found)]
        shown = _TEMPLATE.sub(lambda found: "x" * len(found.group()), shown)
    spans += [span for found in _EMPHASIS.finditer(shown) for span in (found.span(1), found.span(3))]
    tags = list(_TAG.finditer(raw)) if "<" in raw else []
    spans += [span for found in tags for span in _spans(found)]
    caption = any(found.group().lower().startswith("<figcaption") for found in tags)
    listed = bool(item) and raw.lstrip()[0] != ">"
    bold = markdown and (_BOLD.fullmatch(raw) is not None or (bool(tags) and _all_strong(raw, tags)))
    return Noise(_apart(spans), len(hashes.group(1)) if hashes else 0, listed, caption, bold)


def _all_strong(raw: str, tags: Sequence[re.Match[str]]) -> bool:
    """Whether all that a line with tags shows is in bold by them."""
    strong: list[str] = []
    shown = False
    for before, tag in zip([None, *tags], tags, strict=False):
        between = raw[before.end() if before else 0 : tag.start()]
        if not strong and between.strip():
            return False
        shown = shown or bool(between.strip())
        opened = _STRONG.match(tag.group())
        if opened:
            strong.append(opened.group(1) or opened.group(2))
        elif strong and tag.group().lower().startswith(f"</{strong[-1].lower()}"):
            strong.pop()
    return shown and not strong and not raw[tags[-1].end() :].strip()


def _spans(found: re.Match[str]) -> Iterator[Span]:
    """Yield where the lines of mark-up stand that can go over several."""
    return ((low + found.start(), high + found.start()) for low, high in visible(found.group()))


def visible(text: str) -> Iterator[Span]:
    """Yield where the lines of a text stand in it, without the blanks around them."""
    return (found.span() for found in _VISIBLE.finditer(text))


def blocks_in(raw: str) -> tuple[Span, ...]:
    """Return the parts of a line between tags of HTML that begin or end paragraphs; one part where there are none.

    Each part begins with such a tag, so that no part is without text.
    """
    raw = _COMMENT.sub(lambda found: " " * len(found.group()), raw)
    cuts = [0]
    last = 0
    for found in _BLOCK.finditer(raw):
        if raw[last : found.start()].strip():
            cuts.append(found.start())
        last = found.end()
    if len(cuts) > 1 and not raw[last:].strip() and not _BLOCK.sub("", raw[cuts[-1] :]).strip():
        cuts.pop()
    return tuple(itertools.pairwise([*cuts, len(raw)]))


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Return ranges in order, those that overlap put together."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


class FrontMatter(NamedTuple):
    """The block of fields at the head of a Markdown file."""

    end: int
    """The code point after it."""
    title: Span | None
    """Where the value of its title stands, unless the same stands on a line of its own below."""


def front_matter(view: str) -> FrontMatter | None:
    """Find the fields that a Markdown file begins with, closed by a line of dashes; None if it has none."""
    found = _FRONT_MATTER.match(view)
    if found is None:
        return None
    title = _TITLE.search(found.group())
    if title is None:
        return FrontMatter(found.end(), None)
    again = re.compile(rf"^(?:#+\s+)?{re.escape(title['title'])}\s*$", re.MULTILINE).search(view, found.end())
    return FrontMatter(found.end(), None if again else title.span("title"))
