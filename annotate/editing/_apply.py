"""Edits done: the next reading of a document, with its articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotate.editing._draft import Draft
from annotate.segmentation import articles_of
from schema import Article, ArticleText, Block, Edit, FactName, Heading, Imported

Facts = Mapping[tuple[int, FactName], tuple[str, ...]]
"""What is known of articles, by ordinal and name."""


def apply(imported: Imported, edits: Iterable[Edit]) -> Imported:
    """Return the next reading of a document: all edits done in their order, or none.

    An article gets a new version of its text where its text or the parts of it changed; one that has no block left
    gets an empty one, and stays, since annotations may hang on it. What is known of an article follows its blocks as
    long as it is what they say; what a person or a record said of it stays.

    Raises:
        InputError: an edit cannot be done; it is named.
    """
    draft = Draft(imported)
    for edit in edits:
        draft.do(edit)
    return rebuilt(imported, draft.blocks, draft.facts)


def rebuilt(before: Imported, blocks: Iterable[Block], said: Facts) -> Imported:
    """Return the next reading of a document, which has these blocks, with its articles made of them."""
    old = before.document
    document = old.model_copy(update={"blocks": tuple(blocks), "reading": old.reading + 1})
    known = {article.ordinal: article for article in before.articles}
    then = {article.ordinal: article for article in articles_of(old)}
    now = {article.ordinal: article for article in articles_of(document)}
    articles = []
    for ordinal in sorted(known.keys() | now.keys()):
        facts = {name: values for (article, name), values in said.items() if article == ordinal}
        if ordinal not in known:
            article = _of_reading(now[ordinal], 1, document.reading)
        elif ordinal not in now:
            article = _emptied(known[ordinal], document.reading)
        else:
            article = _followed(known[ordinal], then.get(ordinal), now[ordinal], document.reading)
        articles.append(article.model_copy(update={name: _value(name, values) for name, values in facts.items()}))
    return Imported(document=document, articles=tuple(articles))


def succeeded(known: Iterable[Article], new: Imported) -> Imported:
    """Return a new reading with the versions of its articles' texts that there were before it.

    `new` has what is known of the articles from its own source; an article that is not in it any more is empty now.
    """
    before = {article.ordinal: article for article in known}
    # Their texts may be of the reading before, whose blocks had other numbers.
    texts = {article.ordinal: article.texts for article in articles_of(new.document)}
    now = {
        one.ordinal: one.model_copy(update={"texts": texts[one.ordinal]})
        for one in new.articles
        if one.ordinal in texts
    }
    reading = new.document.reading
    articles = []
    for ordinal in sorted(before.keys() | now.keys()):
        if ordinal not in before:
            articles.append(_of_reading(now[ordinal], 1, reading))
        elif ordinal not in now:
            articles.append(_emptied(before[ordinal], reading))
        else:
            versions = _followed(before[ordinal], None, now[ordinal], reading).texts
            articles.append(now[ordinal].model_copy(update={"texts": versions}))
    return Imported(document=new.document, articles=tuple(articles))


def _of_reading(article: Article, version: int, reading: int) -> Article:
    text = article.current.model_copy(update={"version": version, "reading": reading})
    return article.model_copy(update={"texts": (text,)})


def _emptied(known: Article, reading: int) -> Article:
    """Return an article that has no blocks any more."""
    if not known.current.text:
        return known
    empty = ArticleText(article=known.id, version=known.current.version + 1, reading=reading, text="")
    return known.model_copy(update={"texts": (*known.texts, empty)})


def _followed(known: Article, then: Article | None, now: Article, reading: int) -> Article:
    """Return an article after what its blocks make of it: `then` before the edits, where it had any, and now."""
    values: dict[str, object] = {}
    for name in ("title", "authors", "source", "date", "language"):
        if then is None or getattr(known, name) == getattr(then, name):
            values[name] = getattr(now, name)
    if _shape(now.current) != _shape(known.current):
        values["texts"] = (*known.texts, *_of_reading(now, known.current.version + 1, reading).texts)
    return known.model_copy(update=values)


def _shape(text: ArticleText) -> tuple[object, ...]:
    """What an annotator sees of a text: two versions of one shape would be the same."""
    parts = tuple(
        (part.start, part.end, part.level if isinstance(part, Heading) else part.role) for part in text.parts()
    )
    return text.text, parts


def _value(name: FactName, values: tuple[str, ...]) -> str | tuple[str, ...] | None:
    if name == "authors":
        return values
    nothing = "" if name == "title" else None
    return values[0] if values else nothing
