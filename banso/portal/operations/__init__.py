"""Acts that cross rooms."""

from banso.portal.operations.assurance import Asked, ask_for_assurance

__all__ = ["Asked", "ask_for_assurance"]
