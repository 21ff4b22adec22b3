"""What crosses between the faces: contacts to the office; directory, published numbers and states to the public."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from banso.council import crossing as published
from banso.directory import crossing as directory
from banso.lib import clock, crossing
from banso.lib.crossing import Arrived, Header, Record, Refused
from banso.lib.faces import Face
from banso.navigator.keys import own_keys, peer_keys
from banso.navigator.operations import crossing as contacts
from banso.plan.queries import LoadedPlan, current
from banso.portal.models import Crossing

CONTACTS, PUBLISHED = "contacts", "published"
LABELS = {
    CONTACTS: "相談の申し込み（公開の面から職場の面へ）",
    PUBLISHED: "公開する情報（職場の面から公開の面へ）",
}
Tell = Callable[[int], None]
_UNREADABLE = (contacts.NotReadable, directory.NotReadable, published.NotReadable)


@dataclass
class Taken:
    """What an import did. ``missing`` are numbers of files that have not come."""

    kind: str
    sequence: int
    records: int
    already: bool = False
    did: dict[str, int] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)


def outward_kind() -> str:
    """What this face writes. Raises :class:`Refused` where there is only one face."""
    if settings.FACE == Face.ALL:
        raise Refused(
            "一つの面（BANSO_FACE=all）では、受け渡しは要りません。面を分けるときは BANSO_FACE を public か office にしてください。"
        )
    return CONTACTS if settings.FACE == Face.PUBLIC else PUBLISHED


@transaction.atomic
def export(path: Path, *, sequence: int = 0, tell: Tell = lambda _: None) -> Crossing:
    """Write the next file for the other face. Raises :class:`Refused`, ``NoKey`` and ``OSError``."""
    kind, plan, own, peer = outward_kind(), current(), own_keys()[0], peer_keys()[0]
    last = (
        Crossing.objects.filter(kind=kind, outward=True, peer=own.public.name).order_by("-sequence").first()
    )
    following = last.sequence + 1 if last else 1
    if sequence and sequence < following:
        raise Refused(f"通し番号 {sequence} はもう使いました。{following} 以上にしてください。")
    header = Header(kind, plan.key, own.public.name, peer.name, sequence or following, clock.now())
    records = contacts.outgoing() if kind == CONTACTS else _published(plan)
    count, digest = crossing.write(path, header, records, own, tell)
    return Crossing.objects.create(
        kind=kind, outward=True, peer=own.public.name, sequence=header.sequence, digest=digest, records=count,
        at=clock.now(),
    )  # fmt: skip


def _published(plan: LoadedPlan) -> Iterator[Record]:
    for part, records in (
        ("directory", directory.dump()),
        ("publication", published.dump(plan)),
        ("state", contacts.states()),
    ):
        for record in records:
            yield {"part": part, **record}


def take(path: Path, *, tell: Tell = lambda _: None) -> Taken:
    """Take over a file of the other face: whole, once, or not at all. Raises :class:`Refused` and ``OSError``."""
    plan = current()
    kind = PUBLISHED if outward_kind() == CONTACTS else CONTACTS
    arrived = crossing.check(
        path, kind=kind, plan=plan.key, peers=peer_keys(), own=[keys.public.name for keys in own_keys()]
    )
    header = arrived.header
    taken = Taken(kind, header.sequence, arrived.count)
    with transaction.atomic():
        if _is_known(arrived):
            taken.already = True
            return taken
        try:
            taken.did = _take(plan, kind, arrived.records(tell))
        except _UNREADABLE as problem:
            raise Refused(f"{problem}何も取り込んでいません。") from problem
        Crossing.objects.create(
            kind=kind, outward=False, peer=header.sender, sequence=header.sequence, digest=arrived.digest,
            records=arrived.count, at=clock.now(),
        )  # fmt: skip
        taken.missing = missing(kind, header.sender)
    return taken


def _is_known(arrived: Arrived) -> bool:
    """Whether this very file was taken before. Raises :class:`Refused` for one that would turn time back."""
    header = arrived.header
    before = Crossing.objects.filter(kind=header.kind, outward=False, peer=header.sender)
    same = before.filter(sequence=header.sequence).first()
    if same is not None and same.digest == arrived.digest:
        return True
    if same is not None:
        raise Refused(
            f"通し番号 {header.sequence} は、中身の違うファイルで取り込み済みです。相手の面が控えから戻されたときは、"
            "相手の面で、--sequence に前より大きい番号を付けて書き出し直してください。"
        )
    newest = before.order_by("-sequence").first()
    if header.kind == PUBLISHED and newest is not None and newest.sequence > header.sequence:
        raise Refused(
            f"もっと新しいファイル（通し番号 {newest.sequence}）を取り込み済みです。古いもの（{header.sequence}）は取り込みません。"
        )
    return False


def _take(plan: LoadedPlan, kind: str, records: Iterable[Record]) -> dict[str, int]:
    if kind == CONTACTS:
        return asdict(contacts.receive(records))
    readers: dict[str, Callable[[Iterable[Record]], int]] = {
        "directory": directory.restore,
        "publication": lambda rows: published.restore(plan, rows),
        "state": contacts.mirror,
    }
    did = dict.fromkeys(readers, 0)
    waiting = list(readers)
    for part, rows in groupby(records, key=lambda record: str(record.get("part"))):
        if part not in waiting:
            raise Refused(f"ファイルの中の順序が違います（{part}）。両方の面を同じ版の伴走にしてください。")
        waiting = waiting[waiting.index(part) + 1 :]
        did[part] = readers[part](rows)
    return did


def missing(kind: str, peer: str) -> list[int]:
    """The numbers below the newest one that never came."""
    come = set(
        Crossing.objects.filter(kind=kind, outward=False, peer=peer).values_list("sequence", flat=True)
    )
    return [number for number in range(1, max(come, default=0)) if number not in come]


def has_directory_from_office() -> bool:
    """Whether the directory of this face comes from the office's files: then the plan's folder no longer makes it."""
    return Crossing.objects.filter(kind=PUBLISHED, outward=False).exists()


def status() -> list[dict[str, Any]]:
    """The last files each way, newest first."""
    return [
        {
            "kind": row.kind, "label": LABELS[row.kind], "outward": row.outward, "sequence": row.sequence,
            "records": row.records, "key": row.peer, "at": clock.local(row.at).isoformat(timespec="minutes"),
        }
        for row in Crossing.objects.all()[:20]
    ]  # fmt: skip
