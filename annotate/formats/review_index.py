"""The index of a review folder: which documents it shows, as of which reading, and which files they come from."""

from __future__ import annotations

from collections.abc import Iterable

import yaml
from pydantic import AwareDatetime, Field, ValidationError

from annotate.errors import InputError
from annotate.formats._yaml_limits import expect_plain
from schema import FactName, Model

INDEX = "review.yaml"
"""Name of the index in its folder; a folder with it is a review folder."""

_HELP = """\
# A review folder. Each .md file is one article; `*-outside.md` is what was found to belong to none.
# Edit the files, then import this folder: `annotate import FOLDER`.
#
#   blank line                put a paragraph in two, or take it out to put two together
#   # …, ## …, ### …          a title, a heading, a heading below that
#   <!-- byline -->           above a paragraph: what it is, if no paragraph (subtitle, abstract, list_item, caption …)
#   <!-- doubt: … -->         something uncertain; take the line out once the text is as it should be
#   moving lines              within a file, or to another one; lines that are taken out are dropped
#   a new file                with the front matter of another, and `article: new`, is a new article
#
# Wording is kept as it is; correct only what was read wrongly. What is corrected is marked so.
"""


class Source(Model):
    """Where a document of the folder comes from."""

    document: str
    """Its id."""
    reading: int = Field(ge=0)
    """The reading of the store that the files show; 0 where the document was not in the store."""
    file: str
    """Its source file, from the folder."""
    encoding: str | None = None
    """The encoding that the file was read in, if it was insisted on."""
    taken: AwareDatetime | None = None
    """When what a person had changed in its files was stored last."""
    columns: dict[str, str] = Field(default_factory=dict)
    """For records: by field the column that it was read from."""
    made: dict[str, int] = Field(default_factory=dict)
    """By the name of a file that was a new article when it was taken in, the article that it became."""
    said: dict[int, dict[FactName, tuple[str, ...]]] = Field(default_factory=dict)
    """By article, what the front matter of its file said when it was taken in; what it says still, nobody says anew."""


class _Index(Model):
    review: int = Field(ge=1, le=1)
    documents: tuple[Source, ...]


def write_index(sources: Iterable[Source]) -> str:
    """Return the content of an index."""
    documents = [
        source.model_dump(mode="json", exclude_defaults=True) | {"reading": source.reading} for source in sources
    ]
    return _HELP + "\n" + yaml.safe_dump({"review": 1, "documents": documents}, allow_unicode=True, sort_keys=False)


def read_index(text: str, where: str) -> tuple[Source, ...]:
    """Read an index; raises InputError when it is none."""
    try:
        expect_plain(text)
        return _Index.model_validate(yaml.safe_load(text)).documents
    except (yaml.YAMLError, ValidationError) as error:
        raise InputError(
            where,
            f"no index of a review folder ({str(error).splitlines()[0]})",
            expected="the file as `annotate import --review` wrote it",
            cure="write the folder anew, and copy the edited files into it",
        ) from error
