"""What results look like as text, for the terminal and for the demo."""

from annotate.rendering._render import block_line, render

__all__ = ["block_line", "render"]
