"""Damage to the file itself: how programs write it, how it breaks on the way, and what is hostile in it."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from decimal import Decimal

import msoffcrypto
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from banso.returns.tests.mutator.places import told
from banso.returns.tests.mutator.truth import Truth, raw_damage
from banso.returns.tests.old_format import as_ods, as_xls

Parts = dict[str, bytes]
NUMBERS = re.compile(rb'(<c r="[A-Z]+[0-9]+"[^>]*?)( t="n")?><v>([0-9]+)</v>')


def rewritten(data: bytes, change: Callable[[Parts], None], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheets(parts: Parts) -> list[str]:
    return sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))


def is_archive(data: bytes) -> bool:
    return data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data))


def on_parts(name: str, *, refused: bool = False) -> Callable[[Callable[..., None]], None]:
    """Register damage to the parts of the archive: ``change(parts, truth, rng)``."""

    def register(change: Callable[..., None]) -> None:
        def act(data: bytes, truth: Truth, rng: random.Random) -> bytes:
            truth.may_refuse = truth.may_refuse or refused
            try:
                return rewritten(data, lambda parts: change(parts, truth, rng))
            except (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error, NotImplementedError):
                return data  # broken by the damage before

        act.__name__ = name
        raw_damage(act)

    return register


def refused(function: Callable[[bytes, random.Random], bytes]) -> None:
    """Register damage after which there may be nothing left to read."""

    def act(data: bytes, truth: Truth, rng: random.Random) -> bytes:
        truth.may_refuse = True
        return function(data, rng)

    act.__name__ = function.__name__
    raw_damage(act)


@refused
def cut_off(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


@refused
def bytes_flipped(data: bytes, rng: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(rng.randint(1, 30)):
        if flipped:
            flipped[rng.randrange(len(flipped))] ^= rng.randint(1, 255)
    return bytes(flipped)


@refused
def emptied_file(data: bytes, rng: random.Random) -> bytes:
    return b""


@refused
def text_renamed(data: bytes, rng: random.Random) -> bytes:
    return "指標,値\n就職,12\n".encode(rng.choice(["cp932", "utf-8", "utf-16"]))


@refused
def page_renamed(data: bytes, rng: random.Random) -> bytes:
    return b"<html><body><table><tr><td>12</td></tr></table></body></html>"


@refused
def locked_with_a_password(data: bytes, rng: random.Random) -> bytes:
    if not is_archive(data):
        return data
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(data)).encrypt("himitsu", out)
    return out.getvalue()


@refused
def rubbish_in_front(data: bytes, rng: random.Random) -> bytes:
    return rng.randbytes(rng.randint(1, 200)) + data


@raw_damage
def rubbish_behind(data: bytes, truth: Truth, rng: random.Random) -> bytes:
    truth.may_refuse = True
    return data + rng.randbytes(rng.randint(1, 200))


@raw_damage
def stored_without_compression(data: bytes, truth: Truth, rng: random.Random) -> bytes:
    return rewritten(data, lambda parts: None, zipfile.ZIP_STORED) if is_archive(data) else data


def saved_elsewhere(name: str, save: Callable[[bytes], bytes]) -> None:
    """Only values cross over into another program's format, so only where nothing else stands in the file."""

    def act(data: bytes, truth: Truth, rng: random.Random) -> bytes:
        if not is_archive(data):
            return data
        try:
            book = load_workbook(io.BytesIO(data), rich_text=True)
        except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, OSError, SyntaxError, TypeError):
            return data
        return save(data) if all(map(is_plain, book.worksheets)) else data

    act.__name__ = name
    raw_damage(act)


saved_elsewhere("saved_as_xls", as_xls)
saved_elsewhere("saved_as_ods", as_ods)


def is_plain(sheet: Worksheet) -> bool:
    if sheet.max_row > 5000 or sheet.max_column > 200 or sheet.merged_cells.ranges:
        return False
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return not any(
        cell.data_type in ("f", "e", "d", "b")
        or isinstance(cell.value, CellRichText)
        or (cell.comment is not None and cell.comment.author != "事務局")
        or cell.font.strike
        or (cell.font.color is not None and cell.font.color.rgb == "FFFFFFFF")
        or (isinstance(cell.value, int | float) and cell.number_format not in ("General", "#,##0", "#,##0.0"))
        or (isinstance(cell.value, str) and len(cell.value) > 3000)
        for cell in cells
    )


@on_parts("macros_added", refused=True)
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    parts["xl/vbaProject.bin"] = b"x"


@on_parts("bomb_added", refused=True)
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    parts["xl/media/big.bin"] = b"\0" * (61 * 1024 * 1024)


@on_parts("entities_added", refused=True)
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    name = rng.choice([name for name in parts if name.endswith(".xml")])
    declared = b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    head, _end, rest = parts[name].rpartition(b"?>")
    parts[name] = (head + b"?>" if head else b"") + declared + rest


