"""A CSV as it is written: which line, what was quoted, and where quotes are wrong. ``csv`` forgets all three."""

from dataclasses import dataclass, field


@dataclass
class Record:
    """One record: its fields, the lines from which to which it stands, and a fault of its quotes."""

    line: int
    fields: list[str] = field(default_factory=list)
    last_line: int = 0
    fault: str = ""


def records(text: str) -> list[Record]:
    """The records of ``text`` by RFC 4180, a broken one with its fault instead of an error."""
    found: list[Record] = []
    position, line = 0, 1
    while position < len(text):
        record = Record(line)
        position, line = _record(text, position, line, record)
        record.last_line = line if text[position - 1 : position] not in ("\n", "\r") else line - 1
        found.append(record)
    return found


def _record(text: str, position: int, line: int, record: Record) -> tuple[int, int]:
    """Read one record; the place after its end, and the number of the line there."""
    while True:
        if text[position : position + 1] == '"':
            position, line, value = _quoted(text, position + 1, line, record)
        else:
            value = ""
        rest, position = _plain(text, position)
        if value and rest:
            record.fault = record.fault or "閉じた引用符の後に文字がある"
        elif '"' in rest:
            record.fault = record.fault or "引用符で囲まれていない値に引用符がある"
        record.fields.append(value + rest)
        end = text[position : position + 1]
        if end == ",":
            position += 1
            continue
        if end == "\r" and text[position + 1 : position + 2] == "\n":
            position += 1
        return position + 1 if end else position, line + 1 if end else line


def _plain(text: str, position: int) -> tuple[str, int]:
    start = position
    while position < len(text) and text[position] not in ",\r\n":
        position += 1
    return text[start:position], position


def _quoted(text: str, position: int, line: int, record: Record) -> tuple[int, int, str]:
    """The value up to the closing quote."""
    parts: list[str] = []
    while True:
        end = text.find('"', position)
        if end < 0:
            record.fault = "引用符が閉じていない"
            rest = text[position:]
            return len(text), line + rest.count("\n"), "".join(parts) + rest
        parts.append(text[position:end])
        line += text.count("\n", position, end)
        if text[end + 1 : end + 2] != '"':
            return end + 1, line, "".join(parts)
        parts.append('"')
        position = end + 2
