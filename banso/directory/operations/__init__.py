"""Writes of this room."""

from banso.directory.operations.assurance import NotAssured, assure
from banso.directory.operations.folder import load_directory, sync_folder
from banso.directory.operations.imports import (
    NotImported,
    accept_conflicts,
    apply_import,
    preview_import,
    undo_import,
)
from banso.directory.operations.plan_entries import sync

__all__ = [
    "NotAssured",
    "NotImported",
    "accept_conflicts",
    "apply_import",
    "assure",
    "load_directory",
    "preview_import",
    "sync",
    "sync_folder",
    "undo_import",
]
