"""Write the list of municipalities anew from the package japancode, which is needed for this alone.

    pip install japancode==0.1.0
    python scripts/municipalities_csv.py

Source of its data: code4fukui/localgovjp (CC0). It stands before Hamamatsu's wards of 2024.
"""

import csv
import json
from importlib.resources import files
from pathlib import Path

from banso.lib.codes import is_local_body

FOLDER = Path(__file__).parent.parent / "banso" / "lib" / "municipalities"
COLUMNS = ("全国地方公共団体コード", "名称", "名称_かな", "都道府県", "緯度", "経度", "政令指定都市のコード")


def main() -> None:
    held = json.loads(files("japancode").joinpath("data/municipalities.json").read_text(encoding="utf-8"))
    codes = {(row["pref"], row["city"]): row["lgcode"].zfill(6) for row in held}
    rows = []
    for row in held:
        city, _, ward = row["city"].partition(" ")
        code = row["lgcode"].zfill(6)
        if not is_local_body(code):
            raise SystemExit(f"{row['city']}: {code} has a wrong check digit")
        part_of = codes[row["pref"], city] if ward else ""
        place = (f"{row['lat']:.6f}", f"{row['lng']:.6f}")
        rows.append((code, city + ward, row["citykana"].replace(" ", ""), row["pref"], *place, part_of))
    write("municipalities.csv", COLUMNS, sorted(rows))
    prefectures = json.loads(files("japancode").joinpath("data/prefectures.json").read_text(encoding="utf-8"))
    write(
        "prefectures.csv",
        ("全国地方公共団体コード", "名称", "名称_かな"),
        sorted((row["lgcode"].zfill(6), row["pref"], row["prefkana"]) for row in prefectures),
    )


def write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main()
