"""What the columns and codes of the data file mean; printed with it, so that no one has to guess.

A column that comes or goes is told in :data:`CHANGES`: the check of the data file compares with the paper before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from banso.indicators.results import FigureStatus


@dataclass(frozen=True)
class DataColumn:
    """``physical`` is the name for programs; ``codes`` the list that its codes are of; ``blank`` what empty means."""

    name: str
    physical: str
    kind: str
    meaning: str
    codes: str = ""
    blank: str = ""
    unit: str = ""


COLUMNS = (
    DataColumn("資料番号", "paper_number", "文字", "この資料の番号"),
    DataColumn("全国地方公共団体コード", "area_code", "文字", "計画の地域の6桁のコード"),
    DataColumn("地方公共団体名", "area_name", "文字", "計画の地域の名"),
    DataColumn("計画ID", "plan_id", "符号", "計画を識別する符号", "計画"),
    DataColumn("計画名", "plan_name", "文字", "計画の題名"),
    DataColumn("計画の年度", "plan_fiscal_year", "年度", "計画の年度（西暦。4月から翌年3月まで）"),
    DataColumn("情報の時点", "as_of", "日付", "いつの時点で分かっていた情報か（西暦の日付。その日の終わりまで。作った日と同じ日は作った時刻まで）"),
    DataColumn("区分ID", "group_id", "符号", "対象者の区分の符号。複数のときは multiple とし、内訳は関係の表に示す", "区分"),
    DataColumn("区分名", "group_name", "文字", "対象者の区分の名"),
    DataColumn("指標ID", "indicator_id", "符号", "指標を識別する符号", "指標"),
    DataColumn("指標名", "indicator_name", "文字", "指標の名"),
    DataColumn("集計の単位", "level", "文字", "全体、担い手、報告の単位のどれか"),
    DataColumn("担い手ID", "owner_id", "符号", "担い手の符号。複数の担い手を合わせた行では all とし、内訳は関係の表に示す", "担い手"),
    DataColumn("担い手名", "owner_name", "文字", "担い手の名"),
    DataColumn("報告の単位ID", "unit_id", "符号", "窓口などの報告の単位の符号。単位ごとでない行では all", "報告の単位"),
    DataColumn("報告の単位名", "unit_name", "文字", "窓口などの報告の単位の名"),
    DataColumn("期間の種類", "period_kind", "文字", "当期、累計、目標の期間のどれか"),
    DataColumn("期間の開始日", "period_start", "日付", "期間の最初の日（西暦）", blank="計画が定めていない"),
    DataColumn("期間の終了日", "period_end", "日付", "期間の最後の日（西暦）", blank="計画が定めていない"),
    DataColumn("要素コード", "component", "符号", "値が何を表すかの符号", "要素"),
    DataColumn("要素", "component_name", "文字", "値が何を表すかの名"),
    DataColumn("値", "value", "数値", "数値だけ", blank="分からない。状態がその理由を示す。0ではない", unit="単位の列に示す"),
    DataColumn("単位", "value_unit", "文字", "値の単位。%の値は百分率（55.0は55.0%）"),
    DataColumn("状態コード", "status", "符号", "値がどこまで分かっているかの符号", "状態"),
    DataColumn("状態", "status_name", "文字", "値がどこまで分かっているかの名"),
    DataColumn("不足を含む", "is_partial", "符号", "値に、まだ報告のない分、調査中や未公表の分があるかどうか", "有無"),
    DataColumn("概数を含む", "is_approximate", "符号", "値に、概数の分があるかどうか", "有無"),
    DataColumn("見本データ", "is_sample", "符号", "見本のデータかどうか", "見本"),
)  # fmt: skip

# 「資料R7-012から：「…」が加わりました。」, one sentence for each change of the columns.
CHANGES: tuple[str, ...] = (
    "項目「不足を含む」「概数を含む」は、状態のほかに言えることを示すために後から加えました。"
    "前の資料のファイルにはないことがあります。",
)

COMPONENTS = {
    "value": "値",
    "low": "値の下限",
    "high": "値の上限",
    "numerator": "分子",
    "denominator": "分母",
    "target": "目標",
    "achievement": "達成率",
    "achievement_low": "達成率の下限",
    "achievement_high": "達成率の上限",
    "elapsed": "経過率",
    "pace": "ペース（達成率を経過率で割ったもの）",
    "pace_low": "ペースの下限",
    "pace_high": "ペースの上限",
}

SEVERAL_GROUPS = ("multiple", "複数の区分")
NO_GROUP = ("none", "区分なし")
ALL_OWNERS = ("all", "すべての担い手")
NO_OWNER = ("none", "計画に定めなし")
ALL_UNITS = ("all", "すべての単位")
WHETHER = {"0": "ない", "1": "ある"}
SAMPLE = {"0": "実際の数値", "1": "見本（実在の数値ではない）"}
LETTERS = "丸数字などの機種依存文字は、普通の文字に置き換えています（置き換えられない文字は〓）。"


def description(content: Mapping[str, Any]) -> list[str]:
    """Encoding, columns, codes and history of the data file, a line each."""
    meta = content["document"]
    return [
        f"ファイル名：{meta['file_stem']}.csv",
        "文字コード：UTF-8（BOM付き）。区切り：半角コンマ。改行：CRLF。1行目は項目名。1行に一つの値。",
        f"更新の履歴：{history(content)}",
        LETTERS,
        "",
        "● 項目",
        *(f"・{column.name}：{column.meaning}。{_blank(column)}" for column in COLUMNS),
        "",
        "● 要素コード",
        *(f"・{code}：{label}。" for code, label in COMPONENTS.items()),
        "",
        "● 状態コード",
        *(f"・{status.value}：{status.label}。{status.description}。" for status in FigureStatus),
    ]


def history(content: Mapping[str, Any]) -> str:
    """When the file was made, that it stays as it is, and what changed in its columns."""
    meta, figures = content["document"], content["figures"]
    made = f"{meta['printed_at_text']}に作成。{figures['as_of_text']}の情報による。"
    stays = "作成後に変わることはありません。数値の訂正は、新しい番号の資料に反映します。"
    return made + stays + "".join(CHANGES)


def _blank(column: DataColumn) -> str:
    return f"空欄は「{column.blank}」という意味。" if column.blank else ""
