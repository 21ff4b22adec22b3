"""Many files at once: keep what was dropped, and read it one file after the other.

The items of a drop are the queue. One worker reads them (see :mod:`banso.returns.worker`); the version and the
result of a file are written in one transaction, so a file that a killed worker was reading has left nothing behind
and is read anew.
"""

import hashlib
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from django.db import DatabaseError, transaction
from django.db.models import F

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.lib import clock
from banso.lib.text import base_name
from banso.plan.queries import LoadedPlan, current
from banso.returns.models import Batch, BatchItem, BatchResult, Rejected, Version
from banso.returns.operations.outcomes import KeptAsDraft, NotSaved, Unreadable
from banso.returns.operations.taking import take_reading
from banso.returns.queries.difference import open_beside
from banso.returns.queries.intake import Part, parts_of
from banso.returns.queries.same import says_the_same
from banso.returns.rules import NotPossible
from banso.returns.states import BatchState, State, Via
from banso.returns.workbook.archive import MAX_BYTES

if TYPE_CHECKING:
    from banso.access.models import User

logger = logging.getLogger(__name__)

# A file over which the worker itself dies is not tried for ever.
MOST_ATTEMPTS = 3

# The state of a file with several results: the first of these that one of them has.
_GRAVEST = (
    BatchState.FAILED,
    BatchState.REFUSED,
    BatchState.ASKED,
    BatchState.HELD,
    BatchState.TAKEN,
    BatchState.DUPLICATE,
    BatchState.SAME,
    BatchState.BLANK,
)


class Dropped(Protocol):
    """A file as Django hands it over."""

    name: str | None
    size: int | None

    def read(self) -> bytes: ...


def drop(*, plan: LoadedPlan, files: Iterable[Dropped], by: "User") -> Batch:
    """Keep every file as it came; the worker reads them later. Raises ``Refused``."""
    require(member_of(by), Act.TAKE_MANY)
    with transaction.atomic():
        batch = Batch.objects.create(plan=plan.key, created_at=clock.now(), created_by=by)
        for number, file in enumerate(files, start=1):
            # One after the other, so that never more than one of them is in memory.
            _keep(batch, number, file)
        return batch


def _keep(batch: Batch, number: int, file: Dropped) -> None:
    name = base_name(file.name or "")
    if (file.size or 0) > MAX_BYTES:
        message = f"ファイルが大きすぎます（{(file.size or 0) / 1048576:.1f}MB。上限は{MAX_BYTES // 1048576}MB）。保管もしていません。"
        BatchItem.objects.create(
            batch=batch, number=number, file_name=name, file=b"", state=BatchState.REFUSED, message=message
        )
        return
    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    BatchItem.objects.create(batch=batch, number=number, file_name=name, file=data, file_digest=digest)


def put_back() -> int:
    """Let what a killed worker was reading wait again; how many. Only for the worker, when it is the only one."""
    BatchItem.objects.reading().filter(attempts__gte=MOST_ATTEMPTS).update(
        state=BatchState.FAILED, message="読み取りが何度も途中で止まりました。ファイルは保管しています。"
    )
    return BatchItem.objects.reading().update(state=BatchState.WAITING)


def next_item() -> BatchItem | None:
    """The file that has waited longest, marked as being read."""
    with transaction.atomic():
        waiting = BatchItem.objects.select_for_update(of=("self",)).select_related("batch__created_by")
        item = waiting.filter(state=BatchState.WAITING).order_by("pk").first()
        if item is not None:
            item.state, item.attempts = BatchState.READING.value, F("attempts") + 1
            item.save(update_fields=["state", "attempts"])
    return item


def read_item(item: BatchItem) -> None:
    """Read one file and write what became of it, whole or not at all. Raises ``DatabaseError`` and nothing else."""
    try:
        plan = current(item.batch.plan)
        same = _same_file(item)
        parts = [] if same else parts_of(plan, bytes(item.file))
        with transaction.atomic():
            results = same or [_take(plan, item, part) for part in parts]
            BatchResult.objects.bulk_create(results)
            _finish(item, results)
    except NotSaved as full:
        BatchItem.objects.filter(pk=item.pk).update(state=BatchState.FAILED, message=str(full))
    except DatabaseError:
        # The file stays with the worker, which ends here; the next one puts it back.
        raise
    except Exception:
        # One bad file must not stop the two hundred behind it; the log says why, the file is kept.
        logger.exception("dropped file %s was not read", item.pk)
        message = (
            "思いがけない失敗で読めませんでした。ファイルは保管しています。事務局の管理者に知らせてください。"
        )
        BatchItem.objects.filter(pk=item.pk).update(state=BatchState.FAILED, message=message)


