"""The way of the data, step by step: here the stages meet, and nowhere else.

`project` opens the folder · `documents` imports · `labelling` talks to Label Studio · `research` checks, measures,
adjudicates and exports · `database` looks after the store. Every command calls one function of these modules;
each returns a model that `annotate.rendering` turns into text and `--json` prints as it is.
"""
