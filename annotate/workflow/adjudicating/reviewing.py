"""Adjudication one question at a time: each answer is stored at once, so that stopping in any way loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from annotate.adjudication import Question, Touched
from annotate.errors import AnnotateError, InputError
from annotate.workflow.adjudicating.amending import amend, merge
from annotate.workflow.adjudicating.desk import Desk, Told, Wanted
from annotate.workflow.adjudicating.scenes import KEEP, PROPOSAL, Scene
from annotate.workflow.adjudicating.seats import Seat
from annotate.workflow.project import Project
from annotate.workflow.research import chosen_articles
from schema import Record, Scheme

COMMANDS = {
    PROPOSAL: "what the rule proposes",
    KEEP: "what holds now, once more",
    "e": "another type, other boundaries or attributes, to be given",
    "x": "nothing here",
    "m": "nothing here: merged into another component, and its relations go along",
    "s": "skip it for now",
    "u": "undo your last decision",
    "q": "stop here; what was decided is kept",
}
"""The keys beside those of versions, with what they do."""


class Asker(Protocol):
    """Whoever answers: a person at a terminal, or a test."""

    def choose(self, shown: Scene, scheme: Scheme) -> str:
        """Show a question, and return a key: one of a choice, or one of `COMMANDS`."""
        ...

    def end(self) -> str:
        """Say that nothing more is asked, and return a key: `u` takes the last decision back, any other stops."""
        ...

    def words(self, question: str, given: str = "") -> str:
        """Return a line of words; an empty one stands for what is given. Raises InputError when it is given up."""
        ...

    def refuse(self, message: str) -> None:
        """Say that an answer will not do; the question is shown again."""
        ...

    def tell(self, told: Told) -> None:
        """Say what an answer did."""
        ...


class Reviewed(Record):
    """What a review brought."""

    decisions: tuple[int, ...]
    """Numbers of the decisions made now, those that were taken back again left out."""
    undone: tuple[int, ...]
    """Numbers of decisions that were taken back, of this review or of earlier ones."""
    left: int
    """Questions left for this person."""
    waiting: int
    """Relations that can be asked about once their components are decided."""
    settled: int
    """Open questions that the rule decides now, without anybody: `annotate adjudicate auto`."""
    ruled: int
    """Components that a rule decided and that are not asked, although annotators gave them different ranges."""
    touched: tuple[Touched, ...]
    """Relations that were in gold before, of which a component is other than it was."""


def review(
    project: Project,
    asker: Asker,
    seat: Seat,
    *,
    articles: Sequence[str] = (),
    kind: Literal["component", "relation"] | None = None,
    stale: bool = False,
) -> Reviewed:
    """Ask a person about every question that is for them, one by one, and append each answer as it comes.

    Args:
        project: The project.
        asker: Who shows questions and takes answers.
        seat: The person, as what they decide, and what they see.
        articles: Only articles of which the id begins so.
        kind: Only components, or only relations.
        stale: Only what changed after a person decided.

    Relations come after the components of their article, and those of which an end is open are not asked. Once the
    scheme is changed meanwhile, the next answer is refused, and what is asked then is by the new one. Raises InputError
    for an article that there is not, ProjectError where a change of scheme was stopped.
    """
    with project.store() as store:
        wanted = Wanted(chosen_articles(store, articles), kind, stale)
        desk = Desk(project, store, seat, wanted)
        _walk(desk, asker)
        return _report(desk)


def _walk(desk: Desk, asker: Asker) -> None:
    going = True
    while going:
        question = desk.question()
        going = _ask(desk, question, asker) if question else _end(desk, asker)


def _ask(desk: Desk, question: Question, asker: Asker) -> bool:
    """Ask one question; tell whether to go on."""
    shown = desk.scene(question)
    key = asker.choose(shown, desk.scheme)
    if key == "s":
        desk.skipped.add(question.group)
    elif key != "q":
        _do(desk, asker, desk.undo if key == "u" else lambda: _answer(desk, shown, key, asker))
    return key != "q"


def _end(desk: Desk, asker: Asker) -> bool:
    """Offer to take the last decision back; tell whether to go on."""
    again = desk.last() is not None and asker.end() == "u"
    if again:
        _do(desk, asker, desk.undo)
    return again


def _do(desk: Desk, asker: Asker, act: Callable[[], Told]) -> None:
    """Store an answer, or say why not; what is asked next is by the scheme of then."""
    try:
        asker.tell(act())
    except AnnotateError as error:
        asker.refuse(str(error))
        desk.renew()


def _answer(desk: Desk, shown: Scene, key: str, asker: Asker) -> Told:
    """Store what a key says; raises InputError where it says nothing, or what the scheme does not permit."""
    question = shown.question
    if choice := shown.choice(key):
        return desk.decide(question, choice.result, shown.reason(choice))
    if key == "x":
        return desk.decide(question, None, "nothing here")
    if key == "m" and question.kind == "component":
        into = merge(shown, asker.words)
        return desk.decide(question, None, "merged into another", into)
    if key == "e":
        return desk.decide(question, amend(shown, desk.scheme, asker.words), "in words of its own")
    known = [one.key for one in shown.choices if one.key] + [one for one in COMMANDS if one not in (PROPOSAL, KEEP)]
    raise InputError(f"key {key!r}", "it does nothing here", expected=f"one of {' '.join(known)}")


def _report(desk: Desk) -> Reviewed:
    numbers = [one.number for one in desk.made if one.number is not None]
    undone = [one.number for one in desk.undone if one.number is not None]
    sheets = desk.sheets.values()
    return Reviewed(
        decisions=tuple(number for number in numbers if number not in undone),
        undone=tuple(undone),
        left=sum(len(sheet.due) for sheet in sheets),
        waiting=sum(sheet.waiting for sheet in sheets),
        settled=sum(sheet.settled for sheet in sheets),
        ruled=sum(sheet.ruled for sheet in sheets),
        touched=tuple({one.relation: one for one in desk.touched}.values()),
    )
