"""Gold of several opinions: what is asked, what rules and people decide, and what all decisions together say."""

from annotate.adjudication._answers import add, answer, carried, group_of, objections, unmarked
from annotate.adjudication._dossiers import Dossier, dossiers
from annotate.adjudication._gold import gold, golds
from annotate.adjudication._held import Held, bases, holding, open_groups, standing
from annotate.adjudication._inquiry import Inquiry, decide, questions
from annotate.adjudication._method import BoundaryRule, Method, RuleName, latest_method
from annotate.adjudication._questions import Issue, Opinion, Question, State, stale
from annotate.adjudication._touched import Touched, touched

__all__ = [
    "BoundaryRule",
    "Dossier",
    "Held",
    "Inquiry",
    "Issue",
    "Method",
    "Opinion",
    "Question",
    "RuleName",
    "State",
    "Touched",
    "add",
    "answer",
    "bases",
    "carried",
    "decide",
    "dossiers",
    "gold",
    "golds",
    "group_of",
    "holding",
    "latest_method",
    "objections",
    "open_groups",
    "questions",
    "stale",
    "standing",
    "touched",
    "unmarked",
]
