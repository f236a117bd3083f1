"""The adapter for tantivy: an engine inside the process, on a folder of one machine."""