def _finish(item: BatchItem, results: Sequence[BatchResult]) -> None:
    found = {result.state for result in results}
    state = next(state for state in _GRAVEST if state.value in found)
    BatchItem.objects.filter(pk=item.pk).update(state=state)


def _same_file(item: BatchItem) -> list[BatchResult]:
    """A result for each return that came from this very file already, or one for its twin in the same drop."""
    versions = (
        Version.objects.filter(file_digest=item.file_digest, subject__plan=item.batch.plan)
        .exclude(state=State.WITHDRAWN)
        .select_related("subject")
        .defer("file")
    )
    found = [
        _result(
            item,
            BatchState.DUPLICATE,
            version.subject.organisation,
            version.subject.period.key,
            message=f"同じファイルを第{version.number}版として受け取っています。",
            version=version,
        )
        for version in versions
    ]
    twin = BatchItem.objects.filter(
        batch=item.batch, file_digest=item.file_digest, number__lt=item.number
    ).first()
    if not found and twin is not None:
        found = [
            _result(
                item, BatchState.DUPLICATE, message=f"{twin.number}番「{twin.file_name}」と同じファイルです。"
            )
        ]
    return found


def _take(plan: LoadedPlan, item: BatchItem, part: Part) -> BatchResult:
    """Take what the file says for one body: all of it or nothing."""
    reading = part.reading
    known = (reading.organisation, reading.period.key if reading.period else "")
    if part.is_blank:
        return _result(
            item, BatchState.BLANK, *known, message="この機関の行に記入がないので、何もしていません。"
        )
    if part.via is Via.CONSOLIDATED and says_the_same(plan, reading):
        return _result(
            item, BatchState.SAME, *known, message="前の版と同じ内容なので、新しい版にしていません。"
        )
    try:
        version = take_reading(
            plan=plan,
            reading=reading,
            file=bytes(item.file),
            file_name=item.file_name,
            by=item.batch.created_by,
            via=part.via,
        )
    except Unreadable as unreadable:
        return _refused(item, known, unreadable)
    except KeptAsDraft as waits:
        return _taken(item, known, waits.version, str(waits), held=True)
    except NotSaved:
        raise
    except NotPossible as reason:
        return _result(item, BatchState.REFUSED, *known, message=str(reason))
    return _taken(item, known, version)


def _taken(
    item: BatchItem, known: tuple[str, str], version: Version, message: str = "", *, held: bool = False
) -> BatchResult:
    asked = version.questions.blocking().count()
    state = BatchState.ASKED if asked else BatchState.HELD if held else BatchState.TAKEN
    if not held:
        others = "、".join(f"第{other.number}版（{other.state_label}）" for other in open_beside(version))
        message = f"ほかに{others}があります。" if others else ""
    return _result(item, state, *known, message=message, version=version, questions=asked)


def _refused(item: BatchItem, known: tuple[str, str], unreadable: Unreadable) -> BatchResult:
    first = unreadable.problems[0]
    rest = len(unreadable.problems) - 1
    message = f"{first.place}　{first.message}" + (f" ほか{rest}件" if rest else "")
    return _result(item, BatchState.REFUSED, *known, message=message, rejected=unreadable.rejected)


def _result(
    item: BatchItem,
    state: BatchState,
    organisation: str = "",
    period_key: str = "",
    *,
    message: str = "",
    version: Version | None = None,
    rejected: Rejected | None = None,
    questions: int = 0,
) -> BatchResult:
    return BatchResult(
        item=item,
        organisation=organisation,
        period_key=period_key,
        state=state.value,
        message=message,
        version=version,
        rejected=rejected,
        questions=questions,
    )
