"""Spans of time and of ages: they run forward, and what counts for the plan lies within it."""

from collections.abc import Iterator
from datetime import date

from banso.lib import wareki
from banso.plan.format import AgeRange, PlanDocument, StructureKind, Window
from banso.plan.lint.table import Finding, Sheet, error, warning
from banso.plan.places import Path


def plan_span(document: PlanDocument) -> tuple[date, date]:
    """The first and last day that can count for the plan: its fiscal year together with its validity."""
    first, last = date(document.fiscal_year, 4, 1), date(document.fiscal_year + 1, 3, 31)
    starts = [w.start for w in (document.validity,) if w.start]
    ends = [w.end for w in (document.validity,) if w.end]
    return min([first, *starts]), max([last, *ends])


def _said(day: date) -> str:
    return wareki.full(day) if day >= date(1873, 1, 1) else day.isoformat()


def _years(window: Window) -> bool:
    """Whether both ends are given and more than a year lies between them."""
    return bool(window.start and window.end and (window.end - window.start).days > 366)


@error("window-reversed", "期間は、始まってから終わる。")
def window_reversed(sheet: Sheet) -> Iterator[Finding]:
    for path, part in sheet.parts:
        if isinstance(part, Window) and part.start and part.end and part.end < part.start:
            yield Finding(
                path,
                f"終わり（{_said(part.end)}）が始まり（{_said(part.start)}）より前です。",
                "start と end を確かめてください。",
            )


@error("ages-reversed", "年齢の下限は、上限を超えない。")
def ages_reversed(sheet: Sheet) -> Iterator[Finding]:
    for path, part in sheet.parts:
        if (
            isinstance(part, AgeRange)
            and part.min is not None
            and part.max is not None
            and part.max < part.min
        ):
            yield Finding(
                path,
                f"年齢の下限{part.min}歳が上限{part.max}歳を超えています。",
                "min と max を確かめてください。",
            )


@warning("ages-empty", "年齢の範囲には、下限か上限がある。")
def ages_empty(sheet: Sheet) -> Iterator[Finding]:
    for path, part in sheet.parts:
        if isinstance(part, AgeRange) and part.min is None and part.max is None:
            yield Finding(
                path, "年齢の範囲に下限も上限もありません。", "min か max を書くか、範囲ごと消してください。"
            )


def _counting(sheet: Sheet) -> Iterator[tuple[Path, str, Window, bool]]:
    """The windows in which something counts: way, what it is, the window, whether it may reach over years."""
    document = sheet.document
    yield ("counting_window",), "計画の指標を数える期間", document.counting_window, False
    for path, i in sheet.indicators:
        many = i.cumulative_over_years or i.structure.kind is StructureKind.AVERAGE
        if i.window:
            yield (*path, "window"), f"指標「{i.id}」の期間", i.window, many
        for n, target in enumerate(i.targets):
            if target.window:
                yield (*path, "targets", n, "window"), f"指標「{i.id}」の目標の期間", target.window, True
    for path, measure in sheet.measures:
        if measure.period:
            yield (*path, "period"), f"取組「{measure.id}」の期間", measure.period, False
    for a, annex in enumerate(document.annexes):
        for n, programme in enumerate(annex.programmes):
            way: Path = ("annexes", a, "programmes", n, "period")
            yield way, f"別紙の事業「{programme.id}」の期間", programme.period, False
    for n, campaign in enumerate(document.campaigns):
        yield ("campaigns", n, "window"), f"重点期間「{campaign.id}」", campaign.window, False


@error("window-outside-plan", "数える期間は、計画の期間と重なる。")
def window_outside(sheet: Sheet) -> Iterator[Finding]:
    first, last = plan_span(sheet.document)
    for path, what, window, many in _counting(sheet):
        after = window.start is not None and window.start > last
        before = window.end is not None and window.end < first
        if (after or before) and not (many and path[-1] == "window" and "targets" in path):
            yield Finding(
                path,
                f"{what}は、計画の期間（{_said(first)}から{_said(last)}まで）の外にあります。",
                "期間の年を確かめてください。",
            )


