"""Plain text for screen readers: UTF-8, one line a row, no drawn lines, no figure without its words.

Tables are read as 「項目：値」 because a voice cannot show columns. At the end stands the description of the data file.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from banso.council.layout import Chart, Heading, Items, Paragraph, Section, Table, facts, sections
from banso.council.printing.dictionary import description
from banso.lib.text import one_line


def make(content: Mapping[str, Any]) -> bytes:
    """The bytes of the .txt, with the line ends of Windows, where most offices open it."""
    lines = [*_title(content)]
    for section in sections(content, every_body=True):
        lines += _section(section)
    lines += ["", "■ データファイルの説明", *description(content)]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _title(content: Mapping[str, Any]) -> Iterator[str]:
    meta = content["document"]
    yield f"資料番号：{meta['number']}"
    yield meta["council"]
    yield f"題名：{meta['title']}"
    if meta["sample"]:
        yield meta["sample_text"]
    for label, value in facts(content):
        yield f"{label}：{value}"


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"■ {section.title}"
    for block in section.blocks:
        if isinstance(block, Heading):
            yield from ("", f"● {block.text}")
        elif isinstance(block, Paragraph):
            yield one_line(block.text)
        elif isinstance(block, Items):
            yield from (f"・{one_line(item)}" for item in block.items)
        elif isinstance(block, Chart):
            yield f"図：{one_line(block.alt)}"
        else:
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield from ("", f"表：{table.caption}", table.empty)
        return
    yield from ("", f"表：{table.caption}（{len(table.rows)}行）")
    for number, row in enumerate(table.rows, start=1):
        pairs = zip(table.columns, row, strict=True)
        cells = "、".join(f"{column.heading}：{one_line(cell.text)}" for column, cell in pairs)
        yield f"{number}行目、{cells}。"
