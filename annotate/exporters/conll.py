"""CoNLL: one token a line with its BIO label, a sentence for each heading or paragraph that was looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import file_name
from annotate.exporters._records import GOLD
from annotate.exporters._tokens import Range, Tokens, tokenizer
from annotate.exporters._voices import Component, Voice, voices
from annotate.formats.brat import BREAK
from schema import ArticleText

_COLUMNS = "ID FORM START END BIO"


def write_conll(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `VOICE.conll`, or `VOICE-SPLIT.conll`, in CoNLL-U Plus with the columns ID FORM START END BIO.

    Tokens are the code points that are no blanks, or the words of jieba, as the options say and the file states.
    START and END are half-open code points of the article's text, which `sent_id` names with its version.

    A token has one label. Of spans that share a token the longest is kept, of equal ones the first; the others are
    left out and counted, as are spans without a token, all relations and all attributes. A span that ends within a
    word is written for the whole word, and one over several paragraphs as a piece in each; both are counted too.
    """
    tokens, stated = tokenizer(dataset.options.words)
    with ExitStack() as opened:
        files: dict[str, TextIO] = {}
        for part in dataset.parts():
            for voice in voices(part, dataset, left_out):
                name = _file(voice, part.split)
                if name not in files:
                    files[name] = opened.enter_context((folder / name).open("w", encoding="utf-8", newline="\n"))
                    files[name].write(f"# global.columns = {_COLUMNS}\n# tokens = {stated}\n")
                files[name].writelines(_document(part, voice, tokens, left_out))


def _file(voice: Voice, split: str | None) -> str:
    name = GOLD if voice.is_gold else file_name(voice.name)
    return f"{name}.conll" if split is None else f"{name}-{file_name(split)}.conll"


def _document(part: Part, voice: Voice, tokens: Tokens, left_out: Omissions) -> Iterator[str]:
    article, text = part.article.id, part.text
    sentences = [[*tokens(text.text, start, end)] for start, end in _looked_at(text, voice)]
    labels = _labels(voice, sentences, article, left_out)
    for link in voice.links:
        left_out.add("relations", "CoNLL has none", f"{article}/{link.id}")
    for number, sentence in enumerate(found for found in sentences if found):
        start, end = sentence[0][0], sentence[-1][1]
        if number == 0:
            yield f"# newdoc id = {article}\n"
        yield f"# sent_id = {article}@{text.version}:{start}-{end}\n"
        yield f"# text = {BREAK.sub(' ', text.text[start:end])}\n"
        before: Component | None = None
        for at, token in enumerate(sentence, start=1):
            label = labels.get(token)
            bio = "O" if label is None else f"{'I' if label is before else 'B'}-{label.type}"
            before = label
            yield f"{at}\t{BREAK.sub(' ', text.text[slice(*token)])}\t{token[0]}\t{token[1]}\t{bio}\n"
        yield "\n"


def _looked_at(text: ArticleText, voice: Voice) -> Iterator[Range]:
    """Yield headings and paragraphs, as far as they are in some unit of the voice."""
    for block in text.parts():
        at = block.start
        for unit in voice.units:
            start, end = max(at, unit.start), min(block.end, unit.end)
            if start < end:
                yield start, end
                at = end


def _labels(
    voice: Voice, sentences: Sequence[Sequence[Range]], article: str, left_out: Omissions
) -> dict[Range, Component]:
    """Return what each token is labelled with, counting what cannot be said."""
    labels: dict[Range, Component] = {}
    tokens = [(token, number) for number, sentence in enumerate(sentences) for token in sentence]
    starts, ends = [token[0] for token, _ in tokens], [token[1] for token, _ in tokens]
    for component in sorted(voice.components, key=lambda found: (found.start - found.end, found.start, found.id)):
        where = f"{article}/{component.id}"
        held = tokens[bisect_right(ends, component.start) : bisect_left(starts, component.end)]
        if not held:
            left_out.add("spans", "it holds no token", where)
        elif any(token in labels for token, _ in held):
            left_out.add("spans", "it overlaps one that is longer, or as long and before it", where)
        else:
            labels.update(dict.fromkeys((token for token, _ in held), component))
            for name in component.attributes:
                left_out.add("attributes", "CoNLL has none", f"{where}/{name}")
            (first, one), (last, other) = held[0], held[-1]
            if first[0] < component.start or component.end < last[1]:
                left_out.add("edges of spans", "they are within a word, which is labelled as a whole", where)
            if one != other:
                left_out.add("spans as wholes", "it is in several paragraphs, with a piece in each", where)
    return labels
