"""The demo's output, as it is kept in `golden/demo.txt` and quoted by the README.

`python -m tests.transcript FILE` writes the golden file anew from what a demo printed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "demo.txt"


def normal(printed: str, folder: Path) -> str:
    """Return output with what differs from machine to machine put into one form: the folder and the port."""
    text = printed.replace(str(folder), "~/annotate-demo")
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8080", text)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def outputs(transcript: str) -> dict[str, str]:
    """Return what each command printed, by the command as it stands in the transcript."""
    found: dict[str, str] = {}
    for part in re.split(r"^\$ ", transcript, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        found[command] = re.split(r"^\n?# |^\nEverything", printed, maxsplit=1, flags=re.MULTILINE)[0].strip("\n")
    return found


def show(command: str, lines: int | None = None) -> None:
    """Print a command with its output as a block of Markdown; for cog. `lines` cuts what is long, visibly."""
    known = outputs(GOLDEN.read_text(encoding="utf-8"))
    printed = known[command].split("\n")
    if lines is not None and len(printed) > lines:
        printed = [*printed[:lines], "…"]
    print("", "```console", f"$ {command}", *printed, "```", "", sep="\n")


if __name__ == "__main__":
    source = Path(sys.argv[1])
    GOLDEN.write_text(normal(source.read_text(encoding="utf-8"), Path(sys.argv[2])), encoding="utf-8")
