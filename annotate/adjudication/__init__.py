"""Gold of several opinions: what is asked, what rules and people decide, and what all decisions together say."""

from annotate.adjudication._answers import add, answer, objections
from annotate.adjudication._deciding import decide
from annotate.adjudication._gold import gold, golds
from annotate.adjudication._held import Held, bases, holding, open_groups, standing
from annotate.adjudication._method import BoundaryRule, Method, RuleName, latest_method
from annotate.adjudication._questions import Inquiry, Opinion, Question, questions, stale
from annotate.adjudication._touched import Touched, touched

__all__ = [
    "BoundaryRule",
    "Held",
    "Inquiry",
    "Method",
    "Opinion",
    "Question",
    "RuleName",
    "Touched",
    "add",
    "answer",
    "bases",
    "decide",
    "gold",
    "golds",
    "holding",
    "latest_method",
    "objections",
    "open_groups",
    "questions",
    "stale",
    "standing",
    "touched",
]
