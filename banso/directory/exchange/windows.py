"""Windows in the columns of 自治体標準オープンデータセット (those that its lists of facilities share), and our own after them.

Columns of the standard that the directory does not know stay, empty, so that the file keeps the standard's form.
"""

from typing import Any

import jaconv

from banso.directory.catalogue import WindowCard
from banso.directory.exchange.addresses import address_of
from banso.directory.exchange.books import Value
from banso.directory.exchange.public import PublicDirectory
from banso.directory.exchange.tables import Column, Sheet
from banso.directory.sources import all_words, worst
from banso.lib.hours import from_dict
from banso.lib.hours.rules import EVERY_DAY, Opening

_NONE = "なし"
_WEEKDAYS = "月火水木金土日"
CONFIDENCE = Column(
    "確かさコード", "confidence", "どこまで確かめた情報かの符号。項目によって違うときは、いちばん不確かなもの", "符号", codes="確かさ"
)  # fmt: skip
SOURCE = Column(
    "出典", "source", "情報の出どころと、その時点（西暦）。出どころの違う項目は、その名と出どころも示す"
)
STANDARD = (
    Column("全国地方公共団体コード", "area_code", "このデータをまとめる地方公共団体の6桁のコード"),
    Column("ID", "id", "台帳の中で一件を識別する符号"),
    Column("地方公共団体名", "area_name", "このデータをまとめる地方公共団体の名"),
    Column("名称", "name", "窓口の名"),
    Column("名称_カナ", "name_kana", "名の読み（全角カナ）"),
    Column("名称_英字", "name_en", "英字の名"),
    Column("名称_通称", "name_common", "ほかの呼び名の一つ。残りは備考に示す"),
    Column("種別", "kind", "窓口の種類の名"),
    Column("POIコード", "poi_code", "施設の種別のコード"),
    Column("所在地_全国地方公共団体コード", "address_code", "所在する市区町村の6桁のコード"),
    Column("町字ID", "town_id", "アドレス・ベース・レジストリの町字ID"),
    Column("所在地_連結表記", "address", "都道府県から番地までの所在地", blank="未確認、または公開していない（備考に示す）"),
    Column("所在地_都道府県", "address_prefecture", "所在する都道府県の名"),
    Column("所在地_市区町村", "address_city", "所在する市区町村の名（指定都市は区まで）"),
    Column("所在地_町字", "address_town", "所在地のうち町字"),
    Column("所在地_番地以下", "address_block", "所在地のうち番地から後"),
    Column("建物名等(方書)", "building", "建物の名と階"),
    Column("緯度", "latitude", "世界測地系の緯度", "数値", unit="度"),
    Column("経度", "longitude", "世界測地系の経度", "数値", unit="度"),
    Column("高度の種別", "altitude_kind", "高度の表し方"),
    Column("高度の値", "altitude", "高度", "数値", unit="m"),
    Column("電話番号", "phone", "電話番号の一つ。残りは備考に示す"),
    Column("内線番号", "extension", "電話番号に続く内線番号", blank="内線がない、または未確認"),
    Column("連絡先メールアドレス", "email", "問い合わせのメールアドレス"),
    Column("連絡先FormURL", "form_url", "問い合わせのフォームのURL"),
    Column("連絡先備考(その他、SNSなど)", "contact_note", "電話番号についての注記", blank=_NONE),
    Column("郵便番号", "postal_code", "所在地の郵便番号（ハイフンあり）"),
    Column("法人番号", "corporate_number", "運営する組織の法人番号"),
    Column("団体名", "operator", "運営する組織の一つの名。すべては関係の表に示す"),
    Column("利用可能曜日", "weekdays", "利用できる曜日。月の中の週で変わるときは空け、特記事項に示す"),
    Column("開始時間", "opens", "利用できる時間の始まり（HH:MM）", "時刻"),
    Column("終了時間", "closes", "利用できる時間の終わり（HH:MM）", "時刻"),
    Column("利用可能日時特記事項", "hours_note", "受付時間と休みの日の言葉"),
    Column("URL", "url", "窓口のウェブサイト"),
    Column("画像", "image", "画像のURL", blank=_NONE),
    Column("画像_ライセンス", "image_licence", "画像の利用条件", blank=_NONE),
    Column("備考", "remarks", "ほかの呼び名、ほかの電話番号、注記など", blank=_NONE),
)  # fmt: skip
OWN = (
    Column("説明", "description", "窓口の説明"),
    Column("状態コード", "status", "いま利用できるかの符号", "符号", codes="状態"),
    Column("対象の地域の範囲", "catchment", "どこに住む人を受けるか。市区町村の並びは関係の表に示す"),
    CONFIDENCE,
    SOURCE,
    Column("確認日", "assured_on", "担当する機関が内容を確かめた日（西暦）", "日付"),
    Column("見本データ", "is_sample", "見本のデータかどうか", "符号", blank=_NONE, codes="見本"),
)  # fmt: skip
COLUMNS = (*STANDARD, *OWN)
HIDDEN = "所在地は公開していません。"


