"""Read the parts of an .xlsx once.

openpyxl gives either formulas or their results, and neither hidden rows nor pictures while it streams; a return needs
all of them. So this walks the parts itself, in one pass, and takes only the tables of number formats from openpyxl.
Source: ECMA-376, part 1, chapters 18 (SpreadsheetML) and 20.5 (anchors of drawings).
"""

from collections.abc import Iterator
from decimal import Decimal
from posixpath import dirname, join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from banso.returns.workbook import display
from banso.returns.workbook.book import Book, Merged, Place, Sheet, Stored, StoredCell, place_of, ref
from banso.returns.workbook.drawings import comments_of, pictures_of
from banso.returns.workbook.elsewhere import Elsewhere
from banso.returns.workbook.formats import PLAIN, Style, is_white, styles_of
from banso.returns.workbook.margins import margins_of
from banso.returns.workbook.texts import Text, mixed, text_of

# Days between the two calendars that a workbook may count in.
_FROM_1904 = 1462

Parts = dict[str, bytes]


class _Common(NamedTuple):
    """What the cells of all sheets refer to."""

    texts: list[Text]
    styles: list[Style]
    counts_from: int
    elsewhere: Elsewhere


def book_of(parts: Parts) -> Book:
    """The workbook in ``parts``, which hold no document type (see ``archive``). Raises KeyError, ValueError, ParseError."""
    root = fromstring(parts["xl/workbook.xml"])
    related = relations(parts, "xl/workbook.xml")
    texts = next((path for kind, path in related.values() if kind == "sharedStrings"), "")
    looks = next((path for kind, path in related.values() if kind == "styles"), "")
    settings = next(named(root, "workbookPr"), None)
    common = _Common(
        texts=[text_of(item) for item in fromstring(parts[texts])] if texts else [],
        styles=styles_of(fromstring(parts[looks])) if looks else [],
        counts_from=_FROM_1904 if settings is not None and is_on(settings.get("date1904")) else 0,
        elsewhere=Elsewhere((e.get("name", ""), e.text or "") for e in named(root, "definedName")),
    )
    sheets = []
    for entry in named(root, "sheet"):
        relation = next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")
        path = related[relation][1]
        sheet = Sheet(entry.get("name", ""), entry.get("state", "visible") != "visible")
        _fill(sheet, fromstring(parts[path]), common)
        beside = relations(parts, path)
        sheet.comments = comments_of(parts, beside)
        sheet.pictures = pictures_of(parts, beside)
        sheets.append(sheet)
    return Book(
        sheets,
        has_links=any(name.startswith(("xl/externalLinks/", "xl/connections")) for name in parts),
        has_embedded=any(name.startswith("xl/embeddings/") for name in parts),
    )


def relations(parts: Parts, path: str) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, path) of what a part refers to inside the archive; nothing outside is ever followed."""
    folder, name = path.rsplit("/", 1)
    listed = parts.get(f"{folder}/_rels/{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if listed is not None:
        for item in fromstring(listed):
            if item.get("TargetMode", "Internal") != "External":
                target = item.get("Target", "")
                inside = target[1:] if target.startswith("/") else normpath(join(dirname(path), target))
                found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], inside)
    return found


def named(root: Element, name: str) -> Iterator[Element]:
    """Every element of that name, in the transitional or the strict namespace."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def is_on(flag: str | None) -> bool:
    return flag in ("1", "true", "on")


