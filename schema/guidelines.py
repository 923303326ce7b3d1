"""What guidelines say beside the rule of thumb: decision tests, examples with their spans, sections of a handbook."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from schema._base import Model
from schema.texts import Range

_SPAN = re.compile(r"\[(?:(?P<name>[a-z][a-z0-9]*):)?(?P<type>[a-z][a-z0-9_]*) (?P<text>[^\[\]]+)\]")
_RELATION = re.compile(r"(?P<source>\S+) (?P<type>\S+) (?P<target>\S+)")


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, or does not give back as it was; line feed and tab are left."""


def _printable(text: str) -> str:
    if not text.strip():
        raise ValueError("nothing but blanks")
    if found := _UNPRINTABLE.search(text):
        raise ValueError(f"holds the control character U+{ord(found.group()):04X}, which no screen shows")
    return text


Words = Annotated[str, AfterValidator(_printable)]
"""Text that people read: not blank, and without control characters."""


class Label(Model):
    """A name or a text in the two languages of the annotators."""

    en: Words
    """English."""
    zh: Words
    """Chinese."""


class ExampleSpan(Range):
    """A span of an example, as a range of its plain text."""

    name: str
    """What the relations of the example call it: the name given, else its type."""
    type: str
    """Id of its component type."""


class ExampleRelation(NamedTuple):
    """A relation of an example, between two of its spans by their names."""

    source: str
    type: str
    target: str


class Example(Model):
    """A sentence as it should, or should not, be annotated.

    Spans stand in square brackets with their type, and with a name where relations need one:
    ``[p:problem 渡口停航]，[m:measure 应恢复客渡]`` with the relation ``m addresses p``. Spans do not nest.
    """

    text: Words
    """The sentence with its spans in brackets."""
    relations: tuple[str, ...] = ()
    """Relations between the spans: source, type, target, with blanks between."""
    right: bool = True
    """Whether this is how it should be annotated; if not, it shows a mistake."""
    why: Label
    """What the example teaches."""

    @model_validator(mode="after")
    def _readable(self) -> Self:
        plain = _SPAN.sub("", self.text)
        if "[" in plain or "]" in plain:
            raise ValueError("a bracket that is no span; a span is written [type text] or [name:type text]")
        for relation in self.relations:
            if not _RELATION.fullmatch(relation):
                raise ValueError(f"relation {relation!r} is not written SOURCE TYPE TARGET")
        names = [span.name for span in self.spans]
        missing = {end for found in self.links for end in (found.source, found.target)} - set(names)
        if missing:
            raise ValueError(f"relations name {', '.join(sorted(missing))}; the spans are {', '.join(names) or 'none'}")
        return self

    @property
    def plain(self) -> str:
        """The sentence without brackets, types and names."""
        return _SPAN.sub(lambda found: found["text"], self.text)

    @property
    def spans(self) -> tuple[ExampleSpan, ...]:
        """The spans, in order, as half-open ranges of `plain` in code points."""
        found: list[ExampleSpan] = []
        shift = 0
        for match in _SPAN.finditer(self.text):
            start = match.start() - shift
            end = start + len(match["text"])
            found.append(ExampleSpan(start=start, end=end, name=match["name"] or match["type"], type=match["type"]))
            shift += len(match.group()) - len(match["text"])
        return tuple(found)

    @property
    def links(self) -> tuple[ExampleRelation, ...]:
        """The relations, in the order given."""
        return tuple(ExampleRelation(*relation.split()) for relation in self.relations)


class Section(Model):
    """A section of the handbook on a question that no single label answers."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    """Its name in links."""
    title: Label
    """Its heading."""
    text: Label
    """What it says; blank lines part paragraphs."""
    examples: tuple[Example, ...] = ()
    """Examples below it."""
