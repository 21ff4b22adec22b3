"""What stands in a workbook of many bodies and belongs to none of them. It is said to each: any of them may be meant."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from banso.lib.text import fold
from banso.returns.workbook import book as books
from banso.returns.workbook import cells, margins
from banso.returns.workbook.book import Sheet, StoredCell
from banso.returns.workbook.problems import Notice, Question

_LONG = 200
_MANY = 30


def of_stranger(sheet: Sheet) -> Iterator[Notice]:
    """A sheet that is none of the workbook's."""
    full = [cells.stored(cell) for _place, cell in sorted(sheet.grid.items()) if not cells.is_blank(cell)]
    texts = f"書かれていること：{_cut('、'.join(full[:12]))}" if full else ""
    yield Notice(f"取りまとめ表のシートではないので、読んでいません。{texts}", sheet.title)


def of_sums(title: str, sums: Mapping[int, Sequence[StoredCell]]) -> Iterator[Notice]:
    """Rows of sums: ``sums`` is what stands in each."""
    for stand in list(sums.values())[:_MANY]:
        texts = "、".join(f"{cell.ref}：{cells.stored(cell)}" for cell in stand)
        yield Notice(f"機関の行の合計なので、読んでいません（{_cut(texts)}）。", title, stand[0].ref)
    if len(sums) > _MANY:
        yield Notice(f"機関の行の合計が、ほかに{len(sums) - _MANY}行あります。読んでいません。", title)


def above(
    questions: Sequence[Question], heads: Mapping[str, int]
) -> tuple[list[Notice], tuple[Question, ...]]:
    """Of the questions of one body, those about notes among the headings are said, and the rest is asked.

    Such a note stands over the rows of all, so that it would be asked of each of them.
    """
    told, asked = [], []
    for question in questions:
        is_outside = not question.row and question.column == "outside" and question.cell
        if is_outside and books.place_of(question.cell)[0] < heads.get(question.sheet, 0):
            message = f"見出しのところに記入があります（{_cut(question.stored)}）。"
            told.append(Notice(message, question.sheet, question.cell))
        else:
            asked.append(question)
    return told, tuple(asked)


def of_sheet(sheet: Sheet, rows: Collection[int], head: int, said: Collection[str]) -> Iterator[Notice]:
    """A sheet of the workbook: ``rows`` belong to bodies, the first of them is ``head``.

    ``said``: the texts of comments and margins that the workbook brings along.
    """
    known = {fold(text) for text in said}
    notes = [c for _p, c in sorted(sheet.grid.items()) if books.place_of(c.ref)[0] >= head]
    for cell in [c for c in notes if books.place_of(c.ref)[0] not in rows and not cells.is_blank(c)][:_MANY]:
        message = f"どの機関の行でもない所に記入があります（{_cut(cells.stored(cell))}）。"
        yield Notice(message, sheet.title, cell.ref)
    for comment in [c for c in sheet.comments if c.place[0] not in rows and fold(c.text) not in known][
        :_MANY
    ]:
        message = f"どの機関の行でもない所にコメントがあります（{_cut(comment.text)}）。"
        yield Notice(message, sheet.title, books.ref(*comment.place))
    for picture in sheet.pictures[:_MANY]:
        message = f"{picture.kind}が置かれています。書かれている内容は読めません。{_cut(picture.text)}"
        yield Notice(message, sheet.title, books.ref(*picture.first) if picture.first else "")
    for margin in sheet.margins:
        if fold(margin.text) not in known and margins.says(margin.text):
            yield Notice(f"印刷の{margin.where}に記入があります（{_cut(margin.text)}）。", sheet.title)


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + "…"
