"""When a document, or a provision of it, takes effect and when it ends; `read_effect` is all that others need."""

from nlp.effect.read import Effect, read_effect

__all__ = ["Effect", "read_effect"]