def sheet(directory: PublicDirectory) -> Sheet:
    """One window a row."""
    return Sheet("窓口", COLUMNS, [_row(window, directory) for window in directory.windows.values()])


def _row(window: WindowCard, directory: PublicDirectory) -> dict[str, Value]:
    address = address_of(window, directory)
    row: dict[str, Value | None] = {
        "全国地方公共団体コード": directory.area,
        "ID": window.key,
        "地方公共団体名": directory.area_name,
        "名称": window.name,
        "名称_カナ": jaconv.hira2kata(window.kana),
        "名称_通称": next(iter(window.aliases), ""),
        "種別": window.kind,
        "所在地_全国地方公共団体コード": window.municipality,
        "所在地_連結表記": address.whole,
        "所在地_都道府県": address.prefecture,
        "所在地_市区町村": address.municipality,
        "所在地_町字": address.town,
        "所在地_番地以下": address.block,
        "建物名等(方書)": window.building,
        "緯度": window.latitude,
        "経度": window.longitude,
        "郵便番号": window.postal_code,
        "連絡先メールアドレス": window.email,
        "団体名": next((directory.name_of(body) for body in window.operators), ""),
        "URL": window.url,
        "備考": _remarks(window),
        "説明": window.description,
        "状態コード": window.status.value,
        "対象の地域の範囲": catchment_text(window, directory),
    }
    return filled(row | _phone(window) | hours_columns(window) | provenance(window))


def filled(row: dict[str, Value | None]) -> dict[str, Value]:
    """The row without what is empty."""
    return {name: value for name, value in row.items() if value is not None and value != ""}


def provenance(entry: Any) -> dict[str, Value | None]:
    """Where an entry comes from, in the columns that all tables share."""
    assured = getattr(entry, "assured_on", None)
    return {
        "確かさコード": worst(entry).value,
        "出典": all_words(entry),
        "確認日": assured.isoformat() if assured else "",
        "見本データ": int(entry.is_sample),
    }


def _phone(window: WindowCard) -> dict[str, Value | None]:
    if not window.phones:
        return {}
    first = window.phones[0]
    return {
        "電話番号": first.number,
        "内線番号": first.extension,
        "連絡先備考(その他、SNSなど)": first.note,
    }


def _remarks(window: WindowCard) -> str:
    """What has no column of its own, as sentences."""
    others = [f"{p.number}{f'（{p.note}）' if p.note else ''}" for p in window.phones[1:]]
    said = [
        f"ほかの呼び名：{'、'.join(window.aliases[1:])}" if window.aliases[1:] else "",
        f"ほかの電話番号：{'、'.join(others)}" if others else "",
        HIDDEN.removesuffix("。") if window.address_hidden else "",
        window.note.removesuffix("。"),
    ]
    return "".join(f"{sentence}。" for sentence in said if sentence)


def catchment_text(window: WindowCard, directory: PublicDirectory) -> str:
    """県内全域, the only municipality, or how many; empty where nobody knows."""
    if not window.catchment_known:
        return ""
    if window.catchment >= directory.whole:
        return f"{directory.area_name}全域"
    if not window.catchment:
        return f"{directory.area_name}の外"
    names = [directory.places[code].name for code in window.catchment if code in directory.places]
    return names[0] if len(names) == 1 else f"{directory.area_name}の{len(names)}市区町村"


def hours_columns(window: WindowCard) -> dict[str, Value | None]:
    """Days and times where one line says them all; the words in any case."""
    row: dict[str, Value | None] = {"利用可能日時特記事項": window.hours_text}
    openings = from_dict(window.hours).openings if window.hours else ()
    if len({(o.opens, o.closes) for o in openings}) != 1 or any(map(_is_particular, openings)):
        return row
    days = frozenset[int]().union(*(o.weekdays for o in openings))
    return row | {
        "利用可能曜日": "".join(_WEEKDAYS[day] for day in sorted(days)),
        "開始時間": _clock(openings[0].opens),
        "終了時間": _clock(openings[0].closes),
    }


def _is_particular(opening: Opening) -> bool:
    """Whether an opening says more than weekdays and times."""
    days = opening.nth or opening.month_days or not opening.weekdays <= EVERY_DAY
    return bool(days or opening.valid_from or opening.valid_to or opening.closes > 24 * 60)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def links(directory: PublicDirectory) -> list[tuple[str, str, str, str]]:
    """(ID, relation, other, its name) of what a window has several of."""
    found = []
    for window in directory.windows.values():
        found += [(window.key, "運営する組織", body, directory.name_of(body)) for body in window.operators]
        found += [(window.key, "相談の方法", c.value, c.label) for c in window.channels]
        found += [
            (window.key, "対象の地域", code, directory.places[code].name)
            for code in sorted(window.catchment if window.catchment_known else ())
            if code in directory.places
        ]
        for relation, other in (
            ("含まれる窓口", window.part_of),
            ("種類の窓口", window.one_of),
            ("所在する窓口", window.located_in),
        ):
            if other:
                found.append((window.key, relation, other, directory.windows[other].name))
    return found
