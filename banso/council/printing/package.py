"""The data file with everything that explains it, in one zip: columns, codes, which belongs to which, and what it is.

The rule of machine readability asks for these (L3-02, L3-08); each is a plain CSV of its own.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from banso.council.layout.waiting import correction_note
from banso.council.printing import data
from banso.council.printing.dictionary import (
    ALL_OWNERS,
    ALL_UNITS,
    COLUMNS,
    COMPONENTS,
    LETTERS,
    NO_GROUP,
    NO_OWNER,
    SAMPLE,
    SEVERAL_GROUPS,
    WHETHER,
    history,
)
from banso.indicators.results import FigureStatus
from banso.lib.archives import zip_of
from banso.lib.cells import cell


def make(content: Mapping[str, Any]) -> bytes:
    """The bytes of the .zip; the data file in it is that of the form "data"."""
    stem = content["document"]["file_stem"]
    members = {f"{stem}.csv": data.make(content)} | companions(content)
    return zip_of(members.items())


def companions(content: Mapping[str, Any]) -> dict[str, bytes]:
    """The files beside the data file, by name."""
    stem = content["document"]["file_stem"]
    return {
        f"{stem}_items.csv": _csv(
            ("項目名", "物理名", "型", "定義", "単位", "コードの種類", "空欄の意味"),
            ((c.name, c.physical, c.kind, c.meaning, c.unit, c.codes, c.blank) for c in COLUMNS),
        ),
        f"{stem}_codes.csv": _csv(("コードの種類", "コード", "名称", "説明"), _codes(content)),
        f"{stem}_links.csv": _csv(("指標ID", "関係", "相手ID", "相手名"), _links(content)),
        f"{stem}_about.csv": _csv(("見出し", "内容"), _about(content)),
    }


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _codes(content: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Every code that the data file may hold."""
    figures = content["figures"]
    yield "計画", figures["plan"]["key"], figures["plan"]["title"], ""
    yield from (("区分", group["id"], group["name"], "") for group in figures["groups"])
    yield "区分", *SEVERAL_GROUPS, "内訳は関係の表に示す"
    yield "区分", *NO_GROUP, ""
    owners: dict[str, str] = {}
    units: dict[str, str] = {}
    for indicator in figures["indicators"]:
        yield "指標", indicator["id"], indicator["label"], indicator["definition"]
        owners |= {owner["id"]: owner["name"] for owner in indicator["owners"]}
        for part in indicator["parts"]:
            (owners if part["kind"] == "owner" else units)[part["key"]] = part["name"]
    yield from (("担い手", key, name, "") for key, name in owners.items())
    yield "担い手", *ALL_OWNERS, "内訳は関係の表に示す"
    yield "担い手", *NO_OWNER, ""
    yield from (("報告の単位", key, name, "") for key, name in units.items())
    yield "報告の単位", *ALL_UNITS, ""
    yield from (("要素", code, label, "") for code, label in COMPONENTS.items())
    yield from (("状態", s.value, s.label, s.description) for s in FigureStatus)
    yield from (("有無", code, label, "") for code, label in WHETHER.items())
    yield from (("見本", code, label, "") for code, label in SAMPLE.items())


def _links(content: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """To which groups an indicator belongs, and who holds it: a row for each."""
    names = {group["id"]: group["name"] for group in content["figures"]["groups"]}
    for indicator in content["figures"]["indicators"]:
        yield from ((indicator["id"], "区分", key, names[key]) for key in indicator["groups"])
        yield from ((indicator["id"], "担い手", o["id"], o["name"]) for o in indicator["owners"])


def _about(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    meta, figures = content["document"], content["figures"]
    yield "題名", meta["title"]
    yield "作成者", meta["council"]
    yield "対象", f"{figures['plan']['title']}　{figures['period']['label']}"
    yield "データの出どころ", f"構成機関の報告のうち、事務局が承認したもの。{figures['as_of_text']}"
    yield "算出方法", "指標ごとの定義は、コード表の説明に示す"
    yield (
        "算出方法",
        "達成率は累計を目標で割ったもの、経過率は目標の期間のうち過ぎた日の割合、ペースは達成率を経過率で割ったもの",
    )
    yield "算出方法", "同じことを二つの機関が数えうるときは足さず、下限と上限で示す"
    yield "更新の頻度", "協議会資料を作るたびに、新しい番号のファイルを作る"
    yield "更新の履歴", history(content)
    yield "最終更新日", meta["printed_at"][:10]
    yield "文字コード", "UTF-8（BOM付き）"
    yield "改行コード", "CRLF"
    yield "区切り文字", "半角コンマ"
    yield "留意事項", "空欄の値は、分からないことを示す。0ではない"
    yield "留意事項", LETTERS
    for correction in figures.get("waiting_corrections", ()):
        yield "留意事項", f"{correction_note(correction)}項目：{'、'.join(correction['items'])}"
    if meta["sample"]:
        yield "留意事項", meta["sample_text"]
