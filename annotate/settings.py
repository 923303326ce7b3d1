"""Settings: what stands in a project's `annotate.toml`, and what comes from the environment only."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from annotate.errors import InputError, ProjectError
from schema import Granularity

FILE = "annotate.toml"
"""Name of the settings file; the folder that holds it is the project folder."""

TEMPLATE = """\
# Settings of an argument-annotate project. Keys of servers never stand here: set LABEL_STUDIO_URL and
# LABEL_STUDIO_API_KEY in the environment, or use the local server of `annotate studio start`.

name = {name}
id = {id}      # by which its projects are found again on a server; never change it
scheme = {scheme}      # a scheme that ships with the program, or the path of a YAML file
unit = {unit}       # what one task shows: paragraph, section or article
language = {language}     # of the labels and instructions that annotators see: both, zh or en
store = {store}    # any SQLAlchemy URL; ANNOTATE_STORE in the environment goes first
"""


class Settings(BaseModel):
    """A project's settings, as its file has them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=3, max_length=40)
    """Name of the project, as it stands in Label Studio."""
    id: str = Field(pattern=r"^[0-9a-f]{12}$")
    """Tells the project from others of the same name on a server."""
    scheme: str = "policy"
    """Name of a shipped scheme or path of a scheme file, relative to the project folder."""
    unit: Granularity = "paragraph"
    """What one task shows."""
    language: Literal["both", "zh", "en"] = "both"
    """In which language annotators see labels and instructions; data hold ids, which are the same in all."""
    store: str = "sqlite:///annotate.db"
    """SQLAlchemy URL of the store, without a password; a relative SQLite path is taken from the project folder."""

    licence: str | None = None
    """Licence of its exports, as an SPDX identifier or in words."""
    citation: str | None = None
    """How to cite its exports."""
    contact: str | None = None
    """Who answers for its exports."""

    @field_validator("store")
    @classmethod
    def _no_password(cls, store: str) -> str:
        if re.match(r"[^:/]+://[^/@]*:[^/]*@", store):
            raise ValueError("a password does not belong in a file: set ANNOTATE_STORE in the environment instead")
        return store


class Environment(BaseSettings):
    """What comes from the environment and is never written down."""

    model_config = SettingsConfigDict(frozen=True)

    label_studio_url: str | None = None
    """`LABEL_STUDIO_URL`: where Label Studio is; otherwise the project's own local one."""
    label_studio_api_key: SecretStr | None = None
    """`LABEL_STUDIO_API_KEY`: the key to it."""
    annotate_store: SecretStr | None = None
    """`ANNOTATE_STORE`: URL of the store, which may hold a password; goes before that of the file."""


NOTHING = Environment.model_construct()
"""An environment in which nothing is set."""


def find_project(start: Path) -> Path:
    """Return the project folder at or above a folder; raises ProjectError where there is none."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise ProjectError(
        str(start), f"no {FILE} here or in a folder above", cure="annotate init, or annotate --project DIR …"
    )


def read(folder: Path) -> Settings:
    """Read the settings of a project folder; raises InputError with every fault at once."""
    path = folder / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}", expected="a TOML file in UTF-8") from error
    return checked(data, str(path))


def checked(data: Mapping[str, object], where: str) -> Settings:
    """Return settings made of plain values; raises InputError with every fault at once, `where` being named in it."""
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors(include_input=False)]
        # What was found could be a password, so that the error it comes from is not shown either.
        expected = f"the keys {', '.join(Settings.model_fields)}"
        raise InputError(where, "; ".join(faults), expected=expected) from None


def write(folder: Path, settings: Settings) -> Path:
    """Write the settings file of a new project; raises ProjectError if there is one already.

    Killed at any moment, the program leaves the whole file or none; of several that do this at once, one does.
    """
    path = folder / FILE
    quoted = {name: _quoted(str(value)) for name, value in settings.model_dump().items()}
    try:
        with _alone(folder):
            if path.exists():
                raise ProjectError(str(path), "there is a project already", cure="use it, or choose another folder")
            _replace(path, TEMPLATE.format_map(quoted))
    except OSError as error:
        raise ProjectError(str(path), f"cannot be written: {error.strerror}") from error
    return path


def rescheme(folder: Path, scheme: str) -> None:
    """Name another scheme in the settings file, and leave everything else in it as it is.

    Raises ProjectError when the file cannot be written.
    """
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
        line = f"scheme = {_quoted(scheme)}"
        text, found = re.subn(r"""(?m)^scheme[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|'[^']*')""", lambda _: line, text, count=1)
        _replace(path.resolve(), text if found else f"{text.rstrip()}\n{line}\n")
    except OSError as error:
        raise ProjectError(str(path), f"cannot be written: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    """Write a file, which is the old or the new one whenever the program is killed; the mode of an old one stays."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    if path.exists():
        shutil.copymode(path, draft)
    draft.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; the system lets go of it when the process ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def store_url(folder: Path, settings: Settings, environment: Environment) -> str:
    """The store's URL with a relative SQLite path made absolute in the project folder."""
    url = environment.annotate_store.get_secret_value() if environment.annotate_store else settings.store
    found = re.fullmatch(r"(sqlite(?:\+\w+)?:///)(?!/)([^?]+)(\?.*)?", url)
    if not found or found[2] == ":memory:":
        return url
    return f"{found[1]}{(folder / found[2]).resolve()}{found[3] or ''}"


def _quoted(value: str) -> str:
    """A TOML basic string: the escapes of JSON are a subset of TOML's, in which DEL has to be escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
