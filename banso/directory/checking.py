"""What ``banso directory check`` tells of a folder: its faults, and how complete its entries are. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from banso.directory.catalogue import Catalogue
from banso.directory.folder import NAME, FolderReading, read_directory
from banso.directory.records import catalogue_of
from banso.directory.rules import quality
from banso.directory.rules.quality import Rated
from banso.plan.faults import Severity
from banso.plan.format import PlanDocument

# So many of the lowest entries are named in the text; JSON has all.
_NAMED = 5
_NOUNS = {"windows": "窓口", "services": "サービス"}


@dataclass(frozen=True)
class Checked:
    """A folder that was read, at its place; ``known`` is what it says together with the plan, where it has no error."""

    place: Path
    reading: FolderReading
    known: Catalogue | None

    @property
    def warnings(self) -> int:
        return sum(fault.severity is Severity.WARNING for fault in self.reading.faults)

    @property
    def verdict(self) -> str:
        counts = f"誤り {len(self.reading.errors)}件、注意 {self.warnings}件"
        able = "読み込めません" if self.reading.errors else "読み込めます"
        return f"この台帳は{able}（{counts}）。"

    @property
    def rated(self) -> dict[str, list[Rated]]:
        """Windows and services, the lowest first. A folder keeps no day of assurance, so it counts for nothing here."""
        if self.known is None:
            return {}
        return {
            "windows": quality.windows_of(self.known, None),
            "services": quality.services_of(self.known, None),
        }


def checked(plan_folder: Path, document: PlanDocument) -> Checked:
    reading = read_directory(plan_folder, document)
    known = catalogue_of(document, reading.folder) if reading.folder else None
    return Checked(plan_folder / NAME, reading, known)


def as_json(found: Checked) -> dict[str, object]:
    return {
        "ok": not found.reading.errors,
        "errors": len(found.reading.errors),
        "warnings": found.warnings,
        "digest": found.reading.digest,
        "faults": [fault.as_json() for fault in found.reading.faults],
        "quality": {noun: _quality_json(rated) for noun, rated in found.rated.items()},
    }


def _quality_json(rated: list[Rated]) -> dict[str, object]:
    return {
        "mean": quality.mean(rated),
        "lacking": {c.value: {"lack": lack, "of": of} for c, lack, of in quality.lacking(rated)},
        "entries": [
            {
                "id": entry.key,
                "name": entry.name,
                "score": entry.quality.score,
                "advice": entry.quality.advice,
            }
            for entry in rated
        ],
    }


def quality_lines(found: Checked) -> Iterator[str]:
    """For each noun the mean, what lacks most often, and the lowest entries with what would raise them."""
    for noun, rated in found.rated.items():
        if not rated:
            continue
        yield f"\n■ {_NOUNS[noun]} {len(rated)}件、充実度の平均 {quality.mean(rated)}点"
        for criterion, lack, of in quality.lacking(rated):
            yield f"・{criterion.label}が未確認: {of}件のうち{lack}件"
        yield "点の低いもの:"
        for entry in rated[:_NAMED]:
            yield f"・{entry.name}（{entry.key}）{entry.quality.score}点。{entry.quality.advice}"
