"""The files that can be had of the directory, by the name of their form."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from banso.directory.codes import Channel, Confidence, EntryStatus, Form
from banso.directory.exchange import gif, hsds, windows
from banso.directory.exchange.lists import further_sheets
from banso.directory.exchange.public import Edit, Lists, PublicDirectory
from banso.directory.exchange.tables import Package, Sheet, csv_zip, workbook
from banso.lib.codes import Code

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Exported:
    name: str
    content: bytes
    content_type: str


def exported(form: Form, directory: PublicDirectory, lists: Lists, edits: Sequence[Edit] = ()) -> Exported:
    """The file of a form. CSVs come in a zip with what explains them."""
    stem = f"directory_{directory.area}_{form.value}"
    if form is Form.HSDS:
        told = hsds.whole(directory, edits)
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return Exported(f"{stem}.json", text.encode(), "application/json; charset=utf-8")
    package = _package(form, stem, directory, lists)
    if form is Form.XLSX:
        return Exported(f"{stem}.xlsx", workbook(package), XLSX)
    return Exported(f"{stem}.zip", csv_zip(package), "application/zip")


def _package(form: Form, stem: str, directory: PublicDirectory, lists: Lists) -> Package:
    on = directory.on
    services = gif.sheet(directory, lists.subsidies, on)
    sheets: list[Sheet] = {
        Form.LOCAL: [windows.sheet(directory)],
        Form.GIF: [services],
    }.get(form, [windows.sheet(directory), services, *further_sheets(directory, lists)])
    links = windows.links(directory) if form is not Form.GIF else []
    links += gif.links(directory, lists.subsidies, on) if form is not Form.LOCAL else []
    return Package(stem, sheets, _codes(), links, _about(form, directory))


def _codes() -> list[tuple[str, str, str, str]]:
    """The code lists that the columns name."""
    lists: dict[str, type[Code]] = {"状態": EntryStatus, "確かさ": Confidence, "相談の方法": Channel}
    found = [
        (name, member.value, member.label, member.description)
        for name, codes in lists.items()
        for member in codes
    ]
    return [*found, ("見本", "0", "実際の情報", ""), ("見本", "1", "見本データ", "実在しない")]


def _about(form: Form, directory: PublicDirectory) -> list[tuple[str, str]]:
    made = directory.on.isoformat()
    about = [
        ("名称", f"{directory.area_name}の窓口の台帳（{form.label}）"),
        ("計画", directory.plan_title),
        ("利用条件", directory.licence),
        ("データの出どころ", "計画と、窓口を担当する機関。一件ごと、項目ごとの出どころは出典の列に示す"),
        (
            "算出方法",
            "台帳に登録されたままを書き出す。計算した値はない。確かさは、項目のうちいちばん不確かなもの",
        ),
        ("更新の頻度", "台帳が変わるたび。書き出すたびに、その時の内容になる"),
        ("更新の履歴", f"{made}に書き出した。台帳の版は{directory.revision or '初版'}。項目は初めから同じ"),
        ("最終更新日", made),
        ("留意事項", "空欄は未確認であり、ないという意味ではない。項目ごとの空欄の意味は項目の定義に示す"),
        ("留意事項", "所在地を公開しない窓口の所在地は、どの項目にも含まない"),
        ("留意事項", "丸数字などの機種依存文字は普通の文字に置き換えている（置き換えられない文字は〓）"),
    ]
    return (
        [*about, ("留意事項", "見本データ：実在の窓口やサービスではない")] if directory.is_sample else about
    )
