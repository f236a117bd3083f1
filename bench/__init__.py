"""Benchmarks: each module prints one table and, last, one JSON line."""
