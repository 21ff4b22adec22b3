"""Signed files that go from one face to the other by hand. Pure: keys and paths come in, records go out.

A file is JSON, one object a line: a header, the records, and an end with their number, the SHA-256 of everything
before it, and an Ed25519 signature of that digest. A file that was cut off has no end, so half of one is never taken.
"""

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from banso.lib.sealing import PrivateKeys, PublicKeys

FORMAT = "banso-crossing/1"
_LONGEST_LINE = 64 * 1024 * 1024
Record = dict[str, Any]


class Refused(Exception):
    """The file cannot be taken, and nothing of it was. The sentence says why and what to do."""


@dataclass(frozen=True)
class Header:
    """What a file says of itself. ``sender`` and ``receiver`` are names of keys."""

    kind: str
    plan: str
    sender: str
    receiver: str
    sequence: int
    made_at: datetime


@dataclass(frozen=True)
class Arrived:
    """A file whose signature is right."""

    path: Path
    header: Header
    count: int
    digest: str

    def records(self, tell: Callable[[int], None] = lambda _: None) -> Iterator[Record]:
        """The records, read again and measured again: what was checked is what is taken."""
        measured = hashlib.sha256()
        with self.path.open("rb") as file:
            measured.update(file.readline())
            for number in range(1, self.count + 1):
                line = file.readline()
                measured.update(line)
                tell(number)
                yield _object(line)
        if measured.hexdigest() != self.digest:
            raise Refused("読んでいる間にファイルが変わりました。もう一度取り込んでください。")


def write(
    path: Path, header: Header, records: Iterable[Record], keys: PrivateKeys, tell: Callable[[int], None]
) -> tuple[int, str]:
    """Write a file, whole or not at all; (number of records, digest). Raises ``OSError``."""
    measured, count = hashlib.sha256(), 0
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            for value in _all(header, records):
                line = _line(value)
                measured.update(line)
                file.write(line)
                count += 1
                tell(count - 1)
            digest = measured.hexdigest()
            signature = base64.b64encode(keys.sign(_signed(digest))).decode()
            file.write(_line({"end": count - 1, "sha256": digest, "signature": signature}))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
    return count - 1, digest


def _all(header: Header, records: Iterable[Record]) -> Iterator[Record]:
    yield {
        "format": FORMAT, "kind": header.kind, "plan": header.plan, "sender": header.sender,
        "receiver": header.receiver, "sequence": header.sequence, "made_at": header.made_at.isoformat(),
    }  # fmt: skip
    yield from records


def check(path: Path, *, kind: str, plan: str, peers: Sequence[PublicKeys], own: Sequence[str]) -> Arrived:
    """Check a file from end to end. Raises :class:`Refused`; ``OSError`` where it cannot be read."""
    with path.open("rb") as file:
        first = file.readline(_LONGEST_LINE)
        header = _header(first)
        digest, count, end = _measured(file, first)
    _addressed(header, kind=kind, plan=plan, own=own)
    if end.get("end") != count or end.get("sha256") != digest:
        raise Refused(
            "ファイルが壊れているか、書き換えられています。元のファイルをもう一度コピーしてください。"
        )
    signer = next((peer for peer in peers if peer.name == header.sender), None)
    if signer is None:
        raise Refused(
            f"署名した鍵（{header.sender}）が、登録した相手の鍵ではありません。"
            "相手の面の鍵を電話などで確かめ、BANSO_EXCHANGE_PEER に入れてください。"
        )
    if not signer.has_signed(_signed(digest), _decoded(end.get("signature"))):
        raise Refused(
            "署名が正しくありません。書き換えられたおそれがあります。取り込まず、相手に確かめてください。"
        )
    return Arrived(path, header, count, digest)


def _header(line: bytes) -> Header:
    told = _object(line) if line.endswith(b"\n") else {}
    if told.get("format") != FORMAT:
        raise Refused("伴走の受け渡しファイルではありません。ファイルを確かめてください。")
    try:
        return Header(
            kind=str(told["kind"]),
            plan=str(told["plan"]),
            sender=str(told["sender"]),
            receiver=str(told["receiver"]),
            sequence=int(told["sequence"]),
            made_at=datetime.fromisoformat(told["made_at"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refused("ファイルの先頭が読めません。元のファイルをもう一度コピーしてください。") from problem


def _measured(file: Iterable[bytes], first: bytes) -> tuple[str, int, Record]:
    """Digest and number of the records, and the end line."""
    measured, count, last = hashlib.sha256(first), -1, b""
    for line in file:
        if last:
            measured.update(last)
        last, count = line, count + 1
    end = _object(last) if last.endswith(b"\n") else {}
    if "signature" not in end:
        raise Refused(
            "ファイルが途中で切れています。元のファイルをもう一度コピーしてください。何も取り込んでいません。"
        )
    return measured.hexdigest(), count, end


def _addressed(header: Header, *, kind: str, plan: str, own: Sequence[str]) -> None:
    if header.sender in own:
        raise Refused("この面が自分で書き出したファイルです。もう一つの面で取り込んでください。")
    if header.kind != kind:
        raise Refused("この面で取り込む種類のファイルではありません。もう一つの面で取り込んでください。")
    if header.receiver not in own:
        raise Refused(
            "この面にあてたファイルではありません。相手の面の BANSO_EXCHANGE_PEER を確かめてください。"
        )
    if header.plan != plan:
        raise Refused(f"計画「{header.plan}」のファイルです。この面の計画は「{plan}」です。")


def _object(line: bytes) -> Record:
    try:
        told = json.loads(line)
    except ValueError as problem:
        raise Refused(
            "ファイルの中に読めない行があります。元のファイルをもう一度コピーしてください。"
        ) from problem
    if not isinstance(told, dict):
        raise Refused("ファイルの中に読めない行があります。元のファイルをもう一度コピーしてください。")
    return told


def _decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except ValueError:
        return b""


def _signed(digest: str) -> bytes:
    return f"{FORMAT}\0{digest}".encode()


def _line(value: Record) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
