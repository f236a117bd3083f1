"""Benchmarks: each module prints one table and, last, one JSON line."""

import ui  # noqa: F401 - what it sets before numpy is imported, as in the server
