"""The way of the data, step by step: here the stages meet, and nowhere else.

`project` opens the folder · `schemes` begins, checks and compares schemes · `importing` brings documents in, old ones
anew, and review folders back · `corrections` and `walking` take what a person decides about them · `corpus`, `passages`
and `selecting` look at the store and choose from it · `servers` and `labelling` talk to Label Studio · `migrating`
changes the scheme under annotations · `research` checks, measures, adjudicates and exports · `database` looks after the
store. The other modules are steps of these. Every command calls one function; each returns a model that
`annotate.rendering` turns into text and `--json` prints as it is.
"""
