"""What a reader asks is answered here: a search, the beginning of one, more like an article."""
