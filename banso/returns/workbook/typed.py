"""One number that was typed on a page instead of into a workbook: the same readings, the same doubts."""

from banso.ledger.kinds import Status
from banso.returns.workbook import cells
from banso.returns.workbook.book import StoredCell
from banso.returns.workbook.layout import NumberRow
from banso.returns.workbook.lines import STATUSES, contradiction


def typed(row: NumberRow, value: str, status: str, note: str) -> tuple[int | None, Status, str]:
    """(amount, scaled as in the ledger; status; note). Raises :class:`Doubt`."""
    number = cells.number(StoredCell("", value), decimals=row.precision, unit=row.measured_in)
    chosen: Status | None = cells.choice(StoredCell("", status), STATUSES, "状態")
    wrong = contradiction(number, chosen)
    if wrong is not None:
        raise wrong[1]
    assert chosen is not None  # a missing status is a contradiction
    amount = None if number is None else number * 10 ** (row.decimals - row.precision)
    return amount, chosen, cells.text(StoredCell("", note))
