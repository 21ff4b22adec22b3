"""Is this file a workbook that may be opened? Sizes, the archive and hostile parts are checked before any parsing."""

import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

import msoffcrypto

from banso.returns.workbook.apart import MAX_CELLS
from banso.returns.workbook.problems import NotTaken

MAX_BYTES = 10 * 1024 * 1024
MAX_INFLATED = 60 * 1024 * 1024
MAX_PARTS = 1000
# Marks that open a tag, in all parts together: what bounds the memory that a parsed workbook takes.
MAX_TAGS = 3_000_000

_ASK = "事務局から受け取った様式（.xlsx）に記入し、Excelの「ブック（.xlsx）」として保存して送ってください。"
_NEW = "新しい様式を受け取り、そこに記入して送ってください。"
_AGAIN = "ファイルが途中で切れたか壊れています。もう一度保存し直して送ってください。"

# How files begin that people send by mistake. Source: the formats' own specifications.
_KINDS = (
    (b"%PDF", "PDFファイル"),
    (b"\x89PNG", "画像（PNG）"),
    (b"\xff\xd8\xff", "画像（JPEG）"),
    (b"GIF8", "画像（GIF）"),
    (b"{\\rtf", "リッチテキスト（RTF）"),
    (b"Rar!", "圧縮ファイル（RAR）"),
    (b"7z\xbc\xaf", "圧縮ファイル（7z）"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML = (".xml", ".rels", ".vml")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def opened(data: bytes) -> dict[str, bytes] | str:
    """The parts of an .xlsx by name, each read to its end and harmless; of an .xls, .xlsb or .ods that may be read, the name.

    Raises :class:`NotTaken` unless ``data`` is a workbook of a bearable size with nothing hostile in it.
    """
    if not data:
        raise NotTaken("ファイルが空（0バイト）です。", _ASK)
    if len(data) > MAX_BYTES:
        raise NotTaken(
            f"ファイルが大きすぎます（{len(data) / 1048576:.1f}MB。上限は{MAX_BYTES // 1048576}MB）。",
            "貼り付けた画像や余分なシートを除いて保存し直してください。",
        )
    if data.startswith(_OLE):
        _refuse_locked(data)
        return "旧形式（.xls）"
    if not data.startswith(b"PK"):
        raise _other(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = _parts(archive)
    except (BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as broken:
        raise NotTaken("Excelファイルとして開けません（圧縮が壊れています）。", _AGAIN) from broken
    if "xl/workbook.xml" in parts:
        return parts
    if "xl/workbook.bin" in parts:
        return "Excelのバイナリ形式（.xlsb）"
    _check_opendocument(parts)
    return "OpenDocument形式（.ods）"


def _refuse_locked(data: bytes) -> None:
    """Both kinds of password: around an .xlsx, and inside an .xls."""
    locked = "EncryptedPackage".encode("utf-16-le") in data
    try:
        locked = locked or bool(msoffcrypto.OfficeFile(BytesIO(data)).is_encrypted())
    # A damaged file makes the library raise anything; whether it is a workbook is found out by reading it.
    except Exception:
        locked = locked or False
    if locked:
        raise NotTaken(
            "パスワードで保護されたExcelファイルです。",
            "Excelで開き、「ファイル」「情報」「ブックの保護」からパスワードを外して保存し、送り直してください。",
        )


def _other(data: bytes) -> NotTaken:
    for beginning, name in _KINDS:
        if data.startswith(beginning):
            return NotTaken(f"{name}です。Excelの様式ではありません。", _ASK)
    head = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return NotTaken("HTMLファイルです（拡張子だけが変わっていることがあります）。", _ASK)
    if head.startswith(b"<?xml"):
        return NotTaken("XMLファイルです。Excelの様式ではありません。", _ASK)
    if b"\x00" not in head:
        kind = "CSVファイル" if b"," in head or b"\t" in head else "テキストファイル"
        return NotTaken(f"{kind}です。どの行の値かを確かめられないので受け取れません。", _ASK)
    return NotTaken("Excelの様式（.xlsx）ではないファイルです。", _ASK)


def _parts(archive: ZipFile) -> dict[str, bytes]:
    """Every part by name, read to its end (which checks its checksum) and found harmless."""
    listed = archive.infolist()
    if any(part.flag_bits & 0x1 for part in listed):
        raise NotTaken(
            "パスワードの付いた圧縮ファイルです。", "パスワードを外し、Excelファイルのまま送ってください。"
        )
    names = {part.filename for part in listed}
    if len(names) < len(listed):
        raise BadZipFile("a part stands twice")
    if len(listed) > MAX_PARTS or sum(part.file_size for part in listed) > MAX_INFLATED:
        raise _too_large()
    is_excel = "[Content_Types].xml" in names and names & {"xl/workbook.xml", "xl/workbook.bin"}
    if not is_excel and not _is_opendocument(archive, names):
        raise _another_archive(names)
    if "xl/vbaProject.bin" in names:
        raise NotTaken("マクロを含むファイルです。", _ASK)
    parts = {part.filename: _inflated(archive, part) for part in listed}
    texts = [text for name, text in parts.items() if name.endswith(_XML)]
    if sum(text.count(b"<") for text in texts) > MAX_TAGS:
        raise _too_large()
    if any(_has_doctype(text) for text in texts):
        raise NotTaken("Excelが作らない宣言（DTD）を含むファイルです。安全のため開きませんでした。", _NEW)
    return parts


def _is_opendocument(archive: ZipFile, names: set[str]) -> bool:
    if not names >= {"mimetype", "content.xml"} or archive.getinfo("mimetype").file_size > 100:
        return False
    return archive.read("mimetype").strip() == b"application/vnd.oasis.opendocument.spreadsheet"


def _check_opendocument(parts: dict[str, bytes]) -> None:
    """A password, macros, and cells that are written once and repeated beyond measure."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise NotTaken(
            "パスワードで保護されたファイルです。", "パスワードを付けずに保存し直して送ってください。"
        )
    if any(name.startswith(("Basic/", "Scripts/")) for name in parts):
        raise NotTaken("マクロを含むファイルです。", _ASK)
    try:
        area = max(map(_area, fromstring(parts["content.xml"]).iter(f"{_TABLE}table")), default=0)
    except (ParseError, ValueError, RecursionError) as broken:
        raise NotTaken("ファイルの中身が壊れていて読めません。", _AGAIN) from broken
    if area > MAX_CELLS:
        raise _too_large()


def _area(table: Element) -> int:
    """How many cells a table takes when each repetition is written out, up to the last that holds anything."""
    height = last = width = 0
    for row in table.iter(f"{_TABLE}table-row"):
        height += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        place = 0
        for cell in row:
            place += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if len(cell) or any(name.endswith(("value-type", "formula")) for name in cell.attrib):
                last, width = height, max(width, place)
    return last * width


def _too_large() -> NotTaken:
    return NotTaken("展開すると大きくなりすぎるファイルです。安全のため開きませんでした。", _NEW)


def _inflated(archive: ZipFile, part: ZipInfo) -> bytes:
    """The content of a part, in small steps: a part that inflates to more than it states never does so in memory."""
    with archive.open(part) as stream:
        return b"".join(iter(lambda: stream.read(65536), b""))


class _Seen(Exception):
    """The first element is reached, or a declaration was found before it."""


def _has_doctype(text: bytes) -> bool:
    """No office program writes one; it is where entity bombs and outside references live.

    It can only stand before the first element, in whatever encoding, so the parser itself looks, and stops there.
    """
    parser = expat.ParserCreate()
    found = False

    def doctype(*_what: object) -> None:
        nonlocal found
        found = True
        raise _Seen

    def element(_name: str, _attributes: object) -> None:
        raise _Seen

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(text, True)
    except _Seen:
        return found
    # Broken XML is named as such where the part is read; many a broken part is never needed.
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return found


def _another_archive(names: set[str]) -> NotTaken:
    if "word/document.xml" in names:
        return NotTaken("Wordファイルです。Excelの様式ではありません。", _ASK)
    if "content.xml" in names:
        return NotTaken("OpenDocument形式のファイルです。表計算の様式ではありません。", _ASK)
    return NotTaken("Excelの様式ではない圧縮ファイル（ZIPなど）です。", _ASK)
