"""People change entries of the directory: one verb each, every field traced, nothing overwritten unseen.

Who may is asked by whoever calls; ``by`` and ``organisation`` are kept with every change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models, transaction

from banso.directory.codes import Confidence, EntryStatus, Noun, Origin
from banso.directory.models import Change, Phone, ServiceAtWindow, SubsidyVersion, Window
from banso.directory.models.sourced import Sourced
from banso.directory.operations.tracing import CREATED, change, keep, plain
from banso.directory.queries.entries import EDITABLE, centres, entry, version
from banso.directory.queries.organisations import why_it_stays
from banso.directory.records import Record, understood
from banso.directory.rules.entries import Problems, problems
from banso.lib import clock

# Between the words for the hours and those for the days without, in ``hours_text``.
CLOSED = "。休み: "
_ENTRIES = ("organisation", "municipality", "part_of", "one_of", "located_in", "successor")
# What closing a window writes; put back together, never one by one.
CLOSING = ("closes_on", "successor")
# Fields whose source stands under the name of another.
SOURCE_NAMES = {"hours_text": "hours", "catchment_known": "catchment", "catchment_note": "catchment"}
# What is no fact of a source, or has its own source within.
_WITHOUT_SOURCE = ("note", "source", "source_date", "confidence", "status", "versions")
# Follows from other fields; nobody reads it as a change of its own.
DERIVED = ("hours", "field_sources")
# What cannot be put back by itself: that an entry was made, what follows from other fields, what somebody vouched for.
_NOT_PUT_BACK = (CREATED, *DERIVED, "assured_on", "assured_by")


class NotEdited(Exception):
    """The sentence says why, in Japanese."""


class Invalid(NotEdited):
    """What is written cannot stand; ``problems`` says of each field why."""

    def __init__(self, found: Problems) -> None:
        self.problems = found
        super().__init__(" ".join(found.values()))


class ChangedMeanwhile(NotEdited):
    """Somebody else changed the entry since its form was opened."""

    def __init__(self) -> None:
        super().__init__("この情報は、あなたが開いたあとに、ほかの人が直しました。")


@dataclass(frozen=True)
class Editor:
    """Who changes something, for which reason, and where the new facts come from."""

    name: str
    organisation: str
    reason: str
    source: str = ""
    origin: Origin = Origin.OWNER
    confidence: Confidence = Confidence.OFFICIAL


def hours_of(text: str) -> Record | None:
    """What can be reckoned with of the words for opening hours; ``None`` where they are not understood whole."""
    words, _, closed = text.partition(CLOSED)
    return understood(words, closed)


@transaction.atomic
def edit(*, noun: Noun, key: str, values: Mapping[str, Any], seen: str, editor: Editor) -> list[Change]:
    """Change the fields in ``values``. ``seen`` is the version that the editor had before the eyes.

    Raises ``KeyError``, :class:`ChangedMeanwhile`, :class:`Invalid`.
    """
    row = EDITABLE[noun]._default_manager.select_for_update().filter(pk=key).first()
    if row is None:
        raise KeyError(key)
    before = entry(noun, key)
    if version(before) != seen:
        raise ChangedMeanwhile
    return _put(noun, key, row, before, values, editor)


def _put(
    noun: Noun, key: str, row: Any, before: Record, values: Mapping[str, Any], editor: Editor
) -> list[Change]:
    after = before | dict(values)
    if noun is Noun.WINDOW:
        after = _by_its_office(before, after, editor)
    if "hours_text" in values and "hours" in before:
        after["hours"] = hours_of(values["hours_text"])
    _check(noun, after)
    if after.get("closed_on") and not before.get("closed_on") and (problem := why_it_stays(after)):
        raise Invalid({"closed_on": problem})
    if after.get("status") == EntryStatus.DEFUNCT != before.get("status") and noun is Noun.WINDOW:
        raise Invalid({"status": "終わりにするときは「窓口を閉じる」を使ってください。"})
    told = [name for name in after if plain(before[name]) != plain(after[name]) and name not in DERIVED]
    if not told:
        return []
    after["field_sources"] = _sources(before["field_sources"], told, editor)
    # The derived fields are kept too, so that the folder of the plan does not put its own beside what people wrote.
    changed = [name for name in after if plain(before[name]) != plain(after[name])]
    for name in changed:
        write(row, name, after[name])
    row.save()
    rows = [change_by(noun, key, name, before[name], after[name], editor) for name in changed]
    keep(rows)
    return [told_of for told_of in rows if told_of.field not in DERIVED]


_OF_THE_OFFICE = ("takes_requests", "answer_days")


def _by_its_office(before: Record, after: Record, editor: Editor) -> Record:
    """Taking requests and the days until an answer are a word that the window's own office gives, and nobody for it.

    Others may end it; and it ends where the window goes to an office that has not given its word. Raises :class:`Invalid`.
    """
    is_own = editor.organisation in after["operators"]
    if before and not {*before["operators"]} & {*after["operators"]}:
        return after | {"takes_requests": False, "answer_days": None, "requests_are_sample": False}
    changed = [name for name in _OF_THE_OFFICE if before.get(name) != after.get(name)]
    if changed and after.get("takes_requests") and not is_own:
        raise Invalid({changed[0]: "申し込みを受けるかどうかと日数は、窓口を運営する機関が決めます。"})
    return after | {"requests_are_sample": False} if changed else after


def _check(noun: Noun, values: Mapping[str, Any]) -> None:
    """Raise :class:`Invalid` where the values cannot stand."""
    found = problems(noun, values, centres() if noun is Noun.WINDOW else ())
    for field in EDITABLE[noun]._meta.get_fields():
        most, text = getattr(field, "max_length", None), values.get(field.name)
        if most and isinstance(text, str) and len(text) > most:
            found.setdefault(field.name, f"{most}文字までで書いてください（いまは{len(text)}文字）。")
    if found:
        raise Invalid(found)


def _sources(before: Mapping[str, Any], told: list[str], editor: Editor) -> Record:
    """The sources of the fields, with those of the changed ones anew: an old source does not vouch for a new value."""
    fresh = {
        "source": editor.source,
        "source_date": clock.today().isoformat(),
        "confidence": editor.confidence.value,
    }
    kept = dict(before)
    for name in told:
        field = SOURCE_NAMES.get(name, name)
        kept.pop(field, None)
        if editor.source and name not in _WITHOUT_SOURCE:
            kept[field] = fresh
    return kept


def write(row: Any, name: str, value: Any) -> None:
    if name in _LISTS:
        _LISTS[name](row.pk, value)
    else:
        setattr(row, f"{name}_id" if name in _ENTRIES else name, value)


def _write_phones(window: str, phones: list[dict[str, str]]) -> None:
    Phone.objects.filter(window=window).delete()
    Phone.objects.bulk_create(Phone(window_id=window, **phone) for phone in phones)


def _write_operators(window: str, operators: list[str]) -> None:
    through = Window.operators.through
    through.objects.filter(window_id=window).delete()
    through.objects.bulk_create(through(window_id=window, organisation_id=key) for key in operators)


def _write_windows(service: str, at: Mapping[str, str]) -> None:
    ServiceAtWindow.objects.filter(service=service).delete()
    ServiceAtWindow.objects.bulk_create(
        ServiceAtWindow(service_id=service, window_id=window, part=part) for window, part in at.items()
    )


def _write_versions(subsidy: str, versions: list[Record]) -> None:
    SubsidyVersion.objects.filter(subsidy=subsidy).delete()
    SubsidyVersion.objects.bulk_create(SubsidyVersion(subsidy_id=subsidy, **version) for version in versions)


_LISTS: dict[str, Callable[[str, Any], None]] = {
    "phones": _write_phones,
    "operators": _write_operators,
    "at": _write_windows,
    "versions": _write_versions,
}


def change_by(noun: Noun, key: str, field: str, before: Any, after: Any, editor: Editor) -> Change:
    return change(
        noun, key, field, before, after, origin=editor.origin, by=editor.name,
        organisation=editor.organisation, reason=editor.reason,
    )  # fmt: skip


@transaction.atomic
def create(*, noun: Noun, values: Mapping[str, Any], editor: Editor) -> str:
    """A new entry; its key, which is its address for ever. Raises :class:`Invalid`."""
    if noun is Noun.WINDOW:
        _by_its_office({}, {"operators": [], **values}, editor)
    _check(noun, values)
    key = f"{noun.value}-{uuid4().hex[:10]}"
    model = EDITABLE[noun]
    row = model(pk=key, origin=editor.origin, **_first_source(model, editor))
    for name, value in values.items():
        if name not in _LISTS:
            write(row, name, value)
    if noun is Noun.WINDOW:
        row.hours = hours_of(row.hours_text)  # type: ignore[attr-defined]
    row.save(force_insert=True)
    for name in _LISTS:
        if name in values:
            write(row, name, values[name])
    keep([change_by(noun, key, CREATED, None, None, editor)])
    return key


def _first_source(model: type[models.Model], editor: Editor) -> Record:
    """Whose words a new entry has, where its table keeps that."""
    told = {
        "source": editor.source, "source_date": clock.today().isoformat(), "confidence": editor.confidence.value,
    }  # fmt: skip
    return told if issubclass(model, Sourced) else {}


@transaction.atomic
def undo(*, pk: int, editor: Editor) -> list[Change]:
    """Put a field back to what it was before the change ``pk``: a new change. Raises ``KeyError``, :class:`Invalid`,
    and :class:`NotEdited` where the field says something else by now.
    """
    told = Change.objects.filter(pk=pk).first()
    if told is None or told.field in _NOT_PUT_BACK:
        raise KeyError(pk)
    noun = Noun.of(told.noun)
    now = entry(noun, told.key)
    if told.field not in now:
        raise KeyError(pk)
    closing = told.field in CLOSING or EntryStatus.DEFUNCT in (told.before, told.after)
    if noun is Noun.WINDOW and closing:
        raise NotEdited("閉じることは、「閉じるのを取り消す」でまとめて元に戻してください。")
    if plain(now[told.field]) != told.after:
        raise NotEdited(
            "この項目は、そのあとにまた変わっています。いちばん新しい変更から元に戻してください。"
        )
    row = EDITABLE[noun]._default_manager.select_for_update().get(pk=told.key)
    return _put(noun, told.key, row, now, {told.field: _typed(row, told.field, told.before)}, editor)


def _typed(row: Any, field: str, value: Any) -> Any:
    """A value that JSON kept as text, as the field has it."""
    is_date = field.endswith("_on") or field in (
        "deadline",
        "born_from",
        "born_to",
        "effective_from",
        "effective_to",
    )
    return date.fromisoformat(value) if is_date and value else value
