"""The archive: what was received, read and stored; the index is derived from it."""
