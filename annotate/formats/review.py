"""Review folders: a document as Markdown that a person edits, one file an article, and what the person made of it.

A file begins with front matter, which says of which document and article it is and what is known of the article.
Title and headings are headings; every other paragraph, up to a blank line, is a block. What is no paragraph has its
kind in a comment above it, what is uncertain a comment with the reason. A last file has what is outside any article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

import yaml

from annotate.editing import Facts, Wanted
from annotate.errors import InputError
from annotate.formats._yaml_limits import expect_plain
from annotate.segmentation import join_of
from schema import Article, Block, BlockKind, FactName, Imported

FORMAT = "1"
"""Version of this form, in the front matter."""

_HASHED: tuple[BlockKind, ...] = ("title", "heading")
_KINDS: tuple[BlockKind, ...] = tuple(kind for kind in get_args(BlockKind) if kind not in (*_HASHED, "markup"))
_FACTS: tuple[FactName, ...] = get_args(FactName)
_KEYS = ("review", "document", "article", *_FACTS)
_HASHES = re.compile(r"(#+)\s+(\S.*)")
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->")
_SPECIAL = re.compile(r"[#\\]")
"""What a line of text begins with only behind a backslash."""
_OPENING = re.compile(r"(\\*)<!--")
"""What would begin a comment; in text, a backslash stands before it, and those that stood there are doubled."""
_NAMES = re.compile(r"[、，,；;]")
"""What parts authors that are given in one line."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What one file says."""

    where: str
    """The file."""
    document: str
    """Id of the document."""
    article: int | None
    """Ordinal of the article; 0 for what is outside any, None for a new one."""
    facts: Mapping[FactName, tuple[str, ...]]
    """What is known of the article, as far as it is said."""
    blocks: tuple[Wanted, ...]
    """Its blocks, in order."""


def write(imported: Imported) -> Iterator[tuple[str, str]]:
    """Yield name and content of each file of a document: one for each article, one for what is outside.

    Articles that have no block left have no file.
    """
    document = imported.document
    shown: dict[int, list[Block]] = {0: []}
    for block in document.blocks:
        if block.kind != "markup":
            shown.setdefault(block.article, []).append(block)
    stem = re.sub(r"[^\w.-]+", "_", document.source.rsplit(".", 1)[0])
    for article in imported.articles:
        if blocks := shown.get(article.ordinal):
            yield f"{stem}-{document.id[:8]}-{article.ordinal:02}.md", _file(document.id, article, blocks)
    if shown[0]:
        yield f"{stem}-{document.id[:8]}-outside.md", _file(document.id, None, shown[0])


def _file(document: str, article: Article | None, blocks: Sequence[Block]) -> str:
    front: dict[str, object] = {"review": FORMAT, "document": document, "article": article.ordinal if article else 0}
    if article:
        front |= {name: getattr(article, name) for name in _FACTS}
        front["authors"] = list(article.authors)
    usual: BlockKind = "paragraph" if article else "boilerplate"
    lines = "".join(f"{name}:{_value(value)}\n" for name, value in front.items())
    return "\n".join([f"---\n{lines}---\n", *(_paragraph(block, usual) for block in blocks)])


def _value(value: object) -> str:
    """Return a value as YAML in one line, with the blank before it."""
    if value in (None, ""):
        return ""
    dumped = yaml.safe_dump([value], allow_unicode=True, default_flow_style=True, width=float("inf"))
    return " " + dumped.strip()[1:-1]


def _paragraph(block: Block, usual: BlockKind) -> str:
    lines = []
    if block.doubt:
        said = f"doubt: {block.doubt.reason} | otherwise: {block.doubt.alternative}"
        lines.append(f"<!-- {' '.join(said.replace('--', '—').split())} -->")
    if block.kind in _HASHED:
        lines.append(f"{'#' * ((block.level or 0) + 1)} {_escaped(block.text)}")
    else:
        if block.kind != usual:
            lines.append(f"<!-- {block.kind} -->")
        text = _escaped(block.text)
        lines.append(f"\\{text}" if _SPECIAL.match(text) else text)
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return _OPENING.sub(lambda found: "\\" * (2 * len(found.group(1)) + 1) + "<!--", text)


