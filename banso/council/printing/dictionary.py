"""What the columns and codes of the data file mean; printed with it, so that no one has to guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from banso.indicators.results import FigureStatus


@dataclass(frozen=True)
class DataColumn:
    name: str
    meaning: str


COLUMNS = (
    DataColumn("資料番号", "この資料の番号"),
    DataColumn("全国地方公共団体コード", "計画の地域の6桁のコード"),
    DataColumn("地方公共団体名", "計画の地域の名"),
    DataColumn("計画ID", "計画を識別する符号"),
    DataColumn("計画名", "計画の題名"),
    DataColumn("計画の年度", "計画の年度（西暦。4月から翌年3月まで）"),
    DataColumn("情報の時点", "いつの時点で分かっていた情報か（西暦の日付。その日の終わりまで）"),
    DataColumn("区分ID", "対象者の区分の符号。複数のときは半角セミコロンで区切る"),
    DataColumn("区分名", "対象者の区分の名。複数のときは半角セミコロンで区切る"),
    DataColumn("指標ID", "指標を識別する符号"),
    DataColumn("指標名", "指標の名"),
    DataColumn("集計の単位", "全体、担い手、報告の単位のどれか"),
    DataColumn("担い手ID", "担い手の符号。全体の行では、すべての担い手を半角セミコロンで区切る"),
    DataColumn("担い手名", "担い手の名"),
    DataColumn("報告の単位ID", "窓口などの報告の単位の符号。単位ごとの行だけに入る"),
    DataColumn("報告の単位名", "窓口などの報告の単位の名。単位ごとの行だけに入る"),
    DataColumn("期間の種類", "当期、累計、目標の期間のどれか"),
    DataColumn("期間の開始日", "期間の最初の日（西暦）。計画が定めていないときは空"),
    DataColumn("期間の終了日", "期間の最後の日（西暦）。計画が定めていないときは空"),
    DataColumn("要素コード", "値が何を表すかの符号"),
    DataColumn("要素", "値が何を表すかの名"),
    DataColumn("値", "数値だけ。分からないときは空で、状態がその理由を示す"),
    DataColumn("単位", "値の単位。%の値は百分率（55.0は55.0%）"),
    DataColumn("状態コード", "値がどこまで分かっているかの符号"),
    DataColumn("状態", "値がどこまで分かっているかの名"),
    DataColumn("見本データ", "1は見本（実在の数値ではない）、0は実際の数値"),
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


def description(content: Mapping[str, Any]) -> list[str]:
    """Encoding, columns, codes and history of the data file, a line each."""
    meta, figures = content["document"], content["figures"]
    return [
        f"ファイル名：{meta['file_stem']}.csv",
        "文字コード：UTF-8（BOM付き）。区切り：半角コンマ。改行：CRLF。1行目は項目名。1行に一つの値。",
        f"更新の履歴：{meta['printed_at_text']}に作成。{figures['as_of_text']}の情報による。"
        "作成後に変わることはありません。数値の訂正は、新しい番号の資料に反映します。",
        "",
        "● 項目",
        *(f"・{column.name}：{column.meaning}。" for column in COLUMNS),
        "",
        "● 要素コード",
        *(f"・{code}：{label}。" for code, label in COMPONENTS.items()),
        "",
        "● 状態コード",
        *(f"・{status.value}：{status.label}。{status.description}。" for status in FigureStatus),
    ]
