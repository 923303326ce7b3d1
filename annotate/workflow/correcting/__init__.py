"""What a person decides about how a document was read: edits, reviews, and reading it anew with them kept."""
