"""The life of a version of a return, as one table."""

from dataclasses import dataclass

from banso.access.roles import Act
from banso.lib.codes import Code


class State(Code):
    """Where a version of a return stands."""

    DRAFT = ("draft", "作成中", "まだ出していない")
    SUBMITTED = ("submitted", "提出済み", "出した。事務局の確認を待っている")
    CONFIRMED = ("confirmed", "機関確認済み", "出した機関の二人目が確認した。事務局の確認を待っている")
    ASKED_BACK = ("asked_back", "差戻し", "事務局が問い合わせて戻した")
    APPROVED = ("approved", "承認済み", "承認され、数字が台帳に入った")
    WITHDRAWN = ("withdrawn", "取下げ", "出した機関が取り下げた、または新しい版に替わった")


# Where the secretariat has something to wait for or to decide; one version of a return at a time.
WAITING = (State.SUBMITTED, State.CONFIRMED)


# How pages call a draft whose period is closed: it came after the closing and waits for it to be opened.
HELD = "締め後・保留"
# And a version whose offices have not all said that their lines are right.
AT_OFFICES = "事務所の確認待ち"


class QuestionKind(Code):
    """What kind of question a version carries."""

    CELL = ("cell", "読み取りの確認", "セルの値がそのままでは読み取れない。答えた値が報告の値になる")
    SENSE = ("sense", "値の確認", "値は読み取れたが、ほかの値と合わない。理由を書けばそのまま出せる")
    NOTICE = ("notice", "お知らせ", "読み取りに使わなかったものがある。答えなくても出せる")


class Via(Code):
    """How a version came in."""

    WORKBOOK = ("workbook", "Excel", "様式のExcelを受け取った")
    ON_BEHALF = ("on_behalf", "Excel（代理）", "事務局が機関の代わりに受け取った")
    CONSOLIDATED = ("consolidated", "Excel（取りまとめ表）", "全機関をまとめた表から受け取った")
    OWN_FORM = ("own_form", "Excel（機関の様式）", "機関が独自に使う様式から受け取った")


class BatchState(Code):
    """Where a file that was dropped with others stands, and what became of each return in it."""

    WAITING = ("waiting", "順番待ち", "これから読む")
    READING = ("reading", "読み取り中", "いま読んでいる")
    TAKEN = ("taken", "受け取り", "新しい版として受け取った")
    HELD = ("held", "保留", "受け取ったが、締めた期間か、確認を待つ別の版があり、提出になっていない")
    ASKED = ("asked", "質問あり", "受け取ったが、確かめてほしいセルがある")
    REFUSED = ("refused", "受け取れない", "理由があって受け取れない。ファイルは保管した")
    DUPLICATE = ("duplicate", "同じファイル", "同じファイルが既にある")
    SAME = ("same", "変わりなし", "前の版と同じ内容なので、新しい版にしていない")
    BLANK = ("blank", "記入なし", "その機関の行に記入がない")
    FAILED = ("failed", "読み取り失敗", "思いがけない失敗で読めなかった。ファイルは保管した")

    @property
    def is_finished(self) -> bool:
        return self not in (BatchState.WAITING, BatchState.READING)


@dataclass(frozen=True)
class Transition:
    """From a state, by a verb, to a state; who may; what the ledger records.

    ``where``: only in plans that ask for this step, or that do not ask for it. An office's word leaves the state as it
    is: a version is confirmed when every office has given its word and the body confirms the whole.
    """

    source: State
    verb: str
    label: str
    target: State
    act: Act
    records: str
    where: tuple[str, bool] = ("", True)


TRANSITIONS = (
    Transition(State.DRAFT, "submit", "提出する", State.SUBMITTED, Act.SUBMIT_RETURN, ""),
    Transition(State.DRAFT, "withdraw", "取り消す", State.WITHDRAWN, Act.SUBMIT_RETURN, ""),
    Transition(State.SUBMITTED, "withdraw", "取り下げる", State.WITHDRAWN, Act.SUBMIT_RETURN, ""),
    Transition(
        State.SUBMITTED,
        "vouch",
        "事務所の行を確認する",
        State.SUBMITTED,
        Act.VOUCH_LINES,
        "",
        ("office", True),
    ),
    Transition(
        State.SUBMITTED,
        "object",
        "違いを知らせて戻す",
        State.ASKED_BACK,
        Act.VOUCH_LINES,
        "",
        ("office", True),
    ),
    Transition(
        State.SUBMITTED, "confirm", "確認する", State.CONFIRMED, Act.SUBMIT_RETURN, "", ("body", True)
    ),
    Transition(State.CONFIRMED, "withdraw", "取り下げる", State.WITHDRAWN, Act.SUBMIT_RETURN, ""),
    Transition(State.SUBMITTED, "ask_back", "差し戻す", State.ASKED_BACK, Act.DECIDE_RETURN, ""),
    Transition(State.CONFIRMED, "ask_back", "差し戻す", State.ASKED_BACK, Act.DECIDE_RETURN, ""),
    Transition(
        State.SUBMITTED,
        "approve",
        "承認する",
        State.APPROVED,
        Act.DECIDE_RETURN,
        "values and measure states",
        ("body", False),
    ),
    Transition(
        State.CONFIRMED, "approve", "承認する", State.APPROVED, Act.DECIDE_RETURN, "values and measure states"
    ),
)
