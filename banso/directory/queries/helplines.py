"""The lines of immediate help."""

from banso.directory.models import Helpline


def helplines() -> list[Helpline]:
    """In the order of the strip. One query."""
    return list(Helpline.objects.all())
