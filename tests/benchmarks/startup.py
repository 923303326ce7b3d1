"""Compares the start of `annotate --help` with that of a bare typer program, run in turn.

python -m tests.benchmarks.startup [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

BARE = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one() -> None: ...
@app.command()
def two() -> None: ...
app()
"""
OURS = "import sys; sys.argv = ['annotate', '--help']; from annotate.cli import main; main()"


def seconds(code: str) -> float:
    """Run a program with `--help` and return its wall time."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, "--help"], check=True, capture_output=True)
    return time.perf_counter() - begun


def main(runs: int) -> None:
    """Run both in turn, after one run of each that is not counted, and print medians and the median ratio."""
    seconds(BARE), seconds(OURS)
    pairs = [(seconds(OURS), seconds(BARE)) for _ in range(runs)]
    ours, bare = statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"annotate --help {ours:.3f} s · bare typer {bare:.3f} s · ratio {ratio:.2f} (medians of {runs} pairs)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
