"""Schemes as files: begun, looked at, compared, and what is written from them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

from annotate import scheme as schemes
from annotate.errors import InputError
from annotate.scheme import SHIPPED, Change, Language, SchemeFile
from annotate.workflow.files import write_whole
from schema import Model, Record, Scheme


class ShippedScheme(Model):
    """A scheme that comes with the program."""

    name: str
    """By which it is chosen."""
    version: str
    """Its version."""
    title: str
    """Its title in English."""
    components: int
    """Number of component types."""
    attributes: int
    """Number of attributes of all types."""
    relations: int
    """Number of relation types."""


class SchemeList(Record):
    """The schemes that come with the program."""

    schemes: tuple[ShippedScheme, ...]
    """In a fixed order, the default first."""


class SchemeMade(Record):
    """A scheme file that was begun."""

    scheme: str
    """Its name."""
    file: str
    """The file to edit."""
    json_schema: str
    """The file by which editors complete and check it."""


class SchemeFinding(Model):
    """Something about a scheme file."""

    severity: Literal["error", "warning"]
    """Errors keep it from being used; warnings ask for a look."""
    line: int
    """Line, from 1; where something comes from a scheme that it extends, that of `extends`."""
    column: int
    """Column, from 1."""
    message: str
    """What is wrong, and what is allowed."""


class SchemeCheck(Record):
    """What there is to say about a scheme file."""

    file: str
    """The file, or the name of a shipped scheme."""
    errors: int
    """Number of errors; there are no warnings as long as there are any."""
    findings: tuple[SchemeFinding, ...]
    """In the order of the file."""


class SchemeDiff(Record):
    """What changed from one scheme to another."""

    old: str
    """Name and version of the one."""
    new: str
    """Name and version of the other."""
    changes: tuple[Change, ...]
    """In the order of the new one."""


class GuidelinesWritten(Record):
    """A handbook that was written."""

    file: str
    """The file."""
    format: Literal["md", "html"]
    """Markdown or HTML."""
    language: Language
    """The languages it is in."""


def shipped() -> SchemeList:
    """Return what there is to choose from."""
    return SchemeList(schemes=tuple(_shipped(schemes.load(name)) for name in SHIPPED))


def _shipped(scheme: Scheme) -> ShippedScheme:
    return ShippedScheme(
        name=scheme.name,
        version=scheme.version,
        title=scheme.title.en,
        components=len(scheme.components),
        attributes=len(list(scheme.attributes())),
        relations=len(scheme.relations),
    )


def chosen(project: Path | None, name: str | None) -> Scheme:
    """Return the scheme of that name or file, or without one that of the project."""
    return _file(project, name).sound()


def _file(project: Path | None, name: str | None) -> SchemeFile:
    if name:
        return schemes.examine(name)
    from annotate.workflow.project import open_project  # brings the database library, of which files have no need

    found = open_project(project)
    return schemes.examine(found.settings.scheme, found.folder)


def check(project: Path | None, name: str | None) -> SchemeCheck:
    """Look for all that is wrong with a scheme file, and if nothing is, for what may be.

    Raises InputError when it cannot be read or is no YAML, or when a scheme that it extends is not sound.
    """
    file = _file(project, name)
    faults = [SchemeFinding(severity="error", **fault._asdict()) for fault in file.faults]
    advice = [(*file.place(path), message) for path, message in (schemes.advice(file.scheme) if file.scheme else ())]
    warnings = [
        SchemeFinding(severity="warning", line=line, column=column, message=message)
        for line, column, message in sorted(advice)
    ]
    return SchemeCheck(file=file.where, errors=len(faults), findings=(*faults, *warnings))


def compare(old: str, new: str) -> SchemeDiff:
    """Return what changed between two schemes, each a name or a file."""
    one, other = schemes.load(old), schemes.load(new)
    changes = schemes.diff(one, other)
    return SchemeDiff(old=f"{one.name} {one.version}", new=f"{other.name} {other.version}", changes=changes)


def new(name_or_file: str, start: str = "policy", *, extend: bool = False) -> SchemeMade:
    """Begin a scheme file: a copy of a shipped scheme, or one that extends it; beside it the JSON Schema for editors.

    Args:
        name_or_file: a name, for a file NAME.yaml in the working folder, or a file that ends in .yaml or .yml.
        start: the shipped scheme.
        extend: whether to extend it rather than to copy it.

    Raises:
        InputError: the name cannot be one, there is such a file already, or it cannot be written.
    """
    path = Path(name_or_file)
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(f"{path.name}.yaml")
    name = path.stem
    if start not in SHIPPED:
        expected = f"one of {', '.join(SHIPPED)}"
        raise InputError(f"scheme {start}", "no shipped scheme", expected=expected, cure="annotate scheme list")
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name) or name in SHIPPED:
        expected = "lower-case letters, digits, - and _, a letter first, and no name of a shipped scheme"
        found = f"{name} cannot be the name of a scheme"
        raise InputError(str(path), found, expected=expected, cure="choose another name")
    text = schemes.extending(name, start) if extend else schemes.copied(name, start)
    beside = path.with_name(schemes.SCHEMA_FILE)
    _free(beside)
    _write(path, text, new=True)
    _write(beside, schemes.json_schema_text())
    return SchemeMade(scheme=name, file=str(path), json_schema=str(beside))


def _free(path: Path) -> None:
    """Raise InputError if there is something at that path that is not an earlier JSON Schema of ours."""
    if not path.exists():
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("$id") != schemes.SCHEMA_ID:
        raise InputError(
            str(path),
            "there is a file that this program did not write",
            expected="none, or an earlier one of its own",
            cure="choose another folder",
        )


def guidelines(
    scheme: Scheme, form: Literal["md", "html"] | None, language: Language, out: Path | None
) -> tuple[str, GuidelinesWritten | None]:
    """Return the handbook of a scheme; with `out` it is also written there, in place of what there was.

    Without `form`, the name of the file says whether it is HTML; otherwise it is Markdown.

    Raises InputError when the file cannot be written.
    """
    if form is None:
        form = "html" if out and out.suffix.lower() in (".html", ".htm") else "md"
    text = schemes.handbook(scheme, language) if form == "html" else schemes.handbook_markdown(scheme, language)
    if out is None:
        return text, None
    _write(out, text)
    return text, GuidelinesWritten(file=str(out), format=form, language=language)


def _write(path: Path, text: str, *, new: bool = False) -> None:
    try:
        write_whole(path, text, new=new)
    except FileExistsError as error:
        expected, cure = "a name that is free", "choose another name"
        raise InputError(str(path), "there is such a file already", expected=expected, cure=cure) from error
    except OSError as error:
        found, expected = f"cannot be written: {error.strerror}", "a folder that is there and can be written to"
        raise InputError(str(path), found, expected=expected, cure="choose another place") from error
