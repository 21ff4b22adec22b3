"""Find the rows and columns of a workbook: by their hidden keys, or where those were lost, by what is written there."""

from collections import Counter
from collections.abc import Mapping, Sequence

from banso.lib.text import fold
from banso.returns.workbook import cells
from banso.returns.workbook.book import Book, Sheet
from banso.returns.workbook.doubts import Doubt
from banso.returns.workbook.found import Fixed, Found, Frame, required, value_of
from banso.returns.workbook.layout import Table
from banso.returns.workbook.problems import Notice, NotTaken

# With more rows gone than this, and more than half of them, a new file is less work than the answers.
_FEW = 20


def find(
    table: Table, book: Book, fixed: Fixed, answers: Mapping[str, str], choices: Sequence[str] = ()
) -> Found:
    """The sheet of ``table`` with its rows checked against ``fixed`` (key → fixed texts).

    ``choices``: the words of its status or state. Raises :class:`NotTaken` when the sheet or a column that must be
    there is missing, or stands twice.
    """
    frames = [frame for sheet in book.sheets if (frame := _framed(table, sheet)) is not None]
    lost = not frames
    if lost:
        frames = [frame for sheet in book.sheets if (frame := _recovered(table, sheet, fixed)) is not None]
    if not frames:
        raise NotTaken(
            f"シート「{table.sheet}」がありません。",
            "シートを消さずに、受け取った様式に記入し直して送ってください。",
        )
    frame = min(frames, key=lambda f: f.sheet.title != table.sheet)
    found = Found(table, frame, fixed, answers, formats_known=not book.values_only)
    for other in frames:
        if other is not frame:
            _compare_copy(found, other.sheet, [f.sheet.title for f in frames])
    if lost:
        found.notices.append(
            Notice("行や列の隠し見出しがなくなっているので、見えている見出しで読み取りました。", found.sheet)
        )
    _check_columns(table, found)
    _find_rows(found, required(table), choices)
    _find_merged(found)
    return found


def _framed(table: Table, sheet: Sheet) -> Frame | None:
    """The frame by its marker, wherever inserted rows and columns have moved it."""
    if sheet.text(1, 1) == table.marker:
        row, column = 1, 1
    else:
        places = [place for place, cell in sheet.grid.items() if cell.value == table.marker]
        if not places:
            return None
        row, column = min(places)
    keys = [(sheet.text(row, place[1]), place[1]) for place in sheet.grid if place[0] == row]
    columns: dict[str, int] = {}
    known = {c.key for c in table.columns}
    for key, place in keys:
        if key in columns and key in known:
            raise _twice(table, key, sheet.title)
        columns.setdefault(key, place)
    columns = {key: place for key, place in columns.items() if key in known}
    header = _header_row(table, sheet, columns, row)
    return Frame(sheet, row, column, header, _by_title(table, sheet, header, columns))


def _recovered(table: Table, sheet: Sheet, fixed: Fixed) -> Frame | None:
    """The frame where its first row or column was removed: by the keys or titles that are still there."""
    places = Counter(
        place[1] for place, cell in sheet.grid.items() if isinstance(cell.value, str) and cell.value in fixed
    )
    key_column = next((column for column, times in places.most_common(1) if times * 2 > len(fixed)), 0)
    titles = {fold(c.title) for c in table.columns}
    rows = Counter(
        row
        for (row, _), cell in sheet.grid.items()
        if isinstance(cell.value, str) and fold(cell.value) in titles
    )
    header = next((row for row, times in rows.most_common(1) if times * 3 >= 2 * len(titles)), 0)
    # Other tables have some of the same titles; a table is itself only with all that must be filled in.
    if not header or (not key_column and sheet.title != table.sheet):
        return None
    return Frame(sheet, 0, key_column, header, _by_title(table, sheet, header, {}))


def _by_title(table: Table, sheet: Sheet, header: int, columns: dict[str, int]) -> dict[str, int]:
    """``columns``, with those that lost their key found by their title."""
    found = dict(columns)
    if not header:
        return found
    for wanted in table.columns:
        if wanted.key not in found:
            places = [
                c
                for (r, c), cell in sheet.grid.items()
                if r == header and c not in found.values() and fold(str(cell.value)) == fold(wanted.title)
            ]
            if len(places) > 1:
                raise _twice(table, wanted.key, sheet.title)
            if places:
                found[wanted.key] = places[0]
    return found


def _twice(table: Table, key: str, sheet: str) -> NotTaken:
    title = next(c.title for c in table.columns if c.key == key)
    return NotTaken(
        f"列「{title}」が二つ以上あります。",
        "列を複写せずに、受け取った様式に記入し直して送ってください。",
        sheet,
    )


def _header_row(table: Table, sheet: Sheet, columns: dict[str, int], after: int) -> int:
    """The row with most of the titles; 0 where none has any."""
    places = {columns[c.key]: c.title for c in table.columns if c.key in columns}
    rows = Counter(r for (r, c), cell in sheet.grid.items() if c in places and cell.value == places[c])
    return next((row for row, _times in rows.most_common(1)), after)


def _compare_copy(found: Found, other: Sheet, titles: list[str]) -> None:
    """A copy that says the same may be left aside; of two that differ, nobody can tell which one counts."""
    mine, its = found.frame.sheet.grid, other.grid
    if {p: value_of(c) for p, c in mine.items()} != {p: value_of(c) for p, c in its.items()}:
        raise NotTaken(
            f"シート「{found.table.sheet}」が二つ以上あります（{'、'.join(titles)}）。",
            "使うシートを一つだけ残して送ってください。",
        )
    found.notices.append(
        Notice(f"シート「{found.sheet}」と同じ内容の複写なので、使いませんでした。", other.title)
    )


