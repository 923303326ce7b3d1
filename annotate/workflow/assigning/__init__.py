"""Who annotates what: people, the design, what is open to them, and what they are told of their work."""
