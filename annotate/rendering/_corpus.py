"""Text of what `corpus` returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rich.cells import cell_len, set_cell_size

from annotate.corpus import DuplicateGroup, DuplicatesReport
from annotate.rendering._tables import facts, plural, table
from annotate.store import Removal
from annotate.workflow.corpus.overview import CorpusList, CorpusStats, Distribution, Share
from annotate.workflow.corpus.passages import ArticleView, OutsideView, PartView, SearchReport, TraceView
from schema import ArticleFacts, Doubt

_SHOWN = 12
"""Sources, groups and the like that are printed; `--json` has all."""

_TITLE = 18
_NAME = 8
_DATE = 11
"""Columns that a title, a name or a date takes in a table, so that ids stay on one line and can be copied."""


def articles_table(articles: Iterable[ArticleFacts]) -> str:
    """Return articles, one a line."""
    columns = ("article", "title", "authors", "date", "source", "par.", "chars", "doubts", "annot.")
    rows = (
        (
            found.id,
            cut(found.title, _TITLE) or None,
            cut("、".join(found.authors), _NAME) or None,
            cut(found.date or "", _DATE) or None,
            cut(found.source or "", _NAME) or None,
            found.paragraphs,
            found.characters,
            found.doubts,
            found.annotations,
        )
        for found in articles
    )
    return table(columns, rows)


def cut(text: str, columns: int) -> str:
    """Return a text, cut visibly where it takes more columns; a Chinese character takes two."""
    return text if cell_len(text) <= columns else f"{set_cell_size(text, columns - 1).rstrip()}…"


def reasons(left_out: dict[str, int]) -> str:
    """Return what was left out with the reasons: "left out: 3 without a date, 2 too short"."""
    return f"left out: {', '.join(f'{count:,} {reason}' for reason, count in left_out.items())}"


def corpuslist(result: CorpusList) -> str:
    """The articles that fit, and how many do not."""
    sums = (
        f"{len(result.articles):,} of {plural(result.of, 'article')}: "
        f"{plural(sum(found.paragraphs for found in result.articles), 'paragraph')}, "
        f"{plural(sum(found.characters for found in result.articles), 'character')}"
    )
    listed = [articles_table(result.articles)] if result.articles else []
    return "\n".join([*listed, sums, *([reasons(result.left_out)] if result.left_out else [])])


def corpusstats(result: CorpusStats) -> str:
    """Sums, lengths, and what the corpus is made of."""
    chosen = result.selection
    whole = f"selection {chosen.name}" if chosen else "all articles in the store"
    known = facts(
        [
            ("computed on", f"{whole}, newest version of each text"),
            ("documents", result.documents),
            ("articles", result.articles),
            ("paragraphs", result.paragraphs),
            ("characters", result.characters),
            ("doubts", result.doubts),
            ("articles with annotations", result.annotated),
        ]
    )
    columns = ("length in characters", "of", "shortest", "25 %", "median", "75 %", "longest")
    lengths = [_lengths("articles", result.article_lengths), _lengths("paragraphs", result.paragraph_lengths)]
    shares = (("language", result.languages), ("source", result.sources), ("year", result.years))
    return "\n\n".join([known, table(columns, lengths), *(_shares(name, found) for name, found in shares if found)])


def _lengths(name: str, found: Distribution) -> Sequence[object]:
    cuts = (found.quarter, found.median, found.three_quarters)
    middle = [None if value is None else round(value) for value in cuts]
    return (name, found.texts, found.shortest, *middle, found.longest)


def _shares(name: str, shares: Sequence[Share]) -> str:
    rows = [(share.name or f"no {name}", share.articles, share.characters) for share in shares[:_SHOWN]]
    return "\n".join([table((name, "articles", "characters"), rows), *_rest(len(shares))])


def articleview(result: ArticleView) -> str:
    """An article to read, with the ids of its parts."""
    known = facts(
        [
            ("article", f"{result.id}, version {result.version}"),
            ("file", f"{result.file} (document {result.document})"),
            ("authors", "、".join(result.authors) or None),
            ("source", result.source),
            ("date", result.date),
            ("language", result.language),
        ]
    )
    outside = "\n".join(line for block in result.outside for line in _outside(block))
    parts = ("\n".join(_part(part)) for part in result.parts)
    return "\n\n".join(
        [
            known,
            *parts,
            *([f"not in the text:\n{outside}"] if outside else []),
            *(["\n".join(_trace(result.trace))] if result.trace else []),
        ]
    )


def _part(part: PartView) -> Iterator[str]:
    mark = {"title": "# ", "heading": "#" * ((part.level or 0) + 1) + " "}.get(part.kind, "")
    yield f"[{part.id}]{' abstract' if part.kind == 'abstract' else ''}"
    yield f"{mark}{part.text}"
    yield from _doubt(part.doubt)


def _outside(block: OutsideView) -> Iterator[str]:
    yield f"{block.kind}: {block.text}"
    yield from _doubt(block.doubt)


def _doubt(doubt: Doubt | None) -> Iterator[str]:
    if doubt:
        yield f"? {doubt.reason}; otherwise: {doubt.alternative}"


def _trace(found: TraceView) -> Iterator[str]:
    encoding = f", {found.encoding}" if found.encoding else ""
    yield f"{found.part} comes from the file with SHA-256 {found.sha256}, as {found.extractor} read it{encoding}:"
    for passage in found.passages:
        pages = sorted({place.page for place in passage.places})
        page = f", page {', '.join(map(str, pages))}" if pages else ""
        yield f"  [{passage.start}, {passage.end}), line {passage.line}{page}: {passage.text}"


def searchreport(result: SearchReport) -> str:
    """Each place with what stands around it, and how many there are."""
    hits = [
        f"{hit.article} [{hit.start}, {hit.end}) {_line(hit.before)}»{_line(hit.text)}«{_line(hit.after)}"
        for hit in result.hits
    ]
    sums = f"{plural(result.found, 'place')} in {result.matching:,} of {plural(result.articles, 'article')}"
    rest = result.found - len(result.hits)
    return "\n".join([*hits, sums + (f"; {rest:,} not shown (--limit)" if rest else "")])


def _line(text: str) -> str:
    """A text on one line, with a sign where another began."""
    return "⏎".join(text.splitlines())


def removal(result: Removal) -> str:
    """What went, or would go."""
    counts = [
        plural(result.documents, "document"),
        plural(result.articles, "article"),
        plural(result.paragraphs, "paragraph"),
    ]
    work = {
        "correction": result.corrections,
        "task": result.tasks,
        "annotation": result.annotations,
        "decision": result.decisions,
    }
    counts += [plural(count, noun) for noun, count in work.items() if count]
    lines = [f"{'removed' if result.done else 'would be removed'}: {', '.join(counts)}"]
    if result.selections:
        lines.append(f"out of selections: {', '.join(result.selections)}")
    if result.tasks:
        lines.append("tasks in Label Studio stay there, and are no longer pulled")
    if result.work and not result.done:
        lines.append("work hangs on it: only --with-work removes it")
    return "\n".join(lines)


def duplicatesreport(result: DuplicatesReport) -> str:
    """Groups of articles, articles in longer ones, groups of paragraphs."""
    looked = (
        f"{plural(result.articles, 'article')} and {plural(result.paragraphs, 'paragraph')}; near from "
        f"{result.threshold:.0%} of all runs of {result.run} characters in common on; {result.short:,} of fewer than "
        f"{result.minimum} characters compared for being equal only"
    )
    contained = [
        f"{pair.short.article} {cut(pair.short.title, _TITLE)} stands to {pair.share:.0%} in "
        f"{pair.long.article} {cut(pair.long.title, _TITLE)}"
        for pair in islice(result.contained, _SHOWN)
    ]
    return "\n".join(
        [
            looked,
            plural(len(result.article_groups), "group") + " of articles",
            *_groups(result.article_groups),
            plural(len(result.contained), "article") + " in longer ones",
            *contained,
            *_rest(len(result.contained)),
            plural(len(result.paragraph_groups), "group")
            + f" of paragraphs in other articles; {result.explained:,} more in the articles above",
            *_groups(result.paragraph_groups),
        ]
    )


def _groups(groups: Sequence[DuplicateGroup]) -> Iterator[str]:
    for group in groups[:_SHOWN]:
        near = "" if group.kind == "exact" else f", from {group.similarity:.0%} on"
        yield f"  {group.kind}{near}: {cut(_line(group.beginning), 2 * _TITLE)}"
        for copy in group.copies[:_SHOWN]:
            place = f" paragraph {copy.paragraph} [{copy.start}, {copy.end})" if copy.paragraph else ""
            yield f"    {copy.article}{place} {cut(copy.title, _TITLE)}"
        yield from _rest(len(group.copies))
    yield from _rest(len(groups))


def _rest(count: int) -> list[str]:
    return [f"… and {count - _SHOWN} more; --json lists all"] if count > _SHOWN else []
