"""Lines to law: paragraphs, heads, body tree, signatures, attachments."""
