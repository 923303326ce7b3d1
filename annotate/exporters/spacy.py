"""spaCy: documents with a span group for each voice, relations and attributes as extensions, in DocBin files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.vocab import Vocab

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._exporter import Page
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import file_name
from annotate.exporters._tokens import Tokens, tokenizer
from annotate.exporters._voices import voices

_DOCUMENTS = 500
"""Documents in memory, and in a file."""

_READING = """\
Each article is a document, whose tokens are {tokens} and blanks. A span group (`gold`, `A1`, …) holds what one voice
marked: `label_` is the type, `id_` the id of a span.

```python
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

Doc.set_extension("argument", default=None)
for path in sorted(Path().glob("*.spacy")):
    for doc in DocBin().from_disk(path).get_docs(Vocab()):
        for span in doc.spans.get("gold", ()):
            print(span.label_, span.text, doc._.argument["voices"]["gold"]["attributes"][span.id_])
        # "relations": id, type, source and target, ids of spans of the same voice
```
"""


def write_spacy(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `SPLIT-00000.spacy` and so on, or `all-00000.spacy`, with at most 500 documents each.

    The text of a document is the article's, so that `start_char` and `end_char` are code points of it. The extension
    `argument` of the document tells `article`, `version`, `split` and for each voice its units, relations and
    attributes of spans. With the words of jieba as tokens, a span that ends within one is written for the whole
    word, and counted. Articles without text or voice are left out and counted.
    """
    tokens, _ = tokenizer(dataset.options.words)
    bins: dict[str, DocBin] = {}
    written: dict[str, int] = {}

    def save(name: str) -> None:
        number = written[name] = written.get(name, -1) + 1
        bins.pop(name).to_disk(folder / f"{name}-{number:05}.spacy")

    for part in dataset.parts():
        doc = _document(part, dataset, tokens, left_out)
        if doc is None:
            left_out.add("articles", "it is empty, or nobody looked at it", part.article.id)
            continue
        name = "all" if part.split is None else file_name(part.split)
        bins.setdefault(name, DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)).add(doc)
        if len(bins[name]) == _DOCUMENTS:
            save(name)
    for name in list(bins):
        save(name)


def page(dataset: Dataset) -> Page:
    """Say how to read the files."""
    _, stated = tokenizer(dataset.options.words)
    return Page(_READING.format(tokens=stated))


def _document(part: Part, dataset: Dataset, tokens: Tokens, left_out: Omissions) -> Doc | None:
    text, article = part.text.text, part.article.id
    every = list(voices(part, dataset, left_out))
    if not text or not every:
        return None
    words = [text[start:end] for start, end in _covering(text, tokens)]
    doc = Doc(Vocab(), words=words, spaces=[False] * len(words))
    told = {}
    for voice in every:
        spans: list[Span] = []
        for one in voice.components:
            span = doc.char_span(one.start, one.end, label=one.type, span_id=one.id, alignment_mode="expand")
            assert span is not None, "tokens cover the text"  # noqa: S101
            if (span.start_char, span.end_char) != (one.start, one.end):
                left_out.add(
                    "edges of spans", "they are within a word, which is marked as a whole", f"{article}/{one.id}"
                )
            spans.append(span)
        doc.spans[voice.name] = SpanGroup(doc, name=voice.name, spans=spans)
        told[voice.name] = {
            "units": [unit.key for unit in voice.units],
            "attributes": {one.id: one.attributes for one in voice.components},
            "relations": [
                {"id": link.id, "type": link.type, "source": link.source, "target": link.target} for link in voice.links
            ],
        }
    facts = {"article": article, "version": part.text.version, "split": part.split, "voices": told}
    # Where spaCy itself keeps an extension of a document; to declare one here would declare it for the whole process.
    doc.user_data["._.", "argument", None, None] = facts  # type: ignore[index]
    return doc


def _covering(text: str, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the tokens of a text, and each blank between them, since spaCy's documents are nothing but tokens."""
    at = 0
    for start, end in tokens(text, 0, len(text)):
        yield from ((blank, blank + 1) for blank in range(at, start))
        yield start, end
        at = end
    yield from ((blank, blank + 1) for blank in range(at, len(text)))
