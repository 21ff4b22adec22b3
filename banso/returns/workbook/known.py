"""What is known already, to be shown for reference and, in a correction, to start from."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class KnownNumber:
    """A reported number: the amount (scaled by the decimals of its indicator), the code of its status, its note."""

    amount: int | None
    status: str
    note: str = ""


@dataclass(frozen=True)
class KnownMeasure:
    """A reported measure: the code of its state, what was done, what comes next."""

    state: str
    done: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Known:
    """By row key. ``before``: what the row had reported before the period, as text."""

    before: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, KnownNumber] = field(default_factory=dict)
    coverage: Mapping[str, KnownNumber] = field(default_factory=dict)
    measures: Mapping[str, KnownMeasure] = field(default_factory=dict)
    counts: Mapping[str, KnownNumber] = field(default_factory=dict)
    remarks: str = ""


NOTHING = Known()
