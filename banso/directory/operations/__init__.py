"""Writes of this room."""

from banso.directory.operations.assurance import NotAssured, assure, vouch
from banso.directory.operations.closing import cancel_closing, close_due, close_window, what_closing_writes
from banso.directory.operations.editing import (
    CLOSING,
    DERIVED,
    SOURCE_NAMES,
    ChangedMeanwhile,
    Editor,
    Invalid,
    NotEdited,
    create,
    edit,
    hours_of,
    undo,
)
from banso.directory.operations.folder import load_directory, sync_folder
from banso.directory.operations.imports import (
    NotImported,
    accept_conflicts,
    apply_import,
    preview_import,
    undo_import,
)
from banso.directory.operations.plan_entries import sync
from banso.directory.operations.tracing import plain

__all__ = [
    "CLOSING",
    "DERIVED",
    "ChangedMeanwhile",
    "Editor",
    "Invalid",
    "NotAssured",
    "NotEdited",
    "NotImported",
    "SOURCE_NAMES",
    "accept_conflicts",
    "apply_import",
    "assure",
    "cancel_closing",
    "close_due",
    "close_window",
    "create",
    "edit",
    "hours_of",
    "load_directory",
    "plain",
    "preview_import",
    "sync",
    "sync_folder",
    "undo",
    "undo_import",
    "vouch",
    "what_closing_writes",
]