def _fill(sheet: Sheet, root: Element, common: _Common) -> None:
    space = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
    cols, data = root.find(f"{space}cols"), root.find(f"{space}sheetData")
    for column in cols if cols is not None else ():
        if is_on(column.get("hidden")) or column.get("width") == "0":
            sheet.hidden_columns.append((int(column.get("min", "1")), int(column.get("max", "1"))))
    if data is not None:
        _rows(sheet, data, space, common)
    if any(
        not is_on(view.get("showZeros", "1")) for view in root.iterfind(f"{space}sheetViews/{space}sheetView")
    ):
        _hide_zeros(sheet)
    for area in root.iterfind(f"{space}mergeCells/{space}mergeCell"):
        ends = (area.get("ref", "") + ":" + area.get("ref", "")).split(":")
        (top, left), (bottom, right) = place_of(ends[0]), place_of(ends[1])
        sheet.merged.append(Merged(top, left, bottom, right))
    sheet.has_conditions = root.find(f"{space}conditionalFormatting") is not None
    sheet.is_filtered = root.find(f"{space}autoFilter/{space}filterColumn") is not None
    sheet.margins = margins_of(root.find(f"{space}headerFooter"))


def _hide_zeros(sheet: Sheet) -> None:
    for place, cell in sheet.grid.items():
        if cell.value == 0 and not isinstance(cell.value, bool):
            sheet.grid[place] = cell._replace(invisible=True)


def _rows(sheet: Sheet, data: Element, space: str, common: _Common) -> None:
    number = 0
    for row in data:
        number = int(row.get("r") or number + 1)
        if is_on(row.get("hidden")) or row.get("ht") == "0":
            sheet.hidden_rows.add(number)
        column = 0
        for element in row:
            written = element.get("r")
            place = place_of(written) if written else (number, column + 1)
            column = place[1]
            if len(element):
                cell = _cell(element, place, space, common)
                if cell is not None:
                    if place in sheet.grid:
                        raise ValueError(f"{cell.ref} stands twice")
                    sheet.grid[place] = cell


def _cell(element: Element, place: Place, space: str, common: _Common) -> StoredCell | None:
    """The cell; ``None`` where nothing stands in it."""
    kept, formula, inline, is_from_elsewhere = None, "", None, False
    for child in element:
        name = child.tag[len(space) :]
        if name == "v":
            kept = child.text
        elif name == "f":
            formula = "=" + (child.text or "（共有の計算式）")
            is_from_elsewhere = common.elsewhere.holds(child)
        elif name == "is":
            inline = text_of(child)
    kind = element.get("t", "n")
    if kept is None and inline is None and not formula:
        return None
    style = common.styles[int(element.get("s", "0"))] if common.styles else PLAIN
    value, text = _value(kind, kept, inline, common)
    if value is None and not formula:
        return None
    is_date = style.is_date and kind == "n" and value is not None
    whitened = style.whitens and isinstance(value, int | Decimal) and is_white(
        display.section(value, style.number_format)
    )  # fmt: skip
    return StoredCell(
        element.get("r") or ref(*place), value, formula, style.number_format, kind == "e", is_date or kind == "d",
        style.struck, style.invisible or whitened,
        common.counts_from if is_date else 0, mixed(text, style) if text and text.runs else None, is_from_elsewhere,
    )  # fmt: skip


def _value(kind: str, kept: str | None, inline: Text | None, common: _Common) -> tuple[Stored, Text | None]:
    """(value, the text with its looks where it is one)"""
    text = inline or (common.texts[int(kept)] if kind == "s" and kept and kept.strip() else None)
    if text is not None:
        return text.text, text
    if kind == "str":
        return kept or "", None
    if kept is None or not kept.strip():
        return None, None
    if kind == "b":
        return kept.strip() == "1", None
    if kind == "n":
        return number_of(kept.strip()), None
    return kept, None  # an error, or a date as text


def number_of(written: str) -> int | Decimal:
    """A stored number. A spreadsheet computes with 15 digits and stores 17: 12.1 may be 12.100000000000001 there."""
    if written.isdecimal() and written.isascii() and len(written) <= 15:
        return int(written)
    value = Decimal(written)
    if not value.is_finite() or abs(value.adjusted()) > 300:
        raise ValueError(f"no number: {written[:20]}")
    digits = value.as_tuple().digits
    if len(digits) > 15:
        value = value.quantize(Decimal(1).scaleb(value.adjusted() - 14))
    return int(value) if value == value.to_integral_value() else value.normalize()
