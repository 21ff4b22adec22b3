"""A window closes for good, at once or on a day to come; and that is taken back as one act.

Requests that are held for it are handed on by whoever calls. Who may is asked by whoever calls.
"""

from datetime import date

from django.db import transaction

from banso.directory.codes import EntryStatus, Noun, Origin
from banso.directory.models import Change, Window
from banso.directory.operations.editing import Editor, NotEdited, change_by, write
from banso.directory.operations.tracing import keep
from banso.directory.queries.entries import entry
from banso.directory.records import Record
from banso.lib import clock

_CLOSED: Record = {"status": EntryStatus.DEFUNCT.value, "takes_requests": False}
ROUTINE = Editor("決まった処理", "", "閉じる日が来たため", origin=Origin.OWNER)


def what_closing_writes(on: date, successor: str) -> Record:
    """The fields of a window that closes on the day ``on``: gone where the day has come, else announced."""
    return {"closes_on": on, "successor": successor or None} | (_CLOSED if on <= clock.today() else {})


@transaction.atomic
def close_window(*, window: str, on: date, successor: str = "", editor: Editor) -> list[Change]:
    """The window closes on the day ``on``. Raises ``KeyError`` and :class:`NotEdited`."""
    row = _locked(window)
    if row.status == EntryStatus.DEFUNCT:
        raise NotEdited("この窓口は、もう閉じています。")
    # A window that is itself going to close can carry nobody on.
    heirs = Window.objects.open_for_people().filter(pk=successor, closes_on=None).exclude(pk=window)
    if successor and not heirs.exists():
        raise NotEdited("後を継ぐ窓口が見つからないか、そこも閉じるか、閉じています。")
    return _put(row, what_closing_writes(on, successor), editor)


@transaction.atomic
def close_due() -> int:
    """Close every window whose announced day has come; how many. Any number of runs closes each once."""
    keys = list(Window.objects.due_to_close(clock.today()).values_list("pk", flat=True))
    return sum(bool(_put(_locked(key), _CLOSED, ROUTINE)) for key in keys)


@transaction.atomic
def cancel_closing(*, window: str, editor: Editor) -> list[Change]:
    """The window stays after all: day, successor, and what it was before. Requests that went on stay where they are.

    Raises ``KeyError`` and :class:`NotEdited`.
    """
    row = _locked(window)
    if row.status != EntryStatus.DEFUNCT and row.closes_on is None:
        raise NotEdited("この窓口は、閉じる予定がありません。")
    before: Record = {"closes_on": None, "successor": None}
    if row.status == EntryStatus.DEFUNCT:
        before |= {"status": EntryStatus.ACTIVE.value} | _before_closing(window)
    return _put(row, before, editor)


def _before_closing(window: str) -> Record:
    """What the newest closing changed, as it was before it."""
    told = Change.objects.filter(noun=Noun.WINDOW, key=window)
    closing = told.filter(field="status", after=EntryStatus.DEFUNCT.value).first()
    if closing is None:
        return {}
    before: Record = {"status": closing.before}
    requests = told.filter(field="takes_requests", at__gte=closing.at).order_by("pk").first()
    return before | ({"takes_requests": requests.before} if requests else {})


def _locked(window: str) -> Window:
    row = Window.objects.select_for_update().filter(pk=window).first()
    if row is None:
        raise KeyError(window)
    return row


def _put(row: Window, values: Record, editor: Editor) -> list[Change]:
    before = entry(Noun.WINDOW, row.pk)
    changed = [name for name, value in values.items() if before[name] != value]
    for name in changed:
        write(row, name, values[name])
    row.save()
    rows = [change_by(Noun.WINDOW, row.pk, name, before[name], values[name], editor) for name in changed]
    keep(rows)
    return rows
