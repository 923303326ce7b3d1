"""The demo's output, as it is kept in `golden/demo.txt` and quoted by the README.

`python -m tests.transcript FILE` writes the golden file anew from what a demo printed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "demo.txt"


def normal(printed: str, folder: Path) -> str:
    """Return output with what differs from run to run put into one form.

    That are the folder, the port, days (all later than those of the essays), times, and the hash of the dataset's card,
    which tells the days of the work.
    """
    text = printed.replace(str(folder), "~/annotate-demo")
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8080", text)
    text = re.sub(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d(?!\d)", "2026-03-01", text)
    text = re.sub(r"(?<=2026-03-01[T ])\d\d:\d\d(:\d\d)?", r"12:00", text)
    text = re.sub(r"^(README\.md +[\d,]+ +)[0-9a-f]{16}$", r"\g<1>1234567890abcdef", text, flags=re.MULTILINE)
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
