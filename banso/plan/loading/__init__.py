"""From a folder of YAML files to a plan document, with the place of every fault.

``files`` turns bytes into values and remembers the line of each; ``messages`` says in Japanese what does not
fit the format; ``recovery`` lets the rules of the lint speak even while a part of the document is malformed.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from banso.plan.faults import Fault, Severity
from banso.plan.format import PlanDocument
from banso.plan.lint import lint
from banso.plan.loading.files import read_files
from banso.plan.loading.messages import translated
from banso.plan.loading.recovery import lint_of_what_can_be_read
from banso.plan.places import Places


@dataclass(frozen=True)
class Reading:
    """What a folder gave: a document (``None`` while there are errors), its digest, and the faults."""

    document: PlanDocument | None
    digest: str
    faults: list[Fault]

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.severity is Severity.WARNING]


def read_folder(folder: Path) -> Reading:
    """Read every ``*.yaml`` of ``folder``. Never raises, whatever the files hold.

    A document is given only when there is no error; warnings stand beside it. Faults are in the order of file
    and line.
    """
    values, places, faults = read_files(folder)
    if values is None:
        return Reading(None, "", sorted(faults))
    document, more = _validated(values, places)
    faults = sorted({*faults, *more})
    if document is None or any(fault.severity is Severity.ERROR for fault in faults):
        return Reading(None, "", faults)
    return Reading(document, digest(document), faults)


def _validated(values: dict[str, object], places: Places) -> tuple[PlanDocument | None, list[Fault]]:
    """The document with what the lint says of it, or what does not fit the format."""
    try:
        document = PlanDocument.model_validate(values)
    except ValidationError as invalid:
        details = invalid.errors(include_url=False)
        return None, [
            *translated(details, places),
            *lint_of_what_can_be_read(values, details, places),
        ]
    return document, lint(document, places)


def digest(document: PlanDocument) -> str:
    """SHA-256 of what the document says: neither the layout of the files nor unsaid defaults change it."""
    canonical = json.dumps(
        document.model_dump(mode="json", exclude_defaults=True),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
