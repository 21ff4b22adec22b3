"""Which encoding a file has: one that reads every byte of it, or none, and then which byte is in the way."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 16
_NAMES = {"utf-8": "UTF-8", "cp932": "Shift_JIS（CP932）", "euc_jp": "EUC-JP", "utf-16": "UTF-16"}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHERS = (
    (b"PK\x03\x04", "Excel（.xlsx）かZIPの形式です。CSVで保存してください。"),
    (b"%PDF", "PDFです。CSVで保存してください。"),
    (
        bytes.fromhex("d0cf11e0a1b11ae1"),
        "古い形式のExcelか、パスワードの付いたファイルです。CSVで保存してください。",
    ),
)
# What Python's cp932 lets through though no letter stands there.
_NO_LETTER = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
# EUC read as Shift_JIS is mostly half-width kana.
_MOST_HALF_KANA = 0.3


class Unreadable(Exception):
    """A file that is no table of text. The message is Japanese; ``line`` and ``byte`` count from 1 where one is known."""

    def __init__(self, message: str, line: int | None = None, byte: int | None = None) -> None:
        super().__init__(message)
        self.line, self.byte = line, byte


@dataclass
class _Reading:
    """One encoding being tried: how far it came, and of what the text was made."""

    encoding: str
    decoder: codecs.IncrementalDecoder
    failed_at: int | None = None
    letters: int = 0
    half_kana: int = 0

    def feed(self, chunk: bytes, offset: int, final: bool) -> None:
        pending = len(self.decoder.getstate()[0])
        try:
            text = self.decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            self.failed_at = offset - pending + error.start
            return
        if self.encoding == "cp932" and (found := _NO_LETTER.search(text)):
            self.failed_at = offset - pending + len(text[: found.start()].encode("cp932"))
        self.letters += sum(not letter.isascii() for letter in text)
        self.half_kana += len(_HALF_KANA.findall(text))


def detect(file: BinaryIO) -> str:
    """The encoding by which all of ``file`` (at its start) is text. Raises :class:`Unreadable`."""
    head = file.read(8)
    for mark, message in _OTHERS:
        if head.startswith(mark):
            raise Unreadable(f"名前は表ですが、中身は{message}")
    encodings = next(([e] for mark, e in _BOMS if head.startswith(mark)), ["utf-8", "cp932", "euc_jp"])
    readings = [_Reading(e, codecs.getincrementaldecoder(e)()) for e in encodings]
    file.seek(0)
    offset = 0
    while chunk := file.read(_CHUNK):
        _tried(readings, chunk, offset)
        offset += len(chunk)
    _tried(readings, b"", offset, final=True)
    left = [reading for reading in readings if reading.failed_at is None]
    if not left:
        raise _unreadable(file, max(readings, key=lambda reading: reading.failed_at or 0), encodings)
    return _likeliest(left)


def _tried(readings: list[_Reading], chunk: bytes, offset: int, final: bool = False) -> None:
    for reading in readings:
        if reading.failed_at is None:
            reading.feed(chunk, offset, final)


def _likeliest(left: list[_Reading]) -> str:
    """UTF-8 is hardly ever right by chance; between the other two, half-width kana in plenty speak for EUC."""
    first = left[0]
    looks_euc = first.encoding == "cp932" and first.half_kana > first.letters * _MOST_HALF_KANA
    return left[1].encoding if looks_euc and len(left) > 1 else first.encoding


def _unreadable(file: BinaryIO, reading: _Reading, encodings: list[str]) -> Unreadable:
    at = reading.failed_at or 0
    file.seek(0)
    before = b""
    line, left = 1, at
    while left and (chunk := file.read(min(left, _CHUNK))):
        left -= len(chunk)
        line += chunk.count(b"\n")
        before = chunk if b"\n" in chunk else before + chunk
    byte = len(before) - before.rfind(b"\n")
    names = "、".join(_NAMES[e.removesuffix("-sig")] for e in encodings)
    found = file.read(1)
    what = f"（0x{found.hex().upper()}）" if found else ""
    message = f"{line}行目の{byte}バイト目{what}が、文字として読めません（{names}）。"
    return Unreadable(message + "「CSV UTF-8」で保存し直してください。", line, byte)
