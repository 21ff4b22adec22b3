"""What stands outside the cells of the template: asked about where it could be part of the answer, else listed."""

from collections.abc import Collection

from banso.lib.text import fold
from banso.returns.workbook import book as books
from banso.returns.workbook import cells, margins, references
from banso.returns.workbook.book import Book, Comment, Margin, Place, Sheet, StoredCell
from banso.returns.workbook.cover import SAMPLE_LINE, SAMPLE_MARK
from banso.returns.workbook.found import Found
from banso.returns.workbook.problems import Notice

_ASIDE = "報告に入れる内容なら様式の欄に写してください。報告に入れないなら、このまま進めてください。"
_COPY = "報告に入れる内容なら備考の欄に写してください。入れないなら、このまま進めてください。"
_LONG = 200
# More rows or columns than this beside the template are one thing, and one question.
_MANY = 30


def look(found: Found, allowed: Collection[str], given: str = "") -> None:
    """Every cell of a sheet of the template that is none of the template's.

    ``allowed``: texts that it also holds. ``given``: the fingerprints of its columns for reference, "" if unknown.
    """
    table, frame = found.table, found.frame
    known = {fold(text) for text in allowed} | {
        fold(text)
        for text in (
            table.title, f"{table.title}（{SAMPLE_MARK}）", *SAMPLE_LINE, table.marker,
            *(c.key for c in table.columns), *(c.title for c in table.columns),
        )
    }  # fmt: skip
    columns = {place: key for key, place in found.columns.items()}
    rows = {place: key for key, place in found.rows.items()} | found.copies
    top = min(rows, default=frame.header_row)
    in_rows: dict[int, list[StoredCell]] = {}
    in_columns: dict[int, list[StoredCell]] = {}
    for (row, column), cell in frame.sheet.grid.items():
        if row in rows and (column in columns or column == frame.key_column):
            continue
        if cells.is_blank(cell):
            continue
        if row == frame.header_row and column in columns:
            _look_at_title(found, columns[column], cell)
        elif row in rows:
            in_columns.setdefault(column, []).append(cell)
        elif not (row < top or table.marker == "banso:cover") or fold(cells.stored(cell)) not in known:
            in_rows.setdefault(row, []).append(cell)
    rest = [cell for row in sorted(in_rows)[_MANY:] for cell in in_rows.pop(row)]
    rest += [cell for column in sorted(in_columns)[_MANY:] for cell in in_columns.pop(column)]
    if rest:
        _ask(found, rest, "様式の欄の外に、ほかにも多くの記入があります。")
    for row, stray in in_rows.items():
        is_only_key = len(stray) == 1 and frame.key_column and row != frame.key_row
        if is_only_key and (row, frame.key_column) in frame.sheet.grid:
            message = "様式にない行があります。"
        else:
            message = "様式の欄の外に記入があります。" if row < top else "様式にない行に記入があります。"
        _ask(found, stray, message)
    for stray in in_columns.values():
        _ask(found, stray, "様式にない列に記入があります。")
    _look_at_references(found, given)


def _ask(found: Found, stray: list[StoredCell], message: str) -> None:
    stray.sort(key=lambda cell: books.place_of(cell.ref))
    found.aside("outside", stray[0].ref, _listed(stray), message, _ASIDE)


def _listed(stray: list[StoredCell]) -> str:
    """The first few contents, so that a clerk knows what is meant."""
    texts = "、".join(cells.stored(cell) for cell in stray[:12])
    more = f"　ほか{len(stray) - 12}個" if len(stray) > 12 else ""
    return f"{texts[:_LONG]}{'…' if len(texts) > _LONG else ''}{more}"


def _look_at_title(found: Found, key: str, cell: StoredCell) -> None:
    column = next(c for c in found.table.columns if c.key == key)
    if fold(cells.stored(cell)) == fold(column.title):
        return
    if column.is_input:
        found.aside(
            "title",
            cell.ref,
            cells.stored(cell),
            f"列の見出しが様式（{column.title}）と違います。",
            f"この列に「{column.title}」を記入していれば、このまま進めてください。",
        )
    else:
        message = f"列の見出しが様式（{column.title}）と違います（{cells.stored(cell)[:40]}）。"
        found.notices.append(Notice(message, found.sheet, cell.ref))


def _look_at_references(found: Found, given: str) -> None:
    """Columns that are for reference stay as they were written: what is typed there would be lost."""
    keys = [key for key in references.columns(found.table) if key in found.columns]
    whole = len(keys) == len(references.columns(found.table))
    expected = dict(zip(found.fixed, given.split(","), strict=False)) if given and whole else {}
    for row in found.rows:
        stand = [found.stands(row, key) for key in keys]
        texts = [cells.stored(cell) for cell in stand]
        # Without a fingerprint, a text may be what was known; a number was typed.
        are_typed = (
            references.changed(texts, expected[row])
            if row in expected
            else [cell is not None and not isinstance(cell.value, str) for cell in stand]
        )
        for key, cell, is_typed in zip(keys, stand, are_typed, strict=True):
            if is_typed and not cells.is_blank(cell):
                title = next(c.title for c in found.table.columns if c.key == key)
                message = f"参考の欄（{title}）が書き換えられています。"
                found.confirm(row, key, message, _ASIDE, holds=False)


