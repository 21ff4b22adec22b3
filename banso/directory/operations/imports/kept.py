"""An import as it is kept: held for a step, told in words."""

from banso.directory.codes import ImportState
from banso.directory.models import DirectoryImport


class NotImported(Exception):
    """The sentence says why, in Japanese, and what to do."""


def locked(pk: int) -> DirectoryImport:
    """The import, held until the end of the transaction. Raises ``DirectoryImport.DoesNotExist``."""
    return DirectoryImport.objects.select_for_update().defer("file").get(pk=pk)


def _must_be(kept: DirectoryImport, state: ImportState) -> None:
    if kept.state != state:
        raise NotImported(
            f"この取り込みは「{ImportState.of(kept.state).label}」です。今の状態を見直してください。"
        )


def _reason(kept: DirectoryImport) -> str:
    return f"取り込み {kept.pk}（{kept.name[:200]}）"


def must_be(kept: DirectoryImport, state: ImportState) -> None:
    if kept.state != state:
        raise NotImported(
            f"この取り込みは「{ImportState.of(kept.state).label}」です。今の状態を見直してください。"
        )


def reason_of(kept: DirectoryImport) -> str:
    return f"取り込み {kept.pk}（{kept.name[:200]}）"
