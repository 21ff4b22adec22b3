"""What the secretariat asked when it sent versions back."""

from collections.abc import Iterable

from banso.returns.models import Version


def questions_asked(versions: Iterable[int]) -> dict[int, str]:
    """By version, for those that carry a question. One SQL query; the caller holds only versions it may see."""
    asked = Version.objects.filter(pk__in=list(versions)).exclude(question="")
    return dict(asked.values_list("pk", "question"))
