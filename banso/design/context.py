"""What every page shows, whatever it is about."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from banso.lib import clock


def shell(request: HttpRequest) -> dict[str, Any]:
    """The mark of sample data and the date on the clock."""
    return {"sample_data": settings.SAMPLE_DATA, "today": clock.today()}
