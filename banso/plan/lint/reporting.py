"""Cadence of returns and the plan's own scale of verdicts."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from banso.plan.format.reporting import Step
from banso.plan.lint.table import Finding, Sheet, error, warning


@error("repeated-exception", "報告の頻度の例外は、一つの組織に一つである。")
def repeated_exception(sheet: Sheet) -> Iterator[Finding]:
    seen = set()
    for n, exception in enumerate(sheet.document.reporting.exceptions):
        if exception.owner in seen:
            yield Finding(
                ("reporting", "exceptions", n),
                f"「{exception.owner}」の報告の頻度が二度書かれています。",
                "一つにしてください。",
            )
        seen.add(exception.owner)


# From the bottom up; the offices' word is gathered by their body.
_ORDERS = [
    [Step.SECRETARIAT],
    [Step.BODY, Step.SECRETARIAT],
    [Step.OFFICE, Step.BODY, Step.SECRETARIAT],
]


@error("reporting-steps", "報告の承認は事務所、機関、事務局の順に下から上へ進む。")
def reporting_steps(sheet: Sheet) -> Iterator[Finding]:
    steps = sheet.document.reporting.steps
    if steps not in _ORDERS:
        yield Finding(
            ("reporting", "steps"),
            f"報告を承認する順が「{'、'.join(steps)}」になっています。",
            "[secretariat]、[body, secretariat]、[office, body, secretariat] のどれかにしてください。",
        )


@error("verdict-bands", "判定の区分は、達成率の高い順に並び、境目が重ならない。")
def verdict_bands(sheet: Sheet) -> Iterator[Finding]:
    rules = sheet.document.verdicts
    if rules is None:
        return
    scales: list[tuple[str, list[tuple[str, Decimal]]]] = [
        ("up", [(band.mark, band.min_percent) for band in rules.up]),
        ("down", [(band.mark, band.min_percent) for band in rules.down]),
        ("groups", [(band.mark, band.min_share_percent) for band in rules.groups]),
    ]
    for name, bands in scales:
        for n in range(1, len(bands)):
            if bands[n][1] >= bands[n - 1][1]:
                yield Finding(
                    ("verdicts", name, n),
                    f"判定「{bands[n][0]}」の境目{bands[n][1]}%が、前の「{bands[n - 1][0]}」の{bands[n - 1][1]}%以上です。",
                    "達成率の高い区分から順に、境目を下げて並べてください。",
                )
        for mark, times in Counter(mark for mark, _least in bands).items():
            if times > 1:
                yield Finding(
                    ("verdicts", name),
                    f"判定「{mark}」が{times}度あります。",
                    "区分ごとに別の印にしてください。",
                )


@warning("verdict-gap", "どの達成率にも判定がある。")
def verdict_gap(sheet: Sheet) -> Iterator[Finding]:
    rules = sheet.document.verdicts
    for name, bands in (("up", rules.up), ("down", rules.down)) if rules else ():
        if bands and bands[-1].min_percent > 0:
            yield Finding(
                ("verdicts", name, len(bands) - 1),
                f"達成率が{bands[-1].min_percent}%未満のときの判定がありません。",
                "一番下の区分の min_percent を0にしてください。",
            )


@warning("verdict-for-down", "下げる指標に判定するなら、下げる指標の区分がある。")
def verdict_for_down(sheet: Sheet) -> Iterator[Finding]:
    rules = sheet.document.verdicts
    if rules is None or rules.down:
        return
    for path, indicator in sheet.indicators:
        if indicator.direction.value == "down" and indicator.id not in rules.excluded:
            yield Finding(
                (*path, "direction"),
                f"「{indicator.id}」は下げる指標ですが、判定に下げる指標の区分（verdicts.down）がありません。",
                "計画に区分があれば書き、なければ excluded に加えてください。",
            )


@error("unknown-mark", "人が決めた判定の印は、計画の区分にある。")
def unknown_mark(sheet: Sheet) -> Iterator[Finding]:
    rules = sheet.document.verdicts
    if rules is None:
        return
    marks = {band.mark for band in (*rules.up, *rules.down)}
    for n, override in enumerate(rules.overrides):
        if override.mark not in marks:
            yield Finding(
                ("verdicts", "overrides", n, "mark"),
                f"「{override.indicator}」の判定「{override.mark}」は、区分にありません。",
                f"使える印: {'、'.join(sorted(marks))}。",
            )
