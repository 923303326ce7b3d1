"""What a person is shown of one question, and what each key stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from annotate.adjudication import Held, Opinion, Question
from schema import Decision, GoldComponent, GoldRelation, Model

LETTERS = "abcdfhijlnoprtvwyz"
"""Keys of annotators' versions; the other letters are commands."""

DIGITS = "123456789"
"""Keys of what others decided, as an arbiter sees it."""

PROPOSAL, KEEP = "g", "k"
"""Keys of what the rule proposes, and of what holds by a person's decision."""


class Choice(Model):
    """An answer that one key gives."""

    key: str
    """The key; empty where there are more versions than keys."""
    name: str
    """Whose version it is; no annotator is named."""
    outcome: Literal["accepted", "rejected"]
    """What the key decides."""
    result: Annotated[GoldComponent | GoldRelation, Field(discriminator="kind")] | None = None
    """What goes into gold; None if rejected."""
    note: str = ""
    """What else is to be known of it."""


class Beside(Model):
    """Another relation between the same two components."""

    relation: GoldRelation
    """The relation."""
    keys: str
    """Keys of the annotators who drew it."""
    outcome: Literal["accepted", "rejected", "open"] | None
    """What holds on it; None before anything was decided."""


class Near(Model):
    """What an annotator marked where a component is asked about, but which belongs to another group."""

    key: str
    """Key of the annotator."""
    component: GoldComponent
    """The component."""


class Scene(Model):
    """A question with all that is shown beside it; ranges are over the article text, half-open, in code points."""

    question: Question
    """The question."""
    title: str
    """Title of the article; empty where none was found."""
    text: str
    """The article text that the question is about."""
    choices: tuple[Choice, ...]
    """What can be chosen: annotators by letter, then what others decided, what holds, and the proposal."""
    around: tuple[GoldComponent, ...]
    """Other components in gold in the unit, by place; for a component."""
    near: tuple[Near, ...]
    """What annotators marked in the same place as other components, open or not in gold."""
    ends: dict[str, GoldComponent]
    """The components at the ends of a relation, by group."""
    beside: tuple[Beside, ...]
    """Other relations between the same two components."""
    left: int
    """Questions left, this one among them."""

    def choice(self, key: str) -> Choice | None:
        """Return what a key chooses, or None."""
        return next((one for one in self.choices if one.key == key != ""), None)

    def reason(self, choice: Choice) -> str:
        """Return the reason that a decision by a choice gives; it names no annotator."""
        if choice.name != choice.key:
            return f"as {choice.name}"
        said = [(one.component or one.relation) for one in self.question.opinions]
        return f"the version of {said.count(choice.result)} of {len(said)}"


def scene(
    question: Question,
    asked: Iterable[Question],
    voices: Iterable[Decision],
    letters: Mapping[str, str],
    *,
    title: str,
    text: str,
    left: int,
) -> Scene:
    """Return what is shown of a question.

    Args:
        question: The question.
        asked: All questions on its article.
        voices: What persons decided on it and the one who is asked may see, oldest first.
        letters: The key of each annotator.
        title: Title of the article.
        text: The article text in the version of the question.
        left: Questions left.
    """
    every = list(asked)
    return Scene(
        question=question,
        title=title,
        text=text,
        choices=tuple(_choices(question, voices, letters)),
        around=tuple(_around(question, every)),
        near=tuple(_near(question, every, letters)),
        ends=_ends(question, every),
        beside=tuple(_beside(question, every, letters)),
        left=left,
    )


def component_of(question: Question) -> GoldComponent | None:
    """Return the component of a question as it is in gold, else as it is guessed; None for a relation."""
    found = (question.holding.result if question.holding else None) or question.guess
    return found if isinstance(found, GoldComponent) else None


def _choices(question: Question, voices: Iterable[Decision], letters: Mapping[str, str]) -> Iterator[Choice]:
    for opinion in question.opinions:
        key = letters.get(opinion.annotator, "")
        said = _said(opinion)
        yield Choice(key=key, name=key, outcome="accepted" if said else "rejected", result=said)
    numbered = [voice for voice in voices if voice.outcome != "open"]
    for place, voice in enumerate(numbered):
        yield Choice(
            key=DIGITS[place] if place < len(DIGITS) else "",
            name=f"{voice.by} {voice.who}",
            outcome="accepted" if voice.result else "rejected",
            result=voice.result,
            note=voice.why,
        )
    held = question.holding
    if held and held.basis not in (None, "automatic") and held.outcome != "open":
        yield _of("now", KEEP, held.result, held.why)
    yield from _proposal(question)


def _of(name: str, key: str, result: GoldComponent | GoldRelation | None, note: str) -> Choice:
    return Choice(key=key, name=name, outcome="accepted" if result else "rejected", result=result, note=note)


def _proposal(question: Question) -> Iterator[Choice]:
    made = question.proposal
    if made.outcome == "rejected":
        yield _of(made.who, PROPOSAL, None, made.why)
    elif question.guess is not None:
        note = made.why if made.outcome == "accepted" else f"{made.why}; most likely"
        yield _of(made.who, PROPOSAL, question.guess, note)


def _said(opinion: Opinion) -> GoldComponent | GoldRelation | None:
    return opinion.component or opinion.relation


def _around(question: Question, asked: Iterable[Question]) -> Iterator[GoldComponent]:
    for one in asked:
        result = one.holding.result if one.holding else None
        if (
            question.kind == "component"
            and isinstance(result, GoldComponent)
            and one.group != question.group
            and one.unit == question.unit
        ):
            yield result


def _near(question: Question, asked: Iterable[Question], letters: Mapping[str, str]) -> Iterator[Near]:
    ranges = [one.component for one in question.opinions if one.component]
    low, high = min((one.start for one in ranges), default=0), max((one.end for one in ranges), default=0)
    for one in asked:
        if one.group == question.group or (one.holding and one.holding.result):
            continue
        for opinion in one.opinions:
            found = opinion.component
            if found and found.start < high and low < found.end:
                yield Near(key=letters.get(opinion.annotator, ""), component=found)


def _ends(question: Question, asked: Iterable[Question]) -> dict[str, GoldComponent]:
    drawn = question.guess
    if not isinstance(drawn, GoldRelation):
        return {}
    wanted = (drawn.source, drawn.target)
    return {one.group: found for one in asked if one.group in wanted and (found := component_of(one))}


def _beside(question: Question, asked: Iterable[Question], letters: Mapping[str, str]) -> Iterator[Beside]:
    drawn = question.guess
    if not isinstance(drawn, GoldRelation):
        return
    for one in asked:
        other = one.guess
        if isinstance(other, GoldRelation) and one.group != question.group and _pair(other) == _pair(drawn):
            keys = "".join(letters.get(opinion.annotator, "") for opinion in one.opinions if opinion.relation)
            yield Beside(relation=other, keys=keys, outcome=_outcome(one.holding))


def _outcome(held: Held | None) -> Literal["accepted", "rejected", "open"] | None:
    return held.outcome if held else None


def _pair(relation: GoldRelation) -> frozenset[str]:
    return frozenset((relation.source, relation.target))
