"""What can go wrong while samples are drawn."""


class FontMissing(RuntimeError):
    """Liberation Serif 2 is not installed. Remedy: apt-get install fonts-liberation2."""


class NotANotice(ValueError):
    """A text lacks a piece of a notice (letterhead, number, dateline, type, signature). The message names it."""
