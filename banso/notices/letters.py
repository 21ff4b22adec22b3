"""Letters as PDF, one sheet for each, for those who cannot be reached by mail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from banso.design.pdf import compiled
from banso.lib import clock, wareki
from banso.notices.rules import NotPossible, sender

if TYPE_CHECKING:
    from banso.notices.models import Notice

TEMPLATE = Path(__file__).with_name("letter.typ")


def make(notices: "Iterable[Notice]", names: Mapping[str, str], *, at: datetime) -> bytes:
    """The bytes of the .pdf. ``names``: of organisations, by key."""
    day = wareki.full(clock.local(at).date())
    data = {
        "title": f"手紙　{day}",
        "from": _sender(),
        "sample": settings.SAMPLE_DATA,
        "letters": [
            {
                "day": day,
                "number": notice.pk,
                "to": _lines(notice.to),
                "name": names.get(notice.organisation, notice.organisation),
                "subject": notice.subject,
                "paragraphs": notice.body.split("\n"),
            }
            for notice in notices
        ],
    }
    return compiled(TEMPLATE, data, at=at.replace(microsecond=0))


def _lines(to: str) -> list[str]:
    return [line for line in to.split("\n") if line.strip()]


def _sender() -> str:
    """The name of the secretariat, where the settings give one."""
    try:
        return sender(settings.MAIL_FROM)[0] if settings.MAIL_FROM else ""
    except NotPossible:
        return ""
