"""From the name of a source in the ledger to the version that it means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from banso.lib import clock
from banso.lib.fiscal import Period
from banso.returns.models import IndicatorLine, Question, Version
from banso.returns.states import QuestionKind

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


@dataclass(frozen=True)
class Explained:
    """What was asked of a number because it looked odd, and what its body said."""

    asked: str
    explanation: str

    def as_json(self) -> dict[str, str]:
        return {"asked": self.asked, "explanation": self.explanation}


def explained(sources: Iterable[str]) -> dict[tuple[str, str], list[Explained]]:
    """By source name and cell: the explanations that versions carry. One SQL query; none without a source."""
    pks = {int(s.removeprefix(PREFIX)) for s in sources if s.startswith(PREFIX)}
    if not pks:
        return {}
    found: dict[tuple[str, str], list[Explained]] = {}
    asked = Question.objects.filter(version__in=pks, kind=QuestionKind.SENSE).exclude(explanation="")
    for question in asked.order_by("pk"):
        told = Explained(question.message, question.explanation)
        found.setdefault((f"{PREFIX}{question.version_id}", question.place), []).append(told)
    return found


def line_of(source: str, cell: str) -> IndicatorLine | None:
    """The line of a version that was read from ``cell``, if the source is a version of a return."""
    if not source.startswith(PREFIX):
        return None
    pk = int(source.removeprefix(PREFIX))
    return IndicatorLine.objects.filter(version_id=pk, cell=cell).first()
