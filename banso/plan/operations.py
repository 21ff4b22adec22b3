"""Writes of this room: loading an edition."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from banso.lib import clock
from banso.plan.loading import read_folder
from banso.plan.models import Edition, LoadAttempt


def load(*, key: str, root: Path | None = None) -> LoadAttempt:
    """Read the folder of plan ``key`` and put it in force, or keep the edition in force and the faults found.

    The same wording loaded twice is one edition.
    """
    reading = read_folder((root or settings.PLANS_DIR) / key)
    faults = [fault.as_json() for fault in reading.faults]
    with transaction.atomic():
        edition = None
        if reading.document is not None:
            edition, _ = Edition.objects.get_or_create(
                plan=key,
                digest=reading.digest,
                defaults={
                    "number": reading.document.edition.number,
                    "document": reading.document.model_dump(mode="json", exclude_defaults=True),
                    "loaded_at": clock.now(),
                },
            )
        return LoadAttempt.objects.create(plan=key, at=clock.now(), edition=edition, faults=faults)
