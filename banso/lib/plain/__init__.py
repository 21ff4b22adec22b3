"""How easily a public text is read: long sentences, officialese, double negatives, heaps of kanji and nouns."""

from banso.lib.plain.findings import Finding, Kind, findings
from banso.lib.plain.sentences import length, sentences
from banso.lib.plain.words import officialese

__all__ = ["Finding", "Kind", "findings", "length", "officialese", "sentences"]
