"""Reading a plan's directory folder, with every fault at its file and line. Pure: no Django."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from banso.directory.format import DirectoryFolder
from banso.directory.lint import lint
from banso.plan.faults import Fault, Severity
from banso.plan.format import PlanDocument
from banso.plan.loading.files import read_files
from banso.plan.loading.messages import translated

NAME = "directory"


@dataclass(frozen=True)
class FolderReading:
    """What a directory folder gave: the folder (``None`` while there are errors), its digest, and the faults."""

    folder: DirectoryFolder | None
    digest: str
    faults: list[Fault]

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.severity is Severity.ERROR]


def read_directory(plan_folder: Path, document: PlanDocument) -> FolderReading:
    """Read ``<plan folder>/directory/*.yaml``. A plan without such a folder has an empty directory. Never raises."""
    place = plan_folder / NAME
    if not place.is_dir():
        empty = DirectoryFolder(format="banso-directory/1")
        return FolderReading(empty, digest(empty), [])
    values, places, faults = read_files(place)
    if values is None:
        return FolderReading(None, "", sorted(faults))
    try:
        folder = DirectoryFolder.model_validate(values)
    except ValidationError as invalid:
        found = translated(invalid.errors(include_url=False), places, DirectoryFolder)
        return FolderReading(None, "", sorted({*faults, *found}))
    faults = sorted({*faults, *lint(folder, document, places)})
    if any(fault.severity is Severity.ERROR for fault in faults):
        return FolderReading(None, "", faults)
    return FolderReading(folder, digest(folder), faults)


def digest(folder: DirectoryFolder) -> str:
    """SHA-256 of what the folder says."""
    content = folder.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
