"""All tables, with everything that the database itself is to hold them to. Rows never leave this package.

Keys are the ids of the `schema`, which are permanent.
"""

from annotate.store._bases import Base
from annotate.store._export_tables import ExportAnnotationRow, ExportArticleRow, ExportRow, PseudonymRow
from annotate.store._gold_tables import (
    DecisionRow,
    MigratedRow,
    MigrationRow,
    ReleaseGoldRow,
    ReleaseRow,
    SchemeRow,
    SchemeUseRow,
    UndoRow,
)
from annotate.store._text_tables import (
    ArticleRow,
    ArticleTextRow,
    BlockRow,
    DocumentRow,
    PartRow,
    ReadingRow,
    SelectionArticleRow,
    SelectionRow,
    SettingRow,
    ViewRow,
)
from annotate.store._work_tables import (
    AnnotationRow,
    AnnotatorRow,
    AssignmentRow,
    DesignRow,
    ErasureRow,
    ProjectRow,
    RelationRow,
    SpanRow,
    TaskRow,
    UnitRow,
)

__all__ = [
    "AnnotationRow",
    "AnnotatorRow",
    "ArticleRow",
    "ArticleTextRow",
    "AssignmentRow",
    "Base",
    "BlockRow",
    "DecisionRow",
    "DesignRow",
    "DocumentRow",
    "ErasureRow",
    "ExportAnnotationRow",
    "ExportArticleRow",
    "ExportRow",
    "MigratedRow",
    "MigrationRow",
    "PartRow",
    "ProjectRow",
    "PseudonymRow",
    "ReadingRow",
    "RelationRow",
    "ReleaseGoldRow",
    "ReleaseRow",
    "SchemeRow",
    "SchemeUseRow",
    "SelectionArticleRow",
    "SelectionRow",
    "SettingRow",
    "SpanRow",
    "TaskRow",
    "UndoRow",
    "UnitRow",
    "ViewRow",
]
