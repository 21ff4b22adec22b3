"""How the versions that came of a drop stand now: answers, newer files and decisions have come since it was read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Q

from banso.lib.fiscal import Period
from banso.returns.models import Batch, BatchItem, BatchResult, Version
from banso.returns.queries.locks import locks_over_version
from banso.returns.states import HELD, WAITING, BatchState, QuestionKind, State

# The file of the drop that each version came in.
Told = dict[int, BatchItem]


@dataclass(frozen=True)
class Standing:
    """One version now. ``kind`` is the label without the numbers. ``may_return``: a file without an open question whose
    place another file of the drop has taken that is still asked about."""

    code: str
    label: str
    kind: str
    message: str
    may_return: bool = False
    organisation: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Returns:
    """Every version of the returns that a drop is about, the questions open in each, and which a lock holds."""

    versions: Mapping[int, Version]
    asked: Mapping[int, int]
    closed: Collection[int]
    told: Told

    def standing(self, pk: int) -> Standing:
        version = self.versions[pk]
        if version.state == State.WITHDRAWN:
            return self._withdrawn(version)
        others = [other for other in self._same_return(version) if _is_open(other) and other.pk != pk]
        beside = f"ほかに{'、'.join(map(self._name, others))}があります。" if others else ""
        if version.state != State.DRAFT:
            return Standing(version.state, version.state_label, version.state_label, beside)
        asked = self.asked[version.pk]
        if asked:
            return Standing(BatchState.ASKED.value, f"質問{asked}件", BatchState.ASKED.label, beside)
        if pk in self.closed:
            message = f"締めた期間なので、まだ提出になっていません。開け直したあとに提出できます。{beside}"
            return Standing(BatchState.HELD.value, HELD, HELD, message)
        waiting = [other for other in others if other.state in WAITING]
        then = "質問は残っていません。確かめて提出してください。"
        if waiting:
            then = f"差し替えるときは、違いを確かめ、第{waiting[0].number}版を取り下げてから、この版を提出してください。"
        return Standing(version.state, version.state_label, version.state_label, beside + then)

    def _withdrawn(self, version: Version) -> Standing:
        stands = self._instead_of(version)
        label, kind = version.state_label, State.WITHDRAWN.label
        if stands is None:
            return Standing(version.state, label, kind, "")
        message = f"いまの版は{self._name(stands)}です。"
        is_worse = stands.pk in self.told and stands.state == State.DRAFT and self.asked[stands.pk] > 0
        if self.asked[version.pk] or not is_worse:
            return Standing(version.state, label, kind, message)
        message += (
            f"こちらのファイルには答えていない質問がなく、第{stands.number}版には{self.asked[stands.pk]}件あります。"
            "こちらが正しければ、ファイルを受け取って、報告のページから送り直してください。"
        )
        subject = version.subject
        return Standing(version.state, label, kind, message, True, subject.organisation, subject.period)

    def _instead_of(self, version: Version) -> Version | None:
        """The version at the end of those that replaced one another, if any did."""
        by_number = {other.number: other for other in self._same_return(version)}
        found = None
        while version.replaced_by in by_number:
            found = version = by_number[version.replaced_by]
        return found

    def _same_return(self, version: Version) -> Sequence[Version]:
        return [other for other in self.versions.values() if other.subject_id == version.subject_id]

    def _name(self, version: Version) -> str:
        """第4版（作成中、4番「d.xlsx」）"""
        item = self.told.get(version.pk)
        return f"第{version.number}版（{version.state_label}{f'、{item.number}番「{item.file_name}」' if item else ''}）"


def returns_of(batch: Batch, told: Told) -> Returns:
    """The versions of the returns that the results of a drop name. One SQL query."""
    named = BatchResult.objects.filter(item__batch=batch, version__isnull=False).values("version__subject")
    asked = Q(questions__answered_at__isnull=True) & ~Q(questions__kind=QuestionKind.NOTICE)
    found: Any = (
        Version.objects.filter(subject__in=named).select_related("subject").defer("file").order_by("number")
    )
    marked = list(
        found.annotate(asked=Count("questions", filter=asked), is_closed=Exists(locks_over_version()))
    )
    return Returns(
        {version.pk: version for version in marked},
        {version.pk: version.asked for version in marked},
        {version.pk for version in marked if version.is_closed},
        told,
    )


def _is_open(version: Version) -> bool:
    return version.state in (State.DRAFT, *WAITING)
