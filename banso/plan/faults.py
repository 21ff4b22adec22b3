"""What is wrong with a plan document, where, and what to do."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. ``line`` counts from 1; 0 where the whole file or folder is meant."""

    file: str
    line: int
    rule: str
    severity: Severity
    path: str
    message: str
    remedy: str

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "severity": self.severity.value}
