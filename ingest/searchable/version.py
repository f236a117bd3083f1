"""The form of searchable copies, for whoever keeps them."""

VERSION = "1"
"""Raised with each change of what is written, so that kept copies are made anew."""
