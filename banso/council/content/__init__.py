"""The content of a paper: gathered once, kept as JSON, and printed in every form without computing again."""

from banso.council.content.gathering import gather
from banso.council.content.since import since_json

__all__ = ["gather", "since_json"]
