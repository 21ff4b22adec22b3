"""What a sample body writes into the rows of its workbook, by sheet, row key and column key."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from banso.ledger.kinds import MeasureState, Status
from banso.plan.queries import LoadedPlan
from banso.portal.sample.figures import Answer, Figures
from banso.returns.workbook import layout as asked
from banso.returns.workbook.layout import CountRow, Layout, MeasureRow, NumberRow

MARK = "見本データ"

# key of the row -> key of the column -> value; and that by the marker of the sheet
Rows = Mapping[str, Mapping[str, object]]
Cells = Mapping[str, Rows]


# state -> what was done, what comes next: as clerks of very different offices write it
TEXTS = {
    MeasureState.NOT_STARTED: (
        (
            "「{what}」の準備を進めています。",
            "「{what}」の進め方を、関係する課と話し合っています。",
            "まだ始めていません。必要な手続を確かめています。",
        ),
        (
            "「{what}」を始めます。",
            "準備が整いしだい始めます。",
            "関係機関と日程を決めます。",
        ),
    ),
    MeasureState.ONGOING: (
        (
            "「{what}」を予定どおり行いました。",
            "「{what}」を続け、窓口での案内とウェブサイトで知らせました。",
            "関係機関と打合せをし、「{what}」の進め方を見直しました。",
            "「{what}」について担当者の研修を行い、受け入れの体制を整えました。",
            "問合せの多い点をまとめ、「{what}」の案内を分かりやすく書き直しました。",
            "「{what}」を行い、利用した方の声を集めました。",
            "ほかの機関の催しに合わせて、「{what}」を案内しました。",
        ),
        (
            "引き続き行います。",
            "利用の少ない地域で、知らせる方法を増やします。",
            "集めた声をもとに、内容を見直します。",
            "関係機関と次の日程を調整します。",
            "案内の資料を新しくします。",
        ),
    ),
    MeasureState.DONE: (
        (
            "「{what}」の今年度の分を終えました。",
            "予定していた「{what}」をすべて行い、今年度の分を終えました。",
        ),
        (
            "結果をまとめます。",
            "来年度の進め方を検討します。",
        ),
    ),
    MeasureState.NOT_PLANNED: (
        (
            "今年度は予定していません。",
            "今年度は、ほかの取組を先に行うため予定していません。",
        ),
        (
            "来年度に行うかを検討します。",
            "ほかの機関の状況を聞き、来年度に向けて検討します。",
        ),
    ),
}


class Twist(Enum):
    """What is special about a version."""

    PLAIN = "plain"
    SLIP = "slip"  # one number has a digit too many
    NOT_YET_KNOWN = "not_yet_known"  # one number is 調査中, another 概数
    CORRECTED = "corrected"  # one number is other than it was


@dataclass(frozen=True)
class Clerk:
    """One who fills in workbooks for a plan."""

    plan: LoadedPlan
    figures: Figures

    def answers(self, layout: Layout, twist: Twist = Twist.PLAIN) -> Cells:
        """Every input of a workbook."""
        numbers = self._numbers(layout, twist)
        return {
            asked.COVER.marker: {"remarks": {"value": self._remarks(twist)}},
            asked.NUMBERS.marker: {row.key: _written(numbers[row.key], row) for row in layout.numbers},
            asked.COVERAGE.marker: {
                row.key: {"value": "設置済" if self.figures.is_covered(row, layout.period) else "未設置"}
                for row in layout.coverage
            },
            asked.MEASURES.marker: {row.key: self._measure(row, layout) for row in layout.measures},
            asked.COUNTS.marker: {row.key: self._count(row, layout) for row in layout.counts},
        }

    def _numbers(self, layout: Layout, twist: Twist) -> dict[str, Answer]:
        answers = {
            row.key: self.figures.number(row, layout.organisation, layout.period) for row in layout.numbers
        }
        known = [key for key, answer in answers.items() if answer.value]
        if not known:
            return answers
        first, last = known[0], known[-1]
        value = answers[first].value or Decimal(0)
        if twist is Twist.SLIP:
            answers[first] = Answer(value * 10)
        elif twist is Twist.CORRECTED:
            answers[first] = Answer(value + max(Decimal(1), (value / 20).to_integral_value()))
        elif twist is Twist.NOT_YET_KNOWN:
            answers[last] = Answer(None, Status.UNDER_SURVEY)
            answers[first] = Answer(value, Status.APPROXIMATE)
        return answers

    def _remarks(self, twist: Twist) -> str:
        texts = {
            Twist.SLIP: "急いで集計しました。",
            Twist.NOT_YET_KNOWN: "一部の窓口の数は、集計の途中です。分かり次第、訂正版をお送りします。",
            Twist.CORRECTED: "後から届いた分を加え、数を訂正しました。",
        }
        return f"（{MARK}）{texts[twist]}" if twist in texts else ""

    def _measure(self, row: MeasureRow, layout: Layout) -> dict[str, object]:
        measure = self.plan.document.measure(row.measure)
        state = self.figures.state(measure, layout.organisation, layout.period)
        words = (measure.id, layout.organisation, layout.period.key)
        about = measure.services or [measure.title]
        what = about[self.figures.draw(0, len(about) - 1, "about", *words)]
        told, later = TEXTS[state]
        done = told[self.figures.draw(0, len(told) - 1, "done", *words)].format(what=what)
        following = later[self.figures.draw(0, len(later) - 1, "next", *words)].format(what=what)
        return {"state": state.label, "done": f"（{MARK}）{done}", "next_step": f"（{MARK}）{following}"}

    def _count(self, row: CountRow, layout: Layout) -> dict[str, object]:
        measure = self.plan.document.measure(row.measure)
        state = self.figures.state(measure, layout.organisation, layout.period)
        if state in (MeasureState.NOT_STARTED, MeasureState.NOT_PLANNED):
            return {"value": None, "status": Status.NOT_APPLICABLE.label}
        count = self.figures.count(row, layout.organisation, layout.period)
        return {"value": count, "status": Status.FINAL.label}


def _written(answer: Answer, row: NumberRow) -> dict[str, object]:
    value = answer.value
    if value is not None and not row.precision:
        return {"value": int(value), "status": answer.status.label}
    return {"value": value, "status": answer.status.label}
