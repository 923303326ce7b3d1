"""Spans over the text of a file to spans over the articles in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotate.formats.standoff import ForeignRelation, ForeignSpan, Mismatch, Names, Standoff
from schema import ArticleText, Document, Span, SpanRelation, placed, trace

Ranges = tuple[tuple[int, int], ...]

_LONGEST_SHOWN = 40


@dataclass(slots=True)
class Placement:
    """What of a standoff file belongs to one article."""

    text: ArticleText
    spans: list[Span] = field(default_factory=list)
    relations: list[SpanRelation] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """What could not be stored as spans or relations; of the whole file, at its first article."""


@dataclass(frozen=True, slots=True)
class _Found:
    article: int
    ranges: Ranges


def place(
    standoff: Standoff, articles: Sequence[tuple[Document, ArticleText]], names: Names
) -> tuple[list[Placement], list[Mismatch]]:
    """Return what belongs to each article, in their order, and everything that does not fit.

    A span that is interrupted by nothing but blanks, or by what stands in no article (a page number), is one; one that
    is discontinuous is kept as its fragments, of which the second has the id of the first and ``.2``, and relations
    lead to the first. Parts outside the article text, or in another article than its first character, are left out,
    and a span of which nothing is in an article is not stored; relations between articles are not. Types and
    attributes get the scheme's names. All of that is listed.

    Args:
        standoff: what the file says, over the source view of the document.
        articles: the articles with the document as of the reading that each text was made of; at least one.
        names: the names of the scheme.
    """
    view = articles[0][0].view
    counting, mismatches = _counting(standoff.spans, view.text, bool(view.encoding and view.encoding.endswith("-sig")))
    mismatches = [*standoff.mismatches, *mismatches, *_repeated(standoff.spans)]
    placements = [Placement(text) for _, text in articles]
    lost = placements[0].lost
    lost.extend(str(mismatch) for mismatch in standoff.mismatches)
    homes: dict[str, int] = {}
    for span in standoff.spans:
        fragments = _fragments(span, counting)
        found = _find(fragments, articles) if fragments is not None else None
        faults = list(_span_faults(span, fragments, found, articles))
        mismatches.extend(faults)
        if found is None:
            lost.extend(map(str, faults))
            continue
        homes.setdefault(span.id, found.article)
        agrees = _agrees(span.text, view.text, fragments or ())
        placements[found.article].spans.extend(_spans(span, found.ranges, articles[found.article][1], names, agrees))
    for relation in standoff.relations:
        at, fault = _home(relation, homes)
        mismatches.extend(fault)
        if at is None:
            lost.extend(map(str, fault))
        else:
            placements[at].relations.append(_relation(relation, names))
    return placements, mismatches


def _counting(spans: Iterable[ForeignSpan], view: str, marked: bool) -> tuple[list[int], list[Mismatch]]:
    """Return the positions of the view by the offsets of the file, and a notice where they are counted otherwise.

    Programs count the byte order mark, or line ends as one character, or UTF-16 units. Which, the texts of the spans
    tell; offsets as they ought to be are taken unless another count fits more spans.
    """
    straight = list(range(len(view) + 1))
    judged = [span for span in spans if span.text.strip()]

    def fits(positions: list[int]) -> int:
        given = ((span, _converted(span.fragments, positions)) for span in judged)
        return sum(found is not None and _agrees(span.text, view, found) for span, found in given)

    best, most, notice = straight, fits(straight), ""
    if most < len(judged):
        units = [at for at, sign in enumerate(view) for _ in range(2 if sign > "\uffff" else 1)]
        ends = [at for at, sign in enumerate(view) if not (sign == "\r" and view[at + 1 : at + 2] == "\n")]
        others = {"in UTF-16 units": [*units, len(view)], "with line ends as one character": [*ends, len(view)]}
        if marked:
            others["with the byte order mark"] = [0, *straight]
        for name, positions in others.items():
            if (count := fits(positions)) > most:
                best, most, notice = positions, count, name
    if not notice:
        return best, []
    found = f"offsets that count {notice}, and are taken so since more texts of spans fit"
    return best, [Mismatch(place="offsets", found=found, expected="offsets that count code points of the file")]


def _repeated(spans: Iterable[ForeignSpan]) -> Iterable[Mismatch]:
    places: dict[str, list[str]] = {}
    for span in spans:
        places.setdefault(span.id, []).append(span.place)
    for name, found in places.items():
        if len(found) > 1:
            yield Mismatch(place=", ".join(found), found=f"{len(found)} spans with the id {name}", expected="one")


def _converted(fragments: Ranges, positions: Sequence[int]) -> Ranges | None:
    if not all(0 <= start < end < len(positions) for start, end in fragments):
        return None
    return tuple((positions[start], positions[end]) for start, end in fragments)


def _fragments(span: ForeignSpan, positions: Sequence[int]) -> Ranges | None:
    """Return the fragments as ranges of the view; None where they leave it."""
    return _converted(tuple(sorted(span.fragments)), positions)


def _agrees(text: str, view: str, fragments: Ranges) -> bool:
    """Whether a text is what the fragments cover, blanks aside; a span that came without one is taken at its word."""
    return not text.strip() or _bare(text) == _bare("".join(view[start:end] for start, end in fragments))


def _bare(text: str) -> str:
    return "".join(text.split())


def _find(fragments: Ranges, articles: Sequence[tuple[Document, ArticleText]]) -> _Found | None:
    """Return the article that holds the earliest of their characters that any holds, with their ranges there."""
    first: list[tuple[int, int, Ranges]] = []
    for number, (document, text) in enumerate(articles):
        if ranges := _ranges(document, text, fragments):
            first.append((min(trace(document, text, *ranges[0]))[0], number, ranges))
    return _Found(*min(first)[1:]) if first else None


def _ranges(document: Document, text: ArticleText, fragments: Ranges) -> Ranges:
    """Return the ranges of an article's text behind the fragments, with nothing but blanks between them joined."""
    every = sorted({found for start, end in fragments for found in placed(document, text, start, end)})
    solid = [(start, end) for start, end in every if text.text[start:end].strip()]
    breaks = [0, *(n + 1 for n, (one, two) in enumerate(pairwise(solid)) if text.text[one[1] : two[0]].strip())]
    edges = [*breaks, len(solid)]
    return tuple((solid[low][0], solid[high - 1][1]) for low, high in pairwise(edges) if low < high)


