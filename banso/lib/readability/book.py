"""A workbook as far as the rules ask: values, formulas, merged and hidden cells, looks, and what floats above the cells."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from banso.lib.readability.table import Table

# A sheet of an office stays far below; what is above is an attack or a mistake.
MOST_CELLS = 2_000_000
MOST_INFLATED = 300 * 1024 * 1024
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OBJECTS = {
    "drawing": "図・グラフ・テキストボックス",
    "comments": "コメント（メモ）",
    "threadedComment": "コメント（スレッド）",
    "oleObject": "埋め込まれた文書",
    "control": "フォームの部品",
    "ctrlProp": "フォームの部品",
}


class Unreadable(Exception):
    """The file cannot be read; the sentence says why, in Japanese."""


@dataclass
class SheetFacts:
    """What a sheet has beyond its values. Looks are told by (row, column) from 0."""

    table: Table
    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    looks: dict[tuple[int, int], str] = field(default_factory=dict)


def guard(archive: zipfile.ZipFile) -> None:
    """Refuse what would not fit into memory before it is unpacked."""
    if sum(member.file_size for member in archive.infolist()) > MOST_INFLATED:
        raise Unreadable("中身が大きすぎるため、開きません。")


def sheets(content: bytes) -> list[SheetFacts]:
    """The worksheets of an .xlsx. Raises :class:`Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            guard(archive)
            objects = _objects(archive)
        book = load_workbook(io.BytesIO(content), data_only=False)
    except Unreadable:
        raise
    except Exception as problem:
        # Whatever openpyxl or the parser raises on a broken archive, it cannot be read.
        raise Unreadable(f"Excelファイルとして開けません（{type(problem).__name__}）。") from problem
    return [_sheet(sheet, objects.get(sheet.title, [])) for sheet in book.worksheets]


def _sheet(sheet: Any, objects: list[str]) -> SheetFacts:
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise Unreadable(f"シート「{sheet.title}」が大きすぎるため、確かめられません。")
    facts = SheetFacts(Table(sheet.title, []), objects=objects)
    for row in sheet.iter_rows():
        values = []
        for cell in row:
            values.append(cell.value)
            if cell.data_type == "f":
                facts.formulas.append(f"シート「{sheet.title}」の{cell.coordinate}")
            if cell.value is not None and (look := _look(cell)):
                facts.looks[cell.row - 1, cell.column - 1] = look
        facts.table.grid.append(values)
    facts.merged = [f"シート「{sheet.title}」の{area}" for area in sheet.merged_cells.ranges]
    facts.hidden = _hidden(sheet)
    return facts


def _look(cell: Any) -> str:
    """What a person sees beyond the value, in words; empty for a plain cell."""
    seen = []
    fill, font = cell.fill, cell.font
    if fill is not None and fill.fill_type and _colour(fill.fgColor) not in ("", "FFFFFFFF", "00FFFFFF"):
        seen.append(f"塗りつぶし{_colour(fill.fgColor)}")
    if font is not None:
        seen += [name for name, on in (("太字", font.b), ("斜体", font.i), ("取消線", font.strike)) if on]
        if _colour(font.color) not in ("", "FF000000", "00000000", "theme1"):
            seen.append(f"文字色{_colour(font.color)}")
    return "、".join(seen)


def _colour(colour: Any) -> str:
    if colour is None:
        return ""
    if colour.type == "rgb":
        return str(colour.rgb)
    return f"{colour.type}{colour.theme if colour.type == 'theme' else colour.indexed}"


def _hidden(sheet: Any) -> list[str]:
    title = sheet.title
    found = [f"シート「{title}」（シートごと）"] if sheet.sheet_state != "visible" else []
    found += [f"シート「{title}」の{row}行目" for row, d in sorted(sheet.row_dimensions.items()) if d.hidden]
    for d in sheet.column_dimensions.values():
        if d.hidden:
            first, last = get_column_letter(d.min or 1), get_column_letter(d.max or d.min or 1)
            found.append(f"シート「{title}」の{first if first == last else f'{first}～{last}'}列")
    return found


def _objects(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """By sheet, what lies above its cells."""
    names = set(archive.namelist())
    paths = _targets(archive, "xl/_rels/workbook.xml.rels", "xl")
    found: dict[str, list[str]] = {}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if not element.tag.endswith("}sheet"):
            continue
        title = str(element.get("name", ""))
        _, path = paths.get(str(element.get(_OFFICE, "")), ("", ""))
        folder, name = posixpath.split(path)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in names:
            continue
        kinds = {kind for kind, _ in _targets(archive, relations, folder).values()}
        said = dict.fromkeys(OBJECTS[kind] for kind in sorted(kinds) if kind in OBJECTS)
        found[title] = [f"シート「{title}」の{words}" for words in said]
    return found


def _targets(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """By relation, its kind (the last word of its type) and the member that it leads to."""
    found = {}
    for relation in fromstring(archive.read(name)).iter(_RELATIONS):
        target = str(relation.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        kind = re.split(r"[/]", str(relation.get("Type", "")))[-1]
        found[str(relation.get("Id", ""))] = (kind, path)
    return found
