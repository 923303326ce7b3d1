"""Looking at what is in the store, and choosing from it."""
