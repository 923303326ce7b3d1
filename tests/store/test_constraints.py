"""What the database itself refuses, whoever writes to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from annotate.store import create_store
from annotate.store._engine import Database
from schema import Undo
from tests import postgresql
from tests.store import content

TEXT, PROJECT, UNIT = content.ARTICLE, content.PROJECT.id, content.PARAGRAPH.key
REVISION = f"'{content.REVISED.id}', 3, 'lin', '{UNIT}', 'o', 'submitted', false, false, false, '[]'"
SPAN = f"'{content.REVISED.id}', 2, 9, 's', '[]', -5, -9, '\"\"', '{{}}', false"

TABLES = {
    "document": "id, source",
    "view": "document, number, sha256, text, extractor, extractor_version, places",
    "reading": "document, number, view, who, why, edits, unfit",
    "block": "document, reading, ordinal, kind, article, level, pieces",
    "article": "id, document, ordinal, title, authors",
    "article_text": "article, version, text",
    "part": 'article, version, "start", "end", kind, id, level, role, block',
    "annotator": "name, account",
    "project": "id, server, remote, name, annotator, granularity, scheme",
    "unit": 'key, article, version, kind, "start", "end"',
    "task": "project, unit, remote",
    "annotation": "id, revision, annotator, unit, origin, status, deleted, unsure, not_annotatable, unreadable",
    "span": 'annotation, revision, ordinal, id, types, "start", "end", text, attributes, preloaded',
    "relation": "annotation, revision, ordinal, id, types, source, target, direction",
    "decision": '"group", article, version, kind, outcome, result, who, "when", why, evidence',
    "undo": 'decision, who, "when", why',
    "selection": "name, made, criteria",
    "selection_article": "selection, ordinal, article",
}

SOUND = {
    "document": "'d', 's'",
    "view": "'0a1b2c3d', 9, 'f', '', 'x', '1', '[]'",
    "reading": "'0a1b2c3d', 9, 1, 'w', '', '[]', '[]'",
    "block": "'0a1b2c3d', 1, 9, 'table', 0, NULL, '[]'",
    "article": "'a', '0a1b2c3d', 9, '', '[]'",
    "article_text": f"'{TEXT}', 2, ''",
    "part": f"'{TEXT}', 1, 20, 21, 'paragraph', 'p', NULL, 'abstract', 0",
    "annotator": "'王', NULL",
    "project": "'p', 'local', 8, 'n', 'lin', 'article', 's'",
    "unit": f"'k', '{TEXT}', 1, 'section', 0, 4",
    "task": f"'{PROJECT}', '{UNIT}', 72",
    "annotation": REVISION,
    "span": SPAN,
    "relation": f"'{content.REVISED.id}', 2, 9, 'r', '[]', 's', 't', 'bi'",
    "decision": f"'g', '{TEXT}', 1, 'relation', 'rejected', NULL, 'w', '2026-01-01', '', '[]'",
    "undo": "1, 'w', '2026-01-01', ''",
    "selection": "'s', '2026-01-01', '{}'",
    "selection_article": f"'pilot', 1, '{TEXT}'",
}

BROKEN = [
    ("document", "'0a1b2c3d', 's'", "UNIQUE"),
    ("document", "'d', NULL", "NOT.NULL"),
    ("view", "'nothing', 1, 'f', '', 'x', '1', '[]'", "FOREIGN KEY"),
    ("view", "'0a1b2c3d', 1, 'f', '', 'x', '1', '[]'", "UNIQUE"),
    ("view", "'0a1b2c3d', 0, 'f', '', 'x', '1', '[]'", "ck_view_number"),
    ("view", "'0a1b2c3d', 9, '', '', 'x', '1', '[]'", "ck_view_sha256"),
    ("view", "'0a1b2c3d', 9, 'f', NULL, 'x', '1', '[]'", "NOT.NULL"),
    ("reading", "'0a1b2c3d', 9, 8, 'w', '', '[]', '[]'", "FOREIGN KEY"),
    ("reading", "'0a1b2c3d', 1, 1, 'w', '', '[]', '[]'", "UNIQUE"),
    ("reading", "'0a1b2c3d', 0, 1, 'w', '', '[]', '[]'", "ck_reading_number"),
    ("block", "'nothing', 1, 9, 'table', 0, NULL, '[]'", "FOREIGN KEY"),
    ("block", "'0a1b2c3d', 9, 9, 'table', 0, NULL, '[]'", "FOREIGN KEY"),
    ("block", "'0a1b2c3d', 1, 0, 'table', 0, NULL, '[]'", "UNIQUE"),
    ("block", "'0a1b2c3d', 1, 9, 'verse', 0, NULL, '[]'", "ck_block_kind"),
    ("block", "'0a1b2c3d', 1, -1, 'table', 0, NULL, '[]'", "ck_block_ordinal"),
    ("block", "'0a1b2c3d', 1, 9, 'table', -1, NULL, '[]'", "ck_block_article"),
    ("block", "'0a1b2c3d', 1, 9, 'heading', 1, 0, '[]'", "ck_block_level"),
    ("article", "'a', 'nothing', 9, '', '[]'", "FOREIGN KEY"),
    ("article", "'a', '0a1b2c3d', 1, '', '[]'", "UNIQUE"),
    ("article", "'a', '0a1b2c3d', 0, '', '[]'", "ck_article_ordinal"),
    ("article_text", "'nothing', 1, ''", "FOREIGN KEY"),
    ("article_text", f"'{TEXT}', 1, ''", "UNIQUE"),
    ("article_text", f"'{TEXT}', 0, ''", "ck_article_text_version"),
    ("part", f"'{TEXT}', 2, 20, 21, 'paragraph', 'p', NULL, 'body', 0", "FOREIGN KEY"),
    ("part", f"'{TEXT}', 1, 5, 21, 'paragraph', 'p', NULL, 'body', 0", "UNIQUE"),
    ("part", f"'{TEXT}', 1, 20, 21, 'paragraph', 'p1', NULL, 'body', 0", "UNIQUE"),
    ("part", f"'{TEXT}', 1, 20, 20, 'paragraph', 'p', NULL, 'body', 0", "ck_part_range"),
    ("part", f"'{TEXT}', 1, -1, 20, 'paragraph', 'p', NULL, 'body', 0", "ck_part_range"),
    ("part", f"'{TEXT}', 1, 20, 21, 'paragraph', 'p', NULL, 'body', -1", "ck_part_block"),
    ("part", f"'{TEXT}', 1, 20, 21, 'paragraph', 'p', NULL, NULL, 0", "ck_part_kind"),
    ("part", f"'{TEXT}', 1, 20, 21, 'paragraph', 'p', 1, 'body', 0", "ck_part_kind"),
    ("part", f"'{TEXT}', 1, 20, 21, 'heading', 'p', NULL, NULL, 0", "ck_part_kind"),
    ("part", f"'{TEXT}', 1, 20, 21, 'heading', 'p', -1, NULL, 0", "ck_part_kind"),
    ("part", f"'{TEXT}', 1, 20, 21, 'heading', 'p', 1, 'body', 0", "ck_part_kind"),
    ("part", f"'{TEXT}', 1, 20, 21, 'table', 'p', NULL, NULL, 0", "ck_part_kind"),
    ("annotator", "'lin', NULL", "UNIQUE"),
    ("annotator", "'王', 'lin@example.org'", "UNIQUE"),
    ("annotator", "'', NULL", "ck_annotator_name"),
    ("project", "'p', 'local', 8, 'n', 'nobody', 'article', 's'", "FOREIGN KEY"),
    ("project", "'p', 'local', 7, 'n', 'lin', 'article', 's'", "UNIQUE"),
    ("project", f"'p', 'local', 8, '{content.PROJECT.name}', 'lin', 'article', 's'", "UNIQUE"),
    ("project", "'p', 'local', 8, 'n', 'lin', 'word', 's'", "ck_project_granularity"),
    ("project", "'p', 'local', 0, 'n', 'lin', 'article', 's'", "ck_project_remote"),
    ("unit", f"'k', '{TEXT}', 2, 'section', 0, 4", "FOREIGN KEY"),
    ("unit", f"'k', '{TEXT}', 1, 'title', 0, 4", "UNIQUE"),
    ("unit", f"'k', '{TEXT}', 1, 'section', 4, 4", "ck_unit_range"),
    ("unit", f"'k', '{TEXT}', 1, 'section', -1, 4", "ck_unit_range"),
    ("unit", f"'k', '{TEXT}', 1, 'verse', 0, 4", "ck_unit_kind"),
    ("task", f"'{PROJECT}', 'nothing', 72", "FOREIGN KEY"),
    ("task", f"'nothing', '{UNIT}', 72", "FOREIGN KEY"),
    ("task", f"'{PROJECT}', '{content.TITLE.key}', 72", "UNIQUE"),
    ("task", f"'{PROJECT}', '{UNIT}', 70", "UNIQUE"),
    ("task", f"'{PROJECT}', '{UNIT}', 0", "ck_task_remote"),
    ("annotation", REVISION.replace(", 3,", ", 2,"), "UNIQUE"),
    ("annotation", REVISION.replace(", 3,", ", 0,"), "ck_annotation_revision"),
    ("annotation", REVISION.replace("submitted", "done"), "ck_annotation_status"),
    ("annotation", REVISION.replace("'lin'", "'nobody'"), "FOREIGN KEY"),
    ("annotation", REVISION.replace(UNIT, "nothing"), "FOREIGN KEY"),
    ("span", SPAN.replace(", 2, 9,", ", 7, 9,"), "FOREIGN KEY"),
    ("span", SPAN.replace(", 2, 9,", ", 2, 0,"), "UNIQUE"),
    ("span", SPAN.replace(", 2, 9,", ", 2, -1,"), "ck_span_ordinal"),
    ("relation", f"'{content.REVISED.id}', 7, 9, 'r', '[]', 's', 't', 'bi'", "FOREIGN KEY"),
    ("relation", f"'{content.REVISED.id}', 2, 0, 'r', '[]', 's', 't', 'bi'", "UNIQUE"),
    ("relation", f"'{content.REVISED.id}', 2, -1, 'r', '[]', 's', 't', 'bi'", "ck_relation_ordinal"),
    ("relation", f"'{content.REVISED.id}', 2, 9, 'r', '[]', 's', 't', 'up'", "ck_relation_direction"),
    ("decision", f"'g', '{TEXT}', 2, 'relation', 'rejected', NULL, 'w', '2026-01-01', '', '[]'", "FOREIGN KEY"),
    ("decision", f"'g', '{TEXT}', 1, 'span', 'rejected', NULL, 'w', '2026-01-01', '', '[]'", "ck_decision_kind"),
    ("decision", f"'g', '{TEXT}', 1, 'relation', 'maybe', NULL, 'w', '2026-01-01', '', '[]'", "ck_decision_outcome"),
    ("decision", f"'g', '{TEXT}', 1, 'relation', 'accepted', NULL, 'w', '2026-01-01', '', '[]'", "ck_decision_result"),
    ("decision", f"'g', '{TEXT}', 1, 'relation', 'open', '{{}}', 'w', '2026-01-01', '', '[]'", "ck_decision_result"),
    ("undo", "9, 'w', '2026-01-01', ''", "FOREIGN KEY"),
    ("undo", "2, 'w', '2026-01-01', ''", "UNIQUE"),
    ("selection", "'pilot', '2026-01-01', '{}'", "UNIQUE"),
    ("selection", "'', '2026-01-01', '{}'", "ck_selection_name"),
    ("selection_article", f"'nothing', 1, '{TEXT}'", "FOREIGN KEY"),
    ("selection_article", "'pilot', 1, 'nothing'", "FOREIGN KEY"),
    ("selection_article", f"'full', 1, '{TEXT}'", "UNIQUE"),
    ("selection_article", f"'full', 0, '{TEXT}'", "UNIQUE"),
    ("selection_article", f"'pilot', -1, '{TEXT}'", "ck_selection_article_ordinal"),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = postgresql.new_url(tmp_path_factory.mktemp("constraints") / "store.db")
    with create_store(url) as store:
        content.fill(store)
        store.undo(Undo(decision=2, who="林", when=content.MORNING, why=""))
        # One that is empty, and one that holds the article.
        for name, articles in (("pilot", ()), ("full", (TEXT,))):
            store.add_selection(content.SELECTION.model_copy(update={"name": name, "articles": articles}))
    with Database(url) as made:
        yield made


def insert(database: Database, table: str, values: str) -> None:
    """Insert a row as any other program could, and take it back."""
    with database._engine.connect() as connection:
        if table == "task":
            connection.exec_driver_sql("DELETE FROM task WHERE remote = 71")
        connection.exec_driver_sql(f"INSERT INTO {table} ({TABLES[table]}) VALUES ({values})")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_sound_row_is_taken(database: Database, table: str) -> None:
    insert(database, table, SOUND[table])


@pytest.mark.parametrize(("table", "values", "message"), BROKEN)
def test_a_broken_row_is_refused(database: Database, table: str, values: str, message: str) -> None:
    with pytest.raises(IntegrityError, match=f"(?i){message}"):
        insert(database, table, values)
