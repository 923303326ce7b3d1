"""Read a scheme from YAML: one that ships with the program by its name, or a file of the user's by its path."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from annotate.errors import InputError
from annotate.scheme._examined import SchemeFile, Shift, examined
from annotate.scheme._yaml import Data, read_yaml
from schema import FORMAT_VERSION, Scheme

SHIPPED = ("policy", "policy-extended")
"""Names of the schemes that come with the program."""

_LISTS = ("components", "relations", "sections")
"""What a scheme adds to, or replaces by id, in the scheme that it extends."""


def load(name_or_path: str | Path, base: Path | None = None) -> Scheme:
    """Return the scheme of that name, or the one in that file; a relative path is taken from `base`.

    Raises InputError when there is none, when it is no YAML, or, with every fault at once, when it is no scheme.
    """
    return examine(name_or_path, base).sound()


def examine(name_or_path: str | Path, base: Path | None = None) -> SchemeFile:
    """Return the scheme file of that name or path with its faults, and where what in it stands.

    Raises InputError when there is none, when it is no YAML, or when a scheme that it extends is not sound.
    """
    return _examine(str(name_or_path), base, ())


def parse(text: str, where: str, base: Path | None = None) -> Scheme:
    """Return the scheme that a YAML text declares.

    A scheme that `extends` another has its components, relations and sections, with those of its own added, or put in
    the place of those of the same id; what else it does not say is as in the other.

    Args:
        text: the YAML.
        where: what errors call it.
        base: the folder from which the file that it extends is named.

    Raises:
        InputError: it is no scheme; every fault is listed with its line and column, what is allowed, and, for a
            misspelt key, the key that was meant.
    """
    return _read(text, where, base, ()).sound()


def source_of(name: str) -> str:
    """Return the YAML text of a scheme that ships with the program; raises KeyError for any other name."""
    if name not in SHIPPED:
        raise KeyError(name)
    return (resources.files("annotate.scheme") / "schemes" / f"{name}.yaml").read_text(encoding="utf-8")


def _examine(name: str, base: Path | None, above: tuple[str, ...]) -> SchemeFile:
    if name in SHIPPED:
        return _read(source_of(name), name, None, (*above, name))
    path = Path(os.path.normpath((base or Path()) / name))  # the folder need not be there yet
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"scheme {name}",
            f"cannot be read: {error}",
            expected=f"a YAML file in UTF-8, or one of {', '.join(SHIPPED)}",
            cure="check the path; `annotate scheme new FILE` writes a scheme to begin with",
        ) from error
    return _read(text, str(path), path.parent, (*above, str(path)))


def _read(text: str, where: str, base: Path | None, above: tuple[str, ...]) -> SchemeFile:
    source = read_yaml(text, where)
    if not isinstance(source.data, dict):
        raise InputError(
            where,
            "no map of keys and values",
            expected="a scheme, as `annotate scheme new` writes one",
            cure="begin with such a file",
        )
    own = dict(source.data)
    if own.get("format_version") == str(FORMAT_VERSION):
        del own["format_version"]  # as `annotate scheme show --json` prints it
    if "extends" not in own:
        return examined(own, where, source)
    extended = own.pop("extends")
    if not isinstance(extended, str):
        line, column = source.place(("extends",))
        found = f"line {line}, column {column}: extends holds no name"
        expected = f"one of {', '.join(SHIPPED)}, or the path of one scheme file"
        raise InputError(where, found, expected=expected, cure="name the scheme, or take the line out")
    if extended in above or os.path.normpath((base or Path()) / extended) in above:
        raise InputError(
            where,
            f"extends {extended}, which extends it",
            expected="schemes of which the last extends none",
            cure="take `extends` out of one of them",
        )
    whole, shift = _merged(_examine(extended, base, above).sound(), own)
    return examined(whole, where, source, shift)


def _merged(base: Scheme, own: dict[str, Data]) -> tuple[dict[str, object], Shift]:
    """Return the whole scheme as data, and where in the file of the extending one its parts stand."""
    inherited = base.model_dump(mode="json")
    whole: dict[str, object] = inherited | own
    shift: dict[str, dict[int, int]] = {}
    for name in _LISTS:
        added = own.get(name, [])
        if not isinstance(added, list):
            continue
        items: list[object] = list(inherited[name])
        free = {item.id: at for at, item in enumerate(getattr(base, name))}
        shift[name] = {}
        for at, item in enumerate(added):
            # What has the id of something that was replaced already is added, and so told as declared twice.
            place = free.pop(str(item.get("id")), len(items)) if isinstance(item, dict) else len(items)
            shift[name][place] = at
            items[place : place + 1] = [item]
        whole[name] = items
    return whole, shift
