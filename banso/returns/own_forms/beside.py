"""What stands beside the cells that were pointed at and was not in the example: asked, neither dropped nor guessed. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from banso.ledger.kinds import Status
from banso.returns.own_forms.mapping import OwnForm, place_of
from banso.returns.workbook import cells
from banso.returns.workbook.book import Grid, Place, StoredCell
from banso.returns.workbook.problems import Asks, Question

# Words with which a note says that numbers are not final; the first kind is what 概数 means.
_APPROXIMATE = re.compile(r"速報|概数|暫定|見込")
_UNSETTLED = re.compile(rf"{_APPROXIMATE.pattern}|調査中|集計中|未確定")
_STATUSES = {status.label: status for status in Status if status.has_number}
_LONG = 200
# More notes than this are one question.
_MANY = 30
_SEEN = (
    "報告に入れる内容なら、様式のExcelの備考に書いて出してください。入れないなら、このまま進めてください。"
)
_STATUS = "この様式から読む値が確定しているか、まだ概数かを選んでください。まだ分からない値があるときは、ファイルを直して送り直してください。"


@dataclass(frozen=True)
class Beside:
    """What is asked, and the rows whose numbers were said to be approximate."""

    questions: tuple[Question, ...]
    approximate: frozenset[str]


def look(form: OwnForm, sheet: str, grid: Grid, example: Grid, answers: Mapping[str, str]) -> Beside:
    """Every cell that was empty in the example and is not mapped, and every other text that has come to say 速報."""
    questions: list[Question] = []
    approximate: set[str] = set()
    fresh = list(_fresh(form, grid, example))
    for cell in fresh[:_MANY]:
        question = _question(sheet, cell)
        answer = answers.get(question.key, "").strip()
        if question.asks is Asks.CONFIRM:
            questions += [] if answer else [question]
        elif answer not in _STATUSES:
            questions.append(question)
        elif _STATUSES[answer] is Status.APPROXIMATE:
            approximate |= _rows_beside(form, place_of(cell.ref))
    rest = fresh[_MANY:]
    if rest:
        texts = "、".join(f"{cell.ref}：{cells.stored(cell)}" for cell in rest)
        message = f"例のファイルでは空だったセルが、ほかに{len(rest)}個記入されています。"
        more = Question(sheet, "", "", "outside", _cut(texts), "", message, _SEEN, None, "", Asks.CONFIRM)
        questions += [] if answers.get(more.key) else [more]
    return Beside(tuple(questions), frozenset(approximate))


def _fresh(form: OwnForm, grid: Grid, example: Grid) -> Iterator[StoredCell]:
    mapped = {place_of(pointed.cell) for pointed in form.cells}
    mapped |= {place_of(anchor.cell) for anchor in form.anchors}
    mapped |= {place_of(form.period_cell)} if form.period_cell else set()
    for place, cell in sorted(grid.items()):
        text = _text(cell)
        before = _text(example.get(place))
        if place not in mapped and text and (not before or (text != before and _UNSETTLED.search(text))):
            # The grid knows the place of a cell of any format.
            yield cell._replace(ref=f"{get_column_letter(place[1])}{place[0]}")


def _text(cell: StoredCell | None) -> str:
    """What stands in a cell; "" where it is a formula whose result is empty."""
    if cell is None or cells.is_blank(cell) or (cell.formula and cell.value == ""):
        return ""
    return cells.stored(cell)


def _question(sheet: str, cell: StoredCell) -> Question:
    text = cells.stored(cell)
    if not _UNSETTLED.search(text):
        message = "例のファイルでは空だったセルに記入があります。"
        return Question(
            sheet, cell.ref, "", "outside", _cut(text), "", message, _SEEN, None, "", Asks.CONFIRM
        )
    message = "確定していない値があるように書かれています。"
    proposal = Status.APPROXIMATE.label if _APPROXIMATE.search(text) else None
    return Question(
        sheet, cell.ref, "", "status", _cut(text), "", message, _STATUS, proposal, choices=tuple(_STATUSES)
    )


def _rows_beside(form: OwnForm, place: Place) -> set[str]:
    """The numbers in the same row of the sheet; where there is none, all that the form holds."""
    same = {pointed.row for pointed in form.cells if place_of(pointed.cell)[0] == place[0]}
    return same or form.rows


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + "…"
