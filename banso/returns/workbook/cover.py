"""What the first sheet says, line by line."""

from banso.plan.queries import LoadedPlan
from banso.returns.workbook.layout import Layout

SAMPLE_MARK = "見本データ"
SAMPLE_LINE = ("注意", f"{SAMPLE_MARK}：実在の報告ではありません。")

HOW_TO = (
    "黄色のセルに記入してください。ほかのセルは保護されています（パスワードはありません）。",
    "値がないときも空のままにせず、0件なら「0」、まだ分からなければ状態で「調査中」を選んでください。",
    "状態が「確定」「概数」のときは値を記入し、「調査中」「未公表」「該当なし」のときは値を空にしてください。",
    "指標の数え方は、指標名のセルのメモで確かめられます。",
    "行やシートを削除・複写しないでください。ファイル名は変えてもかまいません。",
    "できあがったら、画面から提出するか、事務局にメールで送ってください。",
)

ORGANISATION, PERIOD = "報告する機関", "期間"
BETWEEN = "　"
SEPARATOR = "\n"
# A plan's name may change by an amendment while the template stays valid.
_MAY_CHANGE = ("協議会", "計画")


def lines(plan: LoadedPlan, layout: Layout) -> list[tuple[str, str]]:
    """(label, text) of each line, without the notice that marks sample data."""
    document = plan.document
    return [
        ("協議会", document.body.name),
        ("計画", document.title),
        (ORGANISATION, document.organisation(layout.organisation).name),
        (PERIOD, layout.period.label),
        *((("記入のしかた" if n == 0 else ""), f"{n + 1}　{line}") for n, line in enumerate(HOW_TO)),
    ]


def footer(plan: LoadedPlan, layout: Layout) -> str:
    """Whose and for when, on every sheet but the first."""
    return f"{plan.document.organisation(layout.organisation).name}{BETWEEN}{layout.period.label}"


def may_change(label: str) -> bool:
    return label in _MAY_CHANGE
