"""The way of the data, step by step: here the stages meet, and nowhere else.

`project` opens the folder · `schemes` begins, checks, compares and changes schemes · `importing` brings documents in,
with annotations made elsewhere · `correcting` takes what a person decides about a text, and reads it anew · `corpus`
looks at the store and chooses from it · `labelling` talks to Label Studio · `research` checks and exports ·
`adjudicating` makes gold, by rules and by people · `database` looks after the store. Every command calls one function;
each returns a model that `annotate.rendering` turns into text and `--json` prints as it is.
"""
