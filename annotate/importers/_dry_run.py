"""What `import --dry-run` shows: one object a block."""

from __future__ import annotations

from collections.abc import Iterator

from schema import Imported

BlockObject = dict[str, str | int | list[list[int]] | None]
"""An object of the dry run, ready for JSON."""


def dry_run(imported: Imported) -> Iterator[BlockObject]:
    """Yield the blocks of a document in reading order, with the keys that the dry run prints.

    `article` is the ordinal in the document, 0 outside any; `pieces` are half-open ranges of the source view.
    """
    for block in imported.document.blocks:
        yield {
            "document": imported.document.id,
            "article": block.article,
            "kind": block.kind,
            "level": block.level,
            "text": block.text,
            "pieces": [[piece.start, piece.end] for piece in block.pieces],
        }
