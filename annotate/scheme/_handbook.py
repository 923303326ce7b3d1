"""The handbook of a scheme, as HTML that needs nothing else and as Markdown, and the short form for Label Studio."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from annotate import drawing
from annotate.scheme._hotkeys import hotkeys, value_control
from annotate.scheme._rules import RULE_WORDS, rules_of
from annotate.scheme._terms import TERMS
from annotate.scheme._words import Language, told, words
from schema import Example, Label, RelationType, Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

_COLUMNS = 76
"""Columns of a drawn example."""

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
"""What could be Markdown wherever it stands."""

_MARKUP_AT_START = re.compile(r"^(\s*\d*)([-+=.)])")
"""What could be Markdown at the start of a line."""


def handbook(scheme: Scheme, language: Language = "both") -> str:
    """Return the handbook as one HTML file without scripts: light or dark as its reader's screen, and printable."""
    return _rendered("handbook.html", scheme, language, alone=True)


def handbook_body(scheme: Scheme, language: Language = "both") -> str:
    """Return what stands in the body of the handbook, for a page that holds other things too and has its own style."""
    return _rendered("handbook_body.html", scheme, language, alone=False)


def handbook_markdown(scheme: Scheme, language: Language = "both") -> str:
    """Return the handbook as Markdown (CommonMark with tables); spans of examples are bold, in brackets."""
    text = _rendered("handbook.md", scheme, language)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def instructions(scheme: Scheme, language: Language = "both", *, linking: bool = False, curating: bool = False) -> str:
    """Return the handbook's text as the HTML that Label Studio shows annotators on demand.

    Where components are given to be related (`linking`), or it is to be decided between annotators (`curating`), it
    begins with what that means.

    Label Studio's server takes all attributes of style and everything within an SVG away, so that colours come from
    classes and examples are marked text; what it would change would look new at every push.
    """
    return _rendered("instructions.html", scheme, language, linking=linking, curating=curating)


def _rendered(template: str, scheme: Scheme, language: Language, **more: bool) -> str:
    page = _Page(scheme, language)
    names = ("say", "name", "draw", "parts", "marked", "links", "shape", "key", "ink")
    given = {name: getattr(page, name) for name in names} | more
    return (
        _environment()
        .get_template(f"{template}.j2")
        .render(scheme=scheme, language=language, terms=TERMS, rules=rules_of(scheme), rule_words=RULE_WORDS, **given)
    )


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("annotate.scheme"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"md": _markdown, "paragraphs": _paragraphs}
    return environment


def _markdown(text: str) -> str:
    """Return a text as Markdown that shows it as it is, on one line."""
    return _MARKUP_AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", text)))


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which blank lines part."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


class _Page:
    """What the templates ask for, in the languages that are shown."""

    def __init__(self, scheme: Scheme, language: Language) -> None:
        self._scheme = scheme
        self._language = language
        self._keys = hotkeys(scheme)

    def say(self, label: Label) -> list[tuple[str, str]]:
        """Return each language shown with the text in it."""
        return list(told(label, self._language))

    def name(self, label: Label) -> str:
        """Return a name in all languages shown."""
        return words(label, self._language)

    def key(self, component: str, attribute: str = "", value: str = "") -> str:
        """Return the key of a component type, or of a value of its attribute; nothing if it has none."""
        return self._keys.get(value_control(component, attribute, value) if attribute else component, "")

    def ink(self, colour: str) -> str:
        """Return what can be read on a colour."""
        return drawing.ink_on(colour)

    def draw(self, example: Example) -> str:
        """Return an example as SVG."""
        order = {span.name: at for at, span in enumerate(example.spans)}
        spans = [drawing.Span(span.start, span.end, *self._look(span.type)) for span in example.spans]
        relations = [
            drawing.Relation(order[link.source], order[link.target], self._short(kind.label), kind.symmetric)
            for link in example.links
            if (kind := self._scheme.relation(link.type))
        ]
        return drawing.svg(example.plain, spans, relations, _COLUMNS)

    def parts(self, example: Example) -> Iterator[tuple[str, str | None, str]]:
        """Yield the sentence of an example in parts: the text, its type if it is a span, and the type's name."""
        at = 0
        for span in example.spans:
            if at < span.start:
                yield example.plain[at : span.start], None, ""
            yield span.of(example.plain), span.type, self._look(span.type)[0]
            at = span.end
        if at < len(example.plain):
            yield example.plain[at:], None, ""

    def marked(self, example: Example) -> str:
        """Return the sentence of an example as Markdown, its spans bold and in brackets after their names."""
        # Brackets and a blank on either side, since bold that touches an ideograph may not be taken for bold.
        return "".join(
            f"\\[{_markdown(name)} **{_markdown(text.strip())}**\\]" if type_ else _markdown(text)
            for text, type_, name in self.parts(example)
        )

    def links(self, example: Example) -> Iterator[tuple[str, str, str, str]]:
        """Yield the relations of an example: text of the source, an arrow, name of the label, text of the target."""
        texts = {span.name: span.of(example.plain) for span in example.spans}
        for link in example.links:
            if kind := self._scheme.relation(link.type):
                yield texts[link.source], "↔" if kind.symmetric else "→", self._short(kind.label), texts[link.target]

    def shape(self, relation: RelationType) -> list[Label]:
        """Return what limits a relation type."""
        holds = {"same_type": relation.same_type, "acyclic": relation.acyclic, "symmetric": relation.symmetric}
        found = [TERMS[name] for name, held in holds.items() if held]
        if relation.max_targets:
            limit = TERMS["max_targets"]
            found.append(Label(zh=limit.zh.format(relation.max_targets), en=limit.en.format(relation.max_targets)))
        return found

    def _look(self, component: str) -> tuple[str, str]:
        """Return the short name and the colour of a component type."""
        found = self._scheme.component(component)
        return (self._short(found.label), found.color) if found else (component, "#777777")

    def _short(self, label: Label) -> str:
        return label.en if self._language == "en" else label.zh
