"""What measures are called in papers, and text as LaTeX and Markdown show it."""

from __future__ import annotations

from typing import NamedTuple

from annotate.agreement import Measure
from annotate.errors import visible


class Name(NamedTuple):
    """The name of a measure."""

    plain: str
    latex: str


NAMES: dict[Measure, Name] = {
    "span_f1_exact": Name("Span F1, exact", "Span F1, exact"),
    "span_f1_iou50": Name("Span F1, IoU ≥ .5", r"Span F1, IoU $\geq .5$"),
    "span_f1_overlap": Name("Span F1, any overlap", "Span F1, any overlap"),
    "span_f1_unlabelled_exact": Name("Span F1, exact, unlabelled", "Span F1, exact, unlabelled"),
    "span_f1_unlabelled_iou50": Name("Span F1, IoU ≥ .5, unlabelled", r"Span F1, IoU $\geq .5$, unlabelled"),
    "u_alpha": Name("uα", r"${}_{u}\alpha$"),
    "u_alpha_binary": Name("|uα (marked or not)", r"${}_{|u}\alpha$ (marked or not)"),
    "cu_alpha": Name("cuα (which label)", r"${}_{cu}\alpha$ (which label)"),
    "cu_coverage": Name("Coverage of cuα", r"Coverage of ${}_{cu}\alpha$"),
    "ku_alpha": Name("(k)uα", r"${}_{(k)u}\alpha$"),
    "alpha_u": Name("αU", r"$\alpha_{U}$"),
    "relation_f1_exact": Name("Relation F1, exact ends", "Relation F1, exact ends"),
    "relation_f1_iou50": Name("Relation F1, ends IoU ≥ .5", r"Relation F1, ends IoU $\geq .5$"),
    "relation_alpha": Name("Relation α", r"Relation $\alpha$"),
    "relation_fleiss": Name("Relation κ (Fleiss)", r"Relation $\kappa$ (Fleiss)"),
    "relation_alpha_undirected": Name("Relation α, undirected", r"Relation $\alpha$, undirected"),
    "relation_alpha_untyped": Name("Relation α, untyped", r"Relation $\alpha$, untyped"),
    "relation_aligned": Name("Share of spans aligned", "Share of spans aligned"),
    "attribute_alpha": Name("Attribute α", r"Attribute $\alpha$"),
    "attribute_ac1": Name("Attribute AC1", "Attribute AC$_{1}$"),
}
"""What measures are called."""

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "&%$#_{}"},
    }
)
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in r"\`*_[]<>|~"})


def in_latex(text: str) -> str:
    """Return text as LaTeX shows it; a break of the line or an order to a terminal stands as its escape."""
    return visible(text).translate(_LATEX)


def in_markdown(text: str) -> str:
    """Return text as a cell of a Markdown table shows it; a break of the line or an order stands as its escape."""
    return visible(text).translate(_MARKDOWN)
