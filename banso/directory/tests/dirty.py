"""Rows of a file as offices send them: seeded, so that a fault can be met again."""

import csv
import io
import random
from collections.abc import Iterator

HEADER = (
    "全国地方公共団体コード", "ＩＤ", "名称", "名称_カナ", "所在地_全国地方公共団体コード", "所在地_都道府県", "所在地_市区町村",
    "所在地_町字", "所在地_番地以下", "建物名等（方書）", "緯度", "経度", "電話番号", "郵便番号", "利用可能曜日", "開始時間",
    "終了時間", "利用可能日時特記事項", "ＵＲＬ",
)  # fmt: skip
_PLACES = [
    ("112011", "川越市", 35.925, 139.4858),
    ("112020", "熊谷市", 36.147, 139.388),
    ("111074", "さいたま市浦和区", 35.86, 139.645),
]
_WIDE = str.maketrans("0123456789-.", "０１２３４５６７８９－．")


def rows(count: int, seed: int) -> Iterator[list[str]]:
    """``count`` rows, of which many are dirty in one way or another."""
    chance = random.Random(seed)
    for number in range(count):
        yield _row(number, chance)


def _row(number: int, chance: random.Random) -> list[str]:
    code, city, latitude, longitude = chance.choice(_PLACES)
    values = dict(zip(HEADER, [
        "110001", f"W{number}", f"窓口{number}", f"マドグチ{number}", code, "埼玉県", city, "元町一丁目", f"{number % 99 + 1}番", "",
        f"{latitude + chance.random() / 50:.5f}", f"{longitude + chance.random() / 50:.5f}", f"048-{number % 1000:03}-{number % 10000:04}",
        "330-0074", "月火水木金", "09:00", "17:00", "祝日、年末年始は休み", f"https://example.jp/{number}",
    ], strict=True))  # fmt: skip
    for dirt in chance.sample(_DIRT, chance.choice((0, 0, 1, 1, 2, 3))):
        dirt(values, chance, number)
    return list(values.values())[: len(HEADER) - (chance.random() < 0.02)]


def _swap(values, chance, number):
    values["緯度"], values["経度"] = values["経度"], values["緯度"]


def _widths(values, chance, number):
    for name in ("緯度", "経度", "電話番号", "郵便番号"):
        values[name] = values[name].translate(_WIDE)


def _whole_address(values, chance, number):
    values["所在地_市区町村"] = f"埼玉県{values['所在地_市区町村']}元町1-{number}"
    values["所在地_町字"] = values["所在地_番地以下"] = ""


def _short_code(values, chance, number):
    code = values["所在地_全国地方公共団体コード"]
    values["所在地_全国地方公共団体コード"] = chance.choice(
        (code[:5], code.translate(_WIDE), "92011", "112010", "abc")
    )


def _no_name(values, chance, number):
    values["名称"] = chance.choice(("", "　", "\t"))


def _twice(values, chance, number):
    values["ＩＤ"] = f"W{max(0, number - chance.randint(1, 5))}"


def _elsewhere(values, chance, number):
    values[chance.choice(("所在地_都道府県", "所在地_市区町村"))] = chance.choice(
        ("東京都", "府中市", "川越氏", "春日井市")
    )


def _nonsense(values, chance, number):
    values[chance.choice(HEADER[9:])] = chance.choice(
        ("未定", "=1+1", "-", "①②", "あ" * 400, "\x00\x07", "9" * 30, '"', "、")
    )


def _line_break(values, chance, number):
    values["建物名等（方書）"] = f'ビル"{number}"\n２階,東'


def _no_zero(values, chance, number):
    values["電話番号"] = values["電話番号"].replace("-", "").lstrip("0")


_DIRT = (
    _swap, _widths, _whole_address, _short_code, _no_name, _twice, _elsewhere, _nonsense, _line_break, _no_zero,
)  # fmt: skip


def content(count: int, seed: int, encoding: str = "cp932") -> bytes:
    """A CSV in the encoding that a spreadsheet of an office writes."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(rows(count, seed))
    return stream.getvalue().encode(encoding, errors="replace")


def numbers(data: bytes, encoding: str = "cp932") -> list[int]:
    """The rows of a file as Excel counts them, found by Python's own reader: header 1, empty rows left out."""
    found = csv.reader(io.StringIO(data.decode(encoding), newline=""))
    return [n for n, row in enumerate(found, 1) if n > 1 and any(v.strip("\x00 　\t") for v in row)]
