"""What a document does to others; `find_relations` is all that the rest of the floor needs."""

from nlp.relations.find import FoundRelation, find_relations

__all__ = ["FoundRelation", "find_relations"]