def look_beside(book: Book, sheets: dict[str, Found | None], notes: Collection[str]) -> Found | None:
    """Sheets that are none of the template's, hidden things, comments, pictures. ``notes``: the template's own.

    ``sheets``: title → what was found in it; ``None`` for a sheet that was looked at and needs no more.
    """
    any_found = next((found for found in sheets.values() if found is not None), None)
    if any_found is None:
        return None
    own = {fold(note) for note in notes}
    for sheet in book.sheets:
        found = sheets.get(sheet.title)
        if sheet.title not in sheets:
            _extra_sheet(any_found, sheet)
        elif found is not None:
            _hidden(found)
        comments = [comment for comment in sheet.comments if fold(comment.text) not in own]
        for comment in comments[:_MANY]:
            _comment(any_found, sheet, comment)
        if len(comments) > _MANY:
            rest = " ".join(books.ref(*comment.place) for comment in comments[_MANY:])
            any_found.aside(
                "comments",
                "",
                rest[:_LONG],
                "ほかにも多くのコメントが付いています。",
                _ASIDE,
                sheet=sheet.title,
            )
        _pictures(any_found, sheet)
    if book.has_links:
        any_found.notices.append(Notice("別のファイルへのリンクが含まれています。リンク先は開いていません。"))
    if book.has_embedded:
        any_found.notices.append(Notice("埋め込まれた別のファイルがあります。開いていません。"))
    if book.values_only:
        message = "のファイルなので、値だけを読みました。計算式、コメント、貼り付けた図、ヘッダーとフッターは確かめられません。"
        any_found.notices.append(Notice(f"{book.values_only}{message}"))
    return any_found


def _extra_sheet(found: Found, sheet: Sheet) -> None:
    full = [cell for _place, cell in sorted(sheet.grid.items()) if not cells.is_blank(cell)]
    hidden = "非表示の" if sheet.is_hidden else ""
    if full:
        places = [place for place, cell in sheet.grid.items() if not cells.is_blank(cell)]
        first = books.ref(min(row for row, _c in places), min(column for _r, column in places))
        last = books.ref(max(row for row, _c in places), max(column for _r, column in places))
        message = f"様式にない{hidden}シートに記入があります（{first}:{last}、{len(full)}個のセル）。"
        found.aside("sheet", "", _listed(full), message, _ASIDE, sheet=sheet.title)
    elif not sheet.pictures:
        found.notices.append(
            Notice(f"様式にない{hidden}シートがあります（何も書かれていません）。", sheet.title)
        )


def _hidden(found: Found) -> None:
    sheet = found.frame.sheet
    if sheet.is_hidden:
        found.notices.append(Notice("シートが非表示になっています。値はそのまま読みました。", sheet.title))
    names = [found.name(key) for key, row in found.rows.items() if row in sheet.hidden_rows]
    if names:
        listed = "、".join(names[:3]) + (f" ほか{len(names) - 3}行" if len(names) > 3 else "")
        why = "絞り込み（フィルター）などで" if sheet.is_filtered else ""
        found.notices.append(
            Notice(f"{why}隠れている行があります（{listed}）。値はそのまま読みました。", sheet.title)
        )
    elif sheet.is_filtered:
        found.notices.append(Notice("絞り込み（フィルター）が設定されています。", sheet.title))
    if sheet.has_conditions:
        message = "条件付き書式があり、画面の見え方が変わっていることがあります。値はそのまま読みました。"
        found.notices.append(Notice(message, sheet.title))
    titles = [
        column.title
        for column in found.table.columns
        if any(first <= found.columns.get(column.key, 0) <= last for first, last in sheet.hidden_columns)
    ]
    if titles:
        found.notices.append(
            Notice(f"隠れている列があります（{'、'.join(titles)}）。値はそのまま読みました。", sheet.title)
        )


def _comment(found: Found, sheet: Sheet, comment: Comment) -> None:
    found.aside(
        "comment",
        books.ref(*comment.place),
        comment.text[:_LONG],
        "セルにコメントが付いています。",
        _COPY,
        sheet=sheet.title,
    )


def look_at_margins(found: Found, book: Book, allowed: Collection[str]) -> None:
    """Texts printed above and below the pages; the same on several sheets is one question.

    ``allowed``: what the template prints there. What stands in a cell of the same sheet is looked at there.
    """
    sheets: dict[tuple[Margin, ...], list[str]] = {}
    for sheet in book.sheets:
        standing = [cells.stored(cell) for cell in sheet.grid.values()] if sheet.margins else []
        known = {fold(text) for text in (*allowed, *standing)}
        said = tuple(m for m in sheet.margins if fold(m.text) not in known and margins.says(m.text))
        if said:
            sheets.setdefault(said, []).append(sheet.title)
    for said, titles in sheets.items():
        also = f"（シート{'、'.join(titles[1:])}にも同じものがあります）" if titles[1:] else ""
        message = f"印刷のヘッダーやフッターに記入があります{also}。"
        texts = "、".join(f"{margin.where}：{margin.text[:_LONG]}" for margin in said)
        found.aside("margins", "", texts, message, _COPY, sheet=titles[0])


def _pictures(found: Found, sheet: Sheet) -> None:
    by_corner: dict[Place | None, list[str]] = {}
    for picture in sheet.pictures:
        over = ""
        if picture.first and picture.last:
            over = f"（{books.ref(*picture.first)}から{books.ref(*picture.last)}まで）"
        by_corner.setdefault(picture.first, []).append(f"{picture.kind}{over}{picture.text[:_LONG]}")
    if len(by_corner) > _MANY:
        by_corner = {None: [text for texts in by_corner.values() for text in texts]}
    for corner, texts in by_corner.items():
        found.aside(
            "picture",
            books.ref(*corner) if corner else "",
            "、".join(texts[:5]),
            "セルの上に図や画像があります。書かれている内容は読めません。",
            _ASIDE,
            sheet=sheet.title,
        )
