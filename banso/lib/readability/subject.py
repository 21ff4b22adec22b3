"""What is checked: a CSV, a workbook, or a zip that holds a data file with what explains it."""

import codecs
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from banso.lib import csv_text
from banso.lib.csv_text import Record
from banso.lib.readability.book import SheetFacts, Unreadable, guard, sheets
from banso.lib.readability.companions import Companions, gathered, is_companion
from banso.lib.readability.table import Table

MOST_BYTES = 100 * 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# By the text of L1-01; of these, the workbook and the CSV can be looked into here.
MACHINE = frozenset({".csv", ".xlsx", ".xml", ".ods", ".json"})
FOR_EYES = {".pdf": "PDF", ".doc": "Word", ".docx": "Word", ".xls": "古い形式のExcel", ".txt": "文章"}


@dataclass
class Subject:
    """A data file, read as far as it can be. ``problem`` says why it cannot; ``tables`` are then none."""

    name: str
    kind: str = ""
    problem: str = ""
    tables: list[Table] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    encoding: str = ""
    sheets: list[SheetFacts] = field(default_factory=list)
    companions: Companions = field(default_factory=Companions)
    # The columns of the file published before this one; None where it was not given.
    before: list[str] | None = None
    is_first: bool = False

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    @property
    def is_csv(self) -> bool:
        return self.kind == "csv"

    @property
    def is_book(self) -> bool:
        return self.kind == "xlsx"


def read(
    name: str,
    content: bytes,
    *,
    companions: Mapping[str, bytes] | None = None,
    before: Sequence[str] | None = None,
    is_first: bool = False,
) -> Subject:
    """Read one file by its name. ``companions`` are files (name to bytes) that explain it. Never raises."""
    if PurePosixPath(name).suffix.lower() == ".zip":
        name, content, companions = _unpacked(name, content)
    subject = Subject(name, before=list(before) if before is not None else None, is_first=is_first)
    try:
        _read(subject, content)
    except Unreadable as problem:
        subject.problem = str(problem)
        return subject
    explaining = [sheet.table for sheet in subject.sheets if is_companion(sheet.table)]
    if len(explaining) < len(subject.sheets):
        subject.sheets = [sheet for sheet in subject.sheets if not is_companion(sheet.table)]
        subject.tables = [sheet.table for sheet in subject.sheets]
    for other, data in (companions or {}).items():
        extra = read(other, data)
        explaining += [t for t in extra.tables if is_companion(t)]
    subject.companions = gathered(explaining)
    return subject


def read_path(path: Path, *, before: Path | None = None) -> Subject:
    """A file of this machine, with what explains it from beside it. Raises OSError."""
    content = _bytes(path)
    companions = {}
    if path.suffix.lower() == ".csv":
        companions = {p.name: _bytes(p) for p in _beside(path)}
        packed = path.with_suffix(".zip")
        if packed.is_file():
            _, inside, others = _unpacked(packed.name, _bytes(packed))
            if inside == content:
                companions |= others
    earlier = read(before.name, _bytes(before)) if before else None
    columns = earlier.tables[0].header if earlier and earlier.tables else None
    return read(path.name, content, companions=companions, before=columns)


def _beside(path: Path) -> list[Path]:
    """The files whose names begin like this one's; of a file that itself goes with another (a_links.csv beside a.csv),
    those that go with the other too."""
    stems = [path.stem]
    first, _, last = path.stem.rpartition("_")
    if first and last and path.with_name(f"{first}.csv").is_file():
        stems.append(first)
    found = {p for stem in stems for p in path.parent.glob(f"{_quoted(stem)}_*.csv")}
    return sorted(found - {path})


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _quoted(stem: str) -> str:
    """The stem with the letters that a pattern of names would take for its own."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)


def _read(subject: Subject, content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unreadable("ファイルが大きすぎるため、確かめられません。")
    if subject.suffix in FOR_EYES:
        raise Unreadable(f"{FOR_EYES[subject.suffix]}の形式です。")
    if content.startswith(_OLE):
        raise Unreadable("パスワードのかかったファイルか、古い形式のExcelファイルです。")
    if subject.suffix == ".xlsx":
        subject.sheets = sheets(content)
        subject.kind, subject.tables = "xlsx", [sheet.table for sheet in subject.sheets]
    elif subject.suffix == ".csv":
        text, subject.encoding = _decoded(content)
        subject.records = csv_text.records(text)
        lines = [record.line for record in subject.records]
        table = Table("", [list(record.fields) for record in subject.records], lines)
        subject.kind, subject.tables = "csv", [table]
    else:
        raise Unreadable("CSVとExcel（.xlsx）のほかは、中身を確かめられません。")


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding. Raises :class:`Unreadable` for what is no text."""
    if content.startswith((b"PK\x03\x04", b"%PDF")):
        raise Unreadable("名前はCSVですが、中身は別の形式です。")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text, encoding
    raise Unreadable("文字として読めません（UTF-8でもShift_JISでもありません）。")


def _unpacked(name: str, content: bytes) -> tuple[str, bytes, dict[str, bytes]]:
    """The data file of a zip, and what explains it. A zip without exactly one data file is given back as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            guard(archive)
            members = {
                PurePosixPath(member.filename).name: archive.read(member)
                for member in archive.infolist()
                if PurePosixPath(member.filename).suffix.lower() in (".csv", ".xlsx")
            }
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError, Unreadable):
        # Broken, protected or too large: told as a format that cannot be looked into.
        return name, content, {}
    data = [member for member, held in members.items() if not _explains(member, held)]
    if len(data) != 1:
        return name, content, {}
    return data[0], members.pop(data[0]), members


def _explains(name: str, content: bytes) -> bool:
    subject = Subject(name)
    try:
        _read(subject, content)
    except Unreadable:
        return False
    return bool(subject.tables) and all(is_companion(table) for table in subject.tables)
