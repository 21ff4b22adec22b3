"""Which column of a file is which fact: the names of 自治体標準 and 推奨データセット, as they are met, and our own."""

from collections.abc import Iterable, Mapping

from banso.lib.tabular import fold_header

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("ID", "NO", "窓口ID"),
    "name": ("名称", "窓口名", "施設名", "窓口の名称"),
    "kana": ("名称_カナ", "名称_かな", "名称(カナ)", "かな", "フリガナ"),
    "alias": ("名称_通称", "通称"),
    "kind": ("種別", "種類"),
    "code": (
        "所在地_全国地方公共団体コード", "所在地_自治体コード", "市区町村コード", "全国地方公共団体コード", "自治体コード",
        "都道府県コード又は市区町村コード",
    ),
    "prefecture": ("所在地_都道府県", "都道府県名", "都道府県"),
    "city": ("所在地_市区町村", "市区町村名", "市区町村", "市町村"),
    "whole": ("所在地_連結表記", "所在地_連結標記", "所在地", "住所"),
    "town": ("所在地_町字", "町字"),
    "block": ("所在地_番地以下", "番地以下", "番地"),
    "building": ("建物名等(方書)", "建物名等", "方書", "建物名"),
    "latitude": ("緯度",),
    "longitude": ("経度",),
    "phone": ("電話番号", "電話"),
    "extension": ("内線番号", "内線"),
    "email": ("連絡先メールアドレス", "メールアドレス", "メール"),
    "postal_code": ("郵便番号",),
    "operator": ("団体名", "運営する組織", "運営団体"),
    "body": ("地方公共団体名",),
    "weekdays": ("利用可能曜日", "曜日"),
    "opens": ("開始時間", "開始時刻"),
    "closes": ("終了時間", "終了時刻"),
    "hours": ("利用可能日時特記事項", "利用可能日時特記", "受付時間"),
    "url": ("URL", "ウェブサイト", "ホームページ"),
    "description": ("説明",),
    "status": ("状態コード",),
    "note": ("備考",),
    "range": ("対象の地域の範囲",),
    "confidence": ("確かさコード",),
    "source": ("出典",),
    "assured_on": ("確認日",),
    "is_sample": ("見本データ",),
}  # fmt: skip
# In a file of ours the remarks are made from other fields, so they say nothing of their own.
_OURS = fold_header("確かさコード")


_KNOWN = {fold_header(name) for names in NAMES.values() for name in names} | {_OURS}


def unread(header: Iterable[str]) -> list[str]:
    """The columns, as they are written, of which nothing is taken over."""
    return [column.strip() for column in header if column.strip() and fold_header(column) not in _KNOWN]


def columns_of(header: Iterable[str]) -> dict[str, str]:
    """The column (as folded) of each fact that the file has; the first of its names that stands there."""
    there = {fold_header(column) for column in header}
    found = {}
    for fact, names in NAMES.items():
        column = next((fold_header(name) for name in names if fold_header(name) in there), None)
        if column:
            found[fact] = column
    if _OURS in there:
        found.pop("note", None)
        found.pop("body", None)
    return found
