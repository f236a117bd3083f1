"""Floor 2: what the text of a legal document says: citations, relations, effect."""
