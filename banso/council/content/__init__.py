"""The content of a paper: gathered once, kept as JSON, and printed in every form without computing again."""

from banso.council.content.gathering import gather

__all__ = ["gather"]
