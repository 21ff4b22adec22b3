"""Bringing windows in by a file: first what would change, then the change, and the way back.

Who may is asked by whoever calls: this room does not know the roles.
"""

from banso.directory.operations.imports.applying import apply_import
from banso.directory.operations.imports.kept import NotImported
from banso.directory.operations.imports.preview import accept_conflicts, preview_import
from banso.directory.operations.imports.undoing import undo_import

__all__ = ["NotImported", "accept_conflicts", "apply_import", "preview_import", "undo_import"]
