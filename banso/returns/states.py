"""The life of a version of a return, as one table."""

from dataclasses import dataclass

from banso.access.roles import Act
from banso.lib.codes import Code


class State(Code):
    """Where a version of a return stands."""

    DRAFT = ("draft", "作成中", "まだ出していない")
    SUBMITTED = ("submitted", "提出済み", "出した。事務局の確認を待っている")
    ASKED_BACK = ("asked_back", "差戻し", "事務局が問い合わせて戻した")
    APPROVED = ("approved", "承認済み", "承認され、数字が台帳に入った")
    WITHDRAWN = ("withdrawn", "取下げ", "出した機関が取り下げた、または新しい版に替わった")


class Via(Code):
    """How a version came in."""

    WORKBOOK = ("workbook", "Excel", "様式のExcelを受け取った")
    ON_BEHALF = ("on_behalf", "Excel（代理）", "事務局が機関の代わりに受け取った")


@dataclass(frozen=True)
class Transition:
    """From a state, by a verb, to a state; who may; what the ledger records."""

    source: State
    verb: str
    label: str
    target: State
    act: Act
    records: str


TRANSITIONS = (
    Transition(State.DRAFT, "submit", "提出する", State.SUBMITTED, Act.SUBMIT_RETURN, ""),
    Transition(State.DRAFT, "withdraw", "取り消す", State.WITHDRAWN, Act.SUBMIT_RETURN, ""),
    Transition(State.SUBMITTED, "withdraw", "取り下げる", State.WITHDRAWN, Act.SUBMIT_RETURN, ""),
    Transition(State.SUBMITTED, "ask_back", "差し戻す", State.ASKED_BACK, Act.DECIDE_RETURN, ""),
    Transition(
        State.SUBMITTED, "approve", "承認する", State.APPROVED, Act.DECIDE_RETURN, "values and measure states"
    ),
)
