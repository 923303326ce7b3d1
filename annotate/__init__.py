"""The toolkit: importers, store, Label Studio, agreement, adjudication and exports, joined in `annotate.workflow`."""

from importlib import metadata

__version__ = metadata.version("argument-annotate")
