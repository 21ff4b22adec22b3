"""Reads of plans: the edition in force, as a document."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings

from banso.lib.commands import NotReady
from banso.plan.format import PlanDocument
from banso.plan.models import Edition, LoadAttempt


class NoPlan(NotReady):
    """No edition of the plan has been loaded yet."""


@dataclass(frozen=True)
class LoadedPlan:
    """A plan document with the edition that it was read from."""

    key: str
    edition_id: int
    digest: str
    document: PlanDocument


def current(key: str | None = None) -> LoadedPlan:
    """The edition in force: the one of the last successful load. One SQL query. Raises :class:`NoPlan`."""
    key = key or settings.PLAN
    if not key:
        raise NoPlan(
            "どの計画を使うかが決まっていません。環境変数 BANSO_PLAN に、計画のフォルダの名を入れてください。"
        )
    row = (
        LoadAttempt.objects.filter(plan=key, edition__isnull=False)
        .order_by("-pk")
        .values_list("edition_id", "edition__digest")
        .first()
    )
    if row is None:
        raise NoPlan(f"計画「{key}」はまだ読み込まれていません。banso plan load {key} を実行してください。")
    return LoadedPlan(key, row[0], row[1], _document(row[1], row[0]))


def of_edition(edition_id: int) -> LoadedPlan:
    """The plan as it stood in an edition. Raises ``Edition.DoesNotExist``."""
    edition = Edition.objects.only("plan", "digest").get(pk=edition_id)
    return LoadedPlan(edition.plan, edition_id, edition.digest, _document(edition.digest, edition_id))


@lru_cache(maxsize=16)
def _document(digest: str, edition_id: int) -> PlanDocument:
    """A document never changes once it has a digest, so a process reads it from the database once."""
    return PlanDocument.model_validate(Edition.objects.values_list("document", flat=True).get(pk=edition_id))


def last_attempt(key: str | None = None) -> LoadAttempt | None:
    """The last reading of the plan's folder, good or bad."""
    return LoadAttempt.objects.filter(plan=key or settings.PLAN).order_by("-pk").first()


def loaded_at(edition_id: int) -> datetime:
    """When an edition was first loaded. Raises ``Edition.DoesNotExist``."""
    return Edition.objects.values_list("loaded_at", flat=True).get(pk=edition_id)
