"""What was dropped together and what became of each file."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from banso.access.roles import Act
from banso.access.rules import Member, require
from banso.plan.queries import LoadedPlan
from banso.returns.models import Batch, BatchItem, BatchResult
from banso.returns.states import BatchState

MOST_BATCHES = 20


@dataclass(frozen=True)
class Line:
    """One line of the list: a file, and for one with several bodies each of them."""

    number: int
    file_name: str
    state: BatchState
    message: str
    body: str
    period: str
    questions: int
    version: int | None
    rejected: int | None

    @property
    def result(self) -> str:
        if self.state is BatchState.ASKED:
            return f"質問{self.questions}件"
        return self.state.label


@dataclass(frozen=True)
class BatchPage:
    """A drop: its files, how far it has come, and how many of which result."""

    batch: Batch
    lines: tuple[Line, ...]
    files: int
    finished: int
    counts: tuple[tuple[BatchState, int], ...]

    @property
    def is_finished(self) -> bool:
        return self.finished == self.files


def batches(member: Member, plan: LoadedPlan) -> list[Batch]:
    """The newest drops, each with ``files`` and ``unfinished``. One SQL query. Raises ``Refused``."""
    require(member, Act.TAKE_MANY)
    waiting = Q(items__state__in=[BatchState.WAITING, BatchState.READING])
    return list(
        Batch.objects.filter(plan=plan.key)
        .select_related("created_by")
        .annotate(files=Count("items"), unfinished=Count("items", filter=waiting))[:MOST_BATCHES]
    )


def batch_page(member: Member, plan: LoadedPlan, pk: int) -> BatchPage:
    """One drop. Three SQL queries, none of which reads a file. Raises ``Batch.DoesNotExist`` and ``Refused``."""
    require(member, Act.TAKE_MANY)
    batch = Batch.objects.select_related("created_by").get(pk=pk, plan=plan.key)
    items = list(BatchItem.objects.filter(batch=batch).defer("file"))
    results: dict[int, list[BatchResult]] = {}
    for result in BatchResult.objects.filter(item__batch=batch):
        results.setdefault(result.item_id, []).append(result)
    lines = tuple(line for item in items for line in _lines(plan, item, results.get(item.pk, [])))
    counts = Counter(line.state for line in lines)
    return BatchPage(
        batch,
        lines,
        files=len(items),
        finished=sum(BatchState.of(item.state).is_finished for item in items),
        counts=tuple((state, counts[state]) for state in BatchState if counts[state]),
    )


def _lines(plan: LoadedPlan, item: BatchItem, results: list[BatchResult]) -> list[Line]:
    if not results:
        return [
            Line(
                item.number,
                item.file_name,
                BatchState.of(item.state),
                item.message,
                body="",
                period="",
                questions=0,
                version=None,
                rejected=None,
            )
        ]
    return [
        Line(
            item.number,
            item.file_name,
            BatchState.of(result.state),
            result.message,
            body=_name(plan, result.organisation),
            period=result.period.label if result.period else "",
            questions=result.questions,
            version=result.version_id,
            rejected=result.rejected_id,
        )
        for result in results
    ]


def _name(plan: LoadedPlan, organisation: str) -> str:
    """The short name; what a later edition no longer knows stays under its id."""
    try:
        return plan.document.organisation(organisation).short_name if organisation else ""
    except KeyError:
        return organisation
