"""Floor 1: bytes of a gazette file to pages, issue and legal documents."""
