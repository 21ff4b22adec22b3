"""What can come of a write besides success, each with a sentence for the member."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import DatabaseError, transaction

from banso.returns.models import Rejected, Version
from banso.returns.rules import NotPossible
from banso.returns.workbook import Problem

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# How SQLite and PostgreSQL (SQLSTATE 53100) say it; Django gives no error of its own for it.
_FULL_WORDS = ("disk is full", "no space left", "could not extend file")


class NotSaved(NotPossible):
    """The disk was full; nothing of what was being written is there."""

    def __init__(self) -> None:
        super().__init__(
            "保存する場所の空きがないため、何も保存していません（前の状態のままです）。"
            "システムの管理者に知らせ、空きができてから、もう一度行ってください。"
        )


class Unreadable(Exception):
    """The workbook could not be taken. The original is kept in ``rejected``."""

    def __init__(self, problems: Sequence[Problem], rejected: Rejected) -> None:
        self.problems, self.rejected = tuple(problems), rejected
        super().__init__(f"{rejected.file_name}：{len(self.problems)}件の確認してほしいことがあります。")


class KeptAsDraft(NotPossible):
    """What was sent is kept as the draft ``version``, but could not be handed in."""

    def __init__(self, version: Version, sentence: str) -> None:
        self.version = version
        super().__init__(sentence)


class AnotherWaits(KeptAsDraft):
    """Another version of the same return waits for the secretariat."""

    def __init__(self, version: Version, waiting: Version) -> None:
        self.waiting = waiting
        super().__init__(
            version,
            f"第{waiting.number}版が事務局の確認を待っています。送られたファイルは第{version.number}版"
            "（作成中）として保存しました。差し替えるときは、"
            f"違いを確かめ、第{waiting.number}版を取り下げてから第{version.number}版を提出してください。",
        )


class PeriodClosed(KeptAsDraft):
    """The period is locked."""

    def __init__(self, version: Version, sentence: str) -> None:
        super().__init__(
            version,
            f"{sentence}送られたファイルは第{version.number}版（締め後・保留）として保存しました。"
            "まだ提出になっていません。開け直したあとに、この版を提出できます。",
        )


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction. A full disk undoes it whole and is said in plain words: :class:`NotSaved`."""
    try:
        with transaction.atomic():
            yield
    except (DatabaseError, OSError) as fault:
        if is_full(fault):
            raise NotSaved from fault
        raise


def is_full(fault: BaseException) -> bool:
    """Whether a fault says that there is no room left."""
    words = str(fault).lower()
    return getattr(fault, "errno", None) in _FULL or any(word in words for word in _FULL_WORDS)
