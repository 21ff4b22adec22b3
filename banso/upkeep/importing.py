"""Windows from files: permission first, then the directory's own operation."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import require
from banso.directory import operations as directory
from banso.directory.exchange.incoming import Said
from banso.plan.queries import LoadedPlan

if TYPE_CHECKING:
    from banso.access.models import User
    from banso.directory.models import DirectoryImport


def bring(*, file: BinaryIO, name: str, plan: LoadedPlan, said: Said, by: "User") -> "DirectoryImport":
    """Keep a file with whose words it has, and plan its rows. Raises ``Refused``, ``NotImported``, and ``Unreadable``."""
    require(member_of(by), Act.IMPORT_DIRECTORY)
    return directory.preview_import(file=file, name=name, plan=plan, by=str(by), said=said)


def accept(*, pk: int, numbers: Iterable[int] | None, accepted: bool, by: "User") -> int:
    """Let rows change what organisations wrote, or not any more; how many."""
    require(member_of(by), Act.IMPORT_DIRECTORY)
    return directory.accept_conflicts(pk=pk, numbers=numbers, accepted=accepted)


def take_over(*, pk: int, by: "User") -> "DirectoryImport":
    """Do what the preview shows. Raises ``Refused`` and ``NotImported``."""
    require(member_of(by), Act.IMPORT_DIRECTORY)
    return directory.apply_import(pk=pk, by=str(by), organisation=by.organisation)


def put_back(*, pk: int, by: "User") -> "DirectoryImport":
    """Undo an import. Raises ``Refused`` and ``NotImported``."""
    require(member_of(by), Act.IMPORT_DIRECTORY)
    return directory.undo_import(pk=pk, by=str(by), organisation=by.organisation)
