"""What the head of a web page says of it: its titles, and author, source and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from annotate.segmentation import Details

_TITLES = ("articletitle", "og:title", "twitter:title", "citation_title", "dc.title")
_AUTHORS = ("author", "article:author", "og:article:author", "citation_author", "dc.creator")
_SOURCES = ("contentsource", "source", "article:source", "citation_journal_title")
_DATES = ("pubdate", "publishdate", "article:published_time", "og:published_time", "citation_date", "dc.date")
_NOBODY = re.compile(r"https?:|@|admin|editor|root|网站?$|站长|编辑|管理员|中心$|[^\W\d_]*\d", re.IGNORECASE)
"""What stands for an author where an editing system filled the field in by itself."""
_NO_TITLE = re.compile(r"无标题.*|新建.*|首页|untitled.*|index|document|title|home|welcome.*|\W*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:来\s*源|来自|作\s*者|日期|时间|发布时间|source|author)\s*[:：]\s*", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|_｜«»‹›>]+\s*|\s*[-–—]{2,}\s*|\s+[-–—·:]\s+|(?<=[^!-~])-(?=[^!-~])")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself outside its text."""

    titles: tuple[str, ...] = ()
    """Its titles as given, the most to be trusted first; the name of the site may stand behind."""
    details: Details = field(default_factory=Details)

    @property
    def title(self) -> str:
        """The title without the name of the site, which is the longest part; empty where there is none."""
        return max((part for title in self.titles[:1] for part in _PARTS.split(title)), key=len, default="")


def facts_of(root: etree._Element) -> Facts:
    """Read the head of a page: `title` and the usual `meta` elements; fields that a system fills in are left out."""
    given: dict[str, str] = {}
    for meta in root.iter("{*}meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        given.setdefault(name, _line(meta.get("content")))
    head = next(root.iter("{*}title"), None)
    titles = [given.get(name, "") for name in _TITLES]
    titles.append(_line("".join(str(part) for part in head.itertext())) if head is not None else "")
    author = _first(given, _AUTHORS)
    site = {given.get("og:site_name"), *(part for title in titles for part in _PARTS.split(title)[1:])}
    author = None if author in site or (author and _NOBODY.search(author)) else author
    return Facts(
        titles=tuple(dict.fromkeys(title for title in titles if not _NO_TITLE.fullmatch(title))),
        details=Details(
            authors=(author,) if author else (),
            source=_first(given, _SOURCES),
            date=_first(given, _DATES),
        ),
    )


def _first(given: dict[str, str], names: tuple[str, ...]) -> str | None:
    found = (_LABEL.sub("", given.get(name, "")) for name in names)
    return next(filter(None, found), None)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