@on_parts("part_removed", refused=True)
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    name = rng.choice(sorted(parts))
    # What refers to a note or a picture may go with it; then nobody sees them, in no program.
    truth.tells.clear()
    del parts[name]


@on_parts("part_cut_off", refused=True)
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    name = rng.choice(sorted(parts))
    truth.tells.clear()
    parts[name] = parts[name][: rng.randrange(len(parts[name]) + 1)]


@on_parts("link_to_another_file")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    truth.tells.append("リンク先は開いていません")


@on_parts("relation_to_the_network")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    relation = (
        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://192.0.2.1/x.png" TargetMode="External"/>'
    )
    name = "xl/_rels/workbook.xml.rels"
    if name in parts:
        parts[name] = parts[name].replace(b"</Relationships>", relation + b"</Relationships>")


@on_parts("strings_with_reading_aids")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    aid = '<rPh sb="0" eb="1"><t>フリガナ</t></rPh>'.encode()
    if "xl/sharedStrings.xml" in parts:
        parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"</si>", aid + b"</si>")


def each_number(parts: Parts, how: Callable[[bytes], bytes]) -> None:
    """Rewrite every stored number; an index into the shared strings is none."""
    for name in sheets(parts):
        parts[name] = NUMBERS.sub(
            lambda found: found[0] if b' t="' in found[1] else found[1] + b">" + how(found[3]), parts[name]
        )


@on_parts("numbers_with_17_digits")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    each_number(
        parts, lambda n: b"<v>" + n + b"." + b"0" * (16 - len(n)) + b"2</v>" if n != b"0" else b"<v>0</v>"
    )


@on_parts("numbers_with_exponents")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    each_number(parts, lambda n: f"<v>{int(n):.15E}</v>".encode())


@on_parts("results_of_formulas_kept")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    each_number(parts, lambda n: b"<f>0+" + n + b"</f><v>" + n + b"</v>")


@on_parts("results_from_a_named_file_kept")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    if "xl/workbook.xml" not in parts or b"</sheets>" not in parts["xl/workbook.xml"]:
        return
    names = b"<definedNames><definedName name=\"Fern\">'[1]Blatt'!$A$1</definedName></definedNames>"
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<definedNames />", b"").replace(
        b"</sheets>", b"</sheets>" + names
    )  # fmt: skip
    each_number(parts, lambda n: b"<f>Fern</f><v>" + n + b"</v>")
    for row in truth.numbers():
        row.inputs["value"] -= {value for value in row.inputs["value"] if isinstance(value, Decimal)}


@on_parts("cells_without_references")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    for name in sheets(parts):
        parts[name] = re.sub(rb"<row .*?</row>", _without_references, parts[name], flags=re.DOTALL)


def _without_references(found: re.Match[bytes]) -> bytes:
    """Programs leave references out where no cell of a row is skipped."""
    letters = re.findall(rb'<c r="([A-Z]+)[0-9]+"', found[0])
    whole = [chr(ord("A") + place).encode() for place in range(len(letters))]
    return re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", found[0]) if letters == whole else found[0]


@on_parts("size_stated_wrongly")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    for name in sheets(parts):
        parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts[name])


@on_parts("another_encoding")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    for name in sheets(parts):
        text = parts[name].decode("utf-8")
        text = re.sub(r"^<\?xml[^>]*\?>", "", text)
        parts[name] = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


@on_parts("names_with_a_prefix")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    for name in sheets(parts):
        if space in parts[name]:
            text = parts[name].replace(space, space.replace(b"xmlns=", b"xmlns:x="))
            parts[name] = re.sub(rb"<(/?)([a-zA-Z]+)(?=[\s/>])", rb"<\1x:\2", text)


@on_parts("strict_namespace")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    for name in list(parts):
        if name.endswith((".xml", ".rels")):
            parts[name] = (
                parts[name]
                .replace(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
                .replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            )


@on_parts("cell_twice", refused=True)
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    name = rng.choice(sheets(parts))
    parts[name] = re.sub(rb'(<c r="[A-Z]+5"[^>]*?><v>[^<]*</v></c>)', rb"\1\1", parts[name], count=1)


@on_parts("picture_over_cells")
def _(parts: Parts, truth: Truth, rng: random.Random) -> None:
    name = rng.choice(sheets(parts))
    rels = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
    text = told(truth, rng)
    parts["xl/drawings/drawing77.xml"] = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>8</xdr:col><xdr:row>4</xdr:row></xdr:from>"
        "<xdr:to><xdr:col>9</xdr:col><xdr:row>6</xdr:row></xdr:to>"
        f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    ).encode()
    relation = (
        b'<Relationship Id="rIdP" Target="/xl/drawings/drawing77.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"/>'
    )
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", relation + b"</Relationships>")
