"""What stands in a corpus twice: articles, shorter articles within longer ones, paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from annotate.corpus._groups import Group, Partition
from annotate.corpus._shingles import RUN
from annotate.corpus._sight import SHORT, THRESHOLD, Read, Sight, Text
from schema import Article, Model, Record

_LONGEST = 8
"""With how many of the longest articles that share a paragraph each other article with it is compared."""

_BEGINNING = 40


class Copy(Model):
    """An article or a paragraph that stands elsewhere too."""

    article: str
    """Id of the article."""
    title: str
    """Its title."""
    paragraph: str | None
    """Id of the paragraph; None for the whole article."""
    start: int
    """First code point in the article text."""
    end: int
    """The code point after the last."""


class DuplicateGroup(Model):
    """Copies of one text, equal or nearly so."""

    kind: Literal["exact", "near"]
    """Whether all are equal but for blanks."""
    similarity: float
    """The lowest Jaccard index among the pairs that hold the group together; 1 where all are equal."""
    beginning: str
    """How the first begins."""
    copies: tuple[Copy, ...]
    """In the order of the corpus."""


class Contained(Model):
    """An article that stands in a longer one, as reprints that are cut do."""

    short: Copy
    """The shorter article."""
    long: Copy
    """The longer one."""
    share: float
    """Share of the shorter one's shingles that are in the longer one."""


class DuplicatesReport(Record):
    """What stands in the corpus twice, and how it was looked for."""

    articles: int
    """Articles looked at."""
    paragraphs: int
    """Paragraphs looked at."""
    short: int
    """Of these articles and paragraphs: too short to be more than compared for being equal."""
    minimum: int = SHORT
    """From how many characters, blanks apart, a text is not short."""
    run: int = RUN
    """Length of the runs of characters that are compared."""
    threshold: float = THRESHOLD
    """From which share on texts count as near, or one as contained in the other."""
    article_groups: tuple[DuplicateGroup, ...]
    """Articles that are the same."""
    contained: tuple[Contained, ...]
    """Articles that stand in longer ones, found by the paragraphs that they share."""
    paragraph_groups: tuple[DuplicateGroup, ...]
    """Paragraphs that are the same, unless their articles are."""
    explained: int
    """Groups of paragraphs not listed, since each is in several articles that are the same or contained."""


def duplicates(articles: Iterable[Article], read: Read) -> DuplicatesReport:
    """Find what stands in the newest texts of a corpus twice.

    The articles pass once, and only what is worth comparing is read again; kept are about two kilobytes for each
    article and paragraph. Time grows with the length of the texts. The report depends on neither chance nor machine.
    """
    sight = Sight(read)
    for article in articles:
        sight.see(article)
    same = sight.group(sight.articles)
    paragraphs = sight.group(sight.paragraphs)
    contained = tuple(_contained(sight, same, paragraphs))
    related = Partition(len(sight.articles))
    for found in same:
        for member in found.members[1:]:
            related.join(found.members[0], member)
    for short, long, _ in contained:
        related.join(short, long)
    listed = [found for found in paragraphs if not _explained(found, sight, related)]
    return DuplicatesReport(
        articles=len(sight.articles),
        paragraphs=len(sight.paragraphs),
        short=sum(text.sketch is None for text in (*sight.articles, *sight.paragraphs)),
        article_groups=tuple(_shown(found, sight.articles, sight) for found in same),
        contained=tuple(
            Contained(short=_copy(sight.articles[short], sight), long=_copy(sight.articles[long], sight), share=share)
            for short, long, share in contained
        ),
        paragraph_groups=tuple(_shown(found, sight.paragraphs, sight) for found in listed),
        explained=len(paragraphs) - len(listed),
    )


def _contained(sight: Sight, same: Sequence[Group], paragraphs: Sequence[Group]) -> Iterator[tuple[int, int, float]]:
    """Yield short article, long article and share, where at least half of the short one is paragraphs of both.

    Each article is held against a few of the longest that share a paragraph with it, of equal ones against the first.
    """
    leader = {member: found.members[0] for found in same for member in found.members}
    common: Counter[tuple[int, int]] = Counter()
    for found in paragraphs:
        texts = [sight.paragraphs[number] for number in found.members]
        lengths = {leader.get(text.article, text.article): text.length for text in texts if text.sketch is not None}
        longest = sorted(lengths, key=lambda article: (-sight.articles[article].length, article))[:_LONGEST]
        for article, length in lengths.items():
            for other in longest:
                if sight.articles[article].length < sight.articles[other].length:
                    common[article, other] += length
    for (short, long), length in sorted(common.items()):
        if 2 * length >= sight.articles[short].length and (share := sight.share(short, long)) >= THRESHOLD:
            yield short, long, share


def _explained(found: Group, sight: Sight, related: Partition) -> bool:
    """Whether a group of paragraphs says nothing that is not said of their articles."""
    places = [sight.paragraphs[number].article for number in found.members]
    return len({related.root(place) for place in places}) == 1 and len(set(places)) == len(places)


def _shown(found: Group, texts: Sequence[Text], sight: Sight) -> DuplicateGroup:
    members = [texts[number] for number in found.members]
    exact = len({text.fingerprint for text in members}) == 1
    return DuplicateGroup(
        kind="exact" if exact else "near",
        similarity=found.similarity,
        beginning=sight.content(members[0])[:_BEGINNING],
        copies=tuple(_copy(text, sight) for text in members),
    )


def _copy(text: Text, sight: Sight) -> Copy:
    return Copy(
        article=sight.ids[text.article],
        title=sight.titles[text.article],
        paragraph=text.paragraph,
        start=text.start,
        end=text.end,
    )
