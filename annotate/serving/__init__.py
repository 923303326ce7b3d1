"""The report of a project, shown live on this machine while annotation goes on."""

from annotate.serving._server import serve

__all__ = ["serve"]
