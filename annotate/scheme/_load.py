"""Read a scheme from YAML: one that ships with the program by its name, or a file of the user's by its path."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import yaml
from pydantic import ValidationError

from annotate.errors import InputError
from schema import Scheme

SHIPPED = ("policy",)
"""Names of the schemes that come with the program."""


def load(name_or_path: str | Path, base: Path | None = None) -> Scheme:
    """Return the scheme of that name, or the one in that file; a relative path is taken from `base`.

    Raises InputError when there is none, when it is no YAML, or, with every fault at once, when it is no scheme.
    """
    name = str(name_or_path)
    if name in SHIPPED:
        text = (resources.files("annotate.scheme") / "schemes" / f"{name}.yaml").read_text(encoding="utf-8")
        return parse(text, name)
    path = Path(os.path.normpath((base or Path()) / name))  # the folder need not be there yet
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"scheme {name}",
            f"cannot be read: {error}",
            expected=f"a YAML file in UTF-8, or one of {', '.join(SHIPPED)}",
        ) from error
    return parse(text, str(path))


def parse(text: str, where: str) -> Scheme:
    """Return the scheme that a YAML text declares; `where` names it in errors."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(where, f"is no YAML: {error}") from error
    try:
        return Scheme.model_validate(data)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc'])) or 'scheme'}: {fault['msg']}" for fault in error.errors()]
        raise InputError(where, "; ".join(faults), expected="a scheme as in `annotate scheme show`") from error
