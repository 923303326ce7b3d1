"""The read-only panel beside a curator's task: who said what of each question, which the screen itself cannot show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from annotate.adjudication import Opinion, Question
from annotate.scheme import Language, words
from annotate.workflow.adjudicating.briefing import Asked, Brief
from schema import Attribute, GoldComponent, GoldRelation, Label, Scheme

_TERMS = {
    "asked": Label(zh="待定 {}", en="to decide: {}"),
    "ruled": Label(
        zh="规则已定 {}，但各人有不同；不对再改", en="decided by rule though versions differ: {}; mend if wrong"
    ),
    "agreed": Label(zh="各人一致 {}，不用裁定", en="agreed on: {}, not asked"),
    "proposal": Label(zh="建议", en="proposal"),
    "absent": Label(zh="未放进去", en="not in the text"),
    "unmarked": Label(zh="没有标", en="nothing"),
    "undrawn": Label(zh="没有画", en="nothing"),
    "again": Label(zh="您裁定以后，标注有改动", en="annotators have changed this since you decided"),
    "one_only": Label(zh="只有一人看过", en="seen by one annotator only"),
}

_CORE = 24
"""Longest stretch in which all ranges agree that is shown whole, in code points; of a longer one, its two ends."""

_QUOTE = 16
"""Longest quotation of a component that a relation is named by."""


def panel(
    brief: Brief, questions: Sequence[Question], names: Mapping[str, str], text: str, scheme: Scheme, language: Language
) -> str:
    """Return the panel of a unit as HTML.

    Args:
        brief: What the curator is asked, and shown.
        questions: All questions on the unit, components first.
        names: The pseudonym of each annotator; their names appear nowhere.
        text: The article text.
        scheme: The scheme, for its words.
        language: The language in which these are shown.
    """
    return _Panel(brief, questions, names, text, scheme, language).html()


@dataclass(frozen=True)
class _Panel:
    brief: Brief
    questions: Sequence[Question]
    names: Mapping[str, str]
    text: str
    scheme: Scheme
    language: Language

    def html(self) -> str:
        known = {one.result.id: one for one in self.brief.asked}
        asked = [one for one in self.questions if one.group in known]
        tables = self.tables(asked, known, 1)
        ruled = {one.id: Asked(result=one, shown=True, evidence=()) for one in self.brief.agreed}
        differing = [one for one in self.questions if one.group in ruled and one.cost]
        more = self.tables(differing, ruled, len(tables) + 1)
        agreed = self.agreed({one.group for one in differing})
        ruled_too = [f"<p><b>{self.say('ruled', len(more))}</b></p>", *more] if more else []
        folded = self.folded("agreed", [f"<p>{line}</p>" for line in agreed])
        return "".join([f"<p><b>{self.say('asked', len(tables))}</b></p>", *tables, *ruled_too, folded])

    def tables(self, some: Sequence[Question], known: Mapping[str, Asked], first: int) -> list[str]:
        """Return a table for each component, then for each two components that may be related, numbered."""
        parts: list[list[Question]] = [[one] for one in some if one.kind == "component"]
        parts += _pairs(some)
        return [
            self.component(at, part[0], known[part[0].group])
            if part[0].kind == "component"
            else self.relation(at, part, known)
            for at, part in enumerate(parts, start=first)
        ]

    def folded(self, term: str, lines: Sequence[str]) -> str:
        return f"<details><summary>{self.say(term, len(lines))}</summary>{''.join(lines)}</details>" if lines else ""

    def component(self, number: int, question: Question, asked: Asked) -> str:
        """Return the table of a component: its type, range and attributes, in the proposal and in each version."""
        guess = asked.result
        assert isinstance(guess, GoldComponent), "components are asked as such"  # noqa: S101
        said = [one.component for one in question.opinions if one.component is not None]
        every = [*([guess] if asked.shown else []), *said]
        rows = [self.row(self.say("proposal"), guess if asked.shown else None, every, "absent", first=True)]
        rows += [self.row(self.names[one.annotator], one.component, every, "unmarked") for one in self.order(question)]
        return f"{self.head(number, self.quote(guess), [question])}<table>{''.join(rows)}</table>"

    def row(
        self, name: str, said: GoldComponent | None, every: Sequence[GoldComponent], none: str, *, first: bool = False
    ) -> str:
        """Return the row of a version; what is not the same in all of them is marked."""
        look = ' class="panel-first"' if first else ""
        if said is None:
            return f'<tr{look}><th>{name}</th><td colspan="3" class="panel-less">{self.say(none)}</td></tr>'
        kind = self.scheme.component(said.type)
        label = escape(words(kind.label, self.language) if kind else said.type)
        shown = _marked(label, len({one.type for one in every}) > 1)
        colour = kind.color if kind else "#777777"
        cell = f'<span class="panel-type" style="border-color: {colour}">{shown}</span>'
        attributes = " · ".join(self.attributes(said, every))
        return f"<tr{look}><th>{name}</th><td>{cell}</td><td>{self.range(said, every)}</td><td>{attributes}</td></tr>"

    def range(self, said: GoldComponent, every: Sequence[GoldComponent]) -> str:
        """Return the words of a range within the widest of all; those that not all have are marked, or only grey."""
        low, high = min(one.start for one in every), max(one.end for one in every)
        start, end = max(one.start for one in every), min(one.end for one in every)
        if start >= end:
            return escape(self.text[said.start : said.end])
        core = self.text[start:end]
        core = core if len(core) <= _CORE else f"{core[: _CORE // 2]}…{core[-_CORE // 2 :]}"
        parts = (
            (_less, low, said.start),
            (_more, said.start, start),
            (str, start, start),
            (_more, end, said.end),
            (_less, said.end, high),
        )
        before, more, _, after, less = (look(escape(self.text[a:b])) if a < b else "" for look, a, b in parts)
        return f"{before}{more}{escape(core)}{after}{less}"

    def attributes(self, said: GoldComponent, every: Sequence[GoldComponent]) -> Iterator[str]:
        """Yield each attribute of a version."""
        kind = self.scheme.component(said.type)
        for attribute in kind.attributes if kind else ():
            given = {one.attributes.get(attribute.id) for one in every if one.type == said.type}
            value = said.attributes.get(attribute.id)
            if given != {None}:
                name = escape(words(attribute.label, self.language))
                yield f"{name}: {_marked(escape(self.value(attribute, value)), len(given) > 1)}"

    def value(self, attribute: Attribute, value: str | None) -> str:
        label = next((one.label for one in attribute.values if one.id == value), None)
        return words(label, self.language) if label else value or "—"

    def relation(self, number: int, some: Sequence[Question], known: Mapping[str, Asked]) -> str:
        """Return the table of all relations that are asked between the same two components."""
        drawn = [one for question in some if isinstance(one := known[question.group].result, GoldRelation)]
        shown = [one for one in drawn if known[one.id].shown]
        rows = [self.links(self.say("proposal"), shown, "absent", ' class="panel-first"')]
        said: dict[str, list[GoldRelation]] = {}
        for question in some:
            for opinion in self.order(question):
                mine = said.setdefault(opinion.annotator, [])
                mine.extend(one for one in drawn if one.id == question.group and opinion.item is not None)
        rows += [self.links(self.names[who], mine, "undrawn") for who, mine in said.items()]
        first, second = (self.end(one) for one in (drawn[0].source, drawn[0].target))
        return f"{self.head(number, f'{first} — {second}', some)}<table>{''.join(rows)}</table>"

    def links(self, name: str, drawn: Iterable[GoldRelation], none: str, look: str = "") -> str:
        shown = "<br>".join(self.link(one) for one in drawn)
        return f"<tr{look}><th>{name}</th><td>{shown or _less(self.say(none))}</td></tr>"

    def link(self, drawn: GoldRelation) -> str:
        """Return a relation with its ends."""
        kind = self.scheme.relation(drawn.type)
        label = escape(words(kind.label, self.language) if kind else drawn.type)
        first, last = ("—", "—") if kind and kind.symmetric else ("—", "→")
        return f"{self.end(drawn.source)} {first} <b>{label}</b> {last} {self.end(drawn.target)}"

    def end(self, group: str) -> str:
        found = self.brief.components.get(group) or next((q.guess for q in self.questions if q.group == group), None)
        return self.quote(found) if isinstance(found, GoldComponent) else _less(self.say("absent"))

    def quote(self, found: GoldComponent) -> str:
        words_ = self.text[found.start : found.end]
        return f"「{escape(words_ if len(words_) <= _QUOTE else f'{words_[:_QUOTE]}…')}」"

    def head(self, number: int, what: str, some: Iterable[Question]) -> str:
        states = {question.state for question in some}
        alone = all(len(question.opinions) == 1 for question in some)
        more = [self.say("again")] if "stale" in states else [self.say("one_only")] if alone else []
        return f"<h5>{number}. {what} {' '.join(map(_less, more))}</h5>"

    def agreed(self, but: Collection[str]) -> Iterator[str]:
        """Yield a line on each item that stands in the proposal and is not asked, but for some groups."""
        for one in self.brief.agreed:
            if one.id not in but:
                yield f"{escape(self.type_of(one))} {self.quote(one)}" if one.kind == "component" else self.link(one)

    def type_of(self, found: GoldComponent) -> str:
        kind = self.scheme.component(found.type)
        return words(kind.label, self.language) if kind else found.type

    def order(self, question: Question) -> list[Opinion]:
        """Return the opinions in the order of the pseudonyms."""
        return sorted(question.opinions, key=lambda one: (len(self.names[one.annotator]), self.names[one.annotator]))

    def say(self, term: str, *given: int) -> str:
        return words(_TERMS[term], self.language).format(*(given * 2))


def _pairs(asked: Iterable[Question]) -> list[list[Question]]:
    """Return the questions on relations, those between the same two components together."""
    found: dict[frozenset[str], list[Question]] = {}
    for question in asked:
        if isinstance(question.guess, GoldRelation):
            found.setdefault(frozenset((question.guess.source, question.guess.target)), []).append(question)
    return list(found.values())


def _marked(shown: str, differs: bool) -> str:
    return f"<mark>{shown}</mark>" if differs else shown


def _more(shown: str) -> str:
    return f"<mark>{shown}</mark>"


def _less(shown: str) -> str:
    return f'<span class="panel-less">{shown}</span>'
