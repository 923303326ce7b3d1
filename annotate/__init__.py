"""The toolkit: importers, store, Label Studio, agreement, adjudication and exports, joined in `annotate.workflow`."""

from importlib.util import find_spec
from pathlib import Path

__version__ = "0.1.0"


def _own_schema() -> bool:
    """Whether the package `schema` is this project's, told from its text so that nothing heavy is loaded."""
    spec = find_spec("schema")
    return bool(spec and spec.origin and 'OWNER = "argument-annotate"' in Path(spec.origin).read_text("utf-8"))


if not _own_schema():
    raise ImportError(
        "the package `schema` is not the one that belongs to argument-annotate: another distribution of that name "
        "has taken its folder. → pip uninstall schema && pip install --force-reinstall argument-annotate"
    )
