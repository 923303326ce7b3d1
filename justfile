# The one door: `uv run just check` does what CI does.

check: format lint types layers test

# Refuse what the formatter would change
format:
    ruff format --check .

lint:
    ruff check .

types:
    mypy

layers:
    lint-imports

test *arguments:
    pytest {{arguments}}

# Write the README's command output anew
readme:
    cog -r -P -I . README.md

# Time every stage of the way on the documents in a folder
bench *arguments:
    python -m tests.benchmarks.way {{arguments}}