def _span_faults(
    span: ForeignSpan, fragments: Ranges | None, found: _Found | None, articles: Sequence[tuple[Document, ArticleText]]
) -> Iterable[Mismatch]:
    """Yield what does not fit of one span."""
    view = articles[0][0].view.text
    shown = f"{span.id} at {';'.join(f'{start} {end}' for start, end in span.fragments)}"
    if fragments is None:
        expected = f"a range within its {len(view)} characters"
        yield Mismatch(place=span.place, found=f"{shown} leaves the text; not stored as a span", expected=expected)
        return
    covered = "".join(view[start:end] for start, end in fragments)
    if not _agrees(span.text, view, fragments):
        found_text = f"{shown} with the text {_short(span.text)}"
        yield Mismatch(place=span.place, found=found_text, expected=f"{_short(covered)}, which stands there")
    if found is None:
        what = f"{shown}, {_short(covered)}, stands in no article; not stored as a span"
        yield Mismatch(place=span.place, found=what, expected="text of an article")
        return
    left = _left_out(fragments, found, articles[found.article])
    if left:
        what = f"{shown}: {_short(left)} is no text of the article and was left out"
        yield Mismatch(place=span.place, found=what, expected="text of one article")
    if len(found.ranges) > 1:
        what = f"{shown} is discontinuous and kept as {len(found.ranges)} spans"
        yield Mismatch(place=span.place, found=what, expected="one range")


def _left_out(fragments: Ranges, found: _Found, article: tuple[Document, ArticleText]) -> str:
    """Return the characters of the fragments that are not in the article, without blanks."""
    document, text = article
    kept = {
        at for low, high in found.ranges for start, end in trace(document, text, low, high) for at in range(start, end)
    }
    missing = (at for start, end in fragments for at in range(start, end) if at not in kept)
    return _bare("".join(document.view.text[at] for at in missing))


def _spans(span: ForeignSpan, ranges: Ranges, text: ArticleText, names: Names, agrees: bool) -> Iterable[Span]:
    types = tuple(names.component(name) for name in span.types)
    for number, (start, end) in enumerate(ranges, start=1):
        yield Span(
            id=span.id if number == 1 else f"{span.id}.{number}",
            types=types,
            start=start,
            end=end,
            text=text.text[start:end] if agrees else span.text,
            attributes=names.attributes(types, span.attributes),
        )


def _home(relation: ForeignRelation, homes: dict[str, int]) -> tuple[int | None, list[Mismatch]]:
    """Return the article of a relation, with what does not fit; None where it belongs to none."""
    ends = {end: homes.get(end) for end in (relation.source, relation.target)}
    there = {at for at in ends.values() if at is not None}
    missing = [end for end, at in ends.items() if at is None]
    faults = []
    if missing:
        what = f"{relation.id}: {', '.join(missing)} is no span that was stored" + ("" if there else "; not stored")
        faults.append(Mismatch(place=relation.place, found=what, expected="ids of two spans"))
    if len(there) > 1:
        what = f"{relation.id} leads from one article to another; not stored"
        faults.append(Mismatch(place=relation.place, found=what, expected="two spans of one article"))
    return (there.pop() if len(there) == 1 else None), faults


def _relation(relation: ForeignRelation, names: Names) -> SpanRelation:
    return SpanRelation(
        id=relation.id,
        types=tuple(names.relation(name) for name in relation.types),
        source=relation.source,
        target=relation.target,
        direction=relation.direction,
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…")
