"""How far annotators agree: pure functions over what each of them read, and one report of all figures."""

from annotate.agreement._coefficients import krippendorff_alpha, percent_agreement
from annotate.agreement._figures import F1, Figure, LabelUAlpha, Pair, Reason, RelationAlpha, TypedF1, UAlpha
from annotate.agreement._linking import LinkingReport, linking_report
from annotate.agreement._readings import LeftOut, Link, Reading, Readings, read
from annotate.agreement._relation_alpha import relation_alpha
from annotate.agreement._relation_f1 import relation_f1
from annotate.agreement._report import AgreementReport, RelationAgreement, SpanAgreement, report
from annotate.agreement._span_f1 import span_f1
from annotate.agreement._u_alpha import u_alpha

__all__ = [
    "F1",
    "AgreementReport",
    "Figure",
    "LabelUAlpha",
    "LeftOut",
    "Link",
    "LinkingReport",
    "Pair",
    "Reading",
    "Readings",
    "Reason",
    "RelationAgreement",
    "RelationAlpha",
    "SpanAgreement",
    "TypedF1",
    "UAlpha",
    "krippendorff_alpha",
    "linking_report",
    "percent_agreement",
    "read",
    "relation_alpha",
    "relation_f1",
    "report",
    "span_f1",
    "u_alpha",
]
