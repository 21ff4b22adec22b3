"""Writes of this room."""

from banso.directory.operations.assurance import NotAssured, assure
from banso.directory.operations.folder import load_directory, sync_folder
from banso.directory.operations.plan_entries import sync

__all__ = ["NotAssured", "assure", "load_directory", "sync", "sync_folder"]
