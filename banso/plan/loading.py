"""From a folder of YAML files to a plan document, with the place of every fault."""

from dataclasses import dataclass
from pathlib import Path

from banso.plan.faults import Fault
from banso.plan.format import PlanDocument


@dataclass(frozen=True)
class Reading:
    """What a folder gave: a document (``None`` while there are errors), its digest, and the faults."""

    document: PlanDocument | None
    digest: str
    faults: list[Fault]


def read_folder(folder: Path) -> Reading:
    """Read every ``*.yaml`` of ``folder``. Never raises, whatever the files hold."""
    raise NotImplementedError
