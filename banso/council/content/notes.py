"""How to read the figures of a paper, in plain sentences."""

from collections.abc import Iterable
from typing import Any

from banso.council.content.sources import name_of
from banso.council.rules import printable
from banso.indicators.results import FigureStatus
from banso.indicators.words import Standing
from banso.lib.numbers import Rounding
from banso.plan.format import PlanDocument
from banso.plan.format.reporting import Basis
from banso.returns.queries import Explanation


def summary_notes(document: PlanDocument) -> list[str]:
    """What the columns of the summary mean, and what they do not say."""
    lines = ["数のある目標も、指標の一つとして数えています。列の意味は「数字の読み方」にあります。"]
    if document.verdicts is None:
        lines.append(
            "計画は評価の基準を定めていません。この資料は達成率と期間の経過率だけを示し、評価はしていません。"
        )
    return lines


def explanation_notes(document: PlanDocument, explanations: Iterable[Explanation]) -> list[str]:
    """What bodies said of numbers that looked odd, beside what was asked. An approved version keeps its answers."""
    return [
        f"機関の説明：{name_of(e.organisation, document)}、{e.period.label}分、{e.about}。"
        f"{e.asked}これについて「{printable(e.explanation)}」と説明しています。"
        for e in explanations
    ]


def notes(document: PlanDocument, missing: list[dict[str, Any]]) -> list[str]:
    """The notes at the end: ratios, intervals, unknown values, missing returns, rounding."""
    rule = document.rounding
    way = "四捨五入" if rule.mode is Rounding.HALF_UP else "切り捨て"
    whose = "計画の定め" if rule.basis is Basis.PLAN else "事務局の定め"
    lines = [
        "達成率は、累計を目標で割った割合です。経過率は、指標を数える期間のうち対象期間の末日までに過ぎた割合です。"
        "ペースは、達成率を経過率で割ったもので、100%なら期間の経過と同じ速さです。",
        f"割合は小数第{rule.percent_digits + 1}位を{way}しています（{whose}）。"
        if rule.percent_digits
        else f"割合は小数点以下を{way}しています（{whose}）。",
        "「～」で示した値は、二つの機関が同じことを数えている可能性があるため、実際の値を幅で示したものです。状態に「一部未報告」などが付くときは、実際の値が幅の外にあることがあります。",
        *(f"まとめの「{code.label}」は、{code.description}指標の数です。" for code in Standing),
        *(f"状態の「{status.label}」は、{status.description}ことを示します。" for status in FigureStatus),
        "「未確認」「調査中」「未公表」はゼロではありません。分かっていないことを示します。",
        "前年度の欄の「未確認」は、比べられる前年度の値を確認できていないことを示します。",
        "取組の「未報告」は、その機関からの承認された報告がまだないことを示します。実施していないという意味ではありません。",
    ]
    if missing:
        bodies = len({row["organisation"] for row in missing})
        lines.append(
            f"この時点で承認に至っていない報告が、{bodies}機関の{len(missing)}件あります。これらの値は含まれていません。"
        )
    return lines
