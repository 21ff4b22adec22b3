"""From the name of a source in the ledger to the version that it means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from banso.lib import clock
from banso.lib.fiscal import Period
from banso.returns.models import IndicatorLine, Version

PREFIX = "return-version:"


@dataclass(frozen=True)
class SourceLink:
    """A version as a page names it. Whether somebody may open it is decided there."""

    source: str
    version: int
    number: int
    organisation: str
    period: Period
    file_name: str
    approved_on: date | None

    @property
    def label(self) -> str:
        return f"{self.period.label}分の報告 第{self.number}版"

    @property
    def url(self) -> str:
        return reverse("version", args=[self.version])


def source_links(sources: Iterable[str]) -> dict[str, SourceLink]:
    """By source name, for those that are versions of returns. One SQL query."""
    pks = {int(s.removeprefix(PREFIX)) for s in sources if s.startswith(PREFIX)}
    versions = Version.objects.filter(pk__in=pks).select_related("subject").defer("file")
    return {
        v.source: SourceLink(
            v.source,
            v.pk,
            v.number,
            v.subject.organisation,
            v.subject.period,
            v.file_name,
            clock.local(v.decided_at).date() if v.decided_at else None,
        )
        for v in versions
    }


def line_of(source: str, cell: str) -> IndicatorLine | None:
    """The line of a version that was read from ``cell``, if the source is a version of a return."""
    if not source.startswith(PREFIX):
        return None
    pk = int(source.removeprefix(PREFIX))
    return IndicatorLine.objects.filter(version_id=pk, cell=cell).first()
