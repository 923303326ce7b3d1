"""How far annotators agree: pure functions over what each of them read, and one report of all figures."""

from annotate.agreement._additive import Additive
from annotate.agreement._bootstrap import bootstrap
from annotate.agreement._codings import ABSENT, Attribute, Codings, Relations, Spans, Units
from annotate.agreement._figures import (
    AC1,
    F1,
    AlphaU,
    AttributeAgreement,
    Coefficient,
    Figure,
    Gamma,
    Interval,
    LabelUAlpha,
    Pair,
    Reason,
    RelationAlpha,
    TypedF1,
    UAlpha,
    UnitizingFigure,
)
from annotate.agreement._ordered import ordered
from annotate.agreement._read import LeftOut, read
from annotate.agreement.coefficients._ac1 import gwet_ac1
from annotate.agreement.coefficients._functions import (
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
)
from annotate.agreement.relations._alpha import relation_alpha, relation_alpha_parts
from annotate.agreement.relations._f1 import relation_f1, relation_f1_parts
from annotate.agreement.reporting._against import gold_annotation
from annotate.agreement.reporting._gamma_report import gamma_report
from annotate.agreement.reporting._linking import linking_report
from annotate.agreement.reporting._listing_model import Disagreement, DisagreementKind, DisagreementList, Opinion
from annotate.agreement.reporting._model import (
    CUT,
    HEADLINE,
    NOTHING,
    Against,
    AgainstLine,
    AgreementReport,
    ArticleLine,
    Boundaries,
    Confusion,
    Diagnosis,
    Edge,
    EdgePiece,
    Extent,
    GammaReport,
    Influence,
    Line,
    LinkingReport,
    Measure,
    PairLine,
    Part,
    Scope,
    Subset,
    Window,
    Worker,
)
from annotate.agreement.reporting._report import PARTS, list_disagreements, report
from annotate.agreement.reporting._texts import Texts
from annotate.agreement.sources._brat import from_brat
from annotate.agreement.sources._frame import from_frame
from annotate.agreement.sources._label_studio import from_label_studio
from annotate.agreement.sources._sources import Source
from annotate.agreement.spans._alpha_u import alpha_u, alpha_u_parts
from annotate.agreement.spans._attributes import attribute_agreement, attribute_parts
from annotate.agreement.spans._clusters import clusters, unaligned
from annotate.agreement.spans._gamma import gamma
from annotate.agreement.spans._gamma_apart import gamma_apart
from annotate.agreement.spans._span_f1 import span_f1, span_f1_parts
from annotate.agreement.spans._u_alpha import u_alpha, u_alpha_parts

__all__ = [
    "ABSENT",
    "AC1",
    "CUT",
    "F1",
    "HEADLINE",
    "NOTHING",
    "PARTS",
    "Additive",
    "Against",
    "AgainstLine",
    "AgreementReport",
    "AlphaU",
    "ArticleLine",
    "Attribute",
    "AttributeAgreement",
    "Boundaries",
    "Codings",
    "Coefficient",
    "Confusion",
    "Diagnosis",
    "Disagreement",
    "DisagreementKind",
    "DisagreementList",
    "Edge",
    "EdgePiece",
    "Extent",
    "Figure",
    "Gamma",
    "GammaReport",
    "Influence",
    "Interval",
    "LabelUAlpha",
    "LeftOut",
    "Line",
    "LinkingReport",
    "Measure",
    "Opinion",
    "Pair",
    "PairLine",
    "Part",
    "Reason",
    "RelationAlpha",
    "Relations",
    "Scope",
    "Source",
    "Spans",
    "Subset",
    "Texts",
    "TypedF1",
    "UAlpha",
    "UnitizingFigure",
    "Units",
    "Window",
    "Worker",
    "alpha_u",
    "alpha_u_parts",
    "attribute_agreement",
    "attribute_parts",
    "bennett_s",
    "bootstrap",
    "clusters",
    "cohen_kappa",
    "fleiss_kappa",
    "from_brat",
    "from_frame",
    "from_label_studio",
    "gamma",
    "gamma_apart",
    "gamma_report",
    "gold_annotation",
    "gwet_ac1",
    "krippendorff_alpha",
    "linking_report",
    "list_disagreements",
    "ordered",
    "percent_agreement",
    "read",
    "relation_alpha",
    "relation_alpha_parts",
    "relation_f1",
    "relation_f1_parts",
    "report",
    "scott_pi",
    "span_f1",
    "span_f1_parts",
    "u_alpha",
    "u_alpha_parts",
    "unaligned",
]
