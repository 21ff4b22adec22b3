"""Acts that cross rooms."""

from banso.portal.operations.assurance import Asked, ask_for_assurance, may_ask_now

__all__ = ["Asked", "ask_for_assurance", "may_ask_now"]
