"""The tidy data file: one value a row, codes beside names, ISO dates, units and status of their own."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from banso.council.printing.dictionary import (
    ALL_OWNERS,
    ALL_UNITS,
    COLUMNS,
    COMPONENTS,
    NO_GROUP,
    NO_OWNER,
    SEVERAL_GROUPS,
)
from banso.indicators.results import FigureStatus
from banso.lib.cells import cell
from banso.lib.fiscal import Period

Row = dict[str, str]


def make(content: Mapping[str, Any]) -> bytes:
    """The bytes of the .csv: UTF-8 with its mark, header in the first row, no line break inside a record."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, [column.name for column in COLUMNS], lineterminator="\r\n")
    writer.writeheader()
    for row in rows(content):
        writer.writerow({name: cell(value) if name != "値" else value for name, value in row.items()})
    return stream.getvalue().encode("utf-8-sig")


def rows(content: Mapping[str, Any]) -> Iterator[Row]:
    """Every figure of the paper; an unknown one has no value, and its status says why."""
    for indicator in content["figures"]["indicators"]:
        base = _base(content, indicator)
        yield from _whole(base, indicator, content["figures"]["period"]["key"])
        for part in indicator["parts"]:
            who = _who(indicator, part)
            yield from _figures(base | who, indicator, content["figures"]["period"]["key"], part)
            if part["target"] is not None:
                window = _window(indicator)
                yield _row(base | who | window, "target", part["target"], indicator["unit"], _KNOWN)


_KNOWN = {"status": "known", "status_label": "確定"}


def _base(content: Mapping[str, Any], indicator: Mapping[str, Any]) -> Row:
    meta, figures = content["document"], content["figures"]
    names = {group["id"]: group["name"] for group in figures["groups"]}
    groups = [(key, names[key]) for key in indicator["groups"]]
    owners = [(owner["id"], owner["name"]) for owner in indicator["owners"]]
    group, group_name = _one(groups, several=SEVERAL_GROUPS, none=NO_GROUP)
    owner, owner_name = _one(owners, several=ALL_OWNERS, none=NO_OWNER)
    return {
        "資料番号": meta["number"],
        "全国地方公共団体コード": figures["area"]["code"],
        "地方公共団体名": figures["area"]["name"],
        "計画ID": figures["plan"]["key"],
        "計画名": figures["plan"]["title"],
        "計画の年度": str(figures["plan"]["fiscal_year"]),
        "情報の時点": figures["as_of"],
        "区分ID": group,
        "区分名": group_name,
        "指標ID": indicator["id"],
        "指標名": indicator["label"],
        "集計の単位": "全体",
        "担い手ID": owner,
        "担い手名": owner_name,
        "報告の単位ID": ALL_UNITS[0],
        "報告の単位名": ALL_UNITS[1],
        "見本データ": "1" if meta["sample"] else "0",
    }


def _one(pairs: list[tuple[str, str]], *, several: tuple[str, str], none: tuple[str, str]) -> tuple[str, str]:
    """One datum a cell: the only one, or a code of its own for several (the file of links names them) or none."""
    return pairs[0] if len(pairs) == 1 else several if pairs else none


def _who(indicator: Mapping[str, Any], part: Mapping[str, Any]) -> Row:
    if part["kind"] == "owner":
        return {"集計の単位": "担い手", "担い手ID": part["key"], "担い手名": part["name"]}
    return {"集計の単位": "報告の単位", "報告の単位ID": part["key"], "報告の単位名": part["name"]}


def _whole(base: Row, indicator: Mapping[str, Any], asked: str) -> Iterator[Row]:
    """The indicator itself: each period of its series, then what was asked, then target, shares of the whole."""
    for point in indicator["series"]:
        if point["period"] != asked:
            pair = {"period": point["figure"], "cumulative": point["cumulative"]}
            yield from _figures(base, indicator, point["period"], pair)
    yield from _figures(base, indicator, asked, indicator)
    span = _span(indicator, Period.parse(asked)) | {"期間の種類": "累計"}
    status = indicator["cumulative"]
    if indicator["target"] is not None:
        yield _row(base | _window(indicator), "target", indicator["target"], indicator["unit"], _KNOWN)
    for name in ("achievement", "elapsed", "pace"):
        percent = indicator[name]
        known = _KNOWN if name == "elapsed" else status
        if percent["value"] is not None:
            yield _row(base | span, name, percent["value"], "%", known)
        elif percent["low"] is not None:
            yield _row(base | span, f"{name}_low", percent["low"], "%", known)
            yield _row(base | span, f"{name}_high", percent["high"], "%", known)


def _figures(base: Row, indicator: Mapping[str, Any], key: str, pair: Mapping[str, Any]) -> Iterator[Row]:
    """The figure of a period and the cumulative figure up to its end."""
    period = Period.parse(key)
    of_period = {"期間の種類": "当期", "期間の開始日": period.first_day.isoformat()}
    end = {"期間の終了日": period.last_day.isoformat()}
    yield from _components(base | of_period | end, indicator, pair["period"])
    yield from _components(
        base | _span(indicator, period) | {"期間の種類": "累計"}, indicator, pair["cumulative"]
    )


def _components(base: Row, indicator: Mapping[str, Any], figure: Mapping[str, Any]) -> Iterator[Row]:
    unit = indicator["unit"]
    if figure["low"] is not None and figure["value"] is None:
        yield _row(base, "low", figure["low"], unit, figure)
        yield _row(base, "high", figure["high"], unit, figure)
    else:
        yield _row(base, "value", figure["value"], unit, figure)
    for name in ("numerator", "denominator"):
        if figure[name] is not None:
            yield _row(base, name, _unscaled(figure[name]), indicator[f"{name}_unit"], figure)


def _unscaled(text: str) -> str:
    """60 for 60.0: the decimals of a percentage are none of the people it is made of."""
    whole, _point, decimals = text.partition(".")
    return text if decimals.strip("0") else whole


def _span(indicator: Mapping[str, Any], period: Period) -> Row:
    start = indicator["window"][0] or date(period.year, 4, 1).isoformat()
    return {"期間の開始日": start, "期間の終了日": period.last_day.isoformat()}


def _window(indicator: Mapping[str, Any]) -> Row:
    start, end = indicator["window"]
    return {"期間の種類": "目標の期間", "期間の開始日": start or "", "期間の終了日": end or ""}


def _row(base: Row, component: str, value: str | None, unit: str, status: Mapping[str, Any]) -> Row:
    holds = {status["status"], *status.get("caveats", ())}
    return base | {
        "要素コード": component,
        "要素": COMPONENTS[component],
        "値": value or "",
        "単位": unit,
        "状態コード": status["status"],
        # One datum in one cell: what holds beside the status has columns of its own.
        "状態": status["status_label"].partition("・")[0],
        "不足を含む": str(int(FigureStatus.PARTIAL.value in holds)),
        "概数を含む": str(int(FigureStatus.APPROXIMATE.value in holds)),
    }