def read(text: str, where: str) -> Reviewed:
    """Read one file; raises InputError, which names the line, when it is not as it should be."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        raise InputError(
            f"{where}, line 1",
            "no front matter",
            expected="a line ---, lines such as `document: …` and `article: …`, and a line ---",
            cure="give the file the front matter of another file of the folder, with `article: new`",
        )
    front = _front("\n".join(lines[1:end]), where)
    article = _article(front, where)
    facts = {name: _values(front[name], name, where) for name in _FACTS if name in front}
    body = _Body(where, article or 0, "paragraph" if article != 0 else "boilerplate")
    for number, line in enumerate(lines[end + 1 :], start=end + 2):
        body.take(number, line.strip())
    return Reviewed(where, str(front["document"]), article, facts, tuple(body.close()))


def wanted(files: Iterable[Reviewed], articles: int) -> tuple[list[Wanted], Facts]:
    """Return the blocks and facts that the files of one document ask for, article by article.

    `articles` is the highest ordinal of an article so far; new ones follow it in the order of their files. Raises
    InputError when two files are of one article, or a file is of an article that there is not.
    """
    found: dict[int, Reviewed] = {}
    for file in files:
        new = max([articles, *found]) + 1
        ordinal = new if file.article is None else file.article
        if ordinal in found:
            raise InputError(
                file.where,
                f"article {ordinal} is that of {found[ordinal].where}",
                expected="one file for each article",
                cure="write `article: new` in one",
            )
        if file.article is not None and ordinal > articles:
            raise InputError(
                file.where,
                f"there is no article {ordinal}",
                expected=f"at most {articles}, or `new`",
                cure="write the number that stood there, or `article: new` for a new article",
            )
        found[ordinal] = file
    blocks = [replace(block, article=ordinal) for ordinal in sorted(found) for block in found[ordinal].blocks]
    facts = {(ordinal, name): found[ordinal].facts[name] for ordinal in sorted(found) for name in found[ordinal].facts}
    return blocks, facts


def _front(text: str, where: str) -> dict[str, object]:
    try:
        expect_plain(text)
        _refuse_repeated(yaml.compose(text, Loader=yaml.BaseLoader), where)
        # Everything is a string or a list of them; YAML would make a date of 2026-01-06 and a number of an id.
        front = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings, lists, dicts
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        problem = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error).splitlines()[0]
        raise InputError(
            f"{where}, line {mark.line + 2 if mark else 1}",
            f"front matter that is no YAML: {problem}",
            expected="a key, a colon and a value on each line",
            cure="put what follows the colon in quotation marks, or take out what does not belong there",
        ) from error
    keys = list(front) if isinstance(front, dict) else []
    unknown = [f"unknown {key}" for key in keys if key not in _KEYS]
    missing = [f"no {key}" for key in _KEYS[:2] if key not in keys]
    if not isinstance(front, dict) or unknown or missing:
        raise InputError(
            f"{where}, line 1",
            f"front matter with {', '.join(unknown + missing)}",
            expected=f"{' and '.join(_KEYS[:2])}, and of {', '.join(_KEYS[2:])} what is known",
            cure="correct the key, or take its line out",
        )
    if front["review"] != FORMAT:
        raise InputError(where, f"a review file of version {front['review']}", expected=FORMAT, cure="write it anew")
    return front


def _refuse_repeated(front: yaml.Node | None, where: str) -> None:
    """Raise InputError for a key that stands twice; YAML would take the last without a word."""
    lines: dict[str, int] = {}
    for key, _ in front.value if isinstance(front, yaml.MappingNode) else ():
        line, name = key.start_mark.line + 2, str(key.value)
        if name in lines:
            raise InputError(
                f"{where}, line {line}",
                f"`{name}` stands on line {lines[name]} already",
                expected="each key once",
                cure="take one of them out",
            )
        lines[name] = line


def _article(front: Mapping[str, object], where: str) -> int | None:
    value = str(front.get("article", "new"))
    if value in ("", "new"):
        return None
    if not value.isdecimal():
        cure = "write the number that stood there, or `article: new` for a new article"
        raise InputError(where, f"`article: {value}`", expected="a number, or `new`", cure=cure)
    return int(value)


def _values(value: object, name: FactName, where: str) -> tuple[str, ...]:
    if name == "authors" and isinstance(value, str):
        value = _NAMES.split(value)
    values = value if isinstance(value, list) and name == "authors" else [value]
    found = tuple(one.strip() for one in values if isinstance(one, str))
    if len(found) < len(values):
        expected = "a name or a list of names" if name == "authors" else "text"
        cure = "put what follows the colon in quotation marks"
        raise InputError(where, f"`{name}` is something else than text", expected=expected, cure=cure)
    return tuple(one for one in found if one)


@dataclass
class _Body:
    """The blocks of a file, line by line."""

    where: str
    article: int
    usual: BlockKind
    """What a block without a kind is: a paragraph in the file of an article, and boilerplate outside any."""
    found: list[Wanted] = field(default_factory=list)
    kind: BlockKind | None = None
    doubtful: bool = False
    started: int = 0
    """Line on which the paragraph under way began; 0 between paragraphs."""
    text: str = ""
    titled: int = 0
    """Line of the title; 0 before it, and always in the file of what is outside any article."""

    def take(self, number: int, line: str) -> None:
        """Take a line, without the blanks around it."""
        comment = _COMMENT.fullmatch(line)
        hashes = _HASHES.fullmatch(line)
        if not line or comment or hashes:
            self._end()
        if comment:
            self._label(number, comment.group(1))
        elif hashes:
            level = len(hashes.group(1)) - 1
            if not level and self.usual == "paragraph":
                self._entitle(number)
            self._add(number, "heading" if level else "title", self._plain(number, hashes.group(2)), level or None)
        elif line:
            line = self._plain(number, line.removeprefix("\\"))
            self.text += join_of(self.text, line) + line if self.text and line else line
            self.started = self.started or number

    def close(self) -> list[Wanted]:
        """Return the blocks."""
        self._end()
        return self.found

    def _entitle(self, number: int) -> None:
        """Note where the title stands; raises InputError for a second one."""
        if self.titled:
            raise InputError(
                f"{self.where}, line {number}",
                f"a second title: line {self.titled} begins with # too",
                expected="one title for each article, and so for each file",
                cure="make it a heading with ##, or give its article a file of its own with `article: new`",
            )
        self.titled = number

    def _plain(self, number: int, text: str) -> str:
        """Return text without the backslashes that were put in; raises InputError for a comment amid text."""
        for found in _OPENING.finditer(text):
            if len(found.group(1)) % 2 == 0:
                raise InputError(
                    f"{self.where}, line {number}",
                    "a comment amid text",
                    expected="text, in which a backslash stands before <!--",
                    cure="give the comment a line of its own",
                )
        return _OPENING.sub(lambda found: "\\" * (len(found.group(1)) // 2) + "<!--", text)

    def _end(self) -> None:
        if self.text:
            self._add(self.started, self.kind or self.usual, self.text, None)
        self.text, self.started = "", 0

    def _add(self, number: int, kind: BlockKind, text: str, level: int | None) -> None:
        where = f"{self.where}, line {number}"
        self.found.append(Wanted(where, self.article, kind, text, level, self.doubtful))
        self.kind, self.doubtful = None, False

    def _label(self, number: int, label: str) -> None:
        kind = next((kind for kind in _KINDS if kind == label), None)
        if label.startswith("doubt:"):
            self.doubtful = True
        elif kind:
            self.kind = kind
        else:
            raise InputError(
                f"{self.where}, line {number}",
                f"a comment that is no kind: {label[:40]!r}",
                expected=f"one of {', '.join(_KINDS)}, or a doubt as it was written",
                cure="take the comment out, or correct it",
            )
