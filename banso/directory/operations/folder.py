"""The directory follows the folder of the plan, without undoing what people changed on their pages."""

from typing import Any

from django.conf import settings
from django.db import transaction

from banso.directory.codes import Noun, Origin
from banso.directory.folder import FolderReading, read_directory
from banso.directory.format import DirectoryFolder
from banso.directory.models import (
    Exam,
    Helpline,
    Organisation,
    Phone,
    Service,
    ServiceAtWindow,
    Subsidy,
    SubsidyVersion,
    Vocabulary,
    Window,
)
from banso.directory.operations.putting import Synced, put, written_by_people
from banso.directory.operations.tracing import touch
from banso.directory.records import (
    Record,
    field_sources_json,
    folder_organisation_records,
    helpline_records,
    service_records,
    subsidy_records,
    window_records,
)
from banso.lib import clock
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan


@transaction.atomic
def sync_folder(*, plan_key: str, document: PlanDocument, folder: DirectoryFolder, digest: str) -> Synced:
    """Put what the plan and its folder say into the directory. The same folder again changes nothing.

    An entry that the folder no longer names stays as it is: somebody may have been sent there. The plan's own
    organisations and municipalities must be there already (``sync``).
    """
    done = Synced()
    put(Organisation, Noun.ORGANISATION, folder_organisation_records(folder, document), done)
    _windows(window_records(document, folder), done)
    _services(service_records(document, folder), done)
    put(Helpline, Noun.HELPLINE, helpline_records(folder, document), done)
    _subsidies(subsidy_records(folder, document), done)
    _exams(folder, document, done)
    is_known = Vocabulary.objects.filter(plan=plan_key, digest=digest).exists()
    Vocabulary.objects.update_or_create(
        plan=plan_key,
        defaults={
            "digest": digest,
            "words": folder.vocabulary.model_dump(mode="json", exclude_defaults=True, by_alias=True),
            "requests": folder.requests.model_dump(mode="json"),
            "loaded_at": clock.now(),
        },
    )
    if done.created or done.changed or not is_known:
        touch()
    return done


def _windows(records: list[Record], done: Synced) -> None:
    """Windows, with their numbers and operators. They may refer to each other in any order: both databases look at
    references when the transaction ends.
    """
    known = dict.fromkeys(Window.objects.values_list("pk", flat=True))
    put(Window, Noun.WINDOW, records, done)
    edited = written_by_people(Noun.WINDOW, known)
    _phones([r for r in records if (r["key"], "phones") not in edited])
    _operators([r for r in records if (r["key"], "operators") not in edited])


def _phones(records: list[Record]) -> None:
    wanted = {
        (record["key"], phone["number"], phone.get("extension", "")): phone.get("note", "")
        for record in records
        for phone in record["phones"]
    }
    there = Phone.objects.filter(window__in=[record["key"] for record in records])
    extra = [phone.pk for phone in there if (phone.window_id, phone.number, phone.extension) not in wanted]
    if extra:
        Phone.objects.filter(pk__in=extra).delete()
    Phone.objects.bulk_create(
        [
            Phone(window_id=window, number=number, extension=extension, note=note)
            for (window, number, extension), note in wanted.items()
        ],
        ignore_conflicts=True,
    )


def _operators(records: list[Record]) -> None:
    through = Window.operators.through
    # In the order in which they are named: the first is the one to ask.
    wanted = dict.fromkeys(
        (record["key"], operator) for record in records for operator in record["operators"]
    )
    there = through.objects.filter(window_id__in=[record["key"] for record in records])
    found = {(row.window_id, row.organisation_id): row.pk for row in there}
    extra = [pk for pair, pk in found.items() if pair not in wanted]
    if extra:
        through.objects.filter(pk__in=extra).delete()
    through.objects.bulk_create(
        [
            through(window_id=window, organisation_id=body)
            for window, body in wanted
            if (window, body) not in found
        ]
    )


def _services(records: list[Record], done: Synced) -> None:
    edited = written_by_people(Noun.SERVICE, {record["key"]: None for record in records})
    put(Service, Noun.SERVICE, records, done)
    free = [record for record in records if (record["key"], "at") not in edited]
    wanted = {(r["key"], window): part for r in free for window, part in r["at"].items()}
    there = ServiceAtWindow.objects.filter(service__in=[record["key"] for record in free])
    extra = [at.pk for at in there if wanted.get((at.service_id, at.window_id)) != at.part]
    if extra:
        ServiceAtWindow.objects.filter(pk__in=extra).delete()
    ServiceAtWindow.objects.bulk_create(
        [
            ServiceAtWindow(service_id=service, window_id=window, part=part)
            for (service, window), part in wanted.items()
        ],
        ignore_conflicts=True,
    )


def _subsidies(records: list[Record], done: Synced) -> None:
    """Subsidies; the versions of one whose rules changed are written anew."""
    versions = {record["key"]: record.pop("versions") for record in records}
    put(Subsidy, Noun.SUBSIDY, records, done)
    fields = ("valid_from", "valid_to", "date_fact", "conditions", "amounts", "source", "confidence")
    there: dict[str, list[tuple[Any, ...]]] = {}
    for row in SubsidyVersion.objects.filter(subsidy__in=list(versions)):
        there.setdefault(row.subsidy_id, []).append(tuple(getattr(row, name) for name in fields))
    edited = written_by_people(Noun.SUBSIDY, versions)
    for key, wanted in versions.items():
        if (key, "versions") in edited or there.get(key) == [
            tuple(version[name] for name in fields) for version in wanted
        ]:
            continue
        SubsidyVersion.objects.filter(subsidy=key).delete()
        SubsidyVersion.objects.bulk_create(SubsidyVersion(subsidy_id=key, **version) for version in wanted)


def _exams(folder: DirectoryFolder, document: PlanDocument, done: Synced) -> None:
    records = [
        {
            "key": entry.id, "organisation": entry.organisation, "municipality": entry.municipality,
            "name": entry.name, "fiscal_year": entry.fiscal_year, "for_whom": entry.for_whom or "",
            "born_from": entry.born_from, "born_to": entry.born_to, "opens_on": entry.opens_on,
            "deadline": entry.deadline, "exam_on": entry.exam_on, "places": entry.places or "",
            "url": entry.url or "", "origin": Origin.FOLDER.value, "source": entry.source or "",
            "source_date": entry.source_date or "", "confidence": entry.confidence.value,
            "note": entry.note or "", "is_sample": document.fictitious,
            "field_sources": field_sources_json(entry),
        }
        for entry in folder.exams
    ]  # fmt: skip
    put(Exam, Noun.EXAM, records, done)


def load_directory(*, plan: LoadedPlan, reading: FolderReading | None = None) -> FolderReading:
    """Read the directory folder of the plan in force and follow it. With errors nothing changes; the reading tells."""
    reading = reading or read_directory(settings.PLANS_DIR / plan.key, plan.document)
    if reading.folder is not None:
        sync_folder(plan_key=plan.key, document=plan.document, folder=reading.folder, digest=reading.digest)
    return reading