@error("window-beyond-plan", "取組・別紙の事業・重点期間などの期間は、計画の期間からはみ出さない。")
def window_beyond(sheet: Sheet) -> Iterator[Finding]:
    yield from _beyond(sheet, of_indicators=False, remedy="期間の年と日を確かめてください。")


@warning("indicator-beyond-plan", "指標を数える期間は、計画の期間からはみ出さない（複数年度の累計を除く）。")
def indicator_beyond(sheet: Sheet) -> Iterator[Finding]:
    yield from _beyond(
        sheet,
        of_indicators=True,
        remedy="複数年度の累計なら cumulative_over_years: true とし、そうでなければ期間を直してください。",
    )


def _beyond(sheet: Sheet, *, of_indicators: bool, remedy: str) -> Iterator[Finding]:
    """Windows of indicators, or of all else, that overlap the plan's span and reach out of it."""
    first, last = plan_span(sheet.document)
    inside = {path for path, _indicator in sheet.indicators}
    for path, what, window, many in _counting(sheet):
        start, end = window.start or first, window.end or last
        if many or start > last or end < first or (start >= first and end <= last):
            continue
        if (path[:-1] in inside) is of_indicators:
            yield Finding(
                path,
                f"{what}が、計画の期間（{_said(first)}から{_said(last)}まで）からはみ出しています。",
                remedy,
            )


@warning("cumulative-without-years", "複数年度の累計には、一年を超える期間が要る。")
def cumulative_without_years(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        if indicator.cumulative_over_years and not _years(sheet.document.window_of(indicator)):
            yield Finding(
                (*path, "cumulative_over_years"),
                f"「{indicator.id}」は複数年度の累計ですが、数える期間が一年以内です。",
                "window に累計を始める日と終える日を書いてください。",
            )


@error("validity-outside-year", "計画の有効な期間は、その年度と重なる。")
def validity_outside(sheet: Sheet) -> Iterator[Finding]:
    year = sheet.document.fiscal_year
    window = sheet.document.validity
    if (window.start and window.start > date(year + 1, 3, 31)) or (
        window.end and window.end < date(year, 4, 1)
    ):
        yield Finding(
            ("validity",),
            f"計画の有効な期間が、年度（fiscal_year: {year}）と重なりません。",
            "fiscal_year か validity を直してください。",
        )


@warning("due-outside-plan", "時点の目標の日と節目は、計画の期間の中にある。")
def due_outside(sheet: Sheet) -> Iterator[Finding]:
    first, last = plan_span(sheet.document)
    days: list[tuple[Path, str, date | None]] = [
        *(((*path, "due"), f"指標「{i.id}」の目標の日", t.due) for path, i, t in sheet.targets),
        *(((*path, "milestone"), f"取組「{m.id}」の節目", m.milestone) for path, m in sheet.measures),
    ]
    for path, what, day in days:
        if day is not None and not first <= day <= last:
            yield Finding(
                path, f"{what}（{_said(day)}）が計画の期間の外です。", "日付の年を確かめてください。"
            )


@warning("effective-outside-plan", "改定された目標と数え方の変更は、計画の期間の終わりまでに効力を持つ。")
def effective_outside(sheet: Sheet) -> Iterator[Finding]:
    _first, last = plan_span(sheet.document)
    days: list[tuple[Path, str, date | None]] = [
        *(((*path, "effective_from"), i.id, t.effective_from) for path, i, t in sheet.targets),
        *(
            ((*path, "definition_changes", n, "effective_from"), i.id, change.effective_from)
            for path, i in sheet.indicators
            for n, change in enumerate(i.definition_changes)
        ),
    ]
    for path, key, day in days:
        if day is not None and day > last:
            yield Finding(
                path,
                f"「{key}」の変更の日（{_said(day)}）が計画の終わりより後です。",
                "日付の年を確かめてください。",
            )
