"""What was dropped together and what became of each file: when it was read, and as it stands now."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from banso.access.roles import Act
from banso.access.rules import Member, require
from banso.plan.queries import LoadedPlan
from banso.returns.models import Batch, BatchItem, BatchResult
from banso.returns.queries.inbox_now import Returns, Standing, Told, returns_of
from banso.returns.states import BatchState

MOST_BATCHES = 20


@dataclass(frozen=True)
class Line:
    """One line of the list: a file, and for one with several bodies each of them.

    ``state`` is what became of it when it was read; ``now`` how its version stands today, ``None`` without one.
    """

    number: int
    file_name: str
    state: BatchState
    message: str
    body: str = ""
    period: str = ""
    version: int | None = None
    rejected: int | None = None
    now: Standing | None = None

    @property
    def code(self) -> str:
        return self.now.code if self.now else self.state.value

    @property
    def result(self) -> str:
        return self.now.label if self.now else self.state.label

    @property
    def kind(self) -> str:
        """Under what it is counted."""
        return self.now.kind if self.now else self.state.label


@dataclass(frozen=True)
class BatchPage:
    """A drop: its files, how far it has come, how many had which result, and how many stand how now."""

    batch: Batch
    lines: tuple[Line, ...]
    files: int
    finished: int
    counts: tuple[tuple[BatchState, int], ...]
    counts_now: tuple[tuple[str, int], ...]

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
    """One drop. Four SQL queries, none of which reads a file. Raises ``Batch.DoesNotExist`` and ``Refused``."""
    require(member, Act.TAKE_MANY)
    batch = Batch.objects.select_related("created_by").get(pk=pk, plan=plan.key)
    items = list(BatchItem.objects.filter(batch=batch).defer("file"))
    results: dict[int, list[BatchResult]] = {}
    told: Told = {}
    for result in BatchResult.objects.filter(item__batch=batch).select_related("item").defer("item__file"):
        results.setdefault(result.item_id, []).append(result)
        if result.version_id and result.state != BatchState.DUPLICATE:
            told[result.version_id] = result.item
    known = returns_of(batch, told)
    lines = tuple(line for item in items for line in _lines(plan, item, results.get(item.pk, []), known))
    counts = Counter(line.state for line in lines)
    now = Counter(line.kind for line in lines)
    return BatchPage(
        batch,
        lines,
        files=len(items),
        finished=sum(BatchState.of(item.state).is_finished for item in items),
        counts=tuple((state, counts[state]) for state in BatchState if counts[state]),
        counts_now=tuple(now.items()),
    )


def _lines(plan: LoadedPlan, item: BatchItem, results: list[BatchResult], known: Returns) -> list[Line]:
    if not results:
        return [Line(item.number, item.file_name, BatchState.of(item.state), item.message)]
    return [_line(plan, item, result, known) for result in results]


def _line(plan: LoadedPlan, item: BatchItem, result: BatchResult, known: Returns) -> Line:
    state = BatchState.of(result.state)
    now = known.standing(result.version_id) if result.version_id else None
    message = result.message
    if now and state is BatchState.DUPLICATE:
        # The file is no version of its own: what stands is said of the other one.
        message, now = f"{message}その版は、いま「{now.label}」です。", None
    return Line(
        item.number,
        item.file_name,
        state,
        now.message if now else message,
        body=_name(plan, result.organisation),
        period=result.period.label if result.period else "",
        version=result.version_id,
        rejected=result.rejected_id,
        now=now,
    )


def _name(plan: LoadedPlan, organisation: str) -> str:
    """The short name; what a later edition no longer knows stays under its id."""
    try:
        return plan.document.organisation(organisation).short_name if organisation else ""
    except KeyError:
        return organisation
