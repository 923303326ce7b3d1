"""A method put to one article after the other: what it decides there, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from annotate.adjudication._cases import Past, cases
from annotate.adjudication._court import Court, convene
from annotate.adjudication._deciding import news
from annotate.adjudication._dossiers import Dossier, dossiers
from annotate.adjudication._method import Method
from annotate.adjudication._questions import Issue, Question, issues
from annotate.adjudication._units import look
from schema import Annotation, Decision, Scheme


@dataclass(frozen=True)
class Inquiry:
    """A method with what it learnt; it holds nothing of any article, so memory does not grow with them."""

    court: Court

    @classmethod
    def of(cls, method: Method, scheme: Scheme, dossiers: Iterable[Dossier]) -> Inquiry:
        """Return a method that has learnt what it has to from everything there is.

        Args:
            method: The method.
            scheme: The scheme that gold is to obey.
            dossiers: All articles, by id, of which a method that learns learns; they are gone through once, and not at
                all for a method that learns nothing.
        """
        return cls(convene(method, (seen for dossier in dossiers for seen in look(dossier, scheme)), scheme))

    def decide(self, dossier: Dossier, now: datetime) -> list[Decision]:
        """Return the decisions on an article that the method makes now and that do not hold already.

        Each unit is judged by itself, by those who saw it: first components, one for each group of aligned spans, then
        relations between these groups, then the graph that comes out is held against the scheme. What another rule
        decided, or the same with other parameters or in another version, is decided anew; a group on which a person has
        decided is left alone. Components before relations, then by unit.
        """
        past = Past.of(dossier, self.court.scheme)
        return news(cases(look(dossier, self.court.scheme), past, self.court), past, self.court.method, now)

    def issues(self, dossier: Dossier) -> list[Issue]:
        """Return every group of an article that anybody marked or a person decided on.

        Components by place, then relations by the places of their ends.
        """
        past = Past.of(dossier, self.court.scheme)
        return issues(cases(look(dossier, self.court.scheme), past, self.court), past, self.court)

    def ask(self, dossier: Dossier) -> tuple[Question, ...]:
        """Return the question about every issue of an article."""
        return tuple(issue.question() for issue in self.issues(dossier))


def decide(
    annotations: Iterable[Annotation], scheme: Scheme, decisions: Iterable[Decision], method: Method, now: datetime
) -> tuple[Decision, ...]:
    """Return the decisions that a rule makes now on all articles, which are in memory; see `Inquiry.decide`.

    Made twice, it gives none the second time. By article, then as `Inquiry.decide` sorts them.

    Args:
        annotations: All annotations, in their current revisions, of the articles that `decisions` speaks of and of any
            others; a method that learns learns from them.
        scheme: The scheme that gold is to obey.
        decisions: All decisions made so far, those that were taken back too.
        method: The rule.
        now: When the decisions are made.
    """
    every = dossiers(annotations, decisions)
    inquiry = Inquiry.of(method, scheme, every)
    return tuple(one for dossier in every for one in inquiry.decide(dossier, now))


def questions(
    annotations: Iterable[Annotation], scheme: Scheme, decisions: Iterable[Decision], method: Method
) -> tuple[Question, ...]:
    """Return what is asked about all articles, which are in memory; takes what `decide` takes.

    By article, then as `Inquiry.issues` sorts them.
    """
    every = dossiers(annotations, decisions)
    inquiry = Inquiry.of(method, scheme, every)
    return tuple(one for dossier in every for one in inquiry.ask(dossier))
