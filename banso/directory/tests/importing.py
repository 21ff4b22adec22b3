"""Files of rows for tests of imports."""

import io

from banso.directory.operations import preview_import

HEAD = "ID,名称,所在地_全国地方公共団体コード,所在地_市区町村,所在地_町字,緯度,経度,電話番号,郵便番号,URL"


def preview(plan, text, *, name="窓口.csv", encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return preview_import(file=io.BytesIO(content), name=name, plan=plan, by="事務局")


def row(plan, line, head=HEAD):
    """What becomes of a single row."""
    return preview(plan, f"{head}\n{line}\n").rows.get()


def after(row):
    """What the row would make of the fields that it changes."""
    return {d["field"]: d["after"] for d in row.differences}