def _check_columns(table: Table, found: Found) -> None:
    for column in table.columns:
        if column.key in found.columns:
            continue
        if column.key in required(table):
            raise NotTaken(
                f"列「{column.title}」がありません。",
                "列を消したり複写したりせずに、受け取った様式に記入し直して送ってください。",
                found.sheet,
            )
        if column.is_input or column.key in table.named_by:
            found.aside(
                f"column:{column.key}",
                "",
                "",
                f"列「{column.title}」がありません。",
                "その列に書いたことがなければ、このまま進めてください。",
            )
        else:
            found.notices.append(Notice(f"列「{column.title}」がなくなっています。", found.sheet))


def _find_rows(found: Found, asks: tuple[str, ...], choices: Sequence[str]) -> None:
    """Fill ``found.rows``, and ask about rows that are missing, doubled or relabelled."""
    frame = found.frame
    places = _rows_by_key(found) if frame.key_column else _rows_by_label(found)
    for key, rows in places.items():
        found.rows[key] = rows[0]
        if len(rows) > 1:
            found.copies |= dict.fromkeys(rows[1:], key)
            _doubt_doubled(found, key, rows)
    missing = [key for key in found.fixed if key not in found.rows]
    if len(missing) > max(_FEW, len(found.fixed) // 2):
        names = "、".join(found.name(key) for key in missing[:5])
        raise NotTaken(
            f"行がありません：{names} ほか{len(missing) - 5}行。",
            "行を消さずに、受け取った様式に記入し直して送ってください。",
            found.sheet,
        )
    for key in missing:
        for column in asks:
            if found.answer(key, column) is None:
                remedy = "この行の値をここで答えるか、受け取った様式に記入し直して送ってください。"
                offered = tuple(choices) if column != "value" or len(asks) == 1 else ()
                doubt = Doubt(f"行がありません：{found.name(key)}。", remedy, None, offered)
                found.ask(key, column, doubt)
    for key in found.rows:
        _check_labels(found, key)


def _rows_by_key(found: Found) -> dict[str, list[int]]:
    """key → the rows where it stands, from the top"""
    column = found.frame.key_column
    places: dict[str, list[int]] = {}
    for row, _column in sorted(place for place in found.frame.sheet.grid if place[1] == column):
        key = found.frame.sheet.text(row, column)
        if key in found.fixed and row != found.frame.key_row:
            places.setdefault(key, []).append(row)
    return places


def _rows_by_label(found: Found) -> dict[str, list[int]]:
    """The same by the fixed texts of a row, all of which must stand there."""
    fixed = [c.key for c in found.table.columns if c.is_fixed]
    if not all(key in found.columns for key in fixed):
        return {}
    wanted = {tuple(fold(text) for text in texts): key for key, texts in found.fixed.items()}
    grid = found.frame.sheet.grid
    places: dict[str, list[int]] = {}
    for row in sorted({row for row, _ in grid if row > found.frame.header_row}):
        texts = tuple(fold(cells.stored(grid.get((row, found.columns[key])))) for key in fixed)
        if texts in wanted:
            places.setdefault(wanted[texts], []).append(row)
    return places


def _doubt_doubled(found: Found, key: str, rows: list[int]) -> None:
    """The same row twice: a question for each input that differs, and one that says so where none does."""
    grid = found.frame.sheet.grid
    message = f"同じ行が二つあります（{rows[-1]}行目と{rows[0]}行目）。"
    first = required(found.table)[0] if required(found.table) else found.table.inputs[0].key
    for column in found.table.inputs:
        if column.key not in found.columns or found.answer(key, column.key) is not None:
            continue
        stand = [grid.get((row, found.columns[column.key])) for row in rows]
        differ = len({value_of(cell) for cell in stand}) > 1
        if differ or column.key == first:
            texts = "／".join(cells.stored(cell) or "（空）" for cell in stand)
            remedy = "どちらの値かを答えるか、複写した行を消して送り直してください。"
            first_cell = stand[0]
            proposal = None if differ or first_cell is None else cells.value_text(first_cell) or None
            found.doubted[key, column.key] = Doubt(
                f"{message}値は{texts}です。" if differ else message, remedy, proposal
            )


def _check_labels(found: Found, key: str) -> None:
    """A key beside another label means that cells were shifted: the value beside it could be anybody's."""
    fixed = [column for column in found.table.columns if column.is_fixed]
    for column, wanted in zip(fixed, found.fixed[key], strict=True):
        if column.key not in found.columns:
            continue
        cell = found.stands(key, column.key)
        stands = cells.stored(cell)
        if stands == wanted:
            continue
        if fold(stands) != fold(wanted):
            found.confirm(
                key,
                column.key,
                f"「{column.title}」が様式（{wanted}）と違います。セルがずれていることがあります。",
                "この行の値が様式の行のものなら、そのまま進めてください。違うときは記入し直してください。",
            )


def _find_merged(found: Found) -> None:
    areas = [area for area in found.frame.sheet.merged if (area.top, area.left) != (area.bottom, area.right)]
    if not areas:
        return
    for row, number in found.rows.items():
        for column in found.table.inputs:
            place = (number, found.columns.get(column.key, 0))
            area = next((area for area in areas if area.holds(place)), None)
            if area is not None:
                found.merged[row, column.key] = area
