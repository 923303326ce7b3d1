"""Work of several annotators from elsewhere, without a store."""
