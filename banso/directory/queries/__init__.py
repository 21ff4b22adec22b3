"""Reads of the directory."""

from banso.directory.queries.assurance import Unassured, unassured
from banso.directory.queries.catalogue import catalogue, revision
from banso.directory.queries.entries import (
    being_prepared,
    centres,
    change_of,
    entries_of,
    entry,
    history,
    labels,
    owners,
    services_being_prepared,
    version,
)
from banso.directory.queries.exams import exams
from banso.directory.queries.exchange import public_directory, public_edits, public_lists
from banso.directory.queries.finding import finder
from banso.directory.queries.helplines import helplines, missing_help
from banso.directory.queries.imports import import_file, import_of, import_rows, imports
from banso.directory.queries.organisations import (
    municipalities,
    municipality_names,
    organisation_classes,
    organisation_names,
    organisations,
    why_it_stays,
)
from banso.directory.queries.subsidies import subsidies

__all__ = [
    "Unassured",
    "being_prepared",
    "services_being_prepared",
    "catalogue",
    "centres",
    "change_of",
    "entries_of",
    "entry",
    "exams",
    "finder",
    "helplines",
    "history",
    "labels",
    "import_file",
    "import_of",
    "import_rows",
    "imports",
    "missing_help",
    "municipalities",
    "municipality_names",
    "organisation_classes",
    "organisation_names",
    "organisations",
    "owners",
    "public_directory",
    "public_edits",
    "public_lists",
    "revision",
    "subsidies",
    "unassured",
    "version",
    "why_it_stays",
]
