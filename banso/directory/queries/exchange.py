"""The directory as it may leave the house: read from the database, shaped by ``exchange.public``."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Max, Q

from banso.directory.catalogue import SubsidyCard
from banso.directory.codes import Confidence, Noun, Origin
from banso.directory.exchange import public
from banso.directory.exchange.public import (
    SHOWN,
    Edit,
    ExamRow,
    HelplineRow,
    Lists,
    PublicDirectory,
)
from banso.directory.models import Change, Exam, Helpline
from banso.directory.queries.catalogue import catalogue
from banso.directory.queries.subsidies import subsidies
from banso.lib import clock
from banso.lib.building import uncollected
from banso.plan.queries import LoadedPlan

LICENCE_UNKNOWN = "未確認（計画に定めがありません。使う前に事務局に確かめてください。）"
# The last public directory, by plan edition, revision and day: conditions begin and end with a day.
_kept: dict[tuple[int, str, date], PublicDirectory] = {}


def public_directory(plan: LoadedPlan) -> PublicDirectory:
    """What may leave, as it is now. One query while the directory does not change."""
    found = catalogue(plan)
    key = (plan.edition_id, found.revision, clock.today())
    if key not in _kept:
        with uncollected():
            windows, services, bodies = public.shown(found, clock.today())
        document = plan.document
        _kept.clear()
        _kept[key] = PublicDirectory(
            area=found.area,
            area_name=found.area_name,
            plan_title=document.title,
            licence=document.data_licence or LICENCE_UNKNOWN,
            made_at=clock.now(),
            revision=found.revision,
            is_sample=document.fictitious,
            places=found.places,
            bodies=bodies,
            windows=windows,
            services=services,
            vocabulary=found.vocabulary,
            measures={measure.id: measure.title for measure in document.measures},
            changed=_changed(),
        )
    return _kept[key]


def _changed() -> dict[tuple[Noun, str], Any]:
    """When the public last saw another entry than before, by noun and id. Changes of other fields do not count."""
    shown = Q(field="*")
    for noun, fields in SHOWN.items():
        shown |= Q(noun=noun, field__in=sorted(fields))
    shown |= Q(noun__in=[Noun.SUBSIDY, Noun.EXAM, Noun.HELPLINE])
    rows = Change.objects.filter(shown).order_by().values_list("noun", "key").annotate(at=Max("at"))
    return {(Noun.of(noun), key): at for noun, key, at in rows}


def public_edits(directory: PublicDirectory, entries: Iterable[tuple[Noun, str]] | None = None) -> list[Edit]:
    """The changes that may be told: of these entries, or of all. One query."""
    rows = Change.objects.filter(noun__in=list(SHOWN))
    if entries is not None:
        wanted = list(entries)
        rows = rows.filter(noun__in={noun for noun, _ in wanted}, key__in={key for _, key in wanted})
    fields = ("noun", "key", "field", "before", "after", "at", "origin", "organisation")
    found = [
        Edit(Noun.of(noun), key, field, before, after, at, directory.name_of(body) or Origin.of(origin).label)
        for noun, key, field, before, after, at, origin, body in rows.order_by("at", "pk").values_list(
            *fields
        )
    ]
    return public.edits(found, directory)


def public_lists() -> Lists:
    """Subsidies, examinations and lines of help. Four queries."""
    on = clock.today()
    return Lists(
        subsidies=[_dated(subsidy, on) for subsidy in subsidies()],
        exams=[public.aged(_exam(row), on) for row in Exam.objects.select_related("organisation")],
        helplines=[public.aged(_helpline(row), on) for row in Helpline.objects.all()],
    )


def _dated(subsidy: SubsidyCard, on: date) -> SubsidyCard:
    versions = tuple(public.aged(rules, on) for rules in subsidy.versions)
    return replace(public.aged(subsidy, on), versions=versions)


def _sourced(row: Any) -> dict[str, Any]:
    return {
        "confidence": Confidence.of(row.confidence),
        "source": row.source,
        "source_date": row.source_date,
        "note": row.note,
        "is_sample": row.is_sample,
    }


def _exam(row: Exam) -> ExamRow:
    names = (
        "key", "name", "fiscal_year", "for_whom", "born_from", "born_to", "opens_on", "deadline", "exam_on", "places",
        "url",
    )  # fmt: skip
    return ExamRow(
        organisation=row.organisation.name,
        municipality=row.municipality_id,
        **{name: getattr(row, name) for name in names},
        **_sourced(row),
    )


def _helpline(row: Helpline) -> HelplineRow:
    names = ("key", "name", "number", "when", "hours_text", "fee", "url")
    return HelplineRow(**{name: getattr(row, name) for name in names}, **_sourced(row))
