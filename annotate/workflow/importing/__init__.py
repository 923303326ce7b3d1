"""Files, folders and records into the store: documents, and annotations that were made elsewhere."""
