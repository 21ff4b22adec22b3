"""Searching Japanese text in memory, without a service: spellings made one, synonyms, ranking, もしかして."""

from banso.lib.likeness import fold
from banso.lib.searching.index import Index
from banso.lib.searching.names import confusable
from banso.lib.searching.synonyms import Synonyms, search_words
from banso.lib.searching.topics import Topic, topics

__all__ = ["Index", "Synonyms", "Topic", "confusable", "fold", "search_words", "topics"]
