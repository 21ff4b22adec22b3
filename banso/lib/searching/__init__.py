"""Searching Japanese text in memory, without a service: spellings made one, synonyms, ranking, もしかして."""

from banso.lib.likeness import fold
from banso.lib.searching.index import Index
from banso.lib.searching.names import confusable
from banso.lib.searching.synonyms import Synonyms, search_words

__all__ = ["Index", "Synonyms", "confusable", "fold", "search_words"]
