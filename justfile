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

# Ask which known vulnerabilities the locked versions have; needs a network that reaches api.osv.dev
audit:
    uv audit --frozen --no-dev --preview-features audit-command

# Write the README's command output anew
readme:
    cog -r -P -I . README.md

# Time something: `way FOLDER`, `segmenting 1 10`, `importing 4000`, `startup`
bench name *arguments:
    python -m tests.benchmarks.{{name}} {{arguments}}
