"""Bylines to facts: authors, source and date of an article, as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotate.segmentation._people import names

_NEXT = (
    r"(?=\s*(?:来源|稿源|作者|发布|更新|日期|时间|责任编辑|编辑|字体|字号|浏览|阅读|点击|(?:19|20)\d{2}\s*[-/.年])|$)"
)
_AUTHORS = re.compile(r"(?:作\s*者|文|撰文|记者|通讯员|执笔人?|课题组成员)\s*[:：/／]\s*(.+?)" + _NEXT)
_SOURCE = re.compile(r"(?:来\s*源|稿源|转自|摘自|原载)\s*[:：]\s*(.+?)" + _NEXT)
_PAPER = re.compile(r"《([^》]{2,20})》\s*[（(]?\s*(?:19|20)\d{2}")
_DATE = re.compile(
    r"(?:19|20)\d{2}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|([-/.])\d{1,2}\1\d{1,2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_SIGNED = re.compile(r"\s(\S\s?\S{1,2})$|^(\S\s?\S{1,2})\s")
_ASIDE = re.compile(r"[（(【\[].*?[)）】\]]|[，,]?\s*(?:分别)?(?:系|为|均为|单位)[:：]?.*$")
_EDGES = " \u3000\t，,、；;：:（）()【】[]"
_BRACKETED = "（(【["
_COMMAS = re.compile(r"[、，,;；]")


@dataclass(frozen=True, slots=True)
class Details:
    """What the bylines of an article say; empty or None where they say nothing."""

    authors: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None


def details_of(bylines: Iterable[str]) -> Details:
    """Read authors, source and date from bylines, the first of each as it was found."""
    authors: tuple[str, ...] = ()
    source = date = None
    labelled = False
    for text in bylines:
        found = _AUTHORS.search(text)
        if found and not labelled:
            people = _people(found.group(1), strict=text[0] in _BRACKETED)
            labelled = bool(people)
            authors = people or authors
        elif not found and not labelled:
            authors += tuple(name for name in _bare(text) if name not in authors)
        named = _SOURCE.search(text) or _PAPER.search(text)
        source = source or (named.group(1).strip(_EDGES) if named else None) or None
        dated = _DATE.search(text)
        date = date or (dated.group() if dated else None)
    return Details(authors, source, date)


def _people(text: str, strict: bool) -> tuple[str, ...]:
    """Return the names in what follows 作者：, without the affiliations in brackets.

    A note in brackets names offices as often as people, so there (`strict`) only Chinese names are taken.
    """
    bare = _ASIDE.sub("", text).strip(_EDGES)
    if found := names(bare):
        return found
    return () if strict else tuple(part for part in map(str.strip, _COMMAS.split(bare)) if part)


def _bare(text: str) -> tuple[str, ...]:
    """Return the names of a byline without labels: names alone, or one name before or behind an affiliation."""
    if found := names(text):
        return found
    signed = _SIGNED.search(text)
    return names(signed.group(1) or signed.group(2)) if signed else ()
