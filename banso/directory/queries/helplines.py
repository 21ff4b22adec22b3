"""The lines of immediate help."""

from banso.directory.models import Helpline, Service
from banso.directory.queries.trust import with_trusted_years


def helplines() -> list[Helpline]:
    """In the order of the strip. One query."""
    return with_trusted_years(Helpline.objects.all())


def missing_help() -> str:
    """What lacks, in a sentence, where services are shown without a number for an emergency; else empty."""
    if Helpline.objects.filter(is_emergency=True).exists() or not Service.objects.public().exists():
        return ""
    return "サービスを案内していますが、緊急の連絡先（110・119）が一つもありません。計画のフォルダの directory に helplines を書いて、banso plan load を実行してください。"
