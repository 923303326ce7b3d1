"""Reports that people look at: a project as one HTML file, an article as a picture."""

from annotate.report._figure import figure
from annotate.report._page import page, policy, problem
from annotate.report._words import Language, language_of
from annotate.report._write import write

__all__ = ["Language", "figure", "language_of", "page", "policy", "problem", "write"]
